#include "src/core/trace/slurm_gpus.hpp"

#include <algorithm>

#include "src/core/input/scaled_number.hpp"

namespace headroom::trace {

namespace {

using input::NumberText;
using input::ScaledNumber;
using Kind = SlurmGpus::Kind;

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

// NVIDIA's names of MIG profiles are in it: "1g.10gb", "a100_3g.20gb", "1g.10gb+me".
bool is_mig_profile(std::string_view model) {
    for (std::size_t at = model.find("g."); at != std::string_view::npos;
         at = model.find("g.", at + 1)) {
        std::size_t end = at + 2;
        while (end < model.size() && is_digit(model[end])) {
            ++end;
        }
        if (at > 0 && is_digit(model[at - 1]) && end > at + 2 && model.substr(end, 2) == "gb") {
            return true;
        }
    }
    return false;
}

// Adds up the entries of a list, one by one.
class GpuSum {
public:
    // name: "gpu", "gpu:h100", "shard", …
    void add(std::string_view entry, std::string_view name, std::string_view count_text) {
        const bool is_gpu = name == "gpu" || name.substr(0, 4) == "gpu:";
        const bool is_share = name == "shard" || name == "mps" || name.substr(0, 4) == "mps:" ||
                              name.substr(0, 6) == "shard:";
        if ((!is_gpu && !is_share) || gpus_.kind == Kind::kFault) {
            return;
        }
        constexpr std::int64_t kMost = 1'000'000'000;
        const ScaledNumber count = input::parse_scaled(count_text, 0, kMost);
        if (count.kind != NumberText::kNumber || !count.is_exact || count.value < 0) {
            gpus_ = {Kind::kFault, 0, {}, false, entry};
            return;
        }
        const std::string_view model = is_gpu && name.size() > 4 ? name.substr(4) : "";
        if (is_share || is_mig_profile(model)) {
            has_share_ = has_share_ || count.value > 0;
        } else if (model.empty()) {
            total_ = std::max(total_, count.value);
        } else if (count.value > 0) {
            by_model_ += count.value;
            gpus_.has_several_models = gpus_.has_several_models || most_ > 0;
            gpus_.model = count.value > most_ ? model : gpus_.model;
            most_ = std::max(most_, count.value);
        }
    }

    [[nodiscard]] SlurmGpus take() const {
        SlurmGpus gpus = gpus_;
        gpus.count = std::max(total_, by_model_);
        if (gpus.kind != Kind::kFault) {
            gpus.kind = has_share_ ? Kind::kShare : gpus.count > 0 ? Kind::kWhole : Kind::kNone;
        }
        return gpus;
    }

private:
    SlurmGpus gpus_;
    std::int64_t total_ = 0, by_model_ = 0, most_ = 0;
    bool has_share_ = false;
};

}  // namespace

SlurmGpus parse_tres_gpus(std::string_view tres) {
    constexpr std::string_view kPrefix = "gres/";
    GpuSum sum;
    for (std::size_t at = tres.find(kPrefix); at != std::string_view::npos;
         at = tres.find(kPrefix, at + 1)) {
        if (at > 0 && tres[at - 1] != ',') {
            continue;
        }
        const std::string_view entry = tres.substr(at, tres.find(',', at) - at);
        const std::size_t equals = std::min(entry.find('='), entry.size());
        const std::string_view name = entry.substr(kPrefix.size(), equals - kPrefix.size());
        sum.add(entry, name, entry.substr(std::min(equals + 1, entry.size())));
    }
    return sum.take();
}

SlurmGpus parse_gres_gpus(std::string_view gres) {
    GpuSum sum;
    while (!gres.empty()) {
        const std::size_t end = std::min(gres.find(','), gres.size());
        const std::string_view entry = gres.substr(0, end);
        gres.remove_prefix(std::min(end + 1, gres.size()));
        std::string_view name = entry.substr(0, entry.find('('));
        if (name.substr(0, 5) == "gres:" || name.substr(0, 5) == "gres/") {
            name.remove_prefix(5);
        }
        // "gpu" alone is one.
        const std::size_t colon = name.rfind(':');
        const bool has_count = colon != std::string_view::npos && colon + 1 < name.size() &&
                               is_digit(name[colon + 1]) && !is_mig_profile(name.substr(colon));
        sum.add(entry, name.substr(0, has_count ? colon : name.size()),
                has_count ? name.substr(colon + 1) : "1");
    }
    return sum.take();
}

}  // namespace headroom::trace
