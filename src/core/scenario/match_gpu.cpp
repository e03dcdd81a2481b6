#include "src/core/scenario/match_gpu.hpp"

#include <algorithm>

#include "src/core/catalog/find_item.hpp"

namespace headroom::scenario {
namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

}  // namespace

bool GpuMatcher::asks_for(std::string_view asked, const std::string& model) {
    while (true) {
        const std::size_t bar = asked.find('|');
        if (is_same(std::string(asked.substr(0, bar)), model)) {
            return true;
        }
        if (bar == std::string_view::npos) {
            return false;
        }
        asked.remove_prefix(bar + 1);
    }
}

bool GpuMatcher::is_same(const std::string& asked, const std::string& model) {
    if (lower(asked) == lower(model)) {
        return true;
    }
    const std::vector<const catalog::Gpu*>& of_model = meanings(model);
    const std::vector<const catalog::Gpu*>& of_asked = meanings(asked);
    return std::find_first_of(of_asked.begin(), of_asked.end(), of_model.begin(), of_model.end()) !=
           of_asked.end();
}

const std::vector<const catalog::Gpu*>& GpuMatcher::meanings(const std::string& name) {
    const auto [found, is_new] = meanings_.try_emplace(name);
    if (is_new && facts_ != nullptr) {
        found->second = catalog::find_gpus(*facts_, lower(name));
    }
    return found->second;
}

}  // namespace headroom::scenario
