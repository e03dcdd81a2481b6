// Slurm's accounting as `sacct --parsable2` (or --parsable) prints it, with any columns in any
// order (https://slurm.schedmd.com/sacct.html). One row is one job; what is not, and what is not as
// it stands in the file:
// - Steps ("123.batch", "123.0") are parts of jobs: left out. Elements of arrays ("123_4") and
//   components of heterogeneous jobs ("123+1") are jobs of their own; a row for several elements
//   that never started ("123_[5-10%2]") is left out.
// - Several records of one job: see sacct_runs.hpp.
// - GPUs are those of AllocTRES, else (never allocated, or accounting without GPUs) of ReqTRES,
// else
//   of AllocGRES and ReqGRES. Shares of a GPU (MIG, shards, mps) are left out.
// - The GPU model is the one that was asked for (ReqTRES): a job that took what came may run
// anywhere.
// - The run time is Elapsed, which leaves out suspended time, not End − Start, which local clocks
//   and suspension distort. The estimate is the time limit. Jobs still running have run so far.
// - Dates are local times of the cluster; without offset they are read as UTC. Where the clocks
//   changed, End − Start is an hour off Elapsed: the end is then taken from the latter.
// - Priorities are unsigned there: if one is beyond our range all are lowered by 2^31.
// A window cut with --truncate shortens jobs without a trace of it in the file.

#include <limits>
#include <string>
#include <tuple>

#include "src/core/input/date_text.hpp"
#include "src/core/trace/format.hpp"
#include "src/core/trace/sacct_runs.hpp"
#include "src/core/trace/sacct_table.hpp"
#include "src/core/trace/slurm_gpus.hpp"
#include "src/core/trace/slurm_state.hpp"

namespace headroom::trace {

namespace {

using enum SacctColumn;
using input::DateKind;
using input::DateText;
using input::LineProblems;

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kHourUs = 3600 * kSecondUs;

// What a row says, before it is judged.
struct SacctRow {
    JobRow job;
    SlurmState state;
    SlurmGpus gpus;
    std::uint32_t priority = 0;
    std::int32_t restarts = 0;
    std::int64_t suspended_us = 0;
    bool has_local_clock = false;  // a date without offset
};

bool is_missing_word(std::string_view text) {
    return text.empty() || text == "INVALID" || text == "Unknown" || text == "None";
}

// A node list that says that there were none.
bool is_no_node(std::string_view text) {
    return text.empty() || text == "None assigned" || text == "(null)" || text == "(unknown)";
}

class SacctReader {
public:
    explicit SacctReader(TraceBuilder& builder)
        : builder_(builder), table_(builder.input(), builder.problems()) {}

    void read() {
        builder_.set_dated();
        builder_.keep({.eligible = table_.has(kEligible) || has_planned(),
                       .start = table_.has(kStart),
                       .end = table_.has(kEnd)});
        while (table_.next_row()) {
            read_line();
        }
        if (table_.cut_off_line() > 0) {
            builder_.drop_cut_off(table_.cut_off_line());
        }
        if (!builder_.problems().has_errors()) {
            warn();
            lower_priorities();
            merge_runs(builder_);
            count_unfinished(builder_);
            warn_of_window(builder_);
        }
    }

private:
    [[nodiscard]] bool has_planned() const {
        return table_.has(kStart) && (table_.has(kPlanned) || table_.has(kReserved));
    }

    void read_line() {
        const Line& line = table_.line();
        if (table_.is_step()) {
            builder_.drop("a step of a job", line.number);
            return;
        }
        if (line.is_cut_off) {
            // What is left of a field may be no date any more.
            LineProblems unheard(builder_.problems().file());
            const auto dates = std::pair(dates_with_offset_, dates_without_offset_);
            (void)parse(unheard);
            std::tie(dates_with_offset_, dates_without_offset_) = dates;
            if (unheard.has_errors()) {
                builder_.drop_cut_off(line.number);
                return;
            }
        }
        SacctRow row = parse(builder_.problems());
        const std::string_view obstacle = find_obstacle(row);
        if (!obstacle.empty()) {
            builder_.drop(obstacle, line.number);
            return;
        }
        mend_clock(row);
        if (builder_.take_row(row.job, line)) {
            append(row);
        }
    }

    SacctRow parse(LineProblems& problems) {
        SacctRow row;
        row.state = parse_state(problems);
        const std::int64_t submit_us = parse_date(problems, kSubmit, row);
        if (submit_us != kUnknown) {
            row.job.submit = {NumberText::kNumber, submit_us, true};
        }
        row.job.start_us = parse_date(problems, kStart, row);
        row.job.end_us = parse_date(problems, kEnd, row);
        row.suspended_us = std::max<std::int64_t>(parse_length(problems, kSuspended), 0);
        row.job.eligible_us = parse_eligible(problems, row);
        row.job.runtime = parse_runtime(problems, row);
        row.job.estimate_us = parse_limit(problems);
        row.gpus = parse_gpus(problems);
        row.job.gpus = {NumberText::kNumber, row.gpus.count, true};
        row.priority = static_cast<std::uint32_t>(
            parse_integer(problems, kPriority, std::numeric_limits<std::uint32_t>::max()));
        row.restarts = static_cast<std::int32_t>(
            parse_integer(problems, kRestarts, std::numeric_limits<std::int32_t>::max()));
        return row;
    }

    void report(LineProblems& problems,
                SacctColumn column,
                const char* what,
                const char* wanted,
                const char* hint = "") {
        const Field& field = table_.field(column);
        problems.report(
            table_.line(), field.column,
            {std::string(name_of(column)) + " " + quoted(field.text) + what, wanted, hint});
    }

    // Cheaper than comparing with every state: neighbours are often equal.
    SlurmState parse_state(LineProblems& problems) {
        const std::string_view text = table_.text(kState);
        if (text.empty() || text != state_text_) {
            state_text_ = text;
            state_ = parse_slurm_state(state_text_);
        }
        constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_";
        if (state_.kind == StateKind::kUnlisted &&
            text.find_first_not_of(kLetters) != std::string_view::npos) {
            report(problems, kState, " is not a state", "a state such as COMPLETED",
                   "a '|' in a name before it?");
        }
        return state_;
    }

    std::int64_t parse_date(LineProblems& problems, SacctColumn column, SacctRow& row) {
        const DateText date = input::parse_date(table_.text(column));
        if (date.kind == DateKind::kMissing) {
            return kUnknown;
        }
        if (date.kind == DateKind::kNotADate) {
            report(problems, column, " is not a date", "a date such as 2026-03-29T01:59:59",
                   "unset SLURM_TIME_FORMAT, or set it to %s or %FT%T%z");
            return kUnknown;
        }
        ++(date.has_offset ? dates_with_offset_ : dates_without_offset_);
        row.has_local_clock = row.has_local_clock || !date.has_offset;
        return date.us;
    }

    // "1-02:03:04"; kUnknown where it is missing.
    std::int64_t parse_length(LineProblems& problems, SacctColumn column) {
        const std::string_view text = table_.text(column);
        if (is_missing_word(text)) {
            return kUnknown;
        }
        const std::int64_t length_us = input::parse_clock(text);
        if (length_us < 0) {
            report(problems, column, " is not a length of time", "[days-]hours:minutes:seconds");
            return kUnknown;
        }
        return length_us;
    }

    std::int64_t parse_eligible(LineProblems& problems, SacctRow& row) {
        if (table_.has(kEligible)) {
            return parse_date(problems, kEligible, row);
        }
        const std::int64_t planned_us =
            parse_length(problems, table_.has(kPlanned) ? kPlanned : kReserved);
        return planned_us == kUnknown || row.job.start_us == kUnknown
                   ? kUnknown
                   : row.job.start_us - planned_us;
    }

    ScaledNumber parse_runtime(LineProblems& problems, const SacctRow& row) {
        if (table_.has(kElapsedRaw)) {
            return is_missing_word(table_.text(kElapsedRaw))
                       ? ScaledNumber{}
                       : problems.read_seconds(table_.field(kElapsedRaw), "ElapsedRaw",
                                               table_.line());
        }
        std::int64_t runtime_us = kUnknown;
        if (table_.has(kElapsed)) {
            runtime_us = parse_length(problems, kElapsed);
        } else if (row.job.start_us != kUnknown && row.job.end_us != kUnknown) {
            runtime_us = row.job.end_us - row.job.start_us - row.suspended_us;
            return {NumberText::kNumber, runtime_us, true};
        }
        return runtime_us == kUnknown ? ScaledNumber{}
                                      : ScaledNumber{NumberText::kNumber, runtime_us, true};
    }

    // Minutes, or a length of time; kUnknown where there is no limit.
    std::int64_t parse_limit(LineProblems& problems) {
        const SacctColumn column = table_.has(kTimelimitRaw) ? kTimelimitRaw : kTimelimit;
        const std::string_view text = table_.text(column);
        if (is_missing_word(text) || text == "UNLIMITED" || text == "Partition_Limit") {
            return kUnknown;
        }
        std::int64_t limit_us = 0;
        if (column == kTimelimitRaw) {
            constexpr std::int64_t kMinuteUs = 60 * kSecondUs;
            const ScaledNumber minutes =
                input::parse_scaled(text, 0, input::kLongestTimeUs / kMinuteUs);
            if (minutes.kind == NumberText::kNotANumber) {
                report(problems, column, " is not a number", "whole minutes, UNLIMITED or nothing");
            }
            limit_us = minutes.value * kMinuteUs;
        } else {
            limit_us = parse_length(problems, column);
        }
        return limit_us > 0 ? limit_us : kUnknown;
    }

    SlurmGpus parse_gpus(LineProblems& problems) {
        SlurmGpus gpus;
        for (const SacctColumn column : {kAllocTres, kReqTres, kAllocGres, kReqGres}) {
            const bool is_tres = column == kAllocTres || column == kReqTres;
            gpus = is_tres ? parse_tres_gpus(table_.text(column))
                           : parse_gres_gpus(table_.text(column));
            if (gpus.kind == SlurmGpus::Kind::kFault) {
                report(problems, column, " has no count of GPUs",
                       is_tres ? "a list such as cpu=8,gres/gpu=2" : "a list such as gpu:2");
            }
            if (gpus.kind != SlurmGpus::Kind::kNone) {
                return gpus;
            }
        }
        return gpus;
    }

    // The model a job asked for, which decides where it may run; empty: any. Where the file does
    // not show requests, the one it ran on is all that is known.
    std::string_view parse_wanted_model(const SlurmGpus& gpus) {
        if (!table_.text(kReqTres).empty()) {
            return parse_tres_gpus(table_.text(kReqTres)).model;
        }
        return table_.text(kReqGres).empty() ? gpus.model
                                             : parse_gres_gpus(table_.text(kReqGres)).model;
    }

    std::int64_t parse_integer(LineProblems& problems, SacctColumn column, std::int64_t most) {
        const ScaledNumber number = input::parse_scaled(table_.text(column), 0, most);
        if (number.kind != NumberText::kMissing &&
            (number.kind != NumberText::kNumber || !number.is_exact || number.value < 0)) {
            const std::string wanted = "a whole number up to " + std::to_string(most);
            report(problems, column, " is not a count", wanted.c_str());
        }
        return std::max<std::int64_t>(number.value, 0);
    }

    // Why a row is no job that ran; empty if it is one, as far as Slurm's own columns tell.
    [[nodiscard]] std::string_view find_obstacle(const SacctRow& row) const {
        const std::string_view id = table_.text(table_.has(kJobId) ? kJobId : kJobIdRaw);
        if (row.state.kind == StateKind::kRevoked) {
            return "ran on another cluster of the federation";
        }
        if (id.find("_[") != std::string_view::npos) {
            return "elements of an array that never started, several in a row";
        }
        if (row.state.kind == StateKind::kPending) {
            return "still pending at the dump";
        }
        if (never_started(row)) {
            return row.state.name == "cancelled" ? "cancelled while pending" : "never started";
        }
        return row.gpus.kind == SlurmGpus::Kind::kShare ? "a share of a GPU" : "";
    }

    // Older Slurm gives a job that was cancelled in the queue its end as its start, too.
    [[nodiscard]] bool never_started(const SacctRow& row) const {
        if (table_.has(kStart) && row.job.start_us == kUnknown) {
            return true;
        }
        const bool has_run =
            row.job.runtime.kind == NumberText::kNumber && row.job.runtime.value > 0;
        const bool has_nodes = !table_.has(kNodeList) || !is_no_node(table_.text(kNodeList));
        const bool has_tres = !table_.has(kAllocTres) || !table_.text(kAllocTres).empty();
        return !has_run && (!has_nodes || !has_tres) && row.state.kind != StateKind::kRunning;
    }

    void mend_clock(SacctRow& row) {
        JobRow& job = row.job;
        if (!row.has_local_clock || job.start_us == kUnknown) {
            return;
        }
        if (job.submit.kind == NumberText::kNumber && job.start_us < job.submit.value &&
            job.start_us + kHourUs >= job.submit.value) {
            job.start_us += kHourUs;
            job.end_us += job.end_us == kUnknown ? 0 : kHourUs;
            builder_.adjust("daylight saving: started before its submit, by up to an hour",
                            table_.line().number);
        }
        if (job.end_us == kUnknown || job.runtime.kind != NumberText::kNumber) {
            return;
        }
        const std::int64_t length_us = job.runtime.value + row.suspended_us;
        const std::int64_t off_us = job.end_us - job.start_us - length_us;
        if (off_us == kHourUs || off_us == -kHourUs) {
            job.end_us = job.start_us + length_us;
            builder_.adjust("daylight saving: End - Start is an hour off Elapsed",
                            table_.line().number);
        }
    }

    void append(const SacctRow& row) {
        Trace& trace = builder_.trace();
        append_id(trace);
        trace.user.push_back(table_.text(kUser));
        trace.account.push_back(table_.text(kAccount));
        trace.partition.push_back(table_.text(kPartition));
        trace.qos.push_back(table_.text(kQos));
        trace.gpu_model.push_back(parse_wanted_model(row.gpus));
        trace.gpu_model_ran.push_back(row.gpus.model);
        trace.state.push_back(state_name(row));
        const std::string_view nodes = table_.text(kNodeList);
        trace.hosts.push_back(is_no_node(nodes) ? "" : nodes);
        if (table_.has(kPriority)) {
            // Two's complement: lower_priorities() may have to read it as unsigned again.
            trace.priority.push_back(static_cast<std::int32_t>(row.priority));
            has_large_priority_ = has_large_priority_ || row.priority > kMostPriority;
        }
        if (table_.has(kRestarts)) {
            trace.requeues.push_back(row.restarts);
        }
        const std::int64_t line = table_.line().number;
        if (row.gpus.has_several_models) {
            builder_.adjust("GPUs of several models: all as the most frequent one", line);
        }
        if (row.state.kind == StateKind::kResized) {
            builder_.adjust("changed its size while it ran: each size a job of its own", line);
        }
        if (table_.text(kJobId).find('+') != std::string_view::npos) {
            builder_.adjust("a component of a heterogeneous job: a job of its own", line);
        }
        if (row.state.kind == StateKind::kUnlisted && unlisted_state_.empty()) {
            unlisted_state_ = row.state.name;
            unlisted_line_ = line;
        }
    }

    // Without the column, a job that has not ended still runs.
    [[nodiscard]] std::string_view state_name(const SacctRow& row) const {
        const bool is_running =
            !table_.has(kState) && table_.has(kEnd) && row.job.end_us == kUnknown;
        return is_running ? "running" : row.state.name;
    }

    // Ids of the first cluster stay as they are; those of others get its name in front, as two
    // clusters may count alike.
    void append_id(Trace& trace) {
        const std::string_view id = table_.text(table_.has(kJobId) ? kJobId : kJobIdRaw);
        const std::string_view cluster = table_.text(kCluster);
        if (first_cluster_.empty()) {
            first_cluster_ = cluster;
        }
        if (cluster == first_cluster_) {
            trace.ids.push_back(id);
        } else {
            id_.assign(cluster).append(":").append(id);
            trace.ids.push_back(id_);
        }
    }

    void lower_priorities() {
        if (!has_large_priority_) {
            return;
        }
        for (std::int32_t& priority : builder_.trace().priority) {
            priority = static_cast<std::int32_t>(static_cast<std::uint32_t>(priority) -
                                                 kMostPriority - 1u);
        }
        builder_.problems().warn(0,
                                 "priorities reach beyond 2147483647; all are lowered by "
                                 "2147483648");
    }

    void warn() {
        LineProblems& problems = builder_.problems();
        if (dates_without_offset_ > 0 && dates_with_offset_ > 0) {
            problems.warn(0, std::to_string(dates_without_offset_) +
                                 " dates have no time zone and are read as UTC, " +
                                 std::to_string(dates_with_offset_) + " have one");
        } else if (dates_without_offset_ > 0) {
            problems.warn(0, "dates have no time zone; they are read as UTC");
        }
        if (!table_.has(kElapsed) && !table_.has(kElapsedRaw)) {
            problems.warn(0, "no column Elapsed: run times are End - Start");
        }
        if (!table_.has(kState)) {
            problems.warn(0, "no column State: what has no end is taken as running");
        }
        if (!unlisted_state_.empty()) {
            problems.warn(unlisted_line_, "state " + quoted(unlisted_state_) +
                                              " is not known; it is taken as the end of the job");
        }
    }

    static constexpr std::uint32_t kMostPriority = std::numeric_limits<std::int32_t>::max();

    TraceBuilder& builder_;
    SacctTable table_;
    std::string state_text_;  // of the last row
    SlurmState state_;
    std::string first_cluster_;
    std::string id_;
    std::string unlisted_state_;
    std::int64_t unlisted_line_ = 0;
    std::int64_t dates_with_offset_ = 0, dates_without_offset_ = 0;
    bool has_large_priority_ = false;
};

bool is_like_sacct(std::string_view head) {
    return is_sacct_header(input::first_line(head));
}

void read_sacct(TraceBuilder& builder) {
    SacctReader(builder).read();
}

}  // namespace

const Format kSacctFormat{"sacct", "what sacct --parsable2 prints (JobID|State|Submit|Elapsed|…)",
                          is_like_sacct, read_sacct};

}  // namespace headroom::trace
