#include <memory>

#include "src/cli/options/describe_commands.hpp"
#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  headroom man run | man -l -                            read the page of a command
  headroom man -o share/man/man1                         write every page)";

}  // namespace

void add_man(CLI::App& app, Request& request) {
    auto man = std::make_shared<ManRequest>();
    CLI::App* command = app.add_subcommand("man", "a manual page, in roff");
    command->footer(kExamples);
    const auto is_known = [&app](std::string& name) {
        const auto named =
            app.get_subcommands([&name](CLI::App* each) { return each->get_name() == name; });
        return named.empty() ? "'" + name + "' is no command" : std::string();
    };
    CLI::Option* which =
        command->add_option("command", man->command, "of which command; none: of headroom itself")
            ->check(CLI::Validator(is_known, ""))
            ->type_name("");
    command->add_option("-o", man->output_folder, "write every page to this folder")
        ->check(not_empty())
        ->excludes(which)
        ->type_name("DIR");
    command->callback([man, &app, &request] {
        man->program = describe_commands(app);
        request = *man;
    });
}

}  // namespace headroom::cli
