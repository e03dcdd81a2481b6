#pragma once

// What every format's reader does with a row: accept it as a job, leave it out with a reason, or
// report what is wrong with it. Knows nothing of any format.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/input/csv_table.hpp"
#include "src/core/input/fields.hpp"
#include "src/core/input/line_problems.hpp"
#include "src/core/input/scaled_number.hpp"
#include "src/core/input/text_input.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::trace {

using input::CsvColumn;
using input::CsvTable;
using input::Field;
using input::FieldSplitter;
using input::Line;
using input::NumberText;
using input::quoted;
using input::ScaledNumber;

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

class TraceBuilder {
public:
    TraceBuilder(std::string file,
                 input::TextInput& input,
                 TimeUnit time_unit = TimeUnit::kUnstated);

    [[nodiscard]] input::TextInput& input() { return input_; }
    [[nodiscard]] input::LineProblems& problems() { return problems_; }
    [[nodiscard]] Trace& trace() { return result_.trace; }
    [[nodiscard]] TimeUnit time_unit() const { return time_unit_; }

    // Optional columns are kept only if the reader says, before the first row, that the file has
    // them.
    struct Columns {
        bool eligible = false, start = false, end = false;
    };
    void keep(Columns columns) { columns_ = columns; }

    // Appends the row's numbers, or leaves the row out; the reader appends id and labels only if
    // true.
    [[nodiscard]] bool take_row(const JobRow& row, const Line& line);
    // The id of the row just taken; its number where the file has none.
    void append_id(std::string_view id);
    void drop(std::string_view reason, std::int64_t line);
    // Counts a row that is kept but not as it stands in the file: "no run time: run time so far".
    void adjust(std::string_view reason, std::int64_t line);
    // Leaves out rows that were taken, by their index in the trace, ascending. To be called before
    // finish(). O(jobs).
    void drop_taken(const std::vector<std::uint32_t>& rows, std::string_view reason);
    // For a last line that has too few fields and no end: a copy or a download that broke off.
    void drop_cut_off(std::int64_t line);

    [[nodiscard]] std::int64_t rows() const { return result_.report.rows; }

    // The submit times are microseconds since 1970: finish() counts them from the first one
    // instead.
    void set_dated() { is_dated_ = true; }

    // Sorts by submit and adds the warnings that need all rows. To be called once.
    [[nodiscard]] expected<TraceFile, Diagnostics> finish();

private:
    void reserve_for_the_rest();
    void put_in_order();
    void count_from_first_submit();
    void warn_of_repeated_ids();
    void sort_by_submit();

    input::TextInput& input_;
    TimeUnit time_unit_;
    input::LineProblems problems_;
    TraceFile result_;
    Columns columns_;
    bool is_dated_ = false;
};

}  // namespace headroom::trace
