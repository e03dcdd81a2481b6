#include <stdexcept>

#include "kernels/backend/cuda_probe.hpp"
#include "kernels/queue/queue_backend.hpp"

// What a build without CUDA says.

namespace headroom::mc {

CudaProbe probe_cuda() {
    return {false, "", "this program was built without CUDA"};
}

std::unique_ptr<QueueBackend> make_cuda_queue_backend() {
    throw std::logic_error("make_cuda_queue_backend: " + probe_cuda().reason);
}

}  // namespace headroom::mc
