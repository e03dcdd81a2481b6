#include "src/core/trace/row_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::trace {
namespace {

using testing::ElementsAre;

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> result;
    LineScanner lines(text);
    for (Line line; lines.next(line);) {
        result.push_back(std::to_string(line.number) + ":" + std::string(line.text) +
                         (line.is_cut_off ? "|" : ""));
    }
    return result;
}

std::vector<std::string> texts_of(std::span<const Field> fields) {
    std::vector<std::string> result;
    for (const Field& field : fields) {
        result.push_back(std::to_string(field.column) + ":" + std::string(field.text));
    }
    return result;
}

std::vector<std::string> split(std::string_view line) {
    FieldSplitter splitter;
    EXPECT_TRUE(splitter.split_at_commas(line)) << line;
    return texts_of(splitter.fields());
}

TEST(LineScanner, CountsBlankLinesButSkipsThem) {
    EXPECT_THAT(lines_of("a\r\n\n \t\r\nb\nc"), ElementsAre("1:a", "4:b", "5:c|"));
    EXPECT_THAT(lines_of(""), ElementsAre());
    EXPECT_THAT(lines_of("\n \n"), ElementsAre());
}

TEST(FieldSplitter, SplitsAtCommasAndTrims) {
    EXPECT_THAT(split("a, b ,,d"), ElementsAre("1:a", "4:b", "7:", "8:d"));
    EXPECT_THAT(split("a,"), ElementsAre("1:a", "3:"));
    EXPECT_THAT(split(""), ElementsAre("1:"));
}

TEST(FieldSplitter, ReadsQuotedFields) {
    EXPECT_THAT(split(R"("a,b", "c ""d""" ,"")"), ElementsAre("1:a,b", "8:c \"d\"", "19:"));
}

TEST(FieldSplitter, RefusesQuotesThatDoNotEnd) {
    FieldSplitter splitter;
    EXPECT_FALSE(splitter.split_at_commas(R"(a,"b)"));
    EXPECT_FALSE(splitter.split_at_commas(R"(a,"b"c,d)"));
    EXPECT_EQ(splitter.fields().back().column, 3);
}

TEST(FieldSplitter, SplitsAtBlanksUpToACount) {
    FieldSplitter splitter;
    splitter.split_at_blanks("  1\t-1   x ", 18);
    EXPECT_THAT(texts_of(splitter.fields()), ElementsAre("3:1", "5:-1", "10:x"));
    splitter.split_at_blanks("1 2 3 4", 2);
    EXPECT_THAT(texts_of(splitter.fields()), ElementsAre("1:1", "3:2"));
}

}  // namespace
}  // namespace headroom::trace
