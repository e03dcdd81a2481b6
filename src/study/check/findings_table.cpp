#include "src/study/check/findings_table.hpp"

#include <algorithm>

#include "src/study/check/check_findings.hpp"
#include "src/study/check/markdown_text.hpp"

namespace headroom::study {

std::string findings_table(const CheckReport& report,
                           std::string_view link_base,
                           std::size_t most_bytes) {
    std::vector<MarkdownRow> rows;
    for (const Finding& finding : list_findings(report)) {
        std::string claim = code_span(finding.claim);
        if (!finding.variant.empty())
            claim += (claim.empty() ? "variant " : ", variant ") + code_span(finding.variant);
        std::string detail = markdown_text(finding.detail);
        if (!finding.reason.empty())
            detail += (detail.empty() ? "Why: " : ". Why: ") + markdown_text(finding.reason);
        rows.push_back({finding.is_error ? "**fails**" : "warns",
                        place_link(finding.place, link_base), claim, markdown_text(finding.found),
                        detail});
    }
    if (rows.empty())
        return {};
    return "\n" + markdown_table({"", "Place", "Claim", "Found", "Detail"}, rows,
                                 std::max<std::size_t>(most_bytes, 1) - 1);
}

}  // namespace headroom::study
