#include <memory>

#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  headroom schema > headroom.schema.json                 editors complete and check by it
  headroom schema --text | less                          every key of a scenario, to read)";

}  // namespace

void add_schema(CLI::App& app, Request& request) {
    auto schema = std::make_shared<SchemaRequest>();
    CLI::App* command =
        app.add_subcommand("schema", "the JSON Schema of scenario files, for editors");
    command->footer(kExamples);
    command->add_flag("--text", schema->as_text, "every key with its meaning, for people");
    command->callback([schema, &request] { request = *schema; });
}

}  // namespace headroom::cli
