#include "src/core/result/events_table.hpp"

#include <algorithm>
#include <tuple>

#include "sim/base/contract.hpp"

namespace headroom::report {
namespace {

// In the order in which they happen at one instant.
enum class Kind : std::uint8_t { kEnd, kSubmit, kReject, kStart, kEndAtOnce };

std::string_view name_of(Kind kind) {
    switch (kind) {
        case Kind::kSubmit:
            return "submit";
        case Kind::kReject:
            return "reject";
        case Kind::kStart:
            return "start";
        case Kind::kEnd:
        case Kind::kEndAtOnce:
            return "end";
    }
    return "";
}

struct Event {
    std::int64_t time_us = 0;
    Kind kind = Kind::kSubmit;
    std::uint32_t job = 0;
};

const Column& column(const Table& jobs, std::string_view name) {
    const Column* found = jobs.find(name);
    HEADROOM_REQUIRE(found != nullptr, "jobs table without " + std::string(name));
    return *found;
}

std::vector<Event> events_of(const Table& jobs) {
    const auto submit_us = column(jobs, "submit_s").integers;
    const auto start_us = column(jobs, "start_s").integers;
    const auto end_us = column(jobs, "end_s").integers;
    const TextData& state = column(jobs, "state").text;
    std::vector<Event> events;
    for (std::uint32_t job = 0; job < jobs.rows(); ++job) {
        if (state.text(job) == "pending")
            continue;
        events.push_back({submit_us[job], Kind::kSubmit, job});
        if (state.text(job) == "rejected")
            events.push_back({submit_us[job], Kind::kReject, job});
        if (start_us[job] != kMissing)
            events.push_back({start_us[job], Kind::kStart, job});
        if (end_us[job] != kMissing) {
            const bool is_at_once = end_us[job] == start_us[job];
            events.push_back({end_us[job], is_at_once ? Kind::kEndAtOnce : Kind::kEnd, job});
        }
    }
    std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
        return std::tie(a.time_us, a.kind, a.job) < std::tie(b.time_us, b.kind, b.job);
    });
    return events;
}

}  // namespace

Table events_table(const Table& jobs) {
    const TextData& id = column(jobs, "id").text;
    const TextData& fleet = column(jobs, "fleet").text;
    const auto gpus = column(jobs, "gpus").integers;
    std::vector<std::int64_t> times_us;
    std::vector<std::int64_t> event_gpus;
    TextBuilder names;
    TextBuilder ids;
    TextBuilder fleets;
    for (const Event& event : events_of(jobs)) {
        const bool is_placed = event.kind != Kind::kSubmit && event.kind != Kind::kReject;
        times_us.push_back(event.time_us);
        names.push_back(name_of(event.kind));
        ids.push_back(id.text(event.job));
        event_gpus.push_back(gpus[event.job]);
        fleets.push_back(is_placed ? fleet.text(event.job) : "");
    }
    return {"events",
            "What happened, in order",
            {time_column("time_s", std::move(times_us)), names.build("event"), ids.build("job"),
             integer_column("gpus", "GPU", std::move(event_gpus)), fleets.build("fleet")}};
}

}  // namespace headroom::report
