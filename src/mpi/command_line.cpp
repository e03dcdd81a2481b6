#include "src/mpi/command_line.hpp"

#include <sstream>

#include "src/cli/exit_code.hpp"
#include "src/cli/options/montecarlo_options.hpp"
#include "src/cli/options/option_kit.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/result/version.hpp"

namespace headroom::mpi {
namespace {

constexpr const char* kExamples = R"(Examples:
  mpirun -n 4 headroom-mpi s.toml --trials 5000 -o out
  srun headroom-mpi s.toml --trials 5000 -o out --time-limit "55 min"
  mpirun -n 4 --map-by slot:PE=8 headroom-mpi s.toml --threads 8     8 cores a rank

The ranks take trials as they have time; rank 0 alone reads and writes the folder of -o. Its files
are those of `headroom montecarlo` with the same options, but for provenance.device; each of the two
goes on with the finished trials of the other. `headroom help montecarlo` tells of them.)";

}  // namespace

cli::Request parse_command_line(int argc, const char* const* argv) {
    CLI::App app("headroom montecarlo over the ranks of MPI.", "headroom-mpi");
    app.set_version_flag(
        "--version",
        "headroom-mpi " + report::program_version() + " (" + report::program_commit() + ")",
        "print the version and the commit it was built from");
    app.set_help_flag("-h,--help", "print this help");
    app.get_formatter()->column_width(28);
    app.footer(kExamples);
    cli::MonteCarloRequest study;
    add_montecarlo_options(app, study, "how many cores each rank uses; 1 if not given");
    try {
        app.parse(argc, argv);
        check_montecarlo(study);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out, err;
        if (app.exit(error, out, err) == 0)
            return cli::Answered{cli::print(out.str()) ? cli::kExitOk : cli::kExitInput};
        cli::tell("headroom: " + std::string(error.what()) + "\nTry 'headroom-mpi --help'.\n");
        return cli::Answered{cli::kExitUsage};
    }
    return study;
}

}  // namespace headroom::mpi
