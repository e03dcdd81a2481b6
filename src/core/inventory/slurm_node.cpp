#include "src/core/inventory/slurm_node.hpp"

#include <algorithm>

#include "src/core/inventory/gpu_name.hpp"

namespace headroom::inventory {

input::Fault gres_fault(std::string_view key, const std::string& part) {
    return {std::string(key) + ": " + input::quoted(part) + " is not a count of GPUs",
            "such as gpu:8 or gpu:h100:8",
            {}};
}

void store_gpus(InventoryBuilder& builder, Node& node, const GresGpus& gpus, std::int64_t line) {
    node.gpus = 0;
    if (gpus.mig_slices > 0) {
        builder.leave_out_node(node.name, std::to_string(gpus.mig_slices) + " MIG slices",
                               "shares of a GPU are not modelled yet", line);
    }
    if (gpus.models.empty()) {
        return;
    }
    const auto most = std::max_element(
        gpus.models.begin(), gpus.models.end(),
        [](const GresGpus::Model& a, const GresGpus::Model& b) { return a.count < b.count; });
    node.gpu_model = most->name;
    node.gpus = most->count;
    for (auto other = gpus.models.begin(); other != gpus.models.end(); ++other) {
        if (other != most) {
            const std::string model = other->name.empty() ? "of no model" : other->name;
            builder.leave_out_node(node.name, std::to_string(other->count) + " GPUs " + model,
                                   "the nodes of a fleet have GPUs of one model", line);
        }
    }
}

void guess_gpu_model(Node& node) {
    if (!node.gpu_model.empty() || node.gpus < 1) {
        return;
    }
    const auto names_gpu = [](const std::string& feature) {
        return is_gpu_name(feature);
    };
    if (std::count_if(node.features.begin(), node.features.end(), names_gpu) == 1) {
        node.gpu_model = *std::find_if(node.features.begin(), node.features.end(), names_gpu);
        node.gpu_model_is_guess = true;
    }
}

}  // namespace headroom::inventory
