#include "src/core/input/json_fields.hpp"

namespace headroom::input {

namespace {

bool is_absent(JsonValue value) {
    return value.is(JsonKind::kMissing) || value.is(JsonKind::kNull);
}

void report_kind(LineProblems& problems,
                 JsonValue value,
                 std::string_view name,
                 std::string_view wanted) {
    const std::string what = value.is(JsonKind::kText)
                                 ? quoted(value.text()) + " is a text"
                                 : "is " + std::string(describe(value.kind()));
    report_at(problems, value, {std::string(name) + " " + what, std::string(wanted), {}});
}

}  // namespace

void report_at(LineProblems& problems, JsonValue value, Fault fault) {
    problems.report({{}, value.line(), false}, value.column(), std::move(fault));
}

ScaledNumber read_json_seconds(LineProblems& problems, JsonValue value, std::string_view name) {
    if (is_absent(value)) {
        return {};
    }
    if (!value.is(JsonKind::kNumber)) {
        report_kind(problems, value, name, "seconds, such as 3600 or 0.25");
        return {};
    }
    return problems.read_seconds({value.text(), value.column()}, name, {{}, value.line(), false});
}

ScaledNumber read_json_count(LineProblems& problems, JsonValue value, std::string_view name) {
    if (is_absent(value)) {
        return {};
    }
    if (!value.is(JsonKind::kNumber) && !value.is(JsonKind::kText)) {
        report_kind(problems, value, name, "a whole number, such as 8");
        return {};
    }
    return problems.read_count({value.text(), value.column()}, name, {{}, value.line(), false});
}

std::string_view read_json_text(LineProblems& problems, JsonValue value, std::string_view name) {
    if (!is_absent(value) && !value.is(JsonKind::kText)) {
        report_kind(problems, value, name, "a text");
    }
    return value.is(JsonKind::kText) ? value.text() : std::string_view{};
}

}  // namespace headroom::input
