#include "src/core/catalog/fact.hpp"

#include <array>

namespace headroom::catalog {
namespace {

constexpr std::array<std::string_view, 4> kNames{"sourced", "derived", "from-memory", "guess"};

}  // namespace

std::string_view confidence_name(Confidence confidence) {
    return kNames.at(static_cast<std::size_t>(confidence));
}

std::optional<Confidence> find_confidence(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (kNames[i] == name) {
            return static_cast<Confidence>(i);
        }
    }
    return std::nullopt;
}

}  // namespace headroom::catalog
