#pragma once

// What a Kubernetes pod's JSON says of it as a job. Sources: the Pod API, core/v1 (kubernetes.io/
// docs/reference/kubernetes-api/workload-resources/pod-v1); extended resources, which are asked
// for in `limits` (kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus); NVIDIA's device plugin
// for MIG and shared GPUs (github.com/NVIDIA/k8s-device-plugin).

#include <cstdint>
#include <string>

#include "src/core/input/json_value.hpp"
#include "src/core/input/line_problems.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::trace {

struct PodRecord {
    std::string id;  // "namespace/name"
    // What the pods of one job have in common, or empty: the name that Kueue, JobSet, Kubeflow,
    // Ray or Kubernetes itself label them with, within the namespace.
    std::string gang;
    std::string user;     // label user, username or owner
    std::string account;  // label team, project or account; else the namespace
    std::string queue;    // of Kueue
    std::string priority_class;
    std::string gpu_model;  // what the node selector asks for
    std::string host;
    std::string phase;
    // GPUs of the containers, or of the one initial container that asks for more than these.
    input::ScaledNumber gpus;
    bool has_share = false;                // a MIG slice or a shared GPU
    std::int64_t creation_us = kUnknown;   // these since 1970
    std::int64_t scheduled_us = kUnknown;  // bound to a node: the GPUs are held from here
    std::int64_t end_us = kUnknown;        // of the last container
    std::int64_t latest_us = kUnknown;     // of all times in the record
    std::int64_t deadline_us = kUnknown;   // activeDeadlineSeconds
    std::int32_t priority = 0;
    std::int32_t restarts = 0;  // the most of its containers
    std::int64_t line = 0;
};

// Reads one pod into `pod`, whose texts keep their memory. Faults are reported at their places.
void read_pod(input::JsonValue json, input::LineProblems& problems, PodRecord& pod);

}  // namespace headroom::trace
