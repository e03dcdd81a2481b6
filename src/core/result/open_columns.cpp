#include <algorithm>
#include <cstring>
#include <optional>

#include "src/core/result/column_file.hpp"
#include "src/core/result/column_format.hpp"
#include "src/core/result/mapped_file.hpp"

namespace headroom::report {
namespace {

using Bytes = std::span<const std::byte>;

// Reads the directory front to back; once something is missing, all further reads fail too.
class DirectoryReader {
public:
    explicit DirectoryReader(Bytes bytes) : rest_(bytes) {}

    template <class T>
    T value() {
        T number{};
        if (rest_.size() < sizeof number) {
            fail();
            return number;
        }
        std::memcpy(&number, rest_.data(), sizeof number);
        rest_ = rest_.subspan(sizeof number);
        return number;
    }
    std::string text() {
        const auto length = value<std::uint32_t>();
        if (rest_.size() < length) {
            fail();
            return {};
        }
        std::string letters(reinterpret_cast<const char*>(rest_.data()), length);
        rest_ = rest_.subspan(length);
        return letters;
    }
    void fail() {
        has_failed_ = true;
        rest_ = {};
    }
    [[nodiscard]] bool has_failed() const { return has_failed_; }
    [[nodiscard]] bool is_at_end() const { return rest_.empty(); }

private:
    Bytes rest_;
    bool has_failed_ = false;
};

// The values of one extent, or a failure if it does not lie whole and aligned in the file.
template <class T>
std::span<const T> extent(DirectoryReader& directory, Bytes file) {
    const auto at = directory.value<std::uint64_t>();
    const auto length = directory.value<std::uint64_t>();
    const bool lies_inside = at <= file.size() && length <= file.size() - at;
    if (!lies_inside || at % kExtentAlignment != 0 || length % sizeof(T) != 0) {
        directory.fail();
        return {};
    }
    return {reinterpret_cast<const T*>(file.data() + at), length / sizeof(T)};
}

bool is_sound(const TextData& text) {
    if (text.offsets.empty() || text.offsets.front() != 0 ||
        text.offsets.back() != text.bytes.size())
        return false;
    if (!std::is_sorted(text.offsets.begin(), text.offsets.end()))
        return false;
    const std::size_t texts = text.texts();
    return std::all_of(text.codes.begin(), text.codes.end(),
                       [&](std::uint32_t code) { return code < texts; });
}

Column read_column(DirectoryReader& directory, Bytes file, std::uint64_t rows) {
    Column column;
    column.name = directory.text();
    column.unit = directory.text();
    column.kind = static_cast<ColumnKind>(directory.value<std::uint8_t>());
    switch (column.kind) {
        case ColumnKind::kInt64:
        case ColumnKind::kTime:
            column.integers = extent<std::int64_t>(directory, file);
            break;
        case ColumnKind::kDouble:
            column.reals = extent<double>(directory, file);
            break;
        case ColumnKind::kText: {
            column.text.offsets = extent<std::uint64_t>(directory, file);
            const auto letters = extent<char>(directory, file);
            column.text.bytes = {letters.data(), letters.size()};
            column.text.codes = extent<std::uint32_t>(directory, file);
            if (!directory.has_failed() && !is_sound(column.text))
                directory.fail();
            break;
        }
        default:
            directory.fail();
    }
    if (column.rows() != rows)
        directory.fail();
    return column;
}

std::vector<Table> read_tables(DirectoryReader& directory,
                               Bytes file,
                               const std::shared_ptr<const void>& storage) {
    std::vector<Table> tables;
    const auto count = directory.value<std::uint32_t>();
    for (std::uint32_t t = 0; t < count && !directory.has_failed(); ++t) {
        Table table;
        table.name = directory.text();
        table.title = directory.text();
        const auto rows = directory.value<std::uint64_t>();
        const auto columns = directory.value<std::uint32_t>();
        for (std::uint32_t c = 0; c < columns && !directory.has_failed(); ++c) {
            table.columns.push_back(read_column(directory, file, rows));
            table.columns.back().storage = storage;
        }
        tables.push_back(std::move(table));
    }
    if (!directory.is_at_end())
        directory.fail();
    return tables;
}

// What is wrong with the header, or nothing.
std::optional<Diagnostic> find_header_fault(const ColumnFileHeader& header, std::size_t bytes) {
    Diagnostic fault;
    if (header.magic != kColumnMagic) {
        fault.problem = "is not a Headroom result";
        fault.wanted = "the result.bin of 'headroom run SCENARIO -o FOLDER'";
    } else if (header.checksum != header_checksum(header) || header.endian_mark != kEndianMark) {
        fault.problem = "is damaged: its header does not match its checksum";
        fault.wanted = "run the scenario again";
    } else if (header.version > kColumnFileVersion) {
        fault.problem = "has format version " + std::to_string(header.version) +
                        ", this program reads up to " + std::to_string(kColumnFileVersion);
        fault.wanted = "open it with the version of headroom that wrote it, or a newer one";
    } else if (header.file_bytes != bytes) {
        fault.problem = "is cut off: it has " + std::to_string(bytes) + " of " +
                        std::to_string(header.file_bytes) + " bytes";
        fault.wanted = "copy it again or run the scenario again";
    } else {
        return std::nullopt;
    }
    return fault;
}

Diagnostic damaged_directory() {
    Diagnostic fault;
    fault.problem = "is damaged: its list of tables does not fit the file";
    fault.wanted = "run the scenario again";
    return fault;
}

}  // namespace

expected<std::vector<Table>, Diagnostic> parse_columns(std::span<const std::byte> bytes,
                                                       const std::shared_ptr<const void>& storage) {
    ColumnFileHeader header;
    header.magic = {};
    if (!bytes.empty())
        std::memcpy(&header, bytes.data(), std::min(bytes.size(), sizeof header));
    if (auto fault = find_header_fault(header, bytes.size()))
        return unexpected(std::move(*fault));
    const bool lies_inside = header.directory_at <= bytes.size() &&
                             header.directory_bytes <= bytes.size() - header.directory_at;
    const Bytes listed =
        lies_inside ? bytes.subspan(header.directory_at, header.directory_bytes) : Bytes{};
    if (fnv1a(listed) != header.directory_checksum)
        return unexpected(damaged_directory());
    DirectoryReader directory(listed);
    std::vector<Table> tables = read_tables(directory, bytes, storage);
    if (directory.has_failed())
        return unexpected(damaged_directory());
    return tables;
}

expected<std::vector<Table>, Diagnostics> open_columns(const std::string& file) {
    const auto failure = [&](Diagnostic fault) {
        fault.place.file = file;
        return unexpected(Diagnostics{std::move(fault)});
    };
    auto mapping = MappedFile::open(file);
    if (!mapping) {
        Diagnostic fault;
        fault.problem = mapping.error();
        fault.wanted = "the result folder of 'headroom run SCENARIO -o FOLDER'";
        return failure(std::move(fault));
    }
    auto tables = parse_columns((*mapping)->bytes(), *mapping);
    if (!tables)
        return failure(std::move(tables.error()));
    return std::move(*tables);
}

}  // namespace headroom::report
