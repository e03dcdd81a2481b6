#include "src/core/published/trace_statistics.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include "sim/base/statistics.hpp"

namespace headroom::trace {
namespace {

constexpr double kUsPerSecond = 1e6;
constexpr double kSecondsPerHour = 3600;

double gpu_seconds(const Trace& trace, std::size_t job) {
    return static_cast<double>(trace.runtime_us[job]) / kUsPerSecond * trace.gpus[job];
}

// The value at a nearest rank; the order of `values` changes.
double nearest_rank_of(std::vector<std::int64_t>& values, double p) {
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>(nearest_rank_index(values.size(), p));
    std::nth_element(values.begin(), at, values.end());
    return static_cast<double>(*at) / kUsPerSecond;
}

bool begins_with(std::string_view text, std::string_view start) {
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) ==
               std::tolower(static_cast<unsigned char>(b));
    };
    return text.size() >= start.size() &&
           std::equal(start.begin(), start.end(), text.begin(), same);
}

std::string size_range(const std::vector<double>& up_to, std::size_t i) {
    const auto whole = [](double value) {
        return std::to_string(static_cast<int>(value));
    };
    const double from = i == 0 ? 1 : up_to[i - 1] + 1;
    const std::string noun = up_to[i] == 1 ? " GPU" : " GPUs";
    return (from < up_to[i] ? whole(from) + " to " : "") + whole(up_to[i]) + noun;
}

void add_number(std::vector<ComparedFigure>& figures,
                const std::optional<PublishedNumber>& published,
                std::string what,
                std::string unit,
                double found) {
    if (published) {
        figures.push_back({std::move(what), std::move(unit), published->value, found,
                           published->source, published->how});
    }
}

void add_states(std::vector<ComparedFigure>& figures,
                const Trace& trace,
                const std::optional<PublishedStates>& published,
                bool by_gpu_time) {
    if (!published || trace.state.texts().size() < 2) {
        return;
    }
    const std::string of = by_gpu_time ? " of GPU time" : " of jobs";
    const auto add = [&](const char* state, const char* text, double share) {
        figures.push_back({std::string(state) + of, "%", 100 * share,
                           100 * state_share(trace, text, by_gpu_time), published->source,
                           published->how});
    };
    add("completed", "completed", published->completed);
    add("cancelled", "cancel", published->cancelled);
    const double others = 1 - state_share(trace, "completed", by_gpu_time) -
                          state_share(trace, "cancel", by_gpu_time);
    figures.push_back({"failed" + of, "%", 100 * published->failed, 100 * others, published->source,
                       published->how});
}

}  // namespace

TraceStatistics measure_trace(const Trace& trace) {
    TraceStatistics result;
    result.jobs = static_cast<std::int64_t>(trace.size());
    if (trace.size() == 0) {
        return result;
    }
    Moments run_times;
    Moments gpus;
    for (std::size_t job = 0; job < trace.size(); ++job) {
        run_times.add(static_cast<double>(trace.runtime_us[job]) / kUsPerSecond);
        gpus.add(trace.gpus[job]);
        result.gpu_hours += gpu_seconds(trace, job) / kSecondsPerHour;
        result.gpus_max = std::max(result.gpus_max, static_cast<double>(trace.gpus[job]));
    }
    const auto [first, last] = std::minmax_element(trace.submit_us.begin(), trace.submit_us.end());
    result.span_s = static_cast<double>(*last - *first) / kUsPerSecond;
    result.run_time_mean_s = run_times.mean();
    result.run_time_mean_error_s = run_times.standard_error();
    result.gpus_mean = gpus.mean();
    std::vector<std::int64_t> sorted = trace.runtime_us;
    result.run_time_median_s = nearest_rank_of(sorted, 0.5);
    result.run_time_p95_s = nearest_rank_of(sorted, 0.95);
    result.run_time_max_s = nearest_rank_of(sorted, 1);
    return result;
}

SizeShares size_shares(const Trace& trace, std::span<const double> up_to) {
    SizeShares shares{std::vector<double>(up_to.size()), std::vector<double>(up_to.size())};
    double all = 0;
    for (std::size_t job = 0; job < trace.size(); ++job) {
        const auto found =
            std::lower_bound(up_to.begin(), up_to.end() - 1, static_cast<double>(trace.gpus[job]));
        const auto i = static_cast<std::size_t>(found - up_to.begin());
        shares.jobs[i] += 1 / static_cast<double>(trace.size());
        shares.gpu_time[i] += gpu_seconds(trace, job);
        all += gpu_seconds(trace, job);
    }
    for (double& share : shares.gpu_time) {
        share = all > 0 ? share / all : 0;
    }
    return shares;
}

double state_share(const Trace& trace, std::string_view state, bool by_gpu_time) {
    std::vector<bool> counts;
    for (const std::string& text : trace.state.texts()) {
        counts.push_back(begins_with(text, state));
    }
    double of = 0;
    double all = 0;
    for (std::size_t job = 0; job < trace.size(); ++job) {
        const double weight = by_gpu_time ? gpu_seconds(trace, job) : 1;
        of += counts[trace.state.code(job)] ? weight : 0;
        all += weight;
    }
    return all > 0 ? of / all : 0;
}

std::vector<ComparedFigure> compare_with_published(const Trace& trace,
                                                   const PublishedTrace& published) {
    std::vector<ComparedFigure> figures;
    const TraceStatistics found = measure_trace(trace);
    if (trace.size() == 0) {
        return figures;
    }
    add_number(figures, published.jobs, "jobs", "", static_cast<double>(found.jobs));
    add_number(figures, published.run_time_mean_s, "run time, mean", "s", found.run_time_mean_s);
    add_number(figures, published.run_time_median_s, "run time, median", "s",
               found.run_time_median_s);
    add_number(figures, published.run_time_p95_s, "run time, 95 %", "s", found.run_time_p95_s);
    add_number(figures, published.run_time_max_s, "run time, longest", "s", found.run_time_max_s);
    add_number(figures, published.gpus_mean, "GPUs of a job, mean", "GPU", found.gpus_mean);
    add_number(figures, published.gpus_max, "GPUs of a job, most", "GPU", found.gpus_max);
    add_number(figures, published.gpu_hours, "GPU time", "GPUh", found.gpu_hours);
    if (published.sizes && !published.sizes->up_to.empty()) {
        const PublishedSizes& sizes = *published.sizes;
        const SizeShares shares = size_shares(trace, sizes.up_to);
        const auto add = [&](const char* of, const auto& theirs, const auto& ours) {
            for (std::size_t i = 0; i < sizes.up_to.size(); ++i) {
                figures.push_back({std::string(of) + " on " + size_range(sizes.up_to, i), "%",
                                   100 * theirs[i], 100 * ours[i], sizes.source, sizes.how});
            }
        };
        add("jobs", sizes.jobs, shares.jobs);
        add("GPU time", sizes.gpu_time, shares.gpu_time);
    }
    add_states(figures, trace, published.states, false);
    add_states(figures, trace, published.states_gpu_time, true);
    return figures;
}

report::Table tabulate_comparison(const std::vector<ComparedFigure>& figures) {
    std::vector<std::string> what, unit, source;
    std::vector<double> published, found, difference;
    const auto rounded = [](double value) {
        return std::round(value * 1000) / 1000;
    };
    for (const ComparedFigure& figure : figures) {
        what.push_back(figure.what);
        unit.push_back(figure.unit);
        published.push_back(rounded(figure.published));
        found.push_back(rounded(figure.found));
        difference.push_back(figure.published != 0 ? rounded(100 * figure.difference())
                                                   : std::numeric_limits<double>::quiet_NaN());
        source.push_back(figure.source + (figure.how == "table" ? "" : " (" + figure.how + ")"));
    }
    report::Table table;
    table.name = "published";
    table.title = "Beside what is published";
    table.columns = {report::text_column("figure", what),
                     report::text_column("unit", unit),
                     report::real_column("published", "", published),
                     report::real_column("this trace", "", found),
                     report::real_column("difference", "%", difference),
                     report::text_column("source", source)};
    return table;
}

}  // namespace headroom::trace
