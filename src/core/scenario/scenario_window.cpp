#include "src/core/scenario/scenario_window.hpp"

#include "src/core/scenario/key_path.hpp"

namespace headroom::scenario {
namespace {

constexpr std::int64_t kLongestHorizon_us = std::int64_t{200} * 366 * 86'400 * 1'000'000;

// Months are only as long as the calendar says.
std::optional<std::int64_t> length_us(CalendarSpan span, std::optional<Instant> start) {
    if (span.months == 0) {
        return span.rest_us;
    }
    return start ? std::optional(add_span(*start, span).unix_us - start->unix_us) : std::nullopt;
}

}  // namespace

Window find_window(const Scenario& scenario,
                   std::optional<Instant> start,
                   std::vector<WindowProblem>& problems) {
    const auto complain_months = [&](const char* path) {
        problems.push_back({path, "months and years need a calendar",
                            "start = 2027-01-01 in the file, or a length in days"});
    };
    Window window;
    if (scenario.horizon) {
        window.horizon_us = length_us(*scenario.horizon, start);
        if (!window.horizon_us) {
            complain_months("horizon");
        } else if (*window.horizon_us <= 0 || *window.horizon_us > kLongestHorizon_us) {
            problems.push_back(
                {"horizon",
                 *window.horizon_us <= 0 ? "is not a length of time" : "is longer than 200 years",
                 "a duration such as \"36 mo\""});
        }
    }
    const std::optional<std::int64_t> warmup_us = length_us(scenario.warmup, start);
    window.warmup_us = warmup_us.value_or(0);
    if (!warmup_us) {
        complain_months("warmup");
    } else if (*warmup_us < 0) {
        problems.push_back({"warmup", "is negative", "a duration such as \"14 d\""});
    } else if (window.horizon_us && *window.horizon_us > 0 && *warmup_us >= *window.horizon_us) {
        problems.push_back({"warmup",
                            "is not shorter than the horizon, so nothing would be counted",
                            "a warm-up that ends before the horizon"});
    }
    const double steps =
        static_cast<double>(window.horizon_us.value_or(0)) * 1e-6 / scenario.output.step_s;
    if (steps > static_cast<double>(kMostSeriesSteps)) {
        problems.push_back(
            {"output.step", "the horizon has more than 10 million such steps", "a longer step"});
    }
    if (!start) {
        for (const auto& [name, fleet] : scenario.fleets) {
            if (fleet.in_service) {
                problems.push_back({join_key("fleet", name) + ".in_service",
                                    "is a date, but the scenario has no calendar",
                                    "start = 2027-01-01 in the file"});
            }
        }
    }
    return window;
}

}  // namespace headroom::scenario
