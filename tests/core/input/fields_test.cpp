#include "src/core/input/fields.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::input {
namespace {

using testing::ElementsAre;

std::vector<std::string> texts_of(std::span<const Field> fields) {
    std::vector<std::string> result;
    for (const Field& field : fields) {
        result.push_back(std::to_string(field.column) + ":" + std::string(field.text));
    }
    return result;
}

std::vector<std::string> split(std::string_view line) {
    FieldSplitter splitter;
    EXPECT_TRUE(splitter.split_quoted(line)) << line;
    return texts_of(splitter.fields());
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
    EXPECT_FALSE(splitter.split_quoted(R"(a,"b)"));
    EXPECT_FALSE(splitter.split_quoted(R"(a,"b"c,d)"));
    EXPECT_EQ(splitter.fields().back().column, 3);
}

TEST(FieldSplitter, TakesOtherSeparatorsAndPlainFields) {
    FieldSplitter splitter;
    EXPECT_TRUE(splitter.split_quoted("a;\"b;c\"", ';'));
    EXPECT_THAT(texts_of(splitter.fields()), ElementsAre("1:a", "3:b;c"));
    splitter.split_plain("1|\"a| b |", '|');
    EXPECT_THAT(texts_of(splitter.fields()), ElementsAre("1:1", "3:\"a", "6: b ", "10:"));
    splitter.split_plain("", '|');
    EXPECT_THAT(texts_of(splitter.fields()), ElementsAre("1:"));
}

TEST(FieldSplitter, SplitsAtBlanksUpToACount) {
    FieldSplitter splitter;
    splitter.split_at_blanks("  1\t-1   x ", 18);
    EXPECT_THAT(texts_of(splitter.fields()), ElementsAre("3:1", "5:-1", "10:x"));
    splitter.split_at_blanks("1 2 3 4", 2);
    EXPECT_THAT(texts_of(splitter.fields()), ElementsAre("1:1", "3:2"));
}

}  // namespace
}  // namespace headroom::input
