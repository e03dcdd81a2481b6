#include "kernels/fleet/run_fleet_plan.hpp"

#include <algorithm>

namespace headroom::mc {
namespace {

template <class Visit>
void for_each_block(std::uint32_t first, std::uint32_t count, const Visit& visit) {
    for (std::uint32_t done = 0; done < count;) {
        const TrialBlock block{first + done, std::min(kBlockTrials, count - done)};
        if (!visit(block)) {
            return;
        }
        done += block.count;
    }
}

}  // namespace

FleetOutcome run_fleet_plan(FleetRunner& runner,
                            std::uint32_t first,
                            std::uint32_t count,
                            Fans fans,
                            std::stop_token stop) {
    FleetOutcome outcome;
    outcome.first = first;
    const std::size_t width = total_count(runner.plan());
    outcome.totals.resize(width * count);
    for_each_block(first, count, [&](TrialBlock block) {
        if (stop.stop_requested()) {
            return false;
        }
        runner.run(block);
        runner.copy_totals(outcome.totals.data() + width * (block.first - first));
        if (fans == Fans::kCounted) {
            runner.count_fans();
        }
        outcome.trials += block.count;
        return true;
    });
    outcome.totals.resize(width * outcome.trials);
    if (fans == Fans::kCounted) {
        outcome.fans = runner.take_counts();
    }
    return outcome;
}

std::vector<double> exact_quantiles(FleetRunner& runner,
                                    const FleetOutcome& outcome,
                                    const std::vector<FanQuantile>& wanted) {
    std::vector<Histogram::Quantile> targets;
    for (const FanQuantile& one : wanted) {
        targets.push_back(outcome.fans.quantile(one.row, one.p));
    }
    std::vector<std::vector<double>> kept(wanted.size());
    std::vector<double> values(kBlockTrials);
    for_each_block(outcome.first, outcome.trials, [&](TrialBlock block) {
        runner.run(block);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            runner.copy_fan(wanted[i].row, values.data());
            std::copy_if(values.begin(), values.begin() + block.count, std::back_inserter(kept[i]),
                         [&](double x) { return histogram_bin(x) == targets[i].bin; });
        }
        return true;
    });
    std::vector<double> found;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto rank = static_cast<std::ptrdiff_t>(targets[i].rank - targets[i].before);
        std::nth_element(kept[i].begin(), kept[i].begin() + rank, kept[i].end());
        found.push_back(kept[i][static_cast<std::size_t>(rank)]);
    }
    return found;
}

}  // namespace headroom::mc
