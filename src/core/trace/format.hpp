#pragma once

// What a trace format is to the rest. A new format is a file with its two functions, their line
// here and their line in the table of recognise.cpp.

#include <string_view>

#include "src/core/trace/trace_builder.hpp"

namespace headroom::trace {

struct Format {
    std::string_view name;                   // as in `format = "csv"`
    std::string_view wanted;                 // for the message that no format fits
    bool (*is_like)(std::string_view head);  // the beginning of the file, up to 64 KiB
    void (*read)(TraceBuilder& builder);
};

extern const Format kCsvFormat;
extern const Format kPhillyFormat;
extern const Format kSacctFormat;
extern const Format kSwfFormat;

// The format whose name it is, or, for "auto", whose beginning it looks like; null if there is
// none.
[[nodiscard]] const Format* recognise_format(std::string_view name, std::string_view head);

// "csv, philly, sacct, swf": the names, and what each looks like.
[[nodiscard]] std::string format_names();
[[nodiscard]] std::string format_descriptions();

}  // namespace headroom::trace
