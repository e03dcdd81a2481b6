// The pods of Alibaba's GPU cluster of 2023 (Weng et al., "Beware of fragmentation: scheduling
// GPU-sharing workloads with fragmentation gradient descent", ATC'23; github.com/alibaba/
// clusterdata, cluster-trace-gpu-v2023, openb_pod_list_*.csv): one line a pod, times in seconds
// from the beginning of the log. A pod asks for a share of one GPU (gpu_milli < 1000) or for whole
// ones; shares are left out, as they are not modelled yet. `gpu_spec` lists models:
// "V100M16|V100M32".

#include <algorithm>
#include <array>

#include "src/core/trace/format.hpp"

namespace headroom::trace {

namespace {

enum Column : std::size_t {
    kName,
    kGpus,
    kMilli,
    kSpec,
    kQos,
    kPhase,
    kCreation,
    kDeletion,
    kScheduled,
    kColumnCount,
};

constexpr std::array<CsvColumn, kColumnCount> kColumns{{
    {"name"},
    {"num_gpu", true},
    {"gpu_milli", true},
    {"gpu_spec"},
    {"qos"},
    {"pod_phase"},
    {"creation_time", true},
    {"deletion_time", true},
    {"scheduled_time", true},
}};

bool is_like_openb(std::string_view head) {
    const std::string_view header = input::first_line(head);
    return input::names_column(header, "num_gpu") && input::names_column(header, "gpu_milli");
}

std::string_view state_of(std::string_view phase) {
    if (phase == "Succeeded") {
        return "completed";
    }
    if (phase == "Failed") {
        return "failed";
    }
    return phase == "Running" ? "running" : "";
}

void append_texts(TraceBuilder& builder, const CsvTable& table) {
    builder.append_id(table.text(kName));
    Trace& trace = builder.trace();
    trace.gpu_model.push_back(table.text(kSpec));
    trace.qos.push_back(table.text(kQos));
    trace.state.push_back(state_of(table.text(kPhase)));
}

void read_row(TraceBuilder& builder, const CsvTable& table) {
    constexpr std::int64_t kWhole = 1000;
    input::LineProblems& problems = builder.problems();
    const Line& line = table.line();
    JobRow row;
    row.gpus = problems.read_count(table.field(kGpus), "num_gpu", line);
    const ScaledNumber milli = problems.read_count(table.field(kMilli), "gpu_milli", line);
    row.submit = problems.read_seconds(table.field(kCreation), "creation_time", line);
    const ScaledNumber end = problems.read_seconds(table.field(kDeletion), "deletion_time", line);
    const ScaledNumber start =
        problems.read_seconds(table.field(kScheduled), "scheduled_time", line);
    if (end.kind == NumberText::kNumber && start.kind == NumberText::kNumber) {
        row.start_us = start.value;
        row.end_us = end.value;
        row.runtime = {NumberText::kNumber, end.value - start.value, true};
    }
    const bool asks_for_any = row.gpus.kind == NumberText::kNumber && row.gpus.value > 0;
    if (asks_for_any && milli.kind == NumberText::kNumber && milli.value < kWhole) {
        builder.drop("a share of a GPU", line.number);
    } else if (asks_for_any && start.kind == NumberText::kMissing) {
        builder.drop("never started", line.number);
    } else if (row.gpus.kind == NumberText::kNumber && row.gpus.value == 0) {
        builder.drop("zero GPUs", line.number);
    } else if (builder.take_row(row, line)) {
        append_texts(builder, table);
    }
}

void read_openb(TraceBuilder& builder) {
    CsvTable table(builder.input(), builder.problems(), kColumns,
                   {.unknown_columns = input::UnknownColumns::kAreIgnored});
    builder.keep({.start = true, .end = true});
    while (table.next_row()) {
        read_row(builder, table);
    }
    if (table.cut_off_line() > 0) {
        builder.drop_cut_off(table.cut_off_line());
    }
}

}  // namespace

const Format kOpenbFormat{
    "openb", "a list of openb pods (num_gpu, gpu_milli, creation_time, scheduled_time)",
    is_like_openb, read_openb};

}  // namespace headroom::trace
