#!/usr/bin/env bash
# Everything that only a GPU can show, in one command: the tests of label gpu, then events a second and the hash of
# all results on the GPU beside those of the CPU. Ends with 1 if a hash differs.
# usage: tests/bench/gpu_figures.sh BUILD_FOLDER > results.csv
set -euo pipefail
build=$1
bench=$build/tests/bench/queue_bench

ctest --test-dir "$build" -L gpu --output-on-failure >&2
compare() {
    local cpu gpu
    cpu=$("$bench" --device cpu --threads 0 --rounds 1 --trials 2048 "$@" | tail -n 1)
    gpu=$("$bench" --device cuda --rounds 1 --trials 2048 "$@" | tail -n 1)
    if [[ ${cpu##*,} != "${gpu##*,}" ]]; then
        echo "the hash of the GPU differs: $*" >&2
        exit 1
    fi
}
"$bench" --device cuda --trials 1 --rounds 1 | head -n 1
for load in 0.60 0.85 0.95 1.10; do
    compare --load "$load"
    "$bench" --device cuda --trials 65536 --rounds 5 --load "$load" | tail -n 1
done
for nodes in 512 2048; do # the tiers of 128 lanes: in shared memory, in global memory
    compare --nodes "$nodes" --jobs 20000 --trials 256
    "$bench" --device cuda --nodes "$nodes" --jobs 20000 --trials 8192 --rounds 3 | tail -n 1
done
if [[ -x $build/tests/bench/fleet_bench ]]; then
    "$build/tests/bench/fleet_bench" --trials 1000000 >&2
fi
