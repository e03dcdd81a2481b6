// Stands in for fleet_cuda.cu where there is no CUDA toolkit.

#include "kernels/fleet/fleet_runner.hpp"

namespace headroom::mc {

expected<std::unique_ptr<FleetRunner>, std::string> make_cuda_runner(const FleetPlan&, Fans) {
    return unexpected(std::string("this program is built without CUDA"));
}

}  // namespace headroom::mc
