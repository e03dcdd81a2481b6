#include "sim/model/metrics.hpp"
#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/table/write_table.hpp"

namespace headroom::cli {

int list_metrics_command(const ListMetricsRequest& request) {
    report::TextBuilder names, units, helps;
    for (const sim::MetricDescription& metric : sim::metric_descriptions()) {
        names.push_back(metric.name);
        units.push_back(metric.unit);
        helps.push_back(metric.help);
    }
    const report::Table table{
        "metrics", "Metrics", {names.build("metric"), units.build("unit"), helps.build("meaning")}};
    std::string text;
    if (request.format == OutputFormat::kJson)
        report::write_json(table, [&](std::string_view part) { text += part; });
    else
        text = report::aligned_text(table);
    return print(text) ? kExitOk : kExitInput;
}

}  // namespace headroom::cli
