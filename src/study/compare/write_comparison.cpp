#include "src/study/compare/write_comparison.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "src/study/compare/comparison_view.hpp"

namespace headroom::study {
namespace {

constexpr const char* kPoints = "points.csv";
constexpr const char* kComparison = "compare.json";

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string file_name_of(const std::string& label) {
    std::string name;
    for (const char c : label) {
        const bool is_letter = (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
        const bool is_kept = is_letter || c == '_' || c == '=' || (c == '.' && !name.empty());
        if (is_kept)
            name += c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    constexpr std::size_t kLongest = 80;
    name.resize(std::min(name.size(), kLongest));
    while (!name.empty() && name.back() == '-')
        name.pop_back();
    return name.empty() ? "alternative" : name;
}

}  // namespace

std::vector<std::string> result_folders(const std::vector<std::string>& labels) {
    std::vector<std::string> names;
    std::set<std::string> taken{kPoints, kComparison};
    for (const std::string& label : labels) {
        const std::string wanted = file_name_of(label);
        std::string name = wanted;
        const auto folded = [&] {
            std::string text = name;
            std::transform(text.begin(), text.end(), text.begin(), lower);
            return text;
        };
        for (int next = 2; !taken.insert(folded()).second; ++next)
            name = wanted + "-" + std::to_string(next);
        names.push_back(std::move(name));
    }
    return names;
}

expected<ComparisonFolder, Diagnostics> ComparisonFolder::open(
    const std::string& folder,
    const std::vector<Alternative>& alternatives,
    bool has_trials,
    const std::vector<std::string>& inputs) {
    auto root = report::OutputFolder::open(folder);
    if (!root)
        return unexpected(std::move(root.error()));
    if (auto free = root->check_targets({kPoints, kComparison}, inputs); !free)
        return unexpected(std::move(free.error()));
    ComparisonFolder opened(std::move(*root));
    std::vector<std::string> labels;
    for (const Alternative& one : alternatives)
        labels.push_back(one.label);
    opened.names_ = result_folders(labels);
    opened.results_.resize(alternatives.size());
    for (std::size_t i = 0; i < alternatives.size(); ++i) {
        if (has_trials || !alternatives[i].what_if)
            continue;
        const auto path = opened.root_.path() / opened.names_[i];
        auto result = report::OutputFolder::open(path.string());
        if (!result)
            return unexpected(std::move(result.error()));
        if (auto free = result->check_targets({"summary.json", "result.bin"}, inputs); !free)
            return unexpected(std::move(free.error()));
        opened.results_[i].emplace(std::move(*result));
    }
    return opened;
}

expected<void, Diagnostics> ComparisonFolder::write(Comparison& comparison,
                                                    const PlainRuns& runs,
                                                    const std::string& objective) {
    for (std::size_t i = 0; i < results_.size(); ++i) {
        if (!results_[i] || !runs.results[i])
            continue;
        comparison.alternatives[i].folder = names_[i];
        auto written = report::write_result(*results_[i], *runs.results[i]);
        if (!written)
            return written;
    }
    const ComparisonView all = view_all(comparison, objective);
    auto written = root_.write(kPoints, [&](const report::TextSink& sink) {
        write_csv(points_table(comparison, all), sink);
    });
    if (written)
        written = root_.write(kComparison, [&](const report::TextSink& sink) {
            sink(comparison_json(comparison, all));
        });
    return written ? root_.commit() : written;
}

}  // namespace headroom::study
