#pragma once

// What a site already has about its hardware and its schedulers, as its own tools and files say it:
// nodes, partitions, quotas, and a list of all that a scenario cannot take over. Facts only;
// grouping them to fleets is group_fleets.hpp.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/input/text_input.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::inventory {

// Stands for a count that the source does not tell.
constexpr std::int64_t kNotTold = -1;

enum class NodeState : std::uint8_t {
    kUnknown,
    kUp,
    kDrained,  // takes no new jobs: drained, cordoned, in maintenance
    kDown,
};

struct Node {
    std::string name;
    std::string cluster;    // of Inventory::clusters; empty where the source knows no scheduler
    std::string gpu_model;  // as the source writes it: "h100", "NVIDIA-H100-80GB-HBM3"
    bool gpu_model_is_guess = false;  // taken from a feature of the node
    std::int64_t gpus = kNotTold;
    std::int64_t cpus = kNotTold;
    std::int64_t memory_bytes = kNotTold;
    NodeState state = NodeState::kUnknown;
    std::string state_text;             // "IDLE+DRAIN"
    std::string reason;                 // why it is not up
    std::vector<std::string> features;  // Slurm: features; Kubernetes: labels as "key=value"
    std::vector<std::string> partitions;
    bool is_live = false;  // told by the running scheduler, not by a configuration file
    std::string zone;
    std::string rack;
    std::vector<std::string> switches;  // from the top of the network down
    std::string guess;                  // why it is believed to be there, where no file lists it
    std::int64_t weight = kNotTold;     // Slurm fills nodes of low weight first
    SourcePlace place;
};

struct Partition {
    std::string name;
    std::string cluster;
    std::vector<std::string> nodes;  // names
    bool has_all_nodes = false;
    // Sets of features; it also has every node of its cluster that has all of one of them.
    std::vector<std::vector<std::string>> selectors;
    std::optional<double> max_time_s;  // none: no limit, or not told
    std::optional<double> default_time_s;
    bool is_default = false;
    std::optional<std::int64_t> priority_tier;
    std::optional<std::int64_t> priority_job_factor;
    std::string preempt_mode;
    std::string state;
    std::string over_subscribe;
    std::vector<std::string> allowed_accounts;  // empty: all
    std::vector<std::string> allowed_qos;       // empty: all
    bool is_live = false;                       // as Node's
    std::string guess;                          // as Node's
    SourcePlace place;
};

// One resource of one flavour; quantities as written: "64", "1536Gi".
struct Quota {
    std::string resource;
    std::string flavor;
    std::string nominal;
    std::string borrowing_limit;  // empty: none is set
    std::string lending_limit;
};

// A queue with quotas of its own, and who submits to it.
struct Tenant {
    std::string name;
    std::string cluster;
    std::vector<std::string> accounts;  // Kubernetes: namespaces
    std::vector<Quota> quotas;
    std::string cohort;
    SourcePlace place;
};

enum class SchedulerKind : std::uint8_t { kSlurm, kKubernetes, kUnknown };

// A fact with where it was read.
template <class T>
struct Told {
    T value{};
    SourcePlace place;
};

struct Setting {
    std::string name;
    std::string value;
    SourcePlace place;
};

struct Cluster {
    std::string name;
    SchedulerKind kind = SchedulerKind::kSlurm;
    bool has_own_name = false;                         // told by the site, not ours
    std::optional<Told<bool>> backfills;               // SchedulerType
    std::optional<Told<std::int64_t>> backfill_depth;  // bf_max_job_test
    std::vector<Setting> settings;                     // what bears on scheduling, as written
};

struct NotTaken {
    std::string what;         // "PriorityWeightAge"
    std::string value;        // "1000"; may be empty
    std::string why;          // "multifactor priority is not modelled yet"
    SourcePlace place;        // of the first
    bool is_setting = false;  // "what=value" in the source
};

// "PriorityWeightAge=1000 (slurm.conf:41): multifactor priority is not modelled yet", the file
// without its folder. A long value is cut.
[[nodiscard]] std::string describe(const NotTaken& item);

// "slurm.conf:41"; empty if the place is not known.
[[nodiscard]] std::string describe_place(const SourcePlace& place);

// The text, or its beginning and '…' where it has more than `most` letters.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

struct Source {
    std::string file;
    std::string format;  // "scontrol", "slurm.conf", "kubernetes", …
    std::int64_t nodes = 0;
    std::int64_t partitions = 0;
    std::int64_t tenants = 0;
};

struct Inventory {
    std::vector<Source> sources;
    std::vector<Cluster> clusters;
    std::vector<Node> nodes;
    std::vector<Partition> partitions;
    std::vector<Tenant> tenants;
    std::vector<NotTaken> not_taken;
    Diagnostics warnings;
};

struct ReadOptions {
    std::string_view format = "auto";  // one of inventory_format_names(), or found from the content
    input::ReadWatch watch{};          // may be empty; a reading that it stops is an error
};

// Reads what `scontrol show node` or `scontrol show partition` prints, slurm.conf, what `kubectl
// get nodes -o json` prints, Kueue objects in YAML, a node list or a topology in CSV. Plain, gzip
// or zstd. Every fault of the file is in the error. O(bytes).
[[nodiscard]] expected<Inventory, Diagnostics> read_inventory(const std::string& file,
                                                              const ReadOptions& options = {});

// Whether the beginning of a file (up to 64 KiB) looks like an inventory.
[[nodiscard]] bool is_like_inventory(std::string_view head);

// "scontrol, slurm.conf, …": the names, and what each looks like, for a message that nothing fits.
[[nodiscard]] std::string inventory_format_names();
[[nodiscard]] std::string inventory_formats();

// The inventories of one site as one: what the same node or partition is told in several files is
// joined, what a running scheduler says goes before what a configuration file says, and differences
// are warnings. An error only where they cannot be of one site: two Slurm clusters.
[[nodiscard]] expected<Inventory, Diagnostics> merge(std::vector<Inventory> inventories);

}  // namespace headroom::inventory
