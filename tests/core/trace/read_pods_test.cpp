#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/trace_text.hpp"

#include <nlohmann/json.hpp>

namespace headroom::trace {
namespace {

using nlohmann::ordered_json;
using testing::ElementsAre;
using testing::IsEmpty;

// "10:05:30" as a date of the day of the tests.
std::string at(const std::string& clock) {
    return "2026-03-01T" + clock + "Z";
}

// date -u -d '2026-03-01 10:00:00' +%s
constexpr std::int64_t kTenUs = 1'772'359'200'000'000;

struct PodTimes {
    std::string created, scheduled, finished;
};

// A pod of one container; what a test is about is set by it.
ordered_json make_pod(const std::string& name, int gpus, const PodTimes& times) {
    ordered_json pod{{"apiVersion", "v1"}, {"kind", "Pod"}};
    pod["metadata"] = {
        {"name", name}, {"namespace", "nlp"}, {"creationTimestamp", at(times.created)}};
    ordered_json container{{"name", "main"}, {"resources", ordered_json::object()}};
    if (gpus > 0) {
        container["resources"]["limits"] = {{"cpu", "8"}, {"nvidia.com/gpu", std::to_string(gpus)}};
    }
    pod["spec"] = {{"containers", {container}}};
    pod["status"] = {{"phase", "Running"}};
    if (!times.scheduled.empty()) {
        pod["spec"]["nodeName"] = "gpu-" + name;
        pod["status"]["conditions"] = {{{"type", "PodScheduled"},
                                        {"status", "True"},
                                        {"lastTransitionTime", at(times.scheduled)}}};
    } else {
        pod["status"]["phase"] = "Pending";
    }
    if (!times.finished.empty()) {
        pod["status"]["phase"] = "Succeeded";
        pod["status"]["containerStatuses"] = {
            {{"name", "main"},
             {"restartCount", 0},
             {"state", {{"terminated", {{"exitCode", 0}, {"finishedAt", at(times.finished)}}}}}}};
    }
    return pod;
}

std::string list_of(const std::vector<ordered_json>& pods) {
    ordered_json list{{"apiVersion", "v1"}, {"items", pods}, {"kind", "List"}};
    list["metadata"] = {{"resourceVersion", ""}};
    return list.dump(4);
}

TEST(ReadPods, HoldTheirGpusFromBindingToTheEndOfTheLastContainer) {
    ordered_json pod = make_pod("train", 8, {"10:00:00", "10:01:00", "11:01:00"});
    pod["metadata"]["labels"] = {
        {"team", "speech"}, {"user", "ada"}, {"kueue.x-k8s.io/queue-name", "long"}};
    pod["spec"]["priority"] = 1000;
    pod["spec"]["priorityClassName"] = "high";
    pod["spec"]["activeDeadlineSeconds"] = 7200;
    pod["spec"]["nodeSelector"] = {{"nvidia.com/gpu.product", "NVIDIA-H100-80GB-HBM3"}};
    ordered_json second = pod["status"]["containerStatuses"][0];
    second["restartCount"] = 3;
    second["state"]["terminated"]["finishedAt"] = at("11:31:00");
    pod["status"]["containerStatuses"].push_back(second);
    const TraceFile file = read_good(list_of({pod}));
    const Trace& trace = file.trace;
    EXPECT_EQ(trace.format, "pods");
    EXPECT_TRUE(trace.ids_are_names);
    EXPECT_EQ(trace.zero, Instant{kTenUs});
    EXPECT_EQ(trace.ids[0], "nlp/train");
    EXPECT_THAT(trace.submit_us, ElementsAre(0));
    EXPECT_THAT(trace.eligible_us, ElementsAre(0));
    EXPECT_THAT(trace.start_us, ElementsAre(60'000'000));
    EXPECT_THAT(trace.end_us, ElementsAre(5'460'000'000));
    EXPECT_THAT(trace.runtime_us, ElementsAre(5'400'000'000));
    EXPECT_THAT(trace.estimate_us, ElementsAre(7'200'000'000));
    EXPECT_THAT(trace.gpus, ElementsAre(8));
    EXPECT_THAT(trace.priority, ElementsAre(1000));
    EXPECT_THAT(trace.requeues, ElementsAre(3));
    EXPECT_EQ(trace.user.text(0), "ada");
    EXPECT_EQ(trace.account.text(0), "speech");
    EXPECT_EQ(trace.partition.text(0), "long");
    EXPECT_EQ(trace.qos.text(0), "high");
    EXPECT_EQ(trace.gpu_model.text(0), "NVIDIA-H100-80GB-HBM3");
    EXPECT_EQ(trace.hosts.text(0), "gpu-train");
    EXPECT_EQ(trace.state.text(0), "completed");
    EXPECT_THAT(file.report.warnings, IsEmpty());
}

TEST(ReadPods, ThatStillRunAreCutByTheLatestTimeInTheFile) {
    ordered_json half = make_pod("half", 1, {"10:00:00", "10:00:00", "10:20:00"});
    half["status"]["phase"] = "Running";  // its second container goes on
    half["status"]["containerStatuses"].push_back(
        {{"name", "b"}, {"state", {{"running", {{"startedAt", at("10:00:05")}}}}}});
    const TraceFile file =
        read_good(list_of({half, make_pod("cpu", 0, {"10:30:00", "10:30:00", "10:40:00"}),
                           make_pod("queued", 4, {"10:35:00", "", ""})}));
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(2'400'000'000));
    EXPECT_EQ(file.trace.state.text(0), "running");
    EXPECT_THAT(file.trace.end_us, IsEmpty());
    EXPECT_THAT(describe(file.report.adjusted),
                ElementsAre("cut by the end of the window: run time so far: 1, line 4"));
    ASSERT_EQ(file.report.dropped.size(), 2u);
    EXPECT_EQ(file.report.dropped[0].reason, "zero GPUs");
    EXPECT_EQ(file.report.dropped[1].reason, "never started");
}

TEST(ReadPods, CountGpusOfContainersAndOfInitialOnes) {
    const PodTimes times{"10:00:00", "10:00:00", "10:20:00"};
    ordered_json pod = make_pod("many", 2, times);
    ordered_json container = pod["spec"]["containers"][0];
    container["resources"] = {{"requests", {{"amd.com/gpu", 1}}}};
    pod["spec"]["containers"].push_back(container);
    container["resources"] = {{"limits", {{"nvidia.com/gpu", "2"}}}};
    pod["spec"]["initContainers"] = {container, container};
    EXPECT_THAT(read_good(pod.dump()).trace.gpus, ElementsAre(3));
    container["resources"]["limits"]["nvidia.com/gpu"] = "5";
    pod["spec"]["initContainers"].push_back(container);
    EXPECT_THAT(read_good(pod.dump()).trace.gpus, ElementsAre(5));
    pod["spec"]["containers"][0]["resources"]["limits"] = {{"nvidia.com/mig-1g.10gb", "1"}};
    const TraceFile share = read_good(pod.dump());
    EXPECT_THAT(describe(share.report.dropped), ElementsAre("a share of a GPU: 1, line 1"));
}

ordered_json worker(const std::string& name, const PodTimes& times, const std::string& job) {
    ordered_json pod = make_pod(name, 8, times);
    pod["metadata"]["labels"] = {{"batch.kubernetes.io/job-name", job}};
    return pod;
}

TEST(ReadPods, OfOneJobCreatedWithinAMinuteFormAGang) {
    ordered_json other = worker("other", {"10:00:10", "10:02:00", "11:00:00"}, "a");
    other["metadata"]["namespace"] = "vision";
    const TraceFile file = read_good(list_of({
        worker("a-0", {"10:00:00", "10:01:00", "12:00:00"}, "a"),
        worker("b-0", {"10:00:00", "10:01:00", "12:00:00"}, "b"),
        worker("a-2", {"10:01:00", "10:05:00", "11:30:00"}, "a"),
        worker("a-1", {"10:00:30", "10:03:00", "12:05:00"}, "a"),
        worker("a-3", {"10:01:01", "10:07:00", "12:05:00"}, "a"),  // a second try, or more work
        other,
    }));
    const Trace& trace = file.trace;
    EXPECT_EQ(trace.size(), 4u);
    EXPECT_EQ(trace.ids[0], "nlp/a-0");
    EXPECT_THAT(trace.gpus, ElementsAre(24, 8, 8, 8));
    EXPECT_EQ(trace.start_us[0], 300'000'000);  // the last one bound
    EXPECT_EQ(trace.end_us[0], 7'500'000'000);  // the last one to end
    EXPECT_EQ(trace.runtime_us[0], 7'200'000'000);
    EXPECT_EQ(trace.hosts.text(0), "gpu-a-0,gpu-a-1,gpu-a-2");
    EXPECT_EQ(trace.ids[2], "vision/other");
    EXPECT_EQ(trace.ids[3], "nlp/a-3");
    ASSERT_EQ(file.report.dropped.size(), 1u);
    EXPECT_EQ(file.report.dropped[0].reason, "a pod of a gang: counted with its first pod");
    EXPECT_EQ(file.report.dropped[0].rows, 2);
}

// A pod that replaces one that has failed does not run beside it.
TEST(ReadPods, ReplacementsAreNoPartOfTheGang) {
    ordered_json failed = worker("a-0", {"10:00:00", "10:00:01", "10:00:20"}, "a");
    failed["status"]["phase"] = "Failed";
    const TraceFile file =
        read_good(list_of({failed, worker("a-0x", {"10:00:20", "10:00:25", "11:00:00"}, "a")}));
    EXPECT_THAT(file.trace.gpus, ElementsAre(8, 8));
    EXPECT_EQ(file.trace.state.text(0), "failed");
    EXPECT_THAT(file.report.dropped, IsEmpty());
}

TEST(ReadPods, ComeAsAListAsLinesOrAsAPlainList) {
    std::vector<ordered_json> pods;
    std::string lines;
    for (int i = 0; i < 5; ++i) {
        pods.push_back(
            make_pod("p" + std::to_string(i), i + 1, {"10:00:00", "10:00:00", "10:20:00"}));
        lines += pods.back().dump() + "\r\n";
    }
    for (const std::string& text : {list_of(pods), lines, ordered_json(pods).dump(1)}) {
        const TraceFile file = read_good(text);
        EXPECT_THAT(file.trace.gpus, ElementsAre(1, 2, 3, 4, 5));
    }
}

TEST(ReadPods, WithoutAnEndOrACreationAreLeftOut) {
    ordered_json evicted = make_pod("evicted", 1, {"10:00:00", "10:00:00", ""});
    evicted["status"]["phase"] = "Failed";
    ordered_json timeless = make_pod("timeless", 1, {"10:00:00", "10:00:00", "10:20:00"});
    timeless["metadata"].erase("creationTimestamp");
    ordered_json early = make_pod("early", 1, {"10:00:00", "10:00:00", "09:20:00"});
    const TraceFile file = read_good(evicted.dump() + "\n" + timeless.dump() + "\n" + early.dump());
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("unknown run time: 1, line 1", "unknown submit time: 1, line 2",
                            "negative run time: 1, line 3"));
    EXPECT_THAT(describe(file.report.warnings), ElementsAre("no row can be simulated"));
}

}  // namespace
}  // namespace headroom::trace
