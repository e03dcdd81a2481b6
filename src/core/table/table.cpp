#include "src/core/table/table.hpp"

#include <cmath>
#include <utility>

#include "sim/base/contract.hpp"
#include "src/core/table/number_text.hpp"

namespace headroom::report {
namespace {

struct TextStorage {
    std::vector<std::uint64_t> offsets;
    std::string bytes;
    std::vector<std::uint32_t> codes;
};

Column column_of(std::string name, TextStorage&& values) {
    auto storage = std::make_shared<const TextStorage>(std::move(values));
    Column column;
    column.name = std::move(name);
    column.kind = ColumnKind::kText;
    column.text = {storage->offsets, storage->bytes, storage->codes};
    column.storage = std::move(storage);
    return column;
}

Column column_of(std::string name,
                 std::string unit,
                 ColumnKind kind,
                 std::vector<std::int64_t>&& values) {
    auto storage = std::make_shared<const std::vector<std::int64_t>>(std::move(values));
    Column column;
    column.name = std::move(name);
    column.unit = std::move(unit);
    column.kind = kind;
    column.integers = *storage;
    column.storage = std::move(storage);
    return column;
}

}  // namespace

std::size_t Column::rows() const {
    switch (kind) {
        case ColumnKind::kInt64:
        case ColumnKind::kTime:
            return integers.size();
        case ColumnKind::kDouble:
            return reals.size();
        case ColumnKind::kText:
            return text.rows();
    }
    return 0;
}

bool Column::is_missing(std::size_t row) const {
    switch (kind) {
        case ColumnKind::kInt64:
        case ColumnKind::kTime:
            return integers[row] == kMissing;
        case ColumnKind::kDouble:
            return !std::isfinite(reals[row]);
        case ColumnKind::kText:
            return text.text(row).empty();
    }
    return true;
}

const Column* Table::find(std::string_view column) const {
    for (const Column& candidate : columns)
        if (candidate.name == column)
            return &candidate;
    return nullptr;
}

Column integer_column(std::string name, std::string unit, std::vector<std::int64_t> values) {
    return column_of(std::move(name), std::move(unit), ColumnKind::kInt64, std::move(values));
}

Column time_column(std::string name, std::vector<std::int64_t> values_us, std::string unit) {
    return column_of(std::move(name), std::move(unit), ColumnKind::kTime, std::move(values_us));
}

Column real_column(std::string name, std::string unit, std::vector<double> values) {
    auto storage = std::make_shared<const std::vector<double>>(std::move(values));
    Column column;
    column.name = std::move(name);
    column.unit = std::move(unit);
    column.kind = ColumnKind::kDouble;
    column.reals = *storage;
    column.storage = std::move(storage);
    return column;
}

Column text_column(std::string name, const std::vector<std::string>& values) {
    TextBuilder builder;
    for (const std::string& value : values)
        builder.push_back(value);
    return builder.build(std::move(name));
}

Column coded_column(std::string name,
                    const std::vector<std::string>& texts,
                    std::vector<std::uint32_t> codes) {
    if (codes.empty())  // no codes would mean: the texts themselves are the rows
        return text_column(std::move(name), {});
    TextStorage storage{{0}, {}, std::move(codes)};
    for (const std::string& text : texts) {
        storage.bytes += text;
        storage.offsets.push_back(storage.bytes.size());
    }
    for (const std::uint32_t code : storage.codes)
        HEADROOM_REQUIRE(code < texts.size(), "code " + std::to_string(code) + " of " + name);
    return column_of(std::move(name), std::move(storage));
}

Column referring_column(std::string name, const Column& texts, std::vector<std::uint32_t> rows) {
    HEADROOM_REQUIRE(texts.kind == ColumnKind::kText && texts.text.codes.empty(), texts.name);
    if (rows.empty())
        return text_column(std::move(name), {});
    for (const std::uint32_t row : rows)
        HEADROOM_REQUIRE(row < texts.text.texts(), "row " + std::to_string(row) + " of " + name);
    struct Storage {
        std::shared_ptr<const void> texts;
        std::vector<std::uint32_t> rows;
    };
    auto storage = std::make_shared<const Storage>(Storage{texts.storage, std::move(rows)});
    Column column = texts;
    column.name = std::move(name);
    column.text.codes = storage->rows;
    column.storage = std::move(storage);
    return column;
}

void TextBuilder::push_back(std::string_view text) {
    bytes_ += text;
    offsets_.push_back(bytes_.size());
}

Column TextBuilder::build(std::string name) {
    TextStorage storage{std::exchange(offsets_, {0}), std::exchange(bytes_, {}), {}};
    return column_of(std::move(name), std::move(storage));
}

void append_cell(std::string& out, const Column& column, std::size_t row) {
    if (column.is_missing(row))
        return;
    switch (column.kind) {
        case ColumnKind::kInt64:
            return append_integer(out, column.integers[row]);
        case ColumnKind::kTime:
            return append_seconds(out, column.integers[row]);
        case ColumnKind::kDouble:
            return append_shortest(out, column.reals[row]);
        case ColumnKind::kText:
            out += column.text.text(row);
            return;
    }
}

}  // namespace headroom::report
