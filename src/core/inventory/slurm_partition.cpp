#include "src/core/inventory/slurm_partition.hpp"

#include <algorithm>
#include <array>

#include "src/core/inventory/slurm_values.hpp"

namespace headroom::inventory {

namespace {

// A key of which only its value in `harmless` is what a scenario does anyway.
struct UnmodelledKey {
    std::string_view key;
    std::string_view harmless;  // values, parted by '|'
    std::string_view why;
};

constexpr std::string_view kAccess = "who may use a partition is not modelled";
constexpr std::string_view kJobLimits = "limits on a job but its time are not modelled yet";
constexpr std::string_view kSharing = "nodes are shared by GPUs only: never more jobs than GPUs";

constexpr std::array kUnmodelled{
    UnmodelledKey{"AllowGroups", "ALL", kAccess},
    UnmodelledKey{"AllowAccounts", "ALL", kAccess},
    UnmodelledKey{"AllowQos", "ALL", kAccess},
    UnmodelledKey{"DenyAccounts", "(null)|", kAccess},
    UnmodelledKey{"DenyQos", "(null)|", kAccess},
    UnmodelledKey{"AllocNodes", "ALL", kAccess},
    UnmodelledKey{"RootOnly", "NO", kAccess},
    UnmodelledKey{"ReqResv", "NO", "reservations are not modelled yet"},
    UnmodelledKey{"QOS", "N/A|(null)|", "limits of a QOS are not modelled yet"},
    UnmodelledKey{"Alternate", "(null)|", "a partition that stands in for another is not modelled"},
    UnmodelledKey{"PriorityJobFactor", "0|1", "multifactor priority is not modelled yet"},
    UnmodelledKey{"PreemptMode", "OFF|", "preemption is not modelled yet"},
    UnmodelledKey{"GraceTime", "0", "preemption is not modelled yet"},
    UnmodelledKey{"State", "UP", "a partition is open all the time"},
    UnmodelledKey{"OverSubscribe", "NO|EXCLUSIVE", kSharing},
    UnmodelledKey{"Shared", "NO|EXCLUSIVE", kSharing},
    UnmodelledKey{"LLN", "NO", "jobs are packed, not spread over the least loaded nodes"},
    UnmodelledKey{"ExclusiveUser", "NO", "nodes for one user are not modelled"},
    UnmodelledKey{"ExclusiveTopo", "NO", "switches for one job are not modelled"},
    UnmodelledKey{"MaxNodes", "UNLIMITED|INFINITE", kJobLimits},
    UnmodelledKey{"MinNodes", "0|1", kJobLimits},
    UnmodelledKey{"MaxCPUsPerNode", "UNLIMITED", kJobLimits},
    UnmodelledKey{"OverTimeLimit", "NONE|0", "a job ends at its estimate or not at all"},
};

bool is_harmless(const UnmodelledKey& key, std::string_view value) {
    std::string_view rest = key.harmless;
    while (true) {
        const std::size_t end = rest.find('|');
        if (equals_ignoring_case(rest.substr(0, end), value)) {
            return true;
        }
        if (end == std::string_view::npos) {
            return false;
        }
        rest.remove_prefix(end + 1);
    }
}

void note_unmodelled(InventoryBuilder& builder,
                     const Partition& partition,
                     const SlurmPair& pair,
                     const input::Line& line) {
    const auto key = std::find_if(
        kUnmodelled.begin(), kUnmodelled.end(),
        [&](const UnmodelledKey& other) { return equals_ignoring_case(other.key, pair.key); });
    if (key != kUnmodelled.end() && !is_harmless(*key, pair.value)) {
        builder.leave_out_setting("partition " + partition.name + ": " + std::string(pair.key),
                                  std::string(pair.value), std::string(key->why), line.number);
    }
}

std::optional<double> read_limit(InventoryBuilder& builder,
                                 const SlurmPair& pair,
                                 const input::Line& line) {
    const TimeLimit limit = parse_time_limit(pair.value);
    if (!limit.is_valid) {
        builder.problems().report(
            line, pair.value_column,
            {std::string(pair.key) + " " + input::quoted(pair.value) + " is not a time limit",
             "minutes, such as 120, or a time such as 1-12:00:00, or INFINITE",
             {}});
    }
    return limit.seconds;
}

std::optional<std::int64_t> read_priority(InventoryBuilder& builder,
                                          const SlurmPair& pair,
                                          const input::Line& line) {
    constexpr std::int64_t kHighest = 65533;  // as Slurm says
    const input::ScaledNumber number = input::parse_scaled(pair.value, 0, kHighest);
    if (number.kind != input::NumberText::kNumber || !number.is_exact || number.value < 0) {
        builder.problems().report(
            line, pair.value_column,
            {std::string(pair.key) + " " + input::quoted(pair.value) + " is not a priority",
             "a whole number from 0 to 65533",
             {}});
        return std::nullopt;
    }
    return number.value;
}

}  // namespace

void apply_partition_pair(InventoryBuilder& builder,
                          Partition& partition,
                          const SlurmPair& pair,
                          const input::Line& line) {
    const auto is = [&](std::string_view key) {
        return equals_ignoring_case(pair.key, key);
    };
    if (is("MaxTime")) {
        partition.max_time_s = read_limit(builder, pair, line);
    } else if (is("DefaultTime")) {
        partition.default_time_s = read_limit(builder, pair, line);
    } else if (is("Default")) {
        partition.is_default = is_truth(pair.value);
    } else if (is("PriorityTier")) {
        partition.priority_tier = read_priority(builder, pair, line);
    } else if (is("PriorityJobFactor")) {
        partition.priority_job_factor = read_priority(builder, pair, line);
    } else if (is("PreemptMode")) {
        partition.preempt_mode = pair.value;
    } else if (is("State")) {
        partition.state = pair.value;
    } else if (is("OverSubscribe") || is("Shared")) {
        partition.over_subscribe = pair.value;
    } else if (is("AllowAccounts")) {
        partition.allowed_accounts = split_names(pair.value);
    } else if (is("AllowQos")) {
        partition.allowed_qos = split_names(pair.value);
    }
    note_unmodelled(builder, partition, pair, line);
}

}  // namespace headroom::inventory
