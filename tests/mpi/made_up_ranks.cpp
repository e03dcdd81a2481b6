// Plays made-up trials on all ranks, of which one fails: what rank 0 makes of that, on stdout.
// usage: mpirun … made_up_ranks TRIALS FAILING_TRIAL

#include <cstdio>
#include <string>

#include "src/mpi/ranked_source.hpp"
#include "src/study/montecarlo/run_trials.hpp"
#include "tests/study/montecarlo/made_up_source.hpp"

namespace headroom {
namespace {

class FailingSource : public study::MadeUpSource {
public:
    explicit FailingSource(study::Trial failing) : failing_(failing) {}

    [[nodiscard]] expected<std::vector<study::TrialTable>, LoadFailure> run(
        const std::vector<study::TrialRange>& blocks, const study::StudyControl& control) override {
        for (const study::TrialRange& block : blocks)
            if (failing_ >= block.first && failing_ < block.first + block.count)
                return unexpected(failure());
        return MadeUpSource::run(blocks, control);
    }

private:
    [[nodiscard]] LoadFailure failure() const {
        Diagnostic problem;
        problem.problem = "trial " + std::to_string(failing_) + " failed";
        return {LoadFailure::Cause::kInput, {problem}};
    }

    study::Trial failing_;
};

void play(mpi::Ranks& ranks, std::size_t trials, study::Trial failing) {
    auto own = std::make_unique<FailingSource>(failing);
    if (!ranks.is_first())
        return serve_rounds(*own, ranks, {});
    mpi::RankedSource source(std::move(own), ranks, "all");
    const auto run = run_trials(source, {{0, trials}, {}, false}, nullptr, {});
    end_rounds(ranks);
    std::puts(run ? (std::to_string(run->table.trials) + " trials").c_str()
                  : run.error().problems.front().problem.c_str());
}

}  // namespace
}  // namespace headroom

int main(int argc, char** argv) {
    headroom::mpi::Ranks ranks(argc, argv);
    headroom::play(ranks, std::stoul(argv[1]),
                   static_cast<headroom::study::Trial>(std::stoul(argv[2])));
}
