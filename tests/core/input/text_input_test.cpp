#include "src/core/input/text_input.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/input/compressed.hpp"
#include "tests/core/input/temporary_file.hpp"

namespace headroom::input {
namespace {

using testing::ElementsAre;

std::vector<std::string> lines_of(std::string_view text) {
    const TemporaryFile file(text);
    auto input = TextInput::open(file.path(), "a text");
    if (!input) {
        return {input.error().problem + "; " + input.error().wanted};
    }
    std::vector<std::string> result;
    for (Line line; input->next(line);) {
        result.push_back(std::to_string(line.number) + ":" + std::string(line.text) +
                         (line.is_cut_off ? "|" : ""));
    }
    if (!input->fault().empty()) {
        result.push_back(input->fault());
    }
    return result;
}

TEST(TextInput, CountsBlankLinesButSkipsThem) {
    EXPECT_THAT(lines_of("a\r\n\n \t\r\nb\nc"), ElementsAre("1:a", "4:b", "5:c|"));
    EXPECT_THAT(lines_of("a\n\n\n"), ElementsAre("1:a"));
    EXPECT_THAT(lines_of("\xEF\xBB\xBFname\n"), ElementsAre("1:name"));
}

TEST(TextInput, RefusesWhatIsNoText) {
    EXPECT_THAT(lines_of(""), ElementsAre("is empty; a text"));
    EXPECT_THAT(lines_of("\n \r\n"), ElementsAre("is empty; a text"));
    EXPECT_THAT(lines_of("PK\x03\x04..."), ElementsAre("is a zip file; plain text, gzip or zstd"));
    EXPECT_THAT(lines_of(to_gzip("")), ElementsAre("is empty; a text"));
    EXPECT_THAT(lines_of("\x1F\x8B nonsense"), ElementsAre("is damaged gzip data; a text"));
}

TEST(TextInput, ReadsLinesOfAnyLengthThroughItsBuffer) {
    std::string text;
    std::size_t expected_letters = 0;
    for (std::size_t i = 0; i < 3000; ++i) {
        const std::size_t letters = i % 500 == 499 ? 1'000'000 : i % 731;
        text += std::string(letters, 'x') + '\n';
        expected_letters += letters;
    }
    for (const std::string& bytes : {text, to_zstd(text)}) {
        const TemporaryFile file(bytes);
        auto input = TextInput::open(file.path(), "a text");
        ASSERT_TRUE(input);
        std::size_t letters = 0;
        std::int64_t last = 0;
        for (Line line; input->next(line); last = line.number) {
            letters += line.text.size();
            EXPECT_EQ(line.text.size(), line.number % 500 == 0
                                            ? 1'000'000u
                                            : static_cast<std::size_t>(line.number - 1) % 731);
        }
        EXPECT_EQ(letters, expected_letters);
        EXPECT_EQ(last, 3000);
        EXPECT_EQ(input->text_bytes(), static_cast<std::int64_t>(text.size()));
        EXPECT_EQ(input->progress(), 1.0);
    }
}

TEST(TextInput, ShowsTheHeadWithoutTakingIt) {
    const TemporaryFile file("\n\n# one\r\ntwo\n");
    auto input = TextInput::open(file.path(), "a text");
    ASSERT_TRUE(input);
    EXPECT_EQ(first_line(input->head()), "# one");
    EXPECT_EQ(input->take_rest(100), "\n\n# one\r\ntwo\n");
    EXPECT_EQ(input->fault(), "");
}

TEST(TextInput, RefusesToTakeMoreThanTheLimit) {
    const TemporaryFile file(std::string(3u << 20u, 'a'));
    auto input = TextInput::open(file.path(), "a text");
    ASSERT_TRUE(input);
    EXPECT_LE(input->take_rest(1u << 20u).size(), 1u << 20u);
    EXPECT_EQ(input->fault(), "is larger than 1 MiB");
}

TEST(TextInput, StopsWhereItsWatchSaysSo) {
    std::string text;
    for (int line = 0; line < 200'000; ++line) {
        text += "a line of text\n";
    }
    const TemporaryFile file(text);
    auto input = TextInput::open(file.path(), "a text");
    ASSERT_TRUE(input);
    std::vector<double> told;
    input->set_watch([&](double progress) {
        told.push_back(progress);
        return told.size() < 3;
    });
    std::int64_t lines = 0;
    for (Line line; input->next(line);) {
        ++lines;
    }
    EXPECT_LT(lines, 100'000);
    EXPECT_EQ(told.size(), 3u);
    EXPECT_LT(told[0], told[2]);
    EXPECT_LT(told[2], 1);
    EXPECT_EQ(input->fault(), "was not read to its end: stopped");
}

TEST(FirstLine, SkipsBlankLines) {
    EXPECT_EQ(first_line(" \n\r\n a\nb"), " a");
    EXPECT_EQ(first_line("a"), "a");
    EXPECT_EQ(first_line("\n"), "");
}

}  // namespace
}  // namespace headroom::input
