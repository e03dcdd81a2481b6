#include <memory>

#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  headroom validate my.toml                              every problem at once, each with its place
  headroom validate scenarios/*.toml --quiet             only problems; exit code 2 if there are any
  headroom validate my.toml --set fleet.h100.nodes=96    as it would be with a change
  headroom validate my.toml --format json                the same for programs)";

}  // namespace

void add_validate(CLI::App& app, Request& request) {
    auto validate = std::make_shared<ValidateRequest>();
    CLI::App* command =
        app.add_subcommand("validate", "check scenarios and their traces; all problems at once");
    command->footer(kExamples);
    command->add_option("scenario", validate->scenarios, "scenario files")
        ->required()
        ->type_name("");
    add_scenario_options(*command, validate->options);
    add_format(*command, validate->format, "what to print on stdout");
    command->add_flag("--quiet", validate->quiet, "print only problems");
    command->callback([validate, &request] { request = *validate; });
}

}  // namespace headroom::cli
