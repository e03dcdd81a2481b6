#include "src/core/trace/trace_store.hpp"

#include <utility>

namespace headroom::trace {

expected<std::shared_ptr<const TraceFile>, Diagnostics> TraceStore::read(
    const std::string& file, const ReadOptions& options) {
    const Key key{file, std::string(options.format), options.time_unit};
    const std::lock_guard lock(mutex_);  // also while reading: who asks second waits for the first
    std::shared_ptr<const TraceFile>& stored = files_[key];
    if (stored == nullptr) {
        auto read = read_trace(file, options);
        if (!read)
            return unexpected(std::move(read.error()));
        stored = std::make_shared<const TraceFile>(std::move(*read));
    }
    return stored;
}

}  // namespace headroom::trace
