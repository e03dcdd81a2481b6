#pragma once

// Few distinct texts over many rows: account, partition, … as codes. Code 0 is the empty text.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace headroom::trace {

class Labels {
public:
    void push_back(std::string_view text);
    [[nodiscard]] std::uint32_t code(std::size_t row) const {
        return codes_.empty() ? 0 : codes_[row];
    }
    [[nodiscard]] const std::string& text(std::size_t row) const { return texts_[code(row)]; }
    // The distinct texts by code, in order of first appearance in the file; texts()[0] is "".
    [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
    void reorder(const std::vector<std::uint32_t>& rows);  // new row i was row rows[i]

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    std::vector<std::string> texts_{""};
    std::vector<std::uint32_t> codes_;  // empty while every text is empty
    std::size_t size_ = 0;
    std::uint32_t last_code_ = 0;
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> code_of_;
};

}  // namespace headroom::trace
