// The presets are calibrated to the published summaries (tools/calibrate_presets.py): here jobs are
// drawn from each and held against what is published, and the laws themselves, without any draw,
// against the published curves.

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <gtest/gtest.h>

#include "src/core/published/trace_statistics.hpp"
#include "src/core/scenario/compile_world.hpp"
#include "src/core/scenario/merge_presets.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

namespace headroom::scenario {
namespace {

using trace::ComparedFigure;
using trace::PublishedTrace;

// Draws of a preset. The heaviest tail is that of Philly: the standard error of its mean run time
// is then 0.5 % of it.
constexpr std::int64_t kJobs = 1'000'000;
constexpr double kTolerance = 0.02;
// A small share counts as met within this too, in percentage points: that is what the thinned
// published curves can be read to.
constexpr double kSharePoints = 0.05;

std::string scenario_with(const std::string& generate) {
    return "schema = 1\nhorizon = \"26 weeks\"\n[fleet.f]\nnodes = 1\ngpus_per_node = 8\n"
           "[workload.w.generate]\n" +
           generate;
}

const Generator& generator_of(const Scenario& scenario) {
    return *scenario.workloads.front().second.generate;
}

// A class of a preset; its share is of 1.
struct ClassLaw {
    double share = 0;
    double gpus = 0;
    double failed = 0;
    double cancelled = 0;
    Distribution run_time;
};

std::vector<ClassLaw> laws_of(const Scenario& scenario) {
    std::vector<ClassLaw> laws;
    double shares = 0;
    for (const auto& [name, one] : generator_of(scenario).classes) {
        laws.push_back({one.share, one.gpus->value, one.failed.value_or(0),
                        one.cancelled.value_or(0), *one.runtime_s->distribution});
        shares += one.share;
    }
    for (ClassLaw& law : laws) {
        law.share /= shares;
    }
    return laws;
}

class Preset : public testing::TestWithParam<std::string> {
protected:
    static const PublishedTrace& published() {
        const PublishedTrace* found = trace::published_traces().find(GetParam());
        EXPECT_NE(found, nullptr) << GetParam();
        return *found;
    }
    static Scenario scenario(const std::string& more) {
        return read_good(scenario_with("preset = \"" + GetParam() + "\"\n" + more));
    }
};

// What is not compared: how many jobs are drawn is the user's to say; the longest job of a sample
// is chance; so is the GPU time of the few large jobs, whose law the next test holds instead. PAI's
// fractions of a GPU count as whole ones, and the mean number of GPUs of Seren contradicts the
// sizes published beside it (its conflicts say so).
bool is_compared(const ComparedFigure& figure, const std::string& preset) {
    const bool is_left_out = figure.what == "jobs" || figure.what == "run time, longest" ||
                             figure.what == "GPUs of a job, most" ||
                             figure.what.find("GPU time") != std::string::npos;
    return !is_left_out &&
           !(figure.what == "GPUs of a job, mean" && (preset == "pai" || preset == "acme-seren"));
}

bool is_met(double found, double published, bool is_share) {
    return std::abs(found - published) <= kTolerance * published ||
           (is_share && std::abs(found - published) <= kSharePoints);
}

TEST_P(Preset, DrawsJobsLikeThePublishedOnes) {
    const Scenario drawn =
        scenario("jobs = " + std::to_string(kJobs) +
                 "\ninterarrival = { dist = \"exponential\", mean = \"1 s\" }\n");
    const auto traces = load_workloads(drawn);
    ASSERT_TRUE(traces.has_value());
    const trace::Trace& jobs = traces->front().trace;
    ASSERT_EQ(jobs.size(), static_cast<std::size_t>(kJobs));
    const trace::TraceStatistics found = trace::measure_trace(jobs);
    std::printf("%s: %zu jobs; standard error of the mean run time %.2f %%\n", GetParam().c_str(),
                jobs.size(), 100 * found.run_time_mean_error_s / found.run_time_mean_s);
    std::printf("  %-34s %14s %14s %9s\n", "", "published", "generated", "differ");
    for (const ComparedFigure& figure : trace::compare_with_published(jobs, published())) {
        const bool counts = is_compared(figure, GetParam());
        std::printf("  %-34s %11.3f %-2s %11.3f %-2s %7.2f %%%s\n", figure.what.c_str(),
                    figure.published, figure.unit.c_str(), figure.found, figure.unit.c_str(),
                    100 * figure.difference(), counts ? "" : "  not compared");
        EXPECT_TRUE(!counts || is_met(figure.found, figure.published, figure.unit == "%"))
            << figure.what << ": " << figure.published << " published, " << figure.found;
    }
}

// The laws themselves, without a draw: the mean of the mixture of the classes in closed form, and
// its cdf at every published point.
TEST_P(Preset, RunTimesFollowThePublishedCurve) {
    const Scenario preset = scenario("");
    const PublishedTrace& theirs = published();
    const std::vector<ClassLaw> laws = laws_of(preset);
    double run_time = 0;
    for (const ClassLaw& law : laws) {
        run_time += law.share * mean(law.run_time);
    }
    EXPECT_NEAR(run_time / theirs.run_time_mean_s->value, 1, 0.001);
    for (const auto& [time, share] : theirs.run_time_cdf) {
        double below = 0;
        for (const ClassLaw& law : laws) {
            below += law.share * cdf(law.run_time, time);
        }
        // Around the median of Seren its table overrules its curve.
        const bool is_overruled = GetParam() == "acme-seren" && time == 128;
        EXPECT_NEAR(below, share, is_overruled ? 0.025 : 1e-4) << time << " s";
    }
}

// The expected GPU time of each size and of each final state.
TEST_P(Preset, GpuTimeIsSharedAsPublished) {
    if (GetParam() == "pai") {
        GTEST_SKIP() << "its fractions of a GPU count as whole ones";
    }
    const Scenario preset = scenario("");
    const PublishedTrace& theirs = published();
    const std::vector<double>& up_to = theirs.sizes->up_to;
    std::vector<double> by_size(up_to.size());
    double failed = 0;
    double cancelled = 0;
    double all = 0;
    for (const ClassLaw& law : laws_of(preset)) {
        const double gpu_time = law.share * law.gpus * mean(law.run_time);
        const auto bound = std::lower_bound(up_to.begin(), up_to.end() - 1, law.gpus);
        by_size[static_cast<std::size_t>(bound - up_to.begin())] += gpu_time;
        failed += law.failed * gpu_time;
        cancelled += law.cancelled * gpu_time;
        all += gpu_time;
    }
    // GPU-seconds a job. Those of the Acme clusters are more by what their curves and their table
    // disagree: Kalos by 3 %, Seren by 23 % (its conflicts).
    const double a_job = theirs.gpu_hours->value * 3600 / theirs.jobs->value;
    const double disagreement = GetParam() == "acme-seren"   ? 0.23
                                : GetParam() == "acme-kalos" ? 0.03
                                                             : 0;
    EXPECT_NEAR(all / a_job, 1 + disagreement, kTolerance);
    for (std::size_t i = 0; i < up_to.size(); ++i) {
        // Above 32 GPUs the curve of Philly leaves nothing to read; its 20 jobs in 100,000 take
        // their run times from those on 32.
        const bool is_unread = GetParam() == "philly" && up_to[i] >= 32;
        EXPECT_TRUE(is_unread ||
                    is_met(100 * by_size[i] / all, 100 * theirs.sizes->gpu_time[i], true))
            << up_to[i] << " GPUs: " << by_size[i] / all;
    }
    EXPECT_TRUE(is_met(failed / all, theirs.states_gpu_time->failed, false)) << failed / all;
    EXPECT_TRUE(is_met(cancelled / all, theirs.states_gpu_time->cancelled, false))
        << cancelled / all;
}

INSTANTIATE_TEST_SUITE_P(All, Preset, testing::ValuesIn(preset_names()), [](const auto& preset) {
    std::string name = preset.param;
    for (char& c : name) {
        c = c == '-' ? '_' : c;
    }
    return name;
});

TEST(Presets, AreTheFourPublishedDatacentres) {
    EXPECT_EQ(preset_names(),
              (std::vector<std::string>{"acme-kalos", "acme-seren", "helios-earth", "helios-saturn",
                                        "helios-uranus", "helios-venus", "pai", "philly"}));
}

TEST(Presets, OwnKeysWinOverThoseOfThePreset) {
    const Scenario own = read_good(
        scenario_with("preset = \"philly\"\ninterarrival = \"7 s\"\ngpus = 4\nfailed = \"0 %\"\n"
                      "class.gpus-8.share = 90\n"));
    const Generator& generator = generator_of(own);
    EXPECT_EQ(generator.interarrival_s.value, 7);
    EXPECT_EQ(generator.daily.size(), 24U);
    ASSERT_EQ(generator.classes.size(), 7U);
    for (const auto& [name, one] : generator.classes) {
        EXPECT_FALSE(one.gpus.has_value()) << name;
        EXPECT_FALSE(one.failed.has_value()) << name;
        EXPECT_TRUE(one.runtime_s.has_value()) << name;
    }
    EXPECT_EQ(generator.classes[3].first, "gpus-8");
    EXPECT_EQ(generator.classes[3].second.share, 90);
}

TEST(Presets, SettingsAndVariantsReachIntoThem) {
    const std::string text = scenario_with("preset = \"philly\"\n") +
                             "[variant.pai]\nset = { \"workload.w.generate.preset\" = \"pai\" }\n";
    const Scenario share = read_good(text, {{"workload.w.generate.class.gpus-8.share", "90"}});
    EXPECT_EQ(generator_of(share).classes[3].second.share, 90);
    const Scenario flat = read_good(text, {{"workload.w.generate.gpus", "2"}});
    EXPECT_FALSE(generator_of(flat).classes[3].second.gpus.has_value());
    const Scenario variant = read_good(text, {}, "pai");
    EXPECT_EQ(generator_of(variant).classes.size(), 6U);
    EXPECT_TRUE(generator_of(variant).daily.empty()) << "left over from philly";
    EXPECT_EQ(generator_of(variant).users, 1300);
    const Scenario switched = read_good(text, {{"workload.w.generate.preset", "acme-seren"},
                                               {"workload.w.generate.class.gpus-768.share", "0"}});
    EXPECT_EQ(generator_of(switched).classes.size(), 12U);
}

TEST(Presets, ProblemsAreToldWithTheirPlace) {
    const auto message = [](const std::string& generate) {
        const auto read = read_text(scenario_with(generate));
        return read ? std::string() : format_diagnostics(read.error());
    };
    EXPECT_NE(message("preset = \"phily\"\n").find("did you mean \"philly\"?"), std::string::npos)
        << message("preset = \"phily\"\n");
    EXPECT_NE(message("preset = 3\n").find("workload.w.generate.preset"), std::string::npos);
    const std::string sum = message("preset = \"philly\"\nclass.gpus-8.cancelled = \"90 %\"\n");
    EXPECT_TRUE(sum.starts_with("headroom:data/presets/philly.toml:")) << sum;
    EXPECT_NE(sum.find("workload.w.generate.class.gpus-8"), std::string::npos) << sum;
}

}  // namespace
}  // namespace headroom::scenario
