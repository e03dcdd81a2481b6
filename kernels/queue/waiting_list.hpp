#pragma once

// The waiting jobs in queue order, side by side with what decides whether they could start, so that
// a team looks at as many as it has lanes in one step. A job is told by its place: its rank in the
// order of its queue, after all places of the queues before. Owns nothing.

#include <cstdint>

#include "sim/base/host_device.hpp"
#include "sim/core/bit_tree.hpp"
#include "sim/core/coarse_time.hpp"

namespace headroom::mc {

// What a job must be to be worth a try: it fits now, and it ends by the reservation or might leave
// the head its GPUs. Times in coarse steps, rounded down.
struct CandidateBounds {
    std::uint32_t gpus = 0;
    std::uint32_t gpus_beside = 0;
    std::uint32_t slack = 0;
};

template <class Team>
class WaitingList {
public:
    [[nodiscard]] HEADROOM_HD static std::uint32_t words_needed(std::uint32_t capacity) {
        return (3 * capacity + 1) / 2;
    }

    WaitingList() = default;
    // `words` are words_needed(capacity) words of 64 bits.
    HEADROOM_HD WaitingList(Team team, std::uint64_t* words, std::uint32_t capacity)
        : team_(team),
          places_(reinterpret_cast<std::uint32_t*>(words)),
          gpus_(places_ + capacity),
          estimates_(gpus_ + capacity),
          capacity_(capacity) {}

    [[nodiscard]] HEADROOM_HD std::uint32_t size() const { return size_; }
    [[nodiscard]] HEADROOM_HD bool is_full() const { return size_ == capacity_; }
    [[nodiscard]] HEADROOM_HD std::uint32_t place(std::uint32_t i) const { return places_[i]; }
    [[nodiscard]] HEADROOM_HD std::uint32_t gpus(std::uint32_t i) const { return gpus_[i]; }

    // The index of the first job at or behind a place.
    [[nodiscard]] HEADROOM_HD std::uint32_t index_of(std::uint32_t place) const {
        if (size_ == 0 || places_[size_ - 1] < place)
            return size_;  // mostly the last to come is the last in order
        std::uint32_t low = 0;
        std::uint32_t high = size_;
        while (low < high) {
            const std::uint32_t middle = (low + high) / 2;
            if (places_[middle] < place)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    // It is not full.
    HEADROOM_HD void insert(std::uint32_t place, std::uint32_t gpus, std::int64_t estimate_us) {
        const std::uint32_t to = index_of(place);
        open_gap(to);
        if (team_.lane() == 0) {
            places_[to] = place;
            gpus_[to] = gpus;
            estimates_[to] = sim::coarse_time(estimate_us);
        }
        ++size_;
        team_.sync();
    }

    HEADROOM_HD void erase(std::uint32_t index) {
        close_gap(index);
        --size_;
    }

    // The first index in [from, to) of a job within the bounds, or kNowhere.
    [[nodiscard]] HEADROOM_HD std::uint32_t next_candidate(std::uint32_t from,
                                                           std::uint32_t to,
                                                           const CandidateBounds& bounds) const {
        const auto lane = static_cast<std::uint32_t>(team_.lane());
        for (std::uint32_t begin = from; begin < to; begin += Team::kWidth) {
            const std::uint32_t i = begin + lane;
            const bool is_candidate =
                i < to && gpus_[i] <= bounds.gpus &&
                (gpus_[i] <= bounds.gpus_beside || estimates_[i] <= bounds.slack);
            const int found = team_.first_lane(is_candidate);
            if (found < Team::kWidth)
                return begin + static_cast<std::uint32_t>(found);
        }
        return sim::kNowhere;
    }

private:
    struct Entry {
        std::uint32_t place, gpus, estimate;
    };
    [[nodiscard]] HEADROOM_HD Entry read(std::uint32_t i) const {
        return {places_[i], gpus_[i], estimates_[i]};
    }
    HEADROOM_HD void write(std::uint32_t i, const Entry& entry) {
        places_[i] = entry.place;
        gpus_[i] = entry.gpus;
        estimates_[i] = entry.estimate;
    }

    HEADROOM_HD void open_gap(std::uint32_t to) {
        const auto lane = static_cast<std::uint32_t>(team_.lane());
        for (std::uint32_t end = size_; end > to;) {
            const bool is_mine = end - to > lane;
            const std::uint32_t i = is_mine ? end - 1 - lane : to;
            const Entry entry = read(i);
            team_.sync();
            if (is_mine)
                write(i + 1, entry);
            team_.sync();
            end = end - to > Team::kWidth ? end - Team::kWidth : to;
        }
    }

    HEADROOM_HD void close_gap(std::uint32_t from) {
        const auto lane = static_cast<std::uint32_t>(team_.lane());
        for (std::uint32_t begin = from; begin + 1 < size_; begin += Team::kWidth) {
            const std::uint32_t i = begin + lane;
            const bool is_mine = i + 1 < size_;
            const Entry entry = read(is_mine ? i + 1 : from);
            team_.sync();
            if (is_mine)
                write(i, entry);
            team_.sync();
        }
    }

    Team team_{};
    std::uint32_t* places_ = nullptr;
    std::uint32_t* gpus_ = nullptr;
    std::uint32_t* estimates_ = nullptr;
    std::uint32_t capacity_ = 0;
    std::uint32_t size_ = 0;
};

}  // namespace headroom::mc
