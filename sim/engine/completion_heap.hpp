#pragma once

// The ends of the running jobs, earliest first, equal times in the order in which the jobs started:
// a 4-ary heap, which halves the depth of a binary one and keeps a node's children in one cache
// line.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headroom::sim {

struct Completion {
    std::int64_t time_us = 0;
    std::uint32_t sequence = 0;
    std::uint32_t slot = 0;  // of the running job

    [[nodiscard]] bool before(const Completion& other) const {
        return time_us != other.time_us ? time_us < other.time_us : sequence < other.sequence;
    }
};

class CompletionHeap {
public:
    [[nodiscard]] bool is_empty() const { return heap_.empty(); }
    [[nodiscard]] const Completion& first() const { return heap_.front(); }

    void push(const Completion& completion) {
        std::size_t at = heap_.size();
        heap_.push_back(completion);
        while (at > 0) {
            const std::size_t parent = (at - 1) / 4;
            if (!completion.before(heap_[parent]))
                break;
            heap_[at] = heap_[parent];
            at = parent;
        }
        heap_[at] = completion;
    }

    void pop() {
        const Completion last = heap_.back();
        heap_.pop_back();
        if (!heap_.empty())
            sink(last);
    }

private:
    void sink(const Completion& completion) {
        const std::size_t size = heap_.size();
        std::size_t at = 0;
        for (;;) {
            const std::size_t first_child = 4 * at + 1;
            if (first_child >= size)
                break;
            const std::size_t end = first_child + 4 < size ? first_child + 4 : size;
            std::size_t least = first_child;
            for (std::size_t child = first_child + 1; child < end; ++child)
                least = heap_[child].before(heap_[least]) ? child : least;
            if (!heap_[least].before(completion))
                break;
            heap_[at] = heap_[least];
            at = least;
        }
        heap_[at] = completion;
    }

    std::vector<Completion> heap_;
};

}  // namespace headroom::sim
