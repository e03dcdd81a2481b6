#include "src/core/scenario/check_assertions.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/key_path.hpp"

namespace headroom::scenario {
namespace {

template <class T>
std::vector<std::string> names_of(const Named<T>& tables) {
    std::vector<std::string> names;
    for (const auto& [name, table] : tables) {
        names.push_back(name);
    }
    return names;
}

// The names that a scope of this kind may have; none where any may.
std::vector<std::string> known_names(const Scenario& scenario, const std::string& kind) {
    return kind == "cluster"  ? names_of(scenario.clusters)
           : kind == "hall"   ? names_of(scenario.halls)
           : kind == "fleet"  ? names_of(scenario.fleets)
           : kind == "tenant" ? names_of(scenario.tenants)
                              : std::vector<std::string>{};
}

}  // namespace

void check_assertions(const ReadTree& tree, Problems& problems) {
    for (const Assertion& assertion : tree.scenario.assertions) {
        const std::string& scope = assertion.claim.condition.metric.scope;
        const std::size_t equals = scope.find('=');
        if (equals == std::string::npos) {
            continue;
        }
        const std::string kind = scope.substr(0, equals);
        const std::string name = scope.substr(equals + 1);
        const std::vector<std::string> known = known_names(tree.scenario, kind);
        const bool is_any = known.empty() && (kind != "hall" && kind != "tenant");
        if (!is_any && std::find(known.begin(), known.end(), name) == known.end()) {
            problems.add(assertion.written, join_key("assert", assertion.metric),
                         unknown_name(kind, name, known));
        }
    }
}

}  // namespace headroom::scenario
