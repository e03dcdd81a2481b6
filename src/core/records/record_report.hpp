#pragma once

// What every reader of a site's own records does around its rows: opens the file, keeps the account
// of rows that were left out or read otherwise than they stand, and tells all faults at once.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/core/input/csv_table.hpp"
#include "src/core/input/line_problems.hpp"
#include "src/core/input/text_input.hpp"
#include "src/core/text/diagnostic.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::records {

using trace::RowCount;

struct RecordReport {
    std::string file;
    std::int64_t rows = 0;           // data rows seen, those left out among them
    std::int64_t bytes = 0;          // of text, decompressed
    std::vector<RowCount> left_out;  // rows that say nothing that can be used, by reason
    std::vector<RowCount> adjusted;  // rows that were used, but not as they stand in the file
    Diagnostics warnings;
};

// Counts more rows under the reason, the first of them on that line. O(reasons).
void count_row(std::vector<RowCount>& counts,
               std::string_view reason,
               std::int64_t line,
               std::int64_t rows = 1);

// Counts a last line that broke off, and warns of it.
void note_cut_off(const input::CsvTable& table,
                  RecordReport& report,
                  input::LineProblems& problems);

// The fault in reading the file as a whole, errors and warnings: what stands in the report and
// whether there is a result at all.
[[nodiscard]] expected<void, Diagnostics> finish_report(const input::TextInput& input,
                                                        input::LineProblems& problems,
                                                        RecordReport& report);

[[nodiscard]] Diagnostics cannot_open(const std::string& file,
                                      const input::TextInput::Refusal& refusal);

// A column whose header may carry its unit: "price ($/kWh)", "price [$/kWh]" or "price".
struct UnitColumn {
    std::string name;  // as it stands in the header; `base` where there is none
    std::string unit;  // without brackets; empty if the header has none
};
[[nodiscard]] UnitColumn find_unit_column(std::string_view head, std::string_view base);

// Result has a member `report`. `read(input, problems, result)` takes the rows. `watch` may be
// empty.
template <class Result, class Read>
[[nodiscard]] expected<Result, Diagnostics> read_records(const std::string& file,
                                                         std::string_view what,
                                                         Read read,
                                                         input::ReadWatch watch = {}) {
    auto input = input::TextInput::open(file, what);
    if (!input) {
        return unexpected(cannot_open(file, input.error()));
    }
    input->set_watch(std::move(watch));
    input::LineProblems problems(file);
    Result result;
    result.report.file = file;
    read(*input, problems, result);
    if (auto finished = finish_report(*input, problems, result.report); !finished) {
        return unexpected(std::move(finished.error()));
    }
    return result;
}

}  // namespace headroom::records
