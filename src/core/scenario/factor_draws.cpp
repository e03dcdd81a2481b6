#include "src/core/scenario/factor_draws.hpp"

#include <utility>

#include "sim/base/entity.hpp"
#include "sim/base/philox.hpp"

namespace headroom::scenario {
namespace {

double draw_alone(const TrialSeed& trial, const std::string& path) {
    const bool is_mirror = trial.is_antithetic && trial.trial % 2 == 1;
    const double uniform = draw_uniform({.seed = trial.seed,
                                         .stream = Stream::kFactor,
                                         .entity = entity_of(path, 0),
                                         .index = 0,
                                         .trial = is_mirror ? trial.trial - 1 : trial.trial});
    return is_mirror ? 1 - uniform : uniform;  // exact: an odd multiple of 2^-53
}

// The value at "montecarlo.antithetic", without what its author says of it; or nullptr.
const Value* find_plain(const Value& root, std::initializer_list<const char*> path) {
    const Value* value = &root;
    for (const char* key : path) {
        const Entry* entry = value->table.find(key);
        if (entry == nullptr)
            return nullptr;
        value = &entry->value;
    }
    const Entry* inner = value->table.find("value");
    return inner == nullptr ? value : &inner->value;
}

std::uint64_t seed_of(const Value& root) {
    const Value* seed = find_plain(root, {"seed"});
    return seed == nullptr || seed->kind != ValueKind::kInteger
               ? Scenario{}.seed
               : static_cast<std::uint64_t>(seed->integer);
}

std::vector<NamedNumber> correlations_of(const Value& root) {
    std::vector<NamedNumber> pairs;
    const Entry* table = root.table.find("correlation");
    if (table == nullptr)
        return pairs;
    for (const Entry& entry : table->value.table.entries()) {
        const Value* value = find_plain(table->value, {entry.key.c_str()});
        const bool is_whole = value->kind == ValueKind::kInteger;
        if (is_whole || value->kind == ValueKind::kReal)
            pairs.push_back(
                {entry.key, is_whole ? static_cast<double>(value->integer) : value->real});
    }
    return pairs;
}

// The trials of a study have the same correlations: the last matrix is kept.
const FactorCorrelation& correlation_of(const std::vector<NamedNumber>& pairs) {
    struct Last {
        std::vector<std::pair<std::string, double>> pairs;
        FactorCorrelation correlation;
    };
    thread_local Last last;
    std::vector<std::pair<std::string, double>> wanted;
    for (const NamedNumber& pair : pairs)
        wanted.emplace_back(pair.name, pair.value);
    if (wanted != last.pairs) {
        last.correlation = FactorCorrelation::of(pairs);
        last.pairs = std::move(wanted);
    }
    return last.correlation;
}

}  // namespace

FactorDraws::FactorDraws(const TrialSeed& trial, const std::vector<NamedNumber>& correlations)
    : trial_(trial) {
    const FactorCorrelation& correlation = correlation_of(correlations);
    std::vector<double> uniforms;
    for (const std::string& name : correlation.names())
        uniforms.push_back(draw_alone(trial, name));
    uniforms = correlation.correlate(uniforms);
    for (std::size_t i = 0; i < uniforms.size(); ++i)
        fixed_[correlation.names()[i]] = uniforms[i];
}

FactorDraws FactorDraws::of(const Value& root, const ReadOptions& options) {
    FactorDraws draws;
    if (options.trial) {
        const Value* antithetic = find_plain(root, {"montecarlo", "antithetic"});
        const bool is_antithetic =
            antithetic != nullptr && antithetic->kind == ValueKind::kBoolean && antithetic->boolean;
        draws = FactorDraws({seed_of(root), *options.trial, is_antithetic}, correlations_of(root));
    }
    for (const auto& [path, quantile] : options.at_quantile)
        draws.fixed_[path] = quantile;
    return draws;
}

std::optional<double> FactorDraws::uniform(const std::string& path) const {
    const auto fixed = fixed_.find(path);
    if (fixed != fixed_.end())
        return fixed->second;
    return trial_ ? std::optional(draw_alone(*trial_, path)) : std::nullopt;
}

}  // namespace headroom::scenario
