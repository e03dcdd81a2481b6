#pragma once

// Few distinct texts over many rows: account, partition, … as codes. Code 0 is the empty text.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::trace {

class Labels {
public:
    // O(letters); a text takes its memory once, however often it comes.
    void push_back(std::string_view text);
    [[nodiscard]] std::uint32_t code(std::size_t row) const {
        return codes_.empty() ? 0 : codes_[row];
    }
    [[nodiscard]] const std::string& text(std::size_t row) const { return texts_[code(row)]; }
    // The distinct texts by code, in order of first appearance in the file; texts()[0] is "".
    [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
    void reorder(const std::vector<std::uint32_t>& rows);  // new row i was row rows[i]

private:
    // A place of the hash table; code 0: free, as the empty text is not looked up.
    struct Place {
        std::uint32_t hash = 0;
        std::uint32_t code = 0;
    };

    std::uint32_t find_or_add(std::string_view text);
    void grow();

    std::vector<std::string> texts_{""};
    std::vector<std::uint32_t> codes_;  // empty while every text is empty
    std::size_t size_ = 0;
    std::uint32_t last_code_ = 0;
    std::vector<Place> places_;  // a power of two, at most half of them taken
};

}  // namespace headroom::trace
