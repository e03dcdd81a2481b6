#pragma once

// What the commands of `runs` have in common, and those that write to the store. A command gives
// the text to print, or all that went wrong.

#include <string>
#include <utility>
#include <vector>

#include "src/cli/command_line.hpp"
#include "src/cli/exit_code.hpp"
#include "src/core/store/run_store.hpp"

namespace headroom::cli {

// All that went wrong, and the code that says so to a script.
struct Failure {
    int exit_code = kExitInput;
    Diagnostics problems;
};
template <class Value>
using Outcome = expected<Value, Failure>;

// What went wrong with a file.
template <class Value>
[[nodiscard]] Outcome<Value> or_failure(expected<Value, Diagnostics> result) {
    if (!result)
        return unexpected(Failure{kExitInput, std::move(result.error())});
    return std::move(*result);
}

// What went wrong with the command line.
[[nodiscard]] Failure misuse(Diagnostics problems);
[[nodiscard]] Diagnostic problem(std::string text, std::string wanted, std::string hint = {});

[[nodiscard]] Outcome<store::RunStore> open_store(const RunsRequest& request, store::Access access);

// The runs that the filter lets pass, oldest first, without their metrics.
[[nodiscard]] Outcome<std::vector<store::StoredRun>> list_selected(store::RunStore& runs,
                                                                   const RunsRequest& request);

// As CSV or JSON.
[[nodiscard]] std::string text_of(const report::Table& table, RunsFormat format);

[[nodiscard]] Outcome<std::string> add_to_store(const RunsRequest& request);
[[nodiscard]] Outcome<std::string> prune_store(const RunsRequest& request);

}  // namespace headroom::cli
