#include <cmath>
#include <utility>

#include "src/core/scenario/compile_world.hpp"
#include "src/core/scenario/key_path.hpp"
#include "src/core/scenario/scenario_window.hpp"
#include "src/core/scenario/trace_alignment.hpp"
#include "src/core/trace/trace_store.hpp"
#include "src/core/workload/generate_trace.hpp"
#include "src/core/workload/grow_trace.hpp"
#include "src/core/workload/repeat_weeks.hpp"

namespace headroom::scenario {
namespace {

using workload::kHour_us;
using workload::kWeek_us;

// Turns what was read into what the simulation sees: one workload after another.
class Loader {
public:
    Loader(const Scenario& scenario, std::vector<trace::TraceFile> traces)
        : scenario_(scenario),
          traces_(std::move(traces)),
          start_(find_start(scenario, traces_)),
          calendar_(start_) {
        std::vector<WindowProblem> told_elsewhere;
        horizon_us_ = find_window(scenario, start_, told_elsewhere).horizon_us;
    }

    expected<std::vector<trace::TraceFile>, Diagnostics> load() {
        for (std::size_t w = 0; w < traces_.size(); ++w) {
            const auto& [name, workload] = scenario_.workloads[w];
            if (workload.generate) {
                traces_[w] =
                    workload::generate_trace(name, *workload.generate, context_of(name, workload));
            } else if (traces_[w].trace.size() > 0) {
                repeat(name, workload, traces_[w]);
                resample(name, workload, traces_[w]);
                grow(name, workload, traces_[w]);
            }
        }
        if (!problems_.empty()) {
            return unexpected(std::move(problems_));
        }
        return std::move(traces_);
    }

private:
    [[nodiscard]] const Demand* find_demand(const std::string& name) const {
        for (const auto& [workload, demand] : scenario_.demands) {
            if (workload == name) {
                return &demand;
            }
        }
        return nullptr;
    }

    [[nodiscard]] workload::GenerateContext context_of(const std::string& name,
                                                       const Workload& workload) const {
        workload::GenerateContext context;
        context.seed = scenario_.seed;
        context.trial = scenario_.trial.value_or(0);
        context.start = start_;
        context.horizon_us = horizon_us_;
        const Demand* const demand = find_demand(name);
        context.demand = demand == nullptr ? Demand{} : *demand;
        context.partition = workload.partition;
        for (const auto& [partition, rules] : scenario_.partitions) {
            if (rules.max_time_s) {
                context.max_time_s.emplace(partition, *rules.max_time_s);
            }
        }
        return context;
    }

    void complain(const std::string& path, std::string problem, std::string wanted) {
        Diagnostic diagnostic;
        const auto origin = scenario_.origins.find(path);
        diagnostic.place = origin == scenario_.origins.end() ? SourcePlace{scenario_.file, 0, 0}
                                                             : origin->second.place;
        diagnostic.path = path;
        diagnostic.problem = std::move(problem);
        diagnostic.wanted = std::move(wanted);
        problems_.push_back(std::move(diagnostic));
    }

    static std::string days(std::int64_t us) {
        return format_duration(Seconds(static_cast<double>(us) * 1e-6));
    }

    void repeat(const std::string& name, const Workload& workload, trace::TraceFile& file) {
        const std::string path = join_key("workload", name);
        const bool is_repeated = workload.repeat && *workload.repeat != Repeat::kNone;
        if (is_repeated && !horizon_us_) {
            complain(path + ".repeat", "says nothing without a horizon", "horizon = \"26 weeks\"");
        }
        if (!horizon_us_ || workload.repeat == Repeat::kNone) {
            return;
        }
        const std::int64_t shift_us = shift_of(workload, file, start_);
        const std::int64_t begin_us = file.trace.submit_us.front() + shift_us;
        const std::int64_t end_us = file.trace.submit_us.back() + shift_us;
        if (!is_repeated) {
            if (end_us + 24 * kHour_us < *horizon_us_) {
                complain(path + ".trace",
                         "the last job comes after " + days(end_us) + ", the horizon is " +
                             days(*horizon_us_),
                         "a shorter horizon, repeat = \"weeks\" or \"resampled-weeks\" for more "
                         "of the same, or \"none\" if no job is to follow");
            }
            return;
        }
        const std::size_t weeks = workload::count_weeks(file.trace);
        if (weeks == 0) {
            complain(path + ".repeat", "the trace is only " + days(end_us - begin_us) + " long",
                     "a trace of at least a week");
            return;
        }
        lay_weeks(name, workload, weeks, begin_us, file);
    }

    void lay_weeks(const std::string& name,
                   const Workload& workload,
                   std::size_t weeks,
                   std::int64_t begin_us,
                   trace::TraceFile& file) {
        const std::int64_t span_us = std::max(*horizon_us_ - begin_us, std::int64_t{1});
        const auto needed = static_cast<std::size_t>((span_us + kWeek_us - 1) / kWeek_us);
        const bool is_drawn = workload.repeat == Repeat::kResampledWeeks || is_resampled(workload);
        const std::vector<std::uint32_t> laid =
            is_drawn ? workload::draw_weeks(weeks, needed, name, scenario_.seed,
                                            scenario_.trial.value_or(0))
                     : workload::repeat_weeks(weeks, needed);
        if (workload::count_jobs(file.trace, laid) > std::size_t{workload::kMostJobs}) {
            complain(join_key("workload", name) + ".repeat", "comes to more than 100 million jobs",
                     "a shorter horizon");
            return;
        }
        place_trace(workload, start_, file);
        file.trace = workload::lay_weeks(file.trace, laid);
    }

    [[nodiscard]] bool is_resampled(const Workload& workload) const {
        return scenario_.trial && workload.resample == Resample::kWeeks;
    }

    // Weeks that were laid up to a horizon were drawn there.
    void resample(const std::string& name, const Workload& workload, trace::TraceFile& file) {
        const bool is_laid = workload.repeat && *workload.repeat != Repeat::kNone;
        if (is_laid || !is_resampled(workload) || workload::count_weeks(file.trace) < 2) {
            return;
        }
        place_trace(workload, start_, file);
        file.trace = workload::resample_weeks(file.trace, name, scenario_.seed, *scenario_.trial);
    }

    void grow(const std::string& name, const Workload& workload, trace::TraceFile& file) {
        const Demand* const demand = find_demand(name);
        if (demand == nullptr || !problems_.empty()) {
            return;
        }
        place_trace(workload, start_, file);
        auto grown = workload::grow_trace(file.trace, *demand, calendar_, name,
                                          {scenario_.seed, scenario_.trial.value_or(0)});
        if (grown) {
            file.trace = std::move(*grown);
        } else {
            complain(join_key("demand", name) + ".growth", "comes to more than 100 million jobs",
                     "a smaller growth, or a shorter trace");
        }
    }

    const Scenario& scenario_;
    std::vector<trace::TraceFile> traces_;
    std::optional<Instant> start_;
    workload::Calendar calendar_;
    std::optional<std::int64_t> horizon_us_;
    Diagnostics problems_;
};

}  // namespace

trace::ReadOptions trace_options(const Workload& workload) {
    trace::ReadOptions options;
    if (!workload.format.empty()) {
        options.format = workload.format;
    }
    if (workload.time_unit) {
        options.time_unit = *workload.time_unit == TraceTimeUnit::kSeconds
                                ? trace::TimeUnit::kSeconds
                                : trace::TimeUnit::kMilliseconds;
    }
    return options;
}

namespace {

expected<trace::TraceFile, Diagnostics> read_workload(const Workload& workload,
                                                      trace::TraceStore* store) {
    if (store == nullptr) {
        return trace::read_trace(workload.trace, trace_options(workload));
    }
    auto stored = store->read(workload.trace, trace_options(workload));
    if (!stored) {
        return unexpected(std::move(stored.error()));
    }
    return **stored;
}

}  // namespace

expected<std::vector<trace::TraceFile>, Diagnostics> load_workloads(const Scenario& scenario,
                                                                    trace::TraceStore* store) {
    std::vector<trace::TraceFile> traces;
    Diagnostics problems;
    for (const auto& [name, workload] : scenario.workloads) {
        if (workload.generate) {
            traces.emplace_back();
            continue;
        }
        expected<trace::TraceFile, Diagnostics> file = read_workload(workload, store);
        if (file) {
            traces.push_back(std::move(*file));
        } else {
            problems.insert(problems.end(), file.error().begin(), file.error().end());
        }
    }
    if (!problems.empty()) {
        return unexpected(std::move(problems));
    }
    return Loader(scenario, std::move(traces)).load();
}

}  // namespace headroom::scenario
