#include <algorithm>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"
#include "tests/cli/small_scenario.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Runs : public testing::Test {
protected:
    // Simulates the small scenario and keeps its result in a folder of that name.
    [[nodiscard]] std::string simulate(const std::string& name,
                                       const std::vector<std::string>& options = {}) const {
        std::vector<std::string> words{"run", folder_.write("small.toml", kSmallScenario), "-o",
                                       folder_.path(name), "--quiet"};
        words.insert(words.end(), options.begin(), options.end());
        EXPECT_EQ(run_headroom(words).exit_code, 0);
        return folder_.path(name);
    }
    [[nodiscard]] std::string store() const { return folder_.path("runs.sqlite"); }
    [[nodiscard]] ProgramRun runs(std::vector<std::string> words) const {
        words.insert(words.begin(), "runs");
        words.insert(words.end(), {"--store", store()});
        return run_headroom(words);
    }
    [[nodiscard]] json rows(std::vector<std::string> words) const {
        words.insert(words.end(), {"--format", "json"});
        const ProgramRun run = runs(words);
        EXPECT_EQ(run.exit_code, 0) << run.err;
        return json::parse(run.out)["rows"];
    }
    // Adds a result; the beginning of its key.
    [[nodiscard]] std::string add(const std::string& result) const {
        return rows({"add", result}).at(0).at(0);
    }
    [[nodiscard]] json summary_of(const std::string& name) const {
        return json::parse(folder_.read(name + "/summary.json"));
    }
    // As if the result had been made at another time.
    void set_started(const std::string& name, const std::string& started) const {
        json summary = summary_of(name);
        summary["provenance"]["timing"]["started"] = started;
        (void)folder_.write(name + "/summary.json", summary.dump());
    }

    TemporaryFolder folder_;
};

TEST_F(Runs, AreAddedOnceAndShownWhole) {
    const std::string out = simulate("out", {"--variant", "larger"});
    const ProgramRun first = runs({"add", out, "--label", "nightly"});
    EXPECT_EQ(first.exit_code, 0) << first.err;
    EXPECT_EQ(first.err, "");
    EXPECT_THAT(first.out, AllOf(HasSubstr("added"), HasSubstr("small"), HasSubstr(out)));
    EXPECT_THAT(runs({"add", out}).out, HasSubstr("present"));
    const json listed = rows({"list"});
    ASSERT_THAT(listed, SizeIs(1));
    const std::string run = listed[0][0];
    EXPECT_THAT(run, SizeIs(8));
    const json shown = json::parse(runs({"show", run.substr(0, 3), "--format", "json"}).out);
    EXPECT_EQ(shown["label"], "nightly");
    EXPECT_EQ(shown["folder"], out);
    EXPECT_EQ(shown["summary"], summary_of("out"));
    EXPECT_THAT(shown["key"].get<std::string>(), testing::StartsWith(run));
    EXPECT_THAT(runs({"show", run}).out,
                AllOf(HasSubstr("nightly"), HasSubstr("wait.p95_s"), HasSubstr("small.toml")));
}

TEST_F(Runs, AreComparedByWhatDiffersAndHowMuch) {
    const std::string base = add(simulate("base"));
    const std::string other = add(simulate("other", {"--variant", "larger", "--seed", "7"}));
    const ProgramRun text = runs({"compare", base, other});
    EXPECT_EQ(text.exit_code, 0) << text.err;
    EXPECT_THAT(text.out, AllOf(HasSubstr("variant: none → larger"), HasSubstr("seed: 1 → 7"),
                                Not(HasSubstr("version:")), HasSubstr("wait.mean_s")));
    const json both = json::parse(runs({"compare", base, other, "--format", "json"}).out);
    EXPECT_THAT(both["causes"]["rows"], SizeIs(2));
    const json before = summary_of("base")["metrics"], after = summary_of("other")["metrics"];
    for (const json& row : both["metrics"]["rows"]) {
        const std::string metric = row[0];
        if (!before.contains(metric) || !after.contains(metric))
            continue;
        EXPECT_EQ(row[4], after[metric].get<double>() - before[metric].get<double>()) << metric;
    }
    EXPECT_EQ(both["metrics"]["rows"].size(), std::max(before.size(), after.size()));
}

TEST_F(Runs, ATrendIsInTheOrderOfTime) {
    const std::string newer = simulate("newer", {"--seed", "2"});
    const std::string older = simulate("older", {"--seed", "3"});
    set_started("newer", "2026-03-02T00:00:00Z");
    set_started("older", "2026-03-01T00:00:00Z");
    ASSERT_EQ(runs({"add", newer, older}).exit_code, 0);
    const json trend = rows({"trend", "wait.mean_s"});
    ASSERT_THAT(trend, SizeIs(2));
    EXPECT_EQ(trend[0][1], "2026-03-01T00:00:00Z");
    const double first = summary_of("older")["metrics"]["wait.mean_s"];
    const double second = summary_of("newer")["metrics"]["wait.mean_s"];
    EXPECT_EQ(trend[0][7], first);
    EXPECT_TRUE(trend[0][9].is_null());
    EXPECT_EQ(trend[1][9], second - first);
    EXPECT_THAT(runs({"trend", "wait.mean_s"}).out, HasSubstr(first < second ? "▁█" : "█▁"));
    EXPECT_THAT(rows({"trend", "wait.mean_s", "--since", "2026-03-02"}), SizeIs(1));
    EXPECT_THAT(rows({"trend", "wait.mean_s", "--scenario", "other*"}), IsEmpty());
    const ProgramRun unknown = runs({"trend", "wait.maen_s"});
    EXPECT_EQ(unknown.exit_code, 2);
    EXPECT_THAT(unknown.err, HasSubstr("did you mean 'wait.mean_s'?"));
}

TEST_F(Runs, ExportEveryMetric) {
    (void)add(simulate("one"));
    (void)add(simulate("two", {"--seed", "2"}));
    const std::string csv = runs({"export"}).out;
    EXPECT_THAT(csv, testing::StartsWith("run,scenario,variant,started,metric,value,unit\n"));
    const std::size_t metrics = summary_of("one")["metrics"].size();
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'),
              static_cast<std::ptrdiff_t>(2 * metrics + 1));
    EXPECT_EQ(runs({"export"}).out, csv);
    const std::string openmetrics = runs({"export", "--format", "openmetrics"}).out;
    EXPECT_THAT(openmetrics, testing::EndsWith("# EOF\n"));
    EXPECT_EQ(runs({"export", "--format", "json", "--limit", "1"}).exit_code, 0);
    EXPECT_THAT(rows({"export", "--limit", "1"}), SizeIs(metrics));
}

TEST_F(Runs, ArePrunedByAgeOrNumberAndOnlyThen) {
    for (const char* year : {"2001", "2002", "2003"}) {
        const std::string result = simulate(year, {"--seed", year});
        set_started(year, year + std::string("-01-01T00:00:00Z"));
        (void)add(result);
    }
    const ProgramRun dry = runs({"prune", "--keep", "1", "--dry-run"});
    EXPECT_THAT(dry.out, HasSubstr("Would remove 2 of 3 runs."));
    EXPECT_THAT(rows({"list"}), SizeIs(3));
    EXPECT_THAT(runs({"prune", "--older-than", "100 y"}).out, HasSubstr("Removed 0 of 3 runs."));
    const ProgramRun kept = runs({"prune", "--keep", "2"});
    EXPECT_THAT(kept.out, AllOf(HasSubstr("2001-01-01"), HasSubstr("Removed 1 of 3 runs.")));
    EXPECT_THAT(rows({"list"}), SizeIs(2));
    EXPECT_THAT(runs({"prune", "--older-than", "5 y"}).out, HasSubstr("Removed 2 of 2 runs."));
    EXPECT_THAT(runs({"list"}).out, "No runs.\n");
}

TEST_F(Runs, KeepOddNamesOnOneLineEach) {
    const std::string odd = R"(it's \"one\", [x]=1;\n-- 🦙 \t\u001b[31m)";
    std::string scenario = kSmallScenario;
    scenario.replace(scenario.find("\"small\""), 7, "\"" + odd + "\"");
    const std::string file = folder_.write("odd.toml", scenario);
    ASSERT_EQ(run_headroom({"run", file, "-o", folder_.path("o 'd' 🦙"), "--quiet"}).exit_code,
              0);
    ASSERT_EQ(runs({"add", folder_.path("o 'd' 🦙"), "--label", "a\nb'); --"}).exit_code, 0);
    const std::string text = runs({"list"}).out;
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
    EXPECT_THAT(text, AllOf(HasSubstr("🦙"), Not(HasSubstr("\033"))));
    const json listed = rows({"list"});
    EXPECT_EQ(listed[0][2], "it's \"one\", [x]=1;\n-- 🦙 \t\033[31m");
    EXPECT_EQ(listed[0][10], "a\nb'); --");
    EXPECT_THAT(rows({"list", "--scenario", "it's \"one\"*"}), SizeIs(1));
}

TEST_F(Runs, SayWhatIsWrongWithTheStore) {
    const std::string out = simulate("out");
    const ProgramRun missing = runs({"list"});
    EXPECT_EQ(missing.exit_code, 3);
    EXPECT_THAT(missing.err, HasSubstr("there is no store of runs"));
    EXPECT_EQ(runs({"prune", "--keep", "1"}).exit_code, 3);
    EXPECT_FALSE(std::filesystem::exists(store()));
    (void)folder_.write("runs.sqlite", std::string(5000, 'x'));
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"list"}, {"add", out}, {"show", "a"}, {"export"}, {"prune", "--keep", "0"}}) {
        const ProgramRun run = runs(words);
        EXPECT_EQ(run.exit_code, 3) << words[0];
        EXPECT_THAT(run.err, HasSubstr("is no store of runs")) << words[0];
        EXPECT_EQ(run.out, "");
    }
    EXPECT_EQ(folder_.read("runs.sqlite"), std::string(5000, 'x'));
}

TEST_F(Runs, SayWhatIsWrongWithARunOrAResult) {
    const std::string run = add(simulate("good"));
    const ProgramRun unknown = runs({"compare", "zzzz", "yyyy"});
    EXPECT_EQ(unknown.exit_code, 2);
    EXPECT_THAT(unknown.err, AllOf(HasSubstr("'zzzz'"), HasSubstr("'yyyy'")));
    std::string misspelt = run;
    misspelt[2] = misspelt[2] == '0' ? '1' : '0';
    EXPECT_THAT(runs({"show", misspelt}).err, HasSubstr("did you mean " + run));
    EXPECT_EQ(runs({"compare", run, run}).exit_code, 2);
    const std::string other = simulate("other", {"--seed", "5"});
    const ProgramRun some = runs({"add", folder_.path("none"), other});
    EXPECT_EQ(some.exit_code, 3);
    EXPECT_THAT(some.out, HasSubstr("added"));
    EXPECT_THAT(rows({"list"}), SizeIs(2));
}

TEST_F(Runs, AResultWithoutItsSummaryHasNoDate) {
    const std::string out = simulate("out");
    std::filesystem::remove(out + "/summary.json");
    const ProgramRun added = runs({"add", out});
    EXPECT_EQ(added.exit_code, 0);
    EXPECT_THAT(added.err, HasSubstr("when this result was made is not known"));
    EXPECT_EQ(rows({"list"})[0][1], "");
    (void)simulate("next", {"--seed", "8"});
    const std::string foreign = folder_.read("next/summary.json");
    const std::string last = simulate("last", {"--seed", "9"});
    (void)folder_.write("last/summary.json", foreign);
    EXPECT_THAT(runs({"add", last}).err, HasSubstr("is of another run"));
}

TEST_F(Runs, TheStoreIsWhereTheEnvironmentSays) {
    const std::string out = simulate("out");
    const auto with = [&](const std::vector<std::string>& environment) {
        return run_headroom({"runs", "add", out}, {.environment = environment}).exit_code;
    };
    const std::string named = "HEADROOM_STORE=" + folder_.path("named.sqlite");
    const std::string data = "XDG_DATA_HOME=" + folder_.path("data");
    const std::string home = "HOME=" + folder_.path("home");
    EXPECT_EQ(with({named, data, home}), 0);
    EXPECT_EQ(with({"HEADROOM_STORE=", data, home}), 0);
    EXPECT_EQ(with({"HEADROOM_STORE=", "XDG_DATA_HOME=relative", home}), 0);
    EXPECT_EQ(with({"HEADROOM_STORE=", "XDG_DATA_HOME=", "HOME="}), 2);
    EXPECT_THAT(folder_.names(), ElementsAre("data", "home", "named.sqlite", "out", "small.toml"));
    EXPECT_THAT(folder_.names("data/headroom"), ElementsAre("runs.sqlite"));
    EXPECT_THAT(folder_.names("home/.local/share/headroom"), ElementsAre("runs.sqlite"));
}

TEST_F(Runs, FaultsInTheCommandLineAreExit2) {
    const std::vector<std::vector<std::string>> faults{
        {},
        {"bogus"},
        {"add"},
        {"show"},
        {"show", "a", "b"},
        {"compare", "a"},
        {"trend"},
        {"prune"},
        {"prune", "--keep", "-1"},
        {"prune", "--keep", "1.5"},
        {"prune", "--older-than", "3"},
        {"prune", "--older-than", "1 y", "--keep", "1"},
        {"list", "--since", "yesterday"},
        {"list", "--limit", "x"},
        {"list", "--scenario", ""},
        {"list", "--format", "openmetrics"},
        {"export", "--format", "text"}};
    for (const auto& words : faults) {
        const ProgramRun run = runs(words);
        EXPECT_EQ(run.exit_code, 2) << testing::PrintToString(words);
        EXPECT_EQ(run.out, "");
        EXPECT_NE(run.err, "");
    }
}

TEST_F(Runs, ARunKeepsItselfWhereItIsAskedTo) {
    const std::string file = folder_.write("small.toml", kSmallScenario);
    const ProgramRun run = run_headroom({"run", file, "--store", store()});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    const json listed = rows({"list"});
    ASSERT_THAT(listed, SizeIs(1));
    EXPECT_THAT(run.err, HasSubstr("Kept as run " + listed[0][0].get<std::string>()));
    EXPECT_THAT(run_headroom({"run", file, "--store", store()}).err,
                HasSubstr("was kept before as run"));
    EXPECT_THAT(rows({"list"}), SizeIs(1));
    const ProgramRun fault = run_headroom({"run", file, "--store", file});
    EXPECT_EQ(fault.exit_code, 3);
    EXPECT_EQ(fault.out, "");
}

}  // namespace
}  // namespace headroom::test
