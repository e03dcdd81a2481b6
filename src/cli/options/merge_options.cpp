#include <memory>

#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  headroom merge 0.part 500.part -o out     the parts of `headroom montecarlo --part` as one study
  headroom merge parts/* --format json

The parts may be named in any order. They must be of the same study, from the same program, and
leave no trial out; else it is told which of them do not fit, and nothing is written. The files of
-o are those that one process would have written, but for provenance.device.)";

}  // namespace

void add_merge(CLI::App& app, Request& request) {
    auto merge = std::make_shared<MergeRequest>();
    CLI::App* command =
        app.add_subcommand("merge", "the parts of a montecarlo study, from many machines, as one");
    command->footer(kExamples);
    command->add_option("part", merge->parts, "files of montecarlo --part")
        ->required()
        ->type_name("");
    command
        ->add_option("--metric", merge->metrics,
                     "only these metrics, with * and ?; may be repeated. The first leads the page")
        ->expected(1)
        ->take_all()
        ->check(not_empty())
        ->type_name("METRIC");
    command->add_option("-o", merge->output_folder, "the folder for summary and tables")
        ->check(not_empty())
        ->type_name("DIR");
    add_format(*command, merge->format, "what to print on stdout");
    command->add_flag("--quiet", merge->quiet, "print no page and no talk, only problems");
    command->callback([merge, &request] { request = *merge; });
}

}  // namespace headroom::cli
