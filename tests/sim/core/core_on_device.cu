// The rules of sim/core as a GPU would run them: one warp a replication. Never run, only compiled,
// so that a header that stops being fit for the device is found before a kernel needs it.

#include <cstdint>

#include "sim/base/entity.hpp"
#include "sim/base/failure_draw.hpp"
#include "sim/base/philox.hpp"
#include "sim/core/checkpoint.hpp"
#include "sim/core/min_tree.hpp"
#include "sim/core/node_table.hpp"
#include "sim/core/scheduling_pass.hpp"
#include "sim/core/shadow.hpp"
#include "sim/core/team.hpp"

namespace headroom::sim {
namespace {

struct Warp {
    static constexpr int kWidth = 32;
    static constexpr unsigned kAllLanes = 0xFFFFFFFFu;

    [[nodiscard]] HEADROOM_HD static int lane() {
#if defined(__CUDA_ARCH__)
        return static_cast<int>(threadIdx.x % kWidth);
#else
        return 0;
#endif
    }
    HEADROOM_HD static void sync() {
#if defined(__CUDA_ARCH__)
        __syncwarp();
#endif
    }
    [[nodiscard]] HEADROOM_HD static std::uint64_t sum(std::uint32_t value) {
#if defined(__CUDA_ARCH__)
        return __reduce_add_sync(kAllLanes, value);
#else
        return value;
#endif
    }
};

struct WaitingJob {
    std::uint32_t gpus;
    std::int64_t estimate_us;
};

// One believed end, as find_reservation reads it.
struct OneEnd {
    std::int64_t time_us;
    std::uint32_t job;
    bool is_read;

    [[nodiscard]] HEADROOM_HD bool is_done() const { return is_read; }
    [[nodiscard]] HEADROOM_HD std::int64_t end_us() const { return time_us; }
    [[nodiscard]] HEADROOM_HD std::uint32_t who() const { return job; }
    HEADROOM_HD void advance() { is_read = true; }
};

// A queue on one fleet: the Cluster of a scheduling pass.
struct DeviceCluster {
    const WaitingJob* jobs;
    MinTree waiting;
    NodeTable<Warp> table;
    Shadow<Warp> shadow;
    Warp team;
    std::int64_t now_us;
    std::int64_t reservation_us;
    std::uint32_t started;

    [[nodiscard]] HEADROOM_HD std::uint32_t first_waiting() const {
        return waiting.next_at_most(0, MinTree::kAbsent - 1);
    }
    [[nodiscard]] HEADROOM_HD std::uint32_t next_waiting(std::uint32_t place) const {
        return waiting.next_at_most(place + 1, static_cast<std::uint32_t>(table.largest_fit()));
    }
    [[nodiscard]] HEADROOM_HD static std::uint32_t fleet_count(std::uint32_t) { return 1; }
    [[nodiscard]] HEADROOM_HD bool fits(std::uint32_t place, std::uint32_t) const {
        return table.fits(jobs[place].gpus);
    }
    [[nodiscard]] HEADROOM_HD bool ends_by_reservation(std::uint32_t place) const {
        return now_us + jobs[place].estimate_us <= reservation_us;
    }
    [[nodiscard]] HEADROOM_HD bool leaves_head(std::uint32_t place, std::uint32_t) const {
        return shadow.head_fits_beside(table, jobs[place].gpus);
    }
    HEADROOM_HD Seat start(std::uint32_t place, std::uint32_t) {
        write_once(team, [&] { waiting.set(place, MinTree::kAbsent); });
        ++started;
        return table.place(jobs[place].gpus);
    }
    HEADROOM_HD void backfill(std::uint32_t place, std::uint32_t fleet) {
        const bool ends_by_s = ends_by_reservation(place);
        shadow.placed(table, start(place, fleet), jobs[place].gpus, ends_by_s);
    }
};

struct Replication {
    WaitingJob* jobs;
    std::uint32_t places;
    std::uint32_t* sizes;
    std::uint64_t* table_words;
    std::uint64_t* shadow_words;
};

__global__ void run_one_pass(Placement placement, Replication* replications, std::uint32_t* out) {
    const Replication& of = replications[blockIdx.x];
    constexpr std::uint32_t kNodes = 64;
    DeviceCluster cluster{of.jobs,
                          MinTree(of.sizes, of.places),
                          NodeTable<Warp>(Warp{}, placement, kNodes, 8, of.table_words),
                          Shadow<Warp>(Warp{}, placement, kNodes, of.shadow_words),
                          Warp{},
                          0,
                          0,
                          0};
    cluster.table.install();
    const Seat running = cluster.table.place(12);
    const std::uint32_t head = start_in_order(cluster);
    if (head == kNowhere)
        return;
    cluster.shadow.reset(cluster.table, of.jobs[head].gpus);
    cluster.reservation_us = find_reservation(
        cluster.now_us, std::int64_t{1} << 60, OneEnd{5, 12, false},
        [&](std::uint32_t gpus) { cluster.shadow.release(cluster.table, running, gpus); },
        [&] { return cluster.shadow.head_fits(); });
    backfill_behind(cluster, head, 100);
    cluster.table.release(running, 12);
    const auto lanes = static_cast<std::uint32_t>(cluster.team.sum(1));
    if (cluster.team.lane() == 0)
        out[blockIdx.x] = cluster.started * lanes;
}

// A node fails under a job and is repaired.
__global__ void fail_and_repair(std::uint64_t fleet, std::uint64_t* words, std::int64_t* out) {
    NodeTable<Warp> table(Warp{}, Placement::kPacked, 64, 8, words);
    table.install();
    const auto uniform_of = [&](Stream stream) {
        return draw_uniform({.seed = 1, .stream = stream, .entity = entity_at(fleet, 0)});
    };
    const std::int64_t fails_us = failure_after_us(uniform_of(Stream::kNodeFailure), 1'000'000);
    table.fail(0);
    const std::int64_t down_us = repair_us(uniform_of(Stream::kNodeRepair));
    table.repair(0);
    out[blockIdx.x] = down_us + interrupt({100, 10}, fails_us, true).saved_us;
}

}  // namespace

void launch_failure(std::uint64_t fleet, std::uint64_t* words, std::int64_t* out) {
    fail_and_repair<<<1, Warp::kWidth>>>(fleet, words, out);
}

void launch_one_pass(Replication* replications, std::uint32_t count, std::uint32_t* out) {
    run_one_pass<<<count, Warp::kWidth>>>(Placement::kPacked, replications, out);
}

}  // namespace headroom::sim
