#include "src/cli/command_line.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <sstream>

#include "sim/base/units.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/import_kind.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/catalog/catalog_view.hpp"
#include "src/core/published/published_traces.hpp"
#include "src/core/result/result.hpp"
#include "src/core/result/version.hpp"

#include <CLI/CLI.hpp>

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  headroom run scenarios/quickstart.toml                        simulate, print what matters
  headroom run scenarios/quickstart.toml -o out                 and keep the result in out/
  headroom run scenarios/quickstart.toml --set fleet.h100.nodes=96    what if it were smaller?
  headroom validate my.toml                                     every problem of a scenario at once
  headroom report out --format csv                              the tables of a result as CSV
  headroom catalog show dgx-h100                                what is known of it, and who says so
  headroom import jobs.csv                                      what a file of yours holds
  headroom init --sacct sacct.txt -o my.toml                    a scenario from a site's own records
  headroom help run                                             the options of a command

Exit codes: 0 ok, 2 usage or invalid scenario, 3 input or output error, 4 stopped by --time-limit,
70 internal error, 130 stopped by a signal. Data goes to stdout, talk to stderr.)";

constexpr const char* kRunExamples = R"(Examples:
  headroom run s.toml                                    print a summary, write nothing
  headroom run s.toml -o out                             write out/summary.json and out/result.bin
  headroom run s.toml -o out --csv                       and every table as CSV
  headroom run s.toml -o out --csv jobs,series           only these two
  headroom run s.toml --set fleet.a.nodes=96 --set 'horizon="2 y"'
  headroom run s.toml --variant more --format json       summary.json on stdout

Ctrl-C stops early and keeps the part that was simulated, marked as such; exit code 130.)";

constexpr const char* kImportExamples = R"(Examples:
  headroom import jobs.csv                               what was read, left out and why; statistics
  headroom import philly.csv --format json               the same for programs
  headroom import jobs.swf -o jobs.csv.zst               and write it as our own CSV, compressed
  headroom import jobs.csv --anonymise key -o out.csv    with pseudonyms for users, accounts, names
  headroom import sacct.txt --prom dcgm.csv -o jobs.csv  with the activity of each job's GPUs
  headroom import meter.csv tariff.csv quotes.csv        power readings, prices and offers of yours
  scontrol show node > nodes.txt
  headroom import nodes.txt > fleet.toml                 nodes and partitions as part of a scenario

--strict: exit 3, and write nothing, if a single row was left out or adjusted or the reader has a
warning; each of these is then listed as an error. The report is printed all the same.

--prom: samples of DCGM are joined with jobs by label (hpc_job, pod), else by host and time. Samples
are in UTC; where a log is in local time, --prom-shift adds its zone's offset to them.

--anonymise: the same name gets the same pseudonym wherever the same KEYFILE is used, which is made
(32 random bytes for you alone) if it does not exist. Whoever has the key can test which name a
pseudonym stands for: keep it, and keep it secret. Names of partitions, QOS and GPU models stay.

Ctrl-C stops; nothing is written; exit code 130.)";

constexpr const char* kReportExamples = R"(Examples:
  headroom report out                                    the summary again
  headroom report out --format csv                       out/jobs.csv out/series.csv …
  headroom report out --format csv,json --tables jobs -o exports)";

constexpr const char* kCatalogExamples = R"(Examples:
  headroom catalog list                                  everything by name
  headroom catalog list gpus --format csv                every number of the GPUs, in SI units
  headroom catalog show dgx-h100                         its numbers, dates, sources, prices
  headroom catalog show h100-sxm-80gb --catalog my-catalog
  headroom catalog diff 2026.11 my-catalog               what was added, removed, changed

A catalog is a version that came with headroom, or a folder of .toml files; data/README.md
describes them.)";

const std::map<std::string, CatalogFormat> kCatalogFormats{
    {"text", CatalogFormat::kText}, {"json", CatalogFormat::kJson}, {"csv", CatalogFormat::kCsv}};
const std::map<std::string, CatalogFormat> kItemFormats{{"text", CatalogFormat::kText},
                                                        {"json", CatalogFormat::kJson}};
const std::map<std::string, trace::TimeUnit> kTimeUnits{{"s", trace::TimeUnit::kSeconds},
                                                        {"ms", trace::TimeUnit::kMilliseconds}};
constexpr const char* kInitExamples = R"(Examples:
  sacct -a -X -S 2026-07-01 -P -o ALL > sacct.txt; scontrol show node > nodes.txt
  headroom init --sacct sacct.txt --nodes nodes.txt --nodes slurm.conf -o my.toml
  headroom init --sacct sacct.txt --prom dcgm.csv --meter meter.csv --prices quotes.csv -o my.toml

Values that no file tells are marked "guessed:" with the reason. The columns of the CSV files are in
src/core/records/README.md.)";

const std::map<std::string, OutputFormat> kFormats{{"text", OutputFormat::kText},
                                                   {"json", OutputFormat::kJson}};
const std::map<std::string, ProgressMode> kProgressModes{
    {"auto", ProgressMode::kAuto}, {"json", ProgressMode::kJson}, {"none", ProgressMode::kNone}};

// Choices by name, without the parser's listing of what each is inside.
template <class Choice>
void add_choice(CLI::App& command,
                const std::string& name,
                Choice& choice,
                const std::map<std::string, Choice>& choices,
                const std::string& help) {
    std::string names;
    for (const auto& [key, value] : choices)
        names += (names.empty() ? "" : "|") + key;
    const auto set = [&choice, &choices, name, names](const std::string& text) {
        const auto found = choices.find(text);
        if (found == choices.end())
            throw CLI::ValidationError(name, "'" + text + "' is none of " + names);
        choice = found->second;
    };
    command.add_option_function<std::string>(name, set, help)->type_name(names);
}

// An empty value is mostly a variable that a script forgot to set.
CLI::Validator not_empty() {
    return {[](std::string& text) { return std::string(text.empty() ? "is empty" : ""); }, ""};
}

void add_scenario_options(CLI::App& command, ScenarioOptions& options) {
    command.add_option("--set", options.set, "change a value of the scenario; may be repeated")
        ->type_name("path=value")
        ->expected(1)
        ->take_all();
    command.add_option("--set-from", options.set_from, "change values by a CSV file: path,value")
        ->check(not_empty())
        ->type_name("FILE");
    command.add_option("--variant", options.variant, "a [variant.NAME] of the scenario")
        ->check(not_empty())
        ->type_name("NAME");
    command.add_option("--seed", options.seed, "the seed of every draw")
        ->check(not_empty())
        ->type_name("N");
}

double parse_time_limit(const std::string& text) {
    const auto limit = parse_quantity(text, Dimension::kTime);
    if (!limit)
        throw CLI::ValidationError("--time-limit", limit.error());
    if (!(limit->value > 0))
        throw CLI::ValidationError("--time-limit", "must be above zero, such as \"30 s\"");
    return limit->value;
}

std::vector<std::string> split_list(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');)
        parts.push_back(part);
    return parts;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : ",") + part;
    return text;
}

// Names from a comma-separated list, each once, in the order of `known`; empty text: all.
std::vector<std::string> parse_names(const std::string& option,
                                     const std::string& text,
                                     const std::vector<std::string>& known) {
    const std::vector<std::string> wanted = split_list(text);
    for (const std::string& name : wanted) {
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw CLI::ValidationError(option, "'" + name + "' is none of " + joined(known));
    }
    std::vector<std::string> names;
    for (const std::string& name : known)
        if (wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end())
            names.push_back(name);
    return names;
}

void add_run(CLI::App& app, Request& request) {
    auto run = std::make_shared<RunRequest>();
    CLI::App* command = app.add_subcommand("run", "simulate a scenario and say what came out");
    command->footer(kRunExamples);
    command->add_option("scenario", run->scenario, "the scenario file")->required()->type_name("");
    command->add_option("-o", run->output_folder, "the folder for the result; none: write nothing")
        ->check(not_empty())
        ->type_name("DIR");
    CLI::Option* csv =
        command
            ->add_option_function<std::string>(
                "--csv",
                [run](const std::string& text) {
                    run->csv_tables = parse_names("--csv", text, report::export_names());
                },
                "write tables as CSV too: all, or of " + joined(report::export_names()))
            ->expected(0, 1)
            ->type_name("[LIST]");
    csv->needs(command->get_option("-o"));
    add_scenario_options(*command, run->options);
    command
        ->add_option_function<std::string>(
            "--time-limit",
            [run](const std::string& text) { run->time_limit_s = parse_time_limit(text); },
            "stop after this time and keep the part that was simulated")
        ->type_name("\"30 s\"");
    add_choice(*command, "--format", run->format, kFormats, "what to print on stdout");
    add_choice(*command, "--progress", run->progress, kProgressModes, "a bar, JSON lines, nothing");
    command->add_flag("--quiet", run->quiet, "print no summary and no talk, only problems");
    command->callback([run, &request] { request = *run; });
}

void add_validate(CLI::App& app, Request& request) {
    auto validate = std::make_shared<ValidateRequest>();
    CLI::App* command =
        app.add_subcommand("validate", "check scenarios and their traces; all problems at once");
    command->add_option("scenario", validate->scenarios, "scenario files")
        ->required()
        ->type_name("");
    add_scenario_options(*command, validate->options);
    add_choice(*command, "--format", validate->format, kFormats, "what to print on stdout");
    command->add_flag("--quiet", validate->quiet, "print only problems");
    command->callback([validate, &request] { request = *validate; });
}

void add_report(CLI::App& app, Request& request) {
    auto report = std::make_shared<ReportRequest>();
    const std::vector<std::string> formats{"text", "csv", "json"};
    CLI::App* command = app.add_subcommand("report", "show or export a result");
    command->footer(kReportExamples);
    command->add_option("result", report->results, "result folders")->required()->type_name("");
    report->formats = {"text"};
    command
        ->add_option_function<std::string>(
            "--format",
            [report, formats](const std::string& text) {
                report->formats = parse_names("--format", text, formats);
            },
            "text: the summary; csv, json: a file a table")
        ->type_name("text,csv,json");
    report->tables = report::export_names();
    command
        ->add_option_function<std::string>(
            "--tables",
            [report](const std::string& text) {
                report->tables = parse_names("--tables", text, report::export_names());
            },
            "which tables: " + joined(report::export_names()))
        ->type_name("LIST");
    command->add_option("-o", report->output_folder, "where to; default: the result's own folder")
        ->type_name("DIR");
    command->add_flag("--quiet", report->quiet, "no talk, only problems");
    command->callback([report, &request] { request = *report; });
}

void add_schema(CLI::App& app, Request& request) {
    auto schema = std::make_shared<SchemaRequest>();
    CLI::App* command =
        app.add_subcommand("schema", "the JSON Schema of scenario files, for editors");
    command->add_flag("--text", schema->as_text, "every key with its meaning, for people");
    command->callback([schema, &request] { request = *schema; });
}

CLI::Validator known_kind() {
    const auto check = [](std::string& text) {
        if (catalog::find_kind(text))
            return std::string();
        std::string known;
        for (const catalog::KindName& kind : catalog::kind_names())
            known += (known.empty() ? "" : ", ") + std::string(kind.plural);
        return "'" + text + "' is none of " + known;
    };
    return {check, ""};
}

void add_catalog(CLI::App& app, Request& request) {
    auto asked = std::make_shared<CatalogRequest>();
    CLI::App* command =
        app.add_subcommand("catalog", "hardware, climates, grids and prices, with their sources");
    command->footer(kCatalogExamples);
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* help, CatalogAction action) {
        CLI::App* child = command->add_subcommand(name, help);
        child->callback([asked, action, &request] {
            asked->action = action;
            request = *asked;
        });
        add_choice(*child, "--format", asked->format,
                   action == CatalogAction::kShow ? kItemFormats : kCatalogFormats,
                   "what to print on stdout");
        return child;
    };
    const auto add_which = [&](CLI::App& child) {
        child.add_option("--catalog", asked->catalog, "which catalog; default: the newest version")
            ->check(not_empty())
            ->type_name("VERSION|DIR");
    };
    CLI::App* list = add("list", "what there is, or all of a kind", CatalogAction::kList);
    list->add_option("kind", asked->kind, "gpus, nodes, switches, links, climates, grids, prices")
        ->check(known_kind())
        ->type_name("");
    add_which(*list);
    CLI::App* show = add("show", "one item with every number", CatalogAction::kShow);
    show->add_option("name", asked->name, "its name, or one that a program prints")
        ->required()
        ->type_name("");
    add_which(*show);
    CLI::App* diff = add("diff", "what distinguishes two catalogs", CatalogAction::kDiff);
    diff->add_option("before", asked->catalog, "a version or a folder")->required()->type_name("");
    diff->add_option("after", asked->other, "a version or a folder")->required()->type_name("");
}

const std::map<std::string, std::string>& published_names() {
    static const std::map<std::string, std::string> kNames = [] {
        std::map<std::string, std::string> names;
        for (const trace::PublishedTrace& published : trace::published_traces().traces)
            names.emplace(published.name, published.name);
        return names;
    }();
    return kNames;
}

// A length of time, which may be negative, in seconds.
double parse_shift(const std::string& option, const std::string& text) {
    const bool is_negative = text.starts_with('-');
    const auto length = parse_quantity(is_negative ? text.substr(1) : text, Dimension::kTime);
    if (!length)
        throw CLI::ValidationError(option, length.error());
    return is_negative ? -length->value : length->value;
}

void check_import(const ImportRequest& import) {
    if (import.samples_shift_s != 0 && import.samples_file.empty())
        throw CLI::ValidationError("--prom-shift", "needs --prom");
    if (!import.output_file.empty() && import.files.size() > 1)
        throw CLI::ValidationError("-o", "takes one file at a time");
    if (!import.key_file.empty() && import.output_file.empty())
        throw CLI::ValidationError("--anonymise", "needs -o, for what is written");
}

void add_import(CLI::App& app, Request& request) {
    auto import = std::make_shared<ImportRequest>();
    CLI::App* command =
        app.add_subcommand("import", "say what a file of yours holds, and make it ours");
    command->footer(kImportExamples);
    command->add_option("file", import->files, "files, which may be compressed")
        ->required()
        ->type_name("");
    command
        ->add_option("--as", import->format_of_input,
                     "the format, not by content: " + import_formats())
        ->check(not_empty())
        ->type_name("FORMAT");
    add_choice(*command, "--time-unit", import->time_unit, kTimeUnits,
               "of a file in the format muri, which does not say it");
    add_choice(*command, "--like", import->like, published_names(), "set beside what is published");
    command
        ->add_option("-o", import->output_file,
                     "write jobs as CSV, an inventory as TOML; -: to stdout")
        ->check(not_empty())
        ->type_name("FILE");
    command->add_option("--anonymise", import->key_file, "write pseudonyms for names of people")
        ->check(not_empty())
        ->type_name("KEYFILE");
    command
        ->add_option("--prom", import->samples_file,
                     "measure the activity of jobs by these samples of GPUs (DCGM, CSV)")
        ->check(not_empty())
        ->type_name("FILE");
    command
        ->add_option_function<std::string>(
            "--prom-shift",
            [import](const std::string& text) {
                import->samples_shift_s = parse_shift("--prom-shift", text);
            },
            "added to the samples' times: \"2 h\", \"-8 h\"")
        ->check(not_empty())
        ->type_name("SPAN");
    command->add_flag("--strict", import->strict, "fail unless every row is taken as it stands");
    add_choice(*command, "--format", import->format, kFormats, "how to print the report");
    add_choice(*command, "--progress", import->progress, kProgressModes,
               "a bar, JSON lines, nothing");
    command->add_flag("--quiet", import->quiet, "print no report and no talk, only problems");
    command->callback([import, &request] {
        check_import(*import);
        request = *import;
    });
}

void add_init(CLI::App& app, Request& request) {
    auto init = std::make_shared<InitRequest>();
    CLI::App* command =
        app.add_subcommand("init", "draft a scenario from the records that a site has");
    command->footer(kInitExamples);
    const auto add_file = [&](const char* name, std::string& file, const char* help) {
        return command->add_option(name, file, help)->check(not_empty())->type_name("FILE");
    };
    add_file("--sacct,--jobs", init->files.jobs, "the jobs, in any format that import reads")
        ->required();
    command
        ->add_option("--nodes", init->files.hardware,
                     "scontrol show node, slurm.conf, kubectl get nodes, …; may be repeated")
        ->check(not_empty())
        ->type_name("FILE")
        ->expected(1)
        ->take_all();
    add_file("--prom", init->files.samples, "what DCGM measured of the GPUs, as CSV");
    add_file("--meter", init->files.meter, "power readings, as CSV");
    add_file("--prices", init->files.quotes, "quotes of vendors, as CSV");
    add_file("--tariff", init->files.tariff, "electricity prices, as CSV");
    add_file("--forecast", init->files.forecast, "growth by month, as CSV");
    add_file("-o", init->output_file, "the scenario to write")->required();
    command->add_flag("--force", init->overwrites, "write over a file that is there");
    add_choice(*command, "--progress", init->progress, kProgressModes,
               "a bar, JSON lines, nothing");
    command->add_flag("--quiet", init->quiet, "print only problems");
    command->callback([init, &request] { request = *init; });
}

// The parser says what is wrong; what to do next is added.
Answered answer(const CLI::App& app, const CLI::ParseError& error) {
    std::ostringstream out, err;
    if (app.exit(error, out, err) == 0)
        return {print(out.str()) ? kExitOk : kExitInput};
    tell("headroom: " + std::string(error.what()) + "\nTry 'headroom --help'.\n");
    return {kExitUsage};
}

Request parse(CLI::App& app, int argc, const char* const* argv, Request& request) {
    ListMetricsRequest list;
    bool lists_metrics = false;
    app.add_flag("--list-metrics", lists_metrics, "print every metric with its unit and meaning");
    add_choice(app, "--format", list.format, kFormats, "of --list-metrics");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return answer(app, error);
    }
    if (lists_metrics)
        return list;
    if (app.get_subcommands().empty()) {
        tell(app.help());
        return Answered{kExitUsage};
    }
    return request;
}

}  // namespace

Request parse_command_line(int argc, const char* const* argv) {
    // "headroom help run" is "headroom run --help".
    std::vector<const char*> words(argv, argv + argc);
    if (words.size() > 1 && std::string(words[1]) == "help") {
        words.erase(words.begin() + 1);
        words.push_back("--help");
    }
    CLI::App app("Headroom: how much headroom a GPU fleet has, and until when.", "headroom");
    app.set_version_flag("--version", "headroom " + report::program_version() + " (" +
                                          report::program_commit() + ")");
    app.set_help_flag("-h,--help", "print this help");
    app.get_formatter()->column_width(28);
    app.footer(kExamples);
    app.require_subcommand(0, 1);
    Request request;
    add_run(app, request);
    add_validate(app, request);
    add_report(app, request);
    add_schema(app, request);
    add_catalog(app, request);
    add_import(app, request);
    add_init(app, request);
    return parse(app, static_cast<int>(words.size()), words.data(), request);
}

}  // namespace headroom::cli
