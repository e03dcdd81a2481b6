#include "src/core/scenario/toml_text.hpp"

#include <gtest/gtest.h>

namespace headroom::scenario {
namespace {

TEST(TomlText, AlignsKeysAndCommentsOfATable) {
    TomlText toml;
    toml.comment("Read from a.txt\nand b.txt");
    toml.integer("schema", 1);
    toml.table({"fleet", "a b"}, "two");
    toml.text("gpu", "h100", "told");
    toml.integer("gpus_per_node", 8, "told too");
    toml.texts("list", std::vector<std::string>{"a", "say \"b\""});
    toml.boolean("default", true);
    toml.blank();
    toml.blank();
    toml.comment("");
    EXPECT_EQ(toml.take(), R"(# Read from a.txt
# and b.txt
schema = 1

[fleet."a b"]  # two
gpu           = "h100"  # told
gpus_per_node = 8       # told too
list          = ["a", "say \"b\""]
default       = true

#
)");
}

TEST(TomlText, IsValidWhateverTheBytesAre) {
    TomlText toml;
    toml.comment("tab\t, bell\a, latin1 \xE9, good é, line\rend");
    toml.text("k\xFFy", "bell\a \xE9 é \xED\xA0\x80");
    EXPECT_EQ(toml.take(),
              "# tab\t, bell , latin1 ?, good é, line end\n\"k?y\" = \"bell\\u0007 ? é ???\"\n");
}

TEST(TomlText, WritesTimesInTheLargestWholeUnit) {
    EXPECT_EQ(span_text(604800), "7 d");
    EXPECT_EQ(span_text(129600), "36 h");
    EXPECT_EQ(span_text(5400), "90 min");
    EXPECT_EQ(span_text(61), "61 s");
    EXPECT_EQ(span_text(0.5), "0.5 s");
}

}  // namespace
}  // namespace headroom::scenario
