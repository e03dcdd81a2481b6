#include <gmock/gmock.h>

#include "src/core/inventory/write_fragment.hpp"
#include "tests/core/inventory/inventory_text.hpp"

namespace headroom::inventory {
namespace {

using testing::ElementsAre;

constexpr const char* kKueue = R"(apiVersion: kueue.x-k8s.io/v1beta1
kind: ResourceFlavor
metadata:
  name: h100
spec:
  nodeLabels: {nvidia.com/gpu.product: NVIDIA-H100-80GB-HBM3}
---
apiVersion: kueue.x-k8s.io/v1beta1
kind: ResourceFlavor
metadata:
  name: a100
spec:
  nodeLabels:
    nvidia.com/gpu.product: NVIDIA-A100-SXM4-80GB
---
apiVersion: kueue.x-k8s.io/v1beta1
kind: ClusterQueue
metadata:
  name: research
spec:
  cohort: all
  queueingStrategy: StrictFIFO
  preemption:
    withinClusterQueue: LowerPriority
    reclaimWithinCohort: Never
  resourceGroups:
  - coveredResources: [cpu, nvidia.com/gpu]
    flavors:
    - name: h100
      resources:
      - {name: cpu, nominalQuota: 1000}
      - name: nvidia.com/gpu
        nominalQuota: "64"
        borrowingLimit: 32
    - name: a100
      resources:
      - name: nvidia.com/gpu
        nominalQuota: 16
---
apiVersion: kueue.x-k8s.io/v1beta1
kind: List
items:
- apiVersion: kueue.x-k8s.io/v1beta1
  kind: LocalQueue
  metadata: {name: train, namespace: nlp}
  spec: {clusterQueue: research}
- apiVersion: kueue.x-k8s.io/v1beta1
  kind: LocalQueue
  metadata: {name: train, namespace: vision}
  spec: {clusterQueue: research}
- apiVersion: kueue.x-k8s.io/v1beta1
  kind: WorkloadPriorityClass
  metadata: {name: high}
  value: 1000
)";

TEST(ReadKueue, TakesQueuesQuotasAndNamespaces) {
    const Inventory inventory = read_good(kKueue, ".yaml");
    ASSERT_EQ(inventory.tenants.size(), 1u);
    const Tenant& tenant = inventory.tenants[0];
    EXPECT_EQ(tenant.name, "research");
    EXPECT_EQ(tenant.cohort, "all");
    EXPECT_EQ(tenant.place.line, 16);
    EXPECT_THAT(tenant.accounts, ElementsAre("nlp", "vision"));
    ASSERT_EQ(tenant.quotas.size(), 3u);
    EXPECT_EQ(tenant.quotas[1].flavor, "h100");
    EXPECT_EQ(tenant.quotas[1].resource, "nvidia.com/gpu");
    EXPECT_EQ(tenant.quotas[1].nominal, "64");
    EXPECT_EQ(tenant.quotas[1].borrowing_limit, "32");
    EXPECT_EQ(tenant.quotas[1].lending_limit, "");
    ASSERT_EQ(inventory.partitions.size(), 1u);
    EXPECT_EQ(inventory.partitions[0].name, "train");
    EXPECT_THAT(inventory.partitions[0].selectors,
                ElementsAre(ElementsAre("nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3"),
                            ElementsAre("nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB")));
    ASSERT_TRUE(inventory.clusters[0].backfills);
    EXPECT_FALSE(inventory.clusters[0].backfills->value);
    EXPECT_THAT(describe_all(inventory.not_taken),
                ElementsAre("cluster queue research: nvidia.com/gpu of h100: nominalQuota=64 "
                            "(:33): quotas are not modelled yet",
                            "cluster queue research: nvidia.com/gpu of h100: borrowingLimit=32 "
                            "(:34): quotas are not modelled yet",
                            "cluster queue research: nvidia.com/gpu of a100: nominalQuota=16 "
                            "(:38): quotas are not modelled yet",
                            "cluster queue research: cohort=all (:21): quotas are not modelled yet",
                            "cluster queue research: withinClusterQueue=LowerPriority (:24): "
                            "preemption is not modelled yet",
                            "WorkloadPriorityClass high: 1000 (:51): jobs bring their priority "
                            "along"));
}

}  // namespace
}  // namespace headroom::inventory
