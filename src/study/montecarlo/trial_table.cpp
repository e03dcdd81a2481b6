#include "src/study/montecarlo/trial_table.hpp"

#include <algorithm>
#include <unordered_map>

#include "sim/base/contract.hpp"

namespace headroom::study {
namespace {

std::vector<double> column_of(const std::vector<double>& rows,
                              std::size_t width,
                              std::size_t index) {
    std::vector<double> column;
    column.reserve(width == 0 ? 0 : rows.size() / width);
    for (std::size_t i = index; i < rows.size(); i += width)
        column.push_back(rows[i]);
    return column;
}

// Where each of `theirs` stands in `ours`, to which those are added that it lacks.
template <class Name, class NameOf>
std::vector<std::size_t> unite(std::vector<Name>& ours,
                               const std::vector<Name>& theirs,
                               const NameOf& name_of) {
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < ours.size(); ++i)
        places.emplace(name_of(ours[i]), i);
    std::vector<std::size_t> columns;
    for (const Name& name : theirs) {
        const auto [found, is_new] = places.try_emplace(name_of(name), ours.size());
        if (is_new)
            ours.push_back(name);
        columns.push_back(found->second);
    }
    return columns;
}

void widen(std::vector<double>& rows, std::size_t trials, std::size_t from, std::size_t to) {
    if (from == to)
        return;
    std::vector<double> wide(trials * to, kNoValue);
    for (std::size_t trial = 0; trial < trials; ++trial)
        std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(trial * from), from,
                    wide.begin() + static_cast<std::ptrdiff_t>(trial * to));
    rows = std::move(wide);
}

void add_rows(std::vector<double>& rows,
              std::size_t width,
              const std::vector<double>& more,
              const std::vector<std::size_t>& columns,
              std::size_t trials) {
    const std::size_t begin = rows.size();
    rows.resize(begin + trials * width, kNoValue);
    for (std::size_t trial = 0; trial < trials; ++trial)
        for (std::size_t i = 0; i < columns.size(); ++i)
            rows[begin + trial * width + columns[i]] = more[trial * columns.size() + i];
}

std::string metric_name(const sim::Metric& metric) {
    return metric.full_name();
}

std::string factor_name(const std::string& path) {
    return path;
}

bool has_same_names(const TrialTable& a, const TrialTable& b) {
    const auto is_same = [](const sim::Metric& x, const sim::Metric& y) {
        return x.name == y.name && x.scope == y.scope;
    };
    return a.factors == b.factors && std::equal(a.metrics.begin(), a.metrics.end(),
                                                b.metrics.begin(), b.metrics.end(), is_same);
}

template <class Item>
void join(std::vector<Item>& all, const std::vector<Item>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

std::vector<double> TrialTable::factor(std::size_t index) const {
    return column_of(factor_values, factors.size(), index);
}

std::vector<double> TrialTable::metric(std::size_t index) const {
    return column_of(values, metrics.size(), index);
}

std::size_t TrialTable::find(std::string_view name, std::string_view scope) const {
    const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const sim::Metric& metric) {
        return metric.name == name && metric.scope == scope;
    });
    return static_cast<std::size_t>(found - metrics.begin());
}

std::size_t TrialTable::rerun_count() const {
    return static_cast<std::size_t>(std::count(reruns.begin(), reruns.end(), 1));
}

void append(TrialTable& all, const TrialTable& more) {
    if (all.trials == 0) {
        all = more;
        return;
    }
    HEADROOM_REQUIRE(all.end() == more.first, std::to_string(more.first));
    join(all.reruns, more.reruns);
    if (has_same_names(all, more)) {
        join(all.factor_values, more.factor_values);
        join(all.values, more.values);
        all.trials += more.trials;
        return;
    }
    const std::size_t old_factors = all.factors.size();
    const std::size_t old_metrics = all.metrics.size();
    const auto factors = unite(all.factors, more.factors, factor_name);
    const auto metrics = unite(all.metrics, more.metrics, metric_name);
    widen(all.factor_values, all.trials, old_factors, all.factors.size());
    widen(all.values, all.trials, old_metrics, all.metrics.size());
    add_rows(all.factor_values, all.factors.size(), more.factor_values, factors, more.trials);
    add_rows(all.values, all.metrics.size(), more.values, metrics, more.trials);
    all.trials += more.trials;
}

TrialTable take_front(const TrialTable& table, std::size_t trials) {
    TrialTable front = table;
    front.trials = std::min(trials, table.trials);
    front.factor_values.resize(front.trials * front.factors.size());
    front.values.resize(front.trials * front.metrics.size());
    front.reruns.resize(front.trials);
    return front;
}

void TrialTableBuilder::add(const std::vector<std::pair<std::string, double>>& factors,
                            const sim::Metrics& metrics,
                            bool is_rerun) {
    TrialTable row;
    row.first = static_cast<Trial>(table_.end());
    row.trials = 1;
    for (const auto& [path, value] : factors) {
        row.factors.push_back(path);
        row.factor_values.push_back(value);
    }
    for (const sim::Metric& metric : metrics) {
        row.metrics.push_back({metric.name, metric.scope, 0, metric.unit});
        row.values.push_back(metric.value);
    }
    row.reruns.push_back(is_rerun ? 1 : 0);
    append(table_, row);
}

}  // namespace headroom::study
