#include <charconv>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "src/core/input/json_fields.hpp"
#include "src/core/input/json_items.hpp"
#include "src/core/input/text_input.hpp"
#include "src/study/check/baseline.hpp"

namespace headroom::study {
namespace {

using input::JsonKind;
using input::JsonValue;
using input::LineProblems;

// Reads one JSON object; what is in it but not in the table is a problem.
using Member = std::function<void(JsonValue)>;
using Members = std::map<std::string, Member>;

class BaselineReader {
public:
    explicit BaselineReader(LineProblems& problems) : problems_(problems) {}

    Baseline read(JsonValue top) {
        check_schema(top);
        read_object(top, {{"schema",
                           [](JsonValue) {
                           }},
                          {"scenario", into(baseline_.scenario)},
                          {"trials", into(baseline_.trials)},
                          {"provenance",
                           [&](JsonValue value) {
                               read_origin(value);
                           }},
                          {"tolerance",
                           [&](JsonValue value) {
                               read_tolerances(value);
                           }},
                          {"metrics",
                           [&](JsonValue value) {
                               read_metrics(value);
                           }},
                          {"standard_errors",
                           [&](JsonValue value) {
                               errors_ = value;
                           }},
                          {"units", [&](JsonValue value) {
                               units_ = value;
                           }}});
        for (const char* const name : {"provenance", "metrics"})
            if (!top[name])
                input::report_at(problems_, top, {"has no " + std::string(name), name, {}});
        add_standard_errors();
        add_units();
        return std::move(baseline_);
    }

private:
    void report_kind(JsonValue value, const std::string& wanted) {
        input::report_at(problems_, value,
                         {std::string(value.key()) + " is " + shown(value), wanted, {}});
    }

    void check_schema(JsonValue top) {
        const JsonValue schema = top["schema"];
        if (!schema)
            input::report_at(problems_, top, {"has no schema", "a baseline of headroom", {}});
        else if (schema.text() != "1")
            input::report_at(problems_, schema,
                             {"is of schema " + shown(schema), "schema 1",
                              "it may be from a newer version of headroom"});
    }

    void read_object(JsonValue object, const Members& members) {
        if (!object.is(JsonKind::kObject))
            return report_kind(object, "an object");
        for (JsonValue value = object.first(); value; value = value.next()) {
            const auto member = members.find(std::string(value.key()));
            if (member != members.end())
                member->second(value);
            else
                report_unknown(value, members);
        }
    }

    void report_unknown(JsonValue value, const Members& members) {
        std::vector<std::string> names;
        std::string wanted = "one of";
        for (const auto& [name, member] : members) {
            wanted += (names.empty() ? " " : ", ") + name;
            names.push_back(name);
        }
        const std::string near = nearest_name(std::string(value.key()), names);
        const std::string hint = near.empty() ? "" : "did you mean '" + near + "'?";
        input::report_at(problems_, value,
                         {input::quoted(value.key()) + ": unknown name", wanted, hint});
    }

    Member into(std::string& text) {
        return [&](JsonValue value) {
            if (value.is(JsonKind::kText))
                text = value.text();
            else
                report_kind(value, "a text");
        };
    }

    Member into(std::uint64_t& number) {
        return [&](JsonValue value) {
            const std::string_view text = value.text();
            const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
            if (!value.is(JsonKind::kNumber) || read.ec != std::errc() ||
                read.ptr != text.data() + text.size())
                report_kind(value, "a whole number");
        };
    }

    // Null is NaN: a metric without a value.
    double number_of(JsonValue value) {
        double number = std::numeric_limits<double>::quiet_NaN();
        const std::string_view text = value.text();
        if (value.is(JsonKind::kNumber))
            std::from_chars(text.data(), text.data() + text.size(), number);
        else if (!value.is(JsonKind::kNull))
            report_kind(value, "a number");
        return number;
    }

    void read_origin(JsonValue object) {
        report::Provenance& origin = baseline_.origin;
        const Members catalog{{"version", into(origin.catalog)},
                              {"sha256", into(origin.catalog_sha256)}};
        read_object(object, {{"version", into(origin.version)},
                             {"git", into(origin.git)},
                             {"seed", into(origin.seed)},
                             {"variant", into(origin.variant)},
                             {"catalog",
                              [&](JsonValue value) {
                                  read_object(value, catalog);
                              }},
                             {"set",
                              [&](JsonValue list) {
                                  read_overrides(list);
                              }},
                             {"inputs", [&](JsonValue list) {
                                  read_inputs(list);
                              }}});
    }

    void read_overrides(JsonValue list) {
        if (!list.is(JsonKind::kArray))
            return report_kind(list, "a list");
        for (JsonValue item = list.first(); item; item = item.next()) {
            auto& change = baseline_.origin.overrides.emplace_back();
            read_object(item, {{"path", into(change.first)}, {"value", into(change.second)}});
        }
    }

    void read_inputs(JsonValue list) {
        if (!list.is(JsonKind::kArray))
            return report_kind(list, "a list");
        for (JsonValue item = list.first(); item; item = item.next()) {
            report::InputFile& file = baseline_.origin.inputs.emplace_back();
            read_object(item, {{"file", into(file.name)}, {"sha256", into(file.sha256)}});
        }
    }

    void read_tolerances(JsonValue object) {
        if (!object.is(JsonKind::kObject))
            return report_kind(object, "an object such as {\"wait.*\": 0.02}");
        for (JsonValue value = object.first(); value; value = value.next()) {
            const double share = number_of(value);
            if (!(share >= 0))
                report_kind(value, "a share of the value such as 0.02, not below 0");
            baseline_.tolerances.push_back({std::string(value.key()), share});
        }
    }

    void read_metrics(JsonValue object) {
        if (!object.is(JsonKind::kObject))
            return report_kind(object, "an object such as {\"makespan_s\": 3600}");
        for (JsonValue value = object.first(); value; value = value.next())
            baseline_.metrics.push_back({std::string(value.key()), number_of(value), {}, {}});
    }

    void add_standard_errors() {
        std::map<std::string_view, BaselineMetric*> metrics;
        for (BaselineMetric& metric : baseline_.metrics)
            metrics.emplace(metric.name, &metric);
        for (JsonValue value = errors_.first(); value; value = value.next()) {
            const auto at = metrics.find(value.key());
            if (at == metrics.end())
                input::report_at(problems_, value,
                                 {input::quoted(value.key()) + ": no such metric",
                                  "the name of one of the metrics",
                                  {}});
            else
                at->second->standard_error = number_of(value);
        }
    }

    void add_units() {
        for (BaselineMetric& metric : baseline_.metrics) {
            const std::string_view name = metric.name;
            if (const JsonValue unit = units_[name.substr(0, name.find_first_of("[@"))])
                into(metric.unit)(unit);
        }
    }

    // Kept until the metrics are known.
    Member into(JsonValue& object) {
        return [&](JsonValue value) {
            if (value.is(JsonKind::kObject))
                object = value;
            else
                report_kind(value, "an object");
        };
    }

    LineProblems& problems_;
    Baseline baseline_;
    JsonValue errors_, units_;
};

}  // namespace

expected<Baseline, Diagnostics> read_baseline(const std::string& file) {
    LineProblems problems(file);
    auto text = input::TextInput::open(file, "a baseline that headroom check wrote");
    if (!text) {
        problems.report({text.error().problem, text.error().wanted, {}});
        return unexpected(problems.take_errors());
    }
    Baseline baseline;
    int texts = 0;
    input::JsonItems items;
    items.on_top = [&](JsonValue top) {
        if (++texts == 1)
            baseline = BaselineReader(problems).read(top);
        else if (texts == 2)
            input::report_at(problems, top, {"more follows the baseline", "one JSON object", {}});
    };
    read_json_items(*text, problems, items);
    if (!text->fault().empty())
        problems.report({text->fault(), "the whole file", {}});
    else if (texts == 0 && !problems.has_errors())
        problems.report({"holds nothing", "a baseline that headroom check wrote", {}});
    if (problems.has_errors())
        return unexpected(problems.take_errors());
    return baseline;
}

}  // namespace headroom::study
