#include <filesystem>
#include <system_error>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/manual/man_page.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/output/output_file.hpp"
#include "src/core/result/version.hpp"

namespace headroom::cli {
namespace {

namespace fs = std::filesystem;

// Those with a page of their own: the program and its commands, not what is below these.
std::vector<const CommandEntry*> commands_with_a_page(const CommandEntry& program) {
    std::vector<const CommandEntry*> found{&program};
    for (const CommandEntry& command : program.commands)
        found.push_back(&command);
    return found;
}

int write_pages(const ManRequest& request) {
    std::error_code fault;
    fs::create_directories(request.output_folder, fault);
    if (fault) {
        tell("headroom: " + request.output_folder + ": " + fault.message() + "\n");
        return kExitInput;
    }
    for (const CommandEntry* command : commands_with_a_page(request.program)) {
        const std::string page = man_page(*command, request.program, report::program_version());
        const auto written = output::write_file(
            (fs::path(request.output_folder) / (page_name(*command) + ".1")).string(),
            [&page](const report::TextSink& sink) {
                sink(page);
                return true;
            });
        if (!written) {
            tell_problems(written.error());
            return kExitInput;
        }
    }
    return kExitOk;
}

}  // namespace

int man_command(const ManRequest& request) {
    if (!request.output_folder.empty())
        return write_pages(request);
    for (const CommandEntry* command : commands_with_a_page(request.program))
        if (request.command.empty() || command->path.back() == request.command)
            return print(man_page(*command, request.program, report::program_version()))
                       ? kExitOk
                       : kExitInput;
    return kExitUsage;  // the option parser knows the commands
}

}  // namespace headroom::cli
