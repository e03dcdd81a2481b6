#include "src/core/trace/tabulate_requests.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "sim/base/statistics.hpp"

namespace headroom::trace {

namespace {

class Rows {
public:
    void add(std::string statistic, std::string unit, double value) {
        statistics_.push_back(std::move(statistic));
        units_.push_back(std::move(unit));
        values_.push_back(value);
    }

    // Of values in units of `scale`; there must be one.
    template <class Value>
    void add_spread(const std::string& statistic,
                    const std::string& unit,
                    std::vector<Value> values,
                    double scale) {
        std::sort(values.begin(), values.end());
        std::int64_t sum = 0;
        for (const Value value : values) {
            sum += static_cast<std::int64_t>(value);
        }
        const std::span<const Value> sorted(values);
        const auto rank = [&](double p) {
            return static_cast<double>(nearest_rank(sorted, p)) * scale;
        };
        add(statistic + ".sum", unit, static_cast<double>(sum) * scale);
        add(statistic + ".mean", unit,
            static_cast<double>(sum) * scale / static_cast<double>(values.size()));
        add(statistic + ".median", unit, rank(0.5));
        add(statistic + ".p95", unit, rank(0.95));
        add(statistic + ".max", unit, rank(1));
    }

    [[nodiscard]] report::Table build() && {
        return {"statistics",
                "What the requests are like",
                {report::text_column("statistic", statistics_), report::text_column("unit", units_),
                 report::real_column("value", "", std::move(values_))}};
    }

private:
    std::vector<std::string> statistics_, units_;
    std::vector<double> values_;
};

}  // namespace

report::Table tabulate_requests(const Requests& requests) {
    constexpr double kSecondsInMicrosecond = 1e-6;
    Rows rows;
    rows.add("requests", "", static_cast<double>(requests.size()));
    if (requests.size() > 1) {
        const double span_s =
            static_cast<double>(requests.time_us.back() - requests.time_us.front()) *
            kSecondsInMicrosecond;
        rows.add("span", "s", span_s);
        if (span_s > 0) {
            rows.add("rate", "1/s", static_cast<double>(requests.size() - 1) / span_s);
        }
        std::vector<std::int64_t> gaps_us;
        for (std::size_t i = 1; i < requests.size(); ++i) {
            gaps_us.push_back(requests.time_us[i] - requests.time_us[i - 1]);
        }
        rows.add_spread("interarrival", "s", std::move(gaps_us), kSecondsInMicrosecond);
    }
    if (requests.size() > 0) {
        rows.add_spread("prompt_tokens", "tok", requests.prompt_tokens, 1);
        rows.add_spread("generated_tokens", "tok", requests.generated_tokens, 1);
    }
    return std::move(rows).build();
}

}  // namespace headroom::trace
