#include "src/core/table/openmetrics_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "src/core/table/number_text.hpp"
#include "src/core/text/utf8.hpp"

namespace headroom::report {
namespace {

// A unit of ours, how names of metrics end in it, and the base unit that the specification wants.
struct BaseUnit {
    std::string_view unit;
    std::string_view ending;
    std::string_view base;
    double factor;
};

constexpr std::array kBaseUnits{
    BaseUnit{"s", "_s", "seconds", 1},
    BaseUnit{"h", "_h", "seconds", 3600},
    BaseUnit{"GPUh", "_gpu_h", "gpu_seconds", 3600},
    BaseUnit{"kW", "_kw", "watts", 1e3},
    BaseUnit{"W", "_w", "watts", 1},
    BaseUnit{"kWh", "_kwh", "joules", 3.6e6},
    BaseUnit{"J", "_j", "joules", 1},
    BaseUnit{"kg", "_kg", "grams", 1e3},
    BaseUnit{"m3", ".m3", "cubic_meters", 1},
    BaseUnit{"B", "_b", "bytes", 1},
    BaseUnit{"°C", "_c", "celsius", 1},
};

// Letters, digits and underscores; what else there is becomes one underscore.
std::string valid_name(std::string_view text) {
    std::string name;
    for (const char letter : text) {
        const bool is_valid = std::isalnum(static_cast<unsigned char>(letter)) != 0;
        if (is_valid && static_cast<unsigned char>(letter) < 0x80u)
            name += letter;
        else if (name.empty() || name.back() != '_')
            name += '_';
    }
    if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0)
        name.insert(name.begin(), '_');
    return name;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// "$/GPUh" and other units that have no base unit: a word that a name may end in.
std::string unit_word(std::string_view unit) {
    std::string words;
    for (const char letter : unit) {
        if (letter == '/')
            words += "_per_";
        else if (letter == '%')
            words += "percent";
        else
            words += letter;
    }
    std::string name = lower(valid_name(words));
    name.erase(0, name.find_first_not_of('_'));
    name.erase(name.find_last_not_of('_') + 1);
    return name;
}

std::string escaped(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const char first = text.front();
        if (length == 0)
            out += kReplacementCharacter;
        else if (first == '\n')
            out += "\\n";
        else if (first == '"' || first == '\\')
            out.append("\\").append(1, first);
        else if (static_cast<unsigned char>(first) < 0x20u || first == 0x7F)
            out += ' ';
        else
            out += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

std::string labels_text(const MetricLabels& labels) {
    std::string text;
    for (const auto& [name, value] : labels)
        if (!value.empty())
            text += (text.empty() ? "" : ",") + valid_name(name) + "=\"" + escaped(value) + "\"";
    return text.empty() ? text : "{" + text + "}";
}

std::string number_text(double value) {
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    std::string text;
    append_shortest(text, value);
    return text;
}

}  // namespace

MetricFamily metric_family(std::string_view metric, std::string_view unit, std::string_view help) {
    MetricFamily family;
    family.help = help;
    const auto known = std::find_if(kBaseUnits.begin(), kBaseUnits.end(),
                                    [&](const BaseUnit& base) { return base.unit == unit; });
    if (known != kBaseUnits.end()) {
        family.unit = known->base;
        family.factor = known->factor;
        if (metric.ends_with(known->ending))
            metric.remove_suffix(known->ending.size());
    } else {
        family.unit = unit_word(unit);
    }
    family.name = "headroom_" + valid_name(metric);
    if (!family.unit.empty() && !family.name.ends_with("_" + family.unit))
        family.name += "_" + family.unit;
    return family;
}

void add_scope(MetricLabels& labels, std::string_view scope) {
    if (scope.empty())
        return;
    const std::size_t at = scope.find('=');
    const bool has_kind = at != std::string_view::npos;
    std::string name = has_kind ? valid_name(scope.substr(0, at)) : "scope";
    constexpr std::array<std::string_view, 3> kOurs{"scenario", "variant", "statistic"};
    const bool repeats = std::any_of(labels.begin(), labels.end(),
                                     [&](const auto& label) { return label.first == name; });
    if (repeats || std::find(kOurs.begin(), kOurs.end(), name) != kOurs.end())
        name.insert(0, "scope_");
    labels.emplace_back(std::move(name), has_kind ? scope.substr(at + 1) : scope);
}

OpenMetricsText::Family& OpenMetricsText::family_of(const MetricFamily& family,
                                                    std::string_view type) {
    const auto [at, is_new] = by_name_.emplace(family.name, families_.size());
    if (is_new) {
        std::string head = "# TYPE " + family.name + " " + std::string(type) + "\n";
        if (!family.unit.empty())
            head += "# UNIT " + family.name + " " + family.unit + "\n";
        if (!family.help.empty())
            head += "# HELP " + family.name + " " + escaped(family.help) + "\n";
        families_.push_back({std::move(head), {}, {}});
    }
    return families_[at->second];
}

void OpenMetricsText::gauge(const MetricFamily& family, const MetricLabels& labels, double value) {
    Family& found = family_of(family, "gauge");
    const std::string sample = family.name + labels_text(labels);
    if (found.seen.insert(sample).second)
        found.samples += sample + " " + number_text(value * family.factor) + "\n";
}

void OpenMetricsText::info(std::string_view name,
                           std::string_view help,
                           const MetricLabels& labels) {
    Family& found = family_of({std::string(name), "", std::string(help)}, "info");
    const std::string sample = std::string(name) + "_info" + labels_text(labels);
    if (found.seen.insert(sample).second)
        found.samples += sample + " 1\n";
}

std::string OpenMetricsText::take() {
    std::string text;
    for (const Family& family : families_)
        text += family.head + family.samples;
    families_.clear();
    by_name_.clear();
    return text + "# EOF\n";
}

}  // namespace headroom::report
