#include "src/core/inventory/gpu_name.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace headroom::inventory {

namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

// Lower-case runs of letters and digits.
std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char letter : text) {
        const char small =
            letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        if (is_digit(small) || (small >= 'a' && small <= 'z')) {
            word += small;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty()) {
        words.push_back(std::move(word));
    }
    return words;
}

// "80gb", "80g": memory of a GPU.
bool is_memory(std::string_view word) {
    const std::size_t digits = static_cast<std::size_t>(
        std::find_if_not(word.begin(), word.end(), is_digit) - word.begin());
    const std::string_view unit = word.substr(digits);
    return digits > 0 && (unit == "gb" || unit == "g" || unit == "gib");
}

bool is_decoration(std::string_view word) {
    static constexpr auto kWords = std::to_array<std::string_view>(
        {"nvidia", "tesla", "amd",   "instinct", "radeon", "intel", "geforce", "quadro",
         "gpu",    "gpus",  "sxm",   "sxm2",     "sxm3",   "sxm4",  "sxm5",    "pcie",
         "pci",    "hbm2",  "hbm2e", "hbm3",     "hbm3e",  "oam",   "nvl",     "nvlink"});
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : "-") + word;
    }
    return text.empty() ? "gpu" : text;
}

}  // namespace

std::string short_gpu_name(std::string_view model) {
    std::vector<std::string> words = split_words(model);
    std::erase_if(words,
                  [](const std::string& word) { return is_decoration(word) || is_memory(word); });
    return join(words);
}

std::string long_gpu_name(std::string_view model) {
    std::vector<std::string> words = split_words(model);
    std::erase_if(words, [](const std::string& word) { return is_decoration(word); });
    return join(words);
}

bool is_gpu_name(std::string_view word) {
    static constexpr auto kModels = std::to_array<std::string_view>(
        {"p4",      "p40",       "p100",      "v100",     "v100s",     "t4",       "a2",
         "a10",     "a16",       "a30",       "a40",      "a100",      "a800",     "l4",
         "l20",     "l40",       "l40s",      "h20",      "h100",      "h200",     "h800",
         "gh200",   "b100",      "b200",      "b300",     "gb200",     "gb300",    "k80",
         "rtx6000", "rtx8000",   "a4000",     "a5000",    "a6000",     "rtx3090",  "rtx4090",
         "rtx5090", "rtx2080ti", "gtx1080ti", "rtxa6000", "rtx-a6000", "rtx-6000", "rtx-8000",
         "mi50",    "mi100",     "mi210",     "mi250",    "mi250x",    "mi300a",   "mi300x",
         "mi325x",  "mi350x",    "mi355x"});
    const std::string name = short_gpu_name(word);
    return std::find(kModels.begin(), kModels.end(), name) != kModels.end();
}

}  // namespace headroom::inventory
