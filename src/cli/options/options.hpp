#pragma once

// One function a command: it adds the command with its options, their help and its examples, and
// puts what the user asked for into the request. This is the only table of options: help,
// completion and manual pages come from it.

#include "src/cli/command_line.hpp"

namespace CLI {
class App;
}

namespace headroom::cli {

void add_run(CLI::App& app, Request& request);
void add_compare(CLI::App& app, Request& request);
void add_size(CLI::App& app, Request& request);
void add_montecarlo(CLI::App& app, Request& request);
void add_merge(CLI::App& app, Request& request);
void add_validate(CLI::App& app, Request& request);
void add_validate_models(CLI::App& app, Request& request);
void add_check(CLI::App& app, Request& request);
void add_sweep(CLI::App& app, Request& request);
void add_report(CLI::App& app, Request& request);
void add_schema(CLI::App& app, Request& request);
void add_catalog(CLI::App& app, Request& request);
void add_import(CLI::App& app, Request& request);
void add_init(CLI::App& app, Request& request);
void add_completion(CLI::App& app, Request& request);
void add_man(CLI::App& app, Request& request);
void add_runs(CLI::App& app, Request& request);

}  // namespace headroom::cli
