#include "src/cli/runs_answer.hpp"

#include "src/core/store/default_store.hpp"
#include "src/core/table/write_table.hpp"

namespace headroom::cli {

using store::RunStore;
using store::StoredRun;

Failure misuse(Diagnostics problems) {
    return {kExitUsage, std::move(problems)};
}

Diagnostic problem(std::string text, std::string wanted, std::string hint) {
    return {Severity::kError, {}, {}, std::move(text), std::move(wanted), std::move(hint), {}};
}

Outcome<RunStore> open_store(const RunsRequest& request, store::Access access) {
    const std::string file = store::store_file(request.store);
    if (file.empty())
        return unexpected(misuse({problem("where the store of runs is, is not known",
                                          "--store FILE, or HEADROOM_STORE or HOME set")}));
    return or_failure(RunStore::open(file, access));
}

Outcome<std::vector<StoredRun>> list_selected(RunStore& runs, const RunsRequest& request) {
    auto listed = or_failure(runs.list());
    if (!listed)
        return listed;
    return store::select_runs(std::move(*listed), request.filter);
}

std::string text_of(const report::Table& table, RunsFormat format) {
    std::string text;
    const report::TextSink sink = [&](std::string_view part) {
        text += part;
    };
    format == RunsFormat::kCsv ? report::write_csv(table, sink) : report::write_json(table, sink);
    return text;
}

}  // namespace headroom::cli
