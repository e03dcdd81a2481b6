#pragma once

// Texts as a site's records, and what is said of them in one line each.

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/records/record_report.hpp"
#include "tests/core/input/temporary_file.hpp"
#include "tests/core/trace/trace_text.hpp"

namespace headroom::records {

using trace::describe;

// What `read(file)` makes of the text; throws, which fails the test, where that has errors.
template <class Read>
auto read_good(std::string_view text, Read read) {
    const input::TemporaryFile file(text, ".csv");
    auto result = read(file.path());
    if (!result) {
        throw std::runtime_error(format_diagnostics(result.error()));
    }
    return std::move(*result);
}

// The messages for a text that is wrong; none where nothing is.
template <class Read>
std::vector<std::string> read_bad(std::string_view text, Read read) {
    const input::TemporaryFile file(text, ".csv");
    auto result = read(file.path());
    return result ? std::vector<std::string>{} : describe(result.error());
}

}  // namespace headroom::records
