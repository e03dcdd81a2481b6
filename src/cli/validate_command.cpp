#include <algorithm>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/load_for_cli.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/result/describe_run.hpp"
#include "src/core/table/number_text.hpp"
#include "src/core/table/problems_json.hpp"

namespace headroom::cli {
namespace {

struct Finding {
    std::string scenario;
    int exit_code = kExitOk;
    Diagnostics problems;
    std::vector<std::string> warnings;
    std::size_t jobs = 0;
    std::int64_t gpus = 0;
};

Finding check(const std::string& file, const ScenarioOptions& options) {
    Finding finding;
    finding.scenario = file;
    const auto run = load_for_cli(file, options);
    if (!run) {
        finding.exit_code = run.error().exit_code;
        finding.problems = run.error().problems;
        return finding;
    }
    finding.warnings = report::reader_warnings(run->scenario, run->traces, run->compiled);
    finding.jobs = run->compiled.world.jobs.size();
    for (const sim::Fleet& fleet : run->compiled.world.fleets)
        finding.gpus += fleet.gpus();
    return finding;
}

std::string finding_text(const Finding& finding) {
    std::string text = finding.scenario + ": valid, " + report::group_thousands(finding.gpus) +
                       " GPUs, " +
                       report::group_thousands(static_cast<std::int64_t>(finding.jobs)) + " jobs\n";
    for (const std::string& warning : finding.warnings)
        text += "  Note: " + warning + "\n";
    return text;
}

std::string findings_json(const std::vector<Finding>& findings) {
    report::JsonWriter json;
    json.begin_array();
    for (const Finding& finding : findings) {
        json.begin_object().key("scenario").text(finding.scenario);
        json.key("valid").boolean(finding.exit_code == kExitOk);
        json.key("problems");
        write_problems(json, finding.problems);
        json.key("warnings").begin_array();
        for (const std::string& warning : finding.warnings)
            json.text(warning);
        json.end_array().end_object();
    }
    json.end_array();
    return json.take();
}

}  // namespace

int validate_command(const ValidateRequest& request) {
    std::vector<Finding> findings;
    int exit_code = kExitOk;
    for (const std::string& file : request.scenarios) {
        findings.push_back(check(file, request.options));
        exit_code = std::max(exit_code, findings.back().exit_code);
    }
    std::string data;
    if (request.format == OutputFormat::kJson) {
        data = findings_json(findings);
    } else {
        for (const Finding& finding : findings) {
            if (finding.exit_code != kExitOk)
                tell_problems(finding.problems);
            else if (!request.quiet)
                data += finding_text(finding);
        }
    }
    return print(data) ? exit_code : int{kExitInput};
}

}  // namespace headroom::cli
