#pragma once

// The text of `sacct --parsable` and `--parsable2` as rows: a header, then fields between '|' in
// which nothing is quoted or escaped. Finds the columns that we use, whatever their order and
// whatever stands beside them.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "src/core/input/fields.hpp"
#include "src/core/input/line_problems.hpp"

namespace headroom::trace {

enum class SacctColumn : std::uint8_t {
    kJobId,
    kJobIdRaw,
    kCluster,
    kUser,
    kAccount,
    kPartition,
    kQos,
    kState,
    kSubmit,
    kEligible,
    kStart,
    kEnd,
    kElapsed,
    kElapsedRaw,
    kTimelimit,
    kTimelimitRaw,
    kAllocTres,
    kReqTres,
    kAllocGres,
    kReqGres,
    kNodeList,
    kPriority,
    kRestarts,
    kSuspended,
    kPlanned,
    kReserved,  // Planned before Slurm 21.08
    kCount,
};

// As sacct writes it: "AllocTRES".
[[nodiscard]] std::string_view name_of(SacctColumn column);

class SacctTable {
public:
    // Reads the header line and reports what is missing of it. Both must outlive the table.
    SacctTable(input::TextInput& input, input::LineProblems& problems);

    [[nodiscard]] bool has(SacctColumn column) const { return place_of(column) != kAbsent; }

    // The next line with as many fields as the header, or of a job's step; others are reported, but
    // a last line that is cut off: see cut_off_line. Headers that stand between the rows, as where
    // dumps were joined, are skipped. False at the end.
    [[nodiscard]] bool next_row();
    [[nodiscard]] const input::Line& line() const { return line_; }
    [[nodiscard]] std::int64_t cut_off_line() const { return cut_off_line_; }
    // Whether this line is a step of a job ("123.batch"); its fields are not looked at.
    [[nodiscard]] bool is_step() const { return is_step_; }

    // Empty where the file lacks the column.
    [[nodiscard]] const input::Field& field(SacctColumn column) const {
        return has(column) ? splitter_.fields()[place_of(column)] : absent_;
    }
    [[nodiscard]] std::string_view text(SacctColumn column) const { return field(column).text; }

private:
    static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);
    static constexpr std::size_t kColumns = static_cast<std::size_t>(SacctColumn::kCount);

    void read_header();
    void report_missing();
    void report_width();
    bool split();
    bool looks_like_step() const;
    [[nodiscard]] std::size_t place_of(SacctColumn column) const {
        return place_[static_cast<std::size_t>(column)];
    }

    input::TextInput& input_;
    input::LineProblems& problems_;
    input::FieldSplitter splitter_;
    input::Line line_;
    input::Field absent_;
    std::string header_;
    std::size_t width_ = 0;
    std::size_t id_place_ = kAbsent;
    std::size_t free_text_place_ = kAbsent;  // the one column in which a '|' may stand
    std::size_t free_texts_ = 0;
    std::array<std::size_t, kColumns> place_{};         // in this row
    std::array<std::size_t, kColumns> header_place_{};  // in the header
    std::int64_t cut_off_line_ = 0;
    bool is_readable_ = false;  // the header is right
    bool is_step_ = false;
    bool is_shifted_ = false;  // place_ is not header_place_
};

// Whether a line is the header of such a file.
[[nodiscard]] bool is_sacct_header(std::string_view line);

}  // namespace headroom::trace
