#pragma once

// Traces that are read once and looked at many times, as by the points of a study.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>

#include "src/core/trace/trace.hpp"

namespace headroom::trace {

class TraceStore {
public:
    // As read_trace; the same file with the same options is read once. Safe to call from several
    // threads.
    [[nodiscard]] expected<std::shared_ptr<const TraceFile>, Diagnostics> read(
        const std::string& file, const ReadOptions& options);

private:
    using Key = std::tuple<std::string, std::string, TimeUnit>;
    std::mutex mutex_;
    std::map<Key, std::shared_ptr<const TraceFile>> files_;
};

}  // namespace headroom::trace
