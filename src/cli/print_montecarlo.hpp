#pragma once

// What montecarlo and merge print and write of a study.

#include <string>
#include <vector>

#include "src/cli/command_line.hpp"
#include "src/study/montecarlo/montecarlo_report.hpp"

namespace headroom::cli {

// The metrics of files, and those of the page where nobody asked for any.
struct StudyMetrics {
    study::MetricChoice files;
    study::MetricChoice page;
};
[[nodiscard]] expected<StudyMetrics, Diagnostics> choose_metrics(
    const std::vector<std::string>& texts);

// Prints the study on stdout; the exit code, which does not know of an early end.
[[nodiscard]] int print_montecarlo(const study::MonteCarloReport& report,
                                   const StudyMetrics& metrics,
                                   OutputFormat format,
                                   bool is_quiet);

// "\n  Written to out: summary.json …\n", without what was not.
[[nodiscard]] std::string written_text(const study::MonteCarloReport& report,
                                       const std::string& folder);

}  // namespace headroom::cli
