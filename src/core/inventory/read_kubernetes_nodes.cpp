// Kubernetes nodes, as `kubectl get nodes -o json` prints them (a List), one node a line, or one
// node. GPUs are the node's capacity; the model is the label of NVIDIA's GPU feature discovery
// (https://github.com/NVIDIA/k8s-device-plugin/tree/main/docs/gpu-feature-discovery), of AMD's
// labeller or of the cloud. Of a GPU that is shared by time or cut to MIG slices the cluster counts
// the shares: what that does to the count here is told among what was not taken over.

#include <algorithm>
#include <array>

#include "src/core/input/json_fields.hpp"
#include "src/core/input/json_items.hpp"
#include "src/core/inventory/inventory_builder.hpp"
#include "src/core/inventory/kubernetes_quantity.hpp"

namespace headroom::inventory {

namespace {

using input::JsonKind;
using input::JsonValue;

constexpr std::array<std::string_view, 2> kSections{"items", ""};
constexpr std::array<std::string_view, 2> kGpuResources{"nvidia.com/gpu", "amd.com/gpu"};
constexpr std::string_view kSharedResource = "nvidia.com/gpu.shared";
constexpr std::string_view kMigResource = "nvidia.com/mig-";
constexpr std::array<std::string_view, 4> kModelLabels{
    "nvidia.com/gpu.product", "amd.com/gpu.product-name", "beta.amd.com/gpu.product-name",
    "cloud.google.com/gke-accelerator"};
constexpr std::array<std::string_view, 3> kSwitchLabels{"topology.k8s.aws/network-node-layer-1",
                                                        "topology.k8s.aws/network-node-layer-2",
                                                        "topology.k8s.aws/network-node-layer-3"};

bool is_like_nodes(std::string_view head) {
    const auto has_kind = [&](std::string_view kind) {
        return input::has_json_text(head, "kind", kind);
    };
    return (has_kind("Node") || has_kind("NodeList")) && !has_kind("Pod") && !has_kind("PodList");
}

bool begins_with(std::string_view text, std::string_view beginning) {
    return text.substr(0, beginning.size()) == beginning;
}

// What a taint of these keys says is said otherwise, or is so on every GPU node.
bool is_usual_taint(std::string_view key) {
    return begins_with(key, "node.kubernetes.io/") || begins_with(key, "node.cloudprovider") ||
           begins_with(key, "node-role.kubernetes.io/") || key == "nvidia.com/gpu" ||
           key == "amd.com/gpu";
}

class NodesReader {
public:
    explicit NodesReader(InventoryBuilder& builder) : builder_(builder) {}

    void read() {
        (void)builder_.cluster(SchedulerKind::kKubernetes);
        input::read_json_items(builder_.input(), builder_.problems(),
                               {.sections = kSections,
                                .on_item = [&](std::string_view, JsonValue item) { take(item); },
                                .on_top =
                                    [&](JsonValue top) {
                                        if (top["kind"].text() == "Node") {
                                            take(top);
                                        }
                                    }});
    }

private:
    void take(JsonValue item) {
        if (const std::string_view kind = item["kind"].text(); kind != "Node") {
            if (!item.is(JsonKind::kObject)) {
                input::report_at(
                    builder_.problems(), item,
                    {input::shown(item) + " is not a node", "an object of the kind Node", {}});
                return;
            }
            builder_.leave_out(std::string(kind.empty() ? "an object of no kind" : kind),
                               std::string(item["metadata"]["name"].text()),
                               "only nodes are read from this file", item.line());
            return;
        }
        const JsonValue metadata = item["metadata"];
        node_ = {};
        line_ = {{}, item.line(), false};
        node_.name = metadata["name"].text();
        if (node_.name.empty()) {
            input::report_at(builder_.problems(), metadata ? metadata : item,
                             {"a node has no name", "metadata.name", {}});
            return;
        }
        node_.cluster = kKubernetesName;
        node_.is_live = true;
        take_labels(metadata["labels"]);
        take_resources(item["status"]);
        take_state(item["spec"], item["status"]["conditions"]);
        take_taints(item["spec"]["taints"]);
        builder_.add_node(std::move(node_), line_);
    }

    void take_labels(JsonValue labels) {
        for (JsonValue label = labels.first(); label; label = label.next()) {
            if (!begins_with(label.key(), "feature.node.kubernetes.io/")) {
                node_.features.push_back(std::string(label.key()) + "=" +
                                         std::string(label.text()));
            }
        }
        node_.zone = labels["topology.kubernetes.io/zone"].text();
        node_.rack = labels["topology.kubernetes.io/rack"].text();
        for (const std::string_view label : kSwitchLabels) {
            if (const std::string_view value = labels[label].text(); !value.empty()) {
                node_.switches.emplace_back(value);
            }
        }
        for (const std::string_view label : kModelLabels) {
            if (node_.gpu_model.empty()) {
                node_.gpu_model = labels[label].text();
            }
        }
        shares_ = parse_kubernetes_quantity(labels["nvidia.com/gpu.replicas"].text()).value_or(1);
        gpus_by_label_ = parse_kubernetes_quantity(labels["nvidia.com/gpu.count"].text());
    }

    std::int64_t read_quantity(JsonValue value) {
        if (!value) {
            return kNotTold;
        }
        const std::optional<std::int64_t> quantity = parse_kubernetes_quantity(value.text());
        if (!quantity) {
            input::report_at(
                builder_.problems(), value,
                {std::string(value.key()) + " " + input::shown(value) + " is not a quantity",
                 "such as 8 or 1056270140Ki",
                 {}});
        }
        return quantity.value_or(kNotTold);
    }

    void take_resources(JsonValue status) {
        const JsonValue capacity = status["capacity"];
        node_.cpus = read_quantity(capacity["cpu"]);
        node_.memory_bytes = read_quantity(capacity["memory"]);
        node_.gpus = 0;
        std::int64_t slices = 0;
        for (JsonValue resource = capacity.first(); resource; resource = resource.next()) {
            const bool is_gpu = std::find(kGpuResources.begin(), kGpuResources.end(),
                                          resource.key()) != kGpuResources.end();
            if (is_gpu || resource.key() == kSharedResource) {
                const std::int64_t count = std::max<std::int64_t>(read_quantity(resource), 0);
                node_.gpus += count;
                tell_unhealthy(count, status["allocatable"][resource.key()]);
            } else if (begins_with(resource.key(), kMigResource)) {
                slices += std::max<std::int64_t>(read_quantity(resource), 0);
            }
        }
        if (node_.gpu_model.find("-MIG-") != std::string::npos) {
            slices += node_.gpus;
            node_.gpus = 0;
        }
        if (slices > 0) {
            builder_.leave_out_node(node_.name, std::to_string(slices) + " MIG slices",
                                    "shares of a GPU are not modelled yet", line_.number);
        }
        take_shared();
    }

    // Time slicing: the capacity counts every share.
    void take_shared() {
        constexpr std::string_view kSharedEnding = "-SHARED";
        const std::size_t ending = node_.gpu_model.rfind(kSharedEnding);
        if (ending != std::string::npos &&
            ending + kSharedEnding.size() == node_.gpu_model.size()) {
            node_.gpu_model.resize(ending);
        }
        if (shares_ <= 1 || node_.gpus == 0) {
            return;
        }
        node_.gpus = gpus_by_label_.value_or(node_.gpus / shares_);
        builder_.leave_out_node(
            node_.name, "each GPU shared by " + std::to_string(shares_) + " pods",
            "shares of a GPU are not modelled yet: whole ones are counted", line_.number);
    }

    void tell_unhealthy(std::int64_t all, JsonValue allocatable) {
        const std::int64_t usable = read_quantity(allocatable);
        if (usable != kNotTold && usable < all) {
            builder_.leave_out_node(node_.name,
                                    std::to_string(all - usable) + " of " + std::to_string(all) +
                                        " GPUs not allocatable",
                                    "the nodes of a fleet are alike: all their GPUs are counted",
                                    line_.number);
        }
    }

    void take_state(JsonValue spec, JsonValue conditions) {
        for (JsonValue condition = conditions.first(); condition; condition = condition.next()) {
            if (condition["type"].text() != "Ready") {
                continue;
            }
            const bool is_ready = condition["status"].text() == "True";
            node_.state = is_ready ? NodeState::kUp : NodeState::kDown;
            node_.state_text = is_ready ? "Ready" : "NotReady";
            if (!is_ready) {
                node_.reason = condition["reason"].text();
            }
        }
        if (spec["unschedulable"].text() == "true") {
            node_.state_text += node_.state_text.empty() ? "cordoned" : ",cordoned";
            node_.state = node_.state == NodeState::kDown ? NodeState::kDown : NodeState::kDrained;
        }
    }

    void take_taints(JsonValue taints) {
        if (node_.gpus == 0) {
            return;
        }
        for (JsonValue taint = taints.first(); taint; taint = taint.next()) {
            const std::string_view key = taint["key"].text();
            const std::string_view effect = taint["effect"].text();
            if (is_usual_taint(key) || effect == "PreferNoSchedule") {
                continue;
            }
            std::string text = "taint " + std::string(key);
            if (const std::string_view value = taint["value"].text(); !value.empty()) {
                text += "=" + std::string(value);
            }
            builder_.leave_out_node(node_.name, text + ":" + std::string(effect),
                                    "who may use a node is not modelled", line_.number);
        }
    }

    InventoryBuilder& builder_;
    Node node_;
    input::Line line_;
    std::int64_t shares_ = 1;
    std::optional<std::int64_t> gpus_by_label_;
};

void read_nodes(InventoryBuilder& builder) {
    NodesReader(builder).read();
}

}  // namespace

const InventoryFormat kKubernetesNodesFormat{
    "kubernetes-nodes", "what `kubectl get nodes -o json` prints", is_like_nodes, read_nodes};

}  // namespace headroom::inventory
