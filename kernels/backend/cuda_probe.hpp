#pragma once

// Is there a GPU to run on, and if not, why not? Asks nothing of the device but its name.

#include <string>

namespace headroom::mc {

struct CudaProbe {
    bool is_usable = false;
    std::string device;  // "NVIDIA H200, 132 multiprocessors"
    std::string reason;  // why not: "this program was built without CUDA"
};

[[nodiscard]] CudaProbe probe_cuda();

}  // namespace headroom::mc
