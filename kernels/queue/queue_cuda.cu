// queue_trial on a GPU: persistent teams that take the next trial by ticket. Small plans run a warp
// a trial with all state in 16 KB of shared memory, larger ones 128 lanes with up to 100 KB, the
// rest 128 lanes in global memory. The totals are by trial, so that the order does not matter.

#include <algorithm>
#include <vector>

#include "kernels/backend/cuda_probe.hpp"
#include "kernels/backend/cuda_try.hpp"
#include "kernels/queue/queue_backend.hpp"
#include "kernels/queue/run_queue_trial.hpp"
#include "kernels/team/device_team.cuh"

namespace headroom::mc {
namespace {

constexpr std::size_t kWarpTier_bytes = 16 << 10;
constexpr std::size_t kBlockTier_bytes = 100 << 10;
constexpr std::uint32_t kTrialsAtOnce = 1 << 14;  // between two looks at a stop request

// What the teams of a launch work on. Arrays by trial have one entry where all share it.
struct Launch {
    const QueuePlan* plans;
    const JobTable* tables;
    bool is_shared;
    std::uint32_t first;
    std::uint32_t count;
    std::uint32_t most_jobs;
    std::size_t words_a_team;  // of global memory; 0: in shared memory
    std::uint64_t* words;
    std::int64_t* times;    // 3 × most_jobs a team
    TrialJobState* states;  // most_jobs a team
    std::uint32_t* ticket;
    TrialTotals* totals;  // [trial - first]
};

template <class Team, std::uint32_t kFleets>
__global__ void __launch_bounds__(Team::kWidth) run_trials(const __grid_constant__ Launch launch) {
    extern __shared__ std::uint64_t shared_words[];
    __shared__ std::uint32_t taken;
    const Team team;
    const std::size_t at = blockIdx.x;
    std::uint64_t* const words =
        launch.words_a_team == 0 ? shared_words : launch.words + at * launch.words_a_team;
    std::int64_t* const times = launch.times + at * 3 * launch.most_jobs;
    TrialJobState* const states = launch.states + at * launch.most_jobs;
    for (;;) {
        if (team.lane() == 0)
            taken = atomicAdd(launch.ticket, 1u);
        team.sync();
        const std::uint32_t i = taken;
        team.sync();
        if (i >= launch.count)
            return;
        const std::uint32_t input = launch.is_shared ? 0 : i;
        const JobTable& table = launch.tables[input];
        const TrialRecord record{times, times + table.count, states, times + 2 * table.count};
        const TrialTotals totals =
            QueueTrial<Team, kFleets>(team, launch.plans[input], table, words, record)
                .run(launch.first + i, NeverStopped{});
        if (team.lane() == 0)
            launch.totals[i] = totals;
        team.sync();
    }
}

// Inputs on the device, with all that their tables point to.
class DeviceInputs {
public:
    explicit DeviceInputs(const std::vector<const TrialInput*>& inputs) {
        std::vector<QueuePlan> plans;
        std::vector<JobTable> tables;
        std::size_t jobs = 0;
        for (const TrialInput* input : inputs) {
            jobs += input->jobs.size();
            most_jobs_ = std::max(most_jobs_, static_cast<std::uint32_t>(input->jobs.size()));
        }
        jobs_ = DeviceArray<sim::Job>(jobs);
        place_of_ = DeviceArray<std::uint32_t>(jobs);
        job_at_ = DeviceArray<std::uint32_t>(jobs);
        checkpointing_of_ = DeviceArray<std::uint8_t>(jobs);
        std::size_t at = 0;
        for (const TrialInput* input : inputs) {
            plans.push_back(input->plan);
            tables.push_back(upload(*input, at));
            at += input->jobs.size();
        }
        plans_ = DeviceArray<QueuePlan>(plans.size());
        plans_.upload(plans.data(), plans.size());
        tables_ = DeviceArray<JobTable>(tables.size());
        tables_.upload(tables.data(), tables.size());
    }

    [[nodiscard]] const QueuePlan* plans() const { return plans_.data(); }
    [[nodiscard]] const JobTable* tables() const { return tables_.data(); }
    [[nodiscard]] std::uint32_t most_jobs() const { return most_jobs_; }

private:
    JobTable upload(const TrialInput& input, std::size_t at) {
        const auto put = [&](auto& array, const auto& column) {
            array.upload(column.data(), column.size(), at);
            return column.empty() ? nullptr : array.data() + at;
        };
        return {put(jobs_, input.jobs), static_cast<std::uint32_t>(input.jobs.size()),
                put(place_of_, input.place_of), put(job_at_, input.job_at),
                put(checkpointing_of_, input.checkpointing_of)};
    }

    DeviceArray<sim::Job> jobs_;
    DeviceArray<std::uint32_t> place_of_, job_at_;
    DeviceArray<std::uint8_t> checkpointing_of_;
    DeviceArray<QueuePlan> plans_;
    DeviceArray<JobTable> tables_;
    std::uint32_t most_jobs_ = 1;
};

// The tier of a plan: which kernel, and how much shared memory.
struct Tier {
    const void* kernel;
    int lanes;
    std::size_t shared_bytes;
    std::size_t words_a_team;  // of global memory
};

// A block may have less than the tier wants: 99 KB on some devices, less what is declared.
std::size_t block_tier_bytes() {
    constexpr int kDeclared_bytes = 1024;
    int device = 0;
    int most = 0;
    HEADROOM_CUDA_TRY(cudaGetDevice(&device));
    HEADROOM_CUDA_TRY(
        cudaDeviceGetAttribute(&most, cudaDevAttrMaxSharedMemoryPerBlockOptin, device));
    return std::min(kBlockTier_bytes,
                    static_cast<std::size_t>(std::max(most - kDeclared_bytes, 0)));
}

Tier choose_tier(std::size_t bytes, bool has_one_fleet) {
    const void* const warp = has_one_fleet
                                 ? reinterpret_cast<const void*>(&run_trials<Warp, 1>)
                                 : reinterpret_cast<const void*>(&run_trials<Warp, kMostFleets>);
    const void* const block = reinterpret_cast<const void*>(&run_trials<Block, kMostFleets>);
    if (bytes <= kWarpTier_bytes)
        return {warp, Warp::kWidth, bytes, 0};
    if (bytes <= block_tier_bytes())
        return {block, Block::kWidth, bytes, 0};
    return {block, Block::kWidth, 0, bytes / sizeof(std::uint64_t)};
}

std::uint32_t count_resident_teams(const Tier& tier) {
    int device = 0;
    int multiprocessors = 0;
    int on_each = 0;
    HEADROOM_CUDA_TRY(cudaGetDevice(&device));
    HEADROOM_CUDA_TRY(
        cudaDeviceGetAttribute(&multiprocessors, cudaDevAttrMultiProcessorCount, device));
    HEADROOM_CUDA_TRY(cudaFuncSetAttribute(tier.kernel, cudaFuncAttributeMaxDynamicSharedMemorySize,
                                           static_cast<int>(tier.shared_bytes)));
    HEADROOM_CUDA_TRY(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&on_each, tier.kernel,
                                                                    tier.lanes, tier.shared_bytes));
    return static_cast<std::uint32_t>(std::max(on_each, 1) * multiprocessors);
}

// So many teams have room for what they keep in global memory; at least one, which may then fail.
std::size_t count_affordable_teams(const Tier& tier, std::size_t jobs) {
    std::size_t free_bytes = 0;
    std::size_t all_bytes = 0;
    HEADROOM_CUDA_TRY(cudaMemGetInfo(&free_bytes, &all_bytes));
    const std::size_t each = tier.words_a_team * sizeof(std::uint64_t) +
                             jobs * (3 * sizeof(std::int64_t) + sizeof(TrialJobState));
    return std::max<std::size_t>(1, free_bytes / 10 * 9 / std::max<std::size_t>(each, 1));
}

class CudaBackend final : public QueueBackend {
public:
    [[nodiscard]] std::string name() const override { return "CUDA, " + probe_cuda().device; }
    [[nodiscard]] bool wants_many() const override { return true; }

    [[nodiscard]] std::vector<TrialTotals> run(const TrialInputs& inputs,
                                               TrialBlock block,
                                               std::stop_token stop) override {
        std::vector<TrialTotals> totals;
        for (std::uint32_t done = 0; done < block.count && !stop.stop_requested();) {
            const std::uint32_t now = std::min(kTrialsAtOnce, block.count - done);
            const std::vector<TrialTotals> part = run_part(inputs, {block.first + done, now});
            totals.insert(totals.end(), part.begin(), part.end());
            done += now;
        }
        return totals;
    }

private:
    static std::vector<TrialTotals> run_part(const TrialInputs& inputs, TrialBlock block) {
        std::vector<TrialInput> made;
        std::vector<const TrialInput*> all;
        if (inputs.shared != nullptr) {
            all.push_back(inputs.shared);
        } else {
            made = make_all(inputs, block);
            for (const TrialInput& input : made)
                all.push_back(&input);
        }
        std::size_t words = 0;
        bool has_one_fleet = true;
        for (const TrialInput* input : all) {
            words = std::max(words, QueueMemory::words_needed<Warp>(input->plan));
            has_one_fleet = has_one_fleet && input->plan.fleet_count == 1;
        }
        return launch(DeviceInputs(all), inputs.shared != nullptr, block,
                      choose_tier(words * sizeof(std::uint64_t), has_one_fleet));
    }

    static std::vector<TrialTotals> launch(const DeviceInputs& inputs,
                                           bool is_shared,
                                           TrialBlock block,
                                           const Tier& tier) {
        const std::size_t jobs = inputs.most_jobs();
        const std::size_t teams =
            std::min({std::size_t{count_resident_teams(tier)}, std::size_t{block.count},
                      count_affordable_teams(tier, jobs)});
        DeviceArray<std::uint64_t> words(teams * tier.words_a_team);
        DeviceArray<std::int64_t> times(teams * 3 * jobs);
        DeviceArray<TrialJobState> states(teams * jobs);
        DeviceArray<std::uint32_t> ticket(1);
        DeviceArray<TrialTotals> totals(block.count);
        ticket.zero();
        Launch what{inputs.plans(), inputs.tables(),    is_shared,         block.first,
                    block.count,    inputs.most_jobs(), tier.words_a_team, words.data(),
                    times.data(),   states.data(),      ticket.data(),     totals.data()};
        void* arguments[] = {&what};
        HEADROOM_CUDA_TRY(cudaLaunchKernel(tier.kernel, dim3(static_cast<unsigned>(teams)),
                                           dim3(static_cast<unsigned>(tier.lanes)), arguments,
                                           tier.shared_bytes, nullptr));
        HEADROOM_CUDA_TRY(cudaDeviceSynchronize());
        std::vector<TrialTotals> result(block.count);
        totals.download(result.data(), result.size());
        return result;
    }
};

}  // namespace

std::unique_ptr<QueueBackend> make_cuda_queue_backend() {
    return std::make_unique<CudaBackend>();
}

}  // namespace headroom::mc
