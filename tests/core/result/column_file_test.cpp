#include "src/core/result/column_file.hpp"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "src/core/result/column_format.hpp"

namespace headroom::report {
namespace {

namespace fs = std::filesystem;

class ColumnFile : public testing::Test {
protected:
    ColumnFile()
        : file_(fs::temp_directory_path() /
                ("headroom-columns-" + std::to_string(::getpid()) + ".bin")) {}
    ~ColumnFile() override { fs::remove(file_); }

    void save(const std::string& bytes) {
        std::ofstream(file_, std::ios::binary | std::ios::trunc) << bytes;
    }
    [[nodiscard]] auto open() const { return open_columns(file_.string()); }
    [[nodiscard]] std::string problem() const {
        const auto tables = open();
        return tables ? "" : tables.error().at(0).problem;
    }

    fs::path file_;
};

std::vector<Table> some_tables() {
    const Column ids = text_column("id", {"j1", "", "job three"});
    return {{"jobs",
             "Jobs",
             {ids, integer_column("gpus", "GPU", {8, kMissing, 1}),
              real_column("share", "", {0.25, std::nan(""), -1}),
              time_column("start_s", {0, 5, 1'000'000}),
              coded_column("state", {"", "done"}, {1, 0, 1})}},
            {"empty", "Nothing", {integer_column("n", "", {}), text_column("t", {})}},
            {"refers", "", {referring_column("job", ids, {2, 2})}}};
}

std::string bytes_of(const std::vector<Table>& tables) {
    std::string bytes;
    write_columns(tables, [&](std::string_view part) { bytes += part; });
    return bytes;
}

// Reads every cell, so that a sanitizer sees whatever a damaged file lets through.
std::string all_cells(const std::vector<Table>& tables) {
    std::string text;
    for (const Table& table : tables)
        for (std::size_t row = 0; row < table.rows(); ++row)
            for (const Column& column : table.columns) {
                append_cell(text, column, row);
                text += '|';
            }
    return text;
}

// Sets the checksums right again after the bytes were changed on purpose.
std::string sealed(std::string bytes) {
    ColumnFileHeader header;
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.directory_at <= bytes.size() &&
        header.directory_bytes <= bytes.size() - header.directory_at) {
        header.directory_checksum = fnv1a(
            std::as_bytes(std::span(bytes).subspan(header.directory_at, header.directory_bytes)));
    }
    header.checksum = header_checksum(header);
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
}

TEST_F(ColumnFile, GivesBackWhatWasWritten) {
    save(bytes_of(some_tables()));
    const auto tables = open();
    ASSERT_TRUE(tables);
    ASSERT_EQ(tables->size(), 3U);
    EXPECT_EQ(all_cells(*tables), all_cells(some_tables()));
    EXPECT_EQ((*tables)[0].title, "Jobs");
    EXPECT_EQ((*tables)[0].columns[1].unit, "GPU");
    EXPECT_EQ((*tables)[0].columns[3].kind, ColumnKind::kTime);
    EXPECT_EQ(bytes_of(*tables), bytes_of(some_tables()));
}

TEST_F(ColumnFile, ColumnsAreAlignedForMapping) {
    save(bytes_of(some_tables()));
    const auto tables = open();
    ASSERT_TRUE(tables);
    const auto* values = (*tables)[0].columns[1].integers.data();
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(values) % kExtentAlignment, 0U);
}

TEST_F(ColumnFile, ColumnsOutliveTheFile) {
    save(bytes_of(some_tables()));
    Column ids;
    {
        const auto tables = open();
        ASSERT_TRUE(tables);
        ids = (*tables)[0].columns[0];
    }
    fs::remove(file_);
    EXPECT_EQ(ids.text.text(2), "job three");
}

// A copy that ends where the bytes end, so that a sanitizer sees a read behind them.
auto parse(const std::string& bytes) {
    const auto copy = std::make_shared<std::vector<std::byte>>(bytes.size());
    std::copy_n(std::as_bytes(std::span(bytes)).begin(), bytes.size(), copy->begin());
    return parse_columns(*copy, copy);
}

TEST(ColumnFileDamage, EveryTruncationIsRefused) {
    const std::string bytes = bytes_of(some_tables());
    ASSERT_TRUE(parse(bytes));
    for (std::size_t length = 0; length < bytes.size(); ++length)
        EXPECT_FALSE(parse(bytes.substr(0, length))) << length;
    EXPECT_FALSE(parse(bytes + "x"));
}

TEST(ColumnFileDamage, EveryFlippedBitOfHeaderAndDirectoryIsRefused) {
    const std::string bytes = bytes_of(some_tables());
    ColumnFileHeader header;
    std::memcpy(&header, bytes.data(), sizeof header);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const bool is_guarded = at < sizeof header || at >= header.directory_at;
        for (int bit = 0; bit < 8; ++bit) {
            std::string flipped = bytes;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
            const auto tables = parse(flipped);
            EXPECT_FALSE(is_guarded && tables) << at << ":" << bit;
            if (tables) {
                EXPECT_FALSE(all_cells(*tables).empty());
            }
        }
    }
}

TEST(ColumnFileDamage, LiesBehindRightChecksumsNeverLeadAstray) {
    const std::string bytes = bytes_of(some_tables());
    for (std::size_t at = 16; at < bytes.size(); ++at) {
        for (const char value : {'\x00', '\x01', '\x7F', '\xFF'}) {
            std::string changed = bytes;
            changed[at] = value;
            if (const auto tables = parse(sealed(changed)))
                (void)all_cells(*tables);
        }
    }
}

TEST_F(ColumnFile, SaysWhatIsWrong) {
    EXPECT_EQ(problem(), "cannot be opened: No such file or directory");
    save("id,submit,gpus\n1,0,8\n");
    EXPECT_EQ(problem(), "is not a Headroom result");
    const std::string bytes = bytes_of(some_tables());
    std::string newer = bytes;
    newer[8] = 9;
    save(sealed(newer));
    EXPECT_EQ(problem(), "has format version 9, this program reads up to 1");
    save(bytes.substr(0, 100));
    EXPECT_EQ(problem(), "is cut off: it has 100 of " + std::to_string(bytes.size()) + " bytes");
    std::string damaged = bytes;
    damaged[20] = 1;
    save(damaged);
    EXPECT_EQ(problem(), "is damaged: its header does not match its checksum");
    damaged = bytes;
    damaged.back() = 'x';
    save(damaged);
    EXPECT_EQ(problem(), "is damaged: its list of tables does not fit the file");
}

}  // namespace
}  // namespace headroom::report
