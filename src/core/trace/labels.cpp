#include "src/core/trace/labels.hpp"

namespace headroom::trace {

void Labels::push_back(std::string_view text) {
    ++size_;
    if (text.empty()) {
        if (!codes_.empty()) {
            codes_.push_back(0);
        }
        return;
    }
    // Neighbours are often equal: a user submits many jobs in a row.
    if (texts_[last_code_] != text) {
        const auto found = code_of_.find(text);
        if (found == code_of_.end()) {
            last_code_ = static_cast<std::uint32_t>(texts_.size());
            texts_.emplace_back(text);
            code_of_.emplace(text, last_code_);
        } else {
            last_code_ = found->second;
        }
    }
    if (codes_.empty()) {
        codes_.resize(size_ - 1, 0);
    }
    codes_.push_back(last_code_);
}

void Labels::reorder(const std::vector<std::uint32_t>& rows) {
    size_ = rows.size();
    if (codes_.empty()) {
        return;
    }
    std::vector<std::uint32_t> ordered;
    ordered.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        ordered.push_back(codes_[row]);
    }
    codes_ = std::move(ordered);
}

}  // namespace headroom::trace
