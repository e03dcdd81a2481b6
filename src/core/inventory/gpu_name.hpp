#pragma once

// Names of GPU models as vendors, drivers and administrators write them, made short and alike:
// "NVIDIA-A100-SXM4-80GB", "nvidia_a100-sxm4-80gb" and "A100 80GB" are all an a100.

#include <string>
#include <string_view>

namespace headroom::inventory {

// "a100": lower case, without vendor, form factor and memory; "gpu" where nothing is left.
[[nodiscard]] std::string short_gpu_name(std::string_view model);

// The same with the memory where the text has it: "a100-80gb".
[[nodiscard]] std::string long_gpu_name(std::string_view model);

// Whether a word that may be anything names a GPU model for data centres or workstations.
[[nodiscard]] bool is_gpu_name(std::string_view word);

}  // namespace headroom::inventory
