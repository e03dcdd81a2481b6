#pragma once

// Quantities of Kubernetes: "8", "95500m", "1056270140Ki", "1.5Gi".
// Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/

#include <cstdint>
#include <optional>
#include <string_view>

namespace headroom::inventory {

// Rounded down to a whole number; none if it is no quantity, negative or beyond 10^18.
[[nodiscard]] std::optional<std::int64_t> parse_kubernetes_quantity(std::string_view text);

}  // namespace headroom::inventory
