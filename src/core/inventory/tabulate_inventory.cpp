#include "src/core/inventory/tabulate_inventory.hpp"

#include <limits>

namespace headroom::inventory {

namespace {

using report::Table;
using Texts = std::vector<std::string>;
using Integers = std::vector<std::int64_t>;

std::int64_t gpus_in_use(const Fleet& fleet) {
    return static_cast<std::int64_t>(fleet.in_use.size()) * fleet.gpus_per_node;
}

}  // namespace

Table tabulate_fleets(const FleetPlan& plan) {
    Texts name, cluster, model;
    Integers nodes, set_apart, gpus_per_node, gpus;
    for (const Fleet& fleet : plan.fleets) {
        name.push_back(fleet.name);
        cluster.push_back(fleet.cluster);
        model.push_back(fleet.gpu_model);
        nodes.push_back(static_cast<std::int64_t>(fleet.in_use.size()));
        set_apart.push_back(static_cast<std::int64_t>(fleet.set_apart.size()));
        gpus_per_node.push_back(fleet.gpus_per_node);
        gpus.push_back(gpus_in_use(fleet));
    }
    return {"fleets",
            "Fleets",
            {report::text_column("fleet", name), report::text_column("cluster", cluster),
             report::text_column("gpu", model), report::integer_column("nodes", "", nodes),
             report::integer_column("set_apart", "", set_apart),
             report::integer_column("gpus_per_node", "GPU", gpus_per_node),
             report::integer_column("gpus", "GPU", gpus)}};
}

Table tabulate_partitions(const Inventory& inventory, const FleetPlan& plan) {
    Texts name, cluster, fleets, is_default;
    Integers gpus, priority;
    std::vector<double> max_time;
    for (const PlannedPartition& partition : plan.partitions) {
        const Partition* const told =
            partition.told < 0 ? nullptr
                               : &inventory.partitions[static_cast<std::size_t>(partition.told)];
        std::string names;
        std::int64_t count = 0;
        for (const std::size_t fleet : partition.fleets) {
            names += (names.empty() ? "" : " ") + plan.fleets[fleet].name;
            count += gpus_in_use(plan.fleets[fleet]);
        }
        name.push_back(partition.name);
        cluster.push_back(partition.cluster);
        fleets.push_back(names);
        gpus.push_back(count);
        max_time.push_back(told != nullptr && told->max_time_s
                               ? *told->max_time_s
                               : std::numeric_limits<double>::quiet_NaN());
        priority.push_back(told != nullptr && told->priority_tier ? *told->priority_tier
                                                                  : report::kMissing);
        is_default.emplace_back(told != nullptr && told->is_default ? "yes" : "");
    }
    return {"partitions",
            "Partitions",
            {report::text_column("partition", name), report::text_column("cluster", cluster),
             report::text_column("fleets", fleets), report::integer_column("gpus", "GPU", gpus),
             report::real_column("max_time_s", "s", max_time),
             report::integer_column("priority_tier", "", priority),
             report::text_column("default", is_default)}};
}

Table tabulate_quotas(const Inventory& inventory) {
    Texts tenant, accounts, cohort, resource, flavor, nominal, borrowing, lending;
    for (const Tenant& told : inventory.tenants) {
        std::string names;
        for (const std::string& account : told.accounts) {
            names += (names.empty() ? "" : " ") + account;
        }
        for (const Quota& quota : told.quotas.empty() ? std::vector<Quota>(1) : told.quotas) {
            tenant.push_back(told.name);
            accounts.push_back(names);
            cohort.push_back(told.cohort);
            resource.push_back(quota.resource);
            flavor.push_back(quota.flavor);
            nominal.push_back(quota.nominal);
            borrowing.push_back(quota.borrowing_limit);
            lending.push_back(quota.lending_limit);
        }
    }
    return {"quotas",
            "Quotas",
            {report::text_column("tenant", tenant), report::text_column("accounts", accounts),
             report::text_column("cohort", cohort), report::text_column("resource", resource),
             report::text_column("flavor", flavor), report::text_column("nominal", nominal),
             report::text_column("borrowing_limit", borrowing),
             report::text_column("lending_limit", lending)}};
}

Table tabulate_not_taken(const std::vector<NotTaken>& items) {
    Texts what, value, why, file;
    Integers line;
    for (const NotTaken& item : items) {
        what.push_back(item.what);
        value.push_back(item.value);
        why.push_back(item.why);
        file.push_back(item.place.file);
        line.push_back(item.place.line > 0 ? item.place.line : report::kMissing);
    }
    return {"not_taken",
            "Not taken over",
            {report::text_column("what", what), report::text_column("value", value),
             report::text_column("why", why), report::text_column("file", file),
             report::integer_column("line", "", line)}};
}

}  // namespace headroom::inventory
