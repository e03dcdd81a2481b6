#pragma once

// Which of a site's records a file is, told by the names in its header.

#include <cstdint>
#include <string_view>

namespace headroom::records {

enum class RecordKind : std::uint8_t {
    kNone,
    kMeter,
    kTariff,
    kForecast,
    kQuotes,
    kGpuSamples,
};

// `head` is the beginning of the file. A header of a trace is none of these. O(header).
[[nodiscard]] RecordKind recognise_record(std::string_view head);

// "meter", "tariff", …; empty for kNone.
[[nodiscard]] std::string_view record_name(RecordKind kind);

}  // namespace headroom::records
