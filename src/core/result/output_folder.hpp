#pragma once

// A folder that receives whole files: each is written under a temporary name beside its final one,
// and all are renamed at the end, so that a failed write changes nothing. Should a rename itself be
// refused, those before it stay. What is not committed leaves no trace.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "src/core/table/write_table.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::report {

class OutputFolder {
public:
    // Makes the folder where it is missing, with its parents, and tries whether it can be written
    // to.
    [[nodiscard]] static expected<OutputFolder, Diagnostics> open(const std::string& folder);
    ~OutputFolder();
    OutputFolder(OutputFolder&& other) noexcept;
    OutputFolder& operator=(OutputFolder&&) = delete;

    // Refuses names that would replace one of the `inputs`, or what is no file.
    [[nodiscard]] expected<void, Diagnostics> check_targets(
        const std::vector<std::string>& names, const std::vector<std::string>& inputs) const;

    // Writes the file under its temporary name. `write` calls the sink for each part of the text.
    [[nodiscard]] expected<void, Diagnostics> write(
        const std::string& name, const std::function<void(const TextSink&)>& write);

    // Gives every file its final name, replacing older ones, and removes `outdated` ones.
    [[nodiscard]] expected<void, Diagnostics> commit(const std::vector<std::string>& outdated = {});

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    explicit OutputFolder(std::filesystem::path path) : path_(std::move(path)) {}
    [[nodiscard]] std::filesystem::path temporary(const std::string& name) const;

    std::filesystem::path path_;
    std::vector<std::filesystem::path> made_;  // folders that open() made, outermost first
    std::vector<std::string> pending_;         // written, not yet renamed
};

}  // namespace headroom::report
