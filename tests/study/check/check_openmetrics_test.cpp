#include "src/study/check/check_openmetrics.hpp"

#include <cmath>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/table/openmetrics_text.hpp"
#include "tests/study/check/made_up_report.hpp"
#include "tests/study/support/run_tool.hpp"

namespace headroom::study {
namespace {

using report::metric_family;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// What the grammar of OpenMetrics 1.0 says of gauges and infos, line by line. Returns the first
// fault, or nothing.
class OpenMetricsReader {
public:
    std::string read(const std::string& text) {
        std::istringstream stream(text);
        std::string line;
        while (fault_.empty() && std::getline(stream, line)) {
            if (is_at_end_)
                return "text behind the end";
            if (line == "# EOF")
                is_at_end_ = true;
            else if (line.starts_with("# "))
                read_descriptor(line);
            else
                read_sample(line);
        }
        if (fault_.empty() && (!is_at_end_ || !text.ends_with("# EOF\n")))
            return "no end";
        return fault_;
    }

    std::map<std::string, double> samples;

private:
    void fail(const std::string& what, const std::string& line) {
        if (fault_.empty())
            fault_ = what + ": " + line;
    }

    void read_descriptor(const std::string& line) {
        static const std::regex kDescriptor(
            R"(# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\"\n]|\\[\\"n])*))");
        std::smatch parts;
        if (!std::regex_match(line, parts, kDescriptor))
            return fail("no descriptor", line);
        const std::string word = parts[1], name = parts[2], text = parts[3];
        if (name != family_ && !families_.insert(name).second)
            return fail("a family in two places", line);
        if (name != family_ && word != "TYPE")
            return fail("no type", line);
        family_ = name;
        if (word == "TYPE")
            type_ = text;
        if (word == "TYPE" && text != "gauge" && text != "info")
            fail("no type we write", line);
        if (word == "UNIT" && !name.ends_with("_" + text))
            fail("a name that does not end in its unit", line);
    }

    void read_sample(const std::string& line) {
        static const std::regex kSample(
            R"re(([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? )re"
            R"re((NaN|[+-]Inf|[+-]?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?))re");
        std::smatch parts;
        if (!std::regex_match(line, parts, kSample))
            return fail("no sample", line);
        const std::string name = parts[1];
        if (name != (type_ == "info" ? family_ + "_info" : family_))
            fail("a sample outside its family", line);
        check_labels(parts[2], line);
        const std::string key = line.substr(0, line.rfind(' '));
        if (!samples.emplace(key, std::stod(parts[3])).second)
            fail("a sample twice", line);
    }

    void check_labels(std::string labels, const std::string& line) {
        static const std::regex kLabel(
            R"re(([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^\\"]|\\[\\"n])*)"(,|$))re");
        std::set<std::string> names;
        std::smatch parts;
        while (!labels.empty()) {
            if (!std::regex_search(labels, parts, kLabel, std::regex_constants::match_continuous))
                return fail("no label", line);
            if (!names.insert(parts[1]).second)
                fail("a label twice", line);
            labels = parts.suffix();
        }
    }

    std::string family_, type_, fault_;
    std::set<std::string> families_;
    bool is_at_end_ = false;
};

TEST(CheckOpenMetrics, WritesAPassingReportLikeThis) {
    CheckReport report = passing_report();
    report.scenarios[0].metrics.resize(1);
    EXPECT_EQ(check_openmetrics(report), R"(# TYPE headroom_check_passes gauge
# HELP headroom_check_passes 1 if every scenario of the check passes
headroom_check_passes 1
# TYPE headroom_check_complete gauge
# HELP headroom_check_complete 0 if the check was stopped early
headroom_check_complete 1
# TYPE headroom_scenario_passes gauge
# HELP headroom_scenario_passes 1 if the scenario passes
headroom_scenario_passes{scenario="scenarios/ci/costs.toml",variant="late"} 1
# TYPE headroom_run info
# HELP headroom_run what was run
headroom_run_info{scenario="scenarios/ci/costs.toml",variant="late",name="Costs",version="0.4.0",)"
                                         R"(git="2db74ec51f3a",catalog="2026.11"} 1
# TYPE headroom_trials gauge
# HELP headroom_trials trials of the run; 0 of one plain run
headroom_trials{scenario="scenarios/ci/costs.toml",variant="late"} 200
# TYPE headroom_assertion_holds gauge
# HELP headroom_assertion_holds 1 if the assertion holds
headroom_assertion_holds{scenario="scenarios/ci/costs.toml",variant="late",)"
                                         R"(claim="wait.mean@p90 <= 1 h",level="error"} 1
# TYPE headroom_wait_mean_seconds gauge
# UNIT headroom_wait_mean_seconds seconds
# HELP headroom_wait_mean_seconds mean wait of the jobs submitted after the warm-up; )"
                                         R"(a job still waiting counts with its wait so far
headroom_wait_mean_seconds{scenario="scenarios/ci/costs.toml",variant="late",statistic="mean"} 600
headroom_wait_mean_seconds{scenario="scenarios/ci/costs.toml",variant="late",statistic="stderr"} 2.5
# EOF
)");
}

TEST(CheckOpenMetrics, FollowsTheGrammar) {
    for (const CheckReport& report :
         {small_report(), CheckReport{}, nasty_report(0), nasty_report(200)}) {
        const std::string text = check_openmetrics(report);
        EXPECT_EQ(OpenMetricsReader().read(text), "") << text;
    }
}

TEST(CheckOpenMetrics, TheSameScenarioTwiceIsWrittenOnce) {
    CheckReport report = passing_report();
    report.scenarios.resize(2, report.scenarios[0]);
    EXPECT_EQ(check_openmetrics(report), check_openmetrics(passing_report()));
}

TEST(CheckOpenMetrics, UsesBaseUnitsAndScopesAsLabels) {
    OpenMetricsReader reader;
    ASSERT_EQ(reader.read(check_openmetrics(small_report())), "");
    const std::string gate = "{scenario=\"scenarios/ci/gate.toml\"";
    EXPECT_EQ(reader.samples.at("headroom_wait_p95_seconds" + gate + ",partition=\"long\"}"),
              18720);
    EXPECT_EQ(reader.samples.at("headroom_gpu_held_gpu_seconds" + gate + "}"), 9000);
    EXPECT_EQ(reader.samples.at("headroom_engine_events" + gate + "}"), 121);
    EXPECT_EQ(reader.samples.at("headroom_scenario_passes" + gate + "}"), 0);
}

TEST(CheckOpenMetrics, IsReadByPrometheusOwnParser) {
    const std::string python = HEADROOM_PYTHON;
    if (test::run_tool(python + " -c 'import prometheus_client'", "").exit_code != 0)
        GTEST_SKIP() << "prometheus_client is not installed (python3-prometheus-client)";
    const std::string script =
        " -c 'import sys; from prometheus_client.openmetrics.parser import "
        "text_string_to_metric_families as read; "
        "print(sum(len(f.samples) for f in read(open(sys.argv[1], newline=\"\\n\").read())))' {}";
    for (const CheckReport& report : {small_report(), nasty_report(50)}) {
        const std::string text = check_openmetrics(report);
        OpenMetricsReader reader;
        ASSERT_EQ(reader.read(text), "");
        const test::ToolRun run = test::run_tool(python + script, text);
        EXPECT_EQ(run.out, std::to_string(reader.samples.size()) + "\n");
    }
}

TEST(MetricFamily, TurnsNamesAndUnitsIntoThoseOfTheSpecification) {
    const auto family = [](std::string_view name, std::string_view unit) {
        const report::MetricFamily found = metric_family(name, unit, "");
        return found.name + " " + found.unit + " " + std::to_string(std::lround(found.factor));
    };
    EXPECT_EQ(family("makespan_s", "s"), "headroom_makespan_seconds seconds 1");
    EXPECT_EQ(family("energy.it_kwh", "kWh"), "headroom_energy_it_joules joules 3600000");
    EXPECT_EQ(family("power.peak_15min_kw", "kW"), "headroom_power_peak_15min_watts watts 1000");
    EXPECT_EQ(family("carbon.embodied_kg", "kg"), "headroom_carbon_embodied_grams grams 1000");
    EXPECT_EQ(family("water.m3", "m3"), "headroom_water_cubic_meters cubic_meters 1");
    EXPECT_EQ(family("cost.per_mtok", "USD/Mtok"),
              "headroom_cost_per_mtok_usd_per_mtok "
              "usd_per_mtok 1");
    EXPECT_EQ(family("gpu.allocated", ""), "headroom_gpu_allocated  1");
    EXPECT_EQ(family("service.my-chat é.p95_s", "s"),
              "headroom_service_my_chat_p95_seconds "
              "seconds 1");
}

TEST(OpenMetricsText, EscapesLabelsAndRenamesScopesThatRepeat) {
    report::OpenMetricsText text;
    report::MetricLabels labels{{"scenario", "a\"b\\c\nd\te"}, {"empty", ""}};
    report::add_scope(labels, "scenario=x=y");
    text.gauge(metric_family("a", "", "say \"b\"\nand \\"), labels, INFINITY);
    text.gauge(metric_family("b", "", ""), {}, std::nan(""));
    EXPECT_EQ(text.take(),
              "# TYPE headroom_a gauge\n"
              "# HELP headroom_a say \\\"b\\\"\\nand \\\\\n"
              "headroom_a{scenario=\"a\\\"b\\\\c\\nd e\",scope_scenario=\"x=y\"} +Inf\n"
              "# TYPE headroom_b gauge\n"
              "headroom_b NaN\n"
              "# EOF\n");
}

}  // namespace
}  // namespace headroom::study
