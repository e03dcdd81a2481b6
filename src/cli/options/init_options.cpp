#include <memory>

#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  sacct -a -X -S 2026-07-01 -P -o ALL > sacct.txt; scontrol show node > nodes.txt
  headroom init --sacct sacct.txt --nodes nodes.txt --nodes slurm.conf -o my.toml
  headroom init --sacct sacct.txt --prom dcgm.csv --meter meter.csv --prices quotes.csv -o my.toml

Values that no file tells are marked "guessed:" with the reason. The columns of the CSV files are in
src/core/records/README.md.)";

}  // namespace

void add_init(CLI::App& app, Request& request) {
    auto init = std::make_shared<InitRequest>();
    CLI::App* command =
        app.add_subcommand("init", "draft a scenario from the records that a site has");
    command->footer(kExamples);
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
    add_progress(*command, init->progress);
    command->add_flag("--quiet", init->quiet, "print only problems");
    command->callback([init, &request] { request = *init; });
}

}  // namespace headroom::cli
