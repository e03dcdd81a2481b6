// Everything that can be wrong with an inventory, each with the exact message.

#include <gmock/gmock.h>

#include "tests/core/inventory/inventory_text.hpp"

namespace headroom::inventory {
namespace {

using testing::ElementsAreArray;

struct BadInventory {
    const char* name;
    std::string text;
    std::vector<std::string> messages;
};

std::ostream& operator<<(std::ostream& out, const BadInventory& bad) {
    return out << bad.name;
}

class BadInventoryTest : public testing::TestWithParam<BadInventory> {};

TEST_P(BadInventoryTest, SaysWhatIsWrongAndWhere) {
    const auto inventory = read_text(GetParam().text);
    ASSERT_FALSE(inventory);
    EXPECT_THAT(describe_all(inventory.error()), ElementsAreArray(GetParam().messages));
}

std::string node_block(const std::string& pairs) {
    return "NodeName=n1 CPUTot=8 State=IDLE\n   " + pairs + "\n";
}

std::string conf(const std::string& lines) {
    return "ClusterName=c\n" + lines + "\n";
}

std::string queue(const std::string& spec) {
    return "apiVersion: kueue.x-k8s.io/v1beta1\nkind: ClusterQueue\nmetadata:\n  name: q\nspec:\n" +
           spec;
}

const std::vector<BadInventory> kFiles{
    {"Empty", "", {"0:0: is empty; an inventory"}},
    {"Blank", " \n\r\n", {"0:0: is empty; an inventory"}},
    {"OtherText", "hello world\n", {"0:0: is no inventory that is known; " + inventory_formats()}},
    {"SlurmError",
     "slurm_load_node error: Unable to contact slurm controller (connect failure)\n",
     {"0:0: is no inventory that is known; " + inventory_formats()}},
    {"Utf16", "\xFF\xFEN\1", {"0:0: is UTF-16 text; plain text, gzip or zstd"}},
    {"Zip", "PK\x03\x04rest", {"0:0: is a zip file; plain text, gzip or zstd"}},
};

const std::vector<BadInventory> kScontrol{
    {"GresCount",
     node_block("Gres=gpu:h100:x8:y"),
     {"2:9: Gres: 'gpu:h100:x8:y' is not a count of GPUs; such as gpu:8 or gpu:h100:8"}},
    {"GresEmptyModel",
     node_block("Gres=gpu::8"),
     {"2:9: Gres: 'gpu::8' is not a count of GPUs; such as gpu:8 or gpu:h100:8"}},
    {"GresTooMany",
     node_block("Gres=gpu:999999999"),
     {"2:9: Gres: 'gpu:999999999' is not a count of GPUs; such as gpu:8 or gpu:h100:8"}},
    {"TresCount",
     node_block("CfgTRES=cpu=8,gres/gpu=many"),
     {"2:12: CfgTRES: 'gres/gpu=many' is not a count of GPUs; such as gpu:8 or gpu:h100:8"}},
    {"Cpus",
     "NodeName=n1 CPUTot=eight State=IDLE\n",
     {"1:20: CPUTot 'eight' is not a number; a whole number, such as 8"}},
    {"Memory",
     node_block("RealMemory=1T"),
     {"2:15: RealMemory '1T' is not a number; a whole number, such as 8"}},
    {"NoState",
     "NodeName=n1 CPUTot=8\nNodeName=n2 CPUTot=8 State=IDLE\n",
     {"1:0: node 'n1' has no State; State=, such as `scontrol show node` prints it"}},
    {"NoName", "NodeName= CPUTot=8 State=IDLE\n", {"1:10: NodeName has no value; a name"}},
    {"TwiceTheSame",
     node_block("") + "\n" + node_block(""),
     {"4:1: node 'n1' is described a second time; each node once; the first time is in line 1"}},
    {"Word",
     node_block("") + "error: timed out\n",
     {"3:1: 'error:' is not Key=Value; what `scontrol show node` or `scontrol show partition` "
      "prints"}},
    {"PartitionNodes",
     "PartitionName=p TotalNodes=2\n   Nodes=n[2-1]\n",
     {"2:12: Nodes: range 2-1 goes down; the lower number first"}},
    {"PartitionMaxTime",
     "PartitionName=p TotalNodes=2\n   MaxTime=forever\n",
     {"2:12: MaxTime 'forever' is not a time limit; minutes, such as 120, or a time such as "
      "1-12:00:00, or INFINITE"}},
    {"PartitionPriority",
     "PartitionName=p TotalNodes=2 PriorityTier=high\n",
     {"1:43: PriorityTier 'high' is not a priority; a whole number from 0 to 65533"}},
    {"PartitionTwice",
     "PartitionName=p TotalNodes=2\nPartitionName=p TotalNodes=2\n",
     {"2:1: partition 'p' is described a second time; each partition once; the first time is in "
      "line 1"}},
};

const std::vector<BadInventory> kSlurmConf{
    {"Range",
     conf("NodeName=gpu[001-064,5-2] Gres=gpu:8"),
     {"2:22: NodeName: range 5-2 goes down; the lower number first"}},
    {"OpenBracket",
     conf("NodeName=gpu[001-064 Gres=gpu:8"),
     {"2:13: NodeName: '[' is not closed; gpu[001-064,070]"}},
    {"TooManyHosts",
     conf("NodeName=gpu[1-9999999]"),
     {"2:24: NodeName: names more than 1000000 hosts; at most 1000000"}},
    {"NoPair",
     conf("NodeName=a Gres"),
     {"2:12: 'Gres' is not Key=Value; Key=Value pairs, such as NodeName=gpu[001-064] "
      "Gres=gpu:h100:8"}},
    {"NoKey",
     conf("NodeName=a =8"),
     {"2:12: '=' is not Key=Value; Key=Value pairs, such as NodeName=gpu[001-064] "
      "Gres=gpu:h100:8"}},
    {"NoValue", conf("NodeName=a Gres="), {"2:17: Gres has no value; Key=Value"}},
    {"OpenQuote",
     conf("NodeName=a Reason=\"bad"),
     {"2:20: Reason: quote is not closed; a closing \""}},
    {"Gres",
     conf("NodeName=a Gres=gpu:a100:1:2"),
     {"2:17: Gres: 'gpu:a100:1:2' is not a count of GPUs; such as gpu:8 or gpu:h100:8"}},
    {"State",
     conf("NodeName=a State=BROKEN"),
     {"2:18: State 'BROKEN' is not known; UNKNOWN, DOWN, DRAIN, FAIL, FUTURE or CLOUD"}},
    {"Sockets",
     conf("NodeName=a Sockets=two"),
     {"2:20: Sockets 'two' is not a number; a whole number, such as 8"}},
    {"NodeTwice",
     conf("NodeName=gpu[1-2] Gres=gpu:8\nNodeName=gpu2 Gres=gpu:4"),
     {"3:1: node 'gpu2' is described a second time; each node once; the first time is in line 2"}},
    {"PartitionTwice",
     conf("PartitionName=p Nodes=ALL\nPartitionName=p Nodes=ALL"),
     {"3:1: partition 'p' is described a second time; each partition once; the first time is in "
      "line 2"}},
    {"MaxTime",
     conf("PartitionName=p MaxTime=1.5h"),
     {"2:25: MaxTime '1.5h' is not a time limit; minutes, such as 120, or a time such as "
      "1-12:00:00, or INFINITE"}},
    {"Tier",
     conf("PartitionName=p PriorityTier=70000"),
     {"2:30: PriorityTier '70000' is not a priority; a whole number from 0 to 65533"}},
    {"BackfillDepth",
     conf("SchedulerParameters=bf_max_job_test=all"),
     {"2:21: bf_max_job_test 'all' is not a number of jobs; a whole number from 1 to 1000000000"}},
    {"InContinuedLine",
     conf("PartitionName=p \\\n  MaxTime=never"),
     {"2:27: MaxTime 'never' is not a time limit; minutes, such as 120, or a time such as "
      "1-12:00:00, or INFINITE"}},
    {"AllAtOnce",
     conf("NodeName=a Gres=gpu:x:y:z\nNodeName=b Weight=heavy"),
     {"2:17: Gres: 'gpu:x:y:z' is not a count of GPUs; such as gpu:8 or gpu:h100:8",
      "3:19: Weight 'heavy' is not a number; a whole number, such as 8"}},
};

const std::vector<BadInventory> kKueue{
    {"Syntax",
     queue("  resourceGroups: [\n"),
     {"7:1: is not YAML: end of sequence flow not found; YAML"}},
    {"Tab", queue("\tcohort: a\n"), {"6:8: is not YAML: illegal map value; YAML"}},
    {"NoName",
     "apiVersion: kueue.x-k8s.io/v1beta1\nkind: ClusterQueue\n",
     {"1:1: a ClusterQueue has no name; kind and metadata.name"}},
    {"NotAnObject",
     queue("  cohort: a\n") + "---\n- 1\n",
     {"8:1: is not an object of Kubernetes; apiVersion, kind, metadata"}},
    {"NoNominalQuota",
     queue("  resourceGroups:\n  - flavors:\n    - name: f\n      resources:\n      - name: "
           "nvidia.com/gpu\n"),
     {"10:9: a quota of ClusterQueue 'q' has no nominalQuota; name and nominalQuota"}},
    {"QuotaIsAList",
     queue("  resourceGroups:\n  - flavors:\n    - name: f\n      resources:\n      - name: "
           "nvidia.com/gpu\n        nominalQuota: [8]\n"),
     {"11:23: nominalQuota is not a quantity; such as 64 or 512Gi"}},
    {"QueueTwice",
     queue("  cohort: a\n") + "---\n" + queue("  cohort: b\n"),
     {"8:1: ClusterQueue 'q' stands twice; each object once"}},
    {"NoClusterQueue",
     "apiVersion: kueue.x-k8s.io/v1beta1\nkind: LocalQueue\nmetadata: {name: l}\n",
     {"1:1: LocalQueue 'l' names no cluster queue; spec.clusterQueue"}},
};

const std::vector<BadInventory> kCsv{
    {"OpenbGpu",
     "sn,cpu_milli,memory_mib,gpu,model\nn1,64000,262144,two,T4\n",
     {"2:17: gpu 'two' is not a number; a whole number, such as 8"}},
    {"OpenbNegative",
     "sn,cpu_milli,memory_mib,gpu,model\nn1,64000,262144,-2,T4\n",
     {"2:17: gpu '-2' is not a count; a whole number from 0 on"}},
    {"OpenbMissing",
     "sn,cpu_milli,memory_mib,gpu,model\nn1,64000,262144,,T4\n",
     {"2:17: gpu '' is not a count; a whole number from 0 on"}},
    {"OpenbFields",
     "sn,cpu_milli,memory_mib,gpu,model\nn1,64000,262144,2\nn2,1,1,1,T4\n",
     {"2:1: has 4 fields; 5 as in the header"}},
    {"OpenbColumn",
     "sn,gpu,model\nn1,2,T4\n",
     {"1:1: column 'cpu_milli' is missing; a header with this column",
      "1:1: column 'memory_mib' is missing; a header with this column"}},
    {"OpenbTwice",
     "sn,cpu_milli,memory_mib,gpu,model\nn1,1,1,1,T4\nn1,1,1,1,T4\n",
     {"3:1: node 'n1' is described a second time; each node once; the first time is in line 2"}},
    {"LingjunNoName",
     "ip,DSW,PSW,ASW\n,G1,P1,S1\n",
     {"2:1: a node has no name; a name in the first column"}},
};

std::string name_of(const testing::TestParamInfo<BadInventory>& info) {
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Files, BadInventoryTest, testing::ValuesIn(kFiles), name_of);
INSTANTIATE_TEST_SUITE_P(Scontrol, BadInventoryTest, testing::ValuesIn(kScontrol), name_of);
INSTANTIATE_TEST_SUITE_P(SlurmConf, BadInventoryTest, testing::ValuesIn(kSlurmConf), name_of);
INSTANTIATE_TEST_SUITE_P(Kueue, BadInventoryTest, testing::ValuesIn(kKueue), name_of);
INSTANTIATE_TEST_SUITE_P(Csv, BadInventoryTest, testing::ValuesIn(kCsv), name_of);

// Twenty are shown, the others counted.
TEST(BadInventory, ManyFaultsAreCounted) {
    std::string text = "ClusterName=c\n";
    for (int i = 0; i < 25; ++i) {
        text += "NodeName=n" + std::to_string(i) + " Weight=x\n";
    }
    const auto inventory = read_text(text);
    ASSERT_FALSE(inventory);
    ASSERT_EQ(inventory.error().size(), 21u);
    EXPECT_EQ(inventory.error().back().problem, "and 5 more");
}

}  // namespace
}  // namespace headroom::inventory
