#include <fstream>

#include "tests/support/made_up_site.hpp"

namespace headroom::test {
namespace {

void write_node(std::ostream& out, const NodeKind& kind, int index) {
    const bool is_drained = index >= kind.count - kind.drained;
    const std::string name = host_name(kind, index), gpus = std::to_string(kind.gpus);
    out << "NodeName=" << name << " Arch=x86_64 CoresPerSocket=56\n"
        << "   CPUAlloc=24 CPUEfctv=224 CPUTot=224 CPULoad=11.72\n"
        << "   AvailableFeatures=" << kind.slurm_gpu << ",ib\n"
        << "   ActiveFeatures=" << kind.slurm_gpu << ",ib\n"
        << "   Gres=gpu:" << kind.slurm_gpu << ":" << gpus << "(S:0-1)\n"
        << "   NodeAddr=" << name << " NodeHostName=" << name << " Version=23.11.6\n"
        << "   OS=Linux 5.15.0-112-generic #122-Ubuntu SMP Thu May 23 07:48:21 UTC 2024\n"
        << "   RealMemory=2063834 AllocMem=245760 FreeMem=1400000 Sockets=2 Boards=1\n"
        << "   State=" << (is_drained ? "IDLE+DRAIN" : "MIXED")
        << " ThreadsPerCore=2 TmpDisk=0 Weight=1 Owner=N/A MCS_label=N/A\n"
        << "   Partitions=" << kind.partitions << "\n"
        << "   BootTime=2026-05-12T09:10:11 SlurmdStartTime=2026-05-12T09:12:00\n"
        << "   CfgTRES=cpu=224,mem=2063834M,billing=224,gres/gpu=" << gpus
        << ",gres/gpu:" << kind.slurm_gpu << "=" << gpus << "\n"
        << "   AllocTRES=cpu=24,mem=240G,gres/gpu=2,gres/gpu:" << kind.slurm_gpu << "=2\n"
        << "   CapWatts=n/a\n"
        << "   CurrentWatts=0 AveWatts=0\n"
        << "   ExtSensorsJoules=n/s ExtSensorsWatts=0 ExtSensorsTemp=n/s\n";
    if (is_drained) {
        out << "   Reason=GPU fell off the bus = row 3, ticket 4711 [root@2026-07-20T08:00:00]\n";
    }
    out << "\n";
}

constexpr const char* kSlurmConf = R"(# slurm.conf of a site that never was
ClusterName=hal
SlurmctldHost=head1(10.0.0.1)
SchedulerType=sched/backfill
SchedulerParameters=bf_window=10080,bf_max_job_test=1000,bf_interval=30,\
bf_continue
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
PriorityType=priority/multifactor
PriorityDecayHalfLife=7-0
PriorityWeightAge=1000
PriorityWeightFairshare=10000
PriorityWeightJobSize=500
PreemptType=preempt/none
GresTypes=gpu
NodeName=DEFAULT Sockets=2 CoresPerSocket=56 ThreadsPerCore=2 RealMemory=2063834 State=UNKNOWN
NodeName=gpu[001-120] Gres=gpu:h100:8 Feature=h100,ib
NodeName=gpu[121-180] Gres=gpu:a100:8 Feature=a100,ib
NodeName=vis[01-20] Gres=gpu:l40s:4 Feature=l40s,ib
PartitionName=DEFAULT State=UP OverSubscribe=NO
PartitionName=main Nodes=gpu[001-180] Default=YES MaxTime=12-00:00:00 PriorityTier=1
PartitionName=long Nodes=gpu[001-120] MaxTime=21-00:00:00 PriorityTier=1
PartitionName=dev Nodes=vis[01-20] MaxTime=1-08:00:00 PriorityTier=1
)";

}  // namespace

void write_made_up_hardware(const std::string& folder) {
    std::ofstream nodes(folder + "/nodes.txt");
    for (const NodeKind& kind : kNodeKinds) {
        for (int index = 0; index < kind.count; ++index) {
            write_node(nodes, kind, index);
        }
    }
    std::ofstream(folder + "/slurm.conf") << kSlurmConf;
}

}  // namespace headroom::test
