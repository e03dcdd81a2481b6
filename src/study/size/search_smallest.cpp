#include "src/study/size/search_smallest.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace headroom::study {
namespace {

constexpr std::int64_t kTryAll = 16;
constexpr std::int64_t kSpread = 17;
constexpr std::size_t kBatch = 16;

class Search {
public:
    Search(const SmallestSetup& setup, const HoldsAt& holds_at)
        : setup_(setup), holds_at_(holds_at) {}

    Smallest run() {
        if (setup_.is_exhaustive || setup_.count <= kTryAll) {
            try_below(setup_.count);
        } else if (try_spread() && narrow_lowest() && !is_monotone()) {
            if (const auto lowest = lowest_holding(); try_up_to_first(*lowest))
                try_above(lowest_holding());
        }
        result_.place = lowest_holding();
        result_.is_monotone = is_monotone();
        return std::move(result_);
    }

private:
    // All that follow: false where the search ends here.
    bool probe(const std::vector<std::int64_t>& places) {
        std::vector<std::int64_t> fresh;
        for (const std::int64_t place : places)
            if (!result_.tried.contains(place))
                fresh.push_back(place);
        const std::size_t left = setup_.most_probes - result_.tried.size();
        const bool is_cut = fresh.size() > left;
        fresh.resize(std::min(fresh.size(), left));
        if (!fresh.empty()) {
            const auto holds = holds_at_(fresh);
            result_.is_complete = holds.has_value();
            if (!holds)
                return false;
            for (std::size_t i = 0; i < fresh.size(); ++i)
                result_.tried[fresh[i]] = (*holds)[i];
        }
        result_.is_cut = is_cut;
        return !is_cut;
    }

    bool try_below(std::int64_t end) {
        std::vector<std::int64_t> places;
        const auto most = static_cast<std::int64_t>(setup_.most_probes) + 1;
        for (std::int64_t place = 0; place < std::min(end, most); ++place)
            places.push_back(place);
        return probe(places);
    }

    bool try_spread() {
        std::vector<std::int64_t> places;
        for (std::int64_t i = 0; i < kSpread; ++i)
            places.push_back(static_cast<std::int64_t>(static_cast<__int128>(setup_.count - 1) * i /
                                                       (kSpread - 1)));
        return probe(places);
    }

    // Until the place below the lowest that holds is known to fail.
    bool narrow_lowest() {
        for (;;) {
            const auto lowest = lowest_holding();
            if (!lowest)
                return true;
            const auto found = result_.tried.find(*lowest);
            if (found == result_.tried.begin())
                return try_above(lowest);
            const std::int64_t below = std::prev(found)->first;
            if (below + 1 == *lowest)
                return try_above(lowest);
            const auto narrowed = narrow({*lowest, below}, [this](const auto& places) {
                return probe(places) ? answers(places) : std::nullopt;
            });
            if (!narrowed)
                return false;
        }
    }

    // In order, so that the first that holds is the answer.
    bool try_up_to_first(std::int64_t end) {
        std::vector<std::int64_t> batch;
        for (std::int64_t place = 0; place < end; ++place) {
            if (!result_.tried.contains(place))
                batch.push_back(place);
            if (batch.size() < kBatch && place + 1 < end)
                continue;
            if (!probe(batch))
                return false;
            batch.clear();
            if (*lowest_holding() <= place)
                return true;
        }
        return true;
    }

    bool try_above(std::optional<std::int64_t> place) {
        return *place + 1 == setup_.count || probe({*place + 1});
    }

    [[nodiscard]] std::optional<std::vector<bool>> answers(
        const std::vector<std::int64_t>& places) const {
        std::vector<bool> holds;
        for (const std::int64_t place : places)
            holds.push_back(result_.tried.at(place));
        return holds;
    }

    [[nodiscard]] std::optional<std::int64_t> lowest_holding() const {
        for (const auto& [place, holds] : result_.tried)
            if (holds)
                return place;
        return std::nullopt;
    }

    [[nodiscard]] bool is_monotone() const {
        const auto lowest = lowest_holding();
        return !lowest || std::all_of(result_.tried.find(*lowest), result_.tried.end(),
                                      [](const auto& one) { return one.second; });
    }

    const SmallestSetup& setup_;
    const HoldsAt& holds_at_;
    Smallest result_;
};

}  // namespace

Smallest find_smallest(const SmallestSetup& setup, const HoldsAt& holds_at) {
    return Search(setup, holds_at).run();
}

}  // namespace headroom::study
