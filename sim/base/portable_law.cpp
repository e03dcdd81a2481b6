#include "sim/base/portable_law.hpp"

#include "sim/base/contract.hpp"
#include "sim/base/distribution_tails.hpp"

namespace headroom {

bool is_portable(const Distribution& d) {
    switch (d.kind) {
        case DistributionKind::kConstant:
        case DistributionKind::kUniform:
        case DistributionKind::kNormal:
        case DistributionKind::kLognormal:
        case DistributionKind::kExponential:
        case DistributionKind::kWeibull:
        case DistributionKind::kTriangular:
            return true;
        case DistributionKind::kGamma:
        case DistributionKind::kBetaPert:
        case DistributionKind::kEmpirical:
        case DistributionKind::kQuantiles:
            return false;
    }
    return false;
}

PortableLaw make_portable(const Distribution& d) {
    HEADROOM_REQUIRE(is_portable(d), std::to_string(static_cast<int>(d.kind)));
    PortableLaw law;
    law.kind = d.kind;
    law.a = d.a;
    law.b = d.b;
    law.c = d.c;
    law.is_truncated = d.is_truncated() && d.kind != DistributionKind::kConstant;
    if (law.is_truncated) {
        law.lowest = d.lowest;
        law.highest = d.highest;
        law.low = tails_at(d, d.lowest);
        law.high = tails_at(d, d.highest);
        law.mass = mass_between(law.low, law.high);
    }
    return law;
}

}  // namespace headroom
