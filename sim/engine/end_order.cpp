#include "sim/engine/end_order.hpp"

#include <algorithm>
#include <utility>

namespace headroom::sim {

// The first block whose last entry is not before `entry`; the last block if there is none.
std::size_t EndOrder::block_for(const Entry& entry) const {
    const auto found = std::partition_point(
        blocks_.begin(), blocks_.end(), [&](const Block& b) { return b.entries.back() < entry; });
    const auto index = static_cast<std::size_t>(found - blocks_.begin());
    return index == blocks_.size() ? index - 1 : index;
}

void EndOrder::insert(Entry entry) {
    if (blocks_.empty())
        blocks_.emplace_back().entries.reserve(kBlockSize);
    const std::size_t index = blocks_.size() == 1 ? 0 : block_for(entry);
    std::vector<Entry>& entries = blocks_[index].entries;
    entries.insert(std::upper_bound(entries.begin(), entries.end(), entry), entry);
    if (entries.size() < kBlockSize)
        return;
    Block upper;
    upper.entries.reserve(kBlockSize);
    upper.entries.assign(entries.begin() + kBlockSize / 2, entries.end());
    entries.resize(kBlockSize / 2);
    blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(upper));
}

void EndOrder::erase(Entry entry) {
    const std::size_t index = blocks_.size() == 1 ? 0 : block_for(entry);
    std::vector<Entry>& entries = blocks_[index].entries;
    entries.erase(std::lower_bound(entries.begin(), entries.end(), entry));
    if (entries.empty())
        blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(index));
}

}  // namespace headroom::sim
