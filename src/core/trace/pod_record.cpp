#include "src/core/trace/pod_record.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

#include "src/core/input/date_text.hpp"
#include "src/core/input/json_fields.hpp"

namespace headroom::trace {

namespace {

using input::JsonKind;
using input::JsonValue;
using input::NumberText;
using input::ScaledNumber;

constexpr std::array<std::string_view, 5> kGpuResources{
    "nvidia.com/gpu", "amd.com/gpu", "gpu.intel.com/i915", "gpu.intel.com/xe", "habana.ai/gaudi"};
constexpr std::array<std::string_view, 6> kGangLabels{
    "kueue.x-k8s.io/pod-group-name",  "jobset.sigs.k8s.io/jobset-name",
    "training.kubeflow.org/job-name", "ray.io/cluster",
    "batch.kubernetes.io/job-name",   "job-name"};
constexpr std::array<std::string_view, 3> kUserLabels{"user", "username", "owner"};
constexpr std::array<std::string_view, 3> kTeamLabels{"team", "project", "account"};
constexpr std::array<std::string_view, 3> kModelSelectors{
    "nvidia.com/gpu.product", "amd.com/gpu.product-name", "cloud.google.com/gke-accelerator"};

// The text of the first of these members that is there.
std::string_view first_text(JsonValue object, std::span<const std::string_view> keys) {
    for (const std::string_view key : keys) {
        if (const std::string_view text = object[key].text(); !text.empty()) {
            return text;
        }
    }
    return {};
}

bool is_share(std::string_view resource) {
    return resource == "nvidia.com/gpu.shared" || resource.substr(0, 15) == "nvidia.com/mig-";
}

class PodReader {
public:
    PodReader(JsonValue json, input::LineProblems& problems, PodRecord& pod)
        : json_(json), problems_(problems), pod_(pod) {}

    void read() {
        clear();
        const JsonValue kind = json_["kind"];
        if (kind && kind.text() != "Pod") {
            report_at(problems_, kind, {"kind is " + shown(kind), "\"Pod\"", {}});
            return;
        }
        for (const std::string_view part : {"metadata", "spec", "status"}) {
            if (!json_[part].is(JsonKind::kObject)) {
                report_at(
                    problems_, json_[part] ? json_[part] : json_,
                    {std::string(part) + " of a pod is " + shown(json_[part]), "an object", {}});
                return;
            }
        }
        read_metadata(json_["metadata"]);
        read_spec(json_["spec"]);
        read_status(json_["status"]);
    }

private:
    void clear() {
        for (std::string* text : {&pod_.id, &pod_.gang, &pod_.user, &pod_.account, &pod_.queue,
                                  &pod_.priority_class, &pod_.gpu_model, &pod_.host, &pod_.phase}) {
            text->clear();
        }
        pod_.gpus = {};
        pod_.has_share = false;
        pod_.creation_us = pod_.scheduled_us = pod_.end_us = kUnknown;
        pod_.latest_us = pod_.deadline_us = kUnknown;
        pod_.priority = pod_.restarts = 0;
        pod_.line = json_.line();
    }

    std::int64_t read_date(JsonValue value, std::string_view name) {
        const std::string_view text = read_json_text(problems_, value, name);
        const input::DateText date = input::parse_date(text);
        if (date.kind == input::DateKind::kNotADate) {
            report_at(problems_, value,
                      {std::string(name) + " " + input::quoted(text) + " is not a date",
                       "a date such as 2026-03-01T08:00:00Z",
                       {}});
        }
        if (date.kind != input::DateKind::kDate) {
            return kUnknown;
        }
        pod_.latest_us = std::max(pod_.latest_us, date.us);
        return date.us;
    }

    std::int32_t read_integer(JsonValue value, std::string_view name) {
        const ScaledNumber number =
            input::parse_scaled(value.text(), 0, std::numeric_limits<std::int32_t>::max());
        const bool is_number = number.kind == NumberText::kNumber && number.is_exact;
        if (value && !value.is(JsonKind::kNull) && (!is_number || !value.is(JsonKind::kNumber))) {
            report_at(problems_, value,
                      {std::string(name) + " is " + shown(value),
                       "a whole number between -2147483647 and 2147483647",
                       {}});
        }
        return static_cast<std::int32_t>(number.value);
    }

    void read_metadata(JsonValue metadata) {
        const std::string_view space =
            read_json_text(problems_, metadata["namespace"], "namespace");
        const std::string_view name = read_json_text(problems_, metadata["name"], "name");
        pod_.id.assign(space).append(space.empty() ? "" : "/").append(name);
        const JsonValue labels = metadata["labels"];
        if (const std::string_view gang = first_text(labels, kGangLabels); !gang.empty()) {
            pod_.gang.assign(space).append("/").append(gang);
        }
        const std::string_view team = first_text(labels, kTeamLabels);
        pod_.account.assign(team.empty() ? space : team);
        pod_.user.assign(first_text(labels, kUserLabels));
        pod_.queue.assign(labels["kueue.x-k8s.io/queue-name"].text());
        pod_.creation_us = read_date(metadata["creationTimestamp"], "creationTimestamp");
    }

    void read_spec(JsonValue spec) {
        std::int64_t at_once = 0, initial = 0;
        add_gpus(spec["containers"], [&](std::int64_t gpus) { at_once += gpus; });
        add_gpus(spec["initContainers"],
                 [&](std::int64_t gpus) { initial = std::max(initial, gpus); });
        pod_.gpus = {NumberText::kNumber, std::max(at_once, initial), true};
        pod_.host.assign(spec["nodeName"].text());
        pod_.gpu_model.assign(first_text(spec["nodeSelector"], kModelSelectors));
        pod_.priority_class.assign(spec["priorityClassName"].text());
        pod_.priority = read_integer(spec["priority"], "priority");
        const ScaledNumber deadline =
            read_json_seconds(problems_, spec["activeDeadlineSeconds"], "activeDeadlineSeconds");
        pod_.deadline_us = deadline.value > 0 ? deadline.value : kUnknown;
    }

    template <class Add>
    void add_gpus(JsonValue containers, Add add) {
        for (JsonValue container = containers.first(); container; container = container.next()) {
            const JsonValue resources = container["resources"];
            const JsonValue limits = resources["limits"];
            std::int64_t gpus = 0;
            const JsonValue wanted = limits ? limits : resources["requests"];
            for (JsonValue member = wanted.first(); member; member = member.next()) {
                gpus += count_gpus(member);
            }
            add(gpus);
        }
    }

    std::int64_t count_gpus(JsonValue resource) {
        const std::string_view key = resource.key();
        const bool is_whole =
            std::find(kGpuResources.begin(), kGpuResources.end(), key) != kGpuResources.end();
        if (!is_whole && !is_share(key)) {
            return 0;
        }
        const ScaledNumber count = read_json_count(problems_, resource, key);
        const bool is_count =
            count.kind == NumberText::kNumber && count.is_exact && count.value >= 0;
        if (count.kind == NumberText::kNumber && !is_count) {
            report_at(problems_, resource,
                      {std::string(key) + " is " + shown(resource), "a whole number of GPUs", {}});
        }
        pod_.has_share = pod_.has_share || (is_share(key) && count.value > 0);
        return is_whole && is_count ? count.value : 0;
    }

    void read_status(JsonValue status) {
        pod_.phase.assign(read_json_text(problems_, status["phase"], "phase"));
        pod_.scheduled_us = read_date(status["startTime"], "startTime");
        const JsonValue conditions = status["conditions"];
        for (JsonValue condition = conditions.first(); condition; condition = condition.next()) {
            const std::int64_t since_us =
                read_date(condition["lastTransitionTime"], "lastTransitionTime");
            if (condition["type"].text() == "PodScheduled" &&
                condition["status"].text() == "True" && since_us != kUnknown) {
                pod_.scheduled_us = since_us;
            }
        }
        bool has_ended = true;
        const JsonValue containers = status["containerStatuses"];
        for (JsonValue container = containers.first(); container; container = container.next()) {
            const JsonValue state = container["state"];
            const JsonValue terminated = state["terminated"];
            (void)read_date(state["running"]["startedAt"], "startedAt");
            pod_.end_us = std::max(pod_.end_us, read_date(terminated["finishedAt"], "finishedAt"));
            has_ended = has_ended && terminated;
            pod_.restarts =
                std::max(pod_.restarts, read_integer(container["restartCount"], "restartCount"));
        }
        const bool is_over = pod_.phase == "Succeeded" || pod_.phase == "Failed";
        if (!has_ended && !is_over) {
            pod_.end_us = kUnknown;  // one of the containers still runs
        }
    }

    JsonValue json_;
    input::LineProblems& problems_;
    PodRecord& pod_;
};

}  // namespace

void read_pod(JsonValue json, input::LineProblems& problems, PodRecord& pod) {
    PodReader(json, problems, pod).read();
}

}  // namespace headroom::trace
