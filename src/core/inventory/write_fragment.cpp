#include "src/core/inventory/write_fragment.hpp"

#include <algorithm>
#include <set>

#include "src/core/inventory/hostlist.hpp"

namespace headroom::inventory {

namespace {

using scenario::TomlText;

constexpr std::size_t kShownHosts = 60;
constexpr double kLongestTime = 3.2e9;  // seconds; as the field table says

std::string host_text(const Inventory& inventory, const std::vector<std::size_t>& nodes) {
    std::vector<std::string> names;
    for (const std::size_t i : nodes) {
        names.push_back(inventory.nodes[i].name);
    }
    return shortened(compress_hostlist(names), kShownHosts);
}

std::string format_of(const Inventory& inventory, const std::string& file) {
    const auto source = std::find_if(inventory.sources.begin(), inventory.sources.end(),
                                     [&](const Source& other) { return other.file == file; });
    return source == inventory.sources.end() ? "inventory" : source->format;
}

std::string count_text(std::size_t count, const char* what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

class FragmentWriter {
public:
    FragmentWriter(TomlText& toml,
                   const Inventory& inventory,
                   const FleetPlan& plan,
                   SchedulerGuesses guesses)
        : toml_(toml), inventory_(inventory), plan_(plan), guesses_(guesses) {
        std::set<std::string> clusters;
        for (const Cluster& cluster : inventory.clusters) {
            clusters.insert(cluster.name);
        }
        for (const Fleet& fleet : plan.fleets) {
            if (!fleet.cluster.empty()) {
                clusters.insert(fleet.cluster);
            }
        }
        has_several_clusters_ = clusters.size() > 1;
    }

    void write() {
        for (const Cluster& cluster : inventory_.clusters) {
            write_cluster(cluster);
        }
        for (const Fleet& fleet : plan_.fleets) {
            write_fleet(fleet);
        }
        const bool ranks = tiers().size() > 1;
        for (const PlannedPartition& partition : plan_.partitions) {
            write_partition(partition, ranks);
        }
        for (const Tenant& tenant : inventory_.tenants) {
            if (!tenant.accounts.empty()) {
                toml_.table({"tenant", tenant.name});
                toml_.texts("accounts", tenant.accounts,
                            "the namespaces of its local queues, " + describe_place(tenant.place));
            }
        }
    }

private:
    void write_cluster(const Cluster& cluster) {
        if (!cluster.backfills && !cluster.backfill_depth &&
            guesses_ == SchedulerGuesses::kLeaveOut) {
            toml_.table({"cluster", cluster.name});
            return;
        }
        toml_.table({"cluster", cluster.name, "scheduler"});
        if (cluster.backfills) {
            const bool is_kubernetes = cluster.kind == SchedulerKind::kKubernetes;
            const std::string setting =
                is_kubernetes ? (cluster.backfills->value ? "queueingStrategy: BestEffortFIFO"
                                                          : "queueingStrategy: StrictFIFO")
                              : (cluster.backfills->value ? "SchedulerType=sched/backfill"
                                                          : "SchedulerType=sched/builtin");
            toml_.text("policy", cluster.backfills->value ? "easy" : "fcfs",
                       setting + ", " + describe_place(cluster.backfills->place));
        } else if (guesses_ == SchedulerGuesses::kWrite) {
            toml_.text("policy", "easy",
                       "guessed: short jobs may go before a large one that waits, "
                       "as with Slurm's default");
        }
        if (cluster.backfill_depth) {
            toml_.integer("backfill_depth", cluster.backfill_depth->value,
                          "bf_max_job_test, " + describe_place(cluster.backfill_depth->place));
        }
        if (guesses_ == SchedulerGuesses::kLeaveOut) {
            return;
        }
        toml_.text("placement", "packed", "guessed: jobs on as few nodes as possible");
        if (cluster.kind == SchedulerKind::kSlurm) {
            toml_.boolean("kill_at_limit", true,
                          "guessed: Slurm ends jobs at their limit unless OverTimeLimit is set");
        }
    }

    void write_fleet(const Fleet& fleet) {
        toml_.table({"fleet", fleet.name});
        if (has_several_clusters_) {
            const bool is_guess = fleet.cluster.empty() && !inventory_.clusters.empty();
            toml_.text("cluster", is_guess ? inventory_.clusters[0].name : fleet.cluster,
                       is_guess ? "guessed: no file says which cluster they are in" : "");
        }
        if (!fleet.gpu_model.empty()) {
            toml_.text(
                "gpu", fleet.gpu_model,
                fleet.gpu_model_is_guess ? "guessed: a feature of the nodes has this name" : "");
        }
        const bool is_guess = !fleet.guess.empty();
        toml_.integer("nodes", static_cast<std::int64_t>(fleet.in_use.size()),
                      (is_guess ? "guessed: no file lists them; " : "") + nodes_text(fleet));
        toml_.integer("gpus_per_node", fleet.gpus_per_node,
                      is_guess               ? "guessed: " + fleet.guess
                      : fleet.gpus_are_guess ? "guessed: no file tells the GPUs of these nodes"
                                             : "");
    }

    // "scontrol: 64 nodes gpu[001-064], 2 of them set apart".
    [[nodiscard]] std::string nodes_text(const Fleet& fleet) const {
        std::vector<std::size_t> all = fleet.in_use;
        all.insert(all.end(), fleet.set_apart.begin(), fleet.set_apart.end());
        std::string text = format_of(inventory_, inventory_.nodes[all[0]].place.file) + ": " +
                           count_text(all.size(), "node") + " " + host_text(inventory_, all);
        if (!fleet.set_apart.empty()) {
            text += "; " + std::to_string(fleet.set_apart.size()) + " down or drained, not counted";
        }
        return text;
    }

    // Of all partitions; Slurm's default is 1.
    [[nodiscard]] std::set<std::int64_t> tiers() const {
        std::set<std::int64_t> tiers;
        for (const PlannedPartition& partition : plan_.partitions) {
            const Partition* const told = find_told(partition);
            tiers.insert(told == nullptr ? 1 : told->priority_tier.value_or(1));
        }
        return tiers;
    }

    [[nodiscard]] const Partition* find_told(const PlannedPartition& partition) const {
        return partition.told < 0
                   ? nullptr
                   : &inventory_.partitions[static_cast<std::size_t>(partition.told)];
    }

    void write_partition(const PlannedPartition& partition, bool ranks) {
        const Partition* const told = find_told(partition);
        toml_.table({"partition", partition.name},
                    told == nullptr ? "" : describe_place(told->place));
        std::vector<std::string> fleets;
        for (const std::size_t fleet : partition.fleets) {
            fleets.push_back(plan_.fleets[fleet].name);
        }
        const bool is_guess = told != nullptr && !told->guess.empty();
        toml_.texts("fleets", fleets,
                    told == nullptr ? "Partitions= of the nodes"
                    : is_guess      ? "guessed: " + told->guess
                                    : "");
        if (told == nullptr) {
            return;
        }
        if (told->max_time_s && *told->max_time_s > 0 && *told->max_time_s <= kLongestTime) {
            toml_.text("max_time", scenario::span_text(*told->max_time_s), "MaxTime");
        }
        if (ranks) {
            toml_.integer("priority", told->priority_tier.value_or(1),
                          told->priority_tier ? "PriorityTier" : "PriorityTier, by default");
        }
        if (told->is_default && is_default(partition)) {
            toml_.boolean("default", true, "Default=YES");
        }
    }

    // Slurm takes the last partition that says so.
    [[nodiscard]] bool is_default(const PlannedPartition& partition) const {
        const PlannedPartition* last = nullptr;
        for (const PlannedPartition& other : plan_.partitions) {
            const Partition* const told = find_told(other);
            if (told != nullptr && told->is_default && other.cluster == partition.cluster) {
                last = &other;
            }
        }
        return last == &partition;
    }

    TomlText& toml_;
    const Inventory& inventory_;
    const FleetPlan& plan_;
    SchedulerGuesses guesses_;
    bool has_several_clusters_ = false;
};

// Why the nodes of a fleet are set apart, each reason once: "bad NVLink".
std::string reasons_text(const Inventory& inventory, const std::vector<std::size_t>& nodes) {
    std::set<std::string> reasons;
    for (const std::size_t i : nodes) {
        const Node& node = inventory.nodes[i];
        reasons.insert(node.reason.empty() ? node.state_text : node.reason);
    }
    std::string text;
    for (const std::string& reason : reasons) {
        text += (text.empty() ? "" : ", ") + reason;
    }
    return shortened(text, 2 * kShownHosts);
}

// Where nodes stand in the network and the building.
void add_places(std::vector<NotTaken>& items, const Inventory& inventory) {
    const Node* first = nullptr;
    std::size_t nodes = 0;
    std::set<std::string> lowest;
    for (const Node& node : inventory.nodes) {
        const std::string place = !node.switches.empty() ? node.switches.back()
                                  : !node.rack.empty()   ? node.rack
                                                         : node.zone;
        if (!place.empty()) {
            first = first == nullptr ? &node : first;
            lowest.insert(place);
            ++nodes;
        }
    }
    if (first != nullptr) {
        items.push_back({"places of " + count_text(nodes, "node"),
                         std::to_string(lowest.size()) + " switches, racks or zones",
                         "where nodes stand in the network is not modelled yet", first->place,
                         false});
    }
}

}  // namespace

std::vector<NotTaken> list_not_taken(const Inventory& inventory, const FleetPlan& plan) {
    std::vector<NotTaken> items;
    for (const Fleet& fleet : plan.fleets) {
        if (!fleet.set_apart.empty()) {
            items.push_back({count_text(fleet.set_apart.size(), "node") + " of fleet " +
                                 fleet.name + ", down or drained",
                             host_text(inventory, fleet.set_apart),
                             reasons_text(inventory, fleet.set_apart),
                             inventory.nodes[fleet.set_apart[0]].place, false});
        }
    }
    add_places(items, inventory);
    items.insert(items.end(), plan.not_taken.begin(), plan.not_taken.end());
    items.insert(items.end(), inventory.not_taken.begin(), inventory.not_taken.end());
    return items;
}

void write_tables(TomlText& toml,
                  const Inventory& inventory,
                  const FleetPlan& plan,
                  SchedulerGuesses guesses) {
    FragmentWriter(toml, inventory, plan, guesses).write();
}

void write_not_taken(TomlText& toml, const Inventory& inventory, const FleetPlan& plan) {
    for (const NotTaken& item : list_not_taken(inventory, plan)) {
        toml.comment("not taken over: " + describe(item));
    }
}

std::string write_fragment(const Inventory& inventory) {
    const FleetPlan plan = group_fleets(inventory);
    TomlText toml;
    std::string files;
    for (const Source& source : inventory.sources) {
        files += (files.empty() ? "" : ", ") + describe_place({source.file, 0, 0});
    }
    toml.comment("Read from " + files + ". It needs a [workload.NAME] to run.");
    toml.integer("schema", 1);
    write_tables(toml, inventory, plan);
    toml.blank();
    write_not_taken(toml, inventory, plan);
    return toml.take();
}

}  // namespace headroom::inventory
