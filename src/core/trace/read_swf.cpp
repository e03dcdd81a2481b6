// The Standard Workload Format 2.2 of the Parallel Workloads Archive (Chapin et al., JSSPP'99;
// https://www.cs.huji.ac.il/labs/parallel/workload/swf.html). One processor counts as one GPU.

#include <algorithm>
#include <array>

#include "src/core/trace/format.hpp"

namespace headroom::trace {

namespace {

// Indices of the fields we use; the standard counts from 1.
enum SwfField : std::size_t {
    kId = 0,
    kSubmit = 1,
    kWait = 2,
    kRuntime = 3,
    kAllocated = 4,
    kRequested = 7,
    kRequestedTime = 8,
    kStatus = 10,
    kUser = 11,
    kGroup = 12,
    kQueue = 14,
    kPartition = 15,
    kFieldCount = 18,
};

constexpr std::int64_t kMostInHeader = 1'000'000'000'000;

struct SwfHeader {
    std::int64_t jobs = kUnknown;
    std::int64_t processors = kUnknown;
    std::int64_t unix_start_s = kUnknown;
};

bool is_like_swf(std::string_view head) {
    const std::string_view first_line = input::first_line(head);
    constexpr std::size_t kLooksAt = 6;
    FieldSplitter splitter;
    splitter.split_at_blanks(first_line, kLooksAt);
    const std::span<const Field> fields = splitter.fields();
    const auto is_number = [](const Field& field) {
        return input::parse_seconds(field.text).kind == NumberText::kNumber;
    };
    return first_line.find_first_not_of(" \t;") == std::string_view::npos ||
           first_line[first_line.find_first_not_of(" \t")] == ';' ||
           (fields.size() == kLooksAt && std::all_of(fields.begin(), fields.end(), is_number));
}

// "; MaxJobs: 527371".
void read_comment(std::string_view text, SwfHeader& header) {
    constexpr std::array<std::pair<std::string_view, std::int64_t SwfHeader::*>, 3> kKeys{{
        {"MaxJobs:", &SwfHeader::jobs},
        {"MaxProcs:", &SwfHeader::processors},
        {"UnixStartTime:", &SwfHeader::unix_start_s},
    }};
    text.remove_prefix(std::min(text.find_first_not_of("; \t"), text.size()));
    FieldSplitter splitter;
    splitter.split_at_blanks(text, 2);
    const std::span<const Field> words = splitter.fields();
    for (const auto& [key, member] : kKeys) {
        if (words.size() == 2 && words[0].text == key) {
            const ScaledNumber value = input::parse_scaled(words[1].text, 0, kMostInHeader);
            header.*member = value.kind == NumberText::kNumber ? value.value : kUnknown;
        }
    }
}

ScaledNumber unless_unknown(ScaledNumber number, std::int64_t unknown) {
    return number.value == unknown ? ScaledNumber{} : number;
}

std::string_view text_of(const Field& field) {
    return field.text == "-1" ? "" : field.text;
}

// A job that was swapped out has one line for the whole and then, under the same number, one for
// each burst: status 2, the last 3 or 4.
bool is_burst(std::string_view status) {
    return status == "2" || status == "3" || status == "4";
}

std::string_view state_of(std::string_view status) {
    if (status == "1" || status == "3") {
        return "completed";
    }
    if (status == "0" || status == "4") {
        return "failed";
    }
    return status == "5" ? "cancelled" : "";
}

class SwfReader {
public:
    explicit SwfReader(TraceBuilder& builder) : builder_(builder) {}

    void read() {
        builder_.keep({.start = true});
        while (builder_.input().next(line_)) {
            if (line_.text[line_.text.find_first_not_of(" \t")] == ';') {
                read_comment(line_.text, header_);
            } else {
                read_line();
            }
        }
        apply_header();
    }

private:
    const Field& field(SwfField index) const { return splitter_.fields()[index]; }

    void read_line() {
        splitter_.split_at_blanks(line_.text, kFieldCount);
        const std::size_t count = splitter_.fields().size();
        if (count < kFieldCount && line_.is_cut_off) {
            builder_.drop_cut_off(line_.number);
        } else if (count < kFieldCount) {
            builder_.problems().report(
                line_, 1, {"has " + std::to_string(count) + " fields", "18 as in SWF 2.2", {}});
        } else if (is_burst(field(kStatus).text) && field(kId).text == last_id_) {
            builder_.drop("a burst of a job that is listed as a whole", line_.number);
        } else {
            read_job();
        }
    }

    void read_job() {
        constexpr std::int64_t kUnknownUs = kUnknown * 1'000'000;
        const auto seconds = [&](SwfField index, std::string_view name) {
            return unless_unknown(builder_.problems().read_seconds(field(index), name, line_),
                                  kUnknownUs);
        };
        JobRow row;
        row.submit = seconds(kSubmit, "submit time");
        row.runtime = seconds(kRuntime, "run time");
        row.gpus = read_processors();
        const ScaledNumber wait = seconds(kWait, "wait time");
        if (wait.kind == NumberText::kNumber && wait.value >= 0) {
            row.start_us = row.submit.value + wait.value;
        }
        const ScaledNumber requested = seconds(kRequestedTime, "requested time");
        row.estimate_us = requested.value > 0 ? requested.value : kUnknown;
        last_id_ = field(kId).text;
        if (builder_.take_row(row, line_)) {
            append_texts(row);
        }
    }

    ScaledNumber read_processors() {
        const auto count = [&](SwfField index, std::string_view name) {
            return unless_unknown(builder_.problems().read_count(field(index), name, line_),
                                  kUnknown);
        };
        const ScaledNumber requested = count(kRequested, "requested processors");
        return requested.value > 0 ? requested : count(kAllocated, "allocated processors");
    }

    void append_texts(const JobRow& row) {
        most_processors_ = std::max(most_processors_, row.gpus.value);
        Trace& trace = builder_.trace();
        trace.ids.push_back(field(kId).text);
        trace.state.push_back(state_of(field(kStatus).text));
        trace.user.push_back(text_of(field(kUser)));
        trace.account.push_back(text_of(field(kGroup)));
        trace.qos.push_back(text_of(field(kQueue)));
        trace.partition.push_back(text_of(field(kPartition)));
    }

    // A start at second 0 of 1970 is how programs write "not known".
    void apply_header() {
        if (header_.unix_start_s > 0) {
            builder_.trace().zero = Instant{header_.unix_start_s * 1'000'000};
        }
        if (header_.jobs >= 0 && header_.jobs != builder_.rows()) {
            builder_.problems().warn(0, "the header says " + std::to_string(header_.jobs) +
                                            " jobs, the file has " +
                                            std::to_string(builder_.rows()));
        }
        if (header_.processors > 0 && most_processors_ > header_.processors) {
            builder_.problems().warn(0, "the header says " + std::to_string(header_.processors) +
                                            " processors, a job wants " +
                                            std::to_string(most_processors_));
        }
    }

    TraceBuilder& builder_;
    SwfHeader header_;
    FieldSplitter splitter_;
    Line line_;
    std::string last_id_;
    std::int64_t most_processors_ = 0;
};

void read_swf(TraceBuilder& builder) {
    SwfReader(builder).read();
}

}  // namespace

const Format kSwfFormat{"swf", "SWF (18 fields a line, comments after ';')", is_like_swf, read_swf};

}  // namespace headroom::trace
