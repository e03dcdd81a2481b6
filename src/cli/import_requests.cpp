// Traces of requests to a language model: said what they hold, as no scenario can name them yet.

#include <utility>

#include "src/cli/import_kind.hpp"
#include "src/cli/import_page.hpp"
#include "src/cli/page_text.hpp"
#include "src/core/trace/requests.hpp"
#include "src/core/trace/tabulate_requests.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kFormat = "requests";

ImportOutcome failed(Diagnostics problems, int exit_code) {
    ImportOutcome outcome;
    outcome.exit_code = exit_code;
    outcome.problems = std::move(problems);
    return outcome;
}

// The option that was given, if one was that is for jobs.
const char* option_for_jobs(const ImportRequest& request) {
    if (!request.output_file.empty())
        return "-o";
    if (!request.key_file.empty())
        return "--anonymise";
    if (!request.samples_file.empty())
        return "--prom";
    if (request.time_unit != trace::TimeUnit::kUnstated)
        return "--time-unit";
    return request.like.empty() ? nullptr : "--like";
}

std::string dates_text(const trace::Requests& requests) {
    if (!requests.zero)
        return {};
    const Instant last{requests.zero->unix_us + requests.time_us.back()};
    return label("Dates") + format_instant(*requests.zero) + " to " + format_instant(last) + "\n";
}

ImportOutcome import_requests(const std::string& name, const ImportContext& context) {
    const ImportRequest& request = context.request;
    if (const char* const option = option_for_jobs(request)) {
        const std::string wanted = std::string(option) + " for files of jobs only";
        return failed({{Severity::kError,
                        {name, 0, 0},
                        {},
                        "is a trace of LLM requests, which has no jobs",
                        wanted,
                        {},
                        {}}},
                      kExitUsage);
    }
    const std::stop_token token = context.watcher.token();
    context.progress.begin("read");
    const auto file = trace::read_requests(name, [&](double share) {
        context.progress.update_share("read", share);
        return !token.stop_requested();
    });
    if (token.stop_requested())
        return failed({}, kExitSignal);
    if (!file)
        return failed(file.error(), kExitInput);
    const trace::ReadReport& report = file->report;
    const RowAccount account{name,           kFormat,         report.rows,    report.bytes,
                             report.dropped, report.adjusted, report.warnings};
    const report::Table table = tabulate_requests(file->requests);
    ImportOutcome outcome;
    if (request.strict)
        outcome.problems = strict_faults(account);
    outcome.exit_code = outcome.problems.empty() ? kExitOk : kExitInput;
    if (request.format == OutputFormat::kJson) {
        report::JsonWriter json;
        json.begin_object();
        write_account(json, account, kFormat);
        json.key(table.name);
        write_rows(json, table);
        json.end_object();
        outcome.data = json.take();
        return outcome;
    }
    outcome.data =
        account_text(account) + dates_text(file->requests) + "\n" + rows_text(table, table.rows());
    outcome.talk = "\n  Requests are described, but not modelled yet: no workload can name them.\n";
    return outcome;
}

}  // namespace

const ImportKind kImportRequests{
    [] { return std::string(kFormat); },
    [] { return std::string("LLM requests (TIMESTAMP, ContextTokens, GeneratedTokens)"); },
    trace::is_like_requests, import_requests};

}  // namespace headroom::cli
