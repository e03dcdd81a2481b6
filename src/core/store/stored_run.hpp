#pragma once

// A run as a store keeps it, and the key that names it: the hash of all that determines a result.
// Pure; knows nothing of files.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/core/result/result.hpp"

namespace headroom::store {

// What is known of a result beside itself.
struct RunOrigin {
    std::string folder;  // where it lay when it was added; may be empty
    std::string label;   // what the user calls it; may be empty
};

struct StoredRun {
    std::int64_t id = 0;    // in its store, in the order of adding
    std::string key;        // 64 hexadecimal digits
    std::string short_key;  // as many of them as name it in its store, 8 at least
    RunOrigin origin;
    report::RunSummary summary;  // without its small tables

    // Microseconds since 1970; nothing where it is not known.
    [[nodiscard]] std::optional<std::int64_t> started_us() const;
    // The scenario's file; empty where no input is known.
    [[nodiscard]] std::string file() const;
    // "fleet.a.nodes=8 horizon=2 y"; without the seed, which every run has.
    [[nodiscard]] std::string settings() const;
};

// SHA-256 of version, commit, inputs, catalog, seed, variant and settings: what a result follows
// from. Of a run that was stopped early also how far it came, and of a build whose commit does not
// tell its source ("-dirty", "unknown") also the metrics: such runs may differ in spite of equal
// inputs.
[[nodiscard]] std::string run_key(const report::RunSummary& summary);

// SHA-256 of everything that is stored of a run but its id, to find damage by.
[[nodiscard]] std::string content_sha256(const StoredRun& run);

// Whether a metric of both has two values, by their bits; all that are no number are the same. One
// that only one of them has does not count: not every run measures everything.
[[nodiscard]] bool do_contradict(const sim::Metrics& a, const sim::Metrics& b);

// How many digits of `key` tell it from all of `others`, 8 at least.
[[nodiscard]] std::size_t short_length(const std::string& key,
                                       const std::vector<std::string>& others);

}  // namespace headroom::store
