#include "src/core/init/infer_inventory.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "src/core/inventory/hostlist.hpp"

namespace headroom::init {
namespace {

using inventory::Inventory;
using inventory::Node;
using inventory::Partition;
using trace::Trace;

constexpr std::int64_t kUsualGpus = 8;

std::int64_t start_of(const Trace& trace, std::size_t row) {
    const bool is_recorded = !trace.start_us.empty() && trace.start_us[row] != trace::kUnknown;
    return is_recorded ? trace.start_us[row] : trace.submit_us[row];
}

// GPUs that are taken (above zero) or given back at a time.
struct Change {
    std::int64_t time_us = 0;
    std::int64_t gpus = 0;
};

std::int64_t highest_level(std::vector<Change>& changes) {
    std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
        return a.time_us != b.time_us ? a.time_us < b.time_us : a.gpus < b.gpus;
    });
    std::int64_t level = 0, highest = 0;
    for (const Change& change : changes) {
        level += change.gpus;
        highest = std::max(highest, level);
    }
    return highest;
}

// What jobs show of one node.
struct SeenNode {
    std::vector<Change> changes;
    std::set<std::string> partitions;
    std::map<std::string, std::int64_t> jobs_by_model;
    std::int64_t line = 0;  // of the first job
};

class Inference {
public:
    Inference(const Trace& trace, Inventory& inventory) : trace_(trace), inventory_(inventory) {
        for (const std::string& hosts : trace.hosts.texts()) {
            auto names = inventory::expand_hostlist(hosts);
            hosts_.push_back(names ? std::move(*names) : std::vector<std::string>{});
        }
    }

    void run() {
        if (inventory_.clusters.empty()) {
            add_cluster();
        }
        look_at_jobs();
        if (inventory_.nodes.empty()) {
            seen_.empty() ? add_usual_nodes() : add_seen_nodes();
        } else {
            list_strangers();
        }
        add_partitions();
    }

private:
    void add_cluster() {
        inventory::Cluster cluster;
        using inventory::SchedulerKind;
        const std::string& format = trace_.format;
        cluster.kind = format == "sacct"  ? SchedulerKind::kSlurm
                       : format == "pods" ? SchedulerKind::kKubernetes
                                          : SchedulerKind::kUnknown;
        cluster.name = format == "sacct" ? "slurm" : format == "pods" ? "kubernetes" : "cluster";
        inventory_.clusters.push_back(std::move(cluster));
    }

    void look_at_jobs() {
        for (std::size_t row = 0; row < trace_.size(); ++row) {
            const std::vector<std::string>& hosts = hosts_[trace_.hosts.code(row)];
            const auto nodes = static_cast<std::int64_t>(hosts.size());
            for (const std::string& host : hosts) {
                SeenNode& node = seen_[host];
                const std::int64_t gpus = (trace_.gpus[row] + nodes - 1) / nodes;
                const std::int64_t start_us = start_of(trace_, row);
                if (inventory_.nodes.empty()) {
                    node.changes.push_back({start_us, gpus});
                    node.changes.push_back({start_us + trace_.runtime_us[row], -gpus});
                }
                node.line = node.line == 0 ? trace_.line[row] : node.line;
                node.partitions.insert(trace_.partition.text(row));
                const std::string& ran = trace_.gpu_model_ran.text(row);
                ++node.jobs_by_model[ran.empty() ? trace_.gpu_model.text(row) : ran];
            }
        }
    }

    [[nodiscard]] SourcePlace place(std::int64_t line) const { return {trace_.file, line, 0}; }

    void add_source(std::int64_t nodes) {
        inventory::Source source;
        source.file = trace_.file;
        source.format = trace_.format;
        source.nodes = nodes;
        inventory_.sources.push_back(std::move(source));
    }

    void add_seen_nodes() {
        for (auto& [name, seen] : seen_) {
            Node node;
            node.name = name;
            node.gpus = highest_level(seen.changes);
            const auto model =
                std::max_element(seen.jobs_by_model.begin(), seen.jobs_by_model.end(),
                                 [](const auto& a, const auto& b) { return a.second < b.second; });
            node.gpu_model = model->first;
            node.guess =
                "the most GPUs that jobs held on a node at a time; idle nodes are not seen";
            node.place = place(seen.line);
            inventory_.nodes.push_back(std::move(node));
        }
        level_gpus();
        add_source(static_cast<std::int64_t>(seen_.size()));
    }

    // A node on which jobs happened to hold fewer GPUs than on others of its model has as many.
    void level_gpus() {
        std::map<std::string, std::int64_t> most;
        for (const Node& node : inventory_.nodes) {
            std::int64_t& gpus = most[node.gpu_model];
            gpus = std::max(gpus, node.gpus);
        }
        for (Node& node : inventory_.nodes) {
            node.gpus = most[node.gpu_model];
        }
    }

    // No host is known: as many usual nodes as the most GPUs at a time need.
    void add_usual_nodes() {
        const std::int64_t count = (peak_gpus(trace_) + kUsualGpus - 1) / kUsualGpus;
        for (std::int64_t i = 0; i < count; ++i) {
            Node node;
            node.name = "node" + std::to_string(i + 1);
            node.gpus = kUsualGpus;
            node.guess = "as many nodes of 8 as the most GPUs that jobs held at a time need";
            node.place = place(0);
            inventory_.nodes.push_back(std::move(node));
        }
        add_source(count);
    }

    void list_strangers() {
        std::set<std::string> known;
        for (const Node& node : inventory_.nodes) {
            known.insert(node.name);
        }
        std::vector<std::string> strangers;
        std::int64_t line = 0;
        for (const auto& [name, seen] : seen_) {
            if (!known.contains(name)) {
                strangers.push_back(name);
                line = line == 0 ? seen.line : std::min(line, seen.line);
            }
        }
        if (!strangers.empty()) {
            inventory_.not_taken.push_back({"nodes " + inventory::compress_hostlist(strangers), "",
                                            "jobs ran on them, but no file lists them: retired?",
                                            place(line), false});
        }
    }

    // Jobs may be sent to a partition only if the scenario has it.
    void add_partitions() {
        std::set<std::string> known;
        for (const Partition& partition : inventory_.partitions) {
            known.insert(partition.name);
        }
        for (const Node& node : inventory_.nodes) {
            known.insert(node.partitions.begin(), node.partitions.end());
        }
        for (const std::string& name : trace_.partition.texts()) {
            if (name.empty() || known.contains(name)) {
                continue;
            }
            Partition partition;
            partition.name = name;
            partition.cluster = inventory_.clusters.empty() ? "" : inventory_.clusters.front().name;
            partition.guess = join_nodes(name) ? "no file declares it; the nodes its jobs ran on"
                                               : "no file declares it; all nodes";
            partition.place = place(0);
            inventory_.partitions.push_back(std::move(partition));
        }
    }

    // Puts the nodes on which the partition's jobs ran into it; all, and false, if there are none.
    bool join_nodes(const std::string& partition) {
        std::vector<Node*> members;
        for (Node& node : inventory_.nodes) {
            const auto seen = seen_.find(node.name);
            if (seen != seen_.end() && seen->second.partitions.contains(partition)) {
                members.push_back(&node);
            }
        }
        const bool is_seen = !members.empty();
        for (Node& node : inventory_.nodes) {
            if (!is_seen) {
                members.push_back(&node);
            }
        }
        for (Node* const node : members) {
            node->partitions.push_back(partition);
        }
        return is_seen;
    }

    const Trace& trace_;
    Inventory& inventory_;
    std::vector<std::vector<std::string>> hosts_;  // [hosts label]
    std::map<std::string, SeenNode> seen_;
};

}  // namespace

void infer_inventory(const Trace& trace, Inventory& inventory) {
    Inference(trace, inventory).run();
}

std::int64_t peak_gpus(const Trace& trace) {
    std::vector<Change> changes;
    changes.reserve(2 * trace.size());
    for (std::size_t row = 0; row < trace.size(); ++row) {
        const std::int64_t start_us = start_of(trace, row);
        changes.push_back({start_us, trace.gpus[row]});
        changes.push_back(
            {start_us + trace.runtime_us[row], -static_cast<std::int64_t>(trace.gpus[row])});
    }
    return highest_level(changes);
}

}  // namespace headroom::init
