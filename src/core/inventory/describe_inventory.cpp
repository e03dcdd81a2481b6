#include <algorithm>

#include "src/core/inventory/inventory.hpp"

namespace headroom::inventory {

namespace {

constexpr std::size_t kShownValue = 120;

}  // namespace

std::string shortened(std::string_view text, std::size_t most) {
    std::size_t end = std::min(text.size(), most);
    while (end > 0 && end < text.size() &&
           (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) {
        --end;
    }
    return end == text.size() ? std::string(text) : std::string(text.substr(0, end)) + "…";
}

std::string describe_place(const SourcePlace& place) {
    const std::string name = place.file.substr(place.file.rfind('/') + 1);
    return place.line == 0 ? name : name + ":" + std::to_string(place.line);
}

std::string describe(const NotTaken& item) {
    std::string text = item.what;
    if (!item.value.empty()) {
        text += item.is_setting ? "=" : ": ";
        text += shortened(item.value, kShownValue);
    }
    if (const std::string place = describe_place(item.place); !place.empty()) {
        text += " (" + place + ")";
    }
    return item.why.empty() ? text : text + ": " + item.why;
}

}  // namespace headroom::inventory
