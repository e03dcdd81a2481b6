#pragma once

// What is compared, from what a user names: scenario files, their variants, cases of further
// settings, and result folders. Simulates nothing.

#include <optional>
#include <string>
#include <vector>

#include "src/core/result/result.hpp"
#include "src/study/evaluate/what_if.hpp"

namespace headroom::study {

// A case of the command line: "two more racks: fleet.h100.nodes=96; hall.a.nodes=4".
struct Case {
    std::string label;  // the settings themselves where none is given
    std::vector<scenario::Override> settings;
};

// The label ends at the first ':' before the first '=', settings at ';', both outside quotes.
[[nodiscard]] expected<Case, Diagnostics> parse_case(const std::string& text,
                                                     const std::string& option);

struct AlternativeChoice {
    std::vector<std::string> sources{};   // scenario files and result folders
    std::vector<std::string> variants{};  // of the one scenario file; none and no cases: all it has
    std::vector<std::string> cases{};
    scenario::ReadOptions options{};  // settings of all of them
    bool needs_scenarios = false;     // for trials
};

struct Alternative {
    std::string label;                     // each its own
    std::optional<WhatIf> what_if;         // of a scenario
    std::optional<report::Result> result;  // of a result folder
};

// At least two, the first being the base of differences: sources in their order, then variants and
// cases. Tells every problem of all of them; the cause is kInput if a result cannot be read.
[[nodiscard]] expected<std::vector<Alternative>, LoadFailure> open_alternatives(
    const AlternativeChoice& choice);

}  // namespace headroom::study
