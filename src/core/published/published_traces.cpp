#include "src/core/published/published_traces.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "sim/base/contract.hpp"
#include "src/core/data/embedded_file.hpp"

namespace headroom::trace {
namespace {

constexpr std::string_view kFile = "published/traces.toml";

bool is_letter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// Whether the path has the word, in any case, with no letter or digit on either side.
bool has_word(std::string_view path, std::string_view word) {
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == b;
    };
    auto from = path.begin();
    while (true) {
        const auto found = std::search(from, path.end(), word.begin(), word.end(), same);
        if (found == path.end()) {
            return false;
        }
        const auto end = found + static_cast<std::ptrdiff_t>(word.size());
        const bool begins = found == path.begin() || !is_letter(*(found - 1));
        const bool ends = end == path.end() || !is_letter(*end);
        if (begins && ends) {
            return true;
        }
        from = found + 1;
    }
}

}  // namespace

const PublishedTrace* PublishedTraces::find(std::string_view name) const {
    const auto found = std::find_if(traces.begin(), traces.end(), [&](const PublishedTrace& trace) {
        return trace.name == name;
    });
    return found == traces.end() ? nullptr : &*found;
}

const PublishedSource* PublishedTraces::find_source(std::string_view name) const {
    const auto found =
        std::find_if(sources.begin(), sources.end(),
                     [&](const PublishedSource& source) { return source.name == name; });
    return found == sources.end() ? nullptr : &*found;
}

const PublishedTrace* PublishedTraces::find_for_file(std::string_view format,
                                                     std::string_view path) const {
    const PublishedTrace* only = nullptr;
    const PublishedTrace* named = nullptr;
    std::size_t of_format = 0;
    for (const PublishedTrace& trace : traces) {
        const auto& formats = trace.formats;
        if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
            continue;
        }
        ++of_format;
        only = &trace;
        const bool is_named =
            std::any_of(trace.names.begin(), trace.names.end(),
                        [&](const std::string& word) { return has_word(path, word); });
        named = is_named ? &trace : named;
    }
    return named != nullptr ? named : of_format == 1 ? only : nullptr;
}

const PublishedTraces& published_traces() {
    static const PublishedTraces traces = [] {
        const auto text = find_embedded_file(kFile);
        HEADROOM_REQUIRE(text.has_value(), std::string(kFile));
        expected<PublishedTraces, Diagnostics> read =
            parse_published_traces(*text, "headroom:data/" + std::string(kFile));
        HEADROOM_REQUIRE(read.has_value(), format_diagnostics(read.error()));
        return std::move(*read);
    }();
    return traces;
}

}  // namespace headroom::trace
