// Traces of jobs, in any format that a workload may name.

#include <algorithm>
#include <chrono>
#include <utility>

#include "src/cli/import_activity.hpp"
#include "src/cli/import_kind.hpp"
#include "src/cli/import_page.hpp"
#include "src/cli/print_import.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/output/output_file.hpp"
#include "src/core/published/trace_statistics.hpp"
#include "src/core/table/number_text.hpp"
#include "src/core/trace/anonymise.hpp"
#include "src/core/trace/format.hpp"
#include "src/core/trace/summarise_trace.hpp"
#include "src/core/trace/tabulate_trace.hpp"
#include "src/core/trace/write_trace.hpp"

namespace headroom::cli {
namespace {

using Clock = std::chrono::steady_clock;

bool is_like_jobs(std::string_view head) {
    return trace::recognise_format("auto", head) != nullptr;
}

ImportOutcome failed(Diagnostics problems) {
    ImportOutcome outcome;
    outcome.exit_code = kExitInput;
    outcome.problems = std::move(problems);
    return outcome;
}

ImportOutcome stopped() {
    ImportOutcome outcome;
    outcome.exit_code = kExitSignal;
    outcome.talk = "headroom: stopped; nothing was written\n";
    return outcome;
}

// A message may quote the file; from the first quote to the last nothing is shown then.
void hide_quoted(std::string& text) {
    const std::size_t first = text.find('\'');
    const std::size_t last = text.rfind('\'');
    if (first != std::string::npos && last > first)
        text.replace(first + 1, last - first - 1, "…");
}

void hide_names(trace::ReadReport& report) {
    for (trace::RowCount& count : report.dropped)
        hide_quoted(count.reason);
    for (trace::RowCount& count : report.adjusted)
        hide_quoted(count.reason);
    for (Diagnostic& warning : report.warnings)
        hide_quoted(warning.problem);
}

JobsReport describe(const trace::TraceFile& file, const std::string& like) {
    const trace::TraceSummary summary = trace::summarise_trace(file.trace);
    JobsReport jobs{file, trace::tabulate_trace(summary), {}, {}, {}, {}};
    if (summary.first_submit) {
        jobs.first_submit = format_instant(*summary.first_submit);
        jobs.last_submit = format_instant(*summary.last_submit);
    }
    const trace::PublishedTraces& all = trace::published_traces();
    const trace::PublishedTrace* const published =
        like.empty() ? all.find_for_file(file.trace.format, file.trace.file) : all.find(like);
    if (published != nullptr) {
        jobs.published = {published->name, published->title, published->counts};
        jobs.comparison =
            trace::tabulate_comparison(trace::compare_with_published(file.trace, *published));
    }
    return jobs;
}

// Nothing is read before it is known that the result can be kept.
expected<void, Diagnostics> check_targets(const ImportRequest& request) {
    if (request.output_file.empty() || request.output_file == "-")
        return {};
    std::vector<std::string> inputs = request.files;
    inputs.push_back(request.key_file);
    return output::check_target(request.output_file, inputs);
}

// To the file or, for "-", to stdout.
expected<void, Diagnostics> write_jobs(const trace::Trace& trace, const ImportContext& context) {
    const std::stop_token token = context.watcher.token();
    const auto goes_on = [&] {
        return !token.stop_requested();
    };
    if (trace.size() == 0)
        return unexpected(Diagnostics{{Severity::kError,
                                       {trace.file, 0, 0},
                                       {},
                                       "has no job to write",
                                       "at least one that can be simulated",
                                       {},
                                       {}}});
    if (context.request.output_file != "-")
        return output::write_file(context.request.output_file, [&](const report::TextSink& sink) {
            return trace::write_trace_csv(trace, sink, goes_on);
        });
    bool is_printed = true;
    (void)trace::write_trace_csv(
        trace, [&](std::string_view text) { is_printed = is_printed && print(text); },
        [&] { return is_printed && goes_on(); });
    return is_printed ? expected<void, Diagnostics>{} : unexpected(Diagnostics{});
}

// Pseudonyms first, where they are wanted; what there is to say of it.
expected<std::string, Diagnostics> write_out(trace::TraceFile& file, const ImportContext& context) {
    const ImportRequest& request = context.request;
    std::string talk;
    if (!request.key_file.empty()) {
        const auto key = trace::read_or_make_key(request.key_file);
        if (!key)
            return unexpected(key.error());
        trace::anonymise(file.trace, key->bytes);
        talk = "  Names are pseudonyms under the key in " + request.key_file +
               (key->is_new ? ", which was made; keep it, and keep it secret.\n" : ".\n");
    }
    context.progress.begin("write");
    const auto written = write_jobs(file.trace, context);
    if (!written)
        return unexpected(written.error());
    if (request.output_file != "-")
        talk = "  Written to " + request.output_file + ": " +
               report::group_thousands(static_cast<std::int64_t>(file.trace.size())) + " jobs.\n" +
               talk;
    return talk;
}

// The report; on stderr where stdout has the jobs.
void add_report(ImportOutcome& outcome,
                const JobsReport& jobs,
                const MeasuredActivity& measured,
                const ImportRequest& request) {
    std::string text = request.format == OutputFormat::kJson ? jobs_json(jobs, measured.tables)
                                                             : jobs_text(jobs) + measured.text;
    (request.output_file == "-" ? outcome.talk : outcome.data) = std::move(text);
}

ImportOutcome import_jobs(const std::string& name, const ImportContext& context) {
    const ImportRequest& request = context.request;
    if (const auto free = check_targets(request); !free)
        return failed(free.error());
    const std::stop_token token = context.watcher.token();
    const Clock::time_point begin = Clock::now();
    context.progress.begin("read");
    auto file =
        trace::read_trace(name, trace::ReadOptions{.format = request.format_of_input,
                                                   .time_unit = request.time_unit,
                                                   .watch = [&](double share) {
                                                       context.progress.update_share("read", share);
                                                       return !token.stop_requested();
                                                   }});
    if (token.stop_requested())
        return stopped();
    if (!file)
        return failed(file.error());
    expected<MeasuredActivity, Diagnostics> measured;
    if (!request.samples_file.empty()) {
        measured = measure_activity(file->trace, context);
        if (token.stop_requested())
            return stopped();
        if (!measured)
            return failed(measured.error());
    }
    const double read_s = std::chrono::duration<double>(Clock::now() - begin).count();
    if (!request.key_file.empty())
        hide_names(file->report);
    ImportOutcome outcome;
    if (request.strict)
        outcome.problems = strict_faults({file->trace.file, file->trace.format, file->report.rows,
                                          file->report.bytes, file->report.dropped,
                                          file->report.adjusted, file->report.warnings});
    outcome.exit_code = outcome.problems.empty() ? kExitOk : kExitInput;
    std::string talk = "\n  Read in " + format_duration(Seconds(read_s)) + ".\n";
    if (!request.output_file.empty() && outcome.problems.empty()) {
        const auto written = write_out(*file, context);
        if (token.stop_requested())
            return stopped();
        if (!written)
            return failed(written.error());
        talk += *written;
    }
    add_report(outcome, describe(*file, request.like), *measured, request);
    if (request.format == OutputFormat::kText)
        outcome.talk += talk;
    return outcome;
}

}  // namespace

const ImportKind kImportJobs{trace::format_names, trace::format_descriptions, is_like_jobs,
                             import_jobs};

}  // namespace headroom::cli
