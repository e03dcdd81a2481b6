// Device, node, conversion chain, power caps and energy per token beside their sources.

#include <cmath>
#include <span>
#include <utility>

#include "sim/model/power/cap_curve.hpp"
#include "sim/model/power/chain.hpp"
#include "sim/model/power/device_power.hpp"
#include "sim/model/power/phase_power.hpp"
#include "sim/model/power/token_energy.hpp"
#include "src/core/catalog/find_item.hpp"
#include "src/core/catalog/gpu_power.hpp"
#include "src/study/validate/model_check.hpp"

namespace headroom::study {
namespace {

using Checks = std::vector<ModelCheck>;

constexpr const char* kRaps = "ExaDigiT/RAPS 6c142bf (2026), power.py, Frontier";
constexpr const char* kZeus = "Zeus, NSDI 2023 (ml-energy/zeus 75a8b93)";
constexpr const char* kMlEnergy = "ml.energy leaderboard v3, 2026 (0cd52da), vLLM on H100";

// What rows have in common.
ModelCheck row_of(const char* model,
                  const char* unit,
                  double tolerance,
                  Evidence evidence,
                  const char* source,
                  std::string fitted = "") {
    ModelCheck check;
    check.model = model;
    check.unit = unit;
    check.tolerance = tolerance;
    check.evidence = evidence;
    check.source = source;
    check.fitted = std::move(fitted);
    return check;
}

void add_row(Checks& checks, ModelCheck check, std::string subject, double reference, double ours) {
    check.subject = std::move(subject);
    check.reference = reference;
    check.ours = ours;
    checks.push_back(std::move(check));
}

// Frontier as its simulator has it.
constexpr std::int64_t kChassis = 74 * 8;
constexpr std::int64_t kNodes = kChassis * 16;
constexpr double kCduPumpsW = 25 * 8473.47;
constexpr double kMegawatt = 1e6;

sim::NodeParts frontier_node() {
    return {.cpu = {.idle_w = 90, .max_w = 280},
            .gpu = {.idle_w = 88, .max_w = 560},
            .cpus = 1,
            .gpus = 4,
            .fixed_w = 74.26 + 4 * 20 + 30};
}

sim::PowerChain frontier_chain() {
    sim::PowerChain chain;
    chain.node = {.loss_w = 13, .efficiency = 0.98};
    chain.chassis_w = 4 * 250;
    chain.rectifier = {.per_chassis = 4, .each = {.loss_w = 17, .efficiency = 0.96}};
    return chain;
}

sim::ChainLoad frontier_load(const sim::PowerChain& chain, double utilisation) {
    const double node_w = sim::node_power_w(frontier_node(), utilisation, utilisation);
    return sim::feed(chain, {static_cast<double>(kNodes) * node_w, kNodes, kChassis});
}

// With the pumps of its cooling distribution units, which hang on the same meter.
double frontier_mw(const sim::PowerChain& chain, double utilisation) {
    return (frontier_load(chain, utilisation).input_w + kCduPumpsW) / kMegawatt;
}

void add_frontier(Checks& checks) {
    const auto add = [&checks](const char* subject, const char* unit, double reference,
                               double ours) {
        add_row(checks, row_of("conversion chain", unit, 1e-6, Evidence::kDerived, kRaps),
                std::string("Frontier, ") + subject, reference, ours);
    };
    const auto node_input_w = [](double utilisation) {
        const double node_w = sim::node_power_w(frontier_node(), utilisation, utilisation);
        return sim::feed({.node = frontier_chain().node}, {node_w, 1, 1}).input_w;
    };
    const sim::PowerChain chain = frontier_chain();
    sim::PowerChain smart = chain;
    smart.rectifier.shares_smartly = true;
    sim::PowerChain bare = chain;
    bare.chassis_w = 0;
    const double switches_mw = static_cast<double>(kChassis) * chain.chassis_w / kMegawatt;
    add("idle node at its boards", "W", 626.26, sim::node_power_w(frontier_node(), 0, 0));
    add("full node at its boards", "W", 2704.26, sim::node_power_w(frontier_node(), 1, 1));
    add("idle node before its converter", "W", 652.306, node_input_w(0));
    add("full node before its converter", "W", 2772.714, node_input_w(1));
    add("idle", "MW", 7.306524, frontier_mw(chain, 0));
    add("full", "MW", 28.227884, frontier_mw(chain, 1));
    add("losses when full", "MW", 1.809297, frontier_load(chain, 1).loss_w() / kMegawatt);
    add("idle with smart sharing", "MW", 7.275074, frontier_mw(smart, 0));
    add("peak, switches past the rectifiers", "MW", 28.203217, frontier_mw(bare, 1) + switches_mw);
}

// What the traces say of one model of GPU: means over the configurations that draw 80 % of TDP or
// more without a cap. Energy 0: not stated.
struct CapReference {
    double cap_w;
    double throughput;
    double energy;
};

constexpr CapReference kV100[] = {{225, .985, .947}, {200, .952, .880}, {175, .911, .819},
                                  {150, .845, .771}, {125, .723, .762}, {100, .566, .803}};
constexpr CapReference kA40[] = {{275, .992, 0},     {250, .976, .908}, {225, .962, .838},
                                 {200, .914, .794},  {175, .816, .793}, {150, .637, .894},
                                 {125, .428, 1.141}, {100, .277, 1.494}};

struct CapSubject {
    const char* title;
    const char* gpu;
    double tdp_w;
    std::span<const CapReference> rows;
    sim::CapLaw fit;  // on its own rows
    double fit_error;
    double fit_error_tolerance;
};

// The stated errors are rounded to the last digit of their text.
const CapSubject kCapSubjects[] = {
    {"V100", "v100-pcie-16gb", 250, kV100, {.static_share = 0.35, .exponent = 0.24}, .011, .0005},
    {"A40", "a40", 300, kA40, {.static_share = 0.31, .exponent = 0.40}, .05, .005},
};

constexpr double kFittedDemandShare = 0.88;

std::string at_cap(const CapSubject& subject, double cap_w) {
    const auto percent = static_cast<int>(std::lround(100 * cap_w / subject.tdp_w));
    return std::string(subject.title) + " at " + std::to_string(percent) + " % of TDP";
}

double law_at(const sim::CapLaw& law, const CapSubject& subject, const CapReference& row) {
    return sim::law_speed(law, row.cap_w / subject.tdp_w, kFittedDemandShare);
}

double squared_errors(const sim::CapLaw& law, const CapSubject& subject) {
    double sum = 0;
    for (const CapReference& row : subject.rows) {
        const double error = law_at(law, subject, row) - row.throughput;
        sum += error * error;
    }
    return sum;
}

// The cap, a share of TDP in steps of 1 %, at which the same work takes the least energy.
double best_cap_share(const sim::CapCurve& curve) {
    double best = 1;
    for (int percent = 40; percent < 100; ++percent) {
        if (sim::cap_effect(curve, percent / 100.0).energy() <
            sim::cap_effect(curve, best).energy())
            best = percent / 100.0;
    }
    return best;
}

void add_cap_table(const CapSubject& subject, const sim::CapCurve& curve, Checks& checks) {
    ModelCheck check =
        row_of("power cap table", "", 1e-9, Evidence::kPrimary, kZeus, "the table is these rows");
    for (const CapReference& row : subject.rows) {
        const sim::CapEffect effect = sim::cap_effect(curve, row.cap_w / subject.tdp_w);
        add_row(checks, check, "throughput, " + at_cap(subject, row.cap_w), row.throughput,
                effect.speed);
        if (row.energy > 0)
            add_row(checks, check, "energy, " + at_cap(subject, row.cap_w), row.energy,
                    effect.energy());
    }
    check.tolerance = 0.075;  // between 0.5 and 0.65
    check.is_absolute = true;
    check.evidence = Evidence::kDerived;
    add_row(checks, check, std::string(subject.title) + ", cap of least energy, share of TDP",
            0.575, best_cap_share(curve));
}

// How far the joint law is from a row at most: it is optimistic at deep caps of the A40.
double law_tolerance(const CapSubject& subject, const CapReference& row) {
    if (subject.rows.data() == kV100)
        return 0.055;
    return row.cap_w < 150 ? 0.135 : 0.065;
}

void add_cap_law(const CapSubject& subject, Checks& checks) {
    ModelCheck check = row_of("power cap law", "", 0, Evidence::kDerived, kZeus,
                              "static share 0.32 and exponent 1/3 on all rows of V100 and A40");
    check.is_absolute = true;
    for (const CapReference& row : subject.rows) {
        check.tolerance = law_tolerance(subject, row);
        add_row(checks, check, "throughput, " + at_cap(subject, row.cap_w), row.throughput,
                law_at({}, subject, row));
    }
    const auto rows = static_cast<double>(subject.rows.size());
    check.tolerance = subject.fit_error_tolerance;
    check.fitted = "static share and exponent on the rows of " + std::string(subject.title);
    add_row(checks, check, std::string(subject.title) + ", root mean square error of its own fit",
            subject.fit_error, std::sqrt(squared_errors(subject.fit, subject) / rows));
}

void add_joint_law(Checks& checks) {
    double sum = 0;
    std::size_t rows = 0;
    for (const CapSubject& subject : kCapSubjects) {
        sum += squared_errors({}, subject);
        rows += subject.rows.size();
    }
    ModelCheck check = row_of("power cap law", "", 0.0015, Evidence::kDerived, kZeus,
                              "static share and exponent on all rows of V100 and A40");
    check.is_absolute = true;
    add_row(checks, check, "V100 and A40, root mean square error of the joint fit", 0.050,
            std::sqrt(sum / static_cast<double>(rows)));
}

struct ServedBatch {
    const char* model;
    int gpus;
    int batch;
    double tokens_per_s;
    double power_w;  // of all GPUs
    double joules_per_token;
};

constexpr ServedBatch kServed[] = {
    {"Llama 3.1 70B", 4, 8, 469.7, 1765, 3.759},
    {"Llama 3.1 70B", 4, 32, 1486.7, 1794, 1.207},
    {"Llama 3.1 70B", 4, 128, 3876.3, 2184, .563},
    {"Llama 3.1 70B", 4, 256, 4915.1, 2354, .479},
    {"Llama 3.1 70B", 4, 512, 5921.3, 2493, .421},
    {"Llama 3.1 70B", 4, 1024, 6827.2, 2548, .373},
    {"Llama 3.1 8B", 1, 8, 1069.6, 486, .455},
    {"Llama 3.1 8B", 1, 32, 3391, 560, .165},
    {"Llama 3.1 8B", 1, 128, 7036.5, 669, .095},
    {"Llama 3.1 8B", 1, 256, 9009.6, 691, .077},
    {"Llama 3.1 8B", 1, 512, 9805.6, 688, .070},
    {"Llama 3.1 405B FP8", 8, 8, 233.3, 3260, 13.975},
    {"Llama 3.1 405B FP8", 8, 64, 1350.2, 4162, 3.082},
    {"Llama 3.1 405B FP8", 8, 256, 2363.4, 4875, 2.063},
};

std::string at_batch(const ServedBatch& row) {
    return std::string(row.model) + " at batch " + std::to_string(row.batch);
}

void add_token_energy(Checks& checks) {
    const ModelCheck token = row_of("energy per token", "J", 0.01, Evidence::kPrimary, kMlEnergy);
    for (const ServedBatch& row : kServed)
        add_row(checks, token, at_batch(row), row.joules_per_token,
                sim::joules_per_token(row.power_w, row.tokens_per_s));
    // of a text with five digits
    add_row(checks, row_of("energy per token", "kWh", 5e-5, Evidence::kDerived, kMlEnergy),
            "a million tokens at 0.373 J", 0.10361, sim::kwh_per_million_tokens(0.373));
}

void add_decode_power(const catalog::Gpu& h100, Checks& checks) {
    const std::vector<sim::BatchPower> powers = catalog::decode_powers(h100);
    const ModelCheck check = row_of("power by phase", "W", 1e-6, Evidence::kPrimary, kMlEnergy,
                                    "the table is these rows");
    for (const ServedBatch& row : kServed) {
        if (row.gpus == 4)
            add_row(checks, check, "H100 decoding " + at_batch(row), row.power_w / row.gpus,
                    sim::decode_power_w(powers, row.batch));
    }
}

// The 5th and 90th percentiles of a fleet are read as idle and as training.
void add_phases(const catalog::Gpu& a100, const catalog::Gpu& h100, Checks& checks) {
    const auto add = [&checks](const char* subject, double reference, double ours,
                               double tolerance_w, Evidence evidence, const char* source) {
        ModelCheck check = row_of("power by phase", "W", tolerance_w, evidence, source,
                                  "the catalog has the value of this row, rounded");
        check.is_absolute = true;
        add_row(checks, check, subject, reference, ours);
    };
    const char* const acme = "AcmeTrace (Hu et al., NSDI 2024), power of all GPUs";
    const sim::GpuPower small = catalog::gpu_power(a100);
    const double training_w = small.at_w(sim::WorkPhase::kTraining);
    add("idle H100 SXM", 72.5, catalog::gpu_power(h100).idle_w(), 0.1, Evidence::kSecondary,
        "Vercellino et al., arXiv 2604.07345 (2026)");
    add("idle A100 SXM, 5th percentile of Seren", 61.8, small.idle_w(), 0.5, Evidence::kPrimary,
        acme);
    add("idle A100 SXM, 5th percentile of Kalos", 61.9, small.idle_w(), 0.5, Evidence::kPrimary,
        acme);
    add("training A100 SXM, 90th percentile of Seren", 395, training_w, 5, Evidence::kPrimary,
        acme);
    add("training A100 SXM, 90th percentile of Kalos", 404, training_w, 5, Evidence::kPrimary,
        acme);
    add("A100 between iterations of GPT-NeoX, 50 % of TDP", 200,
        small.at_w(sim::WorkPhase::kCommunication), 0.5, Evidence::kSecondary,
        "POLCA, ASPLOS 2024 (arXiv 2308.12908)");
}

}  // namespace

std::vector<ModelCheck> power_checks() {
    Checks checks;
    add_frontier(checks);
    const auto catalog = catalog::shipped_catalog(catalog::shipped_versions().back());
    const auto gpu = [&catalog](const char* name) {
        const catalog::Gpu* found = catalog ? catalog::find_gpu(**catalog, name) : nullptr;
        return found != nullptr ? *found : catalog::Gpu{};
    };
    for (const CapSubject& subject : kCapSubjects)
        add_cap_table(subject, catalog::cap_curve(gpu(subject.gpu)), checks);
    for (const CapSubject& subject : kCapSubjects)
        add_cap_law(subject, checks);
    add_joint_law(checks);
    add_token_energy(checks);
    add_decode_power(gpu("h100-sxm-80gb"), checks);
    add_phases(gpu("a100-sxm-80gb"), gpu("h100-sxm-80gb"), checks);
    return checks;
}

}  // namespace headroom::study
