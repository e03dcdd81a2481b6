#pragma once

// What `headroom import` says of a trace: as a page for people, and as JSON.

#include <string>
#include <vector>

#include "src/core/table/table.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::cli {

// What there is to say of a file of jobs. The tables are those of tabulate_trace().
struct JobsReport {
    const trace::TraceFile& file;
    std::vector<report::Table> tables;
    std::string first_submit, last_submit;  // empty without dates
    // What it is set beside, if it is a known trace; else `comparison` has no rows.
    struct Published {
        std::string name, title, counts;
    } published;
    report::Table comparison;
};

[[nodiscard]] std::string jobs_text(const JobsReport& jobs);
// `more` are members like the tables of the report.
[[nodiscard]] std::string jobs_json(const JobsReport& jobs,
                                    const std::vector<report::Table>& more = {});

}  // namespace headroom::cli
