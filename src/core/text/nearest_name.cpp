#include <algorithm>

#include "src/core/text/diagnostic.hpp"

namespace headroom {
namespace {

// The longest word that is compared: nobody misspells a name of this length by a letter or two.
constexpr std::size_t kLongestWord = 64;

std::string lower(const std::string& word) {
    std::string text = word;
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

// Optimal string alignment: insertions, deletions, substitutions and transpositions of neighbours
// count one each. O(|a| · |b|).
std::size_t edit_distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, substitution});
            const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (is_swap) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

bool is_part_of(const std::string& part, const std::string& whole) {
    return part.size() >= 4 && whole.find(part) != std::string::npos;
}

}  // namespace

std::string nearest_name(const std::string& word, const std::vector<std::string>& candidates) {
    if (word.empty() || word.size() > kLongestWord) {
        return {};
    }
    const std::string wanted = lower(word);
    // Up to a third of the letters may be wrong, but never all of a short word.
    const std::size_t limit =
        std::min<std::size_t>(3, std::max<std::size_t>(1, (wanted.size() + 1) / 3));
    std::string nearest;
    std::string containing;
    std::size_t best = limit + 1;
    for (const std::string& candidate : candidates) {
        const std::string name = lower(candidate);
        if (containing.empty() && (is_part_of(wanted, name) || is_part_of(name, wanted))) {
            containing = candidate;
        }
        const std::size_t difference =
            name.size() > wanted.size() ? name.size() - wanted.size() : wanted.size() - name.size();
        if (difference >= best) {
            continue;
        }
        const std::size_t distance = edit_distance(wanted, name);
        if (distance < best && distance < std::max(wanted.size(), name.size())) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest.empty() ? containing : nearest;
}

}  // namespace headroom
