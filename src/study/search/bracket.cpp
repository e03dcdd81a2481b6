#include "src/study/search/bracket.hpp"

#include <algorithm>
#include <cstdlib>

namespace headroom::study {
namespace {

// The quarters between two places, each once, from the one that holds to the one that fails.
std::vector<std::int64_t> quarters(const Bracket& bracket) {
    const std::int64_t distance = bracket.fails - bracket.holds;
    std::vector<std::int64_t> places;
    for (const std::int64_t quarter : {1, 2, 3}) {
        const std::int64_t place = bracket.holds + distance * quarter / 4;
        const bool is_new = place != bracket.holds && place != bracket.fails &&
                            std::find(places.begin(), places.end(), place) == places.end();
        if (is_new)
            places.push_back(place);
    }
    return places;
}

}  // namespace

std::optional<Bracket> narrow(Bracket bracket, const HoldsAt& holds_at) {
    while (std::abs(bracket.fails - bracket.holds) > 1) {
        const std::vector<std::int64_t> places = quarters(bracket);
        const auto holds = holds_at(places);
        if (!holds)
            return std::nullopt;
        // The first that fails on the way; what lies behind it is not looked at again.
        const auto first = std::find(holds->begin(), holds->end(), false) - holds->begin();
        const auto index = static_cast<std::size_t>(first);
        if (index < places.size())
            bracket.fails = places[index];
        if (index > 0)
            bracket.holds = places[index - 1];
    }
    return bracket;
}

}  // namespace headroom::study
