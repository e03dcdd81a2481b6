#!/usr/bin/env bash
# Are all tracked sources written as .clang-format says? Exit 77: skipped.
# usage: check_format.sh ROOT
set -euo pipefail
cd "$1"

# Other versions break lines elsewhere.
format=$(command -v clang-format-14 || command -v clang-format || true)
if [[ -z $format || $("$format" --version) != *"version 14."* ]]; then
    echo "skipped: clang-format 14 is not on PATH"
    exit 77
fi
if ! git rev-parse --git-dir >/dev/null; then
    echo "skipped: not a git checkout, so what is tracked is not known"
    exit 77
fi
git ls-files -z -- '*.cpp' '*.hpp' '*.cu' '*.cuh' | xargs -0 "$format" --dry-run -Werror
