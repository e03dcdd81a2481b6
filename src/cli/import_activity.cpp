#include "src/cli/import_activity.hpp"

#include <array>
#include <cmath>

#include "src/cli/import_page.hpp"
#include "src/core/records/tabulate_records.hpp"

namespace headroom::cli {
namespace {

void keep(trace::Trace& trace, const std::vector<std::int32_t>& measured_ppm) {
    if (trace.activity_ppm.empty())
        trace.activity_ppm.assign(trace.size(), static_cast<std::int32_t>(trace::kUnknown));
    for (std::size_t job = 0; job < trace.size(); ++job)
        if (measured_ppm[job] != trace::kUnknown)
            trace.activity_ppm[job] = measured_ppm[job];
}

std::string activity_text(const records::JobActivity& activity) {
    std::string text = "  Activity measured: " + counted(activity.by_label, "job") + " by label, " +
                       counted(activity.by_host, "job") + " by host and time.\n";
    if (activity.with_power > 0)
        text += "    " + counted(activity.with_power, "job") + " with power: a GPU drew " +
                std::to_string(std::llround(activity.mean_power_w)) +
                " W on average over their GPU-time.\n";
    if (activity.part_of_node > 0)
        text += "    " + counted(activity.part_of_node, "job") +
                " on a part of a node: an upper bound, all of the node's activity.\n";
    if (activity.partly_shared > 0)
        text += "    " + counted(activity.partly_shared, "job") +
                " with others on the node for a time: measured only while alone.\n";
    for (const trace::RowCount& count : activity.not_measured)
        text += "    " + counted(count.rows, "job") + " not measured: " + count.reason +
                ", first on line " + std::to_string(count.first_line) + ".\n";
    return text;
}

}  // namespace

expected<MeasuredActivity, Diagnostics> measure_activity(trace::Trace& trace,
                                                         const ImportContext& context) {
    const std::stop_token token = context.watcher.token();
    const auto shift_us =
        static_cast<std::int64_t>(std::llround(context.request.samples_shift_s * 1e6));
    records::JobActivityBuilder builder(trace, shift_us);
    std::array<records::SampleSink*, 1> sinks{&builder};
    const auto samples =
        records::read_gpu_samples(context.request.samples_file, sinks, [&](double share) {
            context.progress.update_share("read", share);
            return !token.stop_requested();
        });
    if (!samples)
        return unexpected(samples.error());
    const records::JobActivity activity = builder.finish();
    keep(trace, activity.activity_ppm);
    const records::RecordReport& report = samples->report;
    return MeasuredActivity{"\n" +
                                account_text({report.file, "gpu-samples", report.rows, report.bytes,
                                              report.left_out, report.adjusted, report.warnings}) +
                                activity_text(activity),
                            records::tabulate(activity)};
}

}  // namespace headroom::cli
