#include "src/study/evaluate/replicate.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace headroom::study {
namespace {

using Outcome = std::optional<expected<Measurement, LoadFailure>>;

// How many trials every what-if has, from the first on.
std::size_t common_prefix(const std::vector<Outcome>& outcomes, std::size_t what_ifs) {
    const std::size_t trials = what_ifs == 0 ? 0 : outcomes.size() / what_ifs;
    for (std::size_t trial = 0; trial < trials; ++trial) {
        for (std::size_t w = 0; w < what_ifs; ++w) {
            const Outcome& outcome = outcomes[trial * what_ifs + w];
            if (!outcome || !(*outcome)->is_complete)
                return trial;
        }
    }
    return trials;
}

// Columns of the metrics in the order in which they first came up.
class Columns {
public:
    Columns(Trial first, std::size_t trials) {
        result_.first_trial = first;
        result_.trials = trials;
    }

    void add(std::size_t trial, const sim::Metrics& metrics) {
        for (const sim::Metric& metric : metrics) {
            const auto [found, is_new] =
                index_.try_emplace(metric.full_name(), result_.metrics.size());
            if (is_new) {
                result_.metrics.push_back(metric);
                result_.values.emplace_back(result_.trials, kNoValue);
            }
            result_.values[found->second][trial] = metric.value;
        }
    }

    Replications take() { return std::move(result_); }

private:
    Replications result_;
    std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace

const std::vector<double>* Replications::find(std::string_view name, std::string_view scope) const {
    for (std::size_t i = 0; i < metrics.size(); ++i)
        if (metrics[i].name == name && metrics[i].scope == scope)
            return &values[i];
    return nullptr;
}

expected<std::vector<Replications>, LoadFailure> replicate(const std::vector<WhatIf>& what_ifs,
                                                           TrialRange trials,
                                                           const StudyControl& control) {
    const std::size_t width = what_ifs.size();
    std::vector<Outcome> outcomes(trials.count * width);  // [trial][what-if]
    run_tasks(outcomes.size(), control, [&](std::size_t i) {
        const Trial trial = trials.first + static_cast<Trial>(i / width);
        outcomes[i] = what_ifs[i % width].measure(trial, control.stop);
        return outcomes[i]->has_value() && (*outcomes[i])->is_complete;
    });
    for (const Outcome& outcome : outcomes)
        if (outcome && !outcome->has_value())
            return unexpected(outcome->error());
    const std::size_t common = common_prefix(outcomes, width);
    std::vector<Replications> all;
    for (std::size_t w = 0; w < width; ++w) {
        Columns columns(trials.first, common);
        for (std::size_t trial = 0; trial < common; ++trial)
            columns.add(trial, (*outcomes[trial * width + w])->metrics);
        all.push_back(columns.take());
    }
    return all;
}

}  // namespace headroom::study
