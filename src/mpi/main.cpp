#include <csignal>
#include <exception>
#include <set>
#include <string>
#include <variant>

#include "src/cli/exit_code.hpp"
#include "src/cli/play_montecarlo.hpp"
#include "src/cli/terminal.hpp"
#include "src/mpi/command_line.hpp"
#include "src/mpi/messages.hpp"
#include "src/mpi/ranked_source.hpp"

namespace headroom::mpi {
namespace {

using cli::CliFailure;
using cli::MonteCarloRequest;
using OpenedStudy = expected<cli::OpenedMonteCarlo, CliFailure>;

constexpr const char* kGoOn = "go on";

// Rank 0 parses first: what is wrong, and the help, are told once.
cli::Request parse_once(Ranks& ranks, int argc, char** argv) {
    cli::Request request = cli::Answered{cli::kExitOk};
    if (ranks.is_first())
        request = parse_command_line(argc, argv);
    const bool is_study = std::holds_alternative<MonteCarloRequest>(request);
    const bool goes_on = !ranks.broadcast(is_study ? kGoOn : "").empty();
    return goes_on && !ranks.is_first() ? parse_command_line(argc, argv) : request;
}

Opening opening_of(const OpenedStudy& opened) {
    if (!opened)
        return {opened.error(), "", ""};
    return {std::nullopt, opened->device.source->key(), opened->device.source->description()};
}

// What keeps the ranks from one study: the failure of the first that has one, or that they differ.
std::optional<CliFailure> find_obstacle(const std::vector<Opening>& openings,
                                        const std::string& scenario) {
    for (const Opening& opening : openings)
        if (opening.failure)
            return opening.failure;
    for (std::size_t rank = 1; rank < openings.size(); ++rank) {
        if (openings[rank].key == openings[0].key)
            continue;
        Diagnostic problem;
        problem.place.file = scenario;
        problem.problem = "rank " + std::to_string(rank) + " opened another study than rank 0";
        problem.wanted = "the same scenario, traces and program on every machine";
        return CliFailure{cli::kExitInput, {std::move(problem)}};
    }
    return std::nullopt;
}

// "4 ranks, full simulations on 1 core"
std::string describe(const std::vector<Opening>& openings) {
    std::set<std::string> devices;
    for (const Opening& opening : openings)
        devices.insert(opening.description);
    std::string text =
        std::to_string(openings.size()) + (openings.size() == 1 ? " rank" : " ranks");
    for (const std::string& device : devices)
        text += ", " + device;
    return text;
}

int lead_study(Ranks& ranks, const MonteCarloRequest& request, cli::Progress& progress) {
    const cli::StopWatcher watcher(request.time_limit_s);
    progress.begin("read");
    OpenedStudy opened = open_montecarlo(request, watcher.token());
    std::vector<Opening> openings{opening_of(opened)};
    const auto others = ranks.gather("");
    for (std::size_t rank = 1; rank < others.size(); ++rank)
        openings.push_back(decode_opening(others[rank]));
    const auto obstacle = find_obstacle(openings, request.scenario);
    (void)ranks.broadcast(obstacle ? "" : kGoOn);
    if (obstacle)
        return tell_failure(progress, *obstacle);
    study::ChosenDevice& device = opened->device;
    const std::string description = describe(openings);
    device.reason = std::to_string(ranks.count()) + " ranks; on rank 0 " + device.reason;
    device.source = std::make_unique<RankedSource>(std::move(device.source), ranks, description);
    const int exit_code = play_montecarlo(request, *opened, progress, watcher);
    end_rounds(ranks);
    return exit_code;
}

// Reads and writes no file of the result, and tells nothing.
void follow_study(Ranks& ranks, MonteCarloRequest request) {
    request.output_folder.clear();
    request.part_file.clear();
    const cli::StopWatcher watcher(request.time_limit_s);
    const OpenedStudy opened = open_montecarlo(request, watcher.token());
    (void)ranks.gather(encode_opening(opening_of(opened)));
    if (!ranks.broadcast("").empty())
        serve_rounds(*opened->device.source, ranks, {request.threads, watcher.token(), {}});
}

// Rank 0 alone ends with the exit code: mpirun ends the others as soon as one fails.
int run_rank(Ranks& ranks, int argc, char** argv) {
    const cli::Request parsed = parse_once(ranks, argc, argv);
    if (const auto* answered = std::get_if<cli::Answered>(&parsed))
        return answered->exit_code;
    MonteCarloRequest request = std::get<MonteCarloRequest>(parsed);
    if (request.threads == 0)
        request.threads = 1;
    if (!ranks.is_first()) {
        follow_study(ranks, std::move(request));
        return cli::kExitOk;
    }
    cli::Progress progress(request.progress, request.quiet);
    const int exit_code = lead_study(ranks, request, progress);
    progress.end(exit_code);
    return exit_code;
}

int run_program(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is seen where it is written to
    std::signal(SIGXFSZ, SIG_IGN);  // and so is a file that must not grow
    Ranks ranks(argc, argv);
    try {
        return run_rank(ranks, argc, argv);
    } catch (const std::exception& fault) {
        cli::tell("headroom: internal error on rank " + std::to_string(ranks.rank()) + ": " +
                  fault.what() + "\n");
        ranks.abort(cli::kExitInternal);
    }
}

}  // namespace
}  // namespace headroom::mpi

int main(int argc, char** argv) {
    return headroom::mpi::run_program(argc, argv);
}
