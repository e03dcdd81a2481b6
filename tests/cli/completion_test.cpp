#include <filesystem>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/help_pages.hpp"
#include "tests/cli/run_program.hpp"
#include "tests/cli/shell.hpp"

namespace headroom::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::UnorderedElementsAre;

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

class Completion : public testing::Test {
protected:
    Completion() {
        for (const char* shell : {"bash", "zsh", "fish"})
            (void)folder_.write(std::string("headroom.") + shell,
                                run_headroom({"completion", shell}).out);
        std::filesystem::create_directories(folder_.path("sites/b folder"));
        (void)folder_.write("sites/a one.toml", "");
        (void)folder_.write("sites/jobs.csv", "");
    }

    // What bash offers for the last of the words.
    std::vector<std::string> bash(const std::vector<std::string>& words) const {
        std::string line = "cd '" + folder_.path() + "'; . ./headroom.bash; COMP_WORDS=(headroom";
        for (const std::string& word : words)
            line += " '" + word + "'";
        line += "); COMP_CWORD=" + std::to_string(words.size()) +
                R"(; _headroom; printf "%s\n" "${COMPREPLY[@]}")";
        const std::string script = folder_.write("drive.sh", line);
        const ShellRun run = run_shell("bash --norc -u '" + script + "' | sed '/^$/d'");
        EXPECT_EQ(run.exit_code, 0) << run.text;
        return lines_of(run.text);
    }

    TemporaryFolder folder_;
};

TEST_F(Completion, BashOffersEveryCommandAndOptionOfTheHelp) {
    for (const HelpPage& page : all_help_pages()) {
        std::vector<std::string> words = page.words;
        words.emplace_back("-");
        std::vector<std::string> options;
        for (const HelpEntry& option : page.options)
            options.push_back(option.name);
        EXPECT_THAT(bash(words), testing::UnorderedElementsAreArray(options));
        words.back() = "";
        std::vector<std::string> commands;
        for (const HelpEntry& command : page.commands)
            commands.push_back(command.name);
        EXPECT_THAT(bash(words), IsSupersetOf(commands));
    }
}

TEST_F(Completion, BashOffersTheChoicesOfAnOption) {
    EXPECT_THAT(bash({"run", "x.toml", "--format", ""}), UnorderedElementsAre("json", "text"));
    EXPECT_THAT(bash({"run", "--format", "j"}), ElementsAre("json"));
    EXPECT_THAT(bash({"run", "--format", "=", "t"}), ElementsAre("text"));
    EXPECT_THAT(bash({"run", "--format", "="}), UnorderedElementsAre("json", "text"));
    EXPECT_THAT(bash({"catalog", "list", "--format", ""}),
                UnorderedElementsAre("csv", "json", "text"));
    EXPECT_THAT(bash({"catalog", "list", "g"}), UnorderedElementsAre("gpus", "grids"));
    EXPECT_THAT(bash({"completion", ""}), UnorderedElementsAre("bash", "fish", "zsh"));
    EXPECT_THAT(bash({"run", "--seed", ""}), IsEmpty());
}

TEST_F(Completion, BashOffersFilesWhereFilesAreWanted) {
    EXPECT_THAT(bash({"run", "sites/"}),
                UnorderedElementsAre("sites/a one.toml", "sites/b folder"));
    EXPECT_THAT(bash({"run", "a.toml", "-o", "sites/"}), ElementsAre("sites/b folder"));
    EXPECT_THAT(bash({"import", "sites/j"}), ElementsAre("sites/jobs.csv"));
    EXPECT_THAT(bash({"run", "--set-from", "sites/j"}), ElementsAre("sites/jobs.csv"));
}

TEST_F(Completion, BashKnowsTheCommandsOfHelpAndMan) {
    EXPECT_THAT(bash({"help", "cat"}), ElementsAre("catalog"));
    EXPECT_THAT(bash({"help", "catalog", "sh"}), ElementsAre("show"));
    EXPECT_THAT(bash({"man", "cat"}), ElementsAre("catalog"));
    EXPECT_THAT(bash({"h"}), ElementsAre("help"));
}

TEST_F(Completion, ZshTakesTheScript) {
    if (!has_program("zsh"))
        GTEST_SKIP() << "zsh is not installed";
    const std::string script = "'" + folder_.path("headroom.zsh") + "'";
    const ShellRun check = run_shell("zsh -f -n " + script);
    EXPECT_EQ(check.text, "");
    EXPECT_EQ(check.exit_code, 0);
    const ShellRun load = run_shell("HOME='" + folder_.path() +
                                    "' zsh -f -c 'autoload -U compinit; compinit -D -u; . $1; echo "
                                    "$_comps[headroom]' zsh " +
                                    script);
    EXPECT_EQ(load.text, "_headroom\n");
}

TEST_F(Completion, FishOffersCommandsOptionsChoicesAndFiles) {
    if (!has_program("fish"))
        GTEST_SKIP() << "fish is not installed";
    const auto fish = [&](const std::string& words) {
        const std::string script =
            folder_.write("drive.fish", "source headroom.fish; complete -C '" + words + "'");
        return lines_of(run_shell("cd '" + folder_.path() + "'; HOME=$PWD fish --no-config '" +
                                  script + "' | cut -f 1")
                            .text);
    };
    EXPECT_THAT(fish("headroom ca"), ElementsAre("catalog"));
    EXPECT_THAT(fish("headroom catalog "), UnorderedElementsAre("diff", "list", "show"));
    EXPECT_THAT(fish("headroom run --format "), UnorderedElementsAre("json", "text"));
    EXPECT_THAT(fish("headroom run --"), IsSupersetOf({"--set", "--variant", "--seed", "--csv"}));
    EXPECT_THAT(fish("headroom run sites/"), Contains("sites/a one.toml"));
    EXPECT_THAT(fish("headroom report --"), Not(Contains("--seed")));
}

}  // namespace
}  // namespace headroom::test
