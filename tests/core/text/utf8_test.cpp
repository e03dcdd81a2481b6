#include "src/core/text/utf8.hpp"

#include <gtest/gtest.h>

namespace headroom {
namespace {

TEST(Utf8Length, KnowsEachLengthAndRefusesWhatRfc3629Refuses) {
    EXPECT_EQ(utf8_length("a"), 1U);
    EXPECT_EQ(utf8_length("é!"), 2U);
    EXPECT_EQ(utf8_length("€!"), 3U);
    EXPECT_EQ(utf8_length("😀!"), 4U);
    for (const char* const bad : {"", "\x80", "\xC1\x81", "\xE2\x82", "\xE0\x80\x80",
                                  "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xFF"})
        EXPECT_EQ(utf8_length(bad), 0U) << bad;
}

TEST(OneLine, MakesControlsBlankAndReplacesWhatIsNoText) {
    EXPECT_EQ(one_line("a\r\nb\tc\x1B[31m\x7F é😀"), "a  b c [31m  é😀");
    EXPECT_EQ(one_line("x\xFFy\xE2\x82"), "x\uFFFDy\uFFFD\uFFFD");
}

TEST(Utf8Prefix, CutsBetweenCharacters) {
    EXPECT_EQ(utf8_prefix("ab€", 2), "ab");
    EXPECT_EQ(utf8_prefix("ab€", 4), "ab");
    EXPECT_EQ(utf8_prefix("ab€", 5), "ab€");
    EXPECT_EQ(utf8_prefix("€", 0), "");
}

}  // namespace
}  // namespace headroom
