#include "kernels/fleet/fleet_body.inc"

namespace headroom::mc {

std::unique_ptr<FleetRunner> make_sequential_runner(const FleetPlan& plan, Fans fans) {
    return std::make_unique<Runner>(plan, fans, "cpu-sequential");
}

}  // namespace headroom::mc
