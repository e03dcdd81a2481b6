#include <cstring>

#include "src/core/result/column_file.hpp"
#include "src/core/result/column_format.hpp"

namespace headroom::report {
namespace {

constexpr std::uint64_t aligned(std::uint64_t at) {
    return (at + kExtentAlignment - 1) / kExtentAlignment * kExtentAlignment;
}

template <class T>
std::string_view bytes_of(std::span<const T> values) {
    return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

// The pieces of a column that are written one after the other.
std::vector<std::string_view> extents_of(const Column& column) {
    switch (column.kind) {
        case ColumnKind::kInt64:
        case ColumnKind::kTime:
            return {bytes_of(column.integers)};
        case ColumnKind::kDouble:
            return {bytes_of(column.reals)};
        case ColumnKind::kText:
            return {bytes_of(column.text.offsets), column.text.bytes, bytes_of(column.text.codes)};
    }
    return {};
}

class DirectoryWriter {
public:
    template <class T>
    void value(T number) {
        bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
    }
    void text(std::string_view letters) {
        value(static_cast<std::uint32_t>(letters.size()));
        bytes_ += letters;
    }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
};

// Where each extent will lie follows from the lengths alone, so the header can be written first.
std::string directory_of(const std::vector<Table>& tables, std::uint64_t& at) {
    DirectoryWriter directory;
    directory.value(static_cast<std::uint32_t>(tables.size()));
    for (const Table& table : tables) {
        directory.text(table.name);
        directory.text(table.title);
        directory.value(static_cast<std::uint64_t>(table.rows()));
        directory.value(static_cast<std::uint32_t>(table.columns.size()));
        for (const Column& column : table.columns) {
            directory.text(column.name);
            directory.text(column.unit);
            directory.value(static_cast<std::uint8_t>(column.kind));
            for (const std::string_view extent : extents_of(column)) {
                directory.value(at);
                directory.value(static_cast<std::uint64_t>(extent.size()));
                at = aligned(at + extent.size());
            }
        }
    }
    return directory.bytes();
}

}  // namespace

void write_columns(const std::vector<Table>& tables, const TextSink& sink) {
    std::uint64_t at = sizeof(ColumnFileHeader);
    const std::string directory = directory_of(tables, at);
    ColumnFileHeader header;
    header.version = kColumnFileVersion;
    header.directory_at = at;
    header.directory_bytes = directory.size();
    header.directory_checksum = fnv1a(std::as_bytes(std::span(directory)));
    header.file_bytes = at + directory.size();
    header.checksum = header_checksum(header);
    sink(bytes_of(std::span<const ColumnFileHeader>(&header, 1)));

    const std::string zeros(kExtentAlignment, '\0');
    for (const Table& table : tables) {
        for (const Column& column : table.columns) {
            for (const std::string_view extent : extents_of(column)) {
                sink(extent);
                sink(std::string_view(zeros).substr(0, aligned(extent.size()) - extent.size()));
            }
        }
    }
    sink(directory);
}

}  // namespace headroom::report
