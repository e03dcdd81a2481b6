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
