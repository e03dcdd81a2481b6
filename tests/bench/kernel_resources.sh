#!/usr/bin/env bash
# Registers, stack, shared memory and spills of every kernel, as CSV; needs nvcc, no GPU.
# usage: tests/bench/kernel_resources.sh [ARCHITECTURE] > results.csv       (default sm_90)
# Exits 1 if the kernel of the shared-memory tier, a warp a trial on one fleet, spills a register.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
arch=${1:-sm_90}
nvcc=$(command -v nvcc || echo /usr/local/cuda/bin/nvcc)

echo "kernel,architecture,registers,stack_bytes,spill_store_bytes,spill_load_bytes,static_shared_bytes"
spills=0
while IFS= read -r source; do
    "$nvcc" -std=c++20 -arch="$arch" -O3 --fmad=false --expt-relaxed-constexpr -Xcompiler=-ffp-contract=off \
        -I"$root" -diag-suppress 20012 --resource-usage -c "$root/$source" -o /dev/null 2>&1 |
        awk -v arch="$arch" '
            /Compiling entry function/ { split($0, part, "\047"); name = part[2] }
            /bytes stack frame/ { stack = $1; stores = $5; loads = $9 }
            /Used [0-9]+ registers/ {
                shared = 0
                for (i = 1; i <= NF; ++i) {
                    if ($i == "registers,") registers = $(i - 1)
                    if ($i ~ /^smem/) shared = $(i - 2)
                }
                print name "," arch "," registers "," stack "," stores "," loads "," shared
            }'
done < <(cd "$root" && git ls-files 'kernels/*.cu') | c++filt -p | sed 's/(anonymous namespace):://g' > /tmp/kernel_resources.$$
trap 'rm -f /tmp/kernel_resources.$$' EXIT
cat /tmp/kernel_resources.$$
grep -E 'run_trials<.*Warp, 1u?>' /tmp/kernel_resources.$$ | grep -q ',0,0,[0-9]*$' || spills=1
exit $spills
