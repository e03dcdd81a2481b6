#include "src/study/montecarlo/study_head.hpp"

#include <algorithm>

#include "src/core/result/describe_run.hpp"
#include "src/core/scenario/factor_correlation.hpp"
#include "src/study/montecarlo/bytes.hpp"

namespace headroom::study {
namespace {

constexpr std::size_t kTextBytes = 8;

std::vector<StudyCorrelation> correlations_of(const scenario::Scenario& scenario) {
    const auto used = scenario::FactorCorrelation::of(scenario.correlations);
    const auto place = [&](const std::string& name) {
        const auto found = std::lower_bound(used.names().begin(), used.names().end(), name);
        return static_cast<std::size_t>(found - used.names().begin());
    };
    std::vector<StudyCorrelation> correlations;
    for (const scenario::NamedNumber& given : scenario.correlations) {
        const auto [a, b] = scenario::split_pair(given.name);
        correlations.push_back({a + " ~ " + b, given.value, used.between(place(a), place(b))});
    }
    return correlations;
}

void write_origin(ByteWriter& out, const report::Provenance& origin) {
    for (const std::string* text :
         {&origin.version, &origin.git, &origin.catalog, &origin.catalog_sha256, &origin.variant})
        out.text(*text);
    out.number(origin.seed);
    out.number(origin.overrides.size());
    for (const auto& [path, value] : origin.overrides) {
        out.text(path);
        out.text(value);
    }
    out.number(origin.inputs.size());
    for (const report::InputFile& input : origin.inputs) {
        out.text(input.name);
        out.text(input.sha256);
    }
}

report::Provenance read_origin(ByteReader& in) {
    report::Provenance origin;
    for (std::string* text :
         {&origin.version, &origin.git, &origin.catalog, &origin.catalog_sha256, &origin.variant})
        *text = in.text();
    origin.seed = in.number();
    for (std::size_t rest = in.count(2 * kTextBytes); rest > 0; --rest) {
        std::string path(in.text());
        origin.overrides.emplace_back(std::move(path), in.text());
    }
    for (std::size_t rest = in.count(2 * kTextBytes); rest > 0; --rest) {
        std::string name(in.text());
        origin.inputs.push_back({std::move(name), std::string(in.text())});
    }
    return origin;
}

}  // namespace

StudyHead describe_head(const scenario::Scenario& scenario, const scenario::ReadOptions& options) {
    StudyHead head;
    head.scenario = scenario.name;
    head.currency = scenario.currency;
    head.is_antithetic = scenario.montecarlo.antithetic;
    head.correlations = correlations_of(scenario);
    for (const scenario::Assertion& assertion : scenario.assertions)
        head.claims.push_back({assertion.metric, assertion.wanted});
    head.origin = report::describe_origin(scenario, options);
    return head;
}

expected<StudyHead, LoadFailure> describe_study(const WhatIf& what_if) {
    auto scenario = what_if.scenario();
    if (!scenario)
        return unexpected(LoadFailure{LoadFailure::Cause::kScenario, std::move(scenario.error())});
    StudyHead head = describe_head(*scenario, what_if.options());
    head.draws = scenario::describe_draws(*scenario, what_if.traces());
    return head;
}

std::string encode_head(const StudyHead& head) {
    ByteWriter out;
    out.text(head.scenario);
    out.text(head.currency);
    out.number(head.is_antithetic ? 1 : 0);
    out.number(head.draws.size());
    for (const scenario::Draw& draw : head.draws) {
        out.number(static_cast<std::uint64_t>(draw.kind));
        out.text(draw.name);
        out.text(draw.reason);
    }
    out.number(head.correlations.size());
    for (const StudyCorrelation& one : head.correlations) {
        out.text(one.pair);
        out.real(one.asked);
        out.real(one.used);
    }
    out.number(head.claims.size());
    for (const StudyClaim& claim : head.claims) {
        out.text(claim.metric);
        out.text(claim.wanted);
    }
    write_origin(out, head.origin);
    return out.take();
}

std::optional<StudyHead> decode_head(std::string_view bytes) {
    ByteReader in(bytes);
    StudyHead head;
    head.scenario = in.text();
    head.currency = in.text();
    head.is_antithetic = in.number() != 0;
    for (std::size_t rest = in.count(3 * kTextBytes); rest > 0; --rest) {
        scenario::Draw draw;
        draw.kind = static_cast<scenario::DrawKind>(in.number());
        draw.name = in.text();
        draw.reason = in.text();
        head.draws.push_back(std::move(draw));
    }
    for (std::size_t rest = in.count(3 * kTextBytes); rest > 0; --rest) {
        StudyCorrelation one;
        one.pair = in.text();
        one.asked = in.real();
        one.used = in.real();
        head.correlations.push_back(std::move(one));
    }
    for (std::size_t rest = in.count(2 * kTextBytes); rest > 0; --rest) {
        std::string metric(in.text());
        head.claims.push_back({std::move(metric), std::string(in.text())});
    }
    head.origin = read_origin(in);
    return in.is_at_end() ? std::optional(std::move(head)) : std::nullopt;
}

}  // namespace headroom::study
