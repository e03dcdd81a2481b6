#include "src/study/montecarlo/queue_source.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "src/core/scenario/compile_world.hpp"
#include "src/core/scenario/describe_draws.hpp"
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
    std::string obstacle;  // why queue_trial cannot play it; empty: it can
};

// Of what a World has for each job only whether it is there matters for names.
void forget_jobs(sim::World& world) {
    world.jobs = {};
    world.queue_rank = {};
    world.tenant = {};
    world.partition = {};
    world.activity = {};
    world.barred = {};
    if (!world.checkpointing_of.empty())
        world.checkpointing_of = {0};
    for (sim::Queue& queue : world.queues)
        queue.order = {};
}

expected<LoadedTrial, LoadFailure> load(const WhatIf& what_if, Trial trial) {
    auto scenario = what_if.scenario(trial);
    if (!scenario)
        return unexpected(LoadFailure{Cause::kScenario, std::move(scenario.error())});
    auto traces = scenario::load_workloads(*scenario, &what_if.traces());
    if (!traces)
        return unexpected(LoadFailure{Cause::kInput, std::move(traces.error())});
    // That no job came is an outcome of a trial.
    auto compiled = scenario::compile_world(*scenario, *traces, scenario::EmptyWorld::kAllowed);
    if (!compiled)
        return unexpected(LoadFailure{Cause::kScenario, std::move(compiled.error())});
    LoadedTrial loaded{std::move(scenario->factors), {}, {}, {}};
    if (auto input = compile_trial_input(compiled->world); input)
        loaded.input = std::move(*input);
    else
        loaded.obstacle = std::move(input.error());
    loaded.world = std::move(compiled->world);
    forget_jobs(loaded.world);
    return loaded;
}

// Room for trials that need more than the one that was looked at: half as many running, three times
// as many waiting. None if it needs more than there is at all.
std::optional<mc::QueueCapacity> find_capacity(const mc::TrialInput& input, std::stop_token stop) {
    mc::TrialInput probe = input;
    const auto jobs = static_cast<std::uint32_t>(input.jobs.size());
    constexpr std::uint32_t kMostRunning = 1u << 15;  // a key has room for no more
    probe.plan.capacity = {std::clamp(jobs, 1u, kMostRunning), jobs + 1, jobs + 1};
    const auto totals =
        mc::make_sequential_queue_backend()->run({&probe, {}}, {0, 1}, std::move(stop));
    if (totals.empty() || totals[0].status != mc::TrialStatus::kDone)
        return std::nullopt;
    mc::QueueCapacity capacity;
    capacity.running = std::min(totals[0].most_running * 3 / 2 + 64, kMostRunning);
    capacity.waiting = totals[0].most_waiting * 3 + 128;
    capacity.interrupted = capacity.running / 4 + 16;
    return capacity;
}

// The trials of one call, from loading to the lines of their table.
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
          loaded_(trials.count),
          rerun_(trials.count) {}

    // Every trial is of this world, and has no factor.
    void share(const sim::World& world) { shared_ = &world; }

    // Called by many threads, once a trial. One that cannot be played has no jobs, and is
    // simulated in full.
    mc::TrialInput make(Trial trial) {
        auto loaded = load(what_if_, trial);
        if (!loaded)
            throw std::move(loaded.error());
        mc::TrialInput input = std::exchange(loaded->input, {});
        input.plan.capacity = capacity_;
        loaded_[trial - first_] = std::move(*loaded);
        tell_progress();
        return input;
    }

    // Simulates in full what was not played. Fails as the first of them does.
    expected<void, LoadFailure> rerun(std::vector<mc::TrialTotals>& totals) {
        std::vector<std::size_t> wanted;
        for (std::size_t i = 0; i < totals.size(); ++i)
            if (totals[i].status != mc::TrialStatus::kDone || !is_playable(i))
                wanted.push_back(i);
        run_tasks(wanted.size(), {control_.threads, control_.stop, {}}, [&](std::size_t task) {
            const std::size_t i = wanted[task];
            rerun_[i] = what_if_.measure(static_cast<Trial>(first_ + i), control_.stop);
            return true;
        });
        for (const std::size_t i : wanted) {
            if (rerun_[i] && !rerun_[i]->has_value())
                return unexpected(std::move(rerun_[i]->error()));
            if (!rerun_[i] || !(*rerun_[i])->is_complete) {
                totals.resize(i);  // it was told to stop
                break;
            }
        }
        return {};
    }

    // The line of trial `first + i`.
    void add_line(std::size_t i, const mc::TrialTotals& totals, TrialTableBuilder& table) const {
        const Factors factors = shared_ ? Factors() : loaded_[i]->factors;
        if (!rerun_[i]) {
            table.add(factors, measure_trial(shared_ ? *shared_ : loaded_[i]->world, totals));
            return;
        }
        sim::Metrics metrics;
        const sim::Metrics& all = (*rerun_[i])->metrics;
        std::copy_if(
            all.begin(), all.end(), std::back_inserter(metrics),
            [](const sim::Metric& metric) { return is_queue_metric(metric.name, metric.scope); });
        table.add(factors, metrics, true);
    }

private:
    [[nodiscard]] bool is_playable(std::size_t i) const {
        return shared_ != nullptr || loaded_[i]->obstacle.empty();
    }

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
    std::vector<std::optional<LoadedTrial>> loaded_;                        // [trial - first]
    std::vector<std::optional<expected<Measurement, LoadFailure>>> rerun_;  // likewise
    const sim::World* shared_ = nullptr;
    std::mutex mutex_;
    std::size_t begun_ = 0;
};

// Whether every trial has the same jobs on the same fleet, and only nodes fail otherwise.
bool varies_in_failures_alone(const WhatIf& what_if) {
    const auto scenario = what_if.scenario(0);
    if (!scenario)
        return false;
    const auto draws = scenario::describe_draws(*scenario, what_if.traces());
    return std::all_of(draws.begin(), draws.end(), [](const scenario::Draw& draw) {
        return draw.kind == scenario::DrawKind::kFailures || draw.kind == scenario::DrawKind::kHeld;
    });
}

// A block is about a second of one core, so that what a stop leaves is kept; a power of two.
std::size_t fit_block(std::size_t jobs_a_trial) {
    constexpr std::size_t kJobsABlock = 500'000;
    std::size_t block = 64;
    while (block > 1 && block * jobs_a_trial > kJobsABlock)
        block /= 2;
    return block;
}

}  // namespace

expected<std::unique_ptr<QueueSource>, QueueObstacle> QueueSource::open(
    const WhatIf& what_if, std::unique_ptr<mc::QueueBackend> backend, std::stop_token stop) {
    auto loaded = load(what_if, 0);
    auto key = what_if.key();
    if (!loaded || !key)
        return unexpected(QueueObstacle{"it cannot be loaded"});
    if (!loaded->obstacle.empty())
        return unexpected(QueueObstacle{loaded->obstacle});
    const auto capacity = find_capacity(loaded->input, stop);
    if (!capacity && stop.stop_requested())
        return unexpected(QueueObstacle{"it was told to stop"});
    if (!capacity)
        return unexpected(QueueObstacle{"more than 32,768 of its jobs run at once, or for years"});
    const std::size_t jobs = loaded->input.jobs.size();
    std::unique_ptr<QueueSource> source(new QueueSource(what_if, std::move(backend)));
    source->key_ = "queue " + *key;
    source->capacity_ = *capacity;
    source->block_trials_ = fit_block(jobs);
    if (varies_in_failures_alone(what_if)) {
        source->shared_input_ = std::move(loaded->input);
        source->shared_input_->plan.capacity = *capacity;
        source->shared_world_ = std::move(loaded->world);
    }
    // What a GPU is given at once must also fit its memory, and ours.
    constexpr std::size_t kMostJobsAtOnce = 50'000'000;
    const std::size_t most = std::max<std::size_t>(1, kMostJobsAtOnce / (jobs + 1));
    const std::size_t wanted = source->backend_->wants_many() ? 4096 : 256;
    source->blocks_at_once_ =
        std::max<std::size_t>(1, std::min(wanted, most) / source->block_trials_);
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
    mc::TrialInputs inputs{nullptr, [&](std::uint32_t trial) {
                               return round.make(trial);
                           }};
    if (shared_input_) {
        round.share(shared_world_);
        inputs = {&*shared_input_, {}};
    }
    try {
        totals =
            backend_->run(inputs, {all.first, static_cast<std::uint32_t>(all.count)}, control.stop);
    } catch (LoadFailure& failure) {
        return unexpected(std::move(failure));
    }
    if (auto done = round.rerun(totals); !done)
        return unexpected(std::move(done.error()));
    std::vector<TrialTable> tables;
    std::size_t next = 0;
    for (const TrialRange& block : blocks) {
        TrialTableBuilder table(block.first);
        const std::size_t end = std::min(next + block.count, totals.size());
        for (; next < end; ++next)
            round.add_line(next, totals[next], table);
        tables.push_back(table.take());
        if (next == totals.size())
            break;
    }
    return tables;
}

}  // namespace headroom::study
