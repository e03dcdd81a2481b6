#include "src/core/table/write_table.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "src/core/table/json_writer.hpp"

#include <nlohmann/json.hpp>

namespace headroom::report {
namespace {

Table small_table() {
    return {"mixed",
            "All kinds",
            {text_column("name", {"a,b", "say \"x\"", "", " blank"}),
             integer_column("gpus", "GPU", {1, -20, kMissing, 4000}),
             real_column("share", "", {0.5, std::nan(""), 1e-9, 2}),
             time_column("start_s", {0, 1'500'000, kMissing, -1}),
             coded_column("state", {"done", "waiting"}, {0, 1, 1, 0})}};
}

std::string text_of(void (*write)(const Table&, const TextSink&), const Table& table) {
    std::string text;
    write(table, [&](std::string_view part) { text += part; });
    return text;
}

TEST(WriteCsv, QuotesWhatRfc4180SaysAndLeavesMissingCellsEmpty) {
    EXPECT_EQ(text_of(write_csv, small_table()),
              "name,gpus,share,start_s,state\n"
              "\"a,b\",1,0.5,0,done\n"
              "\"say \"\"x\"\"\",-20,,1.5,waiting\n"
              ",,1e-09,,waiting\n"
              "\" blank\",4000,2,-0.000001,done\n");
}

TEST(WriteCsv, ATableWithoutRowsIsItsHeader) {
    const Table table{"none", "", {integer_column("a", "", {}), text_column("b", {})}};
    EXPECT_EQ(text_of(write_csv, table), "a,b\n");
}

TEST(WriteCsv, LongTablesComeInParts) {
    const std::size_t rows = 50'000;
    const Table table{"long", "", {integer_column("n", "", std::vector<std::int64_t>(rows, 1234))}};
    std::size_t parts = 0;
    std::size_t bytes = 0;
    write_csv(table, [&](std::string_view part) {
        ++parts;
        bytes += part.size();
    });
    EXPECT_GT(parts, 2U);
    EXPECT_EQ(bytes, 2 + rows * 5);
}

TEST(WriteJson, ParsesBackWithNullForWhatIsMissing) {
    const auto json = nlohmann::json::parse(text_of(write_json, small_table()));
    EXPECT_EQ(json["name"], "mixed");
    EXPECT_EQ(json["columns"][1],
              (nlohmann::json{{"name", "gpus"}, {"unit", "GPU"}, {"kind", "int64"}}));
    EXPECT_EQ(json["rows"][1], (nlohmann::json{"say \"x\"", -20, nullptr, 1.5, "waiting"}));
    EXPECT_EQ(json["rows"][2], (nlohmann::json{"", nullptr, 1e-9, nullptr, "waiting"}));
    EXPECT_EQ(json["rows"].size(), 4U);
}

TEST(AlignedText, NumbersStandToTheRightAndCodePointsCountOnce) {
    const Table table{
        "t", "", {text_column("é", {"ü", "abc"}), integer_column("n", "", {7, 1234})}};
    EXPECT_EQ(aligned_text(table),
              "é       n\n"
              "ü       7\n"
              "abc  1234\n");
}

TEST(JsonWriter, EscapesControlsAndReplacesWhatIsNotUtf8) {
    std::string text;
    append_json_string(text, "a\"\\\n\x01 é \xFF \xE2\x82 \xED\xA0\x80!");
    const auto value = nlohmann::json::parse(text).get<std::string>();
    EXPECT_EQ(value.substr(0, 9), std::string("a\"\\\n\x01 é ", 9));
    EXPECT_NE(value.find("\xEF\xBF\xBD"), std::string::npos);
    EXPECT_EQ(value.back(), '!');
}

TEST(JsonWriter, LaysOutNestedValues) {
    JsonWriter json;
    json.begin_object().key("a").begin_array().integer(1).number(std::nan("")).end_array();
    json.key("b").begin_object().end_object().key("c").boolean(true).end_object();
    EXPECT_EQ(json.str(),
              "{\n  \"a\": [\n    1,\n    null\n  ],\n  \"b\": {},\n  \"c\": true\n}\n");
}

TEST(Column, ReferringColumnsShareTheTexts) {
    const Column ids = text_column("id", {"x", "y", "z"});
    const Column job = referring_column("job", ids, {2, 0, 2});
    EXPECT_EQ(job.text.text(0), "z");
    EXPECT_EQ(job.text.text(1), "x");
    EXPECT_EQ(job.rows(), 3U);
    EXPECT_EQ(job.text.bytes.data(), ids.text.bytes.data());
}

}  // namespace
}  // namespace headroom::report
