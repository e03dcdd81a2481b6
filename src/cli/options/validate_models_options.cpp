#include <memory>

#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  headroom validate-models                               every model against its sources
  headroom validate-models --model queueing              one of them
  headroom validate-models --format csv > models.csv     with all digits, for a spreadsheet
  headroom validate-models -o out                        models.json, models.csv and models.md

Every value that a source gives for a model, and what this build computes for it. A row is: the
subject; the reference value of the source; ours, computed now and not stored; the unit; the error,
ours less the reference; the tolerance. Error and tolerance are in percent of the reference or,
where they carry another unit or none, absolute. A row beyond its tolerance says FAILS.

Evidence says what stands behind the reference: primary, the primary source was read; secondary,
another source quotes it; derived, arithmetic from such values or a closed form. The number beside
it is the source's in the list at the end. What is simulated has fixed seeds and is tolerated within
four standard errors; what is exact, within the rounding of the reference; what was measured, within
what the source lets expect.

A star at the evidence says that parameters of the model were fitted on that row or others of its
source: that it is reproduced is then no proof. Which parameters, on which rows, stands at the end.

Exit codes: 0 all rows hold, 1 one does not, 2 no such model, 3 the folder cannot be written.)";

const std::map<std::string, ModelsFormat> kFormats{{"text", ModelsFormat::kText},
                                                   {"json", ModelsFormat::kJson},
                                                   {"csv", ModelsFormat::kCsv},
                                                   {"markdown", ModelsFormat::kMarkdown}};

}  // namespace

void add_validate_models(CLI::App& app, Request& request) {
    auto asked = std::make_shared<ValidateModelsRequest>();
    CLI::App* command = app.add_subcommand("validate-models",
                                           "what the models compute beside what their sources say");
    command->footer(kExamples);
    command->add_option("--model", asked->model, "only this model")
        ->check(not_empty())
        ->type_name("NAME");
    command
        ->add_option("-o", asked->output_folder,
                     "the folder for models.json, models.csv and models.md")
        ->check(not_empty())
        ->type_name("DIR");
    add_choice(*command, "--format", asked->format, kFormats, "what to print on stdout");
    command->add_flag("--quiet", asked->quiet, "print no page and no talk, only problems");
    command->callback([asked, &request] { request = *asked; });
}

}  // namespace headroom::cli
