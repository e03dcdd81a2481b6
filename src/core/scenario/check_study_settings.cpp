#include "src/core/scenario/check_study_settings.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "src/core/scenario/claim.hpp"
#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/factor_correlation.hpp"
#include "src/core/scenario/key_path.hpp"
#include "src/core/scenario/schema_tree.hpp"

namespace headroom::scenario {
namespace {

constexpr const char* kWantedPair =
    "two paths of distributions with ~ between, as in \"fleet.h100.nodes ~ demand.slurm.scale\"";

// The field at a path, or at the growth that the path is a part of.
const Field* find_field(const std::string& path) {
    const SchemaNode* node = &schema_tree();
    for (const std::string& key : parse_key_path(path).value_or(KeyPath{})) {
        if (node->is_leaf())
            return node->field->kind == FieldKind::kGrowth ? node->field : nullptr;
        node = node->find(key);
        if (node == nullptr)
            return nullptr;
    }
    return node->is_leaf() ? node->field : nullptr;
}

std::vector<std::string> factor_names(const Scenario& scenario) {
    std::vector<std::string> names;
    for (const auto& [path, value] : scenario.factors)
        names.push_back(path);
    return names;
}

class Checker {
public:
    Checker(const ReadTree& tree, Problems& problems)
        : tree_(tree), problems_(problems), factors_(factor_names(tree.scenario)) {}

    void check_correlations() {
        std::set<std::pair<std::string, std::string>> seen;
        for (const NamedNumber& given : tree_.scenario.correlations) {
            auto [a, b] = split_pair(given.name);
            if (a.empty()) {
                complain("correlation", given, {"is no pair", kWantedPair, ""});
                continue;
            }
            if (a == b) {
                complain("correlation", given, {"is a factor with itself", kWantedPair, ""});
                continue;
            }
            check_factor(a, given);
            check_factor(b, given);
            if (!seen.insert(std::minmax(a, b)).second)
                complain("correlation", given, {"is given twice", "one correlation a pair", ""});
        }
    }

    void check_precision() {
        for (const NamedNumber& given : tree_.scenario.montecarlo.precision) {
            auto metric = parse_metric_name(given.name);
            if (!metric)
                complain("montecarlo.precision", given, std::move(metric.error()));
            else if (metric->statistic == "stderr")
                complain("montecarlo.precision", given,
                         {"asks how precise a precision is", "the mean or a percentile", ""});
        }
    }

private:
    void complain(const std::string& table, const NamedNumber& given, ProblemText text) {
        problems_.add(given.written, join_key(table, given.name), std::move(text));
    }

    // Of a growth the table may be written, or that of the arrivals alone.
    [[nodiscard]] bool is_written(const std::string& path) const {
        return std::find(factors_.begin(), factors_.end(), path) != factors_.end() ||
               tree_.places.contains(path) ||
               tree_.places.contains(path.substr(0, path.rfind('.')));
    }

    void check_factor(const std::string& path, const NamedNumber& given) {
        const Field* field = find_field(path);
        const bool is_table =
            field != nullptr && field->kind == FieldKind::kGrowth &&
            path.ends_with("." + std::string(field->path.substr(field->path.rfind('.') + 1)));
        if (is_table)
            return complain("correlation", given,
                            {"'" + path + "' is a growth of several", kWantedPair,
                             "did you mean '" + path + ".arrivals'?"});
        const bool can_vary = field != nullptr && field->variation == Variation::kFactor;
        if (can_vary && is_written(path))
            return;
        if (field != nullptr && !can_vary)
            return complain("correlation", given,
                            {"'" + path + "' is not drawn once a trial", kWantedPair, ""});
        const std::string near = nearest_name(path, factors_);
        complain(
            "correlation", given,
            {"there is no '" + path + "' in this scenario",
             factors_.empty() ? "a distribution there"
                              : "one of its factors: " + list_names(quote_names(factors_), "or"),
             near.empty() ? "" : "did you mean '" + near + "'?"});
    }

    const ReadTree& tree_;
    Problems& problems_;
    std::vector<std::string> factors_;
};

}  // namespace

void check_study_settings(const ReadTree& tree, Problems& problems) {
    Checker checker(tree, problems);
    checker.check_correlations();
    checker.check_precision();
}

}  // namespace headroom::scenario
