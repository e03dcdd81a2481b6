#pragma once

// What every format's reader does with a row: accept it as a job, leave it out with a reason, or
// report what is wrong with it. Knows nothing of any format.

#include <cstdint>
#include <string>
#include <string_view>

#include "src/core/trace/row_text.hpp"
#include "src/core/trace/scaled_number.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::trace {

// What is wrong with a text, and what is wanted instead.
struct Fault {
    std::string problem;
    std::string wanted;
    std::string hint;
};

// A row's numbers before they are judged. The optional ones are kUnknown where the row does not
// say.
struct JobRow {
    ScaledNumber submit, runtime;  // µs
    ScaledNumber gpus;
    std::int64_t estimate_us = kUnknown;
    std::int64_t eligible_us = kUnknown;
    std::int64_t start_us = kUnknown;
    std::int64_t end_us = kUnknown;
};

// A text of the file for a message: in quotes, without control characters, cut where it is long.
[[nodiscard]] std::string quoted(std::string_view text);

class TraceBuilder {
public:
    TraceBuilder(std::string file, std::string_view text);

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] Trace& trace() { return result_.trace; }

    // Optional columns are kept only if the reader says, before the first row, that the file has
    // them.
    struct Columns {
        bool eligible = false, start = false, end = false;
    };
    void keep(Columns columns) { columns_ = columns; }

    // Appends the row's numbers, or leaves the row out; the reader appends id and labels only if
    // true.
    [[nodiscard]] bool take_row(const JobRow& row, const Line& line);
    void drop(std::string_view reason, const Line& line);
    // For a last line that has too few fields and no end: a copy or a download that broke off.
    void drop_cut_off(const Line& line);

    // A number of the line's field; on a fault it is reported and kMissing is returned.
    [[nodiscard]] ScaledNumber read_seconds(const Field& field,
                                            std::string_view name,
                                            const Line& line);
    [[nodiscard]] ScaledNumber read_count(const Field& field,
                                          std::string_view name,
                                          const Line& line);

    void report(const Line& line, std::int64_t column, Fault fault);
    void warn(std::int64_t line, std::string problem);
    [[nodiscard]] bool has_errors() const { return errors_ > 0; }
    [[nodiscard]] std::int64_t rows() const { return result_.report.rows; }

    // The submit times are seconds since 1970: finish() counts them from the first one instead.
    void set_dated() { is_dated_ = true; }

    // Sorts by submit and adds the warnings that need all rows. To be called once.
    [[nodiscard]] expected<TraceFile, Diagnostics> finish();

private:
    void count_from_first_submit();
    void warn_of_repeated_ids();
    void sort_by_submit();

    std::string_view text_;
    TraceFile result_;
    Columns columns_;
    bool is_dated_ = false;
    Diagnostics problems_;
    std::int64_t errors_ = 0;
};

}  // namespace headroom::trace
