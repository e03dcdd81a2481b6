// The catalog beside the table of numbers that it was compiled from, where that is at hand; read by
// a second parser of a few lines.

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "src/core/catalog/find_item.hpp"

namespace headroom::catalog {
namespace {

using Row = std::map<std::string, std::string>;

const std::string kReference = std::string(HEADROOM_SOURCE_DIR) + "/../shared/reference/";

std::vector<std::string> split_row(const std::string& line) {
    std::vector<std::string> cells{""};
    bool is_quoted = false;
    for (const char c : line) {
        if (c == '"') {
            is_quoted = !is_quoted;
        } else if (c == ',' && !is_quoted) {
            cells.emplace_back();
        } else if (c != '\r') {
            cells.back() += c;
        }
    }
    return cells;
}

std::vector<Row> read_rows(const std::string& file) {
    std::ifstream stream(kReference + file);
    std::vector<Row> rows;
    std::vector<std::string> names;
    for (std::string line; std::getline(stream, line);) {
        const std::vector<std::string> cells = split_row(line);
        if (names.empty()) {
            names = cells;
            continue;
        }
        Row row;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            row[names[i]] = cells[i];
        }
        rows.push_back(row);
    }
    return rows;
}

// The cell as a number; NaN where it is a sentence or empty.
double number(const Row& row, const std::string& column) {
    const std::string& text = row.at(column);
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    return text.empty() || *end != '\0' ? std::nan("") : value;
}

const Catalog& shipped() {
    static const auto catalog = shipped_catalog("2026.11").value();
    return *catalog;
}

struct Check {
    const char* column;
    std::optional<Fact> Gpu::*fact;
    double unit;
};

constexpr Check kChecks[] = {
    {"tdp_w", &Gpu::tdp, 1},
    {"mem_gb", &Gpu::memory, 1e9},
    {"mem_bw_tb_s", &Gpu::memory_bandwidth, 1e12},
    {"fp64_tflops", &Gpu::fp64, 1e12},
    {"fp64_tensor_tflops", &Gpu::fp64_tensor, 1e12},
    {"tf32_dense", &Gpu::tf32, 1e12},
    {"bf16_dense", &Gpu::bf16, 1e12},
    {"fp8_dense", &Gpu::fp8, 1e12},
    {"fp4_dense", &Gpu::fp4, 1e12},
    {"mamf_bf16_measured", &Gpu::bf16_measured, 1e12},
    {"mamf_fp8_measured", &Gpu::fp8_measured, 1e12},
    {"scaleup_uni_gb_s_per_gpu", &Gpu::scaleup_bandwidth, 1e9},
    {"scaleup_p2p_uni_gb_s", &Gpu::peer_bandwidth, 1e9},
    {"scaleup_domain_gpus", &Gpu::scaleup_domain, 1},
    {"nccl_allreduce_busbw_gb_s_measured", &Gpu::allreduce_bandwidth, 1e9},
    {"mig_max_instances", &Gpu::mig, 1},
};

void expect_near(double found, double wanted, const std::string& what) {
    EXPECT_NEAR(found, wanted, std::abs(wanted) * 1e-12) << what;
}

void check_node(const Row& row, const Gpu& gpu) {
    const auto node = std::find_if(shipped().nodes.begin(), shipped().nodes.end(),
                                   [&](const Node& each) { return each.gpu == gpu.name; });
    ASSERT_NE(node, shipped().nodes.end()) << gpu.name;
    expect_near(node->gpus_per_node->value, number(row, "num_gpus_per_node"), gpu.name);
    expect_near(node->power_max->value, number(row, "num_node_kw") * 1e3, gpu.name);
    expect_near(node->nic_rate->value, number(row, "num_nic_gbps_per_gpu") * 1e9 / 8, gpu.name);
    const Fact* purchase = find_price(shipped(), Kind::kNode, node->name, PriceKind::kPurchase);
    const Fact* rent = find_price(shipped(), Kind::kGpu, gpu.name, PriceKind::kOnDemand);
    ASSERT_TRUE(purchase != nullptr && rent != nullptr) << gpu.name;
    expect_near(purchase->value, number(row, "num_capex_node_usd"), gpu.name);
    expect_near(rent->value * 3600, number(row, "num_od_usd_gpu_h"), gpu.name);
}

TEST(ReferenceTable, TheGpusHaveItsNumbers) {
    const std::vector<Row> rows = read_rows("gpu_catalogue.csv");
    if (rows.empty()) {
        GTEST_SKIP() << "no " << kReference << "gpu_catalogue.csv";
    }
    EXPECT_LE(rows.size(), shipped().gpus.size());
    std::size_t compared = 0;
    for (const Row& row : rows) {
        const Gpu* gpu = find_named(shipped().gpus, row.at("id"));
        ASSERT_NE(gpu, nullptr) << row.at("id");
        for (const Check& check : kChecks) {
            const std::optional<Fact>& fact = gpu->*check.fact;
            const double wanted = number(row, check.column);
            if (std::isnan(wanted)) {
                continue;
            }
            ASSERT_TRUE(fact.has_value()) << gpu->name << " " << check.column;
            expect_near(fact->value, wanted * check.unit, gpu->name + " " + check.column);
            ++compared;
        }
        check_node(row, *gpu);
    }
    EXPECT_GT(compared, 200U);
}

TEST(ReferenceTable, TheNetworkHasItsNumbers) {
    const std::vector<Row> rows = read_rows("network_catalogue.csv");
    if (rows.empty()) {
        GTEST_SKIP() << "no " << kReference << "network_catalogue.csv";
    }
    EXPECT_EQ(rows.size(), shipped().switches.size() + shipped().links.size());
    for (const Row& row : rows) {
        const std::string& name = row.at("id");
        const Switch* chosen = find_named(shipped().switches, name);
        const Link* link = find_named(shipped().links, name);
        ASSERT_TRUE(chosen != nullptr || link != nullptr) << name;
        const auto compare = [&](const char* column, const std::optional<Fact>& fact, double unit) {
            const double wanted = number(row, column);
            if (!std::isnan(wanted)) {
                ASSERT_TRUE(fact.has_value()) << name << " " << column;
                expect_near(fact->value, wanted * unit, name + " " + column);
            }
        };
        compare("port_gbps", chosen != nullptr ? chosen->port_rate : link->port_rate, 1e9 / 8);
        compare("radix", chosen != nullptr ? chosen->ports : link->ports, 1);
        compare("power_max_w", chosen != nullptr ? chosen->power_max : link->power_max, 1);
        if (chosen != nullptr) {
            compare("total_tbps", chosen->capacity, 1e12 / 8);
        }
    }
}

// The mean of the hours that have a value.
TEST(ReferenceTable, TheGridsHaveTheMeansOfTheirHours) {
    for (const char* name : {"ciso", "erco"}) {
        std::string file = std::string(name) + "_2022_avgCI.csv";
        std::transform(name, name + 4, file.begin(), [](char c) { return std::toupper(c); });
        const std::vector<Row> rows = read_rows("carbon/" + file);
        if (rows.empty()) {
            GTEST_SKIP() << "no " << kReference << "carbon/" << file;
        }
        double sum = 0;
        int hours = 0;
        for (const Row& row : rows) {
            const double intensity = number(row, "avg_CI");
            if (!std::isnan(intensity)) {
                sum += intensity;
                ++hours;
            }
        }
        const Grid* grid = find_named(shipped().grids, name);
        ASSERT_NE(grid, nullptr);
        // Written to a tenth of a gram for each kWh; 1 kWh is 3.6e6 J.
        EXPECT_NEAR(grid->carbon_intensity->value * 3.6e6 * 1000, sum / hours, 0.05) << name;
    }
}

}  // namespace
}  // namespace headroom::catalog
