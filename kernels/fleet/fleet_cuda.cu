#include "kernels/fleet/fleet_body.inc"

static_assert(THRUST_VERSION >= 300000, "the toolkit's Thrust, not Debian's");

namespace headroom::mc {

expected<std::unique_ptr<FleetRunner>, std::string> make_cuda_runner(const FleetPlan& plan,
                                                                     Fans fans) {
    int devices = 0;
    const cudaError_t status = cudaGetDeviceCount(&devices);
    if (status != cudaSuccess || devices == 0) {
        (void)cudaGetLastError();
        return unexpected(
            std::string(status != cudaSuccess ? cudaGetErrorString(status) : "no CUDA device"));
    }
    return std::unique_ptr<FleetRunner>(std::make_unique<Runner>(plan, fans, "cuda"));
}

}  // namespace headroom::mc
