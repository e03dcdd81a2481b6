#include "src/core/catalog/mig_profile.hpp"

#include <charconv>
#include <optional>

namespace headroom::catalog {
namespace {

constexpr std::int64_t kMostSlices = 7;
constexpr double kBytesInGigabyte = 1e9;

// The whole number in front of `end`, which is taken off with it.
std::optional<std::int64_t> take_number(std::string_view& text, std::string_view end) {
    std::int64_t number = 0;
    const auto [last, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const auto digits = static_cast<std::size_t>(last - text.data());
    if (fault != std::errc() || number < 1 || number > 1'000'000 ||
        !text.substr(digits).starts_with(end)) {
        return std::nullopt;
    }
    text.remove_prefix(digits + end.size());
    return number;
}

}  // namespace

expected<MigProfile, std::string> parse_mig_profile(std::string_view text) {
    std::string_view rest = text;
    const auto slices = take_number(rest, "g.");
    const auto gigabytes = slices ? take_number(rest, "gb:") : std::nullopt;
    const auto instances = gigabytes ? take_number(rest, "") : std::nullopt;
    if (!instances || !rest.empty()) {
        return unexpected("'" + std::string(text) + "' is no profile with its count");
    }
    if (*slices * *instances > kMostSlices) {
        return unexpected("'" + std::string(text) + "' has more than seven compute slices");
    }
    return MigProfile{std::string(text.substr(0, text.find(':'))), *slices,
                      static_cast<double>(*gigabytes) * kBytesInGigabyte, *instances};
}

}  // namespace headroom::catalog
