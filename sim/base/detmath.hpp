#pragma once

// The deterministic mathematics in one include; see detmath_elementary.hpp for what it promises.

#include "sim/base/detmath_elementary.hpp"
#include "sim/base/detmath_normal.hpp"
#include "sim/base/detmath_power.hpp"
#include "sim/base/detmath_trigonometry.hpp"
