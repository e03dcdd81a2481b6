// The job logs of SenseTime's Helios (Hu et al., "Characterization and prediction of deep learning
// workloads in large-scale GPU datacenters", SC'21; github.com/S-Lab-System-Group/HeliosData,
// cluster_log.csv) and of Shanghai AI Lab's Acme (Hu et al., "Characterization of large language
// model development in the datacenter", NSDI'24; github.com/InternLM/AcmeTrace, trace_seren.csv,
// trace_kalos.csv). One line a job. Helios has a virtual cluster, our partition, and dates without
// a time zone; Acme has the kind of work, which we keep as the account, and dates with an offset.
// The run time is end − start: `duration` is meant to be that, but in Kalos it includes the wait.

#include <algorithm>
#include <array>
#include <cstdlib>

#include "src/core/trace/date_fields.hpp"
#include "src/core/trace/format.hpp"

namespace headroom::trace {

namespace {

enum Column : std::size_t {
    kId,
    kUser,
    kCluster,
    kType,
    kGpus,
    kState,
    kSubmit,
    kStart,
    kEnd,
    kDuration,
    kColumnCount,
};

constexpr std::array<CsvColumn, kColumnCount> kColumns{{
    {"job_id"},
    {"user"},
    {"vc"},
    {"type"},
    {"gpu_num", true},
    {"state"},
    {"submit_time", true},
    {"start_time", true},
    {"end_time", true},
    {"duration", true},
}};

bool is_job_log(std::string_view header) {
    return input::names_column(header, "gpu_num") && input::names_column(header, "submit_time");
}

bool is_like_helios(std::string_view head) {
    const std::string_view header = input::first_line(head);
    return is_job_log(header) && input::names_column(header, "vc");
}

bool is_like_acme(std::string_view head) {
    const std::string_view header = input::first_line(head);
    return is_job_log(header) && !input::names_column(header, "vc");
}

class JobLogReader {
public:
    explicit JobLogReader(TraceBuilder& builder)
        : builder_(builder),
          dates_(builder),
          table_(builder.input(),
                 builder.problems(),
                 kColumns,
                 {.unknown_columns = input::UnknownColumns::kAreIgnored}) {}

    void read() {
        builder_.keep({.start = true, .end = true});
        while (table_.next_row()) {
            read_row();
        }
        if (table_.cut_off_line() > 0) {
            builder_.drop_cut_off(table_.cut_off_line());
        }
    }

private:
    void read_row() {
        const Line& line = table_.line();
        JobRow row;
        row.submit = dates_.read(table_.field(kSubmit), "submit_time", line);
        row.start_us = dates_.read_optional(table_.field(kStart), "start_time", line);
        row.end_us = dates_.read_optional(table_.field(kEnd), "end_time", line);
        row.gpus = builder_.problems().read_count(table_.field(kGpus), "gpu_num", line);
        const ScaledNumber duration =
            builder_.problems().read_seconds(table_.field(kDuration), "duration", line);
        row.runtime = duration;
        if (row.start_us != kUnknown && row.end_us != kUnknown) {
            row.runtime = {NumberText::kNumber, row.end_us - row.start_us, true};
        }
        const bool asks_for_none = row.gpus.kind == NumberText::kNumber && row.gpus.value == 0;
        if (row.start_us == kUnknown && !asks_for_none) {
            builder_.drop("never started", line.number);
        } else if (builder_.take_row(row, line)) {
            count_adjustments(row, duration);
            append_texts();
        }
    }

    // Dates are whole seconds, and so may differ from a measured duration by one.
    void count_adjustments(const JobRow& row, const ScaledNumber& duration) {
        constexpr std::int64_t kRounding = 1'000'000;
        if (row.end_us == kUnknown) {
            builder_.adjust("no end: run time by the duration", table_.line().number);
        } else if (duration.kind == NumberText::kNumber &&
                   std::abs(duration.value - row.runtime.value) > kRounding) {
            builder_.adjust("duration is not end - start: run time by the dates",
                            table_.line().number);
        }
    }

    void append_texts() {
        builder_.append_id(table_.text(kId));
        Trace& trace = builder_.trace();
        state_.assign(table_.text(kState));
        std::transform(state_.begin(), state_.end(), state_.begin(), [](char letter) {
            return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        });
        trace.state.push_back(state_);
        trace.user.push_back(table_.text(kUser));
        trace.partition.push_back(table_.text(kCluster));
        trace.account.push_back(table_.text(kType));
    }

    TraceBuilder& builder_;
    DateFields dates_;
    CsvTable table_;
    std::string state_;
};

void read_job_log(TraceBuilder& builder) {
    JobLogReader(builder).read();
}

}  // namespace

const Format kHeliosFormat{
    "helios", "a Helios log (gpu_num, vc, submit_time, start_time, end_time, duration)",
    is_like_helios, read_job_log};
const Format kAcmeFormat{"acme",
                         "an Acme log (gpu_num, submit_time, start_time, end_time, duration)",
                         is_like_acme, read_job_log};

}  // namespace headroom::trace
