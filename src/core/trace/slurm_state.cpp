#include "src/core/trace/slurm_state.hpp"

#include <array>

namespace headroom::trace {

namespace {

struct KnownState {
    std::string_view text;
    SlurmState state;
};

// Frequent ones first.
constexpr std::array kStates{
    KnownState{"COMPLETED", {StateKind::kEnded, "completed"}},
    KnownState{"FAILED", {StateKind::kEnded, "failed"}},
    KnownState{"CANCELLED", {StateKind::kEnded, "cancelled"}},
    KnownState{"TIMEOUT", {StateKind::kEnded, "timeout"}},
    KnownState{"OUT_OF_MEMORY", {StateKind::kEnded, "out_of_memory"}},
    KnownState{"PREEMPTED", {StateKind::kEnded, "preempted"}},
    KnownState{"NODE_FAIL", {StateKind::kEnded, "node_fail"}},
    KnownState{"RUNNING", {StateKind::kRunning, "running"}},
    KnownState{"PENDING", {StateKind::kPending, "pending"}},
    KnownState{"REQUEUED", {StateKind::kRequeued, "requeued"}},
    KnownState{"BOOT_FAIL", {StateKind::kEnded, "boot_fail"}},
    KnownState{"COMPLETING", {StateKind::kRunning, "completing"}},
    KnownState{"CONFIGURING", {StateKind::kRunning, "configuring"}},
    KnownState{"DEADLINE", {StateKind::kEnded, "deadline"}},
    KnownState{"EXPEDITING", {StateKind::kPending, "expediting"}},
    KnownState{"LAUNCH_FAILED", {StateKind::kEnded, "launch_failed"}},
    KnownState{"POWER_UP_NODE", {StateKind::kRunning, "power_up_node"}},
    KnownState{"RECONFIG_FAIL", {StateKind::kEnded, "reconfig_fail"}},
    KnownState{"REQUEUE_FED", {StateKind::kRequeued, "requeue_fed"}},
    KnownState{"REQUEUE_HOLD", {StateKind::kRequeued, "requeue_hold"}},
    KnownState{"RESIZING", {StateKind::kResized, "resizing"}},
    KnownState{"RESV_DEL_HOLD", {StateKind::kPending, "resv_del_hold"}},
    KnownState{"REVOKED", {StateKind::kRevoked, "revoked"}},
    KnownState{"SIGNALING", {StateKind::kRunning, "signaling"}},
    KnownState{"SPECIAL_EXIT", {StateKind::kRequeued, "special_exit"}},
    KnownState{"STAGE_OUT", {StateKind::kRunning, "stage_out"}},
    KnownState{"STOPPED", {StateKind::kRunning, "stopped"}},
    KnownState{"SUSPENDED", {StateKind::kRunning, "suspended"}},
    KnownState{"UPDATE_DB", {StateKind::kEnded, "update_db"}},
};

}  // namespace

SlurmState parse_slurm_state(std::string_view text) {
    if (text.empty()) {
        return {};
    }
    // Who cancelled it stands behind; in a column too narrow for that, a plus.
    std::string_view word = text.substr(0, text.find(' '));
    if (!word.empty() && word.back() == '+') {
        word.remove_suffix(1);
    }
    for (const KnownState& known : kStates) {
        if (known.text == word) {
            return known.state;
        }
    }
    return {StateKind::kUnlisted, text};
}

}  // namespace headroom::trace
