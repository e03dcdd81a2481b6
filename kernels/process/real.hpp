#pragma once

// The few operations that the processes need besides + - * /, so that one body serves a double (one
// trial: the device, a replay) and Lanes (four trials at once on the CPU). Same bits in both.

#include <cmath>

#include "sim/base/detmath.hpp"
#include "sim/base/host_device.hpp"

namespace headroom::mc {

HEADROOM_HD inline bool any(bool is_so) {
    return is_so;
}
HEADROOM_HD inline double select(bool is_so, double yes, double no) {
    return is_so ? yes : no;
}
HEADROOM_HD inline double lesser(double a, double b) {
    return a < b ? a : b;
}
HEADROOM_HD inline double greater(double a, double b) {
    return a > b ? a : b;
}
HEADROOM_HD inline double root_of(double x) {
    return std::sqrt(x);
}
// Towards zero, for |x| < 2^31.
HEADROOM_HD inline double whole_part(double x) {
    return static_cast<double>(static_cast<int>(x));
}
HEADROOM_HD inline double exp_of(double x) {
    return detmath::exp(x);
}
HEADROOM_HD inline double log_of(double x) {
    return detmath::log(x);
}
HEADROOM_HD inline double log1p_of(double x) {
    return detmath::log1p(x);
}
HEADROOM_HD inline double normal_share(double x) {
    return detmath::normal_cdf(x);
}
HEADROOM_HD inline double power_of(double x, double y) {
    return detmath::pow(x, y);
}
HEADROOM_HD inline double inverse_normal(double p) {
    return detmath::inverse_normal_cdf(p);
}

}  // namespace headroom::mc

#if !defined(__CUDACC__)
#include "kernels/process/lanes.hpp"
#endif
