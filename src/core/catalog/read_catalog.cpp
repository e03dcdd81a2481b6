#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <utility>

#include "sim/base/contract.hpp"
#include "src/core/catalog/catalog.hpp"
#include "src/core/catalog/read_items.hpp"
#include "src/core/data/embedded_file.hpp"
#include "src/core/result/sha256.hpp"
#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/parse_toml.hpp"
#include "src/core/scenario/problems.hpp"

namespace headroom::catalog {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestFile = std::size_t{64} << 20u;

struct CatalogFile {
    std::string shown_name;  // for messages
    std::string name;        // inside its folder
    std::string text;
};

std::string hash_of(const std::vector<CatalogFile>& files) {
    std::string all;
    for (const CatalogFile& file : files) {
        all += file.name + '\n' + std::to_string(file.text.size()) + '\n' + file.text;
    }
    return report::sha256_of_text(all);
}

std::vector<CatalogFile> shipped_files(const std::string& version) {
    const std::string folder = "catalog/" + version;
    std::vector<CatalogFile> files;
    for (const EmbeddedFile& file : list_embedded_files(folder)) {
        files.push_back({"data/" + std::string(file.path),
                         std::string(file.path.substr(folder.size() + 1)), std::string(file.text)});
    }
    return files;
}

Diagnostics one_problem(const std::string& file,
                        std::string problem,
                        std::string wanted,
                        std::string hint = "") {
    Diagnostic diagnostic;
    diagnostic.place.file = file;
    diagnostic.problem = std::move(problem);
    diagnostic.wanted = std::move(wanted);
    diagnostic.hint = std::move(hint);
    return {diagnostic};
}

Diagnostics unknown_version(const std::string& version) {
    const std::vector<std::string> known = shipped_versions();
    const std::string near = nearest_name(version, known);
    return one_problem("", "no catalog '" + version + "'",
                       scenario::list_names(scenario::quote_names(known), "or"),
                       near.empty() ? "" : "did you mean '" + near + "'?");
}

expected<std::vector<CatalogFile>, Diagnostics> files_of_folder(const std::string& folder) {
    std::error_code fault;
    std::vector<CatalogFile> files;
    for (fs::directory_iterator entry(folder, fault), end; !fault && entry != end;
         entry.increment(fault)) {
        if (entry->path().extension() == ".toml") {
            files.push_back({entry->path().string(), entry->path().filename().string(), ""});
        }
    }
    if (fault) {
        return unexpected(one_problem(folder, "cannot be opened: " + fault.message(), ""));
    }
    if (files.empty()) {
        return unexpected(one_problem(folder, "holds no .toml file", "the files of a catalog"));
    }
    std::sort(files.begin(), files.end(),
              [](const CatalogFile& a, const CatalogFile& b) { return a.name < b.name; });
    Diagnostics problems;
    for (CatalogFile& file : files) {
        expected<std::string, std::string> text =
            scenario::read_text_file(file.shown_name, kLargestFile);
        if (!text) {
            problems.push_back(one_problem(file.shown_name, text.error(), "").front());
            continue;
        }
        file.text = std::move(*text);
    }
    if (!problems.empty()) {
        return unexpected(std::move(problems));
    }
    return files;
}

expected<Catalog, Diagnostics> read_files(const std::string& version,
                                          std::vector<CatalogFile> files) {
    Catalog catalog;
    catalog.version = version;
    catalog.sha256 = hash_of(files);
    scenario::SourceFiles texts;
    scenario::Problems problems(texts);
    std::vector<scenario::Value> values;
    for (CatalogFile& file : files) {
        const std::uint32_t index = texts.add_file(file.shown_name, std::move(file.text));
        expected<scenario::Value, scenario::SyntaxFault> value =
            scenario::parse_toml(texts.text(index), index);
        if (!value) {
            problems.add(value.error().place, "",
                         {value.error().problem, value.error().wanted, ""});
            continue;
        }
        values.push_back(std::move(*value));
    }
    // What refers to a file that cannot be read is no problem of its own.
    if (!problems.any()) {
        read_items(values, problems, catalog);
    }
    if (problems.any()) {
        return unexpected(problems.take());
    }
    return catalog;
}

}  // namespace

const PriceRow& Price::chosen() const {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [](const PriceRow& row) { return row.is_chosen; });
    HEADROOM_REQUIRE(found != rows.end(), "a price without a chosen row");
    return *found;
}

const Source* Catalog::find_source(std::string_view name) const {
    const auto found = std::find_if(sources.begin(), sources.end(),
                                    [&](const Source& source) { return source.name == name; });
    return found == sources.end() ? nullptr : &*found;
}

std::vector<std::string> shipped_versions() {
    return list_embedded_names("catalog");
}

std::string shipped_sha256(const std::string& version) {
    const std::vector<CatalogFile> files = shipped_files(version);
    return files.empty() ? "" : hash_of(files);
}

expected<std::shared_ptr<const Catalog>, Diagnostics> shipped_catalog(const std::string& version) {
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const Catalog>> read;
    const std::lock_guard lock(mutex);
    const auto found = read.find(version);
    if (found != read.end()) {
        return found->second;
    }
    std::vector<CatalogFile> files = shipped_files(version);
    if (files.empty()) {
        return unexpected(unknown_version(version));
    }
    expected<Catalog, Diagnostics> catalog = read_files(version, std::move(files));
    if (!catalog) {
        return unexpected(std::move(catalog.error()));
    }
    auto shared = std::make_shared<const Catalog>(std::move(*catalog));
    read.emplace(version, shared);
    return shared;
}

expected<Catalog, Diagnostics> read_catalog(const std::string& version_or_folder) {
    std::vector<CatalogFile> files = shipped_files(version_or_folder);
    if (!files.empty()) {
        return read_files(version_or_folder, std::move(files));
    }
    std::error_code ignored;
    if (!fs::is_directory(version_or_folder, ignored)) {
        return unexpected(unknown_version(version_or_folder));
    }
    expected<std::vector<CatalogFile>, Diagnostics> found = files_of_folder(version_or_folder);
    if (!found) {
        return unexpected(std::move(found.error()));
    }
    return read_files(version_or_folder, std::move(*found));
}

}  // namespace headroom::catalog
