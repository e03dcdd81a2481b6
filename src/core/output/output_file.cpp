#include "src/core/output/output_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "src/core/output/encoder.hpp"

#include <unistd.h>

namespace headroom::output {

namespace {

namespace fs = std::filesystem;

auto failure(const std::string& file, const std::string& problem, const std::string& wanted) {
    return unexpected(Diagnostics{{Severity::kError, {file, 0, 0}, {}, problem, wanted, {}, {}}});
}

auto failure(const std::string& file, int error) {
    return failure(file, std::string("cannot be written: ") + std::strerror(error),
                   "room and leave to write it");
}

// The errno that ended it, or 0; `is_whole` tells whether `write` came to its end.
int write_to(const fs::path& path,
             const std::string& name,
             const std::function<bool(const report::TextSink&)>& write,
             bool& is_whole) {
    std::FILE* const file = std::fopen(path.c_str(), "wbe");
    if (file == nullptr) {
        return errno;
    }
    int error = 0;
    const report::TextSink sink = [&](std::string_view part) {
        if (error == 0 && !part.empty() &&
            std::fwrite(part.data(), 1, part.size(), file) != part.size()) {
            error = errno;
        }
    };
    const std::unique_ptr<Encoder> encoder = encoder_for(name);
    is_whole = write([&](std::string_view text) { encoder->write(text, sink); });
    if (is_whole) {
        encoder->finish(sink);
    }
    if (std::fclose(file) != 0 && error == 0) {
        error = errno;
    }
    return error;
}

}  // namespace

expected<void, Diagnostics> check_target(const std::string& file,
                                         const std::vector<std::string>& inputs) {
    std::error_code ignored;
    if (fs::is_directory(file, ignored)) {
        return failure(file, "is a folder", "the name of a file");
    }
    for (const std::string& input : inputs) {
        if (fs::is_regular_file(file, ignored) && fs::equivalent(file, input, ignored)) {
            return failure(file, "is an input and would be replaced", "another name");
        }
    }
    return {};
}

expected<void, Diagnostics> write_file(const std::string& file,
                                       const std::function<bool(const report::TextSink&)>& write) {
    std::error_code error;
    bool is_whole = false;
    if (fs::exists(file, error) && !fs::is_regular_file(file, error)) {
        const int code = write_to(file, file, write, is_whole);
        return code == 0 ? expected<void, Diagnostics>{} : failure(file, code);
    }
    // A link stays one; what it points to is replaced.
    const fs::path target = fs::exists(file, error) ? fs::canonical(file, error) : fs::path(file);
    const fs::path temporary = target.parent_path() / ("." + target.filename().string() +
                                                       ".partial-" + std::to_string(::getpid()));
    const int code = write_to(temporary, file, write, is_whole);
    if (code == 0 && is_whole) {
        fs::rename(temporary, target, error);
        if (!error) {
            return {};
        }
    }
    std::error_code ignored;
    fs::remove(temporary, ignored);
    if (code == 0 && !is_whole) {
        return {};
    }
    return failure(file, code != 0 ? code : error.value());
}

}  // namespace headroom::output
