#include <memory>

#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {

void add_validate(CLI::App& app, Request& request) {
    auto validate = std::make_shared<ValidateRequest>();
    CLI::App* command =
        app.add_subcommand("validate", "check scenarios and their traces; all problems at once");
    command->add_option("scenario", validate->scenarios, "scenario files")
        ->required()
        ->type_name("");
    add_scenario_options(*command, validate->options);
    add_format(*command, validate->format, "what to print on stdout");
    command->add_flag("--quiet", validate->quiet, "print only problems");
    command->callback([validate, &request] { request = *validate; });
}

}  // namespace headroom::cli
