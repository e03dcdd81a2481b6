#include "src/core/trace/requests.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "src/core/input/csv_table.hpp"
#include "src/core/input/date_text.hpp"
#include "src/core/input/text_input.hpp"

namespace headroom::trace {

namespace {

using input::CsvColumn;
using input::CsvTable;
using input::NumberText;
using input::ScaledNumber;

enum Column : std::size_t { kTime, kPrompt, kGenerated, kColumnCount };

constexpr std::array<CsvColumn, kColumnCount> kColumns{{
    {"TIMESTAMP", true},
    {"ContextTokens", true},
    {"GeneratedTokens", true},
}};

template <class T>
void reorder(std::vector<T>& column, const std::vector<std::uint32_t>& rows) {
    std::vector<T> ordered;
    ordered.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        ordered.push_back(column[row]);
    }
    column = std::move(ordered);
}

class RequestReader {
public:
    RequestReader(std::string file, input::TextInput& input)
        : input_(input),
          problems_(file),
          table_(input, problems_, kColumns, {input::UnknownColumns::kAreIgnored, ','}) {
        result_.requests.file = std::move(file);
    }

    expected<RequestFile, Diagnostics> read() {
        while (table_.next_row()) {
            read_row();
        }
        if (table_.cut_off_line() > 0) {
            drop("a last line that is cut off", table_.cut_off_line());
            problems_.warn(table_.cut_off_line(),
                           "the last line is cut off: the file may be incomplete");
        }
        if (!input_.fault().empty()) {
            problems_.report({input_.fault(), "a whole file", {}});
        } else if (!problems_.has_errors() && result_.report.rows == 0) {
            problems_.report({"has no requests", "at least one row after the header", {}});
        }
        if (problems_.has_errors()) {
            return unexpected(problems_.take_errors());
        }
        put_in_order();
        result_.report.bytes = input_.text_bytes();
        result_.report.warnings = problems_.take_warnings();
        return std::move(result_);
    }

private:
    input::DateText read_time() {
        const input::Field& field = table_.field(kTime);
        const input::DateText time = input::parse_date(field.text);
        if (time.kind == input::DateKind::kNotADate) {
            problems_.report(table_.line(), field.column,
                             {"TIMESTAMP " + input::quoted(field.text) + " is not a date",
                              "a date such as 2023-11-16 18:17:03.9799600",
                              {}});
        } else if (time.kind == input::DateKind::kDate && !time.has_offset && !has_warned_) {
            has_warned_ = true;
            problems_.warn(table_.line().number, "dates have no time zone; they are read as UTC");
        }
        return time;
    }

    ScaledNumber read_tokens(Column column) {
        return problems_.read_count(table_.field(column), kColumns[column].name, table_.line());
    }

    void read_row() {
        const input::DateText time = read_time();
        const ScaledNumber prompt = read_tokens(kPrompt), generated = read_tokens(kGenerated);
        const auto is_count = [](const ScaledNumber& number) {
            return number.kind == NumberText::kNumber && number.is_exact && number.value >= 0;
        };
        if (time.kind != input::DateKind::kDate) {
            drop("unknown time", table_.line().number);
        } else if (!is_count(prompt) || !is_count(generated)) {
            drop("unknown number of tokens", table_.line().number);
        } else {
            ++result_.report.rows;
            result_.requests.time_us.push_back(time.us);
            result_.requests.prompt_tokens.push_back(static_cast<std::uint32_t>(prompt.value));
            result_.requests.generated_tokens.push_back(
                static_cast<std::uint32_t>(generated.value));
        }
    }

    void drop(std::string_view reason, std::int64_t line) {
        ++result_.report.rows;
        count_reason(result_.report.dropped, reason, line);
    }

    void put_in_order() {
        Requests& requests = result_.requests;
        if (requests.size() == 0) {
            problems_.warn(0, "no row is a request");
            return;
        }
        if (!std::is_sorted(requests.time_us.begin(), requests.time_us.end())) {
            std::vector<std::uint32_t> rows(requests.size());
            std::iota(rows.begin(), rows.end(), 0u);
            std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
                return requests.time_us[a] < requests.time_us[b];
            });
            reorder(requests.time_us, rows);
            reorder(requests.prompt_tokens, rows);
            reorder(requests.generated_tokens, rows);
        }
        const std::int64_t first_us = requests.time_us.front();
        requests.zero = Instant{first_us};
        for (std::int64_t& time_us : requests.time_us) {
            time_us -= first_us;
        }
    }

    input::TextInput& input_;
    input::LineProblems problems_;
    CsvTable table_;
    RequestFile result_;
    bool has_warned_ = false;
};

}  // namespace

bool is_like_requests(std::string_view head) {
    const std::string_view header = input::first_line(head);
    return input::names_column(header, "ContextTokens") &&
           input::names_column(header, "GeneratedTokens");
}

expected<RequestFile, Diagnostics> read_requests(const std::string& file,
                                                 const input::ReadWatch& watch) {
    constexpr std::string_view kWanted = "a trace of LLM requests";
    auto input = input::TextInput::open(file, kWanted);
    const auto fail = [&](std::string problem, std::string wanted) {
        input::LineProblems problems(file);
        problems.report({std::move(problem), std::move(wanted), {}});
        return unexpected(problems.take_errors());
    };
    if (!input) {
        return fail(input.error().problem, input.error().wanted);
    }
    if (!is_like_requests(input->head())) {
        return fail("is no trace of LLM requests",
                    "a CSV with the columns TIMESTAMP, ContextTokens, GeneratedTokens");
    }
    input->set_watch(watch);
    return RequestReader(file, *input).read();
}

}  // namespace headroom::trace
