#pragma once

// Trials whose outcome is known: for tests of what is made of trials.

#include <functional>
#include <string>

#include "sim/base/detmath.hpp"
#include "sim/base/philox.hpp"
#include "src/study/montecarlo/trial_source.hpp"

namespace headroom::study {

class MadeUpSource : public TrialSource {
public:
    // x is uniform and drawn once a trial; wait.mean_s is exponential with the mean 1; every tenth
    // trial has gpu.useful, too.
    std::size_t at_once = 1;
    std::size_t stops_after = 1'000'000'000;  // trials, as a request would
    std::string name = "made up";
    std::uint64_t seed = 5;
    std::size_t played = 0;

    [[nodiscard]] std::size_t block_trials() const override { return 64; }
    [[nodiscard]] std::size_t blocks_at_once() const override { return at_once; }
    [[nodiscard]] std::string description() const override { return "made up"; }
    [[nodiscard]] const std::string& key() const override { return name; }

    [[nodiscard]] expected<std::vector<TrialTable>, LoadFailure> run(
        const std::vector<TrialRange>& blocks, const StudyControl&) override {
        std::vector<TrialTable> tables;
        for (const TrialRange& block : blocks) {
            TrialTableBuilder table(block.first);
            std::size_t done = 0;
            for (; done < block.count && played < stops_after; ++done, ++played)
                add(static_cast<Trial>(block.first + done), table);
            tables.push_back(table.take());
            if (done < block.count)
                break;
        }
        return tables;
    }

private:
    void add(Trial trial, TrialTableBuilder& table) const {
        const double u = draw_uniform({seed, Stream::kFactor, 0, 0, trial});
        sim::Metrics metrics{{"jobs.completed", "", 100.0 + trial % 3, ""}};
        if (trial % 10 == 9)
            metrics.push_back({"gpu.useful", "", 0.5, ""});
        metrics.push_back({"wait.mean_s", "", -detmath::log(u), "s"});
        table.add({{"x", u}}, metrics, trial % 100 == 7);
    }
};

}  // namespace headroom::study
