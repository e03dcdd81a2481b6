#pragma once

// Writes OpenMetrics 1.0 text: families of gauges with their unit and help, samples with labels.
// Samples may come in any order; those of a family end up together, in the order of first mention.
// Source: https://prometheus.io/docs/specs/om/open_metrics_spec/

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom::report {

// Names are made valid, values escaped; a label with an empty value is left out.
using MetricLabels = std::vector<std::pair<std::string, std::string>>;

struct MetricFamily {
    std::string name;  // valid, ends in its unit: "headroom_wait_p95_seconds"
    std::string unit;  // "seconds"; empty: none
    std::string help;
    double factor = 1;  // of a value in the metric's own unit, to be in this one
};

// The family of one of our metrics: "wait.p95_s" in "s" is headroom_wait_p95_seconds, kWh are
// joules, GPUh are gpu_seconds, kg are grams.
[[nodiscard]] MetricFamily metric_family(std::string_view metric,
                                         std::string_view unit,
                                         std::string_view help);

// "partition=long" as a label of its own. One that would repeat another gets "scope_" before it.
void add_scope(MetricLabels& labels, std::string_view scope);

class OpenMetricsText {
public:
    // A sample whose labels are those of an earlier one in its family is left out.
    void gauge(const MetricFamily& family, const MetricLabels& labels, double value);
    // Facts as labels; the sample is NAME_info 1.
    void info(std::string_view name, std::string_view help, const MetricLabels& labels);

    // The whole text, with its end.
    [[nodiscard]] std::string take();

private:
    struct Family {
        std::string head;
        std::string samples;
        std::set<std::string> seen;
    };
    Family& family_of(const MetricFamily& family, std::string_view type);

    std::vector<Family> families_;
    std::map<std::string, std::size_t, std::less<>> by_name_;
};

}  // namespace headroom::report
