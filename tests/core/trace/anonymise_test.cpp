#include "src/core/trace/anonymise.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/input/temporary_file.hpp"
#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::ElementsAre;

std::string test_key() {
    std::string key;
    for (char byte = 0; byte < 32; ++byte) {
        key += byte;
    }
    return key;
}

// Python: hmac.new(bytes(range(32)), b"user\0alice", "sha256").hexdigest(), and so on.
TEST(Pseudonyms, AreTheFirstDigitsOfTheHmac) {
    EXPECT_THAT(pseudonyms(test_key(), "user", {"", "alice", "bob"}, 8),
                ElementsAre("", "user-34d45cbc", "user-2f7b94b7"));
    EXPECT_THAT(pseudonyms(test_key(), "account", {"alice"}, 8), ElementsAre("account-976b5ccd"));
    EXPECT_THAT(pseudonyms(test_key(), "job", {"team/alice-train-1"}, 16),
                ElementsAre("job-c8e386a58d8bb339"));
}

TEST(Pseudonyms, OfNamesThatCollideAreLongerAndDiffer) {
    std::vector<std::string> names;
    for (int i = 0; i < 300; ++i) {
        names.push_back("name " + std::to_string(i));
    }
    // One digit has 16 values: most must lengthen.
    const std::vector<std::string> shown = pseudonyms(test_key(), "user", names, 1);
    const std::set<std::string> distinct(shown.begin(), shown.end());
    EXPECT_EQ(distinct.size(), names.size());
    const std::vector<std::string> whole = pseudonyms(test_key(), "user", names, 64);
    for (std::size_t i = 0; i < names.size(); ++i) {
        EXPECT_TRUE(whole[i].starts_with(shown[i]));
    }
    // The order of the names does not matter.
    std::vector<std::string> reversed(names.rbegin(), names.rend());
    std::vector<std::string> shown_reversed = pseudonyms(test_key(), "user", reversed, 1);
    std::reverse(shown_reversed.begin(), shown_reversed.end());
    EXPECT_EQ(shown_reversed, shown);
}

TEST(Anonymise, LeavesNoNameOfPeople) {
    Trace trace = read_good(
                      "id,submit,gpus,runtime,user,account,partition,state\n"
                      "17_3,0,1,5,alice,nlp-alice,long,CANCELLED by alice\n"
                      "alice-train,1,1,5,alice,nlp-bob,long,COMPLETED\n"
                      "18,2,1,5,,,long,\n")
                      .trace;
    trace.hosts.push_back("alice-workstation");
    anonymise(trace, test_key());
    EXPECT_EQ(trace.user.text(0), "user-34d45cbc");
    EXPECT_EQ(trace.user.text(1), "user-34d45cbc");
    EXPECT_EQ(trace.user.text(2), "");
    EXPECT_NE(trace.account.text(0), trace.account.text(1));
    EXPECT_EQ(trace.partition.text(0), "long");
    EXPECT_EQ(trace.state.text(0), "CANCELLED");
    EXPECT_EQ(trace.ids[0], "17_3");  // a number of the scheduler
    EXPECT_TRUE(trace.ids[1].starts_with("job-"));
    EXPECT_EQ(trace.ids[2], "18");
    for (const Labels* labels : {&trace.user, &trace.account, &trace.state, &trace.hosts}) {
        for (const std::string& text : labels->texts()) {
            EXPECT_EQ(text.find("alice"), std::string::npos);
            EXPECT_EQ(text.find("bob"), std::string::npos);
        }
    }
}

TEST(Anonymise, TakesEveryIdOfATraceWhoseIdsAreNames) {
    Trace trace = read_good("id,submit,gpus,runtime\n7,0,1,5\n7,1,1,5\n8,2,1,5\n").trace;
    trace.ids_are_names = true;
    anonymise(trace, test_key());
    EXPECT_TRUE(trace.ids[0].starts_with("job-"));
    EXPECT_EQ(trace.ids[0], trace.ids[1]);
    EXPECT_NE(trace.ids[0], trace.ids[2]);
}

TEST(PseudonymKey, IsMadeOnceForItsOwnerAlone) {
    namespace fs = std::filesystem;
    const input::TemporaryFile place("");
    const std::string file = place.path() + ".key";
    const auto made = read_or_make_key(file);
    ASSERT_TRUE(made);
    EXPECT_TRUE(made->is_new);
    EXPECT_EQ(made->bytes.size(), kPseudonymKeyBytes);
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    const auto again = read_or_make_key(file);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->is_new);
    EXPECT_EQ(again->bytes, made->bytes);
    fs::remove(file);
    const auto other = read_or_make_key(file);
    ASSERT_TRUE(other);
    EXPECT_NE(other->bytes, made->bytes);
    fs::remove(file);
}

TEST(PseudonymKey, IsRefusedWhereItIsNone) {
    const auto refusal = [](const std::string& file) {
        const auto key = read_or_make_key(file);
        return key ? "" : describe(key.error().front());
    };
    const std::string wanted = "; a file of 32 bytes to be a key, or a name that is free";
    EXPECT_EQ(refusal(input::TemporaryFile("short").path()), "is no key: it has 5 bytes" + wanted);
    EXPECT_EQ(refusal(input::TemporaryFile(std::string(33, 'x')).path()),
              "is no key: it has more than 32 bytes" + wanted);
    EXPECT_EQ(refusal("/no/such/folder/key"), "cannot be made: No such file or directory" + wanted);
    EXPECT_EQ(refusal(testing::TempDir()), "cannot be read: Is a directory" + wanted);
}

}  // namespace
}  // namespace headroom::trace
