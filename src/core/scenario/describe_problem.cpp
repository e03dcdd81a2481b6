#include "src/core/scenario/describe_problem.hpp"

#include <algorithm>

namespace headroom::scenario {
namespace {

constexpr std::size_t kMostNames = 10;

std::string did_you_mean(const std::string& name) {
    return name.empty() ? name : "did you mean '" + name + "'?";
}

std::string last_key(std::string_view path) {
    return std::string(path.substr(path.rfind('.') + 1));
}

// Where else a key of that name exists: "'policy' belongs in [cluster.NAME.scheduler]".
std::string find_home(const std::string& key) {
    for (const Field& field : field_table()) {
        const bool is_inside = field.path.find('.') != std::string_view::npos;
        if (is_inside && field.kind != FieldKind::kTable && last_key(field.path) == key) {
            std::string table(field.path.substr(0, field.path.rfind('.')));
            const std::size_t star = table.find('*');
            if (star != std::string::npos) {
                table.replace(star, 1, "NAME");
            }
            return "'" + key + "' belongs in [" + table + "]";
        }
    }
    return {};
}

}  // namespace

std::string list_names(const std::vector<std::string>& names, std::string_view last) {
    std::string text;
    const std::size_t shown = std::min(names.size(), kMostNames);
    for (std::size_t i = 0; i < shown; ++i) {
        const bool is_last = i + 1 == names.size();
        text += i == 0 ? "" : is_last ? " " + std::string(last) + " " : ", ";
        text += names[i];
    }
    if (shown < names.size()) {
        text += ", and " + std::to_string(names.size() - shown) + " more";
    }
    return text;
}

std::vector<std::string> quote_names(const std::vector<std::string>& names) {
    std::vector<std::string> quoted;
    for (const std::string& name : names) {
        quoted.push_back("'" + name + "'");
    }
    return quoted;
}

ProblemText unknown_key(const SchemaNode& node, const std::string& key) {
    const std::vector<std::string> known = node.keys();
    std::string hint = did_you_mean(nearest_name(key, known));
    if (hint.empty()) {
        hint = find_home(key);
    }
    std::string all;
    for (const std::string& name : known) {
        all += (all.empty() ? "" : ", ") + name;
    }
    return {"unknown key", "one of " + all, hint};
}

ProblemText not_modelled(const std::string& key) {
    return {"not modelled yet", "", "leave '" + key + "' out for now"};
}

ProblemText unknown_name(const std::string& collection,
                         const std::string& name,
                         const std::vector<std::string>& known) {
    ProblemText text;
    text.problem = "no " + collection + " '" + name + "'";
    text.wanted = known.empty() ? "a table [" + join_key(collection, name) + "]"
                                : list_names(quote_names(known), "or");
    text.hint = did_you_mean(nearest_name(name, known));
    return text;
}

}  // namespace headroom::scenario
