#pragma once

// A scenario file that was read but not yet decided: the tree of it and of what it extends. Any
// number of what-ifs can be taken from one Document without reading a file again.

#include <string>
#include <string_view>
#include <vector>

#include "src/core/scenario/scenario.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {

struct Document {
    std::string file;
    std::vector<std::string> file_names;  // the scenario first, then what it extends
    Value root;
    SourceFiles files;
};

[[nodiscard]] expected<Document, Diagnostics> read_document(const std::string& file);

// The same of a text that extends nothing; `name` stands for its file in what is wrong with it.
[[nodiscard]] expected<Document, Diagnostics> parse_document(const std::string& name,
                                                             std::string_view text);

// The scenario with a variant and settings applied. read_scenario is this after read_document.
// Pure; safe to call from several threads. O(values).
[[nodiscard]] expected<Scenario, Diagnostics> resolve_scenario(const Document& document,
                                                               const ReadOptions& options);

// All that decides what is simulated as one text: the tree after variant and settings, without
// titles, variants and assertions. Two what-ifs with the same text have the same metrics, as far as
// their traces and the catalog are the same.
[[nodiscard]] std::string canonical_text(const Document& document, const ReadOptions& options);

}  // namespace headroom::scenario
