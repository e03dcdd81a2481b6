#include "src/core/scenario/field_table.hpp"

#include <array>

#include "src/core/scenario/field_lists.hpp"

namespace headroom::scenario {

std::span<const Field> field_table() {
    static const std::vector<Field> table = [] {
        std::vector<Field> fields = site_fields();
        for (const auto& more :
             {workload_fields(), facility_fields(), plan_fields(), study_fields()}) {
            fields.insert(fields.end(), more.begin(), more.end());
        }
        return fields;
    }();
    return table;
}

std::span<const std::string_view> not_modelled_yet() {
    // clang-format off
    static constexpr std::array<std::string_view, 5> kPaths{
        "demand.*.latent",
        "cluster.*.fabric",
        "fleet.*.book_value",
        "tenant.*.quota",
        "workload.*.reference_gpu",
    };
    // clang-format on
    return kPaths;
}

}  // namespace headroom::scenario
