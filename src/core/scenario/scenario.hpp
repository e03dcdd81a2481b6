#pragma once

// What a scenario file says, typed and with its defaults, before names are resolved. The structs
// are the schema: the field table (field_table.cpp) names each member once for reader, help, JSON
// Schema and forms.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/units.hpp"
#include "src/core/scenario/claim.hpp"
#include "src/core/scenario/facility_settings.hpp"
#include "src/core/scenario/generator.hpp"
#include "src/core/scenario/number.hpp"
#include "src/core/scenario/plan.hpp"
#include "src/core/scenario/study_settings.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::catalog {
struct Catalog;
}

namespace headroom::scenario {

struct Site {
    std::string title;
    std::optional<Number> electricity_per_j;
    SiteFacility facility;
};

struct Hall {
    std::string site;
    std::string title;
    std::optional<double> power_limit_w;
    Number other_load_w;
    std::optional<double> rack_limit_w;
    HallFacility facility;
};

enum class Policy : std::uint8_t { kFcfs, kEasy };
enum class PlacementPolicy : std::uint8_t { kPool, kPacked };

struct Scheduler {
    Policy policy = Policy::kEasy;
    PlacementPolicy placement = PlacementPolicy::kPacked;
    std::int64_t backfill_depth = 0;  // candidates tried behind the head; 0 = no limit
    bool kill_at_limit = false;       // end a job at its estimate
};

// How each node of a cluster fails, by itself, and is repaired.
struct NodeFailures {
    Number node_mtbf_s;
    Number repair_s;  // a law
};

struct Cluster {
    std::string title;
    Scheduler scheduler;
    std::optional<NodeFailures> failures;
};

struct Fleet {
    std::string cluster;  // default: the only cluster
    std::string hall;
    std::string node;  // of the catalog: fills gpu and gpus_per_node where they are not written
    std::string gpu;   // model, "h100"; what jobs ask for is matched with it, whatever the case
    Number nodes{1, {}};
    std::int64_t gpus_per_node = 8;
    std::optional<Instant> in_service;   // default: from the start
    std::optional<double> idle_power_w;  // of a node
    std::optional<double> busy_power_w;
    FleetFacility facility;
    FleetOutlook outlook;
};

struct Partition {
    std::string cluster;
    std::vector<std::string> fleets;
    std::optional<double> max_time_s;  // a job whose estimate is longer is rejected
    std::int64_t priority = 0;         // ranks before the jobs' own priority
    bool is_default = false;           // takes the jobs that name no partition
};

struct Tenant {
    std::vector<std::string> accounts;  // patterns with * and ?
};

enum class Alignment : std::uint8_t { kFirstSubmit, kCalendar };
enum class Repeat : std::uint8_t { kNone, kWeeks, kResampledWeeks };

enum class TraceTimeUnit : std::uint8_t { kSeconds, kMilliseconds };

// What a trial varies in a recorded trace.
enum class Resample : std::uint8_t { kWeeks, kNone };

// How interrupted jobs go on.
struct Checkpoint {
    Number every_s;  // 0: none
    Number restart_s;
};

struct Workload {
    std::string trace;   // a path, made absolute against the file that names it
    std::string format;  // "auto" or one of trace::format_choices()
    std::optional<TraceTimeUnit> time_unit;
    std::string cluster;
    std::string partition;  // overrides what the trace says
    Alignment align = Alignment::kFirstSubmit;
    Resample resample = Resample::kWeeks;
    std::optional<Repeat> repeat;    // unsaid: a trace that ends before the horizon is an error
    std::optional<double> activity;  // share of GPU-time at work, of jobs whose trace does not say
    std::optional<Generator> generate;
    Checkpoint checkpoint;
    WorkloadFacility facility;
};

struct Output {
    double step_s = 3600;
};

struct Variant {
    std::string title;
    std::vector<std::pair<std::string, std::string>> set;  // path, TOML text of the value
};

// Where a value was last written, and what its author says of it.
struct Origin {
    SourcePlace place;
    std::string source;
    std::string as_of;
    std::string owner;
};

struct Scenario {
    std::string file;
    std::string name;
    std::string currency = "USD";
    std::string catalog;  // a shipped version; default: the newest
    std::shared_ptr<const headroom::catalog::Catalog> facts;  // of it, where anything needs them
    std::optional<Instant> start;
    std::optional<CalendarSpan> horizon;  // default: until the last job ends
    CalendarSpan warmup;
    std::uint64_t seed = 1;
    std::optional<std::uint32_t> trial;  // of a study; none: a plain run, factors at their means
    Output output;
    FacilitySettings facility;
    Named<Site> sites;
    Named<Hall> halls;
    Named<Cluster> clusters;
    Named<Fleet> fleets;
    Named<Partition> partitions;
    Named<Tenant> tenants;
    Named<Workload> workloads;
    Named<Demand> demands;  // by the name of the workload
    Named<Purchase> purchases;
    Plan plan;
    Named<Variant> variants;
    std::vector<Assertion> assertions;
    MonteCarlo montecarlo;
    std::vector<NamedNumber> correlations;  // of factors, "path ~ path"
    // What a trial draws, by path, and the value here: drawn, or the mean in a plain run.
    std::vector<std::pair<std::string, double>> factors;
    std::map<std::string, Origin> origins;  // by path, "fleet.h100.nodes"
    std::vector<std::string> files;  // all files read, the scenario first, then what it extends
};

// Overrides are applied after the file, its bases and the variant, in this order.
struct Override {
    std::string path;
    std::string value;  // as on the command line: TOML, or text where a string is wanted
    SourcePlace place;
};

struct ReadOptions {
    std::string variant;
    std::vector<Override> overrides;
    // Draws every factor (a number that is a distribution) for this trial; none: their means.
    std::optional<std::uint32_t> trial{};
    // Factors at this quantile of their distribution instead, by path: 0 < p < 1.
    std::vector<std::pair<std::string, double>> at_quantile{};
};

// Reads, checks and resolves one scenario file. Every problem but a TOML syntax error is in the
// result.
[[nodiscard]] expected<Scenario, Diagnostics> read_scenario(const std::string& file,
                                                            const ReadOptions& options = {});

}  // namespace headroom::scenario
