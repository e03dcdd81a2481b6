// The JSON workloads of the simulator Batsim (Dutot et al., JSSPP'15; batsim.readthedocs.io,
// input-workload): a list `jobs` of id, subtime, res, walltime (seconds; -1: none) and the name of
// a profile, and an object `profiles`, before it or behind it. Only profiles of the type delay say
// how long a job runs; the run time of others (parallel, smpi, composed, …) is what Batsim computes
// from its platform, so their jobs are left out. A resource counts as one GPU. A walltime is the
// estimate; that Batsim kills at it is for kill_at_limit to say.

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>

#include "src/core/input/json_fields.hpp"
#include "src/core/trace/format.hpp"

namespace headroom::trace {

namespace {

using input::JsonKind;
using input::JsonValue;

constexpr std::array<std::string_view, 2> kSections{"jobs", "profiles"};

bool is_like_batsim(std::string_view head) {
    return input::names_json_key(head, "subtime") ||
           (input::names_json_key(head, "profiles") && !input::names_json_key(head, "apiVersion"));
}

class BatsimReader {
public:
    explicit BatsimReader(TraceBuilder& builder) : builder_(builder) {}

    void read() {
        read_json_items(builder_.input(), problems(),
                        {.sections = kSections,
                         .on_item =
                             [&](std::string_view section, JsonValue item) {
                                 if (section == "jobs") {
                                     read_job(item);
                                 } else {
                                     read_profile(item);
                                 }
                             },
                         .on_top =
                             [&](JsonValue top) {
                                 check_top(top);
                             }});
        if (!problems().has_errors() && builder_.input().fault().empty()) {
            take_jobs();
        }
    }

private:
    struct Profile {
        std::string_view name;  // of profile_index_
        bool is_known = false;
        bool is_delay = false;
        ScaledNumber delay{};
    };
    struct Job {
        JobRow row;
        std::size_t profile = 0;
        std::int64_t line = 0, profile_line = 0, profile_column = 0;
    };

    input::LineProblems& problems() { return builder_.problems(); }

    std::size_t profile_of(std::string_view name) {
        const auto [found, is_new] = profile_index_.emplace(name, profiles_.size());
        if (is_new) {
            profiles_.push_back({.name = found->first});
        }
        return found->second;
    }

    void read_job(JsonValue item) {
        if (!item.is(JsonKind::kObject)) {
            report_at(problems(), item,
                      {"a job is " + shown(item), "an object with subtime, res and profile", {}});
            return;
        }
        Job job;
        job.line = item.line();
        job.row.submit = read_json_seconds(problems(), item["subtime"], "subtime");
        job.row.gpus = read_json_count(problems(), item["res"], "res");
        const ScaledNumber walltime = read_json_seconds(problems(), item["walltime"], "walltime");
        job.row.estimate_us = walltime.value > 0 ? walltime.value : kUnknown;
        const JsonValue profile = item["profile"];
        if (!profile.is(JsonKind::kText)) {
            report_at(problems(), profile ? profile : item,
                      {"profile is " + shown(profile), "the name of one of the profiles", {}});
            return;
        }
        job.profile = profile_of(profile.text());
        job.profile_line = profile.line();
        job.profile_column = profile.column();
        jobs_.push_back(job);
        ids_.push_back(item["id"].text());
    }

    void read_profile(JsonValue item) {
        const JsonValue type = item["type"];
        Profile& profile = profiles_[profile_of(item.key())];
        if (profile.is_known) {
            report_at(problems(), item,
                      {"profile " + quoted(item.key()) + " stands twice",
                       "each name once in an object",
                       {}});
        }
        if (!type.is(JsonKind::kText)) {
            report_at(problems(), type ? type : item,
                      {"type of profile " + quoted(item.key()) + " is " + shown(type),
                       "a text, such as \"delay\"",
                       {}});
        }
        profile.is_known = true;
        profile.is_delay = type.text() == "delay";
        if (profile.is_delay) {
            profile.delay = read_json_seconds(problems(), item["delay"], "delay");
        }
    }

    void check_top(JsonValue top) {
        if (std::exchange(has_top_, true)) {
            report_at(problems(), top, {"a second text follows", "one workload in a file", {}});
            return;
        }
        const auto check = [&](std::string_view section, JsonKind wanted) {
            const JsonValue value = top[section];
            if (!value.is(wanted)) {
                report_at(problems(), value ? value : top,
                          {std::string(section) + " is " + shown(value),
                           std::string(describe(wanted)),
                           {}});
            }
        };
        check("jobs", JsonKind::kArray);
        check("profiles", JsonKind::kObject);
        const ScaledNumber resources = read_json_count(problems(), top["nb_res"], "nb_res");
        most_resources_ = resources.value;
    }

    void take_jobs() {
        std::int64_t most_wanted = 0;
        for (std::size_t i = 0; i < jobs_.size(); ++i) {
            Job& job = jobs_[i];
            const Profile& profile = profiles_[job.profile];
            job.row.runtime = profile.delay;
            const Line line{{}, job.line, false};
            if (!profile.is_known) {
                problems().report({{}, job.profile_line, false}, job.profile_column,
                                  {"profile " + quoted(profile.name) + " is not defined",
                                   "the name of one of the profiles",
                                   {}});
            } else if (!profile.is_delay) {
                builder_.drop("a profile that is not a delay", job.line);
            } else if (builder_.take_row(job.row, line)) {
                builder_.append_id(ids_[i]);
                most_wanted = std::max(most_wanted, job.row.gpus.value);
            }
        }
        if (most_resources_ > 0 && most_wanted > most_resources_) {
            problems().warn(0, "nb_res is " + std::to_string(most_resources_) + ", a job wants " +
                                   std::to_string(most_wanted));
        }
    }

    TraceBuilder& builder_;
    std::vector<Job> jobs_;
    TextColumn ids_;
    std::vector<Profile> profiles_;
    std::unordered_map<std::string, std::size_t> profile_index_;
    bool has_top_ = false;
    std::int64_t most_resources_ = 0;
};

void read_batsim(TraceBuilder& builder) {
    BatsimReader(builder).read();
}

}  // namespace

const Format kBatsimFormat{"batsim", "a Batsim workload (JSON with jobs and profiles)",
                           is_like_batsim, read_batsim};

}  // namespace headroom::trace
