#pragma once

// The power of GPUs that do nothing, from samples of activity and of power that come in any order:
// rows by time as well as series by series. Memory is bounded: where samples wait for their
// partner in large numbers, only instants are kept whose hash begins with some zero bits, ever
// fewer, so that what is left is a fair sample of the instants.

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace headroom::records {

class IdlePower {
public:
    // At most this many samples wait for their partner.
    explicit IdlePower(std::size_t most_waiting = 1u << 18u) : most_waiting_(most_waiting) {}

    void add_activity(std::uint32_t gpu, std::int64_t time_us, bool is_idle);
    void add_power(std::uint32_t gpu, std::int64_t time_us, std::int64_t power_mw);

    struct Sum {
        std::int64_t power_mw = 0;  // over the samples
        std::int64_t samples = 0;
    };
    // Of a GPU while it was idle.
    [[nodiscard]] Sum sum(std::uint32_t gpu) const {
        return gpu < gpus_.size() ? gpus_[gpu].idle : Sum{};
    }
    // Every how many instants of those that had to wait were looked at: 1, 2, 4, …
    [[nodiscard]] std::int64_t thinning() const { return std::int64_t{1} << level_; }

private:
    // Power in mW, or one of these two.
    static constexpr std::int32_t kIdle = -1;
    static constexpr std::int32_t kBusy = -2;

    struct Key {
        std::uint32_t gpu;
        std::int64_t time_us;
        friend bool operator==(const Key&, const Key&) = default;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const;
    };
    struct Gpu {
        Sum idle;
        std::int64_t time_us = 0;  // of the latest sample without a partner
        std::int32_t value = 0;
        bool is_waiting = false;
    };

    void add(std::uint32_t gpu, std::int64_t time_us, std::int32_t value);
    static void count(Gpu& gpu, std::int32_t one, std::int32_t other);
    void keep_for_later(const Key& key, std::int32_t value);
    void thin_out();

    std::size_t most_waiting_;
    int level_ = 0;
    std::vector<Gpu> gpus_;
    std::unordered_map<Key, std::int32_t, Hash> waiting_;
};

}  // namespace headroom::records
