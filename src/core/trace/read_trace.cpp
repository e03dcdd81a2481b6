#include <array>

#include "src/core/trace/format.hpp"
#include "src/core/trace/whole_file.hpp"

namespace headroom::trace {

namespace {

auto fail(const std::string& file, std::string problem, std::string wanted) {
    return unexpected(Diagnostics{
        {Severity::kError, {file, 0, 0}, {}, std::move(problem), std::move(wanted), {}, {}}});
}

struct Signature {
    std::string_view bytes;
    std::string_view what;
};

// What the file is, if it certainly is not plain text in ASCII or UTF-8.
std::string_view find_signature(std::string_view bytes) {
    using namespace std::string_view_literals;
    constexpr std::array kSignatures{
        Signature{"\xFF\xFE"sv, "UTF-16 text"},  Signature{"\xFE\xFF"sv, "UTF-16 text"},
        Signature{"\x1F\x8B"sv, "gzip data"},    Signature{"\x28\xB5\x2F\xFD"sv, "zstd data"},
        Signature{"\xFD\x37zXZ"sv, "xz data"},   Signature{"BZh"sv, "bzip2 data"},
        Signature{"PK\x03\x04"sv, "a zip file"},
    };
    for (const Signature& signature : kSignatures) {
        if (bytes.substr(0, signature.bytes.size()) == signature.bytes) {
            return signature.what;
        }
    }
    constexpr std::size_t kLooksAt = 4096;
    const bool has_zero = bytes.substr(0, kLooksAt).find('\0') != std::string_view::npos;
    return has_zero ? "binary data" : "";
}

}  // namespace

expected<TraceFile, Diagnostics> read_trace(const std::string& file, std::string_view format) {
    const expected<std::string, std::string> bytes = read_whole_file(file);
    if (!bytes) {
        return fail(file, "cannot be read: " + bytes.error(), "a trace file");
    }
    std::string_view text = *bytes;
    const std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.substr(0, byte_order_mark.size()) == byte_order_mark) {
        text.remove_prefix(byte_order_mark.size());
    }
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        return fail(file, "is empty", "a trace file");
    }
    if (const std::string_view signature = find_signature(text); !signature.empty()) {
        return fail(file, "is " + std::string(signature), "plain text");
    }
    const Format* const recognised = recognise_format(format, text);
    if (recognised == nullptr && format != "auto") {
        return fail(file, "unknown format " + quoted(format), "one of auto, " + format_names());
    }
    if (recognised == nullptr) {
        return fail(file, "is in no format that is known", format_descriptions());
    }
    TraceBuilder builder(file, text);
    builder.trace().format = recognised->name;
    recognised->read(builder);
    expected<TraceFile, Diagnostics> result = builder.finish();
    if (result) {
        result->report.bytes = static_cast<std::int64_t>(bytes->size());
    }
    return result;
}

}  // namespace headroom::trace
