#include "src/core/records/host_timeline.hpp"

#include <algorithm>

#include "src/core/inventory/hostlist.hpp"

namespace headroom::records {

HostTimeline::HostTimeline(const trace::Trace& trace, std::int64_t zero_us)
    : label_of_job_(trace.size(), 0), was_shared_(trace.size(), 0) {
    hosts_of_label_.resize(trace.hosts.texts().size());
    for (std::size_t label = 1; label < hosts_of_label_.size(); ++label) {
        hosts_of_label_[label] = intern_hosts(trace.hosts.texts()[label]);
    }
    add_runs(trace, zero_us);
    hosts_.resize(runs_.size());
    for (std::size_t host = 0; host < runs_.size(); ++host) {
        make_changes(runs_[host], hosts_[host]);
    }
    runs_.clear();
}

std::vector<std::uint32_t> HostTimeline::intern_hosts(std::string_view hostlist) {
    std::vector<std::uint32_t> hosts;
    const auto names = inventory::expand_hostlist(hostlist);
    if (!names) {
        return hosts;
    }
    for (const std::string& name : *names) {
        const auto [found, is_new] =
            index_.try_emplace(name, static_cast<std::uint32_t>(runs_.size()));
        if (is_new) {
            runs_.emplace_back();
        }
        hosts.push_back(found->second);
    }
    return hosts;
}

void HostTimeline::add_runs(const trace::Trace& trace, std::int64_t zero_us) {
    for (std::size_t job = 0; job < trace.size(); ++job) {
        const std::uint32_t label = trace.hosts.code(job);
        const bool has_start = !trace.start_us.empty() && trace.start_us[job] != trace::kUnknown;
        if (label == 0 || !has_start) {
            continue;
        }
        const bool has_end = !trace.end_us.empty() && trace.end_us[job] != trace::kUnknown;
        const std::int64_t begin_us = zero_us + trace.start_us[job];
        const std::int64_t end_us =
            has_end ? zero_us + trace.end_us[job] : begin_us + trace.runtime_us[job];
        label_of_job_[job] = label;
        for (const std::uint32_t host : hosts_of_label_[label]) {
            if (end_us > begin_us) {
                runs_[host].push_back({begin_us, end_us, static_cast<std::int32_t>(job)});
            }
        }
    }
}

// A sweep over begins and ends; of the jobs that run only their number and the sum of their indices
// are kept, which is the job where there is one.
void HostTimeline::make_changes(std::vector<Run>& runs, Host& host) {
    struct Event {
        std::int64_t time_us;
        std::int32_t job;
        bool is_begin;
    };
    std::vector<Event> events;
    events.reserve(2 * runs.size());
    for (const Run& run : runs) {
        events.push_back({run.begin_us, run.job, true});
        events.push_back({run.end_us, run.job, false});
    }
    std::sort(events.begin(), events.end(),
              [](const Event& a, const Event& b) { return a.time_us < b.time_us; });
    std::int64_t running = 0, sum = 0;
    for (std::size_t i = 0; i < events.size();) {
        const std::int64_t time_us = events[i].time_us;
        for (; i < events.size() && events[i].time_us == time_us; ++i) {
            running += events[i].is_begin ? 1 : -1;
            sum += events[i].is_begin ? events[i].job : -std::int64_t{events[i].job};
        }
        const std::int32_t job = running == 0   ? kNone
                                 : running == 1 ? static_cast<std::int32_t>(sum)
                                                : kShared;
        if (host.changes.empty() || host.changes.back().job != job) {
            host.changes.push_back({time_us, job});
        }
    }
    // A job was shared if it ran in any span of several.
    for (const Run& run : runs) {
        auto change = std::upper_bound(
            host.changes.begin(), host.changes.end(), run.begin_us,
            [](std::int64_t time_us, const Change& entry) { return time_us < entry.from_us; });
        for (--change; change != host.changes.end() && change->from_us < run.end_us; ++change) {
            if (change->job == kShared) {
                was_shared_[static_cast<std::size_t>(run.job)] = 1;
                break;
            }
        }
    }
}

std::uint32_t HostTimeline::find_host(std::string_view name) const {
    const auto whole = index_.find(std::string(name));
    if (whole != index_.end()) {
        return whole->second;
    }
    const auto part = index_.find(std::string(name.substr(0, name.find('.'))));
    return part == index_.end() ? kNoHost : part->second;
}

std::int32_t HostTimeline::job_at(std::uint32_t host, std::int64_t time_us) {
    Host& of = hosts_[host];
    const std::vector<Change>& changes = of.changes;
    if (changes.empty() || time_us < changes.front().from_us) {
        return kNone;
    }
    const auto is_at = [&](std::size_t i) {
        return changes[i].from_us <= time_us &&
               (i + 1 == changes.size() || time_us < changes[i + 1].from_us);
    };
    if (!is_at(of.at)) {
        if (of.at + 1 < changes.size() && is_at(of.at + 1)) {
            ++of.at;
        } else {
            const auto behind = std::upper_bound(
                changes.begin(), changes.end(), time_us,
                [](std::int64_t at_us, const Change& entry) { return at_us < entry.from_us; });
            of.at = static_cast<std::size_t>(behind - changes.begin()) - 1;
        }
    }
    return changes[of.at].job;
}

const std::vector<std::uint32_t>& HostTimeline::hosts_of(std::size_t job) const {
    return hosts_of_label_[label_of_job_[job]];
}

}  // namespace headroom::records
