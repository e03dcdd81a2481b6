#pragma once

// A column of texts in one piece of memory: no allocation a row. For texts that are nearly all
// different, such as job ids; Labels is for the few that repeat.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::trace {

class TextColumn {
public:
    void push_back(std::string_view text) {
        letters_.append(text);
        ends_.push_back(letters_.size());
    }
    // Valid until the next push_back or reorder.
    [[nodiscard]] std::string_view operator[](std::size_t row) const {
        const std::size_t begin = row == 0 ? 0 : ends_[row - 1];
        return std::string_view(letters_).substr(begin, ends_[row] - begin);
    }
    [[nodiscard]] std::size_t size() const { return ends_.size(); }
    [[nodiscard]] bool empty() const { return ends_.empty(); }
    void reserve(std::size_t rows) { ends_.reserve(rows); }
    void reorder(const std::vector<std::uint32_t>& rows);  // new row i was row rows[i]

private:
    std::string letters_;
    std::vector<std::size_t> ends_;  // [row]: where its text ends in letters_
};

}  // namespace headroom::trace
