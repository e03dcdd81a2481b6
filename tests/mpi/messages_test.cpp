#include "src/mpi/messages.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

#include "src/study/montecarlo/trial_records.hpp"
#include "tests/study/montecarlo/made_up_source.hpp"

namespace headroom::mpi {
namespace {

Diagnostics problems() {
    Diagnostic first;
    first.place = {"s.toml", 3, 7};
    first.path = "fleet.a.nodes";
    first.problem = "is wrong";
    first.wanted = "a number";
    first.hint = "did you mean 4?";
    first.source_line = "nodes = x";
    Diagnostic second;
    second.severity = Severity::kWarning;
    second.problem = "is odd";
    return {first, second};
}

TEST(Messages, AFailureIsToldByRankZeroAsWhereItCame) {
    const Opening opening = decode_opening(
        encode_opening({cli::CliFailure{3, problems()}, "key", "full simulations on 1 core"}));
    EXPECT_EQ(opening.key, "key");
    EXPECT_EQ(opening.description, "full simulations on 1 core");
    ASSERT_TRUE(opening.failure);
    EXPECT_EQ(opening.failure->exit_code, 3);
    EXPECT_EQ(format_diagnostics(opening.failure->problems), format_diagnostics(problems()));
    EXPECT_FALSE(decode_opening(encode_opening({std::nullopt, "", ""})).failure);
}

TEST(Messages, PlayedTrialsComeAcrossToTheBit) {
    Played played;
    played.tables = *study::MadeUpSource().run({{0, 64}, {64, 3}}, {});
    played.failure = Played::Failure{9, {LoadFailure::Cause::kInput, problems()}};
    const Played heard = decode_played(encode_played("key", played));
    ASSERT_EQ(heard.tables.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i)
        EXPECT_EQ(study::encode_trials("key", heard.tables[i]),
                  study::encode_trials("key", played.tables[i]));
    ASSERT_TRUE(heard.failure);
    EXPECT_EQ(heard.failure->ticket, 9U);
    EXPECT_EQ(heard.failure->load.cause, LoadFailure::Cause::kInput);
    EXPECT_EQ(format_diagnostics(heard.failure->load.problems), format_diagnostics(problems()));
}

TEST(Messages, AreNotGuessedWhereTheyAreTorn) {
    const std::string whole = encode_opening({std::nullopt, "key", "device"});
    EXPECT_ANY_THROW((void)decode_opening(whole.substr(0, whole.size() - 1)));
    EXPECT_ANY_THROW((void)decode_opening(whole + "x"));
}

}  // namespace
}  // namespace headroom::mpi
