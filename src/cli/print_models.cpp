#include "src/cli/print_models.hpp"

#include <algorithm>

#include "src/cli/page_text.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/table/number_text.hpp"
#include "src/study/validate/model_report.hpp"

namespace headroom::cli {
namespace {

using study::ModelCheck;
using Texts = std::vector<std::string>;

constexpr std::size_t kCellWidth = 8;

// Its place in the list, from 1; put there if it is new.
std::size_t place_of(const std::string& text, Texts& list) {
    const auto found = std::find(list.begin(), list.end(), text);
    const auto place = static_cast<std::size_t>(found - list.begin());
    if (found == list.end())
        list.push_back(text);
    return place + 1;
}

Texts table_row(const ModelCheck& check, Texts& sources) {
    std::string reference;
    report::append_shortest(reference, check.reference);
    return {check.subject,
            reference,
            study::ours_text(check),
            check.unit,
            study::error_text(check),
            study::tolerance_text(check),
            std::string(study::evidence_name(check.evidence)) + (check.fitted.empty() ? " " : "*") +
                "[" + std::to_string(place_of(check.source, sources)) + "]" +
                (check.holds() ? "" : "  FAILS")};
}

Texts lines_of(const std::string& text) {
    Texts lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

}  // namespace

std::string models_text(const std::vector<ModelCheck>& checks) {
    Texts sources, fits;
    std::vector<Texts> rows{
        {"", "reference", "ours", "unit", "error", "tolerance", "evidence [source]"}};
    for (const ModelCheck& check : checks) {
        rows.push_back(table_row(check, sources));
        if (!check.fitted.empty())
            (void)place_of(check.model + ": " + check.fitted, fits);
    }
    const Texts lines = lines_of(text_table(rows, kCellWidth, true));
    std::string out = lines.front() + "\n";
    for (std::size_t i = 0; i < checks.size(); ++i) {
        if (i == 0 || checks[i].model != checks[i - 1].model)
            out += toned(Tone::kTitle, checks[i].model) + "\n";
        out += (checks[i].holds() ? lines[i + 1] : toned(Tone::kWarning, lines[i + 1])) + "\n";
    }
    out += "\nSources\n";
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const std::string head = "  [" + std::to_string(i + 1) + "] ";
        out += head + wrapped(sources[i], head.size()) + "\n";
    }
    if (!fits.empty())
        out += "\n* Fitted\n";
    for (const std::string& text : fits)
        out += "  " + wrapped(text, 2) + "\n";
    return out + "\n" + wrapped(study::model_sentence(checks) + ".", 0) + "\n";
}

}  // namespace headroom::cli
