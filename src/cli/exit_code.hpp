#pragma once

namespace headroom::cli {

// A stable contract with scripts and CI.
enum ExitCode : int {
    kExitOk = 0,
    kExitAssertion = 1,  // an assertion or a baseline comparison failed
    kExitUsage = 2,      // usage, or an invalid scenario
    kExitInput = 3,      // a trace cannot be read, or a result not written
    kExitLimit = 4,      // stopped by --time-limit; what was written is a valid partial result
    kExitDevice = 5,     // --device names one that is not there
    kExitInternal = 70,
    kExitSignal = 130,  // stopped by a signal; what was written is a valid partial result
};

struct ExitMeaning {
    ExitCode code;
    const char* meaning;
};

// What the help and the manual say of each.
inline constexpr ExitMeaning kExitMeanings[] = {
    {kExitOk, "ok"},
    {kExitAssertion, "an assertion or a baseline comparison failed"},
    {kExitUsage, "usage or invalid scenario"},
    {kExitInput, "input or output error"},
    {kExitLimit, "stopped by --time-limit"},
    {kExitDevice, "requested device absent"},
    {kExitInternal, "internal error"},
    {kExitSignal, "stopped by a signal"},
};

}  // namespace headroom::cli
