#include <cmath>
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/records/gpu_usage.hpp"
#include "src/core/records/record_time.hpp"
#include "src/core/records/series_name.hpp"
#include "tests/core/input/compressed.hpp"
#include "tests/core/records/record_text.hpp"

namespace headroom::records {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Keeps every sample as a line of text.
class Listener : public SampleSink {
public:
    void take(const GpuSample& sample, const GpuName& gpu) override {
        lines.push_back(std::to_string(sample.time_us / kSecondUs % 100'000) + " " + gpu.host +
                        "/" + gpu.gpu + " " +
                        std::string(kGpuMetricNames[static_cast<std::size_t>(sample.metric)]) +
                        " " + std::to_string(sample.value) +
                        (sample.job.empty() ? "" : " of " + std::string(sample.job)));
    }
    std::vector<std::string> lines;
};

struct Heard {
    std::vector<std::string> lines;
    GpuSamples samples;
};

Heard hear(std::string_view text) {
    Listener listener;
    std::array<SampleSink*, 1> sinks{&listener};
    GpuSamples samples =
        read_good(text, [&](const std::string& file) { return read_gpu_samples(file, sinks); });
    return {std::move(listener.lines), std::move(samples)};
}

struct Usage {
    GpuUsage usage;
    GpuSamples samples;
};

Usage reduce(std::string_view text) {
    GpuUsageBuilder builder;
    std::array<SampleSink*, 1> sinks{&builder};
    GpuSamples samples =
        read_good(text, [&](const std::string& file) { return read_gpu_samples(file, sinks); });
    return {builder.finish(), std::move(samples)};
}

const std::vector<std::string> kTwoSamples{"0 gpu001/0 GPU_UTIL 870000",
                                           "0 gpu001/0 POWER_USAGE 412500"};

TEST(GpuSamples, LongFilesOfPrometheusAndVictoriaMetrics) {
    const auto lines = [](const std::string& text) {
        return hear(text).lines;
    };
    EXPECT_EQ(lines("timestamp,metric,Hostname,gpu,UUID,modelName,value\n"
                    "1772300000,DCGM_FI_DEV_GPU_UTIL,gpu001,0,GPU-1,NVIDIA H100,87\n"
                    "1772300000,DCGM_FI_DEV_POWER_USAGE,gpu001,0,GPU-1,NVIDIA H100,412.5\n"),
              kTwoSamples);
    EXPECT_EQ(lines("__name__,__value__,__timestamp__:unix_ms,instance,device\n"
                    "DCGM_FI_DEV_GPU_UTIL,87,1772300000000,gpu001:9400,nvidia0\n"
                    "DCGM_FI_DEV_POWER_USAGE,412.5,1772300000000,gpu001:9400,nvidia0\n"),
              kTwoSamples);
    EXPECT_EQ(lines("ts;name;node;gpu;value\n2026-02-28T17:33:20Z;DCGM_FI_DEV_GPU_UTIL;gpu001;0;"
                    "8.7e1\n2026-02-28T17:33:20Z;DCGM_FI_DEV_POWER_USAGE;gpu001;0;412.5\n"),
              kTwoSamples);
}

TEST(GpuSamples, RowsOfAGpuAndAnInstant) {
    EXPECT_EQ(hear("time,host,gpu,util,power_w\n1772300000,gpu001,0,87,412.5\n").lines,
              kTwoSamples);
    EXPECT_EQ(hear("timestamp,Hostname,gpu,DCGM_FI_DEV_GPU_UTIL,DCGM_FI_DEV_POWER_USAGE\n"
                   "1772300000,gpu001,0,87,412.5\n")
                  .lines,
              kTwoSamples);
    EXPECT_THAT(hear("time,host,gpu,activity\n1772300000,a,1,0.5\n").lines,
                ElementsAre("0 a/1 GR_ENGINE_ACTIVE 500000"));
}

TEST(GpuSamples, WideFilesOfGrafana) {
    const std::string header =
        "\"Time\",\"DCGM_FI_DEV_GPU_UTIL{Hostname=\"\"gpu001\"\", gpu=\"\"0\"\"}\","
        "\"{__name__=\"\"DCGM_FI_DEV_POWER_USAGE\"\",gpu=\"\"0\"\",instance=\"\"gpu001:9400\"\"}"
        "\"\n";
    EXPECT_EQ(hear(header + "1772300000000,87%,412.5 W\n").lines, kTwoSamples);
    EXPECT_EQ(hear("sep=,\r\n" + header + "2026-02-28 17:33:20,87,0.4125 kW\r\n").lines,
              kTwoSamples);
    EXPECT_EQ(hear(header + "1772300000000,87,\n1772300000000,,412.5\n").lines, kTwoSamples);
}

TEST(GpuSamples, LabelsOfJobsAreHandedOn) {
    const std::string row = ",DCGM_FI_PROF_GR_ENGINE_ACTIVE,h,0,";
    EXPECT_THAT(
        hear("time,metric,host,gpu,value,hpc_job,pod,exported_pod\n"
             "1772300000" +
             row + "1,77,x,y\n1772300000" + row + "1,,x,y\n")
            .lines,
        ElementsAre("0 h/0 GR_ENGINE_ACTIVE 1000000 of 77", "0 h/0 GR_ENGINE_ACTIVE 1000000 of y"));
    EXPECT_THAT(hear("time,metric,host,gpu,value,pod\n1772300000" + row + "1,x\n").lines,
                ElementsAre("0 h/0 GR_ENGINE_ACTIVE 1000000 of x"));
}

TEST(GpuSamples, WhatCannotBeIsCounted) {
    const Heard heard = hear(
        "time,metric,host,gpu,GPU_I_ID,value\n"
        "1772300000,DCGM_FI_DEV_SM_CLOCK,h,0,,1410\n"
        "1772300000,DCGM_FI_DEV_GPU_UTIL,h,0,3,50\n"
        "1772300000,DCGM_FI_DEV_GPU_UTIL,h,0,,9223372036854775792\n"
        "1772300000,DCGM_FI_DEV_POWER_USAGE,h,0,,140737488355328\n"
        "1772300000,DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION,h,0,,9223372036854775792\n"
        "1772300000,DCGM_FI_DEV_GPU_UTIL,h,0,,NaN\n"
        "1772300000,DCGM_FI_DEV_GPU_UTIL,h,0,,+Inf\n"
        ",DCGM_FI_DEV_GPU_UTIL,h,0,,5\n"
        "1772300000,DCGM_FI_DEV_SM_CLOCK,h,0,,1410\n"
        "1772300000,DCGM_FI_PROF_SM_ACTIVE,h,0,,1.000001\n"
        "1772300000,DCGM_FI_PROF_SM_ACTIVE,h,0,,-1\n1772300000,DCGM_FI_PR");
    EXPECT_THAT(heard.lines, ElementsAre("0 h/0 SM_ACTIVE 1000000"));
    EXPECT_EQ(heard.samples.report.rows, 12);
    EXPECT_THAT(describe(heard.samples.unknown_metrics),
                ElementsAre("DCGM_FI_DEV_SM_CLOCK: 2, line 2"));
    EXPECT_THAT(
        describe(heard.samples.report.left_out),
        ElementsAre("a MIG instance: a share of a GPU: 1, line 3", "activity above 1: 1, line 4",
                    "more than 10 kW: DCGM's blank: 1, line 5",
                    "more than 2^56 mJ: DCGM's blank: 1, line 6", "no value: 2, line 7",
                    "no time: 1, line 9", "negative value: 1, line 12",
                    "a last line that is cut off: 1, line 13"));
}

TEST(GpuSamples, BadFilesAreTold) {
    const auto bad = [](std::string_view text) {
        return read_bad(text, [](const std::string& file) { return read_gpu_samples(file, {}); });
    };
    const std::string header =
        "1:1: the header does not say whose samples of what these are; time, host, gpu, metric, "
        "value; or time, host, gpu and metrics; or Time and series such as "
        "DCGM_FI_DEV_GPU_UTIL{Hostname=\"gpu001\", gpu=\"0\"}; in Grafana, set the legend to "
        "Verbose before the export";
    EXPECT_THAT(bad("time,metric,value\n"), ElementsAre(header));
    EXPECT_THAT(bad("Time,gpu001 0\n1,2\n"), ElementsAre(header));
    EXPECT_THAT(bad("Time,{Hostname=\"a\"}\n1,2\n"), ElementsAre(header));
    EXPECT_THAT(bad("host,gpu,util\na,0,1\n"), ElementsAre(header));
    EXPECT_THAT(bad(""), ElementsAre("is empty; a CSV of GPU samples"));
    EXPECT_THAT(bad("time,host,gpu,util\n"),
                ElementsAre("has no rows; at least one row after the header"));
    EXPECT_THAT(bad("time,host,gpu,util\nyesterday,a,0,5\n1772300000,a,0,much\n1772300000,a,0\n"),
                ElementsAre("2:1: time 'yesterday' is not a date; a date such as 2026-03-29 01:15, "
                            "2026-03-29T01:15:00+01:00 or seconds since 1970",
                            "3:16: 'much' is not a value of GPU_UTIL; a number, such as 0.87 or "
                            "412.5",
                            "4:1: has 3 fields; 4 as in the header"));
    EXPECT_THAT(bad("time,host,gpu,util\n1772300000,\"a,0,5\n"),
                ElementsAre("2:12: quoted text does not end before the next separator; a closing "
                            "\""));
}

TEST(SeriesName, IsTakenApart) {
    const auto series = parse_series_name("M{a=\"1\", b = \"x \\\"y\\\", {z}\",}");
    ASSERT_TRUE(series);
    EXPECT_EQ(series->metric, "M");
    ASSERT_EQ(series->labels.size(), 2u);
    EXPECT_EQ(series->labels[1].second, "x \"y\", {z}");
    EXPECT_EQ(parse_series_name("{__name__=\"M\"}")->metric, "M");
    EXPECT_EQ(parse_series_name("M")->metric, "M");
    for (const char* bad :
         {"M{", "M{a}", "M{a=1}", "M{a=\"1\" b=\"2\"}", "M{=\"1\"}", "M{a=\"1}"}) {
        EXPECT_FALSE(parse_series_name(bad)) << bad;
    }
}

// Two days of two hosts with two GPUs each, in every layout and order, against sums made here.
class UsageTest : public testing::Test {
protected:
    struct Instant {
        int time, gpu;
        double activity, power;
    };
    UsageTest() {
        std::uint32_t state = 7;
        for (int step = 0; step < 2880; ++step) {
            for (int gpu = 0; gpu < 4; ++gpu) {
                state = state * 1664525u + 1013904223u;
                const bool is_idle = (state >> 28u) < 5;
                const double activity = is_idle ? 0.005 : (state >> 10u & 0x3FFu) / 1024.0 + 0.01;
                instants_.push_back({1772299800 + step * 60, gpu, std::min(activity, 1.0),
                                     (is_idle ? 60.0 : 400.0) + (state >> 4u & 0x3Fu)});
            }
        }
    }

    [[nodiscard]] static std::string number(double value) {
        std::string text = std::to_string(value);
        return text;
    }
    [[nodiscard]] static std::string labels(int gpu) {
        return "gpu00" + std::to_string(gpu / 2) + "," + std::to_string(gpu % 2);
    }
    [[nodiscard]] std::string rows_text() const {
        std::string text = "time,host,gpu,activity,power_w\n";
        for (const Instant& at : instants_) {
            text += std::to_string(at.time) + "," + labels(at.gpu) + "," + number(at.activity) +
                    "," + number(at.power) + "\n";
        }
        return text;
    }
    // All of a metric's series one behind the other, or both metrics row by row.
    [[nodiscard]] std::string long_text(bool is_by_series) const {
        std::string text = "timestamp,metric,Hostname,gpu,value\n";
        const auto row = [&](const Instant& at, bool is_power) {
            return std::to_string(at.time) +
                   (is_power ? ",DCGM_FI_DEV_POWER_USAGE," : ",DCGM_FI_PROF_GR_ENGINE_ACTIVE,") +
                   labels(at.gpu) + "," + number(is_power ? at.power : at.activity) + "\n";
        };
        for (const bool is_power : {true, false}) {
            for (int gpu = 0; is_by_series && gpu < 4; ++gpu) {
                for (const Instant& at : instants_) {
                    text += at.gpu == gpu ? row(at, is_power) : "";
                }
            }
        }
        for (const Instant& at : instants_) {
            text += is_by_series ? "" : row(at, false) + row(at, true);
        }
        return text;
    }
    [[nodiscard]] std::string wide_text() const {
        std::string text = "Time";
        for (const char* metric : {"DCGM_FI_PROF_GR_ENGINE_ACTIVE", "DCGM_FI_DEV_POWER_USAGE"}) {
            for (int gpu = 0; gpu < 4; ++gpu) {
                text += std::string(",\"") + metric + "{gpu=\"\"" + std::to_string(gpu % 2) +
                        "\"\", Hostname=\"\"gpu00" + std::to_string(gpu / 2) + "\"\"}\"";
            }
        }
        for (std::size_t i = 0; i < instants_.size(); i += 4) {
            text += "\n" + std::to_string(instants_[i].time);
            for (std::size_t gpu = 0; gpu < 4; ++gpu) {
                text += "," + number(instants_[i + gpu].activity);
            }
            for (std::size_t gpu = 0; gpu < 4; ++gpu) {
                text += "," + number(instants_[i + gpu].power);
            }
        }
        return text + "\n";
    }

    std::vector<Instant> instants_;
};

TEST_F(UsageTest, IsTheSameForEveryLayoutAndOrder) {
    double activity = 0, power = 0, idle = 0;
    int idle_count = 0;
    for (const Instant& at : instants_) {
        activity += at.activity;
        power += at.power;
        idle += at.activity < 0.01 ? at.power : 0;
        idle_count += at.activity < 0.01 ? 1 : 0;
    }
    const double count = static_cast<double>(instants_.size());
    for (const std::string& text : {rows_text(), long_text(false), long_text(true), wide_text(),
                                    input::to_zstd(rows_text())}) {
        const Usage of = reduce(text);
        const GpuFacts& fleet = of.usage.fleet;
        EXPECT_EQ(of.samples.samples, 2 * static_cast<std::int64_t>(instants_.size()));
        ASSERT_EQ(of.usage.gpus.size(), 4u);
        EXPECT_NEAR(*fleet.activity, activity / count, 1e-6);
        EXPECT_NEAR(*fleet.mean_power_w, power / count, 1e-9 * power);
        EXPECT_NEAR(*fleet.idle_power_w, idle / idle_count, 1e-6);
        EXPECT_EQ(fleet.idle_samples, idle_count);
        EXPECT_EQ(of.usage.idle_thinning, 1);
        double energy_kwh = 0;  // of the fleet's course in bins
        for (const FleetBin& bin : of.usage.bins) {
            EXPECT_EQ(bin.gpus, 4);
            energy_kwh += *bin.power_kw * 0.25;
        }
        EXPECT_NEAR(energy_kwh, power / 60 / 1000, 1e-9 * energy_kwh);
    }
}

TEST_F(UsageTest, PrefersTheProfilingMetric) {
    const Usage of = reduce(
        "time,metric,host,gpu,value\n1772300000,DCGM_FI_DEV_GPU_UTIL,a,0,100\n"
        "1772300000,DCGM_FI_PROF_SM_ACTIVE,a,0,0.25\n"
        "1772300000,DCGM_FI_PROF_GR_ENGINE_ACTIVE,a,0,0.5\n"
        "1772300000,DCGM_FI_DEV_GPU_UTIL,b,0,100\n");
    EXPECT_EQ(of.usage.gpus.at(0).activity, 0.5);
    EXPECT_EQ(of.usage.gpus.at(0).activity_metric, GpuMetric::kEngineActive);
    EXPECT_EQ(of.usage.gpus.at(1).activity, 1.0);
    EXPECT_EQ(of.usage.fleet.activity, 0.75);
    EXPECT_EQ(of.usage.fleet.activity_metric, GpuMetric::kUtilisation);
}

TEST_F(UsageTest, EnergyCountersGiveEnergyAndResets) {
    const Usage of = reduce(
        "time,metric,host,gpu,value\n"
        "1772300000,DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION,a,0,5e6\n"
        "1772300010,DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION,a,0,9e6\n"
        "1772300020,DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION,a,0,1000000\n"
        "1772300030,DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION,a,0,2000000\n");
    const GpuFacts& gpu = of.usage.gpus.at(0);
    EXPECT_DOUBLE_EQ(*gpu.energy_kwh, 6000 / 3.6e6);
    EXPECT_DOUBLE_EQ(*gpu.energy_power_w, 200);
    EXPECT_EQ(gpu.counter_resets, 1);
    EXPECT_FALSE(gpu.activity);
    EXPECT_FALSE(gpu.mean_power_w);
}

// Where nearly all samples have to wait, few instants are kept, and the mean stays what it is.
TEST(IdlePower, ThinsOutFairly) {
    IdlePower idle(1000);
    const auto power_at = [](int i) {
        return 50'000 + (i * 7919) % 20'000;
    };
    double sum = 0;
    int count = 0;
    for (int i = 0; i < 200'000; ++i) {
        idle.add_power(i % 2, i * 30 * kSecondUs, power_at(i));
    }
    for (int i = 0; i < 200'000; ++i) {
        const bool is_idle = i % 3 == 0;
        idle.add_activity(i % 2, i * 30 * kSecondUs, is_idle);
        sum += is_idle ? power_at(i) : 0;
        count += is_idle ? 1 : 0;
    }
    const IdlePower::Sum first = idle.sum(0), second = idle.sum(1);
    const double samples = static_cast<double>(first.samples + second.samples);
    EXPECT_GE(idle.thinning(), 200);
    EXPECT_GT(samples, 100);
    // Uniform over 20 W: the standard error of the mean is 20 W / sqrt(12 n); five of them.
    EXPECT_NEAR(static_cast<double>(first.power_mw + second.power_mw) / samples, sum / count,
                5 * 20'000 / std::sqrt(12 * samples));
}

}  // namespace
}  // namespace headroom::records
