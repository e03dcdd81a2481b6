#pragma once

// A team of any width on one host thread, for tests: each lane is a fiber, and at each meeting the
// lanes go on in another order, so that what depends on who comes first shows.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <vector>

#include <ucontext.h>

namespace headroom::sim {

// Runs the same body on `width` fibers that meet at every sync().
class LaneFibers {
public:
    explicit LaneFibers(int width)
        : lanes_(static_cast<std::size_t>(width)), values_(lanes_.size()) {}

    // Each lane runs body(lane) to its end.
    void run(std::function<void(int)> body) {
        body_ = std::move(body);
        for (Lane& lane : lanes_)
            start(lane);
        std::vector<std::size_t> order(lanes_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        while (std::any_of(lanes_.begin(), lanes_.end(),
                           [](const Lane& lane) { return !lane.is_done; })) {
            shuffle(order);
            for (const std::size_t lane : order) {
                current_ = lane;
                if (!lanes_[lane].is_done)
                    swapcontext(&home_, &lanes_[lane].context);
            }
        }
    }

    void sync() { swapcontext(&lanes_[current_].context, &home_); }
    // What every lane has said, by lane; valid until the next meeting but one.
    const std::vector<std::uint64_t>& exchange(std::uint64_t value) {
        const std::size_t lane = current_;
        values_[lane] = value;
        sync();
        current_ = lane;
        return values_;
    }

private:
    struct Lane {
        ucontext_t context{};
        std::unique_ptr<std::byte[]> stack;
        bool is_done = false;
    };
    static constexpr std::size_t kStackBytes = std::size_t{1} << 18;

    void start(Lane& lane) {
        lane.stack = std::make_unique<std::byte[]>(kStackBytes);
        lane.is_done = false;
        getcontext(&lane.context);
        lane.context.uc_stack.ss_sp = lane.stack.get();
        lane.context.uc_stack.ss_size = kStackBytes;
        lane.context.uc_link = &home_;
        active_ = this;
        makecontext(
            &lane.context, [] { active_->enter(); }, 0);
    }
    void enter() {
        const std::size_t lane = current_;
        body_(static_cast<int>(lane));
        lanes_[lane].is_done = true;
    }
    void shuffle(std::vector<std::size_t>& order) {
        for (std::size_t i = order.size(); i > 1; --i) {
            random_ = random_ * 6364136223846793005u + 1442695040888963407u;  // Knuth's MMIX
            std::swap(order[i - 1], order[(random_ >> 33) % i]);
        }
    }

    inline static LaneFibers* active_ = nullptr;
    std::vector<Lane> lanes_;
    std::vector<std::uint64_t> values_;
    std::function<void(int)> body_;
    ucontext_t home_{};
    std::size_t current_ = 0;
    std::uint64_t random_ = 1;
};

// The Team of sim/core/team.hpp on such fibers.
template <int kLanes>
class LaneTeam {
public:
    static constexpr int kWidth = kLanes;

    LaneTeam() = default;
    LaneTeam(int lane, LaneFibers& fibers) : lane_(lane), fibers_(&fibers) {}

    [[nodiscard]] int lane() const { return lane_; }
    void sync() const { fibers_->sync(); }
    [[nodiscard]] int first_lane(bool claim) const {
        return fold(claim, [](const auto& said) {
            return static_cast<int>(std::find(said.begin(), said.end(), 1u) - said.begin());
        });
    }
    [[nodiscard]] std::uint32_t count(bool claim) const {
        return static_cast<std::uint32_t>(sum(claim ? 1 : 0));
    }
    [[nodiscard]] std::uint32_t rank(bool claim) const {
        return fold(claim, [this](const auto& said) {
            return static_cast<std::uint32_t>(
                std::accumulate(said.begin(), said.begin() + lane_, std::uint64_t{0}));
        });
    }
    [[nodiscard]] std::uint64_t sum(std::uint64_t value) const {
        return fold(value, [](const auto& said) {
            return std::accumulate(said.begin(), said.end(), std::uint64_t{0});
        });
    }
    [[nodiscard]] std::int64_t least(std::int64_t value) const {
        return fold(static_cast<std::uint64_t>(value), [](const auto& said) {
            std::int64_t least = static_cast<std::int64_t>(said.front());
            for (const std::uint64_t one : said)
                least = std::min(least, static_cast<std::int64_t>(one));
            return least;
        });
    }

private:
    template <class Fold>
    auto fold(std::uint64_t value, Fold&& fold) const {
        const auto result = fold(fibers_->exchange(value));
        sync();
        return result;
    }

    int lane_ = 0;
    LaneFibers* fibers_ = nullptr;
};

}  // namespace headroom::sim
