#include "src/core/scenario/json_schema.hpp"

#include <cmath>
#include <utility>

#include "src/core/scenario/describe_fields.hpp"
#include "src/core/scenario/read_distribution.hpp"
#include "src/core/scenario/schema_tree.hpp"

#include <nlohmann/json.hpp>

namespace headroom::scenario {
namespace {

using Json = nlohmann::ordered_json;

// A field's quantity is a plain number only where it has no unit.
bool is_bare(const Field& field) {
    return field.dimension == Dimension::kCount;
}

Json number_schema(const Range& range, const char* type) {
    Json schema{{"type", type}};
    if (!std::isinf(range.lowest)) {
        schema[range.excludes_lowest ? "exclusiveMinimum" : "minimum"] = range.lowest;
    }
    if (!std::isinf(range.highest)) {
        schema["maximum"] = range.highest;
    }
    return schema;
}

Json list_schema(const Field& field) {
    Json item = is_bare(field) ? number_schema(field.range, "number") : Json{{"type", "string"}};
    Json schema{{"type", "array"}, {"items", std::move(item)}, {"minItems", 1}};
    if (field.length > 0) {
        schema["minItems"] = field.length;
        schema["maxItems"] = field.length;
    }
    return schema;
}

Json plain_schema(const Field& field) {
    switch (field.kind) {
        case FieldKind::kText:
        case FieldKind::kPath:
        case FieldKind::kSpan:
        case FieldKind::kInstant:
            return {{"type", "string"}};
        case FieldKind::kChoice:
            return {{"enum", field.choices}};
        case FieldKind::kCount:
            return number_schema(field.range, "integer");
        case FieldKind::kQuantity:
            return is_bare(field) ? number_schema(field.range, "number") : Json{{"type", "string"}};
        case FieldKind::kBoolean:
            return {{"type", "boolean"}};
        case FieldKind::kTextList:
            return {{"type", "array"}, {"items", {{"type", "string"}}}, {"minItems", 1}};
        case FieldKind::kNumberList:
            return list_schema(field);
        case FieldKind::kGrowth:
        case FieldKind::kSettings:
        case FieldKind::kAssertions:
        case FieldKind::kNumbers:
        case FieldKind::kTable:
            break;
    }
    return {{"type", "object"}};
}

void add_annotations(Json& properties) {
    for (const char* key : {"source", "as_of", "owner"}) {
        properties[key] = {{"type", "string"}};
    }
}

// Pairs of a probability and a value.
Json quantile_table_schema() {
    return {{"type", "array"},
            {"items",
             {{"type", "array"},
              {"items", {{"type", {"string", "number"}}}},
              {"minItems", 2},
              {"maxItems", 2}}},
            {"minItems", 2}};
}

// The distributions of a field with a unit, or of one without.
Json distribution_schema(bool has_unit) {
    const Json number{{"type", "number"}};
    const Json quantity = has_unit ? Json{{"type", "string"}} : number;
    Json forms = Json::array();
    for (const DistributionForm& form : distribution_forms()) {
        const bool is_list = form.kind == DistributionKind::kEmpirical;
        const auto wrap = [is_list](const Json& item) {
            return is_list ? Json{{"type", "array"}, {"items", item}, {"minItems", 1}} : item;
        };
        Json properties{{"dist", {{"const", form.name}}}};
        Json required{"dist"};
        const bool is_table = form.kind == DistributionKind::kQuantiles;
        for (const std::string_view key : form.parameters) {
            properties[std::string(key)] = is_table ? quantile_table_schema() : wrap(quantity);
            required.push_back(key);
        }
        for (const std::string_view key : form.bare) {
            properties[std::string(key)] = wrap(number);
            if (!is_list) {
                required.push_back(key);
            }
        }
        properties["truncate"] = {{"type", "array"},
                                  {"items", {{"type", {"string", "number"}}}},
                                  {"minItems", 2},
                                  {"maxItems", 2}};
        add_annotations(properties);
        forms.push_back({{"type", "object"},
                         {"properties", std::move(properties)},
                         {"required", std::move(required)},
                         {"additionalProperties", false}});
    }
    return {{"oneOf", std::move(forms)}};
}

std::string describe(const Field& field) {
    std::string text(field.help);
    if (field.default_text.starts_with('[')) {
        text += ". Default: " + std::string(field.default_text.substr(1));
        text.pop_back();
    }
    return text;
}

// A growth a year, the factors of the months, or a table of these by what grows.
Json growth_schema() {
    Json list{{"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", 1}};
    Json one{{"anyOf", Json::array({{{"type", "string"}},
                                    std::move(list),
                                    {{"$ref", "#/$defs/distribution_with_unit"}}})}};
    Json parts;
    for (const char* key : {"arrivals", "size", "runtime"}) {
        parts[key] = one;
    }
    one["anyOf"].push_back(
        {{"type", "object"}, {"properties", std::move(parts)}, {"additionalProperties", false}});
    return one;
}

// By metric: a limit, or a table with it and what it means to miss it.
Json assertions_schema() {
    const Json text{{"type", "string"}};
    const Json table{
        {"type", "object"},
        {"properties", {{"is", text}, {"level", {{"enum", {"error", "warn"}}}}, {"reason", text}}},
        {"required", {"is"}},
        {"additionalProperties", false}};
    return {{"type", "object"}, {"additionalProperties", {{"anyOf", {text, table}}}}};
}

// By name: a number of the field.
Json named_numbers_schema(const Field& field) {
    Json number = is_bare(field) ? number_schema(field.range, "number") : Json{{"type", "string"}};
    Json properties{{"value", number}};
    add_annotations(properties);
    Json annotated{{"type", "object"},
                   {"properties", std::move(properties)},
                   {"required", {"value"}},
                   {"additionalProperties", false}};
    return {{"type", "object"},
            {"additionalProperties", {{"anyOf", {std::move(number), std::move(annotated)}}}}};
}

Json leaf_schema(const Field& field) {
    Json value = field.kind == FieldKind::kGrowth ? growth_schema() : plain_schema(field);
    if (field.variation != Variation::kPlain && field.kind != FieldKind::kGrowth) {
        const char* reference =
            is_bare(field) ? "#/$defs/distribution" : "#/$defs/distribution_with_unit";
        value = {{"anyOf", {value, {{"$ref", reference}}}}};
    }
    Json schema;
    if (field.kind == FieldKind::kAssertions) {
        schema = assertions_schema();
    } else if (field.kind == FieldKind::kNumbers) {
        schema = named_numbers_schema(field);
    } else if (field.kind == FieldKind::kSettings) {
        schema = value;
    } else {
        Json properties{{"value", value}};
        add_annotations(properties);
        const Json annotated{{"type", "object"},
                             {"properties", std::move(properties)},
                             {"required", {"value"}},
                             {"additionalProperties", false}};
        schema = {{"anyOf", {std::move(value), annotated}}};
    }
    schema["description"] = describe(field);
    // Not all of TOML's notation is JSON's; what is not is left out.
    const Json standard = Json::parse(field.default_text, nullptr, false);
    if (!standard.is_discarded() && !field.default_text.starts_with('[')) {
        schema["default"] = standard;
    }
    const Json example = Json::parse(field.example, nullptr, false);
    if (!example.is_discarded()) {
        schema["examples"] = Json::array({example});
    }
    return schema;
}

Json node_schema(const SchemaNode& node) {
    if (node.is_leaf()) {
        return leaf_schema(*node.field);
    }
    Json schema{{"type", "object"}};
    if (node.field != nullptr) {
        schema["description"] = node.field->help;
    }
    if (node.is_collection()) {
        schema["additionalProperties"] = node_schema(*node.any_name);
        return schema;
    }
    for (const auto& [key, child] : node.children) {
        if (child->is_modelled) {
            schema["properties"][std::string(key)] = node_schema(*child);
        }
    }
    schema["additionalProperties"] = false;
    return schema;
}

// Only what must be there; null where nothing must. Apart from the rest, because a file that
// extends another may leave it to that one.
Json required_schema(const SchemaNode& node) {
    Json schema;
    if (node.is_collection()) {
        const Json inner = required_schema(*node.any_name);
        if (!inner.is_null()) {
            schema["additionalProperties"] = inner;
        }
        if (node.any_name->field != nullptr && node.any_name->field->is_required) {
            schema["minProperties"] = 1;
        }
        return schema;
    }
    for (const auto& [key, child] : node.children) {
        const Json inner = required_schema(*child);
        if (!inner.is_null()) {
            schema["properties"][std::string(key)] = inner;
        }
        const bool is_required = (child->field != nullptr && child->field->is_required) ||
                                 inner.contains("minProperties");
        if (is_required) {
            schema["required"].push_back(key);
        }
    }
    return schema;
}

}  // namespace

std::string json_schema() {
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"title", "Headroom scenario"}};
    schema.update(node_schema(schema_tree()));
    schema["if"] = {{"required", {"extends"}}};
    schema["else"] = required_schema(schema_tree());
    schema["$defs"] = {{"distribution", distribution_schema(false)},
                       {"distribution_with_unit", distribution_schema(true)}};
    return schema.dump(2) + "\n";
}

}  // namespace headroom::scenario
