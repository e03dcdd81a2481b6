#pragma once

// What can be told only when all rows of a sacct dump are known: several records of one job, and
// where the window of the dump begins.

#include <cstdint>

#include "src/core/trace/trace_builder.hpp"

namespace headroom::trace {

// With --duplicates a requeued job has a record for each run, the submit time reset by each requeue
// (https://slurm.schedmd.com/sacct.html, "Submit"): they become one job with the first submit and
// eligible time, everything else as in the last run, and one requeue more for each run before it.
// The GPU-time of earlier runs is in no job; a warning says how much it is. Records of one id and
// one submit time, as where the dumps of two months are joined, are the same job: the one that
// ended stays, else the later line. Records of one id and different users are different jobs (ids
// begin again after MaxJobId).
void merge_runs(TraceBuilder& builder);

// Counts the jobs that still ran at the dump, whose run time is a lower bound, and those that were
// put back and whose next run is not there.
void count_unfinished(TraceBuilder& builder);

// `sacct --starttime` lists of the time before its window only what was still waiting or running in
// it. A warning where jobs were submitted more than a day before any job of the file ended.
void warn_of_window(TraceBuilder& builder);

}  // namespace headroom::trace
