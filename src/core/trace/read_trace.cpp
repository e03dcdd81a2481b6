#include "src/core/trace/format.hpp"

namespace headroom::trace {

namespace {

auto fail(const std::string& file, std::string problem, std::string wanted) {
    return unexpected(Diagnostics{
        {Severity::kError, {file, 0, 0}, {}, std::move(problem), std::move(wanted), {}, {}}});
}

}  // namespace

expected<TraceFile, Diagnostics> read_trace(const std::string& file, const ReadOptions& options) {
    auto input = input::TextInput::open(file, "a trace file");
    if (!input) {
        return fail(file, input.error().problem, input.error().wanted);
    }
    const Format* const recognised = recognise_format(options.format, input->head());
    if (recognised == nullptr && options.format != "auto") {
        return fail(file, "unknown format " + quoted(options.format),
                    "one of auto, " + format_names());
    }
    if (recognised == nullptr) {
        return fail(file, "is in no format that is known", format_descriptions());
    }
    input->set_watch(options.watch);
    TraceBuilder builder(file, *input);
    builder.trace().format = recognised->name;
    recognised->read(builder);
    return builder.finish();
}

expected<TraceFile, Diagnostics> read_trace(const std::string& file, std::string_view format) {
    return read_trace(file, ReadOptions{.format = format});
}

}  // namespace headroom::trace
