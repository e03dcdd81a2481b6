#include "src/core/trace/write_trace.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "src/core/table/number_text.hpp"

namespace headroom::trace {

namespace {

using report::append_integer;
using report::append_seconds;

constexpr std::size_t kPartBytes = 64 * 1024;
constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kDayUs = 86'400 * kSecondUs;

// "2027-01-01T06:30:00.25Z" for many instants that are mostly of the same day.
class DateWriter {
public:
    void append(std::string& out, std::int64_t unix_us) {
        std::int64_t of_day_us = unix_us % kDayUs;
        of_day_us += of_day_us < 0 ? kDayUs : 0;
        if (day_.empty() || unix_us - of_day_us != day_begins_us_) {
            constexpr std::size_t kLetters = 10;
            day_begins_us_ = unix_us - of_day_us;
            day_ = format_instant(Instant{day_begins_us_}).substr(0, kLetters);
        }
        const std::int64_t second = of_day_us / kSecondUs;
        out += day_;
        append_two_digits(out, 'T', second / 3600);
        append_two_digits(out, ':', second / 60 % 60);
        append_two_digits(out, ':', second % 60);
        if (const std::int64_t fraction_us = of_day_us % kSecondUs; fraction_us != 0) {
            std::string fraction;
            append_seconds(fraction, fraction_us);
            out.append(fraction, 1);  // without the zero before its point
        }
        out += 'Z';
    }

private:
    static void append_two_digits(std::string& out, char before, std::int64_t value) {
        out += before;
        out += static_cast<char>('0' + value / 10);
        out += static_cast<char>('0' + value % 10);
    }

    std::int64_t day_begins_us_ = 0;
    std::string day_;
};

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t';
}

// Quoted where the reader would take it apart or trim it.
void append_text(std::string& out, std::string_view text) {
    using namespace std::string_view_literals;
    const bool is_plain = text.find_first_of(",\"\r\n\0"sv) == std::string_view::npos &&
                          (text.empty() || (!is_blank(text.front()) && !is_blank(text.back())));
    if (is_plain) {
        out += text;
        return;
    }
    out += '"';
    for (const char letter : text) {
        if (letter == '"') {
            out += '"';
        }
        out += letter == '\r' || letter == '\n' || letter == '\0' ? ' ' : letter;
    }
    out += '"';
}

bool says_something(const Labels& labels, std::size_t rows) {
    for (std::size_t row = 0; labels.texts().size() > 1 && row < rows; ++row) {
        if (labels.code(row) != 0) {
            return true;
        }
    }
    return false;
}

template <class T>
bool says_something(const std::vector<T>& column, T nothing) {
    return std::any_of(column.begin(), column.end(), [&](T value) { return value != nothing; });
}

struct TimeColumn {
    const char* name;
    const std::vector<std::int64_t>* values_us;
    bool is_kept;
};

struct LabelColumn {
    const char* name;
    const Labels* labels;
    bool is_kept;
};

class TraceWriter {
public:
    explicit TraceWriter(const Trace& trace)
        : trace_(trace),
          times_{{{"eligible", &trace.eligible_us, false},
                  {"start", &trace.start_us, false},
                  {"end", &trace.end_us, false}}},
          labels_{{{"state", &trace.state, false},
                   {"user", &trace.user, false},
                   {"account", &trace.account, false},
                   {"partition", &trace.partition, false},
                   {"qos", &trace.qos, false},
                   {"gpu_model", &trace.gpu_model, false}}},
          has_priority_(says_something(trace.priority, 0)),
          has_requeues_(says_something(trace.requeues, 0)),
          has_activity_(says_something(trace.activity_ppm, static_cast<std::int32_t>(kUnknown))) {
        for (TimeColumn& column : times_) {
            column.is_kept = says_something(*column.values_us, kUnknown);
        }
        for (LabelColumn& column : labels_) {
            column.is_kept = says_something(*column.labels, trace.size());
        }
    }

    void append_header(std::string& out) const {
        out += "id,submit,gpus,runtime,estimate";
        const auto add = [&](bool is_kept, const char* name) {
            if (is_kept) {
                out += ',';
                out += name;
            }
        };
        for (const TimeColumn& column : times_) {
            add(column.is_kept, column.name);
        }
        for (const LabelColumn& column : labels_) {
            add(column.is_kept, column.name);
        }
        add(has_priority_, "priority");
        add(has_requeues_, "requeues");
        add(has_activity_, "activity");
        out += '\n';
    }

    void append_row(std::string& out, std::size_t row) {
        append_text(out, trace_.ids[row]);
        out += ',';
        append_time(out, trace_.submit_us[row]);
        out += ',';
        append_integer(out, trace_.gpus[row]);
        out += ',';
        append_seconds(out, trace_.runtime_us[row]);
        out += ',';
        if (trace_.estimate_us[row] != kUnknown) {
            append_seconds(out, trace_.estimate_us[row]);
        }
        append_optional(out, row);
        out += '\n';
    }

private:
    // Where time has no dates, a negative one would be read as missing.
    void append_time(std::string& out, std::int64_t time_us) {
        if (trace_.zero) {
            date_.append(out, trace_.zero->unix_us + time_us);
        } else if (time_us >= 0) {
            append_seconds(out, time_us);
        }
    }

    void append_optional(std::string& out, std::size_t row) {
        for (const TimeColumn& column : times_) {
            if (column.is_kept) {
                out += ',';
                if (const std::int64_t time_us = (*column.values_us)[row]; time_us != kUnknown) {
                    append_time(out, time_us);
                }
            }
        }
        for (const LabelColumn& column : labels_) {
            if (column.is_kept) {
                out += ',';
                append_text(out, column.labels->text(row));
            }
        }
        if (has_priority_) {
            out += ',';
            append_integer(out, trace_.priority[row]);
        }
        if (has_requeues_) {
            out += ',';
            append_integer(out, trace_.requeues[row]);
        }
        if (has_activity_) {
            out += ',';
            if (trace_.activity_ppm[row] != kUnknown) {
                append_seconds(out, trace_.activity_ppm[row]);  // millionths, as µs are
            }
        }
    }

    const Trace& trace_;
    std::array<TimeColumn, 3> times_;
    std::array<LabelColumn, 6> labels_;
    bool has_priority_, has_requeues_, has_activity_;
    DateWriter date_;
};

}  // namespace

bool write_trace_csv(const Trace& trace,
                     const report::TextSink& sink,
                     const std::function<bool()>& goes_on) {
    TraceWriter writer(trace);
    std::string out;
    writer.append_header(out);
    for (std::size_t row = 0; row < trace.size(); ++row) {
        writer.append_row(out, row);
        if (out.size() >= kPartBytes) {
            if (!goes_on()) {
                return false;
            }
            sink(out);
            out.clear();
        }
    }
    sink(out);
    return true;
}

}  // namespace headroom::trace
