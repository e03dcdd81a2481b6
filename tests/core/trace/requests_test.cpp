#include "src/core/trace/requests.hpp"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/trace/tabulate_requests.hpp"
#include "tests/core/input/temporary_file.hpp"
#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::ElementsAre;

expected<RequestFile, Diagnostics> read_requests_of(std::string_view text) {
    return read_requests(input::TemporaryFile(text).path());
}

TEST(Requests, AreReadSortedWithSevenDecimalsAndCrLf) {
    const auto result = read_requests_of(
        "TIMESTAMP,ContextTokens,GeneratedTokens\r\n"
        "2023-11-16 18:17:04.0319600,3180,8\r\n"
        "2023-11-16 18:17:03.9799600,4808,10\r\n"
        "2023-11-16 18:17:04.0781496,110,27");
    ASSERT_TRUE(result) << format_diagnostics(result.error());
    const Requests& requests = result->requests;
    // date -u -d '2023-11-16 18:17:03' +%s
    EXPECT_EQ(requests.zero, Instant{1'700'158'623'979'960});
    EXPECT_THAT(requests.time_us, ElementsAre(0, 52'000, 98'190));
    EXPECT_THAT(requests.prompt_tokens, ElementsAre(4808, 3180, 110));
    EXPECT_THAT(requests.generated_tokens, ElementsAre(10, 8, 27));
    EXPECT_EQ(result->report.rows, 3);
    EXPECT_THAT(describe(result->report.warnings),
                ElementsAre("2:0: dates have no time zone; they are read as UTC"));
}

TEST(Requests, WithoutTimeOrTokensAreLeftOut) {
    const auto result = read_requests_of(
        "TIMESTAMP,ContextTokens,GeneratedTokens\n"
        ",1,1\n"
        "2024-05-10 00:00:00.009930+00:00,,1\n"
        "2024-05-10 00:00:00.009930+00:00,1,-1\n"
        "2024-05-10 00:00:01+00:00,2374,0\n"
        "2024-05-10 00:0");
    ASSERT_TRUE(result) << format_diagnostics(result.error());
    EXPECT_THAT(describe(result->report.dropped),
                ElementsAre("unknown time: 1, line 2", "unknown number of tokens: 2, line 3",
                            "a last line that is cut off: 1, line 6"));
    EXPECT_EQ(result->requests.size(), 1u);
    EXPECT_EQ(result->report.rows, 5);
}

TEST(Requests, ErrorsSayWhereWhatAndWhatIsWanted) {
    const std::string header = "TIMESTAMP,ContextTokens,GeneratedTokens\n";
    const std::vector<std::pair<std::string, std::string>> cases{
        {"id,submit\n1,2\n",
         "is no trace of LLM requests; a CSV with the columns TIMESTAMP, ContextTokens, "
         "GeneratedTokens"},
        {"ContextTokens,GeneratedTokens\n1,2\n",
         "1:1: column 'TIMESTAMP' is missing; a header with this column"},
        {header, "has no requests; at least one row after the header"},
        {header + "yesterday,1,1\n",
         "2:1: TIMESTAMP 'yesterday' is not a date; a date such as 2023-11-16 18:17:03.9799600"},
        {header + "2024-05-10 00:00:01,many,1\n",
         "2:21: ContextTokens 'many' is not a number; a whole number, such as 8"},
        {header + "2024-05-10 00:00:01,1,1e12\n",
         "2:23: GeneratedTokens '1e12' is too large; at most 1000000000"},
        {header + "2024-05-10 00:00:01,1\n", "2:1: has 2 fields; 3 as in the header"},
        {"", "is empty; a trace of LLM requests"},
    };
    for (const auto& [text, message] : cases) {
        const auto result = read_requests_of(text);
        ASSERT_FALSE(result) << message;
        EXPECT_EQ(describe(result.error().front()), message);
    }
}

TEST(Requests, AreSummedUpInATable) {
    Requests requests;
    requests.time_us = {0, 1'000'000, 1'000'000, 4'000'000};
    requests.prompt_tokens = {10, 40, 20, 30};
    requests.generated_tokens = {1, 1, 1, 5};
    const report::Table table = tabulate_requests(requests);
    std::map<std::string, double> values;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        values[std::string(table.find("statistic")->text.text(row))] =
            table.find("value")->reals[row];
    }
    EXPECT_EQ(values["requests"], 4);
    EXPECT_DOUBLE_EQ(values["span"], 4);
    EXPECT_DOUBLE_EQ(values["rate"], 0.75);
    EXPECT_DOUBLE_EQ(values["interarrival.median"], 1);
    EXPECT_DOUBLE_EQ(values["interarrival.max"], 3);
    EXPECT_EQ(values["prompt_tokens.sum"], 100);
    EXPECT_EQ(values["prompt_tokens.mean"], 25);
    EXPECT_EQ(values["prompt_tokens.median"], 20);
    EXPECT_EQ(values["prompt_tokens.p95"], 40);
    EXPECT_EQ(values["generated_tokens.mean"], 2);
    EXPECT_EQ(tabulate_requests({}).rows(), 1u);
}

TEST(Requests, AreNotJobs) {
    const auto result = read_text("TIMESTAMP,ContextTokens,GeneratedTokens\n");
    ASSERT_FALSE(result);
    EXPECT_THAT(describe(result.error()),
                ElementsAre("is a trace of LLM requests, which is not modelled yet; jobs; "
                            "`headroom import` describes it"));
}

}  // namespace
}  // namespace headroom::trace
