#pragma once

// Made-up output of Slurm's tools, with the quirks of the real one: values with blanks, sockets
// behind GRES, states of several words, trailing blanks.

namespace headroom::inventory {

constexpr const char* kScontrolNodes =
    R"(NodeName=gpu001 Arch=x86_64 CoresPerSocket=48 
   CPUAlloc=96 CPUEfctv=192 CPUTot=192 CPULoad=12.34
   AvailableFeatures=h100,ib
   ActiveFeatures=h100,ib
   Gres=gpu:h100:8(S:0-1)
   NodeAddr=gpu001 NodeHostName=gpu001 Version=23.02.6
   OS=Linux 5.15.0-91-generic #101-Ubuntu SMP Tue Nov 14 13:30:08 UTC 2023 
   RealMemory=2048000 AllocMem=1024000 FreeMem=1000000 Sockets=2 Boards=1
   State=MIXED ThreadsPerCore=2 TmpDisk=0 Weight=10 Owner=N/A MCS_label=N/A
   Partitions=batch,long 
   BootTime=2026-01-01T00:00:00 SlurmdStartTime=2026-01-01T00:05:00
   CfgTRES=cpu=192,mem=2000G,billing=192,gres/gpu=8,gres/gpu:h100=8
   AllocTRES=cpu=96,mem=1000G,gres/gpu=4

NodeName=gpu002 Arch=x86_64 CoresPerSocket=48 
   CPUAlloc=0 CPUEfctv=192 CPUTot=192 CPULoad=0.01
   AvailableFeatures=h100,ib
   Gres=gpu:h100:4(S:0),gpu:h100:4(S:1),nvme:1
   OS=Linux 5.15.0-91-generic #101-Ubuntu SMP Tue Nov 14 13:30:08 UTC 2023 
   RealMemory=2048000 AllocMem=0 FreeMem=2000000 Sockets=2 Boards=1
   State=IDLE+DRAIN ThreadsPerCore=2 TmpDisk=0 Weight=10 Owner=N/A MCS_label=N/A
   Partitions=batch,long 
   CfgTRES=cpu=192,mem=2000G,billing=192,gres/gpu=8,gres/gpu:h100=8
   Reason=GPU 3: Xid=79, State=lost [root@2026-03-01T10:00:00]

NodeName=gpu010 Arch=x86_64 CoresPerSocket=32 
   CPUTot=128 AvailableFeatures=a100 Gres=gpu:4
   RealMemory=1024000
   State=DOWN*+NOT_RESPONDING Weight=1
   Partitions=batch 
   Reason=power supply

NodeName=gpu011 CoresPerSocket=32 CPUTot=128 AvailableFeatures=a100,nvme Gres=(null)
   State=IDLE Weight=1 Partitions=batch
   CfgTRES=cpu=128,mem=1000G,billing=128,gres/gpu=4

NodeName=cpu001 CoresPerSocket=64 CPUTot=256 AvailableFeatures=(null) Gres=(null)
   State=ALLOCATED Weight=1 Partitions=cpu
)";

constexpr const char* kSlurmConf = R"(# Made up.
ClusterName=alpha
SlurmctldHost=head1(10.0.0.1)
SchedulerType=sched/backfill
SchedulerParameters=bf_max_job_test=500,bf_window=20160,\
bf_continue
prioritytype=priority/multifactor
PriorityWeightAge=1000   # an old job \
PriorityWeightFairshare=100000

NodeName=DEFAULT Sockets=2 CoresPerSocket=48 ThreadsPerCore=2 RealMemory=2048000 State=UNKNOWN
NodeName=gpu[001-004] Gres=gpu:h100:8 Feature=h100,ib Weight=10
NodeName=gpu[010-011] Gres=gpu:a100:4 CPUs=128 Feature=a100 \
    Reason="two GPUs, \#1 and \#2, removed"
NodeName=cpu001 CPUs=256 State=FUTURE
DownNodes=gpu004 State=DRAIN Reason="fan"
NodeSet=h Feature=h100
PartitionName=DEFAULT MaxTime=1-12 State=UP DefaultTime=60
PartitionName=batch Nodes=ALL Default=YES PriorityTier=1
PartitionName=long Nodes=h MaxTime=7-00:00:00 PriorityTier=1
PartitionName=urgent Nodes=gpu[003-004,010] MaxTime=INFINITE PriorityTier=10 PreemptMode=REQUEUE
include nodes/extra.conf
)";

}  // namespace headroom::inventory
