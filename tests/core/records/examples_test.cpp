// The examples of src/core/records/README.md are what they say.

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/records/forecast.hpp"
#include "src/core/records/gpu_usage.hpp"
#include "src/core/records/meter.hpp"
#include "src/core/records/quotes.hpp"
#include "src/core/records/recognise.hpp"
#include "src/core/records/tariff.hpp"
#include "tests/core/records/record_text.hpp"

namespace headroom::records {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> examples() {
    std::ifstream in(std::string(HEADROOM_SOURCE_DIR) + "/src/core/records/README.md");
    std::stringstream text;
    text << in.rdbuf();
    const std::string page = text.str();
    std::vector<std::string> found;
    for (std::size_t at = page.find("```csv\n"); at != std::string::npos;
         at = page.find("```csv\n", at)) {
        at += 7;
        const std::size_t end = page.find("```", at);
        found.push_back(page.substr(at, end - at));
        at = end;
    }
    return found;
}

template <class Result>
void expect_whole(const Result& result) {
    EXPECT_THAT(result.report.warnings, IsEmpty());
    EXPECT_THAT(result.report.left_out, IsEmpty());
}

TEST(Examples, AreRecognisedAndReadWithoutAWarning) {
    std::vector<std::string> names;
    for (const std::string& example : examples()) {
        const RecordKind kind = recognise_record(example);
        names.emplace_back(record_name(kind));
        EXPECT_LE(std::count(example.begin(), example.end(), '\n'), 5);
        switch (kind) {
            case RecordKind::kMeter:
                expect_whole(read_good(example, read_meter));
                break;
            case RecordKind::kTariff:
                expect_whole(read_good(example, read_tariff));
                break;
            case RecordKind::kForecast:
                expect_whole(read_good(example, read_forecast));
                break;
            case RecordKind::kQuotes:
                expect_whole(read_good(example, read_quotes));
                break;
            case RecordKind::kGpuSamples:
                expect_whole(read_good(
                    example, [](const std::string& file) { return read_gpu_samples(file, {}); }));
                break;
            case RecordKind::kNone:
                ADD_FAILURE() << example;
        }
    }
    EXPECT_THAT(names, ElementsAre("meter", "tariff", "forecast", "quotes", "gpu-samples",
                                   "gpu-samples", "gpu-samples"));
}

TEST(Examples, OfOtherFilesAreNotTaken) {
    for (const char* header :
         {"id,submit,gpus,runtime,estimate\n", "timestamp,duration,num_gpus,gpu_time,cluster\n",
          "; Version: 2.2\n1 2 3\n", "TIMESTAMP,ContextTokens,GeneratedTokens\n",
          "JobID|User|State|Submit|Elapsed\n", "sn,cpu_milli,memory_mib,gpu,model\n",
          "name,cpu_milli,memory_mib,num_gpu,gpu_milli,creation_time\n", "ip,DSW,PSW,ASW\n",
          "job_id,user,vc,gpu_num,state,submit_time,start_time,duration\n", "path,value\n", "",
          "\n"}) {
        EXPECT_EQ(recognise_record(header), RecordKind::kNone) << header;
    }
}

}  // namespace
}  // namespace headroom::records
