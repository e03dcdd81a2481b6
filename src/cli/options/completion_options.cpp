#include <memory>

#include "src/cli/options/describe_commands.hpp"
#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  source <(headroom completion bash)                     in this shell; or in ~/.bashrc
  headroom completion zsh > ~/.zfunc/_headroom           in a folder of $fpath
  headroom completion fish > ~/.config/fish/completions/headroom.fish

The Debian package brings all three to where the shells look for them.)";

const std::map<std::string, Shell> kShells{
    {"bash", Shell::kBash}, {"zsh", Shell::kZsh}, {"fish", Shell::kFish}};

}  // namespace

void add_completion(CLI::App& app, Request& request) {
    auto completion = std::make_shared<CompletionRequest>();
    CLI::App* command =
        app.add_subcommand("completion", "a script that lets your shell complete commands");
    command->footer(kExamples);
    add_choice(*command, "shell", completion->shell, kShells, "which shell")->required();
    command->callback([completion, &app, &request] {
        completion->program = describe_commands(app);
        request = *completion;
    });
}

}  // namespace headroom::cli
