#include "src/cli/print_size.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "src/cli/page_text.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/table/number_text.hpp"
#include "src/study/check/value_text.hpp"
#include "src/study/size/explain_size.hpp"

namespace headroom::cli {
namespace {

using study::SizeReport;
using study::TriedPoint;
using Row = std::vector<std::string>;

constexpr std::size_t kMostRows = 40;
constexpr std::size_t kCellWidth = 8;

Row heading(const SizeReport& report) {
    Row row;
    for (const study::SizedPath& path : report.plan.paths)
        row.push_back(path.path);
    row.emplace_back("holds");
    if (report.plan.trials > 0)
        row.emplace_back("in trials");
    for (const scenario::Assertion& target : report.plan.targets)
        row.push_back(target.metric + " " + target.wanted);
    for (const study::Objective& objective : report.plan.objectives)
        if (!objective.path)
            row.push_back(objective.text);
    return row;
}

Row point_row(const SizeReport& report, const TriedPoint& tried) {
    const study::SizePlan& plan = report.plan;
    const std::vector<std::int64_t> places = plan.places(tried.point);
    Row row;
    for (std::size_t i = 0; i < places.size(); ++i)
        row.push_back(plan.paths[i].range.text(places[i]));
    row.emplace_back(tried.holds ? "yes" : "no");
    if (plan.trials > 0)
        row.push_back(tried.share ? report::percent_text(tried.share->value()) : "-");
    for (std::size_t t = 0; t < plan.targets.size(); ++t)
        row.push_back(study::found_text(plan.targets[t], tried.targets[t]) +
                      (tried.targets[t].holds ? "" : " !"));
    for (std::size_t i = 0; i < plan.objectives.size(); ++i) {
        const double value = tried.objectives[i];
        if (!plan.objectives[i].path)
            row.push_back(
                std::isnan(value) ? "-" : study::value_text(value, plan.objectives[i].metric.unit));
    }
    return row;
}

std::string table(const SizeReport& report, const std::vector<std::size_t>& which) {
    std::vector<Row> rows{heading(report)};
    for (const std::size_t i : which)
        rows.push_back(point_row(report, report.tried[i]));
    return text_table(rows, kCellWidth);
}

// Of many those around the answer, or the first.
std::vector<std::size_t> shown(const SizeReport& report) {
    std::vector<std::size_t> which(std::min(report.tried.size(), kMostRows));
    const std::size_t middle = report.answer.value_or(0);
    const std::size_t first =
        std::min(middle - std::min(middle, kMostRows / 2), report.tried.size() - which.size());
    std::iota(which.begin(), which.end(), first);
    return which;
}

}  // namespace

std::string size_text(const SizeReport& report) {
    std::string out = toned(Tone::kTitle, wrapped(study::answer_sentence(report) + ".", 0)) + "\n";
    const std::string head = "  WARNING: ";
    for (const std::string& text : study::doubts(report))
        out += toned(Tone::kWarning, head + wrapped(text, head.size())) + "\n";
    for (const std::string& text : study::reasons(report))
        out += "  " + wrapped(text, 2) + "\n";
    if (report.tried.empty())
        return out;
    if (!report.plan.is_search && !report.front.empty())
        out += "\n  Nothing that holds beats these\n" + table(report, report.front);
    const std::vector<std::size_t> which = shown(report);
    out += "\n  Tried\n" + table(report, which);
    if (which.size() < report.tried.size())
        out +=
            "  and " +
            report::group_thousands(static_cast<std::int64_t>(report.tried.size() - which.size())) +
            " more, by --format csv\n";
    for (std::size_t i = 0; i < report.warnings.size(); ++i)
        out += (i == 0 ? "\n  Note: " : "  Note: ") + wrapped(report.warnings[i], 8) + "\n";
    return out;
}

}  // namespace headroom::cli
