// Every message of the readers of others' formats, as the user sees it; trace_errors_test has those
// of our own, of SWF and of Philly.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/damage.hpp"
#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

struct BadTrace {
    std::string text;
    std::string message;  // of the first error
    ReadOptions options{};
};

const ReadOptions kMs{.time_unit = TimeUnit::kMilliseconds};
const ReadOptions kS{.time_unit = TimeUnit::kSeconds};

const std::string kMuri = "job_id,num_gpu,submit_time,duration\n";
const std::string kHelios = "job_id,vc,gpu_num,submit_time,start_time,end_time,duration\n";
const std::string kAcme = "job_id,gpu_num,submit_time,start_time,end_time,duration\n";
const std::string kOpenb = "name,num_gpu,gpu_milli,creation_time,deletion_time,scheduled_time\n";
const std::string kDlrm = "instance_sn,gpu_request,creation_time,scheduled_time,deletion_time\n";
const std::string kDelay = "\"profiles\": {\"p\": {\"type\": \"delay\", \"delay\": 1}}";
const std::string kDate = " is not a date; a date such as 2023-03-01 00:18:22+08:00";
const std::string kPodDate = " is not a date; a date such as 2026-03-01T08:00:00Z";
const std::string kSeconds = "; seconds, such as 3600 or 0.25";
const std::string kWhole = "; a whole number, such as 8";

// A Batsim workload of one job on line 2.
std::string batsim_job(const std::string& job) {
    return "{\"jobs\": [\n" + job + "],\n" + kDelay + "}";
}

// A pod on one line with these parts.
std::string pod(const std::string& metadata,
                const std::string& spec = "{}",
                const std::string& status = "{}") {
    return "{\"kind\":\"Pod\",\"metadata\":" + metadata + ",\"spec\":" + spec +
           ",\"status\":" + status + "}\n";
}

const std::vector<BadTrace>& csv_cases() {
    static const std::vector<BadTrace> cases{
        {kMuri + "1,x,0,5\n", "2:3: num_gpu 'x' is not a number" + kWhole, kMs},
        {kMuri + "1,1,soon,5\n",
         "2:5: submit_time 'soon' is not a number; milliseconds, such as 3600000", kMs},
        {kMuri + "1,1,soon,5\n", "2:5: submit_time 'soon' is not a number" + kSeconds, kS},
        {kMuri + "1,1,0,9e15\n", "2:7: duration '9e15' is more than 100 years; milliseconds", kMs},
        {kMuri + "1,1,0,9e12\n",
         "2:7: duration '9e12' is more than 100 years; seconds; are these milliseconds?", kS},
        {kMuri + "1,1,0\n", "2:1: has 3 fields; 4 as in the header", kMs},
        {kMuri + "1,1,0,?\n",
         "2:7: times may be in seconds or in milliseconds; time_unit = \"s\" or \"ms\" "
         "(--time-unit)"},
        {kMuri, "has no jobs; at least one row after the header", kMs},
        {"num_gpu,submit_time,duration,num_gpu\n",
         "1:30: column 'num_gpu' stands twice; each column once", kMs},
        {kHelios + "1,v,8,2020-06-09,,,5\n", "2:7: submit_time '2020-06-09'" + kDate},
        {kHelios + "1,v,8,2020-06-09 18:41:01,2020-06-31 00:00:00,,5\n",
         "2:27: start_time '2020-06-31 00:00:00'" + kDate},
        {kHelios + "1,v,8,2020-06-09 18:41:01,,later,5\n", "2:28: end_time 'later'" + kDate},
        {kHelios + "1,v,8,2020-06-09 18:41:01,,,5:00\n",
         "2:29: duration '5:00' is not a number" + kSeconds},
        {kHelios + "1,v,eight,2020-06-09 18:41:01,,,5\n",
         "2:5: gpu_num 'eight' is not a number" + kWhole},
        {"gpu_num,vc,submit_time,start_time,duration\n",
         "1:1: column 'end_time' is missing; a header with this column"},
        {kAcme + "1,8,2023-03-01 00:18:22+24:00,,,5\n",
         "2:5: submit_time '2023-03-01 00:18:22+24:00'" + kDate},
        {kAcme + "1,8,2023-03-01 00:18:22 +08:00 x,,,5\n",
         "2:5: submit_time '2023-03-01 00:18:22 +08:00 x'" + kDate},
        {kAcme + "1,8,\"2023-03-01 00:18:22,,,5\n",
         "2:5: quoted text does not end before the next separator; a closing \""},
        {kOpenb + "a,one,1000,0,1,0\n", "2:3: num_gpu 'one' is not a number" + kWhole},
        {kOpenb + "a,1,all,0,1,0\n", "2:5: gpu_milli 'all' is not a number" + kWhole},
        {kOpenb + "a,1,1000,0,1,noon\n", "2:14: scheduled_time 'noon' is not a number" + kSeconds},
        {"num_gpu,gpu_milli\n1,1000\n",
         "1:1: column 'creation_time' is missing; a header with this column"},
        {kDlrm + "i,x,,,\n", "2:3: gpu_request 'x' is not a number" + kWhole},
        {kDlrm + "i,1,never,,\n", "2:5: creation_time 'never' is not a number" + kSeconds},
        {kDlrm + "i,1,,1e300,\n",
         "2:6: scheduled_time '1e300' is more than 100 years; seconds; are these milliseconds?"},
        {kDlrm + "i,1,,\n", "2:1: has 4 fields; 5 as in the header"},
    };
    return cases;
}

const std::vector<BadTrace>& batsim_cases() {
    static const std::vector<BadTrace> cases{
        {batsim_job("{\"subtime\": \"0\", \"res\": 1, \"profile\": \"p\"}"),
         "2:13: subtime '0' is a text" + kSeconds},
        {batsim_job("{\"subtime\": [0], \"res\": 1, \"profile\": \"p\"}"),
         "2:13: subtime is a list" + kSeconds},
        {batsim_job("{\"subtime\": 1e12, \"res\": 1, \"profile\": \"p\"}"),
         "2:13: subtime '1e12' is more than 100 years; seconds; are these milliseconds?"},
        {batsim_job("{\"subtime\": NaN, \"res\": 1, \"profile\": \"p\"}"),
         "2:13: invalid literal; JSON"},
        {batsim_job("{\"subtime\": 0, \"res\": true, \"profile\": \"p\"}"),
         "2:23: res is true or false" + kWhole},
        {batsim_job("{\"subtime\": 0, \"res\": \"two\", \"profile\": \"p\"}"),
         "2:23: res 'two' is not a number" + kWhole},
        {batsim_job("{\"subtime\": 0, \"res\": 1e10, \"profile\": \"p\"}"),
         "2:23: res '1e10' is too large; at most 1000000000"},
        {batsim_job("{\"subtime\": 0, \"res\": 1, \"walltime\": {}, \"profile\": \"p\"}"),
         "2:38: walltime is an object" + kSeconds},
        {batsim_job("{\"subtime\": 0, \"res\": 1, \"profile\": 5}"),
         "2:37: profile is '5'; the name of one of the profiles"},
        {batsim_job("{\"subtime\": 0, \"res\": 1}"),
         "2:1: profile is missing; the name of one of the profiles"},
        {batsim_job("{\"subtime\": 0, \"res\": 1, \"profile\": \"q\"}"),
         "2:37: profile 'q' is not defined; the name of one of the profiles"},
        {batsim_job("{\"subtime\": 0, \"subtime\": 1}"),
         "2:27: name 'subtime' stands twice; each name once in an object"},
        {batsim_job("17"), "2:1: a job is '17'; an object with subtime, res and profile"},
        {"{\"subtime\": 1, \"jobs\": {}, " + kDelay + "}", "1:24: jobs is an object; a list"},
        {"{\"subtime\": 1, " + kDelay + "}", "1:1: jobs is missing; a list"},
        {"{\"jobs\": [{\"subtime\": 1,\n\"profile\": \"p\"}]}",
         "1:1: profiles is missing; an object"},
        {"{\"profiles\": {\"p\": {\"type\": 1}}, \"jobs\": []}",
         "1:29: type of profile 'p' is '1'; a text, such as \"delay\""},
        {"{\"profiles\": {\"p\": 88.5}, \"jobs\": []}",
         "1:20: type of profile 'p' is missing; a text, such as \"delay\""},
        {"{\"profiles\": {\"p\": {\"type\": \"delay\", \"delay\": \"1\"}}, \"jobs\": []}",
         "1:47: delay '1' is a text" + kSeconds},
        {"{\"profiles\": {\"p\": {\"type\": \"x\"}, \"p\": {\"type\": \"x\"}}, \"jobs\": []}",
         "1:40: profile 'p' stands twice; each name once in an object"},
        {"{\"jobs\": [], " + kDelay + "}", "has no jobs; at least one row after the header"},
        {"{\"jobs\": [], \"profiles\": {}}\n{\"jobs\": [], \"profiles\": {}}",
         "2:1: a second text follows; one workload in a file"},
        {"{\"jobs\": [{\"subtime\": 1,\n\"res\": 2", "2:8: unexpected end of input; '}'"},
        {"{\"subtime\":" + std::string(100'000, '['),
         "1:111: is nested deeper than 100 levels; a list of plain records"},
    };
    return cases;
}

const std::vector<BadTrace>& pod_cases() {
    static const std::vector<BadTrace> cases{
        {pod("3"), "1:26: metadata of a pod is '3'; an object"},
        {pod("{}", "[]"), "1:36: spec of a pod is a list; an object"},
        {"{\"kind\":\"Pod\",\"metadata\":{},\"spec\":{}}",
         "1:1: status of a pod is missing; an object"},
        {pod("{\"name\":7}"), "1:34: name is a number; a text"},
        {pod("{\"creationTimestamp\":\"today\"}"), "1:47: creationTimestamp 'today'" + kPodDate},
        {pod("{\"creationTimestamp\":1772359200}"), "1:47: creationTimestamp is a number; a text"},
        {pod("{}", "{\"containers\":[{\"resources\":{\"limits\":{\"nvidia.com/gpu\":\"8x\"}}}]}"),
         "1:92: nvidia.com/gpu '8x' is not a number" + kWhole},
        {pod("{}", "{\"containers\":[{\"resources\":{\"limits\":{\"nvidia.com/gpu\":0.5}}}]}"),
         "1:92: nvidia.com/gpu is '0.5'; a whole number of GPUs"},
        {pod("{}", "{\"containers\":[{\"resources\":{\"limits\":{\"nvidia.com/gpu\":-1}}}]}"),
         "1:92: nvidia.com/gpu is '-1'; a whole number of GPUs"},
        {pod("{}", "{\"containers\":[{\"resources\":{\"requests\":{\"amd.com/gpu\":[8]}}}]}"),
         "1:91: amd.com/gpu is a list" + kWhole},
        {pod("{}", "{\"priority\":\"high\"}"),
         "1:48: priority is 'high'; a whole number between -2147483647 and 2147483647"},
        {pod("{}", "{\"activeDeadlineSeconds\":\"1h\"}"),
         "1:61: activeDeadlineSeconds '1h' is a text" + kSeconds},
        {pod("{}", "{}", "{\"phase\":1}"), "1:57: phase is a number; a text"},
        {pod("{}", "{}", "{\"containerStatuses\":[{\"restartCount\":1.5}]}"),
         "1:86: restartCount is '1.5'; a whole number between -2147483647 and 2147483647"},
        {"{\"items\":[\n{\"kind\":\"Pod\",\"metadata\":{},\"spec\":{},\"status\":{}},\n"
         "{\"kind\":\"Node\"}],\"kind\":\"List\"}",
         "3:9: kind is 'Node'; \"Pod\""},
        {"{\"items\":[\n7],\"kind\":\"PodList\"}", "2:1: a pod is '7'; an object"},
        {"{\"items\":{},\"kind\":\"PodList\"}",
         "1:1: is neither a pod nor a list of pods; what `kubectl get pods -A -o json` prints"},
        {"{\"items\":[],\"kind\":\"PodList\"}", "has no jobs; at least one row after the header"},
        {pod("{}") + "{\"kind\":\"Po", "2:11: invalid string: missing closing quote; JSON"},
    };
    return cases;
}

void expect_messages(const std::vector<BadTrace>& cases) {
    for (const BadTrace& bad : cases) {
        const auto result = read_text(bad.text, bad.options);
        ASSERT_FALSE(result) << bad.message;
        const Diagnostic& first = result.error().front();
        const std::string message = describe(first);
        // The hint on units has a test of its own.
        EXPECT_EQ(message.substr(0, bad.message.size()), bad.message) << bad.text.substr(0, 200);
        EXPECT_EQ(message.size(), bad.message.size());
    }
}

TEST(FormatErrors, OfCsvFormatsSayWhereWhatAndWhatIsWanted) {
    expect_messages(csv_cases());
}

TEST(FormatErrors, OfBatsimSayWhereWhatAndWhatIsWanted) {
    expect_messages(batsim_cases());
}

TEST(FormatErrors, OfPodsSayWhereWhatAndWhatIsWanted) {
    expect_messages(pod_cases());
}

// Some must be read all the same, else it would show little.
void expect_accounted(const std::vector<std::string>& good, const ReadOptions& options) {
    Damage damage(good, "0159-+.,;:\" \t\r\nexN\x80\xFF{}[]");
    int read = 0;
    for (int round = 0; round < 2000; ++round) {
        const std::string text = damage.next();
        const auto result = read_text(text, options);
        if (result) {
            ++read;
            EXPECT_EQ(accounted_rows(*result), result->report.rows) << text;
        } else {
            EXPECT_FALSE(format_diagnostics(result.error()).empty());
        }
    }
    EXPECT_GT(read, 50);
}

TEST(FormatErrors, DamagedFilesNeverCrashAndEveryRowIsAccountedFor) {
    expect_accounted({kMuri + "1,4,0,1000\n2,1,1500,20.5\n"}, kMs);
    expect_accounted(
        {
            kHelios + "1,v,8,2020-06-09 18:41:01,2020-06-09 18:41:01,2020-06-09 18:42:01,60\n",
            kAcme + "1,8,2023-03-01 08:00:00+08:00,2023-03-01 08:00:10+08:00,,110\n",
            kOpenb + "a,1,1000,0,1,0\nb,1,460,5,9.5,6\n",
            kDlrm + "i,1,,,\nj,2,3,4.5,\nk,0,1,2,3\n",
            batsim_job("{\"id\": 1, \"subtime\": 0.5, \"res\": 1, \"profile\": \"p\"}"),
            pod("{\"name\":\"a\",\"creationTimestamp\":\"2026-03-01T08:00:00Z\",\"labels\":{\"job-"
                "name\":\"j\"}}",
                "{\"containers\":[{\"resources\":{\"limits\":{\"nvidia.com/gpu\":\"8\"}}}]}",
                "{\"phase\":\"Running\",\"startTime\":\"2026-03-01T08:01:00Z\"}"),
        },
        {});
}

}  // namespace
}  // namespace headroom::trace
