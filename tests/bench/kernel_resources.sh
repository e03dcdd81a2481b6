#!/usr/bin/env bash
# Registers, stack, shared memory and spills of every kernel, as CSV; needs nvcc, no GPU.
# usage: tests/bench/kernel_resources.sh [ARCHITECTURE] > results.csv       (default sm_90)
# Exits 1 if the kernel of the shared-memory tier, a warp a trial on one fleet, spills a register.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
arch=${1:-sm_90}
nvcc=$(command -v nvcc || echo /usr/local/cuda/bin/nvcc)
flags=(-std=c++20 -arch="$arch" -O3 --fmad=false --expt-relaxed-constexpr -Xcompiler=-ffp-contract=off -I"$root"
    -DTHRUST_HOST_SYSTEM=THRUST_HOST_SYSTEM_CPP -DTHRUST_DEVICE_SYSTEM=THRUST_DEVICE_SYSTEM_CUDA
    -DTHRUST_CUB_WRAPPED_NAMESPACE=headroom_thrust_cuda)

rows() {
    local source
    for source in "$root"/kernels/*/*.cu; do
        "$nvcc" "${flags[@]}" --resource-usage -c "$source" -o /dev/null 2>&1 | c++filt
    done | awk -v arch="$arch" '
        /Compiling entry function/ {
            split($0, part, "\047")
            name = part[2]
            gsub(/headroom::mc::|\(anonymous namespace\)::|^void /, "", name)
            sub(/\(.*/, "", name)
            if (length(name) > 60) name = substr(name, 1, 60) "..."
            gsub(/, /, " ", name)
        }
        /bytes stack frame/ { stack = $1; stores = $5; loads = $9 }
        /Used [0-9]+ registers/ {
            shared = 0
            for (i = 2; i <= NF; ++i) {
                if ($i ~ /^registers/) registers = $(i - 1)
                if ($i ~ /^smem/) shared = $(i - 2)
            }
            print name "," arch "," registers "," stack "," stores "," loads "," shared
        }'
}

echo "kernel,architecture,registers,stack_bytes,spill_store_bytes,spill_load_bytes,static_shared_bytes"
found=$(rows)
echo "$found"
grep -qE '^run_trials<Warp 1u?>,[^,]*,[0-9]+,[0-9]+,0,0,' <<<"$found"
