#include <array>
#include <string_view>

#include "src/study/size/size_plan.hpp"

namespace headroom::study {
namespace {

// Where the comparison begins: the first relation outside brackets and parentheses.
std::size_t find_relation(std::string_view text) {
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
        const bool is_relation = c == '<' || c == '>' || c == '=' || c == '!';
        if (depth == 0 && is_relation)
            return i;
    }
    return std::string_view::npos;
}

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

Diagnostics fault(const std::string& text, scenario::ProblemText problem) {
    Diagnostic fault;
    fault.place.file = "--target";
    fault.problem = "'" + text + "': " + problem.problem;
    fault.wanted = std::move(problem.wanted);
    fault.hint = std::move(problem.hint);
    return {std::move(fault)};
}

}  // namespace

expected<scenario::Assertion, Diagnostics> parse_target(const std::string& text) {
    const std::size_t relation = find_relation(text);
    if (relation == std::string::npos)
        return unexpected(fault(text, {"is no comparison", "one such as \"wait.p95 <= 4 h\"", ""}));
    scenario::Assertion target;
    target.metric = trimmed(text.substr(0, relation));
    target.wanted = trimmed(text.substr(relation));
    target.place.file = "--target";
    auto claim = scenario::parse_claim(target.metric, target.wanted);
    if (!claim)
        return unexpected(fault(text, std::move(claim.error())));
    target.claim = std::move(*claim);
    return target;
}

}  // namespace headroom::study
