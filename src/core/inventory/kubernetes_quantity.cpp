#include "src/core/inventory/kubernetes_quantity.hpp"

#include <algorithm>
#include <array>

#include "src/core/input/scaled_number.hpp"

namespace headroom::inventory {

namespace {

constexpr std::int64_t kLimit = 1'000'000'000'000'000'000;
constexpr std::int64_t kThousandth = 1000;

struct Suffix {
    std::string_view text;
    std::int64_t factor;
};

constexpr std::array kSuffixes{
    Suffix{"", 1},
    Suffix{"k", 1000},
    Suffix{"M", 1'000'000},
    Suffix{"G", 1'000'000'000},
    Suffix{"T", 1'000'000'000'000},
    Suffix{"P", 1'000'000'000'000'000},
    Suffix{"Ki", 1LL << 10},
    Suffix{"Mi", 1LL << 20},
    Suffix{"Gi", 1LL << 30},
    Suffix{"Ti", 1LL << 40},
    Suffix{"Pi", 1LL << 50},
};

}  // namespace

std::optional<std::int64_t> parse_kubernetes_quantity(std::string_view text) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789.+eE"), text.size());
    const std::string_view suffix = text.substr(end);
    // In thousandths, exactly.
    const input::ScaledNumber number = input::parse_scaled(text.substr(0, end), 3, kLimit);
    if (number.kind != input::NumberText::kNumber || number.value < 0) {
        return std::nullopt;
    }
    if (suffix == "m") {
        return number.value / (kThousandth * kThousandth);
    }
    const auto known = std::find_if(kSuffixes.begin(), kSuffixes.end(),
                                    [&](const Suffix& other) { return other.text == suffix; });
    if (known == kSuffixes.end()) {
        return std::nullopt;
    }
    const std::int64_t whole = number.value / kThousandth;
    const std::int64_t rest = number.value % kThousandth;
    if (whole > kLimit / known->factor) {
        return std::nullopt;
    }
    return whole * known->factor + rest * (known->factor / kThousandth) +
           rest * (known->factor % kThousandth) / kThousandth;
}

}  // namespace headroom::inventory
