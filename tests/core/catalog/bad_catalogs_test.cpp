// Every fault that a planner can make in a folder of catalog files, with the whole text of what the
// program then says. The cases are data: tests/core/catalog/bad/catalogs.txt, described there.

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "src/core/catalog/catalog.hpp"

#include <unistd.h>

namespace headroom::catalog {
namespace {

namespace fs = std::filesystem;

struct BadCase {
    std::string title;
    std::vector<std::pair<std::string, std::string>> files;
    std::string expected;
};

void PrintTo(const BadCase& bad, std::ostream* stream) {
    *stream << bad.title;
}

constexpr const char* kSources =
    "[source.book]\ntitle = \"A book\"\nas_of = 2026-08-01\nconfidence = \"sourced\"\n"
    "[source.page]\ntitle = \"A page\"\nurl = \"https://example.org\"\nas_of = 2026-09-01\n";
constexpr const char* kGpu =
    "[gpu.g1]\ntitle = \"G1\"\ntdp = { value = \"700 W\", source = \"book\" }\n"
    "memory = { value = \"80 GB\", source = \"book\" }\n"
    "memory_bandwidth = { value = \"3 TB/s\", source = \"book\" }\n";

const std::string kDataFile =
    std::string(HEADROOM_SOURCE_DIR) + "/tests/core/catalog/bad/catalogs.txt";

void add_line(BadCase& bad, const std::string& line, bool is_expected) {
    if (is_expected) {
        bad.expected += line + "\n";
    } else if (line.starts_with(">>>> ")) {
        bad.files.emplace_back(line.substr(5), "");
    } else {
        bad.files.back().second += line == "@sources" ? kSources
                                   : line == "@gpu"   ? kGpu
                                                      : line + "\n";
    }
}

std::vector<BadCase> read_cases() {
    std::vector<BadCase> cases;
    std::ifstream stream(kDataFile);
    bool is_expected = false;
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with("#### ")) {
            cases.push_back({line.substr(5), {{"bad.toml", ""}}, ""});
            is_expected = false;
        } else if (line == "<<<<") {
            is_expected = true;
        } else if (!cases.empty()) {
            add_line(cases.back(), line, is_expected);
        }
    }
    for (BadCase& bad : cases) {
        while (bad.expected.ends_with("\n\n")) {
            bad.expected.pop_back();
        }
    }
    return cases;
}

std::string replace_all(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

// What the program says, with the temporary folder taken out of the file names.
std::string run_case(const BadCase& bad) {
    const fs::path folder =
        fs::temp_directory_path() / ("headroom_bad_catalog_" + std::to_string(::getpid()));
    fs::create_directories(folder);
    for (const auto& [file, text] : bad.files) {
        std::ofstream(folder / file, std::ios::binary) << text;
    }
    const auto catalog = read_catalog(folder.string());
    fs::remove_all(folder);
    return catalog ? ""
                   : replace_all(format_diagnostics(catalog.error()), folder.string() + "/", "");
}

void write_expected() {
    std::string text;
    for (const BadCase& bad : read_cases()) {
        text += "#### " + bad.title + "\n";
        for (const auto& [name, content] : bad.files) {
            text += name == "bad.toml" ? "" : ">>>> " + name + "\n";
            text += replace_all(replace_all(content, kSources, "@sources\n"), kGpu, "@gpu\n");
        }
        text += "<<<<\n" + run_case(bad) + "\n";
    }
    std::ofstream(kDataFile, std::ios::binary) << text;
}

std::vector<BadCase> prepared_cases() {
    if (std::getenv("HEADROOM_UPDATE_GOLDEN") != nullptr) {
        write_expected();
    }
    return read_cases();
}

class BadCatalog : public ::testing::TestWithParam<BadCase> {};

TEST_P(BadCatalog, IsToldInFull) {
    EXPECT_NE(GetParam().expected, "");
    EXPECT_EQ(run_case(GetParam()), GetParam().expected) << GetParam().title;
}

std::string name_of(const ::testing::TestParamInfo<BadCase>& info) {
    std::string name = info.param.title;
    for (char& c : name) {
        c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    }
    return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, BadCatalog, ::testing::ValuesIn(prepared_cases()), name_of);

TEST(BadCatalogs, CoverAtLeastTwentyFaults) {
    EXPECT_GE(read_cases().size(), 20U);
}

TEST(BadCatalogs, TheRightOneOfTheCasesIsRight) {
    EXPECT_EQ(run_case({"", {{"bad.toml", std::string(kSources) + kGpu}}, ""}), "");
}

TEST(BadCatalogs, AnUnknownVersionListsThoseThatExist) {
    const auto unknown = read_catalog("2026.12");
    ASSERT_FALSE(unknown.has_value());
    EXPECT_EQ(format_diagnostics(unknown.error()),
              "error: no catalog '2026.12'; wanted '2026.11'\n    did you mean '2026.11'?\n");
    EXPECT_FALSE(shipped_catalog("2026.12").has_value());
}

}  // namespace
}  // namespace headroom::catalog
