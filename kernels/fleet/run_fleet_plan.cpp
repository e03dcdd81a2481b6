#include "kernels/fleet/run_fleet_plan.hpp"

#include <algorithm>
#include <map>
#include <utility>

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

// One bin of one row, and its values.
struct Bin {
    std::uint32_t row = 0;
    std::uint32_t bin = 0;
    std::uint64_t count = 0;
    std::vector<double> values{};
};

// As many of the bins from `first` on as may be kept at once, one at least.
std::size_t end_of_pass(const std::vector<Bin>& bins, std::size_t first, std::uint64_t most) {
    std::uint64_t kept = bins[first].count;
    std::size_t end = first + 1;
    for (; end < bins.size() && kept + bins[end].count <= most; ++end) {
        kept += bins[end].count;
    }
    return end;
}

// Puts the last block's values of a row, into which the bins [first, end) fall, into them.
void keep_row(const std::vector<double>& values,
              std::uint32_t count,
              std::vector<Bin>& bins,
              std::pair<std::size_t, std::size_t> range) {
    for (std::uint32_t trial = 0; trial < count; ++trial) {
        const std::uint32_t bin = histogram_bin(values[trial]);
        for (std::size_t i = range.first; i < range.second; ++i) {
            if (bins[i].bin == bin) {
                bins[i].values.push_back(values[trial]);
            }
        }
    }
}

void keep_block(const FleetRunner& runner,
                std::uint32_t count,
                std::vector<Bin>& bins,
                std::pair<std::size_t, std::size_t> range) {
    std::vector<double> values(kBlockTrials);
    for (std::size_t i = range.first; i < range.second;) {
        std::size_t end = i + 1;
        while (end < range.second && bins[end].row == bins[i].row) {
            ++end;
        }
        runner.copy_fan(bins[i].row, values.data());
        keep_row(values, count, bins, {i, end});
        i = end;
    }
}

// Which bins hold what is wanted, each once, by row.
struct Targets {
    std::vector<Histogram::Quantile> quantiles;  // [wanted]
    std::vector<std::size_t> bin_of;             // [wanted]
    std::vector<Bin> bins;
};

Targets find_targets(const FanCounts& fans, const std::vector<FanQuantile>& wanted) {
    Targets targets;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> places;
    for (const FanQuantile& one : wanted) {
        targets.quantiles.push_back(fans.quantile(one.row, one.p));
        places[{one.row, targets.quantiles.back().bin}] = 0;
    }
    for (auto& [key, place] : places) {
        place = targets.bins.size();
        const auto& [row, bin] = key;
        targets.bins.push_back({row, bin, fans.counts[std::size_t{row} * kHistogramBins + bin]});
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        targets.bin_of.push_back(places[{wanted[i].row, targets.quantiles[i].bin}]);
    }
    return targets;
}

// The values of the wanted ones that fall into the bins of a pass.
void pick(Targets& targets, std::pair<std::size_t, std::size_t> range, std::vector<double>& found) {
    std::vector<Bin>& bins = targets.bins;
    for (std::size_t i = range.first; i < range.second; ++i) {
        std::sort(bins[i].values.begin(), bins[i].values.end());
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::size_t bin = targets.bin_of[i];
        if (bin >= range.first && bin < range.second) {
            found[i] = bins[bin].values[targets.quantiles[i].rank - targets.quantiles[i].before];
        }
    }
    for (std::size_t i = range.first; i < range.second; ++i) {
        std::vector<double>().swap(bins[i].values);
    }
}

}  // namespace

FleetOutcome run_fleet_plan(FleetRunner& runner,
                            std::uint32_t first,
                            std::uint32_t count,
                            Fans fans,
                            const FleetControl& control) {
    FleetOutcome outcome;
    outcome.first = first;
    const std::size_t width = total_count(runner.plan());
    for_each_block(first, count, [&](TrialBlock block) {
        if (control.stop.stop_requested()) {
            return false;
        }
        runner.run(block);
        outcome.totals.resize(width * (outcome.trials + block.count));
        runner.copy_totals(outcome.totals.data() + width * outcome.trials);
        if (fans == Fans::kCounted) {
            runner.count_fans();
        }
        outcome.trials += block.count;
        if (control.on_block) {
            control.on_block(outcome.trials);
        }
        return true;
    });
    if (fans == Fans::kCounted) {
        outcome.fans = runner.take_counts();
    }
    return outcome;
}

std::optional<std::vector<double>> exact_quantiles(FleetRunner& runner,
                                                   const FleetOutcome& outcome,
                                                   const std::vector<FanQuantile>& wanted,
                                                   const FleetControl& control,
                                                   std::uint64_t most_kept) {
    Targets targets = find_targets(outcome.fans, wanted);
    std::vector<double> found(wanted.size());
    std::uint32_t done = 0;
    for (std::size_t first = 0; first < targets.bins.size();) {
        const std::size_t end = end_of_pass(targets.bins, first, most_kept);
        for_each_block(outcome.first, outcome.trials, [&](TrialBlock block) {
            if (control.stop.stop_requested()) {
                return false;
            }
            runner.run(block);
            keep_block(runner, block.count, targets.bins, {first, end});
            done += block.count;
            if (control.on_block) {
                control.on_block(done);
            }
            return true;
        });
        if (control.stop.stop_requested()) {
            return std::nullopt;
        }
        pick(targets, {first, end}, found);
        first = end;
    }
    return found;
}

}  // namespace headroom::mc
