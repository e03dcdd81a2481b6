#include <csignal>
#include <exception>
#include <string>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/terminal.hpp"

#include <fcntl.h>

namespace headroom::cli {
namespace {

struct Dispatch {
    int operator()(const Answered& answered) const { return answered.exit_code; }
    int operator()(const RunRequest& request) const { return run_command(request); }
    int operator()(const CompareRequest& request) const { return compare_command(request); }
    int operator()(const SizeRequest& request) const { return size_command(request); }
    int operator()(const MonteCarloRequest& request) const { return montecarlo_command(request); }
    int operator()(const MergeRequest& request) const { return merge_command(request); }
    int operator()(const ValidateRequest& request) const { return validate_command(request); }
    int operator()(const ValidateModelsRequest& request) const {
        return validate_models_command(request);
    }
    int operator()(const CheckRequest& request) const { return check_command(request); }
    int operator()(const SweepRequest& request) const { return sweep_command(request); }
    int operator()(const ReportRequest& request) const { return report_command(request); }
    int operator()(const SchemaRequest& request) const { return schema_command(request); }
    int operator()(const CatalogRequest& request) const { return catalog_command(request); }
    int operator()(const ImportRequest& request) const { return import_command(request); }
    int operator()(const InitRequest& request) const { return init_command(request); }
    int operator()(const CompletionRequest& request) const { return completion_command(request); }
    int operator()(const ManRequest& request) const { return man_command(request); }
    int operator()(const RunsRequest& request) const { return runs_command(request); }
    int operator()(const ListMetricsRequest& request) const {
        return list_metrics_command(request);
    }
};

// A closed stdin, stdout or stderr would lend its number to the next file that is opened, and print
// into it. Opened for reading only, it still refuses what is written.
void occupy_standard_streams() {
    for (int stream = 0; stream <= 2; ++stream) {
        if (::fcntl(stream, F_GETFD) < 0)
            (void)!::open("/dev/null", O_RDONLY);  // takes the lowest free number: this one
    }
}

int run_program(int argc, const char* const* argv) {
    occupy_standard_streams();
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is seen where it is written to
    std::signal(SIGXFSZ, SIG_IGN);  // and so is a file that must not grow
    try {
        return std::visit(Dispatch{}, parse_command_line(argc, argv));
    } catch (const std::bad_alloc&) {
        tell("headroom: out of memory\n");
        return kExitInternal;
    } catch (const std::exception& fault) {
        tell(std::string("headroom: internal error: ") + fault.what() +
             "\nThis is a fault of headroom, not of your input. Please report it with the command "
             "and the scenario.\n");
        return kExitInternal;
    }
}

}  // namespace
}  // namespace headroom::cli

int main(int argc, char** argv) {
    return headroom::cli::run_program(argc, argv);
}
