#include "src/core/records/series_name.hpp"

#include "sim/base/number_text.hpp"

namespace headroom::records {

namespace {

// The quoted text at the front, taken off `text`; false if there is none.
bool take_quoted(std::string_view& text, std::string& value) {
    if (text.empty() || text.front() != '"') {
        return false;
    }
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '"') {
            text.remove_prefix(i + 1);
            return true;
        }
        if (text[i] == '\\' && i + 1 < text.size()) {
            ++i;
            value += text[i] == 'n' ? '\n' : text[i];
        } else {
            value += text[i];
        }
    }
    return false;
}

bool take_label(std::string_view& text, std::string& name, std::string& value) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
        return false;
    }
    name = trim_spaces(text.substr(0, equals));
    text = trim_spaces(text.substr(equals + 1));
    return !name.empty() && take_quoted(text, value);
}

}  // namespace

std::optional<SeriesName> parse_series_name(std::string_view text) {
    text = trim_spaces(text);
    const std::size_t brace = text.find('{');
    SeriesName series;
    series.metric = trim_spaces(text.substr(0, brace));
    if (brace == std::string_view::npos) {
        return series;
    }
    if (text.back() != '}') {
        return std::nullopt;
    }
    text = trim_spaces(text.substr(brace + 1, text.size() - brace - 2));
    while (!text.empty()) {
        std::string name, value;
        if (!take_label(text, name, value)) {
            return std::nullopt;
        }
        if (name == "__name__") {
            series.metric = value;
        } else {
            series.labels.emplace_back(std::move(name), std::move(value));
        }
        text = trim_spaces(text);
        if (!text.empty() && text.front() != ',') {
            return std::nullopt;
        }
        text = text.empty() ? text : trim_spaces(text.substr(1));
    }
    return series;
}

}  // namespace headroom::records
