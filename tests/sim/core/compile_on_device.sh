#!/usr/bin/env bash
# Compiles sim/core for the GPU; needs nvcc, no device. Exit 77: skipped.
# usage: compile_on_device.sh ROOT AUTO|ON|OFF
set -euo pipefail
root=$1
cuda=$2

if [[ $cuda == OFF ]]; then
    echo "skipped: HEADROOM_CUDA=OFF"
    exit 77
fi
if ! command -v nvcc >/dev/null; then
    if [[ $cuda == ON ]]; then
        echo "HEADROOM_CUDA=ON, but nvcc is not on PATH"
        exit 1
    fi
    echo "skipped: nvcc is not on PATH"
    exit 77
fi
if [[ $cuda == AUTO && $(nvcc --help) != *c++20* ]]; then
    echo "skipped: this nvcc knows no C++20"
    exit 77
fi
nvcc -std=c++20 -arch=sm_90 --fmad=false -Xcompiler=-ffp-contract=off -Xcompiler=-Wall \
    -Werror=all-warnings -I"$root" -c "$root/tests/sim/core/core_on_device.cu" -o /dev/null
