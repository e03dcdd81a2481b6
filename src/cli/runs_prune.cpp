#include <chrono>
#include <filesystem>

#include "src/cli/print_runs.hpp"
#include "src/cli/runs_answer.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/store/default_store.hpp"
#include "src/core/store/tabulate_runs.hpp"

namespace headroom::cli {
namespace {

using store::RunStore;
using store::StoredRun;

// Now less the span, by the calendar.
Instant instant_before_now(CalendarSpan span) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return add_span({std::chrono::duration_cast<std::chrono::microseconds>(now).count()},
                    {-span.months, -span.rest_us});
}

std::string pruned_text(const RunsRequest& request,
                        const std::vector<StoredRun>& gone,
                        std::size_t of) {
    if (request.format != RunsFormat::kText)
        return text_of(store::runs_table(gone), request.format);
    const std::string counts =
        std::to_string(gone.size()) + " of " + std::to_string(of) + (of == 1 ? " run" : " runs");
    return (gone.empty() ? "" : runs_text(gone) + "\n") +
           (request.only_tells ? "Would remove " : "Removed ") + counts + ".\n";
}

Outcome<bool> remove_runs(RunStore& runs, const std::vector<StoredRun>& gone) {
    const auto removed = runs.remove(gone);
    if (!removed)
        return unexpected(Failure{kExitInput, removed.error()});
    auto compacted = or_failure(runs.compact());
    if (compacted && !*compacted)
        tell("The file keeps its size: another program has it open.\n");
    return compacted;
}

}  // namespace

Outcome<std::string> prune_store(const RunsRequest& request) {
    // A store that is not there has nothing to prune, and is not made for that.
    std::error_code ignored;
    const bool writes =
        !request.only_tells && std::filesystem::exists(store::store_file(request.store), ignored);
    auto runs = open_store(request, writes ? store::Access::kWrite : store::Access::kRead);
    if (!runs)
        return unexpected(std::move(runs.error()));
    const auto listed = list_selected(*runs, request);
    if (!listed)
        return unexpected(listed.error());
    store::PruneRule rule;
    rule.keep = request.keep;
    if (request.older_than)
        rule.before = instant_before_now(*request.older_than);
    const std::vector<StoredRun> gone = store::runs_to_prune(*listed, rule);
    if (writes && !gone.empty()) {
        const auto removed = remove_runs(*runs, gone);
        if (!removed)
            return unexpected(removed.error());
    }
    return pruned_text(request, gone, listed->size());
}

}  // namespace headroom::cli
