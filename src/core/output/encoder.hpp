#pragma once

// Compresses a text on its way into a file. The counterpart of what input/byte_stream reads.

#include <memory>
#include <string_view>

#include "src/core/table/write_table.hpp"

namespace headroom::output {

class Encoder {
public:
    virtual ~Encoder() = default;
    // Hands on what is ready. The same texts give the same bytes: no date is in them.
    virtual void write(std::string_view text, const report::TextSink& sink) = 0;
    virtual void finish(const report::TextSink& sink) = 0;
};

// By the name's ending: ".gz" is gzip, ".zst" is zstd, anything else stays as it is.
[[nodiscard]] std::unique_ptr<Encoder> encoder_for(std::string_view file);

}  // namespace headroom::output
