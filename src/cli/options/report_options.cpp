#include <memory>

#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"
#include "src/core/result/result.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  headroom report out                                    the summary again
  headroom report out --format csv                       out/jobs.csv out/series.csv …
  headroom report out --format csv,json --tables jobs -o exports)";

}  // namespace

void add_report(CLI::App& app, Request& request) {
    auto report = std::make_shared<ReportRequest>();
    const std::vector<std::string> formats{"text", "csv", "json"};
    CLI::App* command = app.add_subcommand("report", "show or export a result");
    command->footer(kExamples);
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

}  // namespace headroom::cli
