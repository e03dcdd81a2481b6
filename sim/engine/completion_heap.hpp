#pragma once

// The ends of the running jobs, earliest first, equal times in the order in which the jobs started:
// a 4-ary heap, half as deep as a binary one.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headroom::sim {

struct Completion {
    std::int64_t time_us = 0;  // >= 0
    std::uint32_t slot = 0;    // of the running job
    std::uint32_t sequence = 0;
};

class CompletionHeap {
public:
    [[nodiscard]] bool is_empty() const { return heap_.empty(); }
    [[nodiscard]] std::int64_t first_time_us() const { return heap_.front().time_us; }
    [[nodiscard]] std::uint32_t first_slot() const { return heap_.front().slot; }
    [[nodiscard]] std::uint32_t first_sequence() const { return heap_.front().sequence; }

    void push(const Completion& completion) {
        heap_.push_back(completion);
        rise(heap_.size() - 1, completion);
    }

    // The hole at the top sinks to the bottom along the least children, then the last entry rises
    // from there: it is mostly among the latest, so comparing it on the way down would be wasted.
    void pop() {
        const Completion last = heap_.back();
        heap_.pop_back();
        const std::size_t size = heap_.size();
        if (size == 0)
            return;
        std::size_t hole = 0;
        for (std::size_t child = 1; child < size; child = 4 * hole + 1) {
            const std::size_t least =
                child + 4 <= size ? least_of_four(child) : least_of(child, size);
            heap_[hole] = heap_[least];
            hole = least;
        }
        rise(hole, last);
    }

private:
    // One comparison of 128 bits: a branch on random times would be mispredicted half the time.
    [[nodiscard]] static bool is_before(const Completion& a, const Completion& b) {
        __extension__ using Key = unsigned __int128;
        const auto key = [](const Completion& completion) {
            const std::uint64_t low =
                static_cast<std::uint64_t>(completion.sequence) << 32 | completion.slot;
            return static_cast<Key>(static_cast<std::uint64_t>(completion.time_us)) << 64 | low;
        };
        return key(a) < key(b);
    }

    [[nodiscard]] std::size_t least_of_four(std::size_t first) const {
        const std::size_t a = is_before(heap_[first + 1], heap_[first]) ? first + 1 : first;
        const std::size_t b = is_before(heap_[first + 3], heap_[first + 2]) ? first + 3 : first + 2;
        return is_before(heap_[b], heap_[a]) ? b : a;
    }

    [[nodiscard]] std::size_t least_of(std::size_t first, std::size_t end) const {
        std::size_t least = first;
        for (std::size_t child = first + 1; child < end; ++child)
            least = is_before(heap_[child], heap_[least]) ? child : least;
        return least;
    }

    void rise(std::size_t at, const Completion& completion) {
        while (at > 0) {
            const std::size_t parent = (at - 1) / 4;
            if (!is_before(completion, heap_[parent]))
                break;
            heap_[at] = heap_[parent];
            at = parent;
        }
        heap_[at] = completion;
    }

    std::vector<Completion> heap_;
};

}  // namespace headroom::sim
