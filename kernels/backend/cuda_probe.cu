#include <cuda_runtime.h>

#include "kernels/backend/cuda_probe.hpp"

namespace headroom::mc {
namespace {

// Has this program code for the device?
__global__ void probe_kernel() {}

}  // namespace

CudaProbe probe_cuda() {
    int devices = 0;
    const cudaError_t status = cudaGetDeviceCount(&devices);
    if (status != cudaSuccess) {
        (void)cudaGetLastError();
        return {false, "", std::string("no usable GPU: ") + cudaGetErrorString(status)};
    }
    if (devices == 0)
        return {false, "", "no GPU on this machine"};
    cudaDeviceProp properties{};
    if (cudaGetDeviceProperties(&properties, 0) != cudaSuccess) {
        (void)cudaGetLastError();
        return {false, "", "the GPU does not tell what it is"};
    }
    cudaFuncAttributes attributes{};
    if (const cudaError_t code = cudaFuncGetAttributes(&attributes, probe_kernel);
        code != cudaSuccess) {
        (void)cudaGetLastError();
        return {false, "",
                std::string("this program has no code for ") + properties.name + ": " +
                    cudaGetErrorString(code)};
    }
    return {true,
            std::string(properties.name) + ", " + std::to_string(properties.multiProcessorCount) +
                " multiprocessors",
            ""};
}

}  // namespace headroom::mc
