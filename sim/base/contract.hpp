#pragma once

// A broken contract is a fault of the programmer, never of the input: it throws in every build.

#include <stdexcept>
#include <string>

namespace headroom {

class ContractViolation : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

[[noreturn]] inline void violate_contract(const char* condition,
                                          const char* file,
                                          int line,
                                          const std::string& values) {
    throw ContractViolation(std::string(file) + ":" + std::to_string(line) + ": requires " +
                            condition + (values.empty() ? "" : ": " + values));
}

}  // namespace headroom

// HEADROOM_REQUIRE(condition, "values that explain it")
#define HEADROOM_REQUIRE(condition, values)                                         \
    do {                                                                            \
        if (!(condition)) [[unlikely]]                                              \
            ::headroom::violate_contract(#condition, __FILE__, __LINE__, (values)); \
    } while (false)
