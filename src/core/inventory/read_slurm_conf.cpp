// slurm.conf: Key=Value pairs, whatever the case of the key; '#' begins a comment, '\' at the end
// of a line continues it; NodeName=DEFAULT and PartitionName=DEFAULT set what the lines behind them
// leave out. Source: https://slurm.schedmd.com/slurm.conf.html.
// A problem in a continued line is told with the line it begins on and the column in the whole.

#include <algorithm>
#include <array>
#include <unordered_map>

#include "src/core/inventory/hostlist.hpp"
#include "src/core/inventory/inventory_builder.hpp"
#include "src/core/inventory/slurm_conf_lines.hpp"
#include "src/core/inventory/slurm_node.hpp"
#include "src/core/inventory/slurm_partition.hpp"
#include "src/core/inventory/slurm_settings.hpp"
#include "src/core/inventory/slurm_values.hpp"

namespace headroom::inventory {

namespace {

using input::Line;

constexpr std::string_view kBlanks = " \t";

bool begins_with_key(std::string_view line, std::string_view key) {
    const std::size_t begin = std::min(line.find_first_not_of(kBlanks), line.size());
    line.remove_prefix(begin);
    const std::size_t equals = line.find('=');
    return equals != std::string_view::npos &&
           equals_ignoring_case(line.substr(0, line.find_first_of(" \t=")), key);
}

bool is_like_slurm_conf(std::string_view head) {
    constexpr std::array<std::string_view, 9> kKeys{
        "NodeName",      "PartitionName", "ClusterName",         "SlurmctldHost", "ControlMachine",
        "SchedulerType", "NodeSet",       "SchedulerParameters", "SelectType"};
    while (!head.empty()) {
        const std::size_t end = std::min(head.find('\n'), head.size());
        const std::string_view line = head.substr(0, end);
        if (std::any_of(kKeys.begin(), kKeys.end(),
                        [&](std::string_view key) { return begins_with_key(line, key); })) {
            return true;
        }
        head.remove_prefix(std::min(end + 1, head.size()));
    }
    return false;
}

class SlurmConfReader {
public:
    explicit SlurmConfReader(InventoryBuilder& builder) : builder_(builder), settings_(builder) {}

    void read() {
        SlurmConfLines lines(builder_.input());
        (void)builder_.cluster(SchedulerKind::kSlurm);
        Line line;
        SlurmPairs pairs;
        while (lines.next(line)) {
            if (!take_include(line) && split_slurm_pairs(builder_, line, pairs)) {
                take_line(line, pairs);
            }
        }
        resolve_partitions();
        apply_down_nodes();
        const std::string cluster = builder_.cluster(SchedulerKind::kSlurm).name;
        rename_cluster(builder_.inventory(), std::string(kSlurmName), cluster);
        settings_.finish();
    }

private:
    bool take_include(const Line& line) {
        const std::size_t begin = line.text.find_first_not_of(kBlanks);
        const std::size_t end = line.text.find_first_of(kBlanks, begin);
        if (end == std::string_view::npos ||
            !equals_ignoring_case(line.text.substr(begin, end - begin), "Include")) {
            return false;
        }
        const std::size_t name =
            std::min(line.text.find_first_not_of(kBlanks, end), line.text.size());
        std::string file(line.text.substr(name));
        file.resize(file.find_last_not_of(kBlanks) + 1);
        builder_.leave_out("Include", file, "other files are not followed: import them too",
                           line.number);
        return true;
    }

    void take_line(const Line& line, const SlurmPairs& pairs) {
        const std::string_view key = pairs[0].key;
        if (equals_ignoring_case(key, "NodeName")) {
            take_nodes(line, pairs);
        } else if (equals_ignoring_case(key, "PartitionName")) {
            take_partitions(line, pairs);
        } else if (equals_ignoring_case(key, "NodeSet")) {
            take_node_set(line, pairs);
        } else if (equals_ignoring_case(key, "DownNodes")) {
            take_down_nodes(line, pairs);
        } else {
            for (const SlurmPair& pair : pairs) {
                settings_.apply(pair, line);
            }
        }
    }

    std::vector<std::string> expand(const Line& line, const SlurmPair& pair) {
        auto names = expand_hostlist(pair.value);
        if (names) {
            return std::move(*names);
        }
        builder_.problems().report(
            line, pair.value_column + static_cast<std::int64_t>(names.error().offset),
            {std::string(pair.key) + ": " + names.error().problem, names.error().wanted, {}});
        return {};
    }

    void take_nodes(const Line& line, const SlurmPairs& pairs);
    void take_node_pair(const Line& line, const SlurmPair& pair, Node& node);
    void take_partitions(const Line& line, const SlurmPairs& pairs);
    void take_partition_nodes(const Line& line, const SlurmPair& pair, Partition& partition);
    void take_node_set(const Line& line, const SlurmPairs& pairs);
    void take_down_nodes(const Line& line, const SlurmPairs& pairs);
    void resolve_partitions();
    void apply_down_nodes();

    std::int64_t read_count(const Line& line, const SlurmPair& pair) {
        const input::ScaledNumber number =
            builder_.problems().read_count({pair.value, pair.value_column}, pair.key, line);
        return number.kind == input::NumberText::kNumber ? number.value : kNotTold;
    }

    // What the lines of nodes say and a node has no member for.
    struct NodeLine {
        Node node;
        GresGpus gpus;
        bool is_future = false;
        std::int64_t boards = 1, sockets = 1, cores = 1, threads = 1;
        bool has_shape = false;
    };
    struct NodeSet {
        std::string feature;
        std::vector<std::string> nodes;
    };

    InventoryBuilder& builder_;
    SlurmSettings settings_;
    NodeLine line_;  // being read
    NodeLine default_node_;
    Partition default_partition_;
    std::unordered_map<std::string, NodeSet> node_sets_;
    std::unordered_map<std::string, Node> down_nodes_;  // by name: what their line says
};

void SlurmConfReader::take_nodes(const Line& line, const SlurmPairs& pairs) {
    line_ = default_node_;
    for (const SlurmPair& pair : pairs) {
        take_node_pair(line, pair, line_.node);
    }
    if (line_.has_shape && line_.node.cpus == kNotTold) {
        line_.node.cpus = line_.boards * line_.sockets * line_.cores * line_.threads;
    }
    if (equals_ignoring_case(pairs[0].value, "DEFAULT")) {
        default_node_ = line_;
        return;
    }
    const std::vector<std::string> names = expand(line, pairs[0]);
    if (line_.is_future) {
        builder_.leave_out_node(std::string(pairs[0].value), "State=FUTURE", "does not exist yet",
                                line.number);
        return;
    }
    line_.node.cluster = kSlurmName;
    line_.node.name = pairs[0].value;
    store_gpus(builder_, line_.node, line_.gpus, line.number);
    guess_gpu_model(line_.node);
    for (const std::string& name : names) {
        Node node = line_.node;
        node.name = name;
        builder_.add_node(std::move(node), line);
    }
}

void SlurmConfReader::take_node_pair(const Line& line, const SlurmPair& pair, Node& node) {
    const auto is = [&](std::string_view key) {
        return equals_ignoring_case(pair.key, key);
    };
    const auto shape = [&](std::int64_t& part) {
        part = std::clamp<std::int64_t>(read_count(line, pair), 1, 4096);
        line_.has_shape = true;
    };
    if (is("Gres")) {
        auto gpus = parse_gres(pair.value);
        if (!gpus) {
            builder_.problems().report(line, pair.value_column, gres_fault("Gres", gpus.error()));
            return;
        }
        line_.gpus = std::move(*gpus);
    } else if (is("CPUs") || is("Procs")) {
        node.cpus = read_count(line, pair);
    } else if (is("Boards")) {
        shape(line_.boards);
    } else if (is("Sockets") || is("SocketsPerBoard")) {
        shape(line_.sockets);
    } else if (is("CoresPerSocket")) {
        shape(line_.cores);
    } else if (is("ThreadsPerCore")) {
        shape(line_.threads);
    } else if (is("RealMemory")) {
        const std::int64_t mebibytes = read_count(line, pair);
        node.memory_bytes = mebibytes == kNotTold ? kNotTold : mebibytes << 20u;
    } else if (is("Feature") || is("Features")) {
        node.features = split_names(pair.value);
    } else if (is("Weight")) {
        node.weight = read_count(line, pair);
    } else if (is("Reason")) {
        node.reason = pair.value;
    } else if (is("State")) {
        const SlurmState state = parse_node_state(pair.value);
        node.state = state.state;
        node.state_text = pair.value;
        line_.is_future = state.is_future;
        if (!state.unknown.empty()) {
            builder_.problems().report(line, pair.value_column,
                                       {"State " + input::quoted(state.unknown) + " is not known",
                                        "UNKNOWN, DOWN, DRAIN, FAIL, FUTURE or CLOUD",
                                        {}});
        }
    }
}

void SlurmConfReader::take_partitions(const Line& line, const SlurmPairs& pairs) {
    Partition partition = default_partition_;
    partition.name = pairs[0].value;
    for (std::size_t i = 1; i < pairs.size(); ++i) {
        if (equals_ignoring_case(pairs[i].key, "Nodes")) {
            take_partition_nodes(line, pairs[i], partition);
        } else {
            apply_partition_pair(builder_, partition, pairs[i], line);
        }
    }
    if (equals_ignoring_case(pairs[0].value, "DEFAULT")) {
        default_partition_ = std::move(partition);
        return;
    }
    partition.cluster = kSlurmName;
    builder_.add_partition(std::move(partition), line);
}

void SlurmConfReader::take_partition_nodes(const Line& line,
                                           const SlurmPair& pair,
                                           Partition& partition) {
    partition.has_all_nodes = equals_ignoring_case(pair.value, "ALL");
    partition.nodes.clear();
    if (!partition.has_all_nodes) {
        partition.nodes = expand(line, pair);
    }
}

void SlurmConfReader::take_node_set(const Line& line, const SlurmPairs& pairs) {
    NodeSet& set = node_sets_[std::string(pairs[0].value)];
    for (const SlurmPair& pair : pairs) {
        if (equals_ignoring_case(pair.key, "Feature")) {
            set.feature = pair.value;
        } else if (equals_ignoring_case(pair.key, "Nodes")) {
            set.nodes = expand(line, pair);
        }
    }
}

void SlurmConfReader::take_down_nodes(const Line& line, const SlurmPairs& pairs) {
    line_ = {};
    line_.node.state = NodeState::kDown;
    line_.node.state_text = "DOWN";
    for (const SlurmPair& pair : pairs) {
        take_node_pair(line, pair, line_.node);
    }
    for (const std::string& name : expand(line, pairs[0])) {
        down_nodes_[name] = line_.node;
    }
}

// Such a line may stand before the nodes it is about.
void SlurmConfReader::apply_down_nodes() {
    for (Node& node : builder_.inventory().nodes) {
        if (const auto down = down_nodes_.find(node.name); down != down_nodes_.end()) {
            node.state = down->second.state;
            node.state_text = down->second.state_text;
            node.reason = down->second.reason;
        }
    }
}

// Node sets may be named before the nodes they are made of.
void SlurmConfReader::resolve_partitions() {
    for (Partition& partition : builder_.inventory().partitions) {
        std::vector<std::string> nodes;
        for (std::string& name : partition.nodes) {
            const auto set = node_sets_.find(name);
            if (set == node_sets_.end()) {
                nodes.push_back(std::move(name));
                continue;
            }
            nodes.insert(nodes.end(), set->second.nodes.begin(), set->second.nodes.end());
            for (const Node& node : builder_.inventory().nodes) {
                if (!set->second.feature.empty() &&
                    std::find(node.features.begin(), node.features.end(), set->second.feature) !=
                        node.features.end()) {
                    nodes.push_back(node.name);
                }
            }
        }
        partition.nodes = std::move(nodes);
    }
}

void read_slurm_conf(InventoryBuilder& builder) {
    SlurmConfReader(builder).read();
}

}  // namespace

const InventoryFormat kSlurmConfFormat{"slurm.conf", "slurm.conf", is_like_slurm_conf,
                                       read_slurm_conf};

}  // namespace headroom::inventory
