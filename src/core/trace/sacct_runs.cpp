#include "src/core/trace/sacct_runs.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <vector>

#include "src/core/trace/repeated_ids.hpp"
#include "src/core/trace/slurm_state.hpp"

namespace headroom::trace {

namespace {

constexpr std::int64_t kDayUs = 86'400LL * 1'000'000;

// [code of Labels state]: what kind of state it is.
std::vector<StateKind> kinds_of(const Labels& state) {
    std::vector<StateKind> kinds;
    for (std::string name : state.texts()) {
        std::transform(name.begin(), name.end(), name.begin(), [](char letter) {
            return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
        });
        kinds.push_back(parse_slurm_state(name).kind);
    }
    return kinds;
}

class RunMerger {
public:
    explicit RunMerger(Trace& trace) : trace_(trace), kinds_(kinds_of(trace.state)) {}

    // The rows of one id, in the order of the file.
    void merge(std::vector<std::uint32_t> rows) {
        std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
            return trace_.submit_us[a] < trace_.submit_us[b];
        });
        std::uint32_t last = rows.front();
        for (std::size_t i = 1; i < rows.size(); ++i) {
            last = join(last, rows[i]);
        }
    }

    std::vector<std::uint32_t> listed_twice, earlier_runs;
    double earlier_gpu_us = 0;

private:
    [[nodiscard]] StateKind kind(std::uint32_t row) const { return kinds_[trace_.state.code(row)]; }

    // The row that stands for both from now on.
    std::uint32_t join(std::uint32_t earlier, std::uint32_t later) {
        if (kind(earlier) == StateKind::kResized ||
            trace_.user.code(earlier) != trace_.user.code(later)) {
            return later;
        }
        if (trace_.submit_us[earlier] == trace_.submit_us[later]) {
            const bool is_earlier_better =
                kind(later) == StateKind::kRunning && kind(earlier) != StateKind::kRunning;
            listed_twice.push_back(is_earlier_better ? later : earlier);
            return is_earlier_better ? earlier : later;
        }
        earlier_runs.push_back(earlier);
        earlier_gpu_us += static_cast<double>(trace_.runtime_us[earlier]) * trace_.gpus[earlier];
        trace_.submit_us[later] = trace_.submit_us[earlier];
        if (!trace_.eligible_us.empty()) {
            trace_.eligible_us[later] = trace_.eligible_us[earlier];
        }
        trace_.requeues.resize(trace_.size(), 0);
        trace_.requeues[later] = std::max(trace_.requeues[later], trace_.requeues[earlier] + 1);
        return later;
    }

    Trace& trace_;
    std::vector<StateKind> kinds_;
};

// Rows of both lists leave in one go, under their reasons.
void drop_rows(TraceBuilder& builder, std::vector<std::uint32_t> rows, std::string_view reason) {
    if (!rows.empty()) {
        std::sort(rows.begin(), rows.end());
        builder.drop_taken(rows, reason);
    }
}

std::string hours_text(double gpu_us) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f", gpu_us / 3.6e9);
    return text.data();
}

}  // namespace

void merge_runs(TraceBuilder& builder) {
    const Trace& trace = builder.trace();
    const std::vector<std::uint32_t> rows = rows_of_repeated_ids(trace.ids);
    RunMerger merger(builder.trace());
    for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
        while (end < rows.size() && trace.ids[rows[end]] == trace.ids[rows[begin]]) {
            ++end;
        }
        merger.merge({rows.begin() + static_cast<std::ptrdiff_t>(begin),
                      rows.begin() + static_cast<std::ptrdiff_t>(end)});
    }
    if (!merger.earlier_runs.empty()) {
        builder.problems().warn(0, "earlier runs of requeued jobs took " +
                                       hours_text(merger.earlier_gpu_us) +
                                       " GPU-hours that are in no job");
    }
    // The second list counts the rows that the first has left.
    std::vector<std::uint32_t>& twice = merger.listed_twice;
    std::sort(twice.begin(), twice.end());
    for (std::uint32_t& row : merger.earlier_runs) {
        row -= static_cast<std::uint32_t>(std::lower_bound(twice.begin(), twice.end(), row) -
                                          twice.begin());
    }
    drop_rows(builder, twice, "listed twice: the same job and submit time");
    drop_rows(builder, merger.earlier_runs, "an earlier run of a requeued job");
}

void count_unfinished(TraceBuilder& builder) {
    const Trace& trace = builder.trace();
    const std::vector<StateKind> kinds = kinds_of(trace.state);
    for (std::size_t row = 0; row < trace.size(); ++row) {
        const StateKind kind = kinds[trace.state.code(row)];
        if (kind == StateKind::kRunning) {
            builder.adjust("cut by the end of the window: run time so far", trace.line[row]);
        } else if (kind == StateKind::kRequeued) {
            builder.adjust("requeued, its next run is not listed: run time so far",
                           trace.line[row]);
        }
    }
}

void warn_of_window(TraceBuilder& builder) {
    const Trace& trace = builder.trace();
    std::int64_t first_end_us = std::numeric_limits<std::int64_t>::max();
    for (const std::int64_t end_us : trace.end_us) {
        first_end_us = end_us == kUnknown ? first_end_us : std::min(first_end_us, end_us);
    }
    if (first_end_us == std::numeric_limits<std::int64_t>::max()) {
        return;
    }
    const auto early =
        std::count_if(trace.submit_us.begin(), trace.submit_us.end(),
                      [&](std::int64_t submit_us) { return submit_us < first_end_us - kDayUs; });
    if (early > 0) {
        builder.problems().warn(
            0, "jobs submitted more than a day before the first end (" +
                   format_instant(Instant{first_end_us}) + "): " + std::to_string(early) +
                   "; of the time before its window sacct lists only what still waited or ran");
    }
}

}  // namespace headroom::trace
