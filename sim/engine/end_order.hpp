#pragma once

// The running jobs of a queue by the time at which the scheduler believes they end, kept sorted so
// that a reservation reads them in order: a list of sorted blocks, O(√n) moves of adjacent memory a
// change.

#include <cstdint>
#include <vector>

namespace headroom::sim {

class EndOrder {
public:
    struct Entry {
        std::int64_t end_us = 0;
        std::uint32_t slot = 0;  // of the running job
        friend auto operator<=>(const Entry&, const Entry&) = default;
    };

    void insert(Entry entry);
    void erase(Entry entry);  // it is there

    // The earliest believed end, or `otherwise` if nothing runs.
    [[nodiscard]] std::int64_t first_end_us(std::int64_t otherwise) const {
        return blocks_.empty() ? otherwise : blocks_.front().entries.front().end_us;
    }

    // Reads the entries in order; valid until the next change.
    class Cursor {
    public:
        explicit Cursor(const EndOrder& order) : order_(&order) {}
        [[nodiscard]] bool is_done() const { return block_ == order_->blocks_.size(); }
        [[nodiscard]] std::int64_t end_us() const { return entry().end_us; }
        [[nodiscard]] std::uint32_t who() const { return entry().slot; }
        void advance() {
            if (++at_ == order_->blocks_[block_].entries.size()) {
                ++block_;
                at_ = 0;
            }
        }

    private:
        [[nodiscard]] const Entry& entry() const { return order_->blocks_[block_].entries[at_]; }
        const EndOrder* order_;
        std::size_t block_ = 0;
        std::size_t at_ = 0;
    };

private:
    static constexpr std::size_t kBlockSize = 128;
    struct Block {
        std::vector<Entry> entries;  // never empty
    };

    [[nodiscard]] std::size_t block_for(const Entry& entry) const;

    std::vector<Block> blocks_;
};

}  // namespace headroom::sim
