#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// A catalog of one's own: the shipped one with one number changed, one item less, one more.
std::string changed_catalog(const TemporaryFolder& folder) {
    const fs::path shipped = fs::path(HEADROOM_SOURCE_DIR) / "data/catalog/2026.11";
    const fs::path own = folder.path("own");
    fs::copy(shipped, own);
    std::string links = folder.read("own/links.toml");
    links.replace(links.find("[link.dac-400g]"), 15, "[link.dac-401g]");
    const std::size_t rate = links.find("value = \"1600 Gbit/s\"");
    links.replace(rate, 21, "value = \"1.5 Tbit/s\"");
    (void)folder.write("own/links.toml", links);
    return own.string();
}

TEST(CatalogList, ShowsKindsAndTheirNumbers) {
    const ProgramRun all = run_headroom({"catalog", "list"});
    EXPECT_EQ(all.exit_code, 0);
    EXPECT_THAT(all.out, AllOf(HasSubstr("h100-sxm-80gb"), HasSubstr("dgx-h100"),
                               HasSubstr("frankfurt"), HasSubstr("erco")));
    const ProgramRun gpus = run_headroom({"catalog", "list", "gpus"});
    EXPECT_THAT(gpus.out, AllOf(HasSubstr("989 TFLOP/s"), Not(HasSubstr("dgx-h100"))));
    EXPECT_EQ(run_headroom({"catalog", "list", "gpu"}).out, gpus.out);
}

TEST(CatalogList, AsCsvAndJsonIsInSiUnits) {
    const ProgramRun csv = run_headroom({"catalog", "list", "nodes", "--format", "csv"});
    EXPECT_THAT(csv.out, HasSubstr("dgx-h100,DGX H100,NVIDIA,h100-sxm-80gb,server,air,cx7,"));
    EXPECT_THAT(csv.out, HasSubstr(",8,10200,5e+10\n"));
    const auto json =
        nlohmann::json::parse(run_headroom({"catalog", "list", "gpus", "--format", "json"}).out);
    EXPECT_EQ(json["rows"].size(), 20U);
    EXPECT_EQ(nlohmann::json::parse(
                  run_headroom({"catalog", "list", "prices", "--format", "json"}).out)["name"],
              "prices");
}

TEST(CatalogShow, HasEveryNumberWithItsSourceAndConflicts) {
    const ProgramRun show = run_headroom({"catalog", "show", "NVIDIA B300"});
    EXPECT_EQ(show.exit_code, 0);
    EXPECT_THAT(show.out, AllOf(StartsWith("gpu.b300-sxm-288gb of catalog 2026.11\n"),
                                HasSubstr("1100 W"), HasSubstr("or 1000 W"), HasSubstr("or 1400 W"),
                                HasSubstr("from-memory"), HasSubstr("7 x 1g.34gb"),
                                HasSubstr("on-demand, Verda *"), HasSubstr("dgx-b300")));
    const auto json = nlohmann::json::parse(
        run_headroom({"catalog", "show", "b300-sxm-288gb", "--format", "json"}).out);
    EXPECT_EQ(json["numbers"][0]["key"], "tdp");
    EXPECT_EQ(json["numbers"][0]["value"], 1100);
    EXPECT_EQ(json["numbers"][0]["unit"], "W");
    EXPECT_EQ(json["numbers"][0]["conflicts"].size(), 2U);
    EXPECT_EQ(json["prices"][0]["unit"], "USD/GPUs");
}

TEST(CatalogShow, ListsWhatANameMayMean) {
    const ProgramRun several = run_headroom({"catalog", "show", "a100"});
    EXPECT_EQ(several.exit_code, 2);
    EXPECT_EQ(several.out, "");
    EXPECT_EQ(several.err,
              "error: 'a100' may be one of these; name one of them\n"
              "    gpu.a100-sxm-80gb: NVIDIA A100 SXM4 80 GB\n"
              "    gpu.a100-sxm-40gb: NVIDIA A100 SXM4 40 GB\n");
    EXPECT_EQ(run_headroom({"catalog", "show", "gb200-nvl72"}).exit_code, 2);
    EXPECT_EQ(run_headroom({"catalog", "show", "node.gb200-nvl72"}).exit_code, 0);
    EXPECT_THAT(run_headroom({"catalog", "show", "dgx-h10"}).err,
                HasSubstr("did you mean 'dgx-h100'?"));
    EXPECT_THAT(run_headroom({"catalog", "show", "tomahawk"}).err,
                HasSubstr("'headroom catalog list' shows every name"));
}

TEST(CatalogDiff, NamesWhatWasAddedRemovedAndChanged) {
    const TemporaryFolder folder;
    const std::string own = changed_catalog(folder);
    const ProgramRun diff = run_headroom({"catalog", "diff", "2026.11", own, "--format", "csv"});
    EXPECT_EQ(diff.exit_code, 0) << diff.err;
    EXPECT_EQ(diff.out,
              "change,item,key,before,after,source_before,source_after\n"
              "changed,link.cx9,port_rate,1600 Gbit/s,1.5 Tbit/s,ml-engineering 2026-08-22 sourced,"
              "ml-engineering 2026-08-22 sourced\n"
              "removed,link.dac-400g,,\"400G passive copper, up to 3 m\",,,\n"
              "added,link.dac-401g,,,\"400G passive copper, up to 3 m\",,\n");
    const ProgramRun same = run_headroom({"catalog", "diff", "2026.11", "2026.11"});
    EXPECT_EQ(same.exit_code, 0);
    EXPECT_EQ(same.out, "No differences.\n");
}

TEST(Catalog, FaultsAreTold) {
    const TemporaryFolder folder;
    EXPECT_EQ(run_headroom({"catalog"}).exit_code, 2);
    EXPECT_EQ(run_headroom({"catalog", "list", "planets"}).exit_code, 2);
    EXPECT_EQ(run_headroom({"catalog", "show"}).exit_code, 2);
    const ProgramRun unknown = run_headroom({"catalog", "list", "--catalog", "2026.12"});
    EXPECT_EQ(unknown.exit_code, 2);
    EXPECT_THAT(unknown.err, HasSubstr("no catalog '2026.12'; wanted '2026.11'"));
    EXPECT_EQ(run_headroom({"catalog", "list", "--catalog", folder.path("")}).exit_code, 3);
    fs::create_directory(folder.path("bad"));
    (void)folder.write("bad/gpus.toml", "[gpu.x]\n");
    const ProgramRun bad = run_headroom({"catalog", "list", "--catalog", folder.path("bad")});
    EXPECT_EQ(bad.exit_code, 3);
    EXPECT_THAT(bad.err, HasSubstr("gpus.toml:1:6: error: gpu.x: title is missing"));
}

}  // namespace
}  // namespace headroom::test
