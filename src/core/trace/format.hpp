#pragma once

// What a trace format is to the rest. A new format is a file with its two functions, their line
// here and their line in the table of recognise.cpp.

#include <string>
#include <string_view>
#include <vector>

#include "src/core/trace/trace_builder.hpp"

namespace headroom::trace {

struct Format {
    std::string_view name;                   // as in `format = "csv"`
    std::string_view wanted;                 // for the message that no format fits
    bool (*is_like)(std::string_view head);  // the beginning of the file, up to 64 KiB
    void (*read)(TraceBuilder& builder);
    // Files of this format exist in seconds and in milliseconds, and nothing in them says which.
    bool needs_time_unit = false;
};

extern const Format kAcmeFormat;
extern const Format kBatsimFormat;
extern const Format kBatsimJobsFormat;
extern const Format kCsvFormat;
extern const Format kDlrmFormat;
extern const Format kHeliosFormat;
extern const Format kMuriFormat;
extern const Format kOpenbFormat;
extern const Format kPhillyFormat;
extern const Format kPodsFormat;
extern const Format kSacctFormat;
extern const Format kSwfFormat;

// The format whose name it is, or, for "auto", whose beginning it looks like; null if there is
// none.
[[nodiscard]] const Format* recognise_format(std::string_view name, std::string_view head);

// "auto" and the name of every format, as `format` takes them.
[[nodiscard]] std::vector<std::string_view> format_choices();
// "csv, philly, swf": the names, and what each looks like.
[[nodiscard]] std::string format_names();
[[nodiscard]] std::string format_descriptions();

}  // namespace headroom::trace
