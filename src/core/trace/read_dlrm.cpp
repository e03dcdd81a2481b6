// The inference instances of Alibaba's disaggregated recommendation service (github.com/alibaba/
// clusterdata, cluster-trace-gpu-v2025, disaggregated_DLRM_trace.csv): one line an instance, times
// in seconds from the beginning of the log. An empty creation and scheduling is one before the log
// began, an empty deletion one after it ended; such instances are kept from its beginning or until
// the last time in it. Instances with the role CN (CPU nodes) ask for no GPU.

#include <algorithm>
#include <array>

#include "src/core/trace/format.hpp"

namespace headroom::trace {

namespace {

enum Column : std::size_t { kId, kApp, kGpus, kCreation, kScheduled, kDeletion, kColumnCount };

constexpr std::array<CsvColumn, kColumnCount> kColumns{{
    {"instance_sn"},
    {"app_name"},
    {"gpu_request", true},
    {"creation_time", true},
    {"scheduled_time", true},
    {"deletion_time", true},
}};

bool is_like_dlrm(std::string_view head) {
    const std::string_view header = input::first_line(head);
    return input::names_column(header, "instance_sn") && input::names_column(header, "gpu_request");
}

class DlrmReader {
public:
    explicit DlrmReader(TraceBuilder& builder)
        : builder_(builder),
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
        for (const auto& [row, start_us] : without_end_) {
            builder_.trace().runtime_us[row] = last_us_ - start_us;
        }
    }

private:
    ScaledNumber read_time(Column column) {
        const ScaledNumber time = builder_.problems().read_seconds(
            table_.field(column), kColumns[column].name, table_.line());
        last_us_ = std::max(last_us_, time.value);
        return time;
    }

    void read_row() {
        const std::int64_t line = table_.line().number;
        const ScaledNumber creation = read_time(kCreation), scheduled = read_time(kScheduled);
        const ScaledNumber deletion = read_time(kDeletion);
        const bool is_from_before = creation.kind == NumberText::kMissing;
        const bool has_end = deletion.kind == NumberText::kNumber;
        JobRow row;
        row.gpus =
            builder_.problems().read_count(table_.field(kGpus), "gpu_request", table_.line());
        row.submit = {NumberText::kNumber, creation.value, true};
        row.start_us = scheduled.kind == NumberText::kNumber ? scheduled.value : kUnknown;
        row.end_us = has_end ? deletion.value : kUnknown;
        // Until all lines were read, an instance without an end ends as it starts.
        const std::int64_t begin_us = scheduled.value;
        row.runtime = {NumberText::kNumber, has_end ? deletion.value - begin_us : 0, true};
        const bool asks_for_any = row.gpus.kind == NumberText::kNumber && row.gpus.value > 0;
        if (asks_for_any && !is_from_before && row.start_us == kUnknown) {
            builder_.drop("never started", line);
        } else if (builder_.take_row(row, table_.line())) {
            append_rest(is_from_before, has_end, begin_us);
        }
    }

    void append_rest(bool is_from_before, bool has_end, std::int64_t begin_us) {
        Trace& trace = builder_.trace();
        if (is_from_before) {
            builder_.adjust("cut by the beginning of the window: runs from its first instant",
                            table_.line().number);
        }
        if (!has_end) {
            builder_.adjust("cut by the end of the window: run time so far", table_.line().number);
            without_end_.emplace_back(trace.size() - 1, begin_us);
        }
        builder_.append_id(table_.text(kId));
        trace.account.push_back(table_.text(kApp));
        trace.state.push_back(has_end ? "completed" : "running");
    }

    TraceBuilder& builder_;
    CsvTable table_;
    std::int64_t last_us_ = 0;
    std::vector<std::pair<std::size_t, std::int64_t>> without_end_;  // row, its beginning
};

void read_dlrm(TraceBuilder& builder) {
    DlrmReader(builder).read();
}

}  // namespace

const Format kDlrmFormat{
    "dlrm", "Alibaba's DLRM instances (instance_sn, gpu_request, creation_time, deletion_time)",
    is_like_dlrm, read_dlrm};

}  // namespace headroom::trace
