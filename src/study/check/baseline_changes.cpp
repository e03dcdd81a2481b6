#include <algorithm>

#include "src/study/check/compare_baseline.hpp"

namespace headroom::study {
namespace {

std::string from_to(const std::string& what, const std::string& before, const std::string& now) {
    return what + " changed from " + (before.empty() ? "none" : before) + " to " +
           (now.empty() ? "none" : now);
}

const report::InputFile* find_input(const std::vector<report::InputFile>& inputs,
                                    const std::string& name) {
    const auto at = std::find_if(inputs.begin(), inputs.end(), [&](const report::InputFile& input) {
        return input.name == name;
    });
    return at == inputs.end() ? nullptr : &*at;
}

void add_inputs(std::vector<std::string>& changes,
                const std::vector<report::InputFile>& before,
                const std::vector<report::InputFile>& now) {
    for (const report::InputFile& input : now) {
        const report::InputFile* const old = find_input(before, input.name);
        if (old == nullptr)
            changes.push_back("the input " + input.name + " is new");
        else if (old->sha256 != input.sha256)
            changes.push_back("the input " + input.name + " changed");
    }
    for (const report::InputFile& input : before)
        if (find_input(now, input.name) == nullptr)
            changes.push_back("the input " + input.name + " is gone");
}

void add_catalog(std::vector<std::string>& changes,
                 const report::Provenance& before,
                 const report::Provenance& now) {
    if (before.catalog != now.catalog)
        changes.push_back(from_to("the catalog", before.catalog, now.catalog));
    else if (before.catalog_sha256 != now.catalog_sha256)
        changes.push_back("the catalog " + now.catalog + " has other content");
}

std::string build_of(const report::Provenance& origin) {
    return origin.git.empty() ? origin.version : origin.version + " (" + origin.git + ")";
}

}  // namespace

std::string changes_since(const Baseline& baseline, const CheckedScenario& measured) {
    const report::Provenance& before = baseline.origin;
    const report::Provenance& now = measured.provenance;
    std::vector<std::string> changes;
    add_inputs(changes, before.inputs, now.inputs);
    add_catalog(changes, before, now);
    if (before.version != now.version)
        changes.push_back(from_to("the version", before.version, now.version));
    else if (before.git != now.git)
        changes.push_back(from_to("the program", build_of(before), build_of(now)));
    if (before.seed != now.seed)
        changes.push_back(
            from_to("the seed", std::to_string(before.seed), std::to_string(now.seed)));
    if (before.overrides != now.overrides)
        changes.emplace_back("the settings beside the file (--set) changed");
    if (baseline.trials != measured.trials)
        changes.push_back(from_to("the number of trials", std::to_string(baseline.trials),
                                  std::to_string(measured.trials)));
    if (changes.empty())
        return "the same inputs, catalog and version: the program's answer changed";
    std::string text;
    for (const std::string& change : changes)
        text += (text.empty() ? "" : ", ") + change;
    return text;
}

}  // namespace headroom::study
