#include "src/study/check/baseline.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "src/core/result/output_folder.hpp"
#include "src/core/result/provenance_json.hpp"
#include "src/core/table/json_writer.hpp"

namespace headroom::study {
namespace {

using report::JsonWriter;

// What is not in a name of a file, or parts the variant from the stem.
bool is_named_otherwise(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x20u || byte == 0x7Fu ||
           std::string_view("/\\:*?\"<>|%@").find(letter) != std::string_view::npos;
}

std::string part_of_name(std::string_view text) {
    constexpr std::array<char, 17> kHex{"0123456789ABCDEF"};
    std::string part;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (is_named_otherwise(letter))
            part.append(1, '%').append(1, kHex[byte >> 4u]).append(1, kHex[byte & 15u]);
        else
            part += letter;
    }
    return part;
}

// "wait.p95_s" of "wait.p95_s[partition=long]@p90".
std::string_view bare_name(std::string_view full_name) {
    return full_name.substr(0, full_name.find_first_of("[@"));
}

void write_units(JsonWriter& json, const std::vector<BaselineMetric>& metrics) {
    std::map<std::string_view, std::string_view> units;
    for (const BaselineMetric& metric : metrics)
        if (!metric.unit.empty())
            units.emplace(bare_name(metric.name), metric.unit);
    json.key("units").begin_object();
    for (const auto& [name, unit] : units)
        json.key(name).text(unit);
    json.end_object();
}

Diagnostics failure(const std::string& file, std::string problem, std::string wanted) {
    return {{Severity::kError, {file, 0, 0}, {}, std::move(problem), std::move(wanted), {}, {}}};
}

// The scenarios that were run, by the name of their baseline.
using NamedScenarios = std::map<std::string, const CheckedScenario*>;

expected<NamedScenarios, Diagnostics> name_baselines(const CheckReport& report) {
    NamedScenarios named;
    Diagnostics problems;
    for (const CheckedScenario& scenario : report.scenarios) {
        if (has_error(scenario.problems))
            continue;
        const std::string name = baseline_name(scenario.file, scenario.variant);
        const auto [at, is_new] = named.emplace(name, &scenario);
        if (!is_new && at->second->file != scenario.file)
            problems.push_back({Severity::kError,
                                {scenario.file, 0, 0},
                                {},
                                "has the same baseline " + name + " as " + at->second->file,
                                "another file name, or another folder for its baseline",
                                {},
                                {}});
    }
    if (!problems.empty())
        return unexpected(std::move(problems));
    return named;
}

// The text without what is no reason to write it anew.
std::string compared_text(Baseline baseline) {
    baseline.origin.version.clear();
    baseline.origin.git.clear();
    return baseline_json(baseline);
}

// The new text of a baseline, or nothing where the file has it already.
expected<std::string, Diagnostics> new_text(const std::string& file,
                                            const CheckedScenario& scenario) {
    Baseline baseline = baseline_of(scenario);
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        return baseline_json(baseline);
    auto old = read_baseline(file);
    if (!old) {
        Diagnostics problems = std::move(old.error());
        problems.back().hint = "remove the file to have it written anew";
        return unexpected(std::move(problems));
    }
    baseline.tolerances = old->tolerances;
    return compared_text(*old) == compared_text(baseline) ? "" : baseline_json(baseline);
}

}  // namespace

std::string baseline_name(const std::string& scenario_file, const std::string& variant) {
    const std::string stem = std::filesystem::path(scenario_file).stem().string();
    return stem + (variant.empty() ? "" : "@" + part_of_name(variant)) + ".json";
}

Baseline baseline_of(const CheckedScenario& measured) {
    Baseline baseline;
    baseline.scenario = measured.name;
    baseline.trials = measured.trials;
    baseline.origin = measured.provenance;
    baseline.origin.variant = measured.variant;
    for (const MeasuredMetric& metric : measured.metrics)
        baseline.metrics.push_back(
            {metric.full_name(), metric.value, metric.unit, metric.standard_error});
    return baseline;
}

std::string baseline_json(const Baseline& baseline) {
    JsonWriter json;
    json.begin_object();
    json.key("schema").integer(1);
    json.key("scenario").text(baseline.scenario);
    json.key("trials").unsigned_integer(baseline.trials);
    json.key("provenance").begin_object();
    write_origin(json, baseline.origin);
    json.end_object();
    json.key("tolerance").begin_object();
    for (const BaselineTolerance& tolerance : baseline.tolerances)
        json.key(tolerance.pattern).number(tolerance.relative);
    json.end_object();
    json.key("metrics").begin_object();
    for (const BaselineMetric& metric : baseline.metrics)
        json.key(metric.name).number(metric.value);
    json.end_object();
    json.key("standard_errors").begin_object();
    for (const BaselineMetric& metric : baseline.metrics)
        if (metric.standard_error)
            json.key(metric.name).number(*metric.standard_error);
    json.end_object();
    write_units(json, baseline.metrics);
    json.end_object();
    return json.take();
}

expected<BaselineUpdate, Diagnostics> update_baselines(const std::string& folder,
                                                       const CheckReport& report) {
    if (!report.is_complete)
        return unexpected(failure(folder, "is not updated: the check was stopped early",
                                  "a check that ran to its end"));
    const auto named = name_baselines(report);
    if (!named)
        return unexpected(named.error());
    auto output = report::OutputFolder::open(folder);
    if (!output)
        return unexpected(std::move(output.error()));
    BaselineUpdate update;
    Diagnostics problems;
    for (const auto& [name, scenario] : *named) {
        const auto text = new_text((output->path() / name).string(), *scenario);
        if (!text) {
            problems.insert(problems.end(), text.error().begin(), text.error().end());
            continue;
        }
        (text->empty() ? update.unchanged : update.written).push_back(name);
        if (text->empty())
            continue;
        if (auto written = output->write(name, [&](const report::TextSink& sink) { sink(*text); });
            !written)
            return unexpected(std::move(written.error()));
    }
    if (!problems.empty())
        return unexpected(std::move(problems));
    if (auto done = output->commit(); !done)
        return unexpected(std::move(done.error()));
    return update;
}

}  // namespace headroom::study
