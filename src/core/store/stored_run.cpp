#include "src/core/store/stored_run.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <string_view>

#include "sim/base/units.hpp"
#include "src/core/result/sha256.hpp"

namespace headroom::store {
namespace {

constexpr std::size_t kShortKey = 8;

// A number by its bits; one zero and one value for what is no number, as SQLite has it.
std::string stored_text(double value) {
    const double stored = value + 0.0;
    std::uint64_t bits = 0;
    std::memcpy(&bits, &stored, sizeof bits);
    return std::isnan(value) ? "none" : std::to_string(bits);
}

// Texts with their lengths in front, so that no two lists of texts give the same bytes.
class Canonical {
public:
    Canonical& add(std::string_view text) {
        bytes_ += std::to_string(text.size()) + ':';
        bytes_ += text;
        return *this;
    }
    Canonical& add(std::uint64_t number) { return add(std::to_string(number)); }
    Canonical& add(double value) { return add(stored_text(value)); }
    [[nodiscard]] std::string sha256() const { return report::sha256_of_text(bytes_); }

private:
    std::string bytes_;
};

void add_inputs(Canonical& canonical, const report::Provenance& provenance) {
    canonical.add(provenance.inputs.size());
    for (const report::InputFile& input : provenance.inputs)
        canonical.add(input.name).add(input.sha256);
    canonical.add(provenance.overrides.size());
    for (const auto& [path, value] : provenance.overrides)
        canonical.add(path).add(value);
}

void add_metrics(Canonical& canonical, const sim::Metrics& metrics) {
    canonical.add(metrics.size());
    for (const sim::Metric& metric : metrics)
        canonical.add(metric.name).add(metric.scope).add(metric.unit).add(metric.value);
}

bool tells_its_source(const std::string& git) {
    return !git.empty() && git != "unknown" && !git.ends_with("-dirty");
}

}  // namespace

std::optional<std::int64_t> StoredRun::started_us() const {
    const auto instant = parse_instant(summary.provenance.timing.started);
    return instant ? std::optional(instant->unix_us) : std::nullopt;
}

std::string StoredRun::file() const {
    const auto& inputs = summary.provenance.inputs;
    return inputs.empty() ? "" : inputs.front().name;
}

std::string StoredRun::settings() const {
    std::string text;
    for (const auto& [path, value] : summary.provenance.overrides)
        if (path != "seed")
            text += (text.empty() ? "" : " ") + path + "=" + value;
    return text;
}

std::string run_key(const report::RunSummary& summary) {
    const report::Provenance& from = summary.provenance;
    Canonical canonical;
    canonical.add("headroom run 1").add(from.version).add(from.git);
    canonical.add(from.catalog).add(from.catalog_sha256).add(from.seed).add(from.variant);
    add_inputs(canonical, from);
    if (!summary.is_complete())
        canonical.add("stopped").add(static_cast<std::uint64_t>(summary.simulated_us));
    if (!tells_its_source(from.git))
        add_metrics(canonical.add("metrics"), summary.metrics);
    return canonical.sha256();
}

std::string content_sha256(const StoredRun& run) {
    const report::RunSummary& summary = run.summary;
    const report::Provenance& from = summary.provenance;
    Canonical canonical;
    canonical.add(run.key).add(run.origin.folder).add(run.origin.label);
    canonical.add(summary.scenario).add(summary.currency).add(summary.stopped);
    canonical.add(summary.start).add(static_cast<std::uint64_t>(summary.simulated_us));
    canonical.add(from.version).add(from.git).add(from.seed);
    canonical.add(from.catalog).add(from.catalog_sha256).add(from.variant);
    canonical.add(from.device).add(from.host).add(from.timing.started);
    canonical.add(from.timing.wall_s).add(from.timing.read_s).add(from.timing.simulate_cpu_s);
    add_inputs(canonical, from);
    canonical.add(summary.warnings.size());
    for (const std::string& warning : summary.warnings)
        canonical.add(warning);
    add_metrics(canonical, summary.metrics);
    return canonical.sha256();
}

bool do_contradict(const sim::Metrics& a, const sim::Metrics& b) {
    std::map<std::string, double> values;
    for (const sim::Metric& metric : a)
        values.emplace(metric.full_name() + '\0' + metric.unit, metric.value);
    return std::any_of(b.begin(), b.end(), [&](const sim::Metric& metric) {
        const auto other = values.find(metric.full_name() + '\0' + metric.unit);
        return other != values.end() && stored_text(other->second) != stored_text(metric.value);
    });
}

std::size_t short_length(const std::string& key, const std::vector<std::string>& others) {
    std::size_t length = kShortKey;
    for (const std::string& other : others) {
        const auto differ = std::mismatch(key.begin(), key.end(), other.begin(), other.end());
        const auto common = static_cast<std::size_t>(differ.first - key.begin());
        if (common < key.size())
            length = std::max(length, common + 1);
    }
    return length;
}

}  // namespace headroom::store
