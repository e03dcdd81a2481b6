#!/usr/bin/env bash
# Builds detmath_bits.cpp with each compiler at hand and fails if two of them print different bits.
# Usage: same_bits.sh SOURCE_DIR. Exit 77 (skipped) with fewer than two builds.
set -euo pipefail

source_dir=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

flags=(-std=c++20 -ffp-contract=off "-I$source_dir")
host_flags=-ffp-contract=off
case $(uname -m) in
    x86_64 | amd64)
        flags+=(-march=x86-64-v3)
        host_flags+=,-march=x86-64-v3
        ;;
esac
program=$source_dir/tests/sim/base/detmath_bits.cpp
builds=0
first=

# check NAME COMMAND…: builds with the command, runs, compares with the first build.
check() {
    local name=$1
    shift
    if ! command -v "$1" >/dev/null; then
        echo "absent: $name ($1 is not installed)"
        return
    fi
    "$@" "$program" -o "$work/bits"
    local bits
    bits=$("$work/bits")
    echo "$bits $name"
    builds=$((builds + 1))
    first=${first:-$bits}
    if [[ $bits != "$first" ]]; then
        echo "FAILED: $name gives other bits" >&2
        exit 1
    fi
}

nvcc=nvcc
if ! command -v nvcc >/dev/null && [[ -x /usr/local/cuda/bin/nvcc ]]; then
    nvcc=/usr/local/cuda/bin/nvcc
fi

check "g++ -O0" g++ -O0 "${flags[@]}"
check "g++ -O3" g++ -O3 "${flags[@]}"
check "clang++ -O2" clang++ -O2 "${flags[@]}"
check "nvcc, host pass" "$nvcc" -x cu -O2 -std=c++20 --fmad=false -Xcompiler "$host_flags" "-I$source_dir"

if ((builds < 2)); then
    echo "skipped: needs two builds to compare, has $builds"
    exit 77
fi
