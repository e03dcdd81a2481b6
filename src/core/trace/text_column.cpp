#include "src/core/trace/text_column.hpp"

namespace headroom::trace {

void TextColumn::reorder(const std::vector<std::uint32_t>& rows) {
    TextColumn ordered;
    ordered.letters_.reserve(letters_.size());
    ordered.ends_.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        ordered.push_back((*this)[row]);
    }
    *this = std::move(ordered);
}

}  // namespace headroom::trace
