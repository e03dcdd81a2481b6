#include <charconv>
#include <memory>

#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  headroom runs add out --label nightly                  keep what the result in out/ says
  headroom runs list --scenario 'Quick*' --since 2027-01-01
  headroom runs show 3f2a                                every metric, and what it follows from
  headroom runs compare 3f2a 91c0                        what differs in input, and in the metrics
  headroom runs trend wait.p95_s --scenario 'Quick*'     one metric over time
  headroom runs export --format openmetrics              for tools that draw history
  headroom runs prune --older-than '1 y' --dry-run       what would go

A RUN is the beginning of its key, as long as it is the only one. The same run again (the same
inputs, build, seed and changes) is not added twice.

The store is --store FILE, else $HEADROOM_STORE, else headroom/runs.sqlite in $XDG_DATA_HOME or
~/.local/share. Only 'runs add', 'runs prune' and --store of other commands write to one.)";

const std::map<std::string, RunsFormat> kFormats{
    {"text", RunsFormat::kText}, {"json", RunsFormat::kJson}, {"csv", RunsFormat::kCsv}};
const std::map<std::string, RunsFormat> kExportFormats{{"csv", RunsFormat::kCsv},
                                                       {"json", RunsFormat::kJson},
                                                       {"openmetrics", RunsFormat::kOpenMetrics}};

std::size_t parse_count(const std::string& option, const std::string& text) {
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        throw CLI::ValidationError(option, "'" + text + "' is not a whole number");
    return count;
}

void add_count(CLI::App& command,
               const std::string& name,
               std::optional<std::size_t>& count,
               const std::string& help) {
    command
        .add_option_function<std::string>(
            name, [name, &count](const std::string& text) { count = parse_count(name, text); },
            help)
        ->type_name("N");
}

void add_glob(CLI::App& command, const char* name, std::string& pattern, const char* help) {
    command.add_option(name, pattern, help)->check(not_empty())->type_name("GLOB");
}

// Which runs a list, a trend, an export or pruning is about.
void add_filter(CLI::App& command, store::RunFilter& filter) {
    add_glob(command, "--scenario", filter.scenario, "of scenarios of this name; * and ? as usual");
    add_glob(command, "--variant", filter.variant, "of variants of this name");
}

void add_range(CLI::App& command, store::RunFilter& filter) {
    add_filter(command, filter);
    command
        .add_option_function<std::string>(
            "--since",
            [&filter](const std::string& text) {
                const auto since = parse_instant(text);
                if (!since)
                    throw CLI::ValidationError("--since", since.error());
                filter.since = *since;
            },
            "started then or later")
        ->type_name("DATE");
    add_count(command, "--limit", filter.limit, "the newest N");
}

void add_prune(CLI::App& command, const std::shared_ptr<RunsRequest>& asked) {
    add_filter(command, asked->filter);
    command
        .add_option_function<std::string>(
            "--older-than",
            [asked](const std::string& text) {
                const auto span = parse_span(text);
                if (!span)
                    throw CLI::ValidationError("--older-than", span.error());
                asked->older_than = *span;
            },
            "those that were started longer ago")
        ->type_name("SPAN");
    add_count(command, "--keep", asked->keep, "all but the newest N");
    command.get_option("--keep")->excludes("--older-than");
    command.add_flag("--dry-run", asked->only_tells, "only say what would go");
}

void check_prune(const RunsRequest& asked) {
    if (!asked.keep && !asked.older_than)
        throw CLI::ValidationError("prune", "needs --older-than SPAN or --keep N");
}

// The commands of `runs`, all of which fill the same request.
class Commands {
public:
    Commands(CLI::App& runs, Request& request) : runs_(runs), request_(request) {}

    CLI::App& add(const char* name, const char* help, RunsAction action) {
        CLI::App* command = runs_.add_subcommand(name, help);
        command->callback([asked = asked_, action, &request = request_] {
            asked->action = action;
            if (action == RunsAction::kPrune)
                check_prune(*asked);
            if (action == RunsAction::kExport && asked->format == RunsFormat::kText)
                asked->format = RunsFormat::kCsv;
            request = *asked;
        });
        command->add_option("--store", asked_->store, "the store; default: see 'help runs'")
            ->check(not_empty())
            ->type_name("FILE");
        add_choice(*command, "--format", asked_->format,
                   action == RunsAction::kExport ? kExportFormats : kFormats,
                   "what to print on stdout");
        return *command;
    }
    CLI::Option* add_names(CLI::App& command, const char* name, const char* help) {
        return command.add_option(name, asked_->names, help)->required()->type_name("");
    }
    [[nodiscard]] const std::shared_ptr<RunsRequest>& asked() const { return asked_; }

private:
    CLI::App& runs_;
    Request& request_;
    std::shared_ptr<RunsRequest> asked_ = std::make_shared<RunsRequest>();
};

}  // namespace

void add_runs(CLI::App& app, Request& request) {
    CLI::App* runs = app.add_subcommand("runs", "keep runs, compare them, see how a metric moves");
    runs->footer(kExamples);
    runs->require_subcommand(1);
    Commands commands(*runs, request);
    const std::shared_ptr<RunsRequest> asked = commands.asked();

    CLI::App& add = commands.add("add", "keep what results say", RunsAction::kAdd);
    (void)commands.add_names(add, "result", "result folders");
    add.add_option("--label", asked->label, "what to call them")->type_name("TEXT");
    add.add_flag("--quiet", asked->quiet, "print nothing, only problems");

    add_range(commands.add("list", "the runs, newest first", RunsAction::kList), asked->filter);

    CLI::App& show = commands.add("show", "all that is kept of a run", RunsAction::kShow);
    (void)commands.add_names(show, "run", "the beginning of its key")->expected(1);

    CLI::App& compare = commands.add("compare", "runs side by side", RunsAction::kCompare);
    (void)commands.add_names(compare, "run", "two or more; each is compared with the first")
        ->expected(2, CLI::detail::expected_max_vector_size);

    CLI::App& trend =
        commands.add("trend", "a metric by run, in the order of time", RunsAction::kTrend);
    trend.add_option("metric", asked->metric, "such as wait.p95_s[partition=long]")
        ->required()
        ->type_name("");
    add_range(trend, asked->filter);

    add_range(commands.add("export", "every metric of every run, tidy", RunsAction::kExport),
              asked->filter);

    CLI::App& prune = commands.add("prune", "remove runs from the store", RunsAction::kPrune);
    add_prune(prune, asked);
}

}  // namespace headroom::cli
