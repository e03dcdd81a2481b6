#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/help_pages.hpp"
#include "tests/cli/run_program.hpp"
#include "tests/cli/shell.hpp"

namespace headroom::test {
namespace {

using testing::HasSubstr;

std::string title(const HelpPage& page) {
    std::string text = "headroom";
    for (const std::string& word : page.words)
        text += " " + word;
    return text;
}

TEST(Help, EveryCommandAndOptionSaysWhatItIsFor) {
    const std::vector<HelpPage> pages = all_help_pages();
    EXPECT_GE(pages.size(), 12U);
    for (const HelpPage& page : pages) {
        EXPECT_FALSE(page.options.empty()) << title(page);
        for (const auto* entries : {&page.arguments, &page.options, &page.commands})
            for (const HelpEntry& entry : *entries)
                EXPECT_GE(entry.help.size(), 4U) << title(page) << " " << entry.name;
    }
}

TEST(Help, EveryCommandTeachesByExamplesThatNameIt) {
    for (const HelpPage& page : all_help_pages()) {
        const std::size_t examples = page.text.find("\nExamples:\n");
        ASSERT_NE(examples, std::string::npos) << title(page);
        EXPECT_THAT(page.text.substr(examples), HasSubstr(title(page))) << title(page);
    }
}

TEST(ManPages, HoldEveryOptionOfTheHelp) {
    for (const HelpPage& page : all_help_pages()) {
        const std::string page_of = page.words.empty() ? "" : page.words.front();
        std::vector<std::string> arguments{"man"};
        if (!page_of.empty())
            arguments.push_back(page_of);
        const ProgramRun run = run_headroom(arguments);
        ASSERT_EQ(run.exit_code, 0) << run.err;
        std::string text = run.out;
        for (std::size_t at = 0; (at = text.find("\\-", at)) != std::string::npos; ++at)
            text.erase(at, 1);
        for (const HelpEntry& option : page.options)
            EXPECT_THAT(text, HasSubstr("\\fB" + option.name + "\\fR")) << title(page);
        for (const HelpEntry& argument : page.arguments)
            EXPECT_THAT(text, HasSubstr("\\fI" + argument.name + "\\fR")) << title(page);
        for (const char* section :
             {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES", "SEE ALSO"})
            EXPECT_THAT(text, HasSubstr(".SH " + std::string(section) + "\n")) << title(page);
    }
}

TEST(ManPages, AreOneFileACommandAndSetWithoutAWarning) {
    const TemporaryFolder folder;
    ASSERT_EQ(run_headroom({"man", "-o", folder.path("man")}).exit_code, 0);
    EXPECT_THAT(folder.names("man"),
                testing::IsSupersetOf({"headroom.1", "headroom-run.1", "headroom-catalog.1"}));
    EXPECT_EQ(folder.read("man/headroom-run.1"), run_headroom({"man", "run"}).out);
    if (!has_program("groff"))
        GTEST_SKIP() << "groff (package groff-base) is not installed";
    const ShellRun set =
        run_shell("groff -man -K utf8 -T utf8 -ww '" + folder.path("man") + "'/*.1 >/dev/null");
    EXPECT_EQ(set.exit_code, 0);
    EXPECT_EQ(set.text, "");
}

TEST(ManPages, AnUnknownCommandIsExit2AndAFolderThatCannotBeMadeExit3) {
    EXPECT_EQ(run_headroom({"man", "rnu"}).exit_code, 2);
    const TemporaryFolder folder;
    const std::string file = folder.write("file", "");
    EXPECT_EQ(run_headroom({"man", "-o", file + "/man"}).exit_code, 3);
    EXPECT_EQ(folder.read("file"), "");
}

}  // namespace
}  // namespace headroom::test
