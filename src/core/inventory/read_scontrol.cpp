// `scontrol show node` and `scontrol show partition`, as blocks or with -o a line each, in any
// order in one file. Source: https://slurm.schedmd.com/scontrol.html and the output of Slurm 17 to
// 24. A value ends at the next blank, but those of OS, Reason, Comment and Extra, which are text.

#include <algorithm>
#include <array>

#include "src/core/inventory/hostlist.hpp"
#include "src/core/inventory/inventory_builder.hpp"
#include "src/core/inventory/slurm_node.hpp"
#include "src/core/inventory/slurm_partition.hpp"
#include "src/core/inventory/slurm_values.hpp"

namespace headroom::inventory {

namespace {

using input::Line;

constexpr std::string_view kNodeName = "NodeName=";
constexpr std::string_view kPartitionName = "PartitionName=";

bool starts_with(std::string_view text, std::string_view beginning) {
    return text.substr(0, beginning.size()) == beginning;
}

bool is_like_scontrol(std::string_view head) {
    // slurm.conf has such lines too, but never these counts.
    const std::string_view first = input::first_line(head);
    return (starts_with(first, kNodeName) && head.find("CPUTot=") != std::string_view::npos) ||
           (starts_with(first, kPartitionName) &&
            head.find("TotalNodes=") != std::string_view::npos);
}

// Keys whose value is text with blanks in it, and where it ends on a line of -o.
struct TextKey {
    std::string_view key;
    std::array<std::string_view, 3> ends;
};

constexpr std::array kTextKeys{
    TextKey{"OS", {" RealMemory=", {}, {}}},
    TextKey{"Reason", {" Comment=", " Extra=", {}}},
    TextKey{"Comment", {" Extra=", " InstanceId=", {}}},
    TextKey{"Extra", {" InstanceId=", {}, {}}},
};

std::size_t value_end(std::string_view text, std::string_view key, std::size_t begin) {
    const auto known = std::find_if(kTextKeys.begin(), kTextKeys.end(),
                                    [&](const TextKey& other) { return other.key == key; });
    if (known == kTextKeys.end()) {
        return std::min(text.find_first_of(" \t", begin), text.size());
    }
    std::size_t end = text.size();
    for (const std::string_view mark : known->ends) {
        if (!mark.empty()) {
            end = std::min(end, text.find(mark, begin));
        }
    }
    return end;
}

std::string_view without_blanks_behind(std::string_view text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

class ScontrolReader {
public:
    explicit ScontrolReader(InventoryBuilder& builder) : builder_(builder) {}

    void read() {
        (void)builder_.cluster(SchedulerKind::kSlurm);
        Line line;
        while (builder_.input().next(line)) {
            read_line(line);
            is_cut_off_ = line.is_cut_off;
        }
        end_block(true);
        tell_unknown_states();
    }

private:
    enum class Block : std::uint8_t { kNone, kNode, kPartition };

    void read_line(const Line& line) {
        std::size_t at = line.text.find_first_not_of(" \t");
        while (at != std::string_view::npos) {
            const std::size_t equals = line.text.find_first_of("= \t", at);
            if (equals == std::string_view::npos || line.text[equals] != '=') {
                report_word(line, at, equals);
                return;
            }
            const std::string_view key = line.text.substr(at, equals - at);
            const std::size_t end = value_end(line.text, key, equals + 1);
            const std::string_view value =
                without_blanks_behind(line.text.substr(equals + 1, end - equals - 1));
            take_pair(line, {key, value, column(at), column(equals + 1)});
            at = line.text.find_first_not_of(" \t", end);
        }
    }

    static std::int64_t column(std::size_t at) { return static_cast<std::int64_t>(at) + 1; }

    void report_word(const Line& line, std::size_t at, std::size_t end) {
        // A word after a value: newer versions may print texts that we do not know as such.
        if (block_ != Block::kNone && at > line.text.find_first_not_of(" \t")) {
            return;
        }
        const std::string_view word = line.text.substr(at, std::min(end, line.text.size()) - at);
        builder_.problems().report(line, column(at),
                                   {input::quoted(word) + " is not Key=Value",
                                    "what `scontrol show node` or `scontrol show partition` prints",
                                    {}});
    }

    void take_pair(const Line& line, const SlurmPair& pair) {
        if (pair.key == "NodeName" || pair.key == "PartitionName") {
            begin_block(line, pair);
        } else if (block_ == Block::kNode) {
            take_node_pair(line, pair);
        } else if (block_ == Block::kPartition) {
            take_partition_pair(line, pair);
        } else {
            builder_.problems().report(
                line, pair.column,
                {input::quoted(pair.key) + " stands before any node or partition",
                 "a block that begins with NodeName= or PartitionName=",
                 {}});
        }
    }

    void begin_block(const Line& line, const SlurmPair& pair) {
        end_block(false);
        if (pair.value.empty()) {
            builder_.problems().report(line, pair.value_column,
                                       {std::string(pair.key) + " has no value", "a name", {}});
        }
        // The text of the line is gone when the block ends, its number is not.
        block_line_ = {{}, line.number, false};
        block_ = pair.key == "NodeName" ? Block::kNode : Block::kPartition;
        node_ = {};
        partition_ = {};
        gpus_ = {};
        is_future_ = false;
        (block_ == Block::kNode ? node_.name : partition_.name) = pair.value;
    }

    void end_block(bool is_last) {
        const std::string cluster(kSlurmName);
        if (block_ == Block::kNode) {
            node_.cluster = cluster;
            node_.is_live = true;
            end_node(is_last);
        } else if (block_ == Block::kPartition) {
            partition_.cluster = cluster;
            partition_.is_live = true;
            builder_.add_partition(std::move(partition_), block_line_);
        }
        block_ = Block::kNone;
    }

    void end_node(bool is_last) {
        if (node_.state_text.empty() && is_last && is_cut_off_) {
            builder_.warn(block_line_.number, "node " + input::quoted(node_.name) +
                                                  " is cut off by the end of the file: left out");
            return;
        }
        if (node_.state_text.empty()) {
            builder_.problems().report(block_line_, 0,
                                       {"node " + input::quoted(node_.name) + " has no State",
                                        "State=, such as `scontrol show node` prints it",
                                        {}});
            return;
        }
        if (is_future_) {
            builder_.leave_out_node(node_.name, "State=" + node_.state_text, "does not exist yet",
                                    block_line_.number);
            return;
        }
        store_gpus(builder_, node_, gpus_, block_line_.number);
        guess_gpu_model(node_);
        if (node_.state == NodeState::kUp) {
            node_.reason.clear();  // of an earlier time
        }
        builder_.add_node(std::move(node_), block_line_);
    }

    void take_node_pair(const Line& line, const SlurmPair& pair) {
        if (pair.key == "Gres") {
            take_gpus(line, pair, parse_gres(pair.value));
        } else if (pair.key == "CfgTRES" && gpus_.models.empty() && gpus_.mig_slices == 0) {
            take_gpus(line, pair, parse_tres_gpus(pair.value));
        } else if (pair.key == "State") {
            take_state(line, pair);
        } else if (pair.key == "CPUTot") {
            node_.cpus = read_count(line, pair);
        } else if (pair.key == "RealMemory") {
            const std::int64_t mebibytes = read_count(line, pair);
            node_.memory_bytes = mebibytes == kNotTold ? kNotTold : mebibytes << 20u;
        } else if (pair.key == "Weight") {
            node_.weight = read_count(line, pair);
        } else if (pair.key == "AvailableFeatures" || pair.key == "Features") {
            node_.features = split_names(pair.value);
        } else if (pair.key == "Partitions") {
            node_.partitions = split_names(pair.value);
        } else if (pair.key == "Reason") {
            node_.reason = pair.value;
        }
    }

    void take_gpus(const Line& line, const SlurmPair& pair, expected<GresGpus, std::string> gpus) {
        if (!gpus) {
            builder_.problems().report(line, pair.value_column, gres_fault(pair.key, gpus.error()));
            return;
        }
        gpus_ = std::move(*gpus);
    }

    void take_state(const Line& line, const SlurmPair& pair) {
        const SlurmState state = parse_node_state(pair.value);
        node_.state = state.state;
        node_.state_text = pair.value;
        is_future_ = state.is_future;
        if (!state.unknown.empty() && unknown_states_++ == 0) {
            first_unknown_ = state.unknown;
            first_unknown_line_ = line.number;
        }
    }

    void take_partition_pair(const Line& line, const SlurmPair& pair) {
        if (pair.key != "Nodes") {
            apply_partition_pair(builder_, partition_, pair, line);
            return;
        }
        if (pair.value == "(null)") {
            return;
        }
        partition_.has_all_nodes = equals_ignoring_case(pair.value, "ALL");
        auto nodes = expand_hostlist(partition_.has_all_nodes ? std::string_view{} : pair.value);
        if (!nodes) {
            builder_.problems().report(
                line, pair.value_column + static_cast<std::int64_t>(nodes.error().offset),
                {"Nodes: " + nodes.error().problem, nodes.error().wanted, {}});
            return;
        }
        partition_.nodes = std::move(*nodes);
    }

    std::int64_t read_count(const Line& line, const SlurmPair& pair) {
        const input::ScaledNumber number =
            builder_.problems().read_count({pair.value, pair.value_column}, pair.key, line);
        return number.kind == input::NumberText::kNumber ? number.value : kNotTold;
    }

    void tell_unknown_states() {
        if (unknown_states_ > 0) {
            builder_.warn(first_unknown_line_, "state " + input::quoted(first_unknown_) + " of " +
                                                   std::to_string(unknown_states_) +
                                                   " nodes is not known: they count as up");
        }
    }

    InventoryBuilder& builder_;
    Block block_ = Block::kNone;
    Line block_line_;
    bool is_cut_off_ = false;
    Node node_;
    Partition partition_;
    GresGpus gpus_;
    bool is_future_ = false;
    std::int64_t unknown_states_ = 0;
    std::string first_unknown_;
    std::int64_t first_unknown_line_ = 0;
};

void read_scontrol(InventoryBuilder& builder) {
    ScontrolReader(builder).read();
}

}  // namespace

const InventoryFormat kScontrolFormat{"scontrol",
                                      "what `scontrol show node` or `scontrol show partition` "
                                      "prints",
                                      is_like_scontrol, read_scontrol};

}  // namespace headroom::inventory
