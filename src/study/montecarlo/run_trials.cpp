#include "src/study/montecarlo/run_trials.hpp"

#include <algorithm>

namespace headroom::study {
namespace {

using Cause = LoadFailure::Cause;

class TrialRunner {
public:
    TrialRunner(TrialSource& source,
                const TrialPlan& plan,
                TrialJournal* journal,
                const StudyControl& control)
        : source_(source), plan_(plan), journal_(journal), control_(control) {
        run_.asked = plan.trials.count;
        run_.table.first = plan.trials.first;
    }

    expected<TrialRun, LoadFailure> run() {
        while (run_.table.trials < plan_.trials.count && !is_over_) {
            if (auto gone_on = step(); !gone_on)
                return unexpected(std::move(gone_on.error()));
            // What was played before the request counts, all of it.
            const bool is_done = is_over_ || run_.table.trials == plan_.trials.count;
            if (!is_done && control_.stop.stop_requested())
                end(TrialEnd::kStopped);
        }
        run_.precisions = measure();
        return std::move(run_);
    }

private:
    // The block that follows `behind` more trials.
    [[nodiscard]] TrialRange block_after(std::size_t behind) const {
        const std::size_t done = run_.table.trials + behind;
        return {static_cast<Trial>(plan_.trials.first + done),
                std::min(source_.block_trials(), plan_.trials.count - done)};
    }

    // One block of the journal, or as many new ones as the source takes at once.
    expected<void, LoadFailure> step() {
        const TrialRange next = block_after(0);
        if (const auto known = find(next)) {
            run_.from_journal += known->trials;
            take(*known, next);
            return {};
        }
        std::vector<TrialRange> blocks;
        std::size_t count = 0;
        while (blocks.size() < source_.blocks_at_once()) {
            const TrialRange block = block_after(count);
            if (block.count == 0 || find(block))
                break;
            blocks.push_back(block);
            count += block.count;
        }
        return play(blocks);
    }

    expected<void, LoadFailure> play(const std::vector<TrialRange>& blocks) {
        const std::size_t before = run_.table.trials;
        const StudyControl control{
            control_.threads, control_.stop, [&](const StudyProgress& progress) {
                if (control_.on_progress)
                    control_.on_progress({before + progress.done, plan_.trials.count});
            }};
        auto played = source_.run(blocks, control);
        if (!played)
            return unexpected(std::move(played.error()));
        // What was played is kept, even where the study ends before it.
        for (std::size_t i = 0; i < played->size() && journal_ != nullptr; ++i) {
            if ((*played)[i].trials < blocks[i].count)
                break;
            if (auto kept = journal_->append(source_.key(), (*played)[i]); !kept)
                return unexpected(LoadFailure{Cause::kInput, std::move(kept.error())});
        }
        for (std::size_t i = 0; i < blocks.size() && !is_over_; ++i)
            take(i < played->size() ? (*played)[i] : TrialTable{}, blocks[i]);
        return {};
    }

    [[nodiscard]] std::optional<TrialTable> find(const TrialRange& block) const {
        return journal_ == nullptr ? std::nullopt : journal_->find(source_.key(), block);
    }

    void take(const TrialTable& part, const TrialRange& block) {
        if (part.trials > 0)
            append(run_.table, part);
        if (control_.on_progress)
            control_.on_progress({run_.table.trials, plan_.trials.count});
        if (part.trials < block.count)
            end(TrialEnd::kStopped);
        else if (is_precise())
            end(TrialEnd::kPrecise);
    }

    void end(TrialEnd why) {
        run_.end = why;
        is_over_ = true;
    }

    // Asked again only when a twentieth more is there: looking sorts all values, and each look is a
    // chance to stop by luck.
    bool is_precise() {
        const std::size_t trials = run_.table.trials;
        if (plan_.precisions.empty() || trials < next_look_ || trials == plan_.trials.count)
            return false;
        next_look_ = trials + trials / 20;
        return std::all_of(plan_.precisions.begin(), plan_.precisions.end(), [&](const auto& one) {
            return measure_precision(one, run_.table, plan_.is_antithetic) <= one.wanted;
        });
    }

    [[nodiscard]] std::vector<ReachedPrecision> measure() const {
        std::vector<ReachedPrecision> reached;
        for (const Precision& one : plan_.precisions)
            reached.push_back({one, measure_precision(one, run_.table, plan_.is_antithetic)});
        return reached;
    }

    TrialSource& source_;
    const TrialPlan& plan_;
    TrialJournal* journal_;
    const StudyControl& control_;
    TrialRun run_;
    bool is_over_ = false;
    std::size_t next_look_ = kLeastTrials;
};

}  // namespace

expected<TrialRun, LoadFailure> run_trials(TrialSource& source,
                                           const TrialPlan& plan,
                                           TrialJournal* journal,
                                           const StudyControl& control) {
    return TrialRunner(source, plan, journal, control).run();
}

}  // namespace headroom::study
