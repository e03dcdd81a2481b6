#include <memory>

#include "sim/base/units.hpp"
#include "src/cli/import_kind.hpp"
#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"
#include "src/core/published/published_traces.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
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

const std::map<std::string, trace::TimeUnit> kTimeUnits{{"s", trace::TimeUnit::kSeconds},
                                                        {"ms", trace::TimeUnit::kMilliseconds}};

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

}  // namespace

void add_import(CLI::App& app, Request& request) {
    auto import = std::make_shared<ImportRequest>();
    CLI::App* command =
        app.add_subcommand("import", "say what a file of yours holds, and make it ours");
    command->footer(kExamples);
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
    add_format(*command, import->format, "how to print the report");
    add_progress(*command, import->progress);
    command->add_flag("--quiet", import->quiet, "print no report and no talk, only problems");
    command->callback([import, &request] {
        check_import(*import);
        request = *import;
    });
}

}  // namespace headroom::cli
