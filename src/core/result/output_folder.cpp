#include "src/core/result/output_folder.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace headroom::report {
namespace {

namespace fs = std::filesystem;

auto failure(const fs::path& place, const std::string& problem, const std::string& wanted) {
    Diagnostic fault;
    fault.place.file = place.string();
    fault.problem = problem;
    fault.wanted = wanted;
    return unexpected(Diagnostics{std::move(fault)});
}

// The folders that are missing on the way to `path`, outermost first.
std::vector<fs::path> missing_folders(fs::path path) {
    std::vector<fs::path> missing;
    std::error_code ignored;
    while (!path.empty() && !fs::exists(path, ignored)) {
        missing.insert(missing.begin(), path);
        path = path.parent_path();
    }
    return missing;
}

}  // namespace

expected<OutputFolder, Diagnostics> OutputFolder::open(const std::string& folder) {
    const std::string wanted = "a folder that can be written to";
    const fs::path path = (fs::path(folder) / "").parent_path();  // without a slash at its end
    std::error_code error;
    if (path.empty())
        return failure(folder, "is not the name of a folder", wanted);
    if (fs::exists(path, error) && !fs::is_directory(path, error))
        return failure(path, "is a file, not a folder", wanted);
    OutputFolder output(path);
    for (const fs::path& missing : missing_folders(path)) {
        if (!fs::create_directory(missing, error) && error)
            return failure(missing, "cannot be made: " + error.message(), wanted);
        output.made_.push_back(missing);
    }
    if (::access(path.c_str(), W_OK | X_OK) != 0)
        return failure(path, std::string("cannot be written to: ") + std::strerror(errno), wanted);
    return output;
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      made_(std::exchange(other.made_, {})),
      pending_(std::exchange(other.pending_, {})) {}

OutputFolder::~OutputFolder() {
    std::error_code ignored;
    for (const std::string& name : pending_)
        fs::remove(temporary(name), ignored);
    for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder)
        fs::remove(*folder, ignored);  // only while empty
}

expected<void, Diagnostics> OutputFolder::check_targets(
    const std::vector<std::string>& names, const std::vector<std::string>& inputs) const {
    std::error_code error;
    for (const std::string& name : names) {
        const fs::path target = path_ / name;
        if (!fs::exists(target, error))
            continue;
        if (!fs::is_regular_file(target, error))
            return failure(target, "cannot be replaced: it is not a file", "another folder");
        for (const std::string& input : inputs) {
            if (fs::equivalent(target, input, error))
                return failure(target, "is an input of this run and would be replaced",
                               "another folder");
        }
    }
    return {};
}

fs::path OutputFolder::temporary(const std::string& name) const {
    return path_ / ("." + name + ".partial-" + std::to_string(::getpid()));
}

expected<void, Diagnostics> OutputFolder::write(const std::string& name,
                                                const std::function<void(const TextSink&)>& write) {
    const std::string wanted = "room and leave to write the result";
    const fs::path target = temporary(name);
    std::FILE* file = std::fopen(target.c_str(), "wbe");
    if (file == nullptr)
        return failure(path_ / name, std::string("cannot be written: ") + std::strerror(errno),
                       wanted);
    pending_.push_back(name);
    int error = 0;
    write([&](std::string_view part) {
        if (error == 0 && !part.empty() &&
            std::fwrite(part.data(), 1, part.size(), file) != part.size())
            error = errno;
    });
    if (std::fclose(file) != 0 && error == 0)
        error = errno;
    if (error != 0)
        return failure(path_ / name, std::string("cannot be written: ") + std::strerror(error),
                       wanted);
    return {};
}

expected<void, Diagnostics> OutputFolder::commit(const std::vector<std::string>& outdated) {
    std::error_code error;
    while (!pending_.empty()) {
        const std::string& name = pending_.back();
        fs::rename(temporary(name), path_ / name, error);
        if (error)
            return failure(path_ / name, "cannot be replaced: " + error.message(),
                           "leave to replace the older result");
        made_.clear();
        pending_.pop_back();
    }
    for (const std::string& name : outdated)
        fs::remove(path_ / name, error);
    return {};
}

}  // namespace headroom::report
