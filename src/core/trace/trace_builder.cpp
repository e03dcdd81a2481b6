#include "src/core/trace/trace_builder.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "src/core/trace/repeated_ids.hpp"

namespace headroom::trace {

namespace {

constexpr std::size_t kRowsBeforeGuess = 1u << 14;
// Submit times that begin after 2001-09-09 are dates: no log's clock runs 30 years before its first
// job.
constexpr std::int64_t kFirstDateUs = 1'000'000'000LL * 1'000'000;

// Why a row that is well written cannot be simulated; empty if it can.
std::string_view find_obstacle(const JobRow& row) {
    if (row.submit.kind != NumberText::kNumber) {
        return "unknown submit time";
    }
    if (row.submit.value < 0) {
        return "negative submit time";
    }
    if (row.runtime.kind != NumberText::kNumber) {
        return "unknown run time";
    }
    if (row.runtime.value < 0) {
        return "negative run time";
    }
    if (row.gpus.kind != NumberText::kNumber) {
        return "unknown number of GPUs";
    }
    if (row.gpus.value < 0) {
        return "negative number of GPUs";
    }
    if (!row.gpus.is_exact) {
        return "a fraction of a GPU";
    }
    return row.gpus.value == 0 ? "zero GPUs" : "";
}

template <class T>
void reorder(std::vector<T>& column, const std::vector<std::uint32_t>& rows) {
    if (column.empty()) {
        return;
    }
    std::vector<T> ordered;
    ordered.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        ordered.push_back(column[row]);
    }
    column = std::move(ordered);
}

// New row i of every column was row rows[i].
void reorder_rows(Trace& columns, const std::vector<std::uint32_t>& rows) {
    columns.ids.reorder(rows);
    for (auto* times_us :
         {&columns.submit_us, &columns.runtime_us, &columns.estimate_us, &columns.eligible_us,
          &columns.start_us, &columns.end_us, &columns.line}) {
        reorder(*times_us, rows);
    }
    reorder(columns.gpus, rows);
    reorder(columns.priority, rows);
    reorder(columns.requeues, rows);
    reorder(columns.activity_ppm, rows);
    for (Labels* labels :
         {&columns.user, &columns.account, &columns.partition, &columns.qos, &columns.gpu_model,
          &columns.state, &columns.hosts, &columns.gpu_model_ran}) {
        labels->reorder(rows);
    }
}

// A column that says nothing takes no memory.
template <class T>
void clear_if_all(std::vector<T>& column, T value) {
    if (std::all_of(column.begin(), column.end(), [&](T entry) { return entry == value; })) {
        column = {};
    }
}

void shift(std::vector<std::int64_t>& times_us, std::int64_t by_us, bool may_be_unknown) {
    for (std::int64_t& time_us : times_us) {
        time_us -= may_be_unknown && time_us == kUnknown ? 0 : by_us;
    }
}

}  // namespace

void count_reason(std::vector<RowCount>& counts, std::string_view reason, std::int64_t line) {
    const auto same = std::find_if(counts.begin(), counts.end(),
                                   [&](const RowCount& known) { return known.reason == reason; });
    if (same == counts.end()) {
        counts.push_back({std::string(reason), 1, line});
    } else {
        ++same->rows;
    }
}

TraceBuilder::TraceBuilder(std::string file, input::TextInput& input, TimeUnit time_unit)
    : input_(input), time_unit_(time_unit), problems_(file) {
    trace().file = std::move(file);
}

// Columns that grow by doubling would need twice the memory for a while. What has been read tells
// how many rows the file has; memory that is reserved but never touched costs nothing.
void TraceBuilder::reserve_for_the_rest() {
    const double progress = input_.progress();
    if (!(progress > 0)) {
        return;
    }
    Trace& columns = trace();
    constexpr double kSurplus = 1.1;
    const auto rows =
        static_cast<std::size_t>(static_cast<double>(columns.size()) / progress * kSurplus);
    columns.ids.reserve(rows);
    columns.gpus.reserve(rows);
    for (auto* column :
         {&columns.submit_us, &columns.runtime_us, &columns.estimate_us, &columns.line}) {
        column->reserve(rows);
    }
    for (const auto& [is_kept, column] :
         {std::pair(columns_.eligible, &columns.eligible_us),
          std::pair(columns_.start, &columns.start_us), std::pair(columns_.end, &columns.end_us)}) {
        if (is_kept) {
            column->reserve(rows);
        }
    }
}

bool TraceBuilder::take_row(const JobRow& row, const Line& line) {
    const std::string_view obstacle = find_obstacle(row);
    if (!obstacle.empty()) {
        drop(obstacle, line.number);
        return false;
    }
    ++result_.report.rows;
    Trace& columns = trace();
    if (columns.size() == kRowsBeforeGuess) {
        reserve_for_the_rest();
    }
    columns.submit_us.push_back(row.submit.value);
    columns.runtime_us.push_back(row.runtime.value);
    columns.estimate_us.push_back(row.estimate_us);
    columns.gpus.push_back(static_cast<std::uint32_t>(row.gpus.value));
    columns.line.push_back(line.number);
    if (columns_.eligible) {
        columns.eligible_us.push_back(row.eligible_us);
    }
    if (columns_.start) {
        columns.start_us.push_back(row.start_us);
    }
    if (columns_.end) {
        columns.end_us.push_back(row.end_us);
    }
    return true;
}

void TraceBuilder::append_id(std::string_view id) {
    if (id.empty()) {
        trace().ids.push_back(std::to_string(rows()));
    } else {
        trace().ids.push_back(id);
    }
}

void TraceBuilder::drop(std::string_view reason, std::int64_t line) {
    ++result_.report.rows;
    count_reason(result_.report.dropped, reason, line);
}

void TraceBuilder::adjust(std::string_view reason, std::int64_t line) {
    count_reason(result_.report.adjusted, reason, line);
}

void TraceBuilder::drop_taken(const std::vector<std::uint32_t>& rows, std::string_view reason) {
    Trace& columns = trace();
    std::vector<std::uint32_t> kept;
    kept.reserve(columns.size() - rows.size());
    auto dropped = rows.begin();
    for (std::uint32_t row = 0; row < columns.size(); ++row) {
        if (dropped != rows.end() && *dropped == row) {
            count_reason(result_.report.dropped, reason, columns.line[row]);
            ++dropped;
        } else {
            kept.push_back(row);
        }
    }
    reorder_rows(columns, kept);
}

void TraceBuilder::drop_cut_off(std::int64_t line) {
    drop("a last line that is cut off", line);
    problems_.warn(line, "the last line is cut off: the file may be incomplete");
}

expected<TraceFile, Diagnostics> TraceBuilder::finish() {
    if (!input_.fault().empty()) {
        problems_.report({input_.fault(), "a whole file", {}});
    } else if (!problems_.has_errors() && rows() == 0) {
        problems_.report({"has no jobs", "at least one row after the header", {}});
    }
    if (problems_.has_errors()) {
        return unexpected(problems_.take_errors());
    }
    if (trace().size() == 0) {
        problems_.warn(0, "no row can be simulated");
    } else {
        put_in_order();
    }
    result_.report.bytes = input_.text_bytes();
    result_.report.warnings = problems_.take_warnings();
    return std::move(result_);
}

void TraceBuilder::put_in_order() {
    Trace& columns = trace();
    clear_if_all(columns.eligible_us, kUnknown);
    clear_if_all(columns.start_us, kUnknown);
    clear_if_all(columns.end_us, kUnknown);
    clear_if_all(columns.priority, 0);
    clear_if_all(columns.requeues, 0);
    clear_if_all(columns.activity_ppm, static_cast<std::int32_t>(kUnknown));
    count_from_first_submit();
    warn_of_repeated_ids();
    sort_by_submit();
}

void TraceBuilder::count_from_first_submit() {
    Trace& columns = trace();
    const std::int64_t first_us =
        *std::min_element(columns.submit_us.begin(), columns.submit_us.end());
    if (!is_dated_ && first_us < kFirstDateUs) {
        return;
    }
    columns.zero = Instant{first_us};
    if (!is_dated_) {
        problems_.warn(0, "submit times are read as seconds since 1970; the first is " +
                              format_instant(*columns.zero));
    }
    shift(columns.submit_us, first_us, false);
    shift(columns.eligible_us, first_us, true);
    shift(columns.start_us, first_us, true);
    shift(columns.end_us, first_us, true);
}

void TraceBuilder::warn_of_repeated_ids() {
    const TextColumn& ids = trace().ids;
    const std::vector<std::uint32_t> rows = rows_of_repeated_ids(ids);
    std::int64_t repeats = 0;
    std::uint32_t first = static_cast<std::uint32_t>(ids.size());
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (ids[rows[i]] == ids[rows[i - 1]]) {
            ++repeats;
            first = std::min(first, rows[i]);
        }
    }
    if (repeats > 0) {
        problems_.warn(trace().line[first], "id " + quoted(ids[first]) +
                                                " is not the first of its name; " +
                                                std::to_string(repeats) + " ids repeat");
    }
}

void TraceBuilder::sort_by_submit() {
    Trace& columns = trace();
    if (std::is_sorted(columns.submit_us.begin(), columns.submit_us.end())) {
        return;
    }
    std::vector<std::uint32_t> rows(columns.size());
    std::iota(rows.begin(), rows.end(), 0u);
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        return columns.submit_us[a] < columns.submit_us[b];
    });
    reorder_rows(columns, rows);
}

}  // namespace headroom::trace
