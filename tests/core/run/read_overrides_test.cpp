#include "src/core/run/read_overrides.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include <unistd.h>

namespace headroom {
namespace {

TEST(ParseOverride, EndsThePathAtTheFirstEqualsOutsideQuotes) {
    const auto plain = parse_override("fleet.a.nodes=96", "--set");
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->path, "fleet.a.nodes");
    EXPECT_EQ(plain->value, "96");
    EXPECT_EQ(plain->place.file, "--set");
    const auto quoted = parse_override("fleet.\"a=b\".gpu = \"x=y\"", "--set");
    ASSERT_TRUE(quoted);
    EXPECT_EQ(quoted->path, "fleet.\"a=b\".gpu");
    EXPECT_EQ(quoted->value, "\"x=y\"");
}

TEST(ParseOverride, WithoutPathOrEqualsItTeaches) {
    for (const char* text : {"nodes", "=5", "  = 5", "", "\"a=b"}) {
        const auto parsed = parse_override(text, "--set");
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(format_diagnostic(parsed.error()[0]),
                  "--set: error: '" + std::string(text) +
                      "' is not path=value; wanted for example --set fleet.h100.nodes=96\n");
    }
}

class ReadOverrides : public testing::Test {
protected:
    ~ReadOverrides() override { std::filesystem::remove(file_); }
    auto read(const std::string& text) {
        std::ofstream(file_) << text;
        return read_overrides(file_);
    }
    std::string file_ = (std::filesystem::temp_directory_path() /
                         ("headroom-overrides-" + std::to_string(::getpid()) + ".csv"))
                            .string();
};

TEST_F(ReadOverrides, SkipsAHeaderAndBlankLinesAndKnowsTheLine) {
    const auto overrides = read("path,value\n\nseed,7\nname,\"a, \"\"b\"\"\"\r\n");
    ASSERT_TRUE(overrides);
    ASSERT_EQ(overrides->size(), 2U);
    EXPECT_EQ((*overrides)[0].path, "seed");
    EXPECT_EQ((*overrides)[0].place.line, 3);
    EXPECT_EQ((*overrides)[1].value, "a, \"b\"");
}

TEST_F(ReadOverrides, TellsEveryFault) {
    const auto overrides = read("seed,7\nalone\na,b,c\n\"open\n");
    ASSERT_FALSE(overrides);
    ASSERT_EQ(overrides.error().size(), 3U);
    EXPECT_EQ(overrides.error()[0].place.line, 2);
    EXPECT_EQ(overrides.error()[2].problem, "has a quote that is not closed");
    EXPECT_FALSE(read_overrides("/does/not/exist.csv"));
}

}  // namespace
}  // namespace headroom
