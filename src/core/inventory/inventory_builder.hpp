#pragma once

// What every reader of inventories writes into: nodes and partitions each once, faults with their
// places, and what was not taken over. And what an inventory format is to the rest.

#include <string>
#include <string_view>
#include <unordered_map>

#include "src/core/input/line_problems.hpp"
#include "src/core/input/text_input.hpp"
#include "src/core/inventory/inventory.hpp"

namespace headroom::inventory {

class InventoryBuilder {
public:
    InventoryBuilder(const std::string& file, input::TextInput& input)
        : input_(input), problems_(file) {}

    [[nodiscard]] input::TextInput& input() { return input_; }
    [[nodiscard]] input::LineProblems& problems() { return problems_; }
    [[nodiscard]] Inventory& inventory() { return inventory_; }

    [[nodiscard]] SourcePlace place(std::int64_t line) const { return {problems_.file(), line, 0}; }

    // A second node or partition of the same name is a fault.
    void add_node(Node node, const input::Line& line);
    void add_partition(Partition partition, const input::Line& line);
    void leave_out(std::string what, std::string value, std::string why, std::int64_t line);
    void leave_out_setting(std::string name, std::string value, std::string why, std::int64_t line);
    // Nodes with the same value and reason become one item.
    void leave_out_node(const std::string& node,
                        const std::string& value,
                        const std::string& why,
                        std::int64_t line);
    void warn(std::int64_t line, std::string problem) { problems_.warn(line, std::move(problem)); }

    // The one cluster of the file; made at the first call.
    [[nodiscard]] Cluster& cluster(SchedulerKind kind);

    [[nodiscard]] expected<Inventory, Diagnostics> finish(std::string_view format);

private:
    input::TextInput& input_;
    input::LineProblems problems_;
    Inventory inventory_;
    std::unordered_map<std::string, std::int64_t> node_lines_;
    std::unordered_map<std::string, std::int64_t> partition_lines_;
    struct NodeGroup {
        NotTaken item;
        std::vector<std::string> names;
    };
    std::vector<NodeGroup> node_groups_;
    std::unordered_map<std::string, std::size_t> group_index_;  // by value and reason
};

// A new format is a file with its two functions, their line here and their line in the table of
// read_inventory.cpp.
struct InventoryFormat {
    std::string_view name;
    std::string_view wanted;                 // for the message that no format fits
    bool (*is_like)(std::string_view head);  // the beginning of the file, up to 64 KiB
    void (*read)(InventoryBuilder& builder);
};

extern const InventoryFormat kKubernetesNodesFormat;
extern const InventoryFormat kKueueFormat;
extern const InventoryFormat kLingjunFormat;
extern const InventoryFormat kOpenbNodesFormat;
extern const InventoryFormat kScontrolFormat;
extern const InventoryFormat kSlurmConfFormat;

// What a cluster is called whose site does not tell.
constexpr std::string_view kSlurmName = "slurm";
constexpr std::string_view kKubernetesName = "kubernetes";

// Takes all that the reader of a Slurm cluster called "slurm" wrote over to the cluster's own name.
void rename_cluster(Inventory& inventory, const std::string& from, const std::string& to);

}  // namespace headroom::inventory
