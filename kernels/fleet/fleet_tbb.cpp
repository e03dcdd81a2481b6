#include "kernels/fleet/fleet_body.inc"

namespace headroom::mc {

std::unique_ptr<FleetRunner> make_tbb_runner(const FleetPlan& plan, Fans fans) {
    return std::make_unique<Runner>(plan, fans, "cpu-tbb");
}

}  // namespace headroom::mc
