#pragma once

// The teams of sim/core/team.hpp on a GPU: a warp, and a block of four warps. On the host side of
// the compilation they are teams of one lane that nobody runs.

#include <cstdint>

#include "sim/base/host_device.hpp"

namespace headroom::mc {

struct Warp {
    static constexpr int kWidth = 32;
    static constexpr unsigned kAll = 0xFFFFFFFFu;

#if defined(__CUDA_ARCH__)
    [[nodiscard]] __device__ static int lane() {
        return static_cast<int>(threadIdx.x % kWidth);
    }
    __device__ static void sync() {
        __syncwarp();
    }
    [[nodiscard]] __device__ static int first_lane(bool claim) {
        const unsigned votes = __ballot_sync(kAll, claim);
        return votes == 0 ? kWidth : __ffs(static_cast<int>(votes)) - 1;
    }
    [[nodiscard]] __device__ static std::uint32_t count(bool claim) {
        return static_cast<std::uint32_t>(__popc(__ballot_sync(kAll, claim)));
    }
    [[nodiscard]] __device__ static std::uint32_t rank(bool claim) {
        const unsigned below = (1u << lane()) - 1;
        return static_cast<std::uint32_t>(__popc(__ballot_sync(kAll, claim) & below));
    }
    [[nodiscard]] __device__ static std::uint64_t sum(std::uint64_t value) {
        for (int step = kWidth / 2; step > 0; step /= 2)
            value += __shfl_xor_sync(kAll, value, step);
        return value;
    }
    [[nodiscard]] __device__ static std::int64_t least(std::int64_t value) {
        for (int step = kWidth / 2; step > 0; step /= 2) {
            const std::int64_t other = __shfl_xor_sync(kAll, value, step);
            value = other < value ? other : value;
        }
        return value;
    }
#else
    [[nodiscard]] HEADROOM_HD static int lane() {
        return 0;
    }
    HEADROOM_HD static void sync() {}
    [[nodiscard]] HEADROOM_HD static int first_lane(bool claim) {
        return claim ? 0 : kWidth;
    }
    [[nodiscard]] HEADROOM_HD static std::uint32_t count(bool claim) {
        return claim;
    }
    [[nodiscard]] HEADROOM_HD static std::uint32_t rank(bool) {
        return 0;
    }
    [[nodiscard]] HEADROOM_HD static std::uint64_t sum(std::uint64_t value) {
        return value;
    }
    [[nodiscard]] HEADROOM_HD static std::int64_t least(std::int64_t value) {
        return value;
    }
#endif
};

// One block of the grid; its warps meet through shared memory.
struct Block {
    static constexpr int kWidth = 128;
    static constexpr int kWarps = kWidth / 32;

#if defined(__CUDA_ARCH__)
    [[nodiscard]] __device__ static int lane() {
        return static_cast<int>(threadIdx.x);
    }
    __device__ static void sync() {
        __syncthreads();
    }
    [[nodiscard]] __device__ static int first_lane(bool claim) {
        const int in_warp = Warp::first_lane(claim);
        const int warp = lane() / Warp::kWidth;
        return static_cast<int>(
            least(in_warp == Warp::kWidth ? kWidth : warp * Warp::kWidth + in_warp));
    }
    [[nodiscard]] __device__ static std::uint32_t count(bool claim) {
        return static_cast<std::uint32_t>(__syncthreads_count(claim));
    }
    [[nodiscard]] __device__ static std::uint32_t rank(bool claim) {
        const std::uint64_t* counts = exchange(Warp::count(claim));
        std::uint64_t below = Warp::rank(claim);
        for (int warp = 0; warp < lane() / Warp::kWidth; ++warp)
            below += counts[warp];
        sync();
        return static_cast<std::uint32_t>(below);
    }
    [[nodiscard]] __device__ static std::uint64_t sum(std::uint64_t value) {
        const std::uint64_t* sums = exchange(Warp::sum(value));
        std::uint64_t total = 0;
        for (int warp = 0; warp < kWarps; ++warp)
            total += sums[warp];
        sync();
        return total;
    }
    [[nodiscard]] __device__ static std::int64_t least(std::int64_t value) {
        const std::uint64_t* all = exchange(static_cast<std::uint64_t>(Warp::least(value)));
        auto found = static_cast<std::int64_t>(all[0]);
        for (int warp = 1; warp < kWarps; ++warp) {
            const auto other = static_cast<std::int64_t>(all[warp]);
            found = other < found ? other : found;
        }
        sync();
        return found;
    }

private:
    // What each warp says, once all have said it.
    __device__ static const std::uint64_t* exchange(std::uint64_t of_warp) {
        __shared__ std::uint64_t said[kWarps];
        if (lane() % Warp::kWidth == 0)
            said[lane() / Warp::kWidth] = of_warp;
        sync();
        return said;
    }
#else
    [[nodiscard]] HEADROOM_HD static int lane() {
        return 0;
    }
    HEADROOM_HD static void sync() {}
    [[nodiscard]] HEADROOM_HD static int first_lane(bool claim) {
        return claim ? 0 : kWidth;
    }
    [[nodiscard]] HEADROOM_HD static std::uint32_t count(bool claim) {
        return claim;
    }
    [[nodiscard]] HEADROOM_HD static std::uint32_t rank(bool) {
        return 0;
    }
    [[nodiscard]] HEADROOM_HD static std::uint64_t sum(std::uint64_t value) {
        return value;
    }
    [[nodiscard]] HEADROOM_HD static std::int64_t least(std::int64_t value) {
        return value;
    }
#endif
};

}  // namespace headroom::mc
