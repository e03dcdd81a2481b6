#include "src/core/records/tariff.hpp"

#include <algorithm>
#include <chrono>

#include "src/core/records/record_time.hpp"
#include "src/core/records/tariff_calendar.hpp"

namespace headroom::records {

namespace {

const TariffPrice& price_of_hour(const Tariff& tariff, std::int64_t local_us) {
    const std::int64_t day = floor_divide(local_us, kDayUs);
    const std::chrono::sys_days date{std::chrono::days(day)};
    const unsigned month = static_cast<unsigned>(std::chrono::year_month_day(date).month()) - 1;
    const unsigned weekday = std::chrono::weekday(date).iso_encoding() - 1;
    const std::int64_t hour = (local_us - day * kDayUs) / kHourUs;
    return tariff.calendar[calendar_index(month, weekday, static_cast<std::size_t>(hour))];
}

// Collects prices with the time for which they hold.
class PriceStatistics {
public:
    void add(const TariffPrice& price, double weight) {
        prices_.push_back(price.per_kwh);
        weighted_ += price.per_kwh * weight;
        weight_ += weight;
        demand_ = std::max(demand_, price.demand_per_kw_month);
    }
    void write(TariffSummary& summary) {
        std::sort(prices_.begin(), prices_.end());
        summary.lowest_per_kwh = prices_.front();
        summary.highest_per_kwh = prices_.back();
        summary.mean_per_kwh = weight_ > 0 ? weighted_ / weight_ : prices_.back();
        summary.prices = std::unique(prices_.begin(), prices_.end()) - prices_.begin();
        summary.highest_demand_per_kw_month = demand_;
    }

private:
    std::vector<double> prices_;
    double weighted_ = 0, weight_ = 0, demand_ = 0;
};

}  // namespace

std::optional<TariffPrice> price_at(const Tariff& tariff,
                                    Instant instant,
                                    std::int64_t east_of_utc_us) {
    if (!tariff.calendar.empty()) {
        return price_of_hour(tariff, instant.unix_us + east_of_utc_us);
    }
    const auto behind = std::upper_bound(
        tariff.steps.begin(), tariff.steps.end(), instant.unix_us,
        [](std::int64_t time_us, const TariffStep& step) { return time_us < step.from_us; });
    if (behind == tariff.steps.begin() || instant.unix_us >= std::prev(behind)->to_us) {
        return std::nullopt;
    }
    return std::prev(behind)->price;
}

TariffSummary summarise(const Tariff& tariff) {
    TariffSummary summary;
    summary.currency = tariff.currency;
    PriceStatistics statistics;
    for (const TariffPrice& price : tariff.calendar) {
        statistics.add(price, 1);
    }
    for (const TariffStep& step : tariff.steps) {
        const bool is_open = step.to_us == kForeverUs;
        statistics.add(step.price, is_open ? 0 : static_cast<double>(step.to_us - step.from_us));
    }
    statistics.write(summary);
    if (!tariff.steps.empty() && tariff.steps.front().from_us != -kForeverUs) {
        summary.from_us = tariff.steps.front().from_us;
        summary.to_us = tariff.steps.back().to_us;
    }
    return summary;
}

}  // namespace headroom::records
