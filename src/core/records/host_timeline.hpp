#pragma once

// Which job of a recorded trace ran on a host at an instant: one, none, or several that share it.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "src/core/trace/trace.hpp"

namespace headroom::records {

class HostTimeline {
public:
    static constexpr std::int32_t kNone = -1;    // no job
    static constexpr std::int32_t kShared = -2;  // several jobs
    static constexpr std::uint32_t kNoHost = static_cast<std::uint32_t>(-1);

    // Takes jobs with hosts, a recorded start and an end (or a run time). `zero_us` is the calendar
    // time of the trace's 0. O(Σ hosts of jobs · log).
    HostTimeline(const trace::Trace& trace, std::int64_t zero_us);

    // The host of this name, or of its first part: "gpu001.cluster.local" is the trace's "gpu001".
    [[nodiscard]] std::uint32_t find_host(std::string_view name) const;

    // The job that ran alone on the host: an index of the trace, kNone or kShared. O(1) for samples
    // in order of time, else O(log jobs of the host).
    [[nodiscard]] std::int32_t job_at(std::uint32_t host, std::int64_t time_us);

    // [job]: whether another job ran beside it on one of its hosts for some time.
    [[nodiscard]] bool was_shared(std::size_t job) const { return was_shared_[job] != 0; }
    // [job]: its hosts; empty where it has none or did not say when it ran.
    [[nodiscard]] const std::vector<std::uint32_t>& hosts_of(std::size_t job) const;

private:
    struct Change {
        std::int64_t from_us = 0;
        std::int32_t job = kNone;
    };
    struct Run {
        std::int64_t begin_us = 0, end_us = 0;
        std::int32_t job = kNone;
    };
    struct Host {
        std::vector<Change> changes;  // ascending
        std::size_t at = 0;           // where the latest sample was
    };

    void add_runs(const trace::Trace& trace, std::int64_t zero_us);
    [[nodiscard]] std::vector<std::uint32_t> intern_hosts(std::string_view hostlist);
    void make_changes(std::vector<Run>& runs, Host& host);

    std::unordered_map<std::string, std::uint32_t> index_;
    std::vector<Host> hosts_;
    std::vector<std::vector<Run>> runs_;                      // [host], until they are changes
    std::vector<std::vector<std::uint32_t>> hosts_of_label_;  // [label of Trace.hosts]
    std::vector<std::uint32_t> label_of_job_;                 // 0: none
    std::vector<char> was_shared_;
};

}  // namespace headroom::records
