#pragma once

// What shapes a level besides its process: a ceiling that growth bends towards.

#include "kernels/process/real.hpp"

namespace headroom::mc {

// The logistic curve through the process: D = K·X/(K + X). With X = X(0)·e^(rt) it is the solution
// of D' = rD(1 - D/K) (Verhulst 1838); a random X bends the same way. K = infinity: D = X.
template <class Real>
[[nodiscard]] HEADROOM_HD Real under_ceiling(Real unbounded, Real ceiling) {
    return unbounded / (1.0 + unbounded / ceiling);
}

// The X for which D is `level`, 0 < level < ceiling.
template <class Real>
[[nodiscard]] HEADROOM_HD Real without_ceiling(Real level, Real ceiling) {
    return level / (1.0 - level / ceiling);
}

}  // namespace headroom::mc
