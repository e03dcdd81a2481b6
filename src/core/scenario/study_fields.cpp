#include "src/core/scenario/field_lists.hpp"
#include "src/core/scenario/store_field.hpp"

// A table of data: one record a key, in the order in which help and manual list them.
// clang-format off

namespace headroom::scenario {

std::vector<Field> study_fields() {
    return {
        {.path = "variant.*", .kind = FieldKind::kTable,
         .help = "A what-if: settings that `--variant` applies",
         .store = add_named<&Scenario::variants>},
        {.path = "variant.*.title", .kind = FieldKind::kText,
         .help = "Name for reports",
         .example = "\"two more racks\"", .default_text = "\"\"",
         .store = store_in<&Scenario::variants, &Variant::title>},
        {.path = "variant.*.set", .kind = FieldKind::kSettings,
         .help = "What it changes, by path",
         .example = "{ \"fleet.h100.nodes\" = 216 }", .default_text = "{}",
         .store = store_in<&Scenario::variants, &Variant::set>},
        {.path = "correlation", .kind = FieldKind::kNumbers,
         .help = "Factors that move together: two paths of distributions with ~ between, and the "
                 "correlation of their normal scores (a Gaussian copula). Pairs that contradict "
                 "each other are replaced by the nearest that do not, and the study says so",
         .example = "{ \"fleet.h100.nodes ~ demand.slurm.scale\" = 0.6 }", .default_text = "{}",
         .store = store_member<&Scenario::correlations>, .range = {.lowest = -1, .highest = 1}},
        {.path = "montecarlo.trials", .kind = FieldKind::kCount,
         .help = "How many trials `montecarlo` and `check` run where the command line does not say",
         .example = "2000", .default_text = "[1,000; 100 of a check]",
         .store = store_member<&Scenario::montecarlo, &MonteCarlo::trials>,
         .range = {.lowest = 2, .highest = 100'000'000}},
        {.path = "montecarlo.antithetic", .kind = FieldKind::kBoolean,
         .help = "Trials in pairs, the second with every factor mirrored: 1 - u for u. Means are "
                 "surer where a metric rises or falls with its factors",
         .example = "true", .default_text = "false",
         .store = store_member<&Scenario::montecarlo, &MonteCarlo::antithetic>},
        {.path = "montecarlo.precision", .kind = FieldKind::kNumbers,
         .help = "`montecarlo` stops once half the width of the 90 % interval of each of these is "
                 "at most this share of it: of the mean, or of a percentile behind @",
         .example = "{ \"wait.mean\" = \"5 %\", \"wait.p95@p90\" = \"10 %\" }",
         .default_text = "{}",
         .store = store_member<&Scenario::montecarlo, &MonteCarlo::precision>,
         .dimension = Dimension::kFraction,
         .range = {.lowest = 0, .highest = 1, .excludes_lowest = true}},
        {.path = "assert", .kind = FieldKind::kAssertions,
         .help = "What must hold, for `headroom check`: metrics, with a scope in brackets and, "
                 "over the trials of a study, a statistic behind @ (mean, stderr, p5 … p99) or "
                 "the probability of a condition. A table { is, level = \"warn\", reason } makes "
                 "it a warning and says why",
         .example = "{ \"wait.p95[partition=long]\" = \"<= 4 h\", "
                    "\"prob(gpu.allocated > 90 %)\" = \"<= 5 %\" }",
         .default_text = "{}", .store = store_member<&Scenario::assertions>},
    };
}

}  // namespace headroom::scenario
