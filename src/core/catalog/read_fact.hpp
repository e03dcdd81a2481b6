#pragma once

// One number of a catalog file: { value, source, as_of, confidence, range, note, conflicts, choice
// }.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "src/core/catalog/catalog.hpp"
#include "src/core/catalog/catalog_fields.hpp"
#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::catalog {

// Where facts find their sources and leave their problems.
struct FactContext {
    const std::vector<Source>& sources;
    scenario::Problems& problems;
};

// None, and problems at their places, if anything is wrong. Date and confidence are those of the
// source where the fact has none. `more_keys` are allowed beside those of every fact.
[[nodiscard]] std::optional<Fact> read_fact(const scenario::Value& value,
                                            Dimension dimension,
                                            const std::string& path,
                                            std::span<const std::string_view> more_keys,
                                            const FactContext& context);

// "2026-08-22" of a date; none, and a problem, if it is anything else.
[[nodiscard]] std::optional<std::string> read_date(const scenario::Value& value,
                                                   const std::string& path,
                                                   scenario::Problems& problems);

// None, and a problem, if it is no text or empty.
[[nodiscard]] std::optional<std::string> read_text(const scenario::Value& value,
                                                   const std::string& path,
                                                   scenario::Problems& problems);

[[nodiscard]] std::optional<Confidence> read_confidence(const scenario::Value& value,
                                                        const std::string& path,
                                                        scenario::Problems& problems);

// "unknown key", what is wanted, and did you mean.
[[nodiscard]] scenario::ProblemText unknown_key(std::string_view key,
                                                const std::vector<std::string>& known);

}  // namespace headroom::catalog
