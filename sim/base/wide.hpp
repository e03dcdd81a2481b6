#pragma once

// Integers of 128 bits, which the totals of a run need: GPU-microseconds of years of a large fleet.

namespace headroom {

__extension__ using UnsignedWide = unsigned __int128;
__extension__ using Wide = __int128;

}  // namespace headroom
