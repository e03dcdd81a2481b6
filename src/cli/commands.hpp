#pragma once

// One function a command; each returns the exit code.

#include "src/cli/command_line.hpp"

namespace headroom::cli {

[[nodiscard]] int run_command(const RunRequest& request);
[[nodiscard]] int compare_command(const CompareRequest& request);
[[nodiscard]] int size_command(const SizeRequest& request);
[[nodiscard]] int montecarlo_command(const MonteCarloRequest& request);
// montecarlo --plan.
[[nodiscard]] int plan_command(const MonteCarloRequest& request);
[[nodiscard]] int merge_command(const MergeRequest& request);
[[nodiscard]] int validate_command(const ValidateRequest& request);
[[nodiscard]] int validate_models_command(const ValidateModelsRequest& request);
[[nodiscard]] int check_command(const CheckRequest& request);
[[nodiscard]] int sweep_command(const SweepRequest& request);
[[nodiscard]] int report_command(const ReportRequest& request);
[[nodiscard]] int schema_command(const SchemaRequest& request);
[[nodiscard]] int catalog_command(const CatalogRequest& request);
[[nodiscard]] int import_command(const ImportRequest& request);
[[nodiscard]] int init_command(const InitRequest& request);
[[nodiscard]] int completion_command(const CompletionRequest& request);
[[nodiscard]] int man_command(const ManRequest& request);
[[nodiscard]] int runs_command(const RunsRequest& request);
[[nodiscard]] int list_metrics_command(const ListMetricsRequest& request);

}  // namespace headroom::cli
