#include "src/core/trace/format.hpp"
#include "src/core/trace/requests.hpp"

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
    if (recognised == nullptr && is_like_requests(input->head())) {
        return fail(file, "is a trace of LLM requests, which is not modelled yet",
                    "jobs; `headroom import` describes it");
    }
    if (recognised == nullptr) {
        return fail(file, "is in no format that is known", format_descriptions());
    }
    if (options.time_unit != TimeUnit::kUnstated && !recognised->needs_time_unit) {
        return fail(file, "has its unit of time by its format, " + std::string(recognised->name),
                    "no time_unit (--time-unit)");
    }
    input->set_watch(options.watch);
    TraceBuilder builder(file, *input, options.time_unit);
    builder.trace().format = recognised->name;
    recognised->read(builder);
    return builder.finish();
}

expected<TraceFile, Diagnostics> read_trace(const std::string& file, std::string_view format) {
    return read_trace(file, ReadOptions{.format = format});
}

}  // namespace headroom::trace
