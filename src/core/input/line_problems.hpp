#pragma once

// What is wrong with a text file, line by line: the first 20 faults with their places and the count
// of the rest. Every reader of foreign files reports to one of these.

#include <cstdint>
#include <string>
#include <string_view>

#include "src/core/input/fields.hpp"
#include "src/core/input/scaled_number.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::input {

// What is wrong with a text, and what is wanted instead.
struct Fault {
    std::string problem;
    std::string wanted;
    std::string hint;
};

// A text of the file for a message: in quotes, without control characters, cut where it is long.
[[nodiscard]] std::string quoted(std::string_view text);

class LineProblems {
public:
    explicit LineProblems(std::string file) : file_(std::move(file)) {}

    [[nodiscard]] const std::string& file() const { return file_; }

    // `column` counts bytes from 1; 0 with a line of number 0: the file as a whole.
    void report(const Line& line, std::int64_t column, Fault fault);
    void report(Fault fault) { report({}, 0, std::move(fault)); }
    void warn(std::int64_t line, std::string problem);

    [[nodiscard]] bool has_errors() const { return errors_ > 0; }
    // All errors, and how many more there are; to be called once.
    [[nodiscard]] Diagnostics take_errors();
    [[nodiscard]] Diagnostics take_warnings() { return std::move(warnings_); }

    // A number of the line's field; a fault is reported under the field's name. Missing is no
    // fault.
    [[nodiscard]] ScaledNumber read_seconds(const Field& field,
                                            std::string_view name,
                                            const Line& line);
    [[nodiscard]] ScaledNumber read_count(const Field& field,
                                          std::string_view name,
                                          const Line& line);

private:
    std::string file_;
    Diagnostics errors_shown_;
    Diagnostics warnings_;
    std::int64_t errors_ = 0;
};

}  // namespace headroom::input
