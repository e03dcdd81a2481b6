#include "src/study/montecarlo/queue_source.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "src/core/scenario/compile_world.hpp"
#include "src/study/montecarlo/compile_trial_input.hpp"
#include "src/study/montecarlo/queue_metrics.hpp"

namespace headroom::study {
namespace {

using Cause = LoadFailure::Cause;
using Factors = std::vector<std::pair<std::string, double>>;

// One trial before it is played. The jobs are in the input; the world keeps what names metrics.
struct LoadedTrial {
    Factors factors;
    sim::World world;
    mc::TrialInput input;
};

// What stops a trial from being played here; thrown through a backend by load_or_throw.
struct Interruption {
    std::optional<LoadFailure> failure;
    std::string obstacle;
};

expected<LoadedTrial, Interruption> load(const WhatIf& what_if, Trial trial) {
    auto scenario = what_if.scenario(trial);
    if (!scenario)
        return unexpected(
            Interruption{LoadFailure{Cause::kScenario, std::move(scenario.error())}, {}});
    auto traces = scenario::load_workloads(*scenario, &what_if.traces());
    if (!traces)
        return unexpected(Interruption{LoadFailure{Cause::kInput, std::move(traces.error())}, {}});
    // That no job came is an outcome of a trial.
    auto compiled = scenario::compile_world(*scenario, *traces, scenario::EmptyWorld::kAllowed);
    if (!compiled)
        return unexpected(
            Interruption{LoadFailure{Cause::kScenario, std::move(compiled.error())}, {}});
    auto input = compile_trial_input(compiled->world);
    if (!input)
        return unexpected(Interruption{std::nullopt, std::move(input.error())});
    LoadedTrial loaded{std::move(scenario->factors), std::move(compiled->world), std::move(*input)};
    loaded.world.jobs.clear();
    loaded.world.queue_rank.clear();
    for (sim::Queue& queue : loaded.world.queues)
        queue.order.clear();
    return loaded;
}

// Room for trials that need more than the one that was looked at: half as many running, three times
// as many waiting.
std::optional<mc::QueueCapacity> find_capacity(const mc::TrialInput& input) {
    mc::TrialInput probe = input;
    const auto jobs = static_cast<std::uint32_t>(input.jobs.size());
    constexpr std::uint32_t kMostRunning = 1u << 15;  // a key has room for no more
    probe.plan.capacity = {std::clamp(jobs, 1u, kMostRunning), jobs + 1, jobs + 1};
    const auto totals = mc::make_sequential_queue_backend()->run({&probe, {}}, {0, 1}, {});
    if (totals.at(0).status != mc::TrialStatus::kDone)
        return std::nullopt;
    mc::QueueCapacity capacity;
    capacity.running = std::min(totals[0].most_running * 3 / 2 + 64, kMostRunning);
    capacity.waiting = totals[0].most_waiting * 3 + 128;
    capacity.interrupted = input.plan.has_failures ? capacity.running / 4 + 16 : 1;
    return capacity;
}

class Round {
public:
    Round(const WhatIf& what_if,
          const mc::QueueCapacity& capacity,
          TrialRange trials,
          const StudyControl& control)
        : what_if_(what_if),
          capacity_(capacity),
          first_(trials.first),
          control_(control),
          loaded_(trials.count) {}

    // Called by many threads, once a trial.
    mc::TrialInput make(Trial trial) {
        auto loaded = load(what_if_, trial);
        if (!loaded)
            throw std::move(loaded.error());
        mc::TrialInput input = std::move(loaded->input);
        input.plan.capacity = capacity_;
        loaded->input = {};
        loaded_[trial - first_] = std::move(*loaded);
        tell_progress();
        return input;
    }

    // The line of a trial that was played.
    expected<void, LoadFailure> add_line(Trial trial,
                                         const mc::TrialTotals& totals,
                                         TrialTableBuilder& table) const {
        const LoadedTrial& loaded = *loaded_[trial - first_];
        if (totals.status == mc::TrialStatus::kDone) {
            table.add(loaded.factors, measure_trial(loaded.world, totals));
            return {};
        }
        auto measured = what_if_.measure(trial);
        if (!measured)
            return unexpected(std::move(measured.error()));
        sim::Metrics metrics;
        std::copy_if(
            measured->metrics.begin(), measured->metrics.end(), std::back_inserter(metrics),
            [](const sim::Metric& metric) { return is_queue_metric(metric.name, metric.scope); });
        table.add(loaded.factors, metrics, true);
        return {};
    }

private:
    // A trial counts when it is about to be played, which takes less than to load it.
    void tell_progress() {
        const std::lock_guard lock(mutex_);
        ++begun_;
        if (control_.on_progress)
            control_.on_progress({begun_ - 1, loaded_.size()});
    }

    const WhatIf& what_if_;
    mc::QueueCapacity capacity_;
    Trial first_;
    const StudyControl& control_;
    std::vector<std::optional<LoadedTrial>> loaded_;  // [trial - first]
    std::mutex mutex_;
    std::size_t begun_ = 0;
};

}  // namespace

expected<std::unique_ptr<QueueSource>, QueueObstacle> QueueSource::open(
    const WhatIf& what_if, std::unique_ptr<mc::QueueBackend> backend) {
    auto loaded = load(what_if, 0);
    if (!loaded)
        return unexpected(QueueObstacle{loaded.error().failure ? "it cannot be loaded"
                                                               : loaded.error().obstacle});
    auto key = what_if.key();
    if (!key)
        return unexpected(QueueObstacle{"it cannot be loaded"});
    const auto capacity = find_capacity(loaded->input);
    if (!capacity)
        return unexpected(QueueObstacle{"more than 32,768 of its jobs run at once"});
    std::unique_ptr<QueueSource> source(new QueueSource(what_if, std::move(backend)));
    source->key_ = "queue " + *key;
    source->capacity_ = *capacity;
    source->blocks_at_once_ = source->backend_->wants_many() ? 64 : 4;
    return source;
}

std::string QueueSource::description() const {
    return "queue trials on " + backend_->name();
}

expected<std::vector<TrialTable>, LoadFailure> QueueSource::run(
    const std::vector<TrialRange>& blocks, const StudyControl& control) {
    TrialRange all{blocks.front().first, 0};
    for (const TrialRange& block : blocks)
        all.count += block.count;
    Round round(what_if_, capacity_, all, control);
    std::vector<mc::TrialTotals> totals;
    try {
        totals = backend_->run({nullptr,
                                [&](std::uint32_t trial) {
                                    return round.make(trial);
                                }},
                               {all.first, static_cast<std::uint32_t>(all.count)}, control.stop);
    } catch (Interruption& interruption) {
        if (interruption.failure)
            return unexpected(std::move(*interruption.failure));
        Diagnostic problem;
        problem.place.file = what_if_.file();
        problem.problem = "a trial is none for queue trials: " + interruption.obstacle;
        problem.wanted = "--metric '*', which simulates each trial in full";
        return unexpected(LoadFailure{Cause::kScenario, {std::move(problem)}});
    }
    std::vector<TrialTable> tables;
    std::size_t next = 0;
    for (const TrialRange& block : blocks) {
        TrialTableBuilder table(block.first);
        const std::size_t end = std::min(next + block.count, totals.size());
        for (; next < end; ++next) {
            const auto trial = static_cast<Trial>(all.first + next);
            if (auto added = round.add_line(trial, totals[next], table); !added)
                return unexpected(std::move(added.error()));
        }
        tables.push_back(table.take());
        if (next == totals.size())
            break;
    }
    return tables;
}

}  // namespace headroom::study
