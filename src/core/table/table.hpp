#pragma once

// The one type behind every output: typed columns with units. A column is a read-only view that
// keeps its storage alive, so a table is cheap to copy and may as well lie in a mapped file.

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::report {

// Values are part of the file format of result.bin: never renumber, only append.
enum class ColumnKind : std::uint8_t {
    kInt64 = 1,
    kDouble = 2,
    kText = 3,
    kTime = 4,  // int64 microseconds, points in time since the scenario's start; written as decimal
                // seconds
};

// Stands for "there is none" in kInt64 and kTime columns; in kDouble it is NaN, in kText the empty
// text.
constexpr std::int64_t kMissing = std::numeric_limits<std::int64_t>::min();

// Texts by code: row i has the text codes[i], or text i itself where `codes` is empty. Text k is
// bytes[offsets[k] … offsets[k + 1]).
struct TextData {
    std::span<const std::uint64_t> offsets;
    std::string_view bytes;
    std::span<const std::uint32_t> codes;

    [[nodiscard]] std::size_t texts() const { return offsets.empty() ? 0 : offsets.size() - 1; }
    [[nodiscard]] std::size_t rows() const { return codes.empty() ? texts() : codes.size(); }
    [[nodiscard]] std::string_view text(std::size_t row) const {
        const std::size_t k = codes.empty() ? row : codes[row];
        return bytes.substr(offsets[k], offsets[k + 1] - offsets[k]);
    }
};

struct Column {
    std::string name;
    std::string unit;  // "s", "GPU", "" for a pure number or text
    ColumnKind kind = ColumnKind::kInt64;
    std::span<const std::int64_t> integers;  // kInt64, kTime
    std::span<const double> reals;           // kDouble
    TextData text;                           // kText
    std::shared_ptr<const void> storage;

    [[nodiscard]] std::size_t rows() const;
    [[nodiscard]] bool is_missing(std::size_t row) const;
};

struct Table {
    std::string name;  // "jobs": the file is jobs.csv
    std::string title;
    std::vector<Column> columns;  // all of the same length

    [[nodiscard]] std::size_t rows() const { return columns.empty() ? 0 : columns[0].rows(); }
    // The column of that name, or nullptr.
    [[nodiscard]] const Column* find(std::string_view column) const;
};

// Columns that own their values.
[[nodiscard]] Column integer_column(std::string name,
                                    std::string unit,
                                    std::vector<std::int64_t> values);
// `unit` is "s", or "GPUs" for GPU-seconds (the values are then GPU·µs).
[[nodiscard]] Column time_column(std::string name,
                                 std::vector<std::int64_t> values_us,
                                 std::string unit = "s");
[[nodiscard]] Column real_column(std::string name, std::string unit, std::vector<double> values);
[[nodiscard]] Column text_column(std::string name, const std::vector<std::string>& values);

// A column of few distinct texts; each code is an index of `texts`.
[[nodiscard]] Column coded_column(std::string name,
                                  const std::vector<std::string>& texts,
                                  std::vector<std::uint32_t> codes);

// A column that refers to the rows of a text column without codes of its own, as to the ids of
// jobs.
[[nodiscard]] Column referring_column(std::string name,
                                      const Column& texts,
                                      std::vector<std::uint32_t> rows);

// Collects the texts of a column one by one without a heap allocation each.
class TextBuilder {
public:
    void push_back(std::string_view text);
    [[nodiscard]] Column build(std::string name);

private:
    std::vector<std::uint64_t> offsets_{0};
    std::string bytes_;
};

// The cell as text that reads back exactly; nothing where it is missing.
void append_cell(std::string& out, const Column& column, std::size_t row);

}  // namespace headroom::report
