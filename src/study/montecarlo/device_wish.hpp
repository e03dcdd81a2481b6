#pragma once

#include <cstdint>

namespace headroom::study {

// Which device a user wants to play trials.
enum class DeviceWish : std::uint8_t { kAuto, kCpu, kCuda };

}  // namespace headroom::study
