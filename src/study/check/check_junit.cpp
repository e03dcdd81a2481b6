#include "src/study/check/check_junit.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

#include "src/core/table/number_text.hpp"
#include "src/core/text/utf8.hpp"
#include "src/study/check/check_findings.hpp"
#include "src/study/check/xml_text.hpp"

namespace headroom::study {
namespace {

enum class Verdict : std::uint8_t { kPasses, kSkipped, kFailure, kError };

struct TestCase {
    Verdict verdict = Verdict::kPasses;
    std::string name;
    std::string type;     // "assertion", "baseline", "problem"
    std::string message;  // one line
    std::string text;     // what a viewer shows
};

struct TestSuite {
    std::string package;     // "scenarios.ci"
    std::string class_name;  // "scenarios.ci.gate", with the variant "scenarios.ci.gate@late"
    std::string name;
    const CheckedScenario* scenario = nullptr;
    std::vector<TestCase> cases;

    [[nodiscard]] std::size_t count(Verdict verdict) const {
        return static_cast<std::size_t>(
            std::count_if(cases.begin(), cases.end(),
                          [&](const TestCase& test) { return test.verdict == verdict; }));
    }
};

std::string attribute(std::string_view name, std::string_view value) {
    return std::string(" ").append(name).append("=\"") + xml_attribute(value) + "\"";
}

std::string attribute(std::string_view name, std::size_t value) {
    return attribute(name, std::to_string(value));
}

// Dots part packages and classes; within a name they would part it.
std::string part_of_class(std::string part) {
    std::replace_if(
        part.begin(), part.end(), [](char c) { return c == '.' || c == ' '; }, '_');
    return part;
}

void name_class(TestSuite& suite, const CheckedScenario& scenario) {
    const std::filesystem::path file = std::filesystem::path(one_line(scenario.file));
    for (const auto& folder : file.lexically_normal().parent_path().relative_path())
        if (!folder.empty() && folder != "..")
            suite.package += (suite.package.empty() ? "" : ".") + part_of_class(folder.string());
    std::string stem = part_of_class(file.stem().string());
    if (stem.empty())
        stem = "scenario";
    if (!scenario.variant.empty())
        stem += "@" + part_of_class(one_line(scenario.variant));
    suite.class_name = suite.package.empty() ? stem : suite.package + "." + stem;
    if (suite.package.empty())
        suite.package = "headroom";
}

std::string failure_text(const Finding& finding) {
    std::string text = place_text(finding.place) + ": " + finding.claim + "\n";
    if (!finding.found.empty())
        text += "found:  " + finding.found + "\n";
    if (!finding.detail.empty())
        text += "detail: " + finding.detail + "\n";
    if (!finding.reason.empty())
        text += "why:    " + finding.reason + "\n";
    return text;
}

TestCase case_of_claim(const CheckedClaim& claim, const CheckedScenario& scenario) {
    TestCase test;
    test.name = claim_text(claim);
    test.type = claim.kind == ClaimKind::kAssertion ? "assertion" : "baseline";
    if (claim.outcome == ClaimOutcome::kHolds)
        return test;
    const Finding finding = describe_failure(scenario, claim);
    test.message = finding.sentence();
    test.text = failure_text(finding);
    test.verdict = claim.outcome == ClaimOutcome::kFails ? Verdict::kFailure : Verdict::kError;
    if (claim.level == ClaimLevel::kWarning) {
        test.verdict = Verdict::kSkipped;
        test.message = "a warning, it does not fail the check: " + test.message;
    }
    return test;
}

// Whether the scenario could be run; it stands for itself where there is nothing to claim.
TestCase case_of_run(const CheckedScenario& scenario) {
    TestCase test;
    test.name = "runs";
    test.type = "problem";
    for (const Diagnostic& problem : scenario.problems) {
        const Finding finding = describe_problem(scenario, problem);
        if (finding.is_error && test.message.empty())
            test.message = finding.sentence();
        test.text += format_diagnostic(problem);
    }
    if (has_error(scenario.problems))
        test.verdict = Verdict::kError;
    return test;
}

TestSuite suite_of(const CheckedScenario& scenario) {
    TestSuite suite;
    suite.scenario = &scenario;
    suite.name = scenario_label(scenario);
    name_class(suite, scenario);
    if (scenario.claims.empty() || has_error(scenario.problems))
        suite.cases.push_back(case_of_run(scenario));
    for (const CheckedClaim& claim : scenario.claims)
        suite.cases.push_back(case_of_claim(claim, scenario));
    return suite;
}

TestSuite stopped_suite() {
    TestSuite suite;
    suite.package = "headroom";
    suite.class_name = "headroom.check";
    suite.name = "check";
    suite.cases.push_back({Verdict::kError, "the check is complete", "stopped",
                           "stopped early: not every scenario was checked",
                           "The check was stopped early; what is reported here is valid.\n"});
    return suite;
}

std::string decimal_seconds(double seconds) {
    const double bounded = std::clamp(seconds, 0.0, 1e9);
    std::string text;
    report::append_seconds(text, static_cast<std::int64_t>(bounded * 1e6));
    return text;
}

// "2027-01-01T08:00:00": the schemas want neither a zone nor a fraction.
std::string timestamp_of(const report::Provenance* origin) {
    constexpr std::size_t kLength = 19;
    const bool is_known = origin != nullptr && origin->timing.started.size() > kLength;
    return is_known ? origin->timing.started.substr(0, kLength) : "1970-01-01T00:00:00";
}

std::string property(std::string_view name, std::string_view value) {
    return "      <property" + attribute("name", name) + attribute("value", value) + "/>\n";
}

std::string properties_of(const CheckedScenario& scenario) {
    const report::Provenance& origin = scenario.provenance;
    std::string text = property("scenario", one_line(scenario.name));
    text += property("version", origin.version);
    text += property("git", origin.git);
    text += property("catalog", origin.catalog);
    text += property("seed", std::to_string(origin.seed));
    text += property("trials", std::to_string(scenario.trials));
    for (const report::InputFile& input : origin.inputs)
        text += property("sha256 of " + one_line(input.name), input.sha256);
    return text;
}

std::string element_of(const TestCase& test) {
    switch (test.verdict) {
        case Verdict::kPasses:
            return {};
        case Verdict::kSkipped:
            return "skipped";
        case Verdict::kFailure:
            return "failure";
        case Verdict::kError:
            return "error";
    }
    return {};
}

std::string case_xml(const TestCase& test, const std::string& class_name) {
    std::string xml = "    <testcase" + attribute("name", test.name) +
                      attribute("classname", class_name) + attribute("time", "0");
    const std::string element = element_of(test);
    if (element.empty())
        return xml + "/>\n";
    xml += ">\n      <" + element + attribute("message", test.message);
    if (test.verdict != Verdict::kSkipped)
        xml += attribute("type", test.type);
    xml += ">" + xml_text(test.text) + "</" + element + ">\n";
    return xml + "    </testcase>\n";
}

std::string warnings_of(const CheckedScenario& scenario) {
    std::string text;
    for (const std::string& warning : scenario.warnings)
        text += "warning: " + one_line(warning) + "\n";
    return text;
}

std::string suite_xml(const TestSuite& suite, std::size_t id) {
    const report::Provenance* const origin =
        suite.scenario == nullptr ? nullptr : &suite.scenario->provenance;
    const bool has_host = origin != nullptr && !one_line(origin->host).empty();
    std::string xml = "  <testsuite" + attribute("name", suite.name) +
                      attribute("package", suite.package) + attribute("id", id);
    xml += attribute("timestamp", timestamp_of(origin));
    xml += attribute("hostname", has_host ? one_line(origin->host) : "localhost");
    xml += attribute("tests", suite.cases.size());
    xml += attribute("failures", suite.count(Verdict::kFailure));
    xml += attribute("errors", suite.count(Verdict::kError));
    xml += attribute("skipped", suite.count(Verdict::kSkipped));
    xml += attribute("time", decimal_seconds(origin == nullptr ? 0 : origin->timing.wall_s));
    xml += ">\n    <properties>\n";
    xml += suite.scenario == nullptr ? "" : properties_of(*suite.scenario);
    xml += "    </properties>\n";
    for (const TestCase& test : suite.cases)
        xml += case_xml(test, suite.class_name);
    xml += "    <system-out>";
    xml += suite.scenario == nullptr ? "" : xml_text(warnings_of(*suite.scenario));
    return xml + "</system-out>\n    <system-err></system-err>\n  </testsuite>\n";
}

}  // namespace

std::string check_junit(const CheckReport& report) {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
    std::size_t id = 0;
    for (const CheckedScenario& scenario : report.scenarios)
        xml += suite_xml(suite_of(scenario), id++);
    if (!report.is_complete)
        xml += suite_xml(stopped_suite(), id);
    return xml + "</testsuites>\n";
}

}  // namespace headroom::study
