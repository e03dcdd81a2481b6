#include "src/core/inventory/slurm_settings.hpp"

#include <algorithm>
#include <array>

#include "src/core/inventory/slurm_values.hpp"

namespace headroom::inventory {

namespace {

struct Parameter {
    std::string_view name;      // '*' at its end: any letters
    std::string_view harmless;  // values that say what is so anyway, parted by '|'
    std::string_view why;
};

constexpr std::string_view kMultifactor = "multifactor priority is not modelled yet";
constexpr std::string_view kPreemption = "preemption is not modelled yet";
constexpr std::string_view kPowerSaving = "nodes that are switched off when idle are not modelled";
constexpr std::string_view kTopology = "the network is not modelled yet";

constexpr std::array kParameters{
    Parameter{"PriorityType", "priority/basic", kMultifactor},
    Parameter{"PriorityWeight*", "0", kMultifactor},
    Parameter{"Priority*", "", kMultifactor},
    Parameter{"FairShareDampeningFactor", "1", kMultifactor},
    Parameter{"PreemptType", "preempt/none", kPreemption},
    Parameter{"PreemptMode", "OFF", kPreemption},
    Parameter{"PreemptExemptTime", "-1", kPreemption},
    Parameter{"SelectType", "select/cons_tres|select/cons_res",
              "jobs share nodes by GPUs, whole nodes only from one node on"},
    Parameter{"SelectTypeParameters",
              "CR_Core|CR_Core_Memory|CR_CPU|CR_CPU_Memory|CR_Socket|CR_Socket_Memory",
              "only GPUs are placed"},
    Parameter{"EnforcePartLimits", "NO|ALL|ANY|YES", ""},
    Parameter{"OverTimeLimit", "0", "a job ends at its estimate or not at all"},
    Parameter{"AccountingStorageEnforce", "0|NONE",
              "limits of accounts and QOS lie in Slurm's database and are not modelled yet"},
    Parameter{"TopologyPlugin", "topology/none|topology/default|topology/flat", kTopology},
    Parameter{"TopologyParam", "", kTopology},
    Parameter{"MaxJobCount", "", "the length of a queue is not limited"},
    Parameter{"JobRequeue", "1", "jobs are not requeued"},
    Parameter{"Licenses", "", "licences are not modelled"},
    Parameter{"Suspend*", "", kPowerSaving},
    Parameter{"Resume*", "", kPowerSaving},
    Parameter{"ResvOverRun", "0", "reservations are not modelled yet"},
    Parameter{"Def*PerGPU", "", "only GPUs are placed"},
};

bool is_name(std::string_view pattern, std::string_view name) {
    const bool is_open = !pattern.empty() && pattern.back() == '*';
    if (!is_open) {
        return equals_ignoring_case(pattern, name);
    }
    pattern.remove_suffix(1);
    return equals_ignoring_case(pattern, name.substr(0, pattern.size()));
}

bool is_one_of(std::string_view choices, std::string_view value) {
    while (!choices.empty()) {
        const std::size_t end = choices.find('|');
        if (equals_ignoring_case(choices.substr(0, end), value)) {
            return true;
        }
        choices.remove_prefix(end == std::string_view::npos ? choices.size() : end + 1);
    }
    return false;
}

// Each of the values, parted by commas, is one of the choices.
bool are_among(std::string_view choices, std::string_view values) {
    while (true) {
        const std::size_t end = values.find(',');
        if (!is_one_of(choices, values.substr(0, end))) {
            return false;
        }
        if (end == std::string_view::npos) {
            return true;
        }
        values.remove_prefix(end + 1);
    }
}

// What the parameters of SchedulerParameters do that are often set; the others have the last text.
std::string_view why_not(std::string_view parameter) {
    struct Reason {
        std::string_view beginning;
        std::string_view why;
    };
    constexpr std::array kReasons{
        Reason{"bf_window", "backfill looks at all estimates, however long"},
        Reason{"bf_resolution", "times are exact"},
        Reason{"bf_interval", "a scheduling pass follows each event"},
        Reason{"bf_continue", "a scheduling pass is never cut short"},
        Reason{"bf_max_time", "a scheduling pass is never cut short"},
        Reason{"bf_yield", "a scheduling pass is never cut short"},
        Reason{"bf_max_job_", "limits a user, an account or a partition are not modelled yet"},
        Reason{"bf_min_prio_reserve", kMultifactor},
        Reason{"bf_job_part_count_reserve", "one job has a reservation: the first that waits"},
        Reason{"default_queue_depth", "a scheduling pass looks at all jobs that wait"},
        Reason{"sched_interval", "a scheduling pass follows each event"},
        Reason{"defer", "a scheduling pass follows each event"},
        Reason{"preempt", kPreemption},
        Reason{"reduce_completing_frag", "a node is free once its job ends"},
        Reason{"CompleteWait", "a node is free once its job ends"},
    };
    for (const Reason& reason : kReasons) {
        if (parameter.substr(0, reason.beginning.size()) == reason.beginning) {
            return reason.why;
        }
    }
    return "has no counterpart in the model";
}

}  // namespace

void SlurmSettings::apply(const SlurmPair& pair, const input::Line& line) {
    const auto is = [&](std::string_view name) {
        return equals_ignoring_case(pair.key, name);
    };
    Cluster& cluster = builder_.cluster(SchedulerKind::kSlurm);
    if (is("ClusterName")) {
        cluster.name = pair.value;
        cluster.has_own_name = true;
        return;
    }
    const auto parameter =
        std::find_if(kParameters.begin(), kParameters.end(),
                     [&](const Parameter& other) { return is_name(other.name, pair.key); });
    const bool is_scheduler = is("SchedulerType") || is("SchedulerParameters");
    if (!is_scheduler && parameter == kParameters.end()) {
        first_other_line_ = others_.empty() ? line.number : first_other_line_;
        others_.emplace_back(pair.key);
        return;
    }
    cluster.settings.push_back(
        {std::string(pair.key), std::string(pair.value), builder_.place(line.number)});
    if (is("SchedulerType")) {
        apply_scheduler_type(pair, line);
    } else if (is("SchedulerParameters")) {
        apply_scheduler_parameters(pair, line);
    } else if (!are_among(parameter->harmless, pair.value)) {
        builder_.leave_out_setting(std::string(pair.key), std::string(pair.value),
                                   std::string(parameter->why), line.number);
    }
}

void SlurmSettings::apply_scheduler_type(const SlurmPair& pair, const input::Line& line) {
    const bool backfills = equals_ignoring_case(pair.value, "sched/backfill");
    if (!backfills && !equals_ignoring_case(pair.value, "sched/builtin")) {
        builder_.leave_out_setting("SchedulerType", std::string(pair.value),
                                   "only sched/backfill and sched/builtin have a counterpart",
                                   line.number);
        return;
    }
    builder_.cluster(SchedulerKind::kSlurm).backfills = {backfills, builder_.place(line.number)};
}

void SlurmSettings::apply_scheduler_parameters(const SlurmPair& pair, const input::Line& line) {
    std::string_view rest = pair.value;
    while (!rest.empty()) {
        const std::size_t end = rest.find(',');
        const std::string_view part = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        const std::size_t equals = std::min(part.find('='), part.size());
        const std::string_view name = part.substr(0, equals);
        const std::string_view value = part.substr(std::min(equals + 1, part.size()));
        if (name == "bf_max_job_test") {
            apply_backfill_depth(pair, value, line);
        } else if (!name.empty()) {
            builder_.leave_out_setting("SchedulerParameters: " + std::string(name),
                                       std::string(value), std::string(why_not(name)), line.number);
        }
    }
}

void SlurmSettings::apply_backfill_depth(const SlurmPair& pair,
                                         std::string_view number,
                                         const input::Line& line) {
    constexpr std::int64_t kMost = 1'000'000'000;
    const input::ScaledNumber depth = input::parse_scaled(number, 0, kMost);
    if (depth.kind != input::NumberText::kNumber || !depth.is_exact || depth.value < 1) {
        builder_.problems().report(
            line, pair.value_column,
            {"bf_max_job_test " + input::quoted(number) + " is not a number of jobs",
             "a whole number from 1 to 1000000000",
             {}});
        return;
    }
    builder_.cluster(SchedulerKind::kSlurm).backfill_depth = {depth.value,
                                                              builder_.place(line.number)};
}

void SlurmSettings::finish() {
    if (others_.empty()) {
        return;
    }
    std::string names;
    for (const std::string& name : others_) {
        names += (names.empty() ? "" : ", ") + name;
    }
    builder_.leave_out(std::to_string(others_.size()) + " other " +
                           (others_.size() == 1 ? "parameter" : "parameters"),
                       names, "no bearing on what is simulated", first_other_line_);
}

}  // namespace headroom::inventory
