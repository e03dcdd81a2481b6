#include "src/core/trace/write_trace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::IsEmpty;

std::string csv_of(const Trace& trace) {
    std::string text;
    EXPECT_TRUE(write_trace_csv(
        trace, [&](std::string_view part) { text += part; }, [] { return true; }));
    return text;
}

// Random enough, and the same everywhere.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::int64_t below(std::int64_t limit) {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::int64_t>((state_ >> 11u) % static_cast<std::uint64_t>(limit));
    }
    bool one_in(std::int64_t n) { return below(n) == 0; }

private:
    std::uint64_t state_;
};

std::string random_text(Dice& dice) {
    constexpr std::string_view kLetters = "ab,\" ;'\t/\\#-1\xC3\xA9|";
    std::string text;
    for (std::int64_t letters = dice.below(6); letters > 0; --letters) {
        text += kLetters[static_cast<std::size_t>(
            dice.below(static_cast<std::int64_t>(kLetters.size())))];
    }
    return text;
}

Trace random_trace(Dice& dice, bool is_dated) {
    Trace trace;
    constexpr std::int64_t kDay = 86'400'000'000;
    if (is_dated) {
        trace.zero = Instant{dice.below(40'000) * kDay + dice.below(kDay)};
    }
    const auto time_us = [&] {
        return dice.one_in(3) ? dice.below(100) * 1'000'000 : dice.below(30 * kDay);
    };
    const auto times_us = [&](std::vector<std::int64_t>& column, std::size_t rows) {
        for (std::size_t row = 0; row < rows; ++row) {
            column.push_back(dice.one_in(3) ? kUnknown : time_us());
        }
    };
    const auto rows = static_cast<std::size_t>(dice.below(20)) + 1;
    std::int64_t submit_us = is_dated ? 0 : time_us();
    for (std::size_t row = 0; row < rows; ++row) {
        trace.ids.push_back("j" + std::to_string(row) + ":" + random_text(dice));
        trace.submit_us.push_back(submit_us);
        trace.runtime_us.push_back(time_us());
        trace.estimate_us.push_back(dice.one_in(2) ? kUnknown : time_us());
        trace.gpus.push_back(static_cast<std::uint32_t>(dice.below(1'000'000'000) + 1));
        submit_us += dice.one_in(3) ? 0 : time_us();
    }
    for (auto* column : {&trace.eligible_us, &trace.start_us, &trace.end_us}) {
        if (dice.one_in(2)) {
            times_us(*column, rows);
        }
    }
    for (Labels* labels : {&trace.user, &trace.account, &trace.partition, &trace.qos,
                           &trace.gpu_model, &trace.state}) {
        const bool is_kept = dice.one_in(2);
        for (std::size_t row = 0; is_kept && row < rows; ++row) {
            labels->push_back(random_text(dice));
        }
    }
    for (std::vector<std::int32_t>* column : {&trace.priority, &trace.requeues}) {
        const bool is_kept = dice.one_in(2);
        for (std::size_t row = 0; is_kept && row < rows; ++row) {
            column->push_back(static_cast<std::int32_t>(dice.below(4'000'000'000) - 2'000'000'000));
        }
    }
    const bool has_activity = dice.one_in(2);
    for (std::size_t row = 0; has_activity && row < rows; ++row) {
        trace.activity_ppm.push_back(static_cast<std::int32_t>(dice.below(1'000'002) - 1));
    }
    return trace;
}

// A column that says nothing may be gone.
template <class T>
void expect_same(const std::vector<T>& found, const std::vector<T>& wanted, T nothing) {
    const std::vector<T> all_nothing(wanted.size(), nothing);
    if (wanted != all_nothing) {
        EXPECT_EQ(found, wanted);
    } else {
        EXPECT_THAT(found, IsEmpty());
    }
}

void expect_same_labels(const Labels& found, const Labels& wanted, std::size_t rows) {
    for (std::size_t row = 0; row < rows; ++row) {
        EXPECT_EQ(found.text(row), wanted.text(row)) << row;
    }
}

void expect_same(const Trace& found, const Trace& wanted) {
    ASSERT_EQ(found.size(), wanted.size());
    EXPECT_EQ(found.zero, wanted.zero);
    EXPECT_EQ(found.submit_us, wanted.submit_us);
    EXPECT_EQ(found.runtime_us, wanted.runtime_us);
    EXPECT_EQ(found.estimate_us, wanted.estimate_us);
    EXPECT_EQ(found.gpus, wanted.gpus);
    expect_same(found.eligible_us, wanted.eligible_us, kUnknown);
    expect_same(found.start_us, wanted.start_us, kUnknown);
    expect_same(found.end_us, wanted.end_us, kUnknown);
    expect_same(found.priority, wanted.priority, 0);
    expect_same(found.requeues, wanted.requeues, 0);
    expect_same(found.activity_ppm, wanted.activity_ppm, static_cast<std::int32_t>(kUnknown));
    for (std::size_t row = 0; row < wanted.size(); ++row) {
        EXPECT_EQ(found.ids[row], wanted.ids[row]);
    }
    expect_same_labels(found.user, wanted.user, wanted.size());
    expect_same_labels(found.account, wanted.account, wanted.size());
    expect_same_labels(found.partition, wanted.partition, wanted.size());
    expect_same_labels(found.qos, wanted.qos, wanted.size());
    expect_same_labels(found.gpu_model, wanted.gpu_model, wanted.size());
    expect_same_labels(found.state, wanted.state, wanted.size());
}

TEST(WriteTrace, GivesTheSameTraceWhenReadAgain) {
    Dice dice(7);
    for (int round = 0; round < 400; ++round) {
        const Trace trace = random_trace(dice, round % 2 == 0);
        const std::string text = csv_of(trace);
        const TraceFile again = read_good(text);
        expect_same(again.trace, trace);
        EXPECT_THAT(again.report.warnings, IsEmpty()) << text;
        EXPECT_THAT(again.report.dropped, IsEmpty());
        EXPECT_EQ(csv_of(again.trace), text);
        if (HasFailure()) {
            FAIL() << "round " << round << ":\n" << text;
        }
    }
}

TEST(WriteTrace, LooksAsAPersonWouldWriteIt) {
    const std::string text =
        "id,submit,gpus,runtime,estimate,start,user,priority,activity\n"
        "\"a \"\"1\"\"\",0,8,0.000001,60,2.5,\"nlp, europe\",-3,0.25\n"
        "b,10,1,5,,,ann,0,\n";
    EXPECT_EQ(csv_of(read_good(text).trace), text);
    const std::string dated =
        "id,submit,gpus,runtime,estimate,end\n"
        "a,2027-01-01T06:30:00.25Z,8,1,,2027-12-31T23:59:59.999999Z\n"
        "b,2028-02-29T00:00:00Z,8,1,,\n";
    EXPECT_EQ(csv_of(read_good(dated).trace), dated);
}

TEST(WriteTrace, CountsDatesFromTheFirstSubmit) {
    Trace trace = read_good("submit,gpus,runtime\n10,1,5\n20,1,5\n").trace;
    trace.zero = Instant{1'000'000'000'000'000};
    const Trace again = read_good(csv_of(trace)).trace;
    EXPECT_EQ(again.zero->unix_us, 1'000'000'010'000'000);
    EXPECT_THAT(again.submit_us, testing::ElementsAre(0, 10'000'000));
}

TEST(WriteTrace, KeepsALineALine) {
    Trace trace = read_good("submit,gpus,runtime,user\n10,1,5,x\n").trace;
    Labels user;
    user.push_back(std::string_view("a\r\nb\0c", 6));
    trace.user = user;
    EXPECT_EQ(read_good(csv_of(trace)).trace.user.text(0), "a  b c");
}

TEST(WriteTrace, StopsWhenToldTo) {
    std::string text = "submit,gpus,runtime\n";
    for (int row = 0; row < 20'000; ++row) {
        text += "0,1,5\n";
    }
    std::size_t written = 0;
    EXPECT_FALSE(write_trace_csv(
        read_good(text).trace, [&](std::string_view part) { written += part.size(); },
        [&] { return written == 0; }));
    EXPECT_GT(written, 0u);
    EXPECT_LT(written, text.size());
}

}  // namespace
}  // namespace headroom::trace
