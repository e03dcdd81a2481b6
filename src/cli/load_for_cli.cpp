#include "src/cli/load_for_cli.hpp"

#include <utility>

#include "src/cli/exit_code.hpp"
#include "src/core/run/read_overrides.hpp"

namespace headroom::cli {

expected<scenario::ReadOptions, CliFailure> read_options(const ScenarioOptions& options) {
    scenario::ReadOptions read;
    read.variant = options.variant;
    if (!options.set_from.empty()) {
        auto overrides = read_overrides(options.set_from);
        if (!overrides)
            return unexpected(CliFailure{kExitInput, std::move(overrides.error())});
        read.overrides = std::move(*overrides);
    }
    Diagnostics problems;
    for (const std::string& text : options.set) {
        auto change = parse_override(text, "--set");
        if (change)
            read.overrides.push_back(std::move(*change));
        else
            problems.insert(problems.end(), change.error().begin(), change.error().end());
    }
    if (!problems.empty())
        return unexpected(CliFailure{kExitUsage, std::move(problems)});
    if (!options.seed.empty())
        read.overrides.push_back({"seed", options.seed, {"--seed", 0, 0}});
    return read;
}

int exit_code_of(LoadFailure::Cause cause) {
    return cause == LoadFailure::Cause::kInput ? kExitInput : kExitUsage;
}

expected<LoadedRun, CliFailure> load_for_cli(const std::string& file,
                                             const ScenarioOptions& options) {
    const auto read = read_options(options);
    if (!read)
        return unexpected(read.error());
    auto run = load_run(file, *read);
    if (!run)
        return unexpected(
            CliFailure{exit_code_of(run.error().cause), std::move(run.error().problems)});
    return std::move(*run);
}

}  // namespace headroom::cli
