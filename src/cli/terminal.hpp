#pragma once

// The two streams of the program: data on stdout, talk on stderr. Colour only where someone is
// looking and NO_COLOR (no-color.org) is not set.

#include <string>
#include <string_view>

#include "src/core/text/diagnostic.hpp"

namespace headroom::cli {

// Data. A reader that went away (a closed pipe) is no fault: the rest is dropped. False if the data
// could not be written for another reason; that was then told.
[[nodiscard]] bool print(std::string_view text);

// Talk.
void tell(std::string_view text);

// Problems of the input, all of them, and how many.
void tell_problems(const Diagnostics& problems);

enum class Tone : std::uint8_t { kTitle, kLabel, kWarning, kBetter, kWorse };

// Marks the text for stdout, if that is a terminal that shows colours.
[[nodiscard]] std::string toned(Tone tone, std::string_view text);

[[nodiscard]] bool is_terminal_stderr();

}  // namespace headroom::cli
