#include "tests/bench/allocation_counter.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>

#include <malloc.h>

namespace {

bool is_counting = false;
std::int64_t live_bytes = 0;
std::int64_t most_bytes = 0;

void* counted(void* memory) noexcept {
    if (is_counting && memory != nullptr) {
        live_bytes += static_cast<std::int64_t>(malloc_usable_size(memory));
        most_bytes = std::max(most_bytes, live_bytes);
    }
    return memory;
}

void* or_throw(void* memory) {
    if (memory == nullptr)
        throw std::bad_alloc();
    return memory;
}

void release(void* memory) noexcept {
    if (is_counting && memory != nullptr)
        live_bytes -= static_cast<std::int64_t>(malloc_usable_size(memory));
    std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
    return or_throw(counted(std::malloc(size)));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return counted(std::malloc(size));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    const auto align = static_cast<std::size_t>(alignment);
    return or_throw(counted(std::aligned_alloc(align, (size + align - 1) / align * align)));
}
void operator delete(void* memory) noexcept {
    release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    release(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    release(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    release(memory);
}

namespace headroom::bench {

AllocationCounter::AllocationCounter() {
    live_bytes = 0;
    most_bytes = 0;
    is_counting = true;
}

AllocationCounter::~AllocationCounter() {
    is_counting = false;
}

std::int64_t AllocationCounter::peak_bytes() const {
    return most_bytes;
}

}  // namespace headroom::bench
