#include "src/core/trace/trace_builder.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace headroom::trace {

namespace {

constexpr std::int64_t kErrorsShown = 20;
constexpr std::int64_t kMostGpus = 1'000'000'000;
constexpr std::size_t kShownBehind = 200;
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

std::string quoted(std::string_view text) {
    constexpr std::size_t kMostLetters = 40;
    std::string result = "'";
    for (const char letter : text.substr(0, kMostLetters)) {
        result += letter >= 0 && letter < ' ' ? '?' : letter;
    }
    return result + (text.size() > kMostLetters ? "…'" : "'");
}

TraceBuilder::TraceBuilder(std::string file, std::string_view text) : text_(text) {
    Trace& columns = trace();
    columns.file = std::move(file);
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    columns.ids.reserve(lines);
    columns.submit_us.reserve(lines);
    columns.runtime_us.reserve(lines);
    columns.estimate_us.reserve(lines);
    columns.gpus.reserve(lines);
    columns.line.reserve(lines);
}

bool TraceBuilder::take_row(const JobRow& row, const Line& line) {
    const std::string_view obstacle = find_obstacle(row);
    if (!obstacle.empty()) {
        drop(obstacle, line);
        return false;
    }
    ++result_.report.rows;
    Trace& columns = trace();
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

void TraceBuilder::drop(std::string_view reason, const Line& line) {
    ++result_.report.rows;
    std::vector<Dropped>& dropped = result_.report.dropped;
    const auto same = std::find_if(dropped.begin(), dropped.end(),
                                   [&](const Dropped& known) { return known.reason == reason; });
    if (same == dropped.end()) {
        dropped.push_back({std::string(reason), 1, line.number});
    } else {
        ++same->rows;
    }
}

void TraceBuilder::drop_cut_off(const Line& line) {
    drop("a last line that is cut off", line);
    warn(line.number, "the last line is cut off: the file may be incomplete");
}

ScaledNumber TraceBuilder::read_seconds(const Field& field,
                                        std::string_view name,
                                        const Line& line) {
    const ScaledNumber number = parse_seconds(field.text);
    if (number.kind == NumberText::kNotANumber) {
        report(line, field.column,
               {std::string(name) + " " + quoted(field.text) + " is not a number",
                "seconds, such as 3600 or 0.25",
                {}});
    } else if (number.kind == NumberText::kTooLarge) {
        report(line, field.column,
               {std::string(name) + " " + quoted(field.text) + " is more than 100 years", "seconds",
                "are these milliseconds?"});
    }
    return number;
}

ScaledNumber TraceBuilder::read_count(const Field& field, std::string_view name, const Line& line) {
    const ScaledNumber number = parse_scaled(field.text, 0, kMostGpus);
    if (number.kind == NumberText::kNotANumber) {
        report(line, field.column,
               {std::string(name) + " " + quoted(field.text) + " is not a number",
                "a whole number, such as 8",
                {}});
    } else if (number.kind == NumberText::kTooLarge) {
        report(line, field.column,
               {std::string(name) + " " + quoted(field.text) + " is too large",
                "at most " + std::to_string(kMostGpus),
                {}});
    }
    return number;
}

void TraceBuilder::report(const Line& line, std::int64_t column, Fault fault) {
    if (++errors_ > kErrorsShown) {
        return;
    }
    // Fields know bytes, people count characters; all of a very long line helps nobody.
    const auto bytes = static_cast<std::size_t>(std::max<std::int64_t>(column - 1, 0));
    const std::string_view before = line.text.substr(0, bytes);
    const auto continued = std::count_if(before.begin(), before.end(), [](char letter) {
        return (static_cast<unsigned char>(letter) & 0xC0u) == 0x80u;
    });
    problems_.push_back({Severity::kError,
                         {trace().file, line.number, column - continued},
                         {},
                         std::move(fault.problem),
                         std::move(fault.wanted),
                         std::move(fault.hint),
                         std::string(line.text.substr(0, bytes + kShownBehind))});
}

void TraceBuilder::warn(std::int64_t line, std::string problem) {
    result_.report.warnings.push_back(
        {Severity::kWarning, {trace().file, line, 0}, {}, std::move(problem), {}, {}, {}});
}

expected<TraceFile, Diagnostics> TraceBuilder::finish() {
    if (errors_ == 0 && rows() == 0) {
        report({}, 0, {"has no jobs", "at least one row after the header", {}});
    }
    if (errors_ > kErrorsShown) {
        const std::string more = "and " + std::to_string(errors_ - kErrorsShown) + " more";
        problems_.push_back({Severity::kError, {trace().file, 0, 0}, {}, more, {}, {}, {}});
    }
    if (errors_ > 0) {
        return unexpected(std::move(problems_));
    }
    if (trace().size() == 0) {
        warn(0, "no row can be simulated");
        return std::move(result_);
    }
    Trace& columns = trace();
    clear_if_all(columns.eligible_us, kUnknown);
    clear_if_all(columns.start_us, kUnknown);
    clear_if_all(columns.end_us, kUnknown);
    clear_if_all(columns.priority, 0);
    count_from_first_submit();
    warn_of_repeated_ids();
    sort_by_submit();
    return std::move(result_);
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
        warn(0, "submit times are read as seconds since 1970; the first is " +
                    format_instant(*columns.zero));
    }
    shift(columns.submit_us, first_us, false);
    shift(columns.eligible_us, first_us, true);
    shift(columns.start_us, first_us, true);
    shift(columns.end_us, first_us, true);
}

// Ids that only grow, by length and then by letter, as counters do, cannot repeat: most files need
// no more than that one pass.
void TraceBuilder::warn_of_repeated_ids() {
    const TextColumn& ids = trace().ids;
    const auto is_before = [&](std::uint32_t a, std::uint32_t b) {
        return ids[a].size() != ids[b].size() ? ids[a].size() < ids[b].size() : ids[a] < ids[b];
    };
    std::vector<std::uint32_t> rows(ids.size());
    std::iota(rows.begin(), rows.end(), 0u);
    const auto is_repeated = [&](std::uint32_t a, std::uint32_t b) {
        return !is_before(a, b);
    };
    if (std::adjacent_find(rows.begin(), rows.end(), is_repeated) == rows.end()) {
        return;
    }
    std::stable_sort(rows.begin(), rows.end(), is_before);
    std::int64_t repeats = 0;
    std::uint32_t first = static_cast<std::uint32_t>(ids.size());
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (ids[rows[i]] == ids[rows[i - 1]] && !ids[rows[i]].empty()) {
            ++repeats;
            first = std::min(first, rows[i]);
        }
    }
    if (repeats > 0) {
        warn(trace().line[first], "id " + quoted(ids[first]) + " is not the first of its name; " +
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
    columns.ids.reorder(rows);
    for (auto* times_us :
         {&columns.submit_us, &columns.runtime_us, &columns.estimate_us, &columns.eligible_us,
          &columns.start_us, &columns.end_us, &columns.line}) {
        reorder(*times_us, rows);
    }
    reorder(columns.gpus, rows);
    reorder(columns.priority, rows);
    for (Labels* labels : {&columns.user, &columns.account, &columns.partition, &columns.qos,
                           &columns.gpu_model, &columns.state}) {
        labels->reorder(rows);
    }
}

}  // namespace headroom::trace
