#include <gmock/gmock.h>

#include "src/core/inventory/group_fleets.hpp"
#include "src/core/inventory/kubernetes_quantity.hpp"
#include "tests/core/inventory/inventory_text.hpp"

namespace headroom::inventory {
namespace {

using testing::ElementsAre;

constexpr const char* kNodes = R"({
  "apiVersion": "v1",
  "items": [
    {"apiVersion": "v1", "kind": "Node",
     "metadata": {"name": "k1", "labels": {
        "nvidia.com/gpu.product": "NVIDIA-H100-80GB-HBM3", "nvidia.com/gpu.count": "8",
        "feature.node.kubernetes.io/cpu-model.id": "143",
        "topology.kubernetes.io/zone": "eu-1a"}},
     "spec": {"taints": [{"key": "nvidia.com/gpu", "value": "present", "effect": "NoSchedule"},
                         {"key": "team", "value": "nlp", "effect": "NoSchedule"}]},
     "status": {"capacity": {"cpu": "192", "memory": "2113929216Ki", "nvidia.com/gpu": "8"},
                "allocatable": {"cpu": "191500m", "nvidia.com/gpu": "7"},
                "conditions": [{"type": "MemoryPressure", "status": "False"},
                               {"type": "Ready", "status": "True", "reason": "KubeletReady"}]}},
    {"kind": "Node", "metadata": {"name": "k2", "labels": {
        "nvidia.com/gpu.product": "NVIDIA-H100-80GB-HBM3"}},
     "spec": {"unschedulable": true,
              "taints": [{"key": "node.kubernetes.io/unschedulable", "effect": "NoSchedule"}]},
     "status": {"capacity": {"nvidia.com/gpu": "8"},
                "conditions": [{"type": "Ready", "status": "True"}]}},
    {"kind": "Node", "metadata": {"name": "k3", "labels": {
        "nvidia.com/gpu.product": "NVIDIA-A100-SXM4-40GB-SHARED", "nvidia.com/gpu.count": "4",
        "nvidia.com/gpu.replicas": "3"}},
     "status": {"capacity": {"nvidia.com/gpu": "12"},
                "conditions": [{"type": "Ready", "status": "Unknown",
                                "reason": "NodeStatusUnknown"}]}},
    {"kind": "Node", "metadata": {"name": "k4", "labels": {
        "nvidia.com/gpu.product": "NVIDIA-A100-SXM4-40GB-MIG-1g.5gb"}},
     "status": {"capacity": {"nvidia.com/gpu": "56"}}},
    {"kind": "Node", "metadata": {"name": "k5", "labels": {
        "nvidia.com/gpu.product": "NVIDIA-A100-SXM4-40GB"}},
     "status": {"capacity": {"nvidia.com/gpu": "0", "nvidia.com/mig-1g.5gb": "14"}}},
    {"kind": "Node", "metadata": {"name": "cpu1"}, "status": {"capacity": {"cpu": "64"}}}
  ],
  "kind": "List"
})";

TEST(ReadKubernetesNodes, TakesCapacityLabelsAndConditions) {
    const Inventory inventory = read_good(kNodes, ".json");
    ASSERT_EQ(inventory.nodes.size(), 6u);
    const Node& first = inventory.nodes[0];
    EXPECT_EQ(first.name, "k1");
    EXPECT_EQ(first.gpu_model, "NVIDIA-H100-80GB-HBM3");
    EXPECT_EQ(first.gpus, 8);
    EXPECT_EQ(first.cpus, 192);
    EXPECT_EQ(first.memory_bytes, 2113929216LL << 10);
    EXPECT_EQ(first.zone, "eu-1a");
    EXPECT_EQ(first.state, NodeState::kUp);
    EXPECT_EQ(first.place.line, 4);
    EXPECT_EQ(inventory.nodes[1].state, NodeState::kDrained);
    EXPECT_EQ(inventory.nodes[1].state_text, "Ready,cordoned");
    EXPECT_EQ(inventory.nodes[2].state, NodeState::kDown);
    EXPECT_EQ(inventory.nodes[2].reason, "NodeStatusUnknown");
    EXPECT_EQ(inventory.nodes[2].gpus, 4);
    EXPECT_EQ(inventory.nodes[2].gpu_model, "NVIDIA-A100-SXM4-40GB");
    EXPECT_EQ(inventory.nodes[3].gpus, 0);
    EXPECT_EQ(inventory.nodes[4].gpus, 0);
    EXPECT_THAT(
        describe_all(inventory.not_taken),
        ElementsAre("node k1: 1 of 8 GPUs not allocatable (:4): the nodes of a fleet are alike: "
                    "all their GPUs are counted",
                    "node k1: taint team=nlp:NoSchedule (:4): who may use a node is not modelled",
                    "node k3: each GPU shared by 3 pods (:21): shares of a GPU are not modelled "
                    "yet: whole ones are counted",
                    "node k4: 56 MIG slices (:27): shares of a GPU are not modelled yet",
                    "node k5: 14 MIG slices (:30): shares of a GPU are not modelled yet"));
    const FleetPlan plan = group_fleets(inventory);
    ASSERT_EQ(plan.fleets.size(), 2u);
    EXPECT_EQ(plan.fleets[0].name, "h100");
    EXPECT_EQ(plan.fleets[0].in_use.size(), 1u);
    EXPECT_EQ(plan.fleets[0].set_apart.size(), 1u);
    EXPECT_EQ(plan.fleets[1].name, "a100");
}

// Local queues are partitions of the nodes that their flavours name.
TEST(ReadKubernetesNodes, FlavoursOfKueueChooseNodes) {
    std::vector<Inventory> both;
    both.push_back(read_good(kNodes, ".json"));
    both.push_back(read_good(R"(apiVersion: kueue.x-k8s.io/v1beta1
kind: ResourceFlavor
metadata: {name: h100}
spec: {nodeLabels: {nvidia.com/gpu.product: NVIDIA-H100-80GB-HBM3}}
---
apiVersion: kueue.x-k8s.io/v1beta1
kind: ClusterQueue
metadata: {name: q}
spec:
  resourceGroups:
  - flavors:
    - {name: h100, resources: [{name: nvidia.com/gpu, nominalQuota: 8}]}
---
apiVersion: kueue.x-k8s.io/v1beta1
kind: LocalQueue
metadata: {name: train, namespace: nlp}
spec: {clusterQueue: q}
)",
                             ".yaml"));
    const auto merged = merge(std::move(both));
    ASSERT_TRUE(merged);
    const FleetPlan plan = group_fleets(*merged);
    ASSERT_EQ(plan.partitions.size(), 1u);
    EXPECT_EQ(plan.partitions[0].name, "train");
    ASSERT_EQ(plan.partitions[0].fleets.size(), 1u);
    EXPECT_EQ(plan.fleets[plan.partitions[0].fleets[0]].name, "h100");
}

TEST(ReadKubernetesNodes, OneANodeAndOneALineAreTheSame) {
    const std::string node = R"({"kind":"Node","metadata":{"name":"NAME"},)"
                             R"("status":{"capacity":{"nvidia.com/gpu":"8"}}})";
    std::string first = node, second = node;
    first.replace(first.find("NAME"), 4, "a");
    second.replace(second.find("NAME"), 4, "b");
    const Inventory inventory = read_good(first + "\n" + second + "\n", ".json");
    ASSERT_EQ(inventory.nodes.size(), 2u);
    EXPECT_EQ(inventory.nodes[1].place.line, 2);
}

TEST(ReadKubernetesNodes, FaultsHaveTheirPlace) {
    const auto faults = [](std::string_view text) {
        const auto inventory = read_text(text, ".json");
        return inventory ? std::vector<std::string>{"none"} : describe_all(inventory.error());
    };
    EXPECT_THAT(faults(R"({"kind":"Node","metadata":{"labels":{}}})"),
                ElementsAre("1:27: a node has no name; metadata.name"));
    EXPECT_THAT(faults(R"({"kind":"Node","metadata":{"name":"a"},
"status":{"capacity":{"nvidia.com/gpu":"many"}}})"),
                ElementsAre("2:40: nvidia.com/gpu 'many' is not a quantity; such as 8 or "
                            "1056270140Ki"));
    EXPECT_THAT(faults(R"({"kind":"NodeList","items":[{"kind":"Node","metadata":{"name":"a"}},
{"kind":"Node","metadata":{"name":"a"}}]})"),
                ElementsAre("2:1: node 'a' is described a second time; each node once; the first "
                            "time is in line 1"));
    EXPECT_THAT(faults(R"({"kind":"NodeList","items":[1]})"),
                ElementsAre("1:29: '1' is not a node; an object of the kind Node"));
}

TEST(KubernetesQuantity, InAllItsForms) {
    EXPECT_EQ(parse_kubernetes_quantity("8"), 8);
    EXPECT_EQ(parse_kubernetes_quantity("191500m"), 191);
    EXPECT_EQ(parse_kubernetes_quantity("1.5Gi"), 1610612736);
    EXPECT_EQ(parse_kubernetes_quantity("2k"), 2000);
    EXPECT_EQ(parse_kubernetes_quantity("1e3"), 1000);
    EXPECT_EQ(parse_kubernetes_quantity("0.5"), 0);
    for (const char* bad : {"", "x", "8X", "-1", "Ki", "99999999999Pi", "1 Gi"}) {
        EXPECT_EQ(parse_kubernetes_quantity(bad), std::nullopt) << bad;
    }
}

}  // namespace
}  // namespace headroom::inventory
