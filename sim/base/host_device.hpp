#pragma once

// Marks a function as callable on the host and, where nvcc compiles it, on the device.
#if defined(__CUDACC__)
#define HEADROOM_HD __host__ __device__
#else
#define HEADROOM_HD
#endif
