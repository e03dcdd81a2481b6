#pragma once

// The running jobs of a queue by the time at which the scheduler believes they end, kept sorted so
// that a reservation reads them in order: a list of sorted blocks, O(√n) moves of adjacent memory a
// change.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace headroom::sim {

class EndOrder {
public:
    struct Entry {
        std::int64_t end_us = 0;
        std::uint32_t slot = 0;  // of the running job
    };

    void insert(Entry entry);
    void erase(Entry entry);  // it is there

    // The earliest believed end, or `otherwise` if nothing runs.
    [[nodiscard]] std::int64_t first_end_us(std::int64_t otherwise) const {
        return blocks_.empty() ? otherwise : blocks_.front().end_us[0];
    }

    // Reads the entries in order of their end; valid until the next change.
    class Cursor {
    public:
        explicit Cursor(const EndOrder& order) : order_(&order) {}
        [[nodiscard]] bool is_done() const { return block_ == order_->blocks_.size(); }
        [[nodiscard]] std::int64_t end_us() const { return order_->blocks_[block_].end_us[at_]; }
        [[nodiscard]] std::uint32_t who() const { return order_->blocks_[block_].slot[at_]; }
        void advance() {
            if (++at_ == order_->blocks_[block_].size) {
                ++block_;
                at_ = 0;
            }
        }

    private:
        const EndOrder* order_;
        std::size_t block_ = 0;
        std::size_t at_ = 0;
    };

private:
    static constexpr std::size_t kBlockSize = 64;
    struct Block {  // never empty, never full between calls
        std::size_t size = 0;
        std::array<std::int64_t, kBlockSize> end_us{};  // ascending
        std::array<std::uint32_t, kBlockSize> slot{};

        [[nodiscard]] std::size_t count_before(std::int64_t time_us) const;
        void insert_at(std::size_t at, Entry entry);
        void erase_at(std::size_t at);
    };

    // The first block that ends at or after the time; the last block if there is none.
    [[nodiscard]] std::size_t block_for(std::int64_t time_us) const;

    std::vector<Block> blocks_;
};

}  // namespace headroom::sim
