#include <filesystem>
#include <utility>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/print_summary.hpp"
#include "src/cli/terminal.hpp"

namespace headroom::cli {
namespace {

namespace fs = std::filesystem;

// Several results exported to one folder get a folder each, named after their own.
std::string target_folder(const ReportRequest& request, const std::string& result) {
    std::error_code ignored;
    fs::path own = fs::path(result);
    if (!fs::is_directory(own, ignored))
        own = own.has_parent_path() ? own.parent_path() : fs::path(".");
    if (request.output_folder.empty())
        return own.string();
    if (request.results.size() == 1)
        return request.output_folder;
    const fs::path name = fs::absolute(own, ignored).lexically_normal() / "";
    return (fs::path(request.output_folder) / name.parent_path().filename()).string();
}

expected<void, Diagnostics> export_tables(const ReportRequest& request,
                                          const report::Result& result,
                                          const std::string& target,
                                          report::ExportFormat format) {
    auto folder = report::OutputFolder::open(target);
    if (!folder)
        return unexpected(std::move(folder.error()));
    auto written = report::write_exports(*folder, result, {format, request.tables});
    if (written && !request.quiet)
        tell("Written to " + target + ": " + std::to_string(request.tables.size()) + " tables as " +
             (format == report::ExportFormat::kCsv ? "CSV\n" : "JSON\n"));
    return written;
}

expected<void, Diagnostics> report_one(const ReportRequest& request, const std::string& name) {
    const auto result = report::open_result(name);
    if (!result)
        return unexpected(result.error());
    const std::string target = target_folder(request, name);
    for (const std::string& format : request.formats) {
        expected<void, Diagnostics> written;
        if (format == "csv")
            written = export_tables(request, *result, target, report::ExportFormat::kCsv);
        else if (format == "json")
            written = export_tables(request, *result, target, report::ExportFormat::kJson);
        else if (!print(summary_text(result->summary)))
            written = unexpected(Diagnostics{});
        if (!written)
            return written;
    }
    return {};
}

}  // namespace

int report_command(const ReportRequest& request) {
    int exit_code = kExitOk;
    for (const std::string& name : request.results) {
        const auto reported = report_one(request, name);
        if (reported)
            continue;
        tell_problems(reported.error());
        exit_code = kExitInput;
    }
    return exit_code;
}

}  // namespace headroom::cli
