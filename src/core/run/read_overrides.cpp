#include "src/core/run/read_overrides.hpp"

#include "sim/base/number_text.hpp"
#include "src/core/input/fields.hpp"

namespace headroom {
namespace {

std::size_t find_equals(std::string_view text) {
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0)
            quote = c == quote ? char{0} : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '=')
            return i;
    }
    return std::string_view::npos;
}

Diagnostic fault_in(const std::string& file, const input::Line& line, const char* problem) {
    Diagnostic fault;
    fault.place = {file, line.number, 1};
    fault.problem = problem;
    fault.wanted = "path,value in each line, such as fleet.h100.nodes,96";
    fault.source_line = line.text;
    return fault;
}

}  // namespace

expected<scenario::Override, Diagnostics> parse_override(std::string_view text,
                                                         const std::string& option) {
    const std::size_t equals = find_equals(text);
    const std::string_view path =
        trim_spaces(equals == std::string_view::npos ? "" : text.substr(0, equals));
    if (path.empty()) {
        Diagnostic fault;
        fault.place.file = option;
        fault.problem = "'" + std::string(text) + "' is not path=value";
        fault.wanted = "for example " + option + " fleet.h100.nodes=96";
        return unexpected(Diagnostics{std::move(fault)});
    }
    return scenario::Override{std::string(path), std::string(trim_spaces(text.substr(equals + 1))),
                              SourcePlace{option, 0, 0}};
}

expected<std::vector<scenario::Override>, Diagnostics> read_overrides(const std::string& file) {
    auto text = input::TextInput::open(file, "a CSV file of path,value");
    if (!text) {
        Diagnostic fault;
        fault.place.file = file;
        fault.problem = text.error().problem;
        fault.wanted = text.error().wanted;
        return unexpected(Diagnostics{std::move(fault)});
    }
    std::vector<scenario::Override> overrides;
    Diagnostics faults;
    input::FieldSplitter splitter;
    input::Line line;
    for (bool is_first = true; text->next(line); is_first = false) {
        if (!splitter.split_quoted(line.text)) {
            faults.push_back(fault_in(file, line, "has a quote that is not closed"));
            continue;
        }
        const auto fields = splitter.fields();
        if (fields.size() != 2 || fields[0].text.empty()) {
            faults.push_back(fault_in(file, line, "is not a path and a value"));
            continue;
        }
        if (is_first && fields[0].text == "path" && fields[1].text == "value")
            continue;
        overrides.push_back({std::string(fields[0].text), std::string(fields[1].text),
                             SourcePlace{file, line.number, fields[1].column}});
    }
    if (!faults.empty())
        return unexpected(std::move(faults));
    return overrides;
}

}  // namespace headroom
