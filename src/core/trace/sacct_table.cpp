#include "src/core/trace/sacct_table.hpp"

#include <algorithm>
#include <span>

namespace headroom::trace {

namespace {

using input::Field;
using input::FieldSplitter;

constexpr char kSeparator = '|';
constexpr std::array<std::string_view, static_cast<std::size_t>(SacctColumn::kCount)> kNames{
    "JobID",     "JobIDRaw",     "Cluster",   "User",    "Account",   "Partition", "QOS",
    "State",     "Submit",       "Eligible",  "Start",   "End",       "Elapsed",   "ElapsedRaw",
    "Timelimit", "TimelimitRaw", "AllocTRES", "ReqTRES", "AllocGRES", "ReqGRES",   "NodeList",
    "Priority",  "Restarts",     "Suspended", "Planned", "Reserved"};

// What people write into these columns may have a '|' in it.
constexpr std::array<std::string_view, 12> kFreeTexts{
    "JobName", "Comment", "AdminComment", "SystemComment", "Constraints", "Container",
    "Extra",   "StdErr",  "StdIn",        "StdOut",        "SubmitLine",  "WorkDir"};

bool is_same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

bool names(std::span<const Field> fields, SacctColumn column) {
    return std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
        return is_same_name(field.text, name_of(column));
    });
}

}  // namespace

std::string_view name_of(SacctColumn column) {
    return kNames[static_cast<std::size_t>(column)];
}

SacctTable::SacctTable(input::TextInput& input, input::LineProblems& problems)
    : input_(input), problems_(problems) {
    header_place_.fill(kAbsent);
    place_ = header_place_;
    if (!input_.next(line_)) {
        return;
    }
    read_header();
    report_missing();
    is_readable_ = !problems_.has_errors();
}

void SacctTable::read_header() {
    header_ = line_.text;
    splitter_.split_plain(line_.text, kSeparator);
    width_ = splitter_.fields().size();
    for (std::size_t i = 0; i < width_; ++i) {
        const std::string_view name = splitter_.fields()[i].text;
        const auto is_it = [&](std::string_view known) {
            return is_same_name(known, name);
        };
        const auto known = std::find_if(kNames.begin(), kNames.end(), is_it);
        // A column may be listed twice: both say the same.
        if (known != kNames.end()) {
            header_place_[static_cast<std::size_t>(known - kNames.begin())] = i;
        } else if (std::any_of(kFreeTexts.begin(), kFreeTexts.end(), is_it)) {
            free_text_place_ = std::min(free_text_place_, i);
            ++free_texts_;
        }
    }
    place_ = header_place_;
    id_place_ = place_of(has(SacctColumn::kJobId) ? SacctColumn::kJobId : SacctColumn::kJobIdRaw);
}

void SacctTable::report_missing() {
    const auto require = [&](bool is_there, const char* what, const char* columns) {
        if (!is_there) {
            problems_.report(line_, 1,
                             {"the header has no column for " + std::string(what),
                              std::string(columns) + " in sacct --format",
                              {}});
        }
    };
    using enum SacctColumn;
    require(has(kJobId) || has(kJobIdRaw), "the job", "JobID or JobIDRaw");
    require(has(kSubmit), "the submit time", "Submit");
    require(has(kElapsedRaw) || has(kElapsed) || (has(kStart) && has(kEnd)), "the run time",
            "ElapsedRaw, Elapsed, or Start and End");
    require(has(kAllocTres) || has(kReqTres) || has(kAllocGres) || has(kReqGres), "the GPUs",
            "AllocTRES and ReqTRES");
}

bool SacctTable::looks_like_step() const {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < id_place_; ++i) {
        begin = line_.text.find(kSeparator, begin);
        if (begin == std::string_view::npos) {
            return false;
        }
        ++begin;
    }
    const std::string_view rest = line_.text.substr(begin);
    return rest.substr(0, rest.find(kSeparator)).find('.') != std::string_view::npos;
}

// False if the fields are not as many as in the header. More may be right: they are a free text's,
// if there is one column of that kind.
bool SacctTable::split() {
    splitter_.split_plain(line_.text, kSeparator);
    const std::size_t fields = splitter_.fields().size();
    if (fields == width_ && !is_shifted_) {
        return true;
    }
    place_ = header_place_;
    is_shifted_ = fields > width_ && free_texts_ == 1;
    if (is_shifted_) {
        for (std::size_t& place : place_) {
            place += place != kAbsent && place > free_text_place_ ? fields - width_ : 0;
        }
    }
    return fields == width_ || is_shifted_;
}

void SacctTable::report_width() {
    const std::size_t fields = splitter_.fields().size();
    const bool has_more = fields > width_ && free_texts_ > 1;
    problems_.report(
        line_, 1,
        {"has " + std::to_string(fields) + " fields", std::to_string(width_) + " as in the header",
         has_more ? "a '|' in a name or comment? leave these columns out" : ""});
}

bool SacctTable::next_row() {
    while (is_readable_ && input_.next(line_)) {
        // Most lines of a dump are steps: they are told by the first letters where that is safe.
        is_step_ = free_text_place_ > id_place_ && looks_like_step();
        if (is_step_) {
            return true;
        }
        const bool is_split = split();
        if (line_.text == header_) {
            continue;
        }
        if (is_split) {
            const std::size_t id_place = is_shifted_ && free_text_place_ < id_place_
                                             ? id_place_ + splitter_.fields().size() - width_
                                             : id_place_;
            is_step_ = splitter_.fields()[id_place].text.find('.') != std::string_view::npos;
            return true;
        }
        if (line_.is_cut_off && splitter_.fields().size() < width_) {
            cut_off_line_ = line_.number;
        } else {
            report_width();
        }
    }
    return false;
}

bool is_sacct_header(std::string_view line) {
    using enum SacctColumn;
    FieldSplitter splitter;
    splitter.split_plain(line, kSeparator);
    const std::span<const Field> fields = splitter.fields();
    const std::array others{kState, kSubmit, kElapsed, kElapsedRaw, kAllocTres, kStart};
    return fields.size() > 1 && (names(fields, kJobId) || names(fields, kJobIdRaw)) &&
           std::any_of(others.begin(), others.end(),
                       [&](SacctColumn column) { return names(fields, column); });
}

}  // namespace headroom::trace
