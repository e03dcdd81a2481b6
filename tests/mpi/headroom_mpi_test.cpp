// headroom-mpi as a user runs it, on ranks that share this machine.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"
#include "tests/cli/shell.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using testing::HasSubstr;
using Json = nlohmann::json;

constexpr const char* kUncertain = R"(schema = 1
name = "uncertain"
[fleet.a]
nodes = { dist = "uniform", low = 3, high = 9 }
gpus_per_node = 8
[workload.w.generate]
jobs = 100
interarrival = { dist = "exponential", mean = "10 min" }
runtime = { dist = "exponential", mean = "2 h" }
gpus = { dist = "empirical", values = [1, 8, 12], weights = [1, 1, 1] }
)";

#ifdef HEADROOM_MPI_BINARY
const std::string kProgram = HEADROOM_MPI_BINARY;
const std::string kMadeUpRanks = MADE_UP_RANKS;

std::string why_there_is_no_mpi() {
    if (!has_program("mpirun"))
        return "there is no mpirun on the PATH";
    if (run_shell("mpirun --version").text.find("Open MPI") == std::string::npos)
        return "mpirun is not that of Open MPI";
    return "";
}
#else
const std::string kProgram, kMadeUpRanks;

std::string why_there_is_no_mpi() {
    return "this build has no headroom-mpi";
}
#endif

// `commands` as mpirun takes them: "-n 2 program …", or several with " : " between them.
ShellRun mpirun(const std::string& commands) {
    return run_shell("mpirun --oversubscribe --allow-run-as-root " + commands);
}

std::string on_ranks(int ranks, const std::string& options) {
    return "-n " + std::to_string(ranks) + " " + kProgram + " " + options;
}

int count_of(const std::string& text, const std::string& part) {
    int count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

class HeadroomMpi : public testing::Test {
protected:
    void SetUp() override {
        const std::string reason = why_there_is_no_mpi();
        if (!reason.empty())
            GTEST_SKIP() << reason;
    }

    [[nodiscard]] Json summary(const std::string& name) const {
        return Json::parse(folder_.read(name + "/summary.json"));
    }

    // The folders `a` and `b` hold the same study, but for what played it.
    void expect_same(const std::string& a, const std::string& b) const {
        for (const char* name : {"points.csv", "trials.csv", "correlations.csv"})
            EXPECT_EQ(folder_.read(a + "/" + name), folder_.read(b + "/" + name)) << name;
        Json of_a = summary(a), of_b = summary(b);
        of_a["provenance"].erase("device");
        of_b["provenance"].erase("device");
        EXPECT_EQ(of_a.dump(), of_b.dump());
    }

    void play_in_one_process(const std::string& name, const std::vector<std::string>& more) const {
        std::vector<std::string> words{"montecarlo", file_, "-o", folder_.path(name), "--quiet"};
        words.insert(words.end(), more.begin(), more.end());
        ASSERT_EQ(run_headroom(words).exit_code, 0);
    }

    [[nodiscard]] std::string options(const std::string& name, const std::string& more) const {
        return file_ + " -o " + folder_.path(name) + " --quiet " + more;
    }

    TemporaryFolder folder_;
    std::string file_ = folder_.write("s.toml", kUncertain);
};

TEST_F(HeadroomMpi, AnyNumberOfRanksWritesTheBytesOfOneProcess) {
    play_in_one_process("one", {"--trials", "300"});
    for (const int ranks : {1, 2, 3}) {
        const std::string name = std::to_string(ranks);
        const ShellRun run = mpirun(on_ranks(ranks, options(name, "--trials 300")));
        ASSERT_EQ(run.exit_code, 0) << run.text;
        expect_same("one", name);
        EXPECT_THAT(summary(name)["provenance"]["device"].dump(),
                    HasSubstr(name + (ranks == 1 ? " rank, " : " ranks, ")));
    }
}

TEST_F(HeadroomMpi, StopsWhereOneProcessWouldBePreciseEnough) {
    play_in_one_process("one", {"--trials", "4000", "--precision", "wait.mean=10%"});
    const ShellRun run =
        mpirun(on_ranks(3, options("ranks", "--trials 4000 --precision wait.mean=10%")));
    ASSERT_EQ(run.exit_code, 0) << run.text;
    EXPECT_EQ(summary("ranks")["trials"]["stopped"], "precise");
    EXPECT_LT(summary("ranks")["trials"]["done"], 4000);
    expect_same("one", "ranks");
}

TEST_F(HeadroomMpi, OneRankThatIsStoppedStopsAllAndTheStudyGoesOn) {
    const std::string endless = options("out", "--trials 1000000");
    const ShellRun stopped =
        mpirun(on_ranks(1, endless) + " : " + on_ranks(1, endless + " --time-limit '1 s'"));
    EXPECT_EQ(stopped.exit_code, 130) << stopped.text;
    EXPECT_THAT(stopped.text, HasSubstr("headroom: stopped; finished trials are in "));
    EXPECT_EQ(summary("out")["trials"]["stopped"], "cancelled");
    const std::string trials = folder_.read("out/trials.csv");
    EXPECT_EQ(std::count(trials.begin(), trials.end(), '\n'),
              1 + summary("out")["trials"]["done"].get<int>());
    const ShellRun limited = mpirun(on_ranks(2, endless + " --time-limit '1 s'"));
    EXPECT_EQ(limited.exit_code, 4) << limited.text;
    ASSERT_EQ(mpirun(on_ranks(2, options("out", "--trials 200"))).exit_code, 0);
    play_in_one_process("one", {"--trials", "200"});
    expect_same("one", "out");
}

TEST_F(HeadroomMpi, TellsOnceWhatIsWrong) {
    const ShellRun usage = mpirun(on_ranks(3, file_ + " --trials x"));
    EXPECT_EQ(usage.exit_code, 2);
    EXPECT_EQ(count_of(usage.text, "--trials: 'x' is neither"), 1) << usage.text;
    const ShellRun missing =
        mpirun(on_ranks(1, file_) + " : " + on_ranks(2, folder_.path("none.toml")));
    EXPECT_EQ(missing.exit_code, 2);
    EXPECT_EQ(count_of(missing.text, "none.toml: error: does not exist"), 1) << missing.text;
    const ShellRun other = mpirun(on_ranks(1, file_) + " : " + on_ranks(1, file_ + " --seed 9"));
    EXPECT_EQ(other.exit_code, 3);
    EXPECT_EQ(count_of(other.text, "rank 1 opened another study than rank 0"), 1) << other.text;
}

TEST_F(HeadroomMpi, ATrialThatFailsEndsAllRanksAndIsToldOnce) {
    const ShellRun run = mpirun("-n 3 " + kMadeUpRanks + " 2000 700");
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_EQ(count_of(run.text, "trial 700 failed\n"), 1) << run.text;
    EXPECT_THAT(mpirun("-n 3 " + kMadeUpRanks + " 2000 5000").text, HasSubstr("2000 trials\n"));
}

TEST_F(HeadroomMpi, TheScriptForAClusterDoesWhatItSays) {
    std::ifstream in(HEADROOM_SOURCE_DIR "/scenarios/ci/many-machines.md");
    const std::string page{std::istreambuf_iterator<char>(in), {}};
    const std::size_t begin = page.find("mpirun ");
    ASSERT_NE(begin, std::string::npos);
    std::string line = page.substr(begin, page.find('\n', begin) - begin);
    for (const auto& [from, to] :
         {std::pair<std::string, std::string>{"--trials 10000", "--trials 200"},
          {"headroom-mpi ", kProgram + " "},
          {"site.toml", file_},
          {"-o study", "-o " + folder_.path("study")},
          {"mpirun ", "mpirun -n 2 --oversubscribe --allow-run-as-root "}}) {
        ASSERT_NE(line.find(from), std::string::npos) << line;
        line.replace(line.find(from), from.size(), to);
    }
    const ShellRun run = run_shell(line);
    ASSERT_EQ(run.exit_code, 0) << run.text;
    play_in_one_process("one", {"--trials", "200"});
    expect_same("one", "study");
}

}  // namespace
}  // namespace headroom::test
