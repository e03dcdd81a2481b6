#include <algorithm>
#include <optional>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/print_models.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/scenario/describe_problem.hpp"
#include "src/core/table/write_table.hpp"
#include "src/study/validate/model_report.hpp"

namespace headroom::cli {
namespace {

using study::ModelCheck;

Diagnostic unknown_model(const std::string& model, const std::vector<std::string>& names) {
    Diagnostic fault;
    fault.place.file = "--model";
    fault.problem = "no model '" + model + "'";
    fault.wanted = scenario::list_names(scenario::quote_names(names), "or");
    const std::string near = nearest_name(model, names);
    if (!near.empty())
        fault.hint = "did you mean '" + near + "'?";
    return fault;
}

std::string text_of(const ValidateModelsRequest& request, const std::vector<ModelCheck>& checks) {
    switch (request.format) {
        case ModelsFormat::kJson:
            return model_json(checks);
        case ModelsFormat::kMarkdown:
            return model_markdown(checks);
        case ModelsFormat::kCsv: {
            std::string text;
            report::write_csv(study::model_table(checks),
                              [&](std::string_view part) { text += part; });
            return text;
        }
        case ModelsFormat::kText:
            return request.quiet ? "" : models_text(checks);
    }
    return "";
}

int tell_input(const Diagnostics& problems) {
    tell_problems(problems);
    return kExitInput;
}

}  // namespace

int validate_models_command(const ValidateModelsRequest& request) {
    std::optional<report::OutputFolder> folder;
    if (!request.output_folder.empty()) {
        auto opened = report::OutputFolder::open(request.output_folder);
        if (!opened)  // told before anything is computed
            return tell_input(opened.error());
        if (auto free = opened->check_targets({"models.json", "models.csv", "models.md"}, {});
            !free)
            return tell_input(free.error());
        folder.emplace(std::move(*opened));
    }
    std::vector<ModelCheck> checks = study::all_model_checks();
    if (!request.model.empty()) {
        const std::vector<std::string> names = model_names(checks);
        if (std::find(names.begin(), names.end(), request.model) == names.end()) {
            tell_problems({unknown_model(request.model, names)});
            return kExitUsage;
        }
        checks = select_model(checks, request.model);
    }
    if (folder) {
        if (const auto written = write_models(*folder, checks); !written)
            return tell_input(written.error());
    }
    if (!print(text_of(request, checks)))
        return kExitInput;
    if (folder && !request.quiet)
        tell("\n  Written to " + request.output_folder + ": models.json models.csv models.md\n");
    const bool all_hold = std::all_of(checks.begin(), checks.end(),
                                      [](const ModelCheck& check) { return check.holds(); });
    return all_hold ? kExitOk : kExitAssertion;
}

}  // namespace headroom::cli
