#include "src/core/text/glob.hpp"

#include <string>

#include <gtest/gtest.h>

namespace headroom {
namespace {

TEST(Glob, StarIsAnyLettersAndQuestionMarkIsOne) {
    EXPECT_TRUE(matches_glob("nlp*", "nlp"));
    EXPECT_TRUE(matches_glob("nlp*", "nlp-chat"));
    EXPECT_FALSE(matches_glob("nlp*", "vision-nlp"));
    EXPECT_TRUE(matches_glob("*nlp*", "vision-nlp-2"));
    EXPECT_TRUE(matches_glob("team?", "team7"));
    EXPECT_FALSE(matches_glob("team?", "team"));
    EXPECT_FALSE(matches_glob("team?", "team10"));
    EXPECT_TRUE(matches_glob("a*b*c", "aXbbYc"));
    EXPECT_FALSE(matches_glob("a*b*c", "aXbbYd"));
}

TEST(Glob, TheRestIsItself) {
    EXPECT_TRUE(matches_glob("", ""));
    EXPECT_TRUE(matches_glob("*", ""));
    EXPECT_FALSE(matches_glob("", "a"));
    EXPECT_FALSE(matches_glob("nlp", "NLP"));
    EXPECT_TRUE(matches_glob("[ab].c", "[ab].c"));
    EXPECT_FALSE(matches_glob("[ab]", "a"));
}

// Naive backtracking would need 2^40 steps here.
TEST(Glob, ManyStarsCostLittle) {
    std::string pattern;
    for (int i = 0; i < 40; ++i) {
        pattern += "a*";
    }
    EXPECT_FALSE(matches_glob(pattern + "b", std::string(2000, 'a')));
}

}  // namespace
}  // namespace headroom
