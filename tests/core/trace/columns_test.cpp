#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/trace/labels.hpp"
#include "src/core/trace/text_column.hpp"

namespace headroom::trace {
namespace {

TEST(TextColumn, GivesBackWhatWasPutIn) {
    TextColumn ids;
    EXPECT_TRUE(ids.empty());
    for (const char* id : {"12", "", "a long job name that is no small string", "7"}) {
        ids.push_back(id);
    }
    EXPECT_EQ(ids.size(), 4u);
    EXPECT_EQ(ids[0], "12");
    EXPECT_EQ(ids[1], "");
    EXPECT_EQ(ids[3], "7");
    ids.reorder({3, 2, 0, 1});
    EXPECT_EQ(ids[0], "7");
    EXPECT_EQ(ids[1], "a long job name that is no small string");
    EXPECT_EQ(ids[2], "12");
    EXPECT_EQ(ids[3], "");
}

TEST(Labels, KeepEachTextOnceInOrderOfAppearance) {
    Labels labels;
    for (const char* text : {"", "nlp", "nlp", "", "vision", "nlp"}) {
        labels.push_back(text);
    }
    EXPECT_THAT(labels.texts(), testing::ElementsAre("", "nlp", "vision"));
    EXPECT_EQ(labels.text(0), "");
    EXPECT_EQ(labels.code(2), 1u);
    EXPECT_EQ(labels.text(3), "");
    EXPECT_EQ(labels.code(4), 2u);
    EXPECT_EQ(labels.text(5), "nlp");
    labels.reorder({5, 4, 3, 2, 1, 0});
    EXPECT_EQ(labels.text(0), "nlp");
    EXPECT_EQ(labels.text(1), "vision");
    EXPECT_EQ(labels.text(5), "");
}

TEST(Labels, OfNothingButEmptyTextsAnswerForEveryRow) {
    Labels labels;
    labels.push_back("");
    labels.push_back("");
    labels.reorder({1, 0});
    EXPECT_EQ(labels.code(1), 0u);
    EXPECT_EQ(labels.text(1), "");
}

}  // namespace
}  // namespace headroom::trace
