#include "src/study/sweep/run_sweep.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <unordered_map>
#include <utility>

#include "src/study/evaluate/replicate.hpp"
#include "src/study/evaluate/sample.hpp"

namespace headroom::study {
namespace {

using Cause = LoadFailure::Cause;
using Failures = std::vector<std::pair<std::size_t, LoadFailure>>;

// Collects failures from several threads.
class FailedPoints {
public:
    void add(std::size_t point, LoadFailure failure) {
        const std::lock_guard lock(mutex_);
        found_.try_emplace(point, std::move(failure));
    }
    [[nodiscard]] Failures take() { return {found_.begin(), found_.end()}; }

private:
    std::mutex mutex_;
    std::map<std::size_t, LoadFailure> found_;
};

// The keys of all points; those of a stopped check are empty.
expected<std::vector<std::string>, LoadFailure> check_points(const SweepPlan& plan,
                                                             const StudyControl& control) {
    std::vector<std::string> keys(plan.size());
    FailedPoints failed;
    run_tasks(keys.size(), {control.threads, control.stop, {}}, [&](std::size_t point) {
        auto key = plan.what_if(point).key();
        if (key)
            keys[point] = std::move(*key);
        else
            failed.add(point, std::move(key.error()));
        return true;
    });
    if (const Failures failures = failed.take(); !failures.empty())
        return unexpected(join_failures(plan, failures));
    return keys;
}

PointRecord summarise(std::string key, const std::vector<sim::Metrics>& runs, bool is_plain) {
    std::vector<std::vector<double>> samples;
    std::unordered_map<std::string, std::size_t> places;
    PointRecord record{std::move(key), is_plain ? 0 : runs.size(), {}};
    for (std::size_t run = 0; run < runs.size(); ++run) {
        for (const sim::Metric& metric : runs[run]) {
            const auto [found, is_new] =
                places.try_emplace(metric.full_name(), record.metrics.size());
            if (is_new) {
                record.metrics.push_back({metric.name, metric.scope, metric.unit, {}});
                samples.emplace_back(runs.size(), kNoValue);
            }
            samples[found->second][run] = metric.value;
        }
    }
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (is_plain) {
            record.metrics[i].values = samples[i];
            continue;
        }
        for (const std::string_view name : statistic_names())
            record.metrics[i].values.push_back(statistic(samples[i], name).value_or(kNoValue));
    }
    return record;
}

// Keeps of each point what was chosen, and lays it out in columns at the end.
class Collector {
public:
    Collector(const SweepSetup& setup, std::size_t points) : setup_(setup), points_(points) {}

    void add(std::size_t point, const PointRecord& record) {
        const std::lock_guard lock(mutex_);
        points_[point].emplace();
        for (std::size_t i = 0; i < record.metrics.size(); ++i) {
            const std::size_t name = intern(record.metrics[i]);
            Seen& seen = seen_[name];
            seen.first = std::min(seen.first, std::pair(point, i));
            growing_ += is_growing(record.metrics[i]) ? 1 : 0;
            if (seen.is_chosen)
                points_[point]->emplace_back(name, record.metrics[i].values);
        }
    }

    // In the order in which the points name the metrics, whichever was measured first.
    SweepResult finish(std::vector<std::string> statistics) {
        SweepResult result;
        result.trials = setup_.trials;
        result.growing = growing_;
        result.statistics = std::move(statistics);
        std::vector<std::size_t> order(seen_.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::sort(order.begin(), order.end(),
                  [&](std::size_t a, std::size_t b) { return seen_[a].first < seen_[b].first; });
        for (const std::size_t name : order)
            result.all_metrics.push_back(seen_[name].metric);
        std::vector<std::size_t> column(seen_.size());
        for (const std::size_t chosen : setup_.choice.select(result.all_metrics)) {
            column[order[chosen]] = result.metrics.size();
            result.metrics.push_back(result.all_metrics[chosen]);
        }
        lay_out(column, result);
        return result;
    }

private:
    struct Seen {
        sim::Metric metric;
        bool is_chosen = false;
        std::pair<std::size_t, std::size_t> first;  // the point and its place there
    };

    // In a plain run or in some of the trials.
    static bool is_growing(const RecordedMetric& metric) {
        return metric.name == "queue.growing" && metric.scope.empty() && metric.values[0] > 0;
    }

    std::size_t intern(const RecordedMetric& recorded) {
        sim::Metric metric{recorded.name, recorded.scope, 0, recorded.unit};
        const auto [found, is_new] = places_.try_emplace(metric.full_name(), seen_.size());
        if (is_new) {
            const bool is_chosen = !setup_.choice.select({metric}).empty();
            seen_.push_back({std::move(metric), is_chosen, {points_.size(), 0}});
        }
        return found->second;
    }

    void lay_out(const std::vector<std::size_t>& column, SweepResult& result) const {
        const std::size_t width = result.statistics.size();
        result.values.resize(points_.size());
        for (std::size_t point = 0; point < points_.size(); ++point) {
            if (!points_[point])
                continue;
            ++result.done;
            auto& values = result.values[point];
            values.assign(result.metrics.size() * width, kNoValue);
            for (const auto& [name, numbers] : *points_[point])
                std::copy_n(numbers.begin(), std::min(width, numbers.size()),
                            values.begin() + static_cast<std::ptrdiff_t>(column[name] * width));
        }
    }

    using Point = std::vector<std::pair<std::size_t, std::vector<double>>>;
    const SweepSetup& setup_;
    std::mutex mutex_;
    std::vector<std::optional<Point>> points_;
    std::vector<Seen> seen_;
    std::size_t growing_ = 0;
    std::unordered_map<std::string, std::size_t> places_;
};

// Measures the points that are missing, a trial a task, and closes each with its last trial.
class Sweeper {
public:
    Sweeper(const SweepPlan& plan,
            const SweepSetup& setup,
            const std::vector<std::string>& keys,
            Collector& collector)
        : plan_(plan), setup_(setup), keys_(keys), collector_(collector) {}

    expected<void, LoadFailure> run(const std::vector<std::size_t>& missing,
                                    const StudyControl& control) {
        const std::size_t runs = std::max<std::size_t>(setup_.trials, 1);
        const std::stop_callback pass_on(control.stop, [this] { stop_.request_stop(); });
        open_.resize(missing.size());
        run_tasks(missing.size() * runs, {control.threads, stop_.get_token(), control.on_progress},
                  [&](std::size_t task) {
                      return measure(missing[task / runs], open_[task / runs], task % runs);
                  });
        if (!unwritten_.empty())
            return unexpected(LoadFailure{Cause::kInput, std::move(unwritten_)});
        if (const Failures failures = failed_.take(); !failures.empty())
            return unexpected(join_failures(plan_, failures));
        return {};
    }

private:
    // A point some of whose trials are done.
    struct Open {
        std::vector<sim::Metrics> trials;
        std::size_t done = 0;
    };

    bool measure(std::size_t point, Open& open, std::size_t run) {
        const bool is_plain = setup_.trials == 0;
        const auto trial = is_plain ? std::nullopt : std::optional(static_cast<Trial>(run));
        auto measured = plan_.what_if(point).measure(trial, stop_.get_token());
        if (!measured) {
            failed_.add(point, std::move(measured.error()));
            return true;
        }
        if (!measured->is_complete)
            return false;
        std::vector<sim::Metrics> runs;
        {
            const std::lock_guard lock(mutex_);
            open.trials.resize(is_plain ? 1 : setup_.trials);
            open.trials[run] = std::move(measured->metrics);
            if (++open.done < open.trials.size())
                return true;
            runs = std::move(open.trials);
        }
        close(point, summarise(keys_[point], runs, is_plain));
        return true;
    }

    void close(std::size_t point, const PointRecord& record) {
        collector_.add(point, record);
        if (setup_.journal == nullptr)
            return;
        const std::lock_guard lock(mutex_);
        auto written = setup_.journal->append(record);
        if (written || !unwritten_.empty())
            return;
        unwritten_ = std::move(written.error());
        stop_.request_stop();
    }

    const SweepPlan& plan_;
    const SweepSetup& setup_;
    const std::vector<std::string>& keys_;
    Collector& collector_;
    std::vector<Open> open_;
    FailedPoints failed_;
    std::mutex mutex_;
    Diagnostics unwritten_;  // why the journal refused a point
    std::stop_source stop_;
};

std::vector<std::string> names_of_statistics(std::size_t trials) {
    if (trials == 0)
        return {"value"};
    return {statistic_names().begin(), statistic_names().end()};
}

}  // namespace

expected<SweepResult, LoadFailure> run_sweep(const SweepPlan& plan,
                                             const SweepSetup& setup,
                                             const StudyControl& control) {
    const auto keys = check_points(plan, control);
    if (!keys)
        return unexpected(keys.error());
    Collector collector(setup, plan.size());
    std::vector<std::size_t> missing;
    for (std::size_t point = 0; point < plan.size(); ++point) {
        const auto known = setup.journal == nullptr || (*keys)[point].empty()
                               ? std::nullopt
                               : setup.journal->find((*keys)[point], setup.trials);
        if (known)
            collector.add(point, *known);
        else
            missing.push_back(point);
    }
    if (auto swept = Sweeper(plan, setup, *keys, collector).run(missing, control); !swept)
        return unexpected(std::move(swept.error()));
    SweepResult result = collector.finish(names_of_statistics(setup.trials));
    result.cached = plan.size() - missing.size();
    return result;
}

}  // namespace headroom::study
