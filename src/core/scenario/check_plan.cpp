#include "src/core/scenario/check_plan.hpp"

#include <string>
#include <vector>

#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/key_path.hpp"

namespace headroom::scenario {
namespace {

class PlanChecker {
public:
    PlanChecker(const ReadTree& tree, Problems& problems) : tree_(tree), problems_(problems) {}

    void check() {
        for (const auto& [path, currency] : tree_.currencies) {
            check_currency(path, currency);
        }
        for (const auto& [name, purchase] : tree_.scenario.purchases) {
            check_purchase(join_key("purchase", name), purchase);
        }
        for (const auto& [name, demand] : tree_.scenario.demands) {
            check_busy(join_key("demand", name), demand.outlook);
        }
        check_spikes(tree_.scenario.plan.electricity);
        check_node_price(tree_.scenario.plan.node_price);
    }

private:
    void complain(const std::string& path, ProblemText text) {
        const auto found = tree_.places.find(path);
        problems_.add(found == tree_.places.end() ? PlaceRef{} : found->second, path,
                      std::move(text));
    }

    void check_currency(const std::string& path, const std::string& currency) {
        const std::string& wanted = tree_.scenario.currency;
        if (currency != wanted) {
            complain(path,
                     {"is in " + currency + ", the scenario in " + wanted, "prices in " + wanted,
                      "currency = \"" + currency + "\" in [economics] if all of them are"});
        }
    }

    void check_purchase(const std::string& path, const Purchase& purchase) {
        std::vector<std::string> known;
        for (const auto& [name, fleet] : tree_.scenario.fleets) {
            if (name == purchase.fleet) {
                return;
            }
            known.push_back(name);
        }
        if (!purchase.fleet.empty()) {
            complain(path + ".fleet", unknown_name("fleet", purchase.fleet, known));
        }
    }

    // Keys of one group: all of them or none.
    void check_together(const std::string& table,
                        const std::vector<std::pair<const char*, bool>>& keys) {
        std::string given;
        for (const auto& [key, is_given] : keys) {
            given = given.empty() && is_given ? key : given;
        }
        for (const auto& [key, is_given] : keys) {
            // A key with a wrong value has its own message.
            const bool is_written = tree_.places.contains(table + "." + key);
            if (!given.empty() && !is_given && !is_written) {
                complain(table, {std::string(key) + " is missing beside " + given, "both", ""});
            }
        }
    }

    void check_busy(const std::string& path, const DemandOutlook& outlook) {
        check_together(path + ".busy", {{"factor", outlook.busy_factor != 1},
                                        {"every", outlook.busy_every_s.has_value()},
                                        {"lasts", outlook.busy_lasts_s.has_value()}});
    }

    void check_spikes(const ElectricityOutlook& outlook) {
        check_together("price.electricity", {{"spikes", outlook.spikes_per_year > 0},
                                             {"spike_size", outlook.spike_size.has_value()},
                                             {"spike_decay", outlook.spike_decay_s.has_value()}});
    }

    void check_node_price(const NodePriceOutlook& outlook) {
        check_together("price.node", {{"generation_every", outlook.generation_every_s.has_value()},
                                      {"generation_drop", outlook.generation_drop > 0}});
    }

    const ReadTree& tree_;
    Problems& problems_;
};

}  // namespace

void check_plan(const ReadTree& tree, Problems& problems) {
    PlanChecker(tree, problems).check();
}

}  // namespace headroom::scenario
