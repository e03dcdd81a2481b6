#include "src/core/input/json_items.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/input/json_fields.hpp"
#include "tests/core/input/temporary_file.hpp"
#include "tests/core/trace/trace_text.hpp"

#include <nlohmann/json.hpp>

namespace headroom::input {
namespace {

using testing::ElementsAre;

// A value as compact JSON again; texts are taken to need no escapes.
std::string write(JsonValue value) {
    if (value.is(JsonKind::kText)) {
        return '"' + std::string(value.text()) + '"';
    }
    if (!value.is(JsonKind::kArray) && !value.is(JsonKind::kObject)) {
        return value.is(JsonKind::kNull) ? "null" : std::string(value.text());
    }
    const bool is_object = value.is(JsonKind::kObject);
    std::string text(1, is_object ? '{' : '[');
    for (JsonValue part = value.first(); part; part = part.next()) {
        text += text.size() > 1 ? "," : "";
        text += is_object ? '"' + std::string(part.key()) + "\":" : "";
        text += write(part);
    }
    return text + (is_object ? '}' : ']');
}

struct Seen {
    std::vector<std::string> items;  // "section key line:column value"
    std::vector<std::string> tops;
    std::vector<std::string> errors;
};

Seen read_items(std::string_view text,
                std::vector<std::string_view> sections,
                std::size_t most_bytes = 64u << 20u) {
    const TemporaryFile file(text);
    auto input = TextInput::open(file.path(), "a JSON file");
    LineProblems problems(file.path());
    Seen seen;
    read_json_items(
        *input, problems,
        {.sections = sections,
         .on_item =
             [&](std::string_view section, JsonValue item) {
                 seen.items.push_back(std::string(section) + " " + std::string(item.key()) + " " +
                                      std::to_string(item.line()) + ":" +
                                      std::to_string(item.column()) + " " + write(item));
             },
         .on_top = [&](JsonValue top) { seen.tops.push_back(write(top)); },
         .most_bytes = most_bytes});
    seen.errors = trace::describe(problems.take_errors());
    return seen;
}

TEST(JsonItems, HandsOutElementsAndMembersOfTheNamedSections) {
    const Seen seen = read_items(
        "{\"about\": [1, {\"jobs\": 2}],\n"
        " \"profiles\": {\"a\": {\"t\": -0.50}, \"b\": []},\n"
        " \"jobs\": [ {\"id\": 1, \"deep\": {\"jobs\": [true, null]}},\n"
        "   \"x\", 12 ,\n"
        "   -3],\n"
        " \"last\": false}",
        {"jobs", "profiles"});
    EXPECT_THAT(seen.errors, ElementsAre());
    EXPECT_THAT(seen.items, ElementsAre("profiles a 2:20 {\"t\":-0.50}", "profiles b 2:39 []",
                                        "jobs  3:12 {\"id\":1,\"deep\":{\"jobs\":[true,null]}}",
                                        "jobs  4:4 \"x\"", "jobs  4:9 12", "jobs  5:4 -3"));
    EXPECT_THAT(seen.tops, ElementsAre("{\"about\":[1,{\"jobs\":2}],\"profiles\":{},\"jobs\":[],"
                                       "\"last\":false}"));
}

TEST(JsonItems, AListMayBeTheTopAndTextsMayFollowEachOther) {
    const Seen list = read_items("\xEF\xBB\xBF[{\"a\":1},\r\n{\"a\":2}]\r\n", {"items", ""});
    EXPECT_THAT(list.items, ElementsAre(" "
                                        " 1:2 {\"a\":1}",
                                        " "
                                        " 2:1 {\"a\":2}"));
    const Seen lines = read_items("{\"a\":1}\n{\"a\":2}{\"items\":[3]}\n\n", {"items", ""});
    EXPECT_THAT(lines.tops, ElementsAre("{\"a\":1}", "{\"a\":2}", "{\"items\":[]}"));
    EXPECT_THAT(lines.items, ElementsAre("items  2:18 3"));
    EXPECT_THAT(lines.errors, ElementsAre());
}

TEST(JsonItems, KeepsNumbersAsTheyAreWritten) {
    const Seen seen = read_items(
        "[1234567890.123456, 1e-3, 18446744073709551615, 123456789012345678901234567890]", {""});
    EXPECT_THAT(seen.items,
                ElementsAre("  1:2 1234567890.123456", "  1:21 1e-3", "  1:27 18446744073709551615",
                            "  1:49 123456789012345678901234567890"));
}

// nlohmann's own tree of the whole text is the second way.
TEST(JsonItems, AgreeWithAWholeTreeAcrossPieces) {
    nlohmann::ordered_json whole;
    std::string text = "{\"items\":[";
    for (int i = 0; i < 20'000; ++i) {
        const nlohmann::ordered_json item{
            {"name", std::string(static_cast<std::size_t>(i % 97), 'x')},
            {"n", i},
            {"list", {i, nullptr, {{"k", i % 2 == 0}}}}};
        whole.push_back(item);
        text += (i > 0 ? "," : "") + item.dump(i % 3 == 0 ? 2 : -1);
    }
    text += "]}";
    ASSERT_GT(text.size(), 4u << 18u);  // several pieces
    const Seen seen = read_items(text, {"items"});
    ASSERT_EQ(seen.items.size(), whole.size());
    std::size_t line = 1;
    std::size_t at = 10;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const std::size_t begin = text.find('{', at);
        line += static_cast<std::size_t>(
            std::count(text.begin() + static_cast<std::ptrdiff_t>(at),
                       text.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
        const std::size_t line_begin = text.rfind('\n', begin) + 1;
        EXPECT_EQ(seen.items[i], "items  " + std::to_string(line) + ":" +
                                     std::to_string(begin - line_begin + 1) + " " +
                                     whole[i].dump());
        const std::string written = whole[i].dump(i % 3 == 0 ? 2 : -1);
        line += static_cast<std::size_t>(std::count(written.begin(), written.end(), '\n'));
        at = begin + written.size();
    }
}

TEST(JsonItems, FaultsHaveLineAndColumn) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"{\"items\": [\n  {\"a\": tru}]}", "2:12: invalid literal; JSON"},
        {"{\"items\": [\n  {\"a\": NaN}]}", "2:9: invalid literal; JSON"},
        {"{\"items\": [1,\n 2", "2:2: unexpected end of input; ']'"},
        {"{\"items\": [1,\n 2\n", "3:1: unexpected end of input; ']'"},
        {"{\"items\": [1,\n]}", "2:1: unexpected ']'; '[', '{', or a literal"},
        {"{\"items\" [", "1:10: unexpected '['; ':'"},
        {"{\"items\": [{\"a\": \"x\ny\"}]}",
         "1:20: invalid string: control character U+000A (LF) must be escaped to \\u000A or \\n; "
         "JSON"},
        {"{\"items\": [{\"a\": \"\xC3(\"}]}", "1:20: invalid string: ill-formed UTF-8 byte; JSON"},
        {"{\"items\": [1e999]}", "1:17: number overflow parsing '1e999'; JSON"},
        {"{\"items\": [{\"a\": 1,\n \"b\": 2, \"a\": 3}]}",
         "2:15: name 'a' stands twice; each name once in an object"},
        {"{\"items\": [], \"items\": [1]}",
         "1:24: name 'items' stands twice; each name once in an object"},
        {"{} x", "1:4: invalid literal; JSON"},
        {"[1] ]", "1:5: unexpected ']'; '[', '{', or a literal"},
    };
    for (const auto& [text, message] : cases) {
        const Seen seen = read_items(text, {"items"});
        EXPECT_THAT(seen.errors, ElementsAre(message)) << text;
    }
}

TEST(JsonItems, DeepNestingAndHugeElementsAreFaultsNotCrashes) {
    const std::string deep(100'000, '[');
    EXPECT_THAT(read_items("{\"items\":" + deep, {"items"}).errors,
                ElementsAre("1:111: is nested deeper than 100 levels; a list of plain records"));
    EXPECT_THAT(read_items(std::string(50'000, '[') + std::string(50'000, ']'), {}).errors.size(),
                1u);
    std::string objects;
    for (int i = 0; i < 100'000; ++i) {
        objects += "{\"a\":";
    }
    EXPECT_EQ(read_items(objects, {"items"}).errors.size(), 1u);
    const std::string letters(2u << 20u, 'x');
    const std::string small = "has an element of more than 1 MiB; a list of small records";
    EXPECT_THAT(read_items("{\"items\": [\n\"" + letters + "\"]}", {"items"}, 1u << 20u).errors,
                ElementsAre(testing::HasSubstr(small)));
    std::string many = "{\"items\": [[1";
    for (int i = 0; i < 100'000; ++i) {
        many += ",1";
    }
    EXPECT_THAT(read_items(many + "]]}", {"items"}, 1u << 20u).errors,
                ElementsAre(testing::HasSubstr(small)));
    EXPECT_THAT(read_items(many + "]]}", {"items"}).errors, ElementsAre());
}

TEST(JsonItems, ALineOfTenMegabytesIsReadLikeAnyOther) {
    std::string text = "{\"items\":[";
    while (text.size() < 10'000'000) {
        text += "{\"name\":\"" + std::string(1000, 'n') + "\"},";
    }
    text += "1]}";
    const Seen seen = read_items(text, {"items"});
    EXPECT_THAT(seen.errors, ElementsAre());
    EXPECT_EQ(seen.items.back(), "items  1:" + std::to_string(text.size() - 2) + " 1");
}

TEST(JsonItems, ManyMembersOfOneObjectTakeNoQuadraticTime) {
    std::string text = "{\"items\":[{";
    for (int i = 0; i < 300'000; ++i) {
        text += "\"k" + std::to_string(i) + "\":0,";
    }
    EXPECT_THAT(read_items(text + "\"z\":0}]}", {"items"}).errors, ElementsAre());
    EXPECT_THAT(read_items(text + "\"k7\":0}]}", {"items"}).errors,
                ElementsAre(testing::HasSubstr("name 'k7' stands twice")));
}

TEST(JsonItems, AreRecognisedByNamesAndValues) {
    EXPECT_TRUE(names_json_key(" {\n \"jobs\" : [", "jobs"));
    EXPECT_TRUE(names_json_key("[{\"x\":\"jobs\",\"jobs\":1", "jobs"));
    EXPECT_FALSE(names_json_key("{\"x\":\"jobs\"}", "jobs"));
    EXPECT_FALSE(names_json_key("x {\"jobs\": 1}", "jobs"));
    EXPECT_FALSE(names_json_key("", "jobs"));
    EXPECT_TRUE(has_json_text("{\"kind\": \"List\", \"a\": {\"kind\" :\n\"Pod\"}}", "kind", "Pod"));
    EXPECT_FALSE(has_json_text("{\"kind\": \"PodList\"}", "kind", "Pod"));
    EXPECT_FALSE(has_json_text("{\"a\": \"{\\\"kind\\\":\\\"Pod\\\"}\"}", "kind", "Pod"));
}

}  // namespace
}  // namespace headroom::input
