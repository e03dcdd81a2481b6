// Kubernetes pods, as `kubectl get pods -A -o json` prints them (a List), or one pod a line, or
// a plain list of pods. What a pod says as a job stands in pod_record.hpp. It holds its GPUs from
// its binding to a node (condition PodScheduled) until its last container ends; one that has not
// ended is cut by the end of the window, the latest time in the file.
//
// Pods of one job that were created within a minute, before one of them ended, are one gang: a job
// of all their GPUs, from when the last of them was bound until the last of them ended. What the
// first ones held while they waited for the others is not counted. Pods of a job that come later
// are tries of their own.

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "src/core/input/json_fields.hpp"
#include "src/core/trace/format.hpp"
#include "src/core/trace/pod_record.hpp"

namespace headroom::trace {

namespace {

using input::JsonKind;
using input::JsonValue;

constexpr std::array<std::string_view, 2> kSections{"items", ""};
constexpr std::int64_t kGangFormsUs = 60'000'000;

bool is_like_pods(std::string_view head) {
    return input::has_json_text(head, "kind", "Pod") ||
           input::has_json_text(head, "kind", "PodList");
}

bool is_over(const PodRecord& pod) {
    return pod.phase == "Succeeded" || pod.phase == "Failed";
}

std::string_view state_of(const PodRecord& pod) {
    if (!is_over(pod)) {
        return "running";
    }
    return pod.phase == "Succeeded" ? "completed" : "failed";
}

class PodsReader {
public:
    explicit PodsReader(TraceBuilder& builder) : builder_(builder) {}

    void read() {
        builder_.set_dated();
        builder_.keep({.eligible = true, .start = true, .end = true});
        builder_.trace().ids_are_names = true;
        read_json_items(builder_.input(), builder_.problems(),
                        {.sections = kSections,
                         .on_item = [&](std::string_view, JsonValue item) { take(item); },
                         .on_top =
                             [&](JsonValue top) {
                                 take_top(top);
                             }});
        cut_by_window();
        form_gangs();
        for (const Job& job : jobs_) {
            append(job);
        }
    }

private:
    struct Job {
        PodRecord pod;  // the first of its gang, with the GPUs and times of all
        bool is_cut = false;
        bool is_counted_elsewhere = false;
    };

    void take_top(JsonValue top) {
        if (top["kind"].text() == "Pod") {
            take(top);
        } else if (!top.is(JsonKind::kArray) && !top["items"].is(JsonKind::kArray)) {
            report_at(builder_.problems(), top,
                      {"is neither a pod nor a list of pods",
                       "what `kubectl get pods -A -o json` prints",
                       {}});
        }
    }

    void take(JsonValue item) {
        if (!item.is(JsonKind::kObject)) {
            report_at(builder_.problems(), item, {"a pod is " + shown(item), "an object", {}});
            return;
        }
        read_pod(item, builder_.problems(), pod_);
        window_end_us_ = std::max(window_end_us_, pod_.latest_us);
        if (pod_.has_share) {
            builder_.drop("a share of a GPU", pod_.line);
        } else if (pod_.gpus.value == 0) {
            builder_.drop("zero GPUs", pod_.line);
        } else if (pod_.scheduled_us == kUnknown) {
            builder_.drop("never started", pod_.line);
        } else {
            jobs_.push_back({pod_});
        }
    }

    void cut_by_window() {
        for (Job& job : jobs_) {
            if (job.pod.end_us == kUnknown && !is_over(job.pod)) {
                job.pod.end_us = window_end_us_;
                job.is_cut = true;
            }
        }
    }

    void form_gangs() {
        std::vector<std::uint32_t> rows(jobs_.size());
        std::iota(rows.begin(), rows.end(), 0u);
        const auto is_alone = [&](std::uint32_t row) {
            const PodRecord& pod = jobs_[row].pod;
            return pod.gang.empty() || pod.creation_us == kUnknown || pod.end_us == kUnknown;
        };
        rows.erase(std::remove_if(rows.begin(), rows.end(), is_alone), rows.end());
        std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
            const PodRecord &first = jobs_[a].pod, &second = jobs_[b].pod;
            return first.gang != second.gang ? first.gang < second.gang
                                             : first.creation_us < second.creation_us;
        });
        for (std::size_t i = 0; i < rows.size();) {
            i = form_gang(rows, i);
        }
    }

    // The gang of the pod at `begin`; returns the index behind its last one.
    std::size_t form_gang(const std::vector<std::uint32_t>& rows, std::size_t begin) {
        Job& first = jobs_[rows[begin]];
        std::int64_t first_end_us =
            first.is_cut ? std::numeric_limits<std::int64_t>::max() : first.pod.end_us;
        std::size_t i = begin + 1;
        for (; i < rows.size(); ++i) {
            Job& job = jobs_[rows[i]];
            if (job.pod.gang != first.pod.gang || job.pod.creation_us >= first_end_us ||
                job.pod.creation_us - first.pod.creation_us > kGangFormsUs) {
                break;
            }
            if (!job.is_cut) {
                first_end_us = std::min(first_end_us, job.pod.end_us);
            }
            add_to_gang(job, first);
        }
        return i;
    }

    static void add_to_gang(Job& job, Job& first) {
        job.is_counted_elsewhere = true;
        first.is_cut = first.is_cut || job.is_cut;
        first.pod.gpus.value += job.pod.gpus.value;
        first.pod.scheduled_us = std::max(first.pod.scheduled_us, job.pod.scheduled_us);
        first.pod.end_us = std::max(first.pod.end_us, job.pod.end_us);
        first.pod.restarts = std::max(first.pod.restarts, job.pod.restarts);
        first.pod.host += "," + job.pod.host;
        if (job.pod.phase == "Failed" || (job.is_cut && first.pod.phase != "Failed")) {
            first.pod.phase = job.pod.phase;
        }
    }

    void append(const Job& job) {
        const PodRecord& pod = job.pod;
        if (job.is_counted_elsewhere) {
            builder_.drop("a pod of a gang: counted with its first pod", pod.line);
            return;
        }
        constexpr std::int64_t kMostGpus = 1'000'000'000;
        if (pod.gpus.value > kMostGpus) {
            builder_.drop("more than 1000000000 GPUs", pod.line);
            return;
        }
        JobRow row;
        row.gpus = pod.gpus;
        row.submit.kind = pod.creation_us == kUnknown ? NumberText::kMissing : NumberText::kNumber;
        row.submit.value = pod.creation_us;
        row.eligible_us = pod.creation_us;
        row.start_us = pod.scheduled_us;
        row.end_us = job.is_cut ? kUnknown : pod.end_us;
        row.estimate_us = pod.deadline_us;
        if (pod.end_us != kUnknown) {
            row.runtime = {NumberText::kNumber, pod.end_us - pod.scheduled_us, true};
        }
        if (builder_.take_row(row, {{}, pod.line, false})) {
            if (job.is_cut) {
                builder_.adjust("cut by the end of the window: run time so far", pod.line);
            }
            append_texts(pod);
        }
    }

    void append_texts(const PodRecord& pod) {
        builder_.append_id(pod.id);
        Trace& trace = builder_.trace();
        trace.priority.push_back(pod.priority);
        trace.requeues.push_back(pod.restarts);
        trace.state.push_back(state_of(pod));
        trace.user.push_back(pod.user);
        trace.account.push_back(pod.account);
        trace.partition.push_back(pod.queue);
        trace.qos.push_back(pod.priority_class);
        trace.gpu_model.push_back(pod.gpu_model);
        trace.hosts.push_back(pod.host);
    }

    TraceBuilder& builder_;
    PodRecord pod_;  // its texts keep their memory
    std::vector<Job> jobs_;
    std::int64_t window_end_us_ = kUnknown;
};

void read_pods(TraceBuilder& builder) {
    PodsReader(builder).read();
}

}  // namespace

const Format kPodsFormat{"pods", "Kubernetes pods (kubectl get pods -A -o json)", is_like_pods,
                         read_pods};

}  // namespace headroom::trace
