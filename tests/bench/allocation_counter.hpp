#pragma once

// Counts the heap bytes that one piece of code has at its peak, by a replaced operator new. One
// thread.

#include <cstdint>

namespace headroom::bench {

class AllocationCounter {
public:
    AllocationCounter();  // counts from 0
    ~AllocationCounter();
    AllocationCounter(const AllocationCounter&) = delete;
    AllocationCounter& operator=(const AllocationCounter&) = delete;

    // The most bytes that were allocated at one time and not freed.
    [[nodiscard]] std::int64_t peak_bytes() const;
};

}  // namespace headroom::bench
