#include "src/core/scenario/check_scenario.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "src/core/scenario/check_assertions.hpp"
#include "src/core/scenario/check_facility.hpp"
#include "src/core/scenario/check_failures.hpp"
#include "src/core/scenario/check_generators.hpp"
#include "src/core/scenario/check_plan.hpp"
#include "src/core/scenario/check_study_settings.hpp"
#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/resolve_catalog.hpp"
#include "src/core/scenario/scenario_window.hpp"

namespace headroom::scenario {
namespace {

// The names of one collection and where each stands.
class Names {
public:
    template <class T>
    Names(std::string collection, const Named<T>& tables) : collection_(std::move(collection)) {
        for (const auto& [name, table] : tables) {
            index_.emplace(name, all_.size());
            all_.push_back(name);
        }
    }
    [[nodiscard]] const std::size_t* find(const std::string& name) const {
        const auto found = index_.find(name);
        return found == index_.end() ? nullptr : &found->second;
    }
    [[nodiscard]] const std::string& collection() const { return collection_; }
    [[nodiscard]] const std::vector<std::string>& all() const { return all_; }

private:
    std::string collection_;
    std::vector<std::string> all_;
    std::unordered_map<std::string, std::size_t> index_;
};

class Checker {
public:
    Checker(ReadTree& tree, Problems& problems)
        : scenario_(tree.scenario),
          places_(tree.places),
          problems_(problems),
          clusters_("cluster", scenario_.clusters),
          fleets_("fleet", scenario_.fleets),
          halls_("hall", scenario_.halls),
          sites_("site", scenario_.sites),
          partitions_("partition", scenario_.partitions) {}

    void check() {
        check_presence();
        check_halls();
        check_fleets();
        check_partitions();
        check_defaults();
        check_workloads();
        check_window();
    }

private:
    [[nodiscard]] PlaceRef place(const std::string& path) const {
        const auto found = places_.find(path);
        return found == places_.end() ? PlaceRef{} : found->second;
    }

    // A value's place where it is written, else its table's.
    [[nodiscard]] PlaceRef place_in(const std::string& table, const std::string& key) const {
        return places_.contains(table + "." + key) ? place(table + "." + key) : place(table);
    }

    void complain(PlaceRef at, const std::string& path, ProblemText text) {
        problems_.add(at, path, std::move(text));
    }

    // Whether `name` is empty or known; the problem stands at the value.
    bool check_name(const std::string& name, const std::string& path, const Names& known) {
        if (name.empty() || known.find(name) != nullptr) {
            return true;
        }
        // The implicit cluster is not offered: nobody wrote it.
        const bool is_implicit = known.collection() == "cluster" && !places_.contains("cluster");
        complain(place(path), path,
                 unknown_name(known.collection(), name,
                              is_implicit ? std::vector<std::string>{} : known.all()));
        return false;
    }

    // Fills in the only cluster; a choice among several must be the user's.
    void check_cluster(std::string& cluster, const std::string& table) {
        const std::string path = table + ".cluster";
        if (!cluster.empty()) {
            check_name(cluster, path, clusters_);
        } else if (clusters_.all().size() == 1) {
            cluster = clusters_.all().front();
        } else if (!places_.contains(path)) {
            complain(place(table), table,
                     {"cluster is missing, and there are " + std::to_string(clusters_.all().size()),
                      "cluster = " + list_names(quoted(clusters_.all()), "or"), ""});
        }
    }

    static std::vector<std::string> quoted(const std::vector<std::string>& names) {
        std::vector<std::string> texts;
        for (const std::string& name : names) {
            texts.push_back(quote(name));
        }
        return texts;
    }

    // A collection that is there but broken has its own message.
    void check_presence() {
        for (const Field& field : field_table()) {
            if (field.kind != FieldKind::kTable || !field.is_required) {
                continue;
            }
            const std::string collection(field.path.substr(0, field.path.find('.')));
            if (!places_.contains(collection)) {
                complain(
                    {}, "",
                    {"no " + collection, "at least one table " + std::string(field.example), ""});
            }
        }
    }

    void check_halls() {
        for (const auto& [name, hall] : scenario_.halls) {
            check_name(hall.site, join_key("hall", name) + ".site", sites_);
        }
    }

    void check_fleets() {
        for (auto& [name, fleet] : scenario_.fleets) {
            const std::string path = join_key("fleet", name);
            check_name(fleet.hall, path + ".hall", halls_);
            check_cluster(fleet.cluster, path);
        }
    }

    void check_partitions() {
        for (auto& [name, partition] : scenario_.partitions) {
            const std::string path = join_key("partition", name);
            const std::size_t* first =
                partition.fleets.empty() ? nullptr : fleets_.find(partition.fleets.front());
            if (partition.cluster.empty() && first != nullptr &&
                !places_.contains(path + ".cluster")) {
                partition.cluster = scenario_.fleets[*first].second.cluster;
            } else {
                check_name(partition.cluster, path + ".cluster", clusters_);
            }
            check_fleet_list(partition, path + ".fleets");
        }
    }

    void check_fleet_list(const Partition& partition, const std::string& path) {
        std::unordered_set<std::string> seen;
        for (std::size_t i = 0; i < partition.fleets.size(); ++i) {
            const std::string& name = partition.fleets[i];
            const PlaceRef at = place(path + "[" + std::to_string(i) + "]");
            const std::size_t* index = fleets_.find(name);
            if (index == nullptr) {
                complain(at, path, unknown_name("fleet", name, fleets_.all()));
                continue;
            }
            if (!seen.insert(name).second) {
                complain(at, path, {"names fleet '" + name + "' twice", "each fleet once", ""});
            }
            const std::string& cluster = scenario_.fleets[*index].second.cluster;
            const bool is_elsewhere = clusters_.find(cluster) != nullptr &&
                                      clusters_.find(partition.cluster) != nullptr &&
                                      cluster != partition.cluster;
            if (is_elsewhere) {
                complain(at, path,
                         {"fleet '" + name + "' belongs to cluster '" + cluster +
                              "', the partition to '" + partition.cluster + "'",
                          "fleets of one cluster", ""});
            }
        }
    }

    void check_defaults() {
        std::unordered_map<std::string, std::string> defaults;  // by cluster
        for (const auto& [name, partition] : scenario_.partitions) {
            if (!partition.is_default) {
                continue;
            }
            const auto [first, is_new] = defaults.emplace(partition.cluster, name);
            if (!is_new) {
                const std::string path = join_key("partition", name) + ".default";
                complain(place(path), path,
                         {"partition '" + first->second + "' of cluster '" + partition.cluster +
                              "' is the default already",
                          "one default in a cluster", ""});
            }
        }
    }

    void check_workloads() {
        for (auto& [name, workload] : scenario_.workloads) {
            const std::string path = join_key("workload", name);
            check_source(workload, path);
            check_cluster_of(workload, path);
            check_cluster_has_fleet(workload, path);
        }
    }

    void check_source(const Workload& workload, const std::string& path) {
        const bool has_trace = places_.contains(path + ".trace");
        const bool has_generate = workload.generate.has_value();
        if (has_trace && has_generate) {
            complain(place(path + ".generate"), path,
                     {"has both trace and generate", "one of them", ""});
        } else if (!has_trace && !has_generate && !places_.contains(path + ".generate")) {
            complain(place(path), path,
                     {"has neither trace nor generate",
                      "trace = \"jobs.csv\" or a table [" + path + ".generate]", ""});
        }
        if (has_generate && !has_trace && workload.align == Alignment::kCalendar) {
            complain(place(path + ".align"), path + ".align",
                     {"generated jobs have no dates", "", "leave align out"});
        }
    }

    // A partition tells its cluster; both given must agree.
    void check_cluster_of(Workload& workload, const std::string& path) {
        const std::string partition_path = path + ".partition";
        const std::size_t* index = partitions_.find(workload.partition);
        if (index == nullptr) {
            check_name(workload.partition, partition_path, partitions_);
            check_cluster(workload.cluster, path);
            return;
        }
        const std::string& cluster = scenario_.partitions[*index].second.cluster;
        if (workload.cluster.empty() && !places_.contains(path + ".cluster")) {
            workload.cluster = cluster;
            return;
        }
        check_cluster(workload.cluster, path);
        if (clusters_.find(workload.cluster) != nullptr && workload.cluster != cluster) {
            complain(place(partition_path), partition_path,
                     {"partition '" + workload.partition + "' belongs to cluster '" + cluster +
                          "', the workload to '" + workload.cluster + "'",
                      "a partition of that cluster", ""});
        }
    }

    void check_cluster_has_fleet(const Workload& workload, const std::string& path) {
        // A fleet that names no known cluster has its own message and may be meant for this one.
        const bool is_unsure = std::any_of(
            scenario_.fleets.begin(), scenario_.fleets.end(),
            [&](const auto& fleet) { return clusters_.find(fleet.second.cluster) == nullptr; });
        if (clusters_.find(workload.cluster) == nullptr || scenario_.fleets.empty() || is_unsure) {
            return;
        }
        const bool has_fleet = std::any_of(
            scenario_.fleets.begin(), scenario_.fleets.end(),
            [&](const auto& fleet) { return fleet.second.cluster == workload.cluster; });
        if (!has_fleet) {
            complain(place_in(path, "cluster"), path,
                     {"cluster '" + workload.cluster + "' has no fleet",
                      "a fleet with cluster = " + quote(workload.cluster), ""});
        }
    }

    // Without a start, traces may still bring a calendar; then compile_world asks.
    void check_window() {
        const bool has_trace =
            std::any_of(scenario_.workloads.begin(), scenario_.workloads.end(),
                        [](const auto& workload) { return !workload.second.trace.empty(); });
        if (!scenario_.start && has_trace) {
            return;
        }
        std::vector<WindowProblem> found;
        (void)find_window(scenario_, scenario_.start, found);
        for (const WindowProblem& problem : found) {
            complain(place(problem.path), problem.path, {problem.problem, problem.wanted, ""});
        }
    }

    Scenario& scenario_;
    const Places& places_;
    Problems& problems_;
    Names clusters_, fleets_, halls_, sites_, partitions_;
};

}  // namespace

void check_scenario(ReadTree& tree, Problems& problems) {
    if (tree.scenario.clusters.empty() && !tree.places.contains("cluster")) {
        tree.scenario.clusters.emplace_back("cluster", Cluster{});
    }
    resolve_catalog(tree, problems);
    Checker(tree, problems).check();
    check_assertions(tree, problems);
    check_failures(tree, problems);
    check_facility(tree, problems);
    check_generators(tree, problems);
    check_study_settings(tree, problems);
    check_plan(tree, problems);
}

}  // namespace headroom::scenario
