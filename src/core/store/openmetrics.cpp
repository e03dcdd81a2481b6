#include <cmath>
#include <map>

#include "src/core/store/tabulate_runs.hpp"
#include "src/core/table/number_text.hpp"
#include "src/core/text/utf8.hpp"

namespace headroom::store {
namespace {

// "wait.p95_s@p90" as "headroom_wait_p95_s_p90".
std::string family_name(const std::string& metric) {
    std::string name = "headroom_";
    for (const char c : metric) {
        const bool is_allowed =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        name += is_allowed ? c : '_';
    }
    return name;
}

void append_label(std::string& out, const char* name, const std::string& value) {
    out += out.ends_with('{') ? "" : ",";
    out += std::string(name) + "=\"";
    for (const char c : one_line(value)) {
        if (c == '\\' || c == '"')
            out += '\\';
        out += c;
    }
    out += '"';
}

void append_value(std::string& out, double value) {
    if (std::isnan(value))
        out += "NaN";
    else if (std::isinf(value))
        out += value > 0 ? "+Inf" : "-Inf";
    else
        report::append_shortest(out, value);
}

std::string sample(const std::string& family, const StoredRun& run, const sim::Metric& metric) {
    std::string out = family + "{";
    append_label(out, "run", run.short_key);
    append_label(out, "scenario", run.summary.scenario);
    append_label(out, "variant", run.summary.provenance.variant);
    append_label(out, "metric", metric.name);
    append_label(out, "scope", metric.scope);
    append_label(out, "unit", metric.unit);
    out += "} ";
    append_value(out, metric.value);
    if (const auto started_us = run.started_us()) {
        out += ' ';
        report::append_seconds(out, *started_us);
    }
    return out + "\n";
}

}  // namespace

std::string openmetrics_text(const std::vector<StoredRun>& runs) {
    // The samples of a family must stand together.
    std::map<std::string, std::string> families;
    for (const StoredRun& run : runs) {
        for (const sim::Metric& metric : run.summary.metrics) {
            const std::string family = family_name(metric.name);
            families[family] += sample(family, run, metric);
        }
    }
    std::string text;
    for (const auto& [family, samples] : families)
        text += "# TYPE " + family + " gauge\n" + samples;
    return text + "# EOF\n";
}

}  // namespace headroom::store
