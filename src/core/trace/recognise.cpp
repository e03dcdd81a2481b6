#include <array>

#include "src/core/trace/format.hpp"

namespace headroom::trace {

namespace {

constexpr std::array kFormats{
    &kAcmeFormat, &kBatsimFormat, &kBatsimJobsFormat, &kCsvFormat,  &kDlrmFormat,  &kHeliosFormat,
    &kMuriFormat, &kOpenbFormat,  &kPhillyFormat,     &kPodsFormat, &kSacctFormat, &kSwfFormat,
};

template <class Text>
std::string join(std::string_view separator, Text text_of) {
    std::string joined;
    for (const Format* format : kFormats) {
        joined += (joined.empty() ? "" : separator);
        joined += text_of(*format);
    }
    return joined;
}

}  // namespace

const Format* recognise_format(std::string_view name, std::string_view head) {
    for (const Format* format : kFormats) {
        if (name == "auto" ? format->is_like(head) : format->name == name) {
            return format;
        }
    }
    return nullptr;
}

std::vector<std::string_view> format_choices() {
    std::vector<std::string_view> choices{"auto"};
    for (const Format* format : kFormats) {
        choices.push_back(format->name);
    }
    return choices;
}

std::string format_names() {
    return join(", ", [](const Format& format) { return format.name; });
}

std::string format_descriptions() {
    return join(", or ", [](const Format& format) { return format.wanted; });
}

}  // namespace headroom::trace
