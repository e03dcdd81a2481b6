#!/usr/bin/env bash
# The command needs no Qt, CUDA, MPI or Python at run time, and the simulation calls nothing that reads a
# file, a clock, the environment or hidden randomness, starts a thread, or differs between machines.
# usage: linked_libraries.sh HEADROOM LIBHEADROOM_SIM.a
set -euo pipefail
binary=$1
archive=$2
faults=0

needed=$(readelf --dynamic "$binary" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
[[ -n $needed ]] || { echo "$binary: names no library at all"; exit 1; }
if grep -E '^lib(Qt|cuda|cudart|nv|mpi|python)' <<<"$needed"; then
    echo "$binary: must not need the libraries above"
    faults=1
fi

files='fopen|fopen64|open|open64|openat|creat|mmap|opendir|stat|popen|std::basic_(i|o)?fstream.*'
files+='|std::basic_filebuf.*|std::filesystem.*'
clocks='time|clock|clock_gettime|gettimeofday|nanosleep|std::chrono::_V2::.*'
hidden='getenv|secure_getenv|setlocale|rand|random|drand48|getrandom|std::random_device.*'
threads='pthread_create|fork|std::thread.*|std::async.*'
# sqrt is exact, these are not: glibc picks variants of them by CPU.
libm='(exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|sincos|asin|acos|atan|atan2|sinh|cosh'
libm+='|tanh|erf|erfc|tgamma|lgamma|cbrt|hypot|fma)(f|l)?'

undefined=$(nm --undefined-only --demangle "$archive" | sed -n 's/^ *U //p' | sed 's/@.*//' | sort -u)
[[ -n $undefined ]] || { echo "$archive: calls nothing at all"; exit 1; }
if grep -xE "$files|$clocks|$hidden|$threads|$libm" <<<"$undefined"; then
    echo "$archive: must not call the functions above"
    faults=1
fi
exit $faults
