#pragma once

// The GPUs in Slurm's lists of resources: TRES
// ("billing=8,cpu=8,gres/gpu:h100=8,gres/gpu=8,node=1", sacct's AllocTRES and ReqTRES;
// https://slurm.schedmd.com/tres.html) and, before Slurm 20.11, GRES
// ("gpu:v100:2", AllocGRES and ReqGRES), whose counts are the whole job's as well.

#include <cstdint>
#include <string_view>

namespace headroom::trace {

struct SlurmGpus {
    enum class Kind : std::uint8_t {
        kNone,   // no GPU is listed
        kWhole,  // `count` of them
        kShare,  // of a GPU: a MIG instance (1g.10gb), a shard or a share of time (mps)
        kFault,  // `fault` has no count
    };
    Kind kind = Kind::kNone;
    std::int64_t count = 0;
    std::string_view model;  // "h100", as the site named it; of several the most frequent one
    bool has_several_models = false;
    std::string_view fault;  // the entry
};

// A job's total (gres/gpu) stands beside the counts by model (gres/gpu:h100); where both are listed
// the greater counts. The texts point into the argument. O(letters).
[[nodiscard]] SlurmGpus parse_tres_gpus(std::string_view tres);
[[nodiscard]] SlurmGpus parse_gres_gpus(std::string_view gres);

}  // namespace headroom::trace
