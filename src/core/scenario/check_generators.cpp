#include "src/core/scenario/check_generators.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/key_path.hpp"
#include "src/core/scenario/scenario_window.hpp"
#include "src/core/workload/generate_trace.hpp"

namespace headroom::scenario {
namespace {

bool are_all_zero(const std::vector<double>& weights) {
    return !weights.empty() &&
           std::all_of(weights.begin(), weights.end(), [](double weight) { return weight == 0; });
}

// Checks one [workload.NAME.generate].
class Checker {
public:
    Checker(const ReadTree& tree, const std::string& name, const Workload& workload, Problems& out)
        : tree_(tree),
          workload_(workload),
          generator_(*workload.generate),
          path_(join_key("workload", name) + ".generate"),
          problems_(out) {}

    void check() {
        check_end();
        check_interarrival();
        check_runtimes();
        check_weights();
        check_companions();
        check_estimates();
        check_states(generator_.failed, generator_.cancelled, path_);
        for (const auto& [name, one] : generator_.classes) {
            check_states(one.failed.value_or(generator_.failed),
                         one.cancelled.value_or(generator_.cancelled),
                         join_key(path_ + ".class", name));
        }
    }

private:
    [[nodiscard]] bool is_written(const std::string& key) const {
        return tree_.places.contains(path_ + "." + key);
    }

    // At the key where it is written, else at its table.
    void complain(const std::string& key, ProblemText text) {
        const std::string path = key.empty() ? path_ : path_ + "." + key;
        const auto at = tree_.places.find(is_written(key) ? path : path_);
        problems_.add(at == tree_.places.end() ? PlaceRef{} : at->second, path, std::move(text));
    }

    void complain_table(const std::string& path, ProblemText text) {
        const auto at = tree_.places.find(path);
        problems_.add(at == tree_.places.end() ? PlaceRef{} : at->second, path, std::move(text));
    }

    void check_end() {
        const Scenario& scenario = tree_.scenario;
        if (generator_.length && generator_.length->months > 0 && !scenario.start) {
            complain("length", {"months and years need a calendar",
                                "start = 2027-01-01 in the file, or a length in days", ""});
            return;
        }
        if (is_written("jobs") || is_written("length")) {
            check_count();
        } else if (scenario.horizon) {
            check_count();
        } else if (!tree_.places.contains("horizon")) {
            complain("",
                     {"has no end",
                      "jobs = 100000, length = \"26 weeks\", or a horizon of the scenario", ""});
        }
    }

    // So many that they would not fit into the memory.
    void check_count() {
        workload::GenerateContext context;
        context.start = tree_.scenario.start;
        std::vector<WindowProblem> ignored;
        context.horizon_us = find_window(tree_.scenario, tree_.scenario.start, ignored).horizon_us;
        const auto end_us = workload::generation_end_us(generator_, context);
        if (!end_us || generator_.jobs > 0 || !is_written("interarrival")) {
            return;
        }
        const double jobs = static_cast<double>(*end_us) * 1e-6 / generator_.interarrival_s.value;
        if (!(jobs <= static_cast<double>(workload::kMostJobs))) {
            complain("interarrival", {"comes to more than 100 million jobs",
                                      "a longer time, or jobs = 100000", ""});
        }
    }

    // Asked for here and not by the field, because a preset may say it.
    void check_interarrival() {
        if (!is_written("interarrival")) {
            complain(
                "",
                {"interarrival is missing",
                 "a line such as interarrival = { dist = \"exponential\", mean = \"90 s\" }", ""});
        }
    }

    void check_runtimes() {
        if (is_written("runtime")) {
            return;
        }
        constexpr const char* kWanted =
            "a line such as runtime = { dist = \"lognormal\", p50 = \"20 min\", p90 = \"9 h\" }";
        if (generator_.classes.empty()) {
            complain("", {"runtime is missing", kWanted, ""});
        }
        for (const auto& [name, one] : generator_.classes) {
            const std::string path = join_key(path_ + ".class", name);
            if (!one.runtime_s && !tree_.places.contains(path + ".runtime")) {
                complain_table(path, {"runtime is missing", kWanted, ""});
            }
        }
    }

    void check_weights() {
        const auto check = [&](const char* key, const std::vector<double>& weights) {
            if (are_all_zero(weights)) {
                complain(key, {"has no weight above 0", "at least one", ""});
            }
        };
        check("daily", generator_.daily);
        check("weekly", generator_.weekly);
        std::vector<double> shares;
        for (const auto& [name, one] : generator_.classes) {
            shares.push_back(one.share);
        }
        if (are_all_zero(shares)) {
            complain("class", {"no class has a share above 0", "at least one", ""});
        }
    }

    // Keys that say something only beside another one.
    void check_companions() {
        constexpr std::pair<const char*, const char*> kNeeds[] = {
            {"user_skew", "users"},
            {"accounts", "users"},
            {"burst_gap", "burst"},
            {"think_time", "session_jobs"},
        };
        for (const auto& [key, needed] : kNeeds) {
            if (is_written(key) && !is_written(needed)) {
                complain(key, {"says nothing without " + std::string(needed),
                               "both of them or neither", ""});
            }
        }
        if (generator_.likeness > 0 && !is_written("burst") && !is_written("session_jobs")) {
            complain("likeness", {"says nothing without burst or session_jobs",
                                  "jobs that come together, or no likeness", ""});
        }
    }

    void check_estimates() {
        const std::vector<double>& steps = generator_.estimate_steps_s;
        if (std::adjacent_find(steps.begin(), steps.end(), std::greater_equal<>()) != steps.end()) {
            complain("estimate_steps",
                     {"does not rise", "each time longer than the one before", ""});
        }
        if (!(generator_.estimate_max_share > 0) || is_written("estimate_max")) {
            return;
        }
        const auto has_limit = [&](const std::string& partition) {
            const auto& all = tree_.scenario.partitions;
            const auto found = std::find_if(all.begin(), all.end(), [&](const auto& named) {
                return named.first == partition;
            });
            return found != all.end() && found->second.max_time_s.has_value();
        };
        const auto& classes = generator_.classes;
        const bool is_known = has_limit(workload_.partition) ||
                              (workload_.partition.empty() &&
                               std::any_of(classes.begin(), classes.end(), [&](const auto& one) {
                                   return has_limit(one.second.partition);
                               }));
        if (!is_known) {
            complain("estimate_max_share",
                     {"asks for the longest time there is, but nothing says how long that is",
                      "estimate_max = \"7 d\", or max_time of the partition", ""});
        }
    }

    void check_states(double failed, double cancelled, const std::string& path) {
        if (failed + cancelled > 1) {
            complain_table(path, {"failed and cancelled are more than all jobs",
                                  "shares that add up to at most 100 %", ""});
        }
    }

    const ReadTree& tree_;
    const Workload& workload_;
    const Generator& generator_;
    std::string path_;
    Problems& problems_;
};

void check_demands(const ReadTree& tree, Problems& problems) {
    std::vector<std::string> known;
    for (const auto& [name, workload] : tree.scenario.workloads) {
        known.push_back(name);
    }
    for (const auto& [name, demand] : tree.scenario.demands) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            const std::string path = join_key("demand", name);
            problems.add(tree.places.at(path), path, unknown_name("workload", name, known));
        }
    }
}

// `repeat` is for what was recorded.
void check_repeat(const ReadTree& tree,
                  const std::string& name,
                  const Workload& workload,
                  Problems& problems) {
    const std::string path = join_key("workload", name) + ".repeat";
    if (workload.repeat && workload.generate && workload.trace.empty()) {
        problems.add(tree.places.at(path), path,
                     {"generated jobs come as long as they are wanted", "", "leave repeat out"});
    }
}

}  // namespace

void check_generators(const ReadTree& tree, Problems& problems) {
    for (const auto& [name, workload] : tree.scenario.workloads) {
        check_repeat(tree, name, workload, problems);
        if (workload.generate) {
            Checker(tree, name, workload, problems).check();
        }
    }
    check_demands(tree, problems);
}

}  // namespace headroom::scenario
