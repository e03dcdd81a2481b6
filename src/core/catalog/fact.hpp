#pragma once

// A number of the catalog with all that a planner asks of it: who says so, when, how sure we are,
// who says otherwise and why this one was chosen.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::catalog {

// How far a number can be trusted; in the file "sourced", "derived", "from-memory", "guess".
enum class Confidence : std::uint8_t {
    kSourced,     // the source says this number
    kDerived,     // arithmetic from what the source says
    kFromMemory,  // believed to be in a datasheet; nobody looked
    kGuess,       // a planning default, or an unverified claim
};

[[nodiscard]] std::string_view confidence_name(Confidence confidence);
[[nodiscard]] std::optional<Confidence> find_confidence(std::string_view name);

// What one source says.
struct Claim {
    double value = 0;      // in SI: W, B, B/s, FLOP/s, s, °C; money in `currency`
    std::string text;      // as written: "700 W"
    std::string currency;  // ISO 4217 where it is money
    std::string source;    // a name among Catalog::sources
    std::string as_of;     // "2026-08-22"
    Confidence confidence = Confidence::kSourced;
    std::string note;
};

struct FactRange {
    double low = 0;
    double high = 0;
    std::string low_text;
    std::string high_text;
};

// A way to cut a GPU: "1g.10gb" has one of seven compute slices and 10 GB, and a GPU holds
// `instances` of it.
struct MigProfile {
    std::string name;
    std::int64_t compute_slices = 0;
    double memory_bytes = 0;
    std::int64_t instances = 0;
};

// What a GPU does under a power cap, relative to no cap.
struct CapRow {
    double cap_w = 0;
    double speed = 1;
    double energy = 1;  // for the same work
};

// What a GPU draws with so many requests at once.
struct BatchRow {
    double batch = 1;
    double power_w = 0;
};

// The claim that was chosen, and the others.
struct Fact : Claim {
    std::optional<FactRange> range;    // where the source gives one
    std::vector<Claim> conflicts;      // what other sources say
    std::string choice;                // why this one; there if anything conflicts
    std::vector<MigProfile> profiles;  // of Gpu::mig only
    std::vector<CapRow> caps;          // of Gpu::power_capped only
    std::vector<BatchRow> batches;     // of Gpu::power_decode only
};

}  // namespace headroom::catalog
