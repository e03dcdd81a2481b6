#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/result/describe_run.hpp"

namespace headroom::report {
namespace {

TEST(ReaderWarnings, TellWhatWasLeftOutAdjustedAndFoundOdd) {
    scenario::Scenario scenario;
    scenario.workloads.emplace_back("philly", scenario::Workload{});
    trace::TraceFile file;
    file.report.rows = 82'247;
    file.report.dropped.push_back({"negative run time", 12, 40});
    file.report.adjusted.push_back({"cut by the end of the window: run time so far", 1'003, 1'200});
    file.report.warnings.push_back(
        {Severity::kWarning, {}, {}, "dates have no time zone; they are read as UTC", {}, {}, {}});
    EXPECT_THAT(reader_warnings(scenario, {file}, {}),
                testing::ElementsAre(
                    "philly: 12 of 82,247 rows left out: negative run time, first on line 40",
                    "philly: 1,003 of 82,247 rows adjusted: cut by the end of the window: run time "
                    "so far, first on line 1,200",
                    "philly: dates have no time zone; they are read as UTC"));
}

}  // namespace
}  // namespace headroom::report
