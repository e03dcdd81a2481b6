#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/manual/completion.hpp"
#include "src/cli/terminal.hpp"

namespace headroom::cli {
namespace {

std::string completion(const CompletionRequest& request) {
    switch (request.shell) {
        case Shell::kBash:
            return bash_completion(request.program);
        case Shell::kZsh:
            return zsh_completion(request.program);
        case Shell::kFish:
            break;
    }
    return fish_completion(request.program);
}

}  // namespace

int completion_command(const CompletionRequest& request) {
    return print(completion(request)) ? kExitOk : kExitInput;
}

}  // namespace headroom::cli
