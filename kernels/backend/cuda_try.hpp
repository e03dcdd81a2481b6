#pragma once

// Calls of the CUDA runtime that must succeed, and memory on the device. For .cu files.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

#include <cuda_runtime.h>

namespace headroom::mc {

inline void require_cuda(cudaError_t status, const char* call, const char* file, int line) {
    if (status == cudaSuccess)
        return;
    throw std::runtime_error(std::string(call) + " at " + file + ":" + std::to_string(line) + ": " +
                             cudaGetErrorString(status));
}

#define HEADROOM_CUDA_TRY(call) ::headroom::mc::require_cuda((call), #call, __FILE__, __LINE__)

// `count` values on the device, not initialised; freed with the object.
template <class T>
class DeviceArray {
public:
    DeviceArray() = default;
    explicit DeviceArray(std::size_t count) : count_(count) {
        if (count > 0)
            HEADROOM_CUDA_TRY(cudaMalloc(&data_, count * sizeof(T)));
    }
    DeviceArray(DeviceArray&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)), count_(std::exchange(other.count_, 0)) {}
    DeviceArray& operator=(DeviceArray&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(count_, other.count_);
        return *this;
    }
    ~DeviceArray() { cudaFree(data_); }

    [[nodiscard]] T* data() const { return data_; }
    [[nodiscard]] std::size_t size() const { return count_; }

    void upload(const T* from, std::size_t count, std::size_t at = 0) {
        if (count > 0) {
            HEADROOM_CUDA_TRY(
                cudaMemcpy(data_ + at, from, count * sizeof(T), cudaMemcpyHostToDevice));
        }
    }
    void download(T* to, std::size_t count) const {
        if (count > 0)
            HEADROOM_CUDA_TRY(cudaMemcpy(to, data_, count * sizeof(T), cudaMemcpyDeviceToHost));
    }
    void zero() { HEADROOM_CUDA_TRY(cudaMemset(data_, 0, count_ * sizeof(T))); }

private:
    T* data_ = nullptr;
    std::size_t count_ = 0;
};

}  // namespace headroom::mc
