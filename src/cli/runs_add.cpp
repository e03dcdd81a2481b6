#include "src/cli/print_runs.hpp"
#include "src/cli/runs_answer.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/result/machine_facts.hpp"

namespace headroom::cli {
namespace {

// What a result folder says, complete with when it was made if that is known.
expected<report::RunSummary, Diagnostics> read_summary(const std::string& folder) {
    auto result = report::open_result(folder);
    if (!result)
        return unexpected(std::move(result.error()));
    const auto facts = report::read_machine_facts(folder, result->summary);
    if (!facts)
        tell("warning: " + facts.error() + ": when this result was made is not known\n");
    return std::move(result->summary);
}

// One row of what was added, column by column.
class AddedTable {
public:
    void add(const store::AddedRun& added,
             const report::RunSummary& summary,
             const std::string& result) {
        runs_.push_back(added.short_key);
        outcomes_.push_back(added.outcome == store::AddOutcome::kAdded ? "added" : "present");
        scenarios_.push_back(summary.scenario);
        variants_.push_back(summary.provenance.variant);
        results_.push_back(result);
        keys_.push_back(added.key);
    }
    report::Table build() {
        return {"added",
                "Runs added",
                {runs_.build("run"), outcomes_.build("outcome"), scenarios_.build("scenario"),
                 variants_.build("variant"), results_.build("result"), keys_.build("key")}};
    }

private:
    report::TextBuilder runs_, outcomes_, scenarios_, variants_, results_, keys_;
};

std::string added_text(const RunsRequest& request, report::Table table) {
    if (request.format != RunsFormat::kText)
        return text_of(table, request.format);
    table.columns.pop_back();  // the long key
    return table.rows() == 0 ? "" : plain_text(table);
}

}  // namespace

Outcome<std::string> add_to_store(const RunsRequest& request) {
    auto runs = open_store(request, store::Access::kWrite);
    if (!runs)
        return unexpected(std::move(runs.error()));
    AddedTable table;
    Diagnostics problems;
    for (const std::string& name : request.names) {
        const auto summary = read_summary(name);
        if (!summary) {
            problems.insert(problems.end(), summary.error().begin(), summary.error().end());
            continue;
        }
        const auto added = runs->add(*summary, {store::absolute_folder(name), request.label});
        if (!added)
            return unexpected(Failure{kExitInput, added.error()});
        if (added->outcome == store::AddOutcome::kDiffers)
            problems.push_back(store::describe_difference(*added, name));
        else
            table.add(*added, *summary, name);
    }
    std::string text = added_text(request, table.build());
    if (problems.empty())
        return text;
    if (!request.quiet)
        (void)print(text);  // the others were added all the same
    return unexpected(Failure{kExitInput, std::move(problems)});
}

}  // namespace headroom::cli
