#include "src/cli/print_montecarlo.hpp"

#include <utility>

#include "src/cli/exit_code.hpp"
#include "src/cli/print_comparison.hpp"
#include "src/cli/terminal.hpp"
#include "src/study/montecarlo/montecarlo_outputs.hpp"
#include "src/study/montecarlo/montecarlo_page.hpp"

namespace headroom::cli {

using study::MetricChoice;

expected<StudyMetrics, Diagnostics> choose_metrics(const std::vector<std::string>& texts) {
    auto page = MetricChoice::parse(texts, "--metric");
    if (!page)
        return unexpected(std::move(page.error()));
    return texts.empty() ? StudyMetrics{MetricChoice::all(), study::first_metrics()}
                         : StudyMetrics{*page, *page};
}

int print_montecarlo(const study::MonteCarloReport& report,
                     const StudyMetrics& metrics,
                     OutputFormat format,
                     bool is_quiet) {
    std::string text;
    if (format == OutputFormat::kJson)
        text = montecarlo_json(report);
    else if (!is_quiet)
        text = comparison_text(montecarlo_page(report, metrics.page));
    if (!print(text))
        return kExitInput;
    const Diagnostics unmatched = metrics.files.find_unmatched(report.run.table.metrics);
    if (unmatched.empty() || report.run.table.trials == 0)
        return kExitOk;
    tell_problems(unmatched);
    return kExitUsage;
}

std::string written_text(const study::MonteCarloReport& report, const std::string& folder) {
    std::string text = "\n  Written to " + folder + ":";
    for (const std::string& name : study::montecarlo_files()) {
        const bool is_missing = (name == "tornado.csv" && !report.tornado) ||
                                (name == "correlations.csv" && report.run.table.factors.empty());
        if (!is_missing)
            text += " " + name;
    }
    return text + "\n";
}

}  // namespace headroom::cli
