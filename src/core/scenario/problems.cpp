#include "src/core/scenario/problems.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace headroom::scenario {
namespace {

constexpr std::size_t kMostShown = 200;

}  // namespace

void Problems::add(PlaceRef place, std::string path, ProblemText text) {
    Diagnostic diagnostic;
    diagnostic.place = files_.place(place);
    diagnostic.path = std::move(path);
    diagnostic.problem = std::move(text.problem);
    diagnostic.wanted = std::move(text.wanted);
    diagnostic.hint = std::move(text.hint);
    found_.push_back({place, std::move(diagnostic)});
}

Diagnostics Problems::take() {
    const auto order = [](const Found& found) {
        return std::tuple(found.place.file, found.place.line, found.place.column);
    };
    std::stable_sort(found_.begin(), found_.end(),
                     [&](const Found& a, const Found& b) { return order(a) < order(b); });
    const auto is_same = [&](const Found& a, const Found& b) {
        return order(a) == order(b) && a.diagnostic.path == b.diagnostic.path &&
               a.diagnostic.problem == b.diagnostic.problem;
    };
    found_.erase(std::unique(found_.begin(), found_.end(), is_same), found_.end());

    Diagnostics diagnostics;
    for (std::size_t i = 0; i < std::min(found_.size(), kMostShown); ++i) {
        found_[i].diagnostic.source_line = files_.line_text(found_[i].place);
        diagnostics.push_back(std::move(found_[i].diagnostic));
    }
    if (found_.size() > kMostShown) {
        Diagnostic rest;
        rest.place.file = files_.name(0);
        rest.problem = "and " + std::to_string(found_.size() - kMostShown) + " more problems";
        diagnostics.push_back(std::move(rest));
    }
    found_.clear();
    return diagnostics;
}

}  // namespace headroom::scenario
