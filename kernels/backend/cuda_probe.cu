#include <cuda_runtime.h>

#include "kernels/backend/cuda_probe.hpp"

namespace headroom::mc {

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
    return {true,
            std::string(properties.name) + ", " + std::to_string(properties.multiProcessorCount) +
                " multiprocessors",
            ""};
}

}  // namespace headroom::mc
