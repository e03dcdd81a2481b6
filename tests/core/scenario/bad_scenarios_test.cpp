// Every fault that a user can make in a scenario, with the whole text of what the program then
// says. The cases are data: tests/core/scenario/bad/*.txt, described in bad/README.md.
// HEADROOM_UPDATE_GOLDEN=1 rewrites the expected texts; read the difference as a user would.

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "src/core/scenario/compile_world.hpp"

#include <unistd.h>

namespace headroom::scenario {
namespace {

namespace fs = std::filesystem;

struct BadCase {
    std::string topic;  // the name of the data file
    std::string title;
    std::vector<std::pair<std::string, std::string>> files;  // the scenario first
    std::vector<std::string> settings;                       // "--set a=b", "--variant x"
    std::string expected;
};

void PrintTo(const BadCase& bad, std::ostream* stream) {
    *stream << bad.title;
}

constexpr const char* kWorkload =
    "[workload.w.generate]\njobs = 1\ninterarrival = \"1 s\"\nruntime = \"1 h\"\n";

fs::path data_folder() {
    return fs::path(HEADROOM_SOURCE_DIR) / "tests/core/scenario/bad";
}

void add_line(BadCase& bad, const std::string& line, bool is_expected) {
    if (is_expected) {
        bad.expected += line + "\n";
    } else if (line.starts_with(">>>> --")) {
        bad.settings.push_back(line.substr(5));
    } else if (line.starts_with(">>>> ")) {
        bad.files.emplace_back(line.substr(5), "");
    } else {
        bad.files.back().second += line == "@workload" ? kWorkload : line + "\n";
    }
}

std::vector<BadCase> read_cases(const fs::path& file) {
    std::vector<BadCase> cases;
    std::ifstream stream(file);
    bool is_expected = false;
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with("#### ")) {
            cases.push_back({file.stem().string(), line.substr(5), {{"bad.toml", ""}}, {}, ""});
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

std::vector<fs::path> data_files() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(data_folder())) {
        if (entry.path().extension() == ".txt") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<BadCase> all_cases() {
    std::vector<BadCase> all;
    for (const fs::path& file : data_files()) {
        const std::vector<BadCase> cases = read_cases(file);
        all.insert(all.end(), cases.begin(), cases.end());
    }
    return all;
}

std::string replace_all(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

// Bytes that no text file should hold are written as \0 and \xff.
std::string unescape(const std::string& text) {
    return replace_all(replace_all(text, "\\0", {'\0'}), "\\xff", "\xff");
}

ReadOptions options_of(const BadCase& bad) {
    ReadOptions options;
    for (const std::string& setting : bad.settings) {
        const std::size_t blank = setting.find(' ');
        const std::string value = setting.substr(blank + 1);
        if (setting.starts_with("--variant")) {
            options.variant = value;
        } else {
            const std::size_t equals = value.find('=');
            options.overrides.push_back(
                {value.substr(0, equals), value.substr(equals + 1), {"--set", 0, 0}});
        }
    }
    return options;
}

Diagnostics find_problems(const std::string& file, const ReadOptions& options) {
    const auto scenario = read_scenario(file, options);
    if (!scenario) {
        return scenario.error();
    }
    const auto traces = load_workloads(*scenario);
    if (!traces) {
        return traces.error();
    }
    const auto compiled = compile_world(*scenario, *traces);
    return compiled ? compiled->warnings : compiled.error();
}

// What the program says, with the temporary folder taken out of the file names.
std::string run_case(const BadCase& bad) {
    std::string name = "headroom_bad_" + std::to_string(::getpid());
    const fs::path folder = fs::temp_directory_path() / name;
    fs::create_directories(folder);
    for (const auto& [file, text] : bad.files) {
        std::ofstream(folder / file, std::ios::binary) << unescape(text);
    }
    const Diagnostics problems = find_problems((folder / "bad.toml").string(), options_of(bad));
    fs::remove_all(folder);
    return replace_all(format_diagnostics(problems), folder.string() + "/", "");
}

void write_expected(const fs::path& file) {
    std::string text;
    for (const BadCase& bad : read_cases(file)) {
        text += "#### " + bad.title + "\n";
        for (const auto& [name, content] : bad.files) {
            text += name == "bad.toml" ? "" : ">>>> " + name + "\n";
            text += replace_all(content, kWorkload, "@workload\n");
        }
        for (const std::string& setting : bad.settings) {
            text += ">>>> " + setting + "\n";
        }
        text += "<<<<\n" + run_case(bad) + "\n";
    }
    std::ofstream(file, std::ios::binary) << text;
}

class BadScenario : public ::testing::TestWithParam<BadCase> {};

TEST_P(BadScenario, IsToldInFull) {
    EXPECT_EQ(run_case(GetParam()), GetParam().expected) << GetParam().title;
}

std::string name_of(const ::testing::TestParamInfo<BadCase>& info) {
    std::string name = info.param.topic + "_" + info.param.title;
    for (char& c : name) {
        c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    }
    return name;
}

std::vector<BadCase> prepared_cases() {
    if (std::getenv("HEADROOM_UPDATE_GOLDEN") != nullptr) {
        for (const fs::path& file : data_files()) {
            write_expected(file);
        }
    }
    return all_cases();
}

INSTANTIATE_TEST_SUITE_P(Cases, BadScenario, ::testing::ValuesIn(prepared_cases()), name_of);

TEST(BadScenarios, CoverAtLeastSeventyFaults) {
    EXPECT_GE(all_cases().size(), 70u);
}

}  // namespace
}  // namespace headroom::scenario
