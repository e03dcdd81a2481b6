#pragma once

// Problems in the user's input: where, what is wrong, what is wanted. They are collected, not
// thrown, so that all of them are told at once.

#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/expected.hpp"

namespace headroom {

// A place in a text file; line and column count from 1, 0 = not known. A place on the command line
// has the option as its file ("--set").
struct SourcePlace {
    std::string file;
    std::int64_t line = 0;
    std::int64_t column = 0;
};

enum class Severity : std::uint8_t { kError, kWarning };

struct Diagnostic {
    Severity severity = Severity::kError;
    SourcePlace place;
    std::string path;         // "fleet.h100.nodes", empty for a syntax error or a trace
    std::string problem;      // "needs a unit"
    std::string wanted;       // follows "wanted": "a power such as \"700 W\""; may be empty
    std::string hint;         // "did you mean 'nodes'?"; may be empty
    std::string source_line;  // the text of the line, for the caret; may be empty
};

using Diagnostics = std::vector<Diagnostic>;

// "file:line:col: error: path: problem; wanted …", then the source line with a caret, then the
// hint.
[[nodiscard]] std::string format_diagnostic(const Diagnostic& diagnostic);
[[nodiscard]] std::string format_diagnostics(const Diagnostics& diagnostics);

[[nodiscard]] bool has_error(const Diagnostics& diagnostics);

// The candidate that is a likely misspelling of `word` (edit distance, transpositions count one),
// or empty if none is near.
[[nodiscard]] std::string nearest_name(const std::string& word,
                                       const std::vector<std::string>& candidates);

}  // namespace headroom
