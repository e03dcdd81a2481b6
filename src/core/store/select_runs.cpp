#include "src/core/store/select_runs.hpp"

#include <algorithm>

#include "src/core/input/line_problems.hpp"
#include "src/core/text/glob.hpp"

namespace headroom::store {
namespace {

constexpr std::size_t kMostCandidates = 5;

bool passes(const StoredRun& run, const RunFilter& filter) {
    if (!filter.scenario.empty() && !matches_glob(filter.scenario, run.summary.scenario))
        return false;
    if (!filter.variant.empty() && !matches_glob(filter.variant, run.summary.provenance.variant))
        return false;
    return !filter.since || run.started_us().value_or(0) >= filter.since->unix_us;
}

std::string described(const StoredRun& run) {
    const std::string& variant = run.summary.provenance.variant;
    std::string text = run.short_key + " (" + input::quoted(run.summary.scenario);
    text += variant.empty() ? "" : ", variant " + input::quoted(variant);
    const std::string& started = run.summary.provenance.timing.started;
    return text + (started.empty() ? ")" : ", " + started + ")");
}

std::string candidates_text(const std::vector<StoredRun>& runs,
                            const std::vector<std::size_t>& found) {
    std::string text;
    for (std::size_t i = 0; i < std::min(found.size(), kMostCandidates); ++i)
        text += (i == 0 ? "" : ", ") + described(runs[found[i]]);
    if (found.size() > kMostCandidates)
        text += " and " + std::to_string(found.size() - kMostCandidates) + " more";
    return text;
}

// The run whose key, cut to the same length, is a likely misspelling.
std::string near_run(const std::vector<StoredRun>& runs, const std::string& prefix) {
    std::vector<std::string> beginnings;
    for (const StoredRun& run : runs)
        beginnings.push_back(run.key.substr(0, prefix.size()));
    const std::string near = nearest_name(prefix, beginnings);
    if (near.empty())
        return "'headroom runs list' shows every run";
    const auto at = std::find(beginnings.begin(), beginnings.end(), near) - beginnings.begin();
    return "did you mean " + described(runs[static_cast<std::size_t>(at)]) + "?";
}

}  // namespace

std::vector<StoredRun> select_runs(std::vector<StoredRun> runs, const RunFilter& filter) {
    std::erase_if(runs, [&](const StoredRun& run) { return !passes(run, filter); });
    if (filter.limit && runs.size() > *filter.limit)
        runs.erase(runs.begin(), runs.end() - static_cast<std::ptrdiff_t>(*filter.limit));
    return runs;
}

std::vector<StoredRun> runs_to_prune(const std::vector<StoredRun>& runs, const PruneRule& rule) {
    std::vector<StoredRun> undated, dated, gone;
    for (const StoredRun& run : runs)
        (run.started_us() ? dated : undated).push_back(run);
    if (rule.keep) {
        gone = undated;
        gone.insert(gone.end(), dated.begin(), dated.end());
        gone.resize(gone.size() - std::min(gone.size(), *rule.keep));
        return gone;
    }
    for (const StoredRun& run : dated)
        if (rule.before && *run.started_us() < rule.before->unix_us)
            gone.push_back(run);
    return gone;
}

expected<std::size_t, Diagnostic> find_run(const std::vector<StoredRun>& runs,
                                           const std::string& prefix) {
    std::string wanted = prefix;
    for (char& c : wanted)
        if (c >= 'A' && c <= 'F')
            c = static_cast<char>(c - 'A' + 'a');
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < runs.size() && !wanted.empty(); ++i)
        if (runs[i].key.starts_with(wanted))
            found.push_back(i);
    if (found.size() == 1)
        return found.front();
    Diagnostic fault;
    fault.wanted = "a run";
    if (found.empty()) {
        fault.problem = "no run has a key that begins with " + input::quoted(prefix);
        fault.hint = near_run(runs, wanted);
    } else {
        fault.problem = "'" + prefix + "' may be each of " + std::to_string(found.size()) + " runs";
        fault.hint = candidates_text(runs, found);
    }
    return unexpected(std::move(fault));
}

}  // namespace headroom::store
