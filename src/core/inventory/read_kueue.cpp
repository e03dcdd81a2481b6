// Objects of Kueue in YAML, several documents or a List: cluster queues with their quotas, the
// flavours of nodes they give out, and the local queues that namespaces submit to. A local queue
// becomes a partition (pods name it as their queue) of the nodes that carry the labels of its
// flavours; a cluster queue becomes a tenant of the namespaces that use it.
// Source: https://kueue.sigs.k8s.io/docs/reference/kueue.v1beta1/ (v1beta2: cohort is cohortName).

#include <algorithm>
#include <map>

#include "src/core/inventory/inventory_builder.hpp"

#include <yaml-cpp/yaml.h>

namespace headroom::inventory {

namespace {

constexpr std::size_t kLargestFile = 64u << 20;
constexpr std::string_view kQuotas = "quotas are not modelled yet";

bool is_like_kueue(std::string_view head) {
    return head.find("kueue.x-k8s.io/") != std::string_view::npos &&
           head.find("apiVersion") != std::string_view::npos &&
           head.find("queue-name") == std::string_view::npos;
}

// The member of a map; undefined where it is no map or has none.
YAML::Node member(const YAML::Node& node, const char* key) {
    return node.IsDefined() && node.IsMap() ? node[key] : YAML::Node(YAML::NodeType::Undefined);
}

std::string text_of(const YAML::Node& node) {
    return node.IsDefined() && node.IsScalar() ? node.Scalar() : std::string();
}

std::int64_t line_of(const YAML::Node& node) {
    return node.IsDefined() ? node.Mark().line + 1 : 0;
}

// Elements of a list that may not be there.
std::vector<YAML::Node> elements(const YAML::Node& node) {
    std::vector<YAML::Node> list;
    if (node.IsDefined() && node.IsSequence()) {
        for (const auto& element : node) {
            list.push_back(static_cast<const YAML::Node&>(element));
        }
    }
    return list;
}

struct LocalQueue {
    std::string name;
    std::string account;
    std::string cluster_queue;
    std::int64_t line = 0;
};

class KueueReader {
public:
    explicit KueueReader(InventoryBuilder& builder) : builder_(builder) {}

    void read() {
        (void)builder_.cluster(SchedulerKind::kKubernetes);
        text_ = builder_.input().take_rest(kLargestFile);
        try {
            for (const YAML::Node& document : YAML::LoadAll(text_)) {
                take(document);
            }
        } catch (const YAML::Exception& fault) {
            report(fault.mark, {"is not YAML: " + fault.msg, "YAML", {}});
        }
        take_local_queues();
        take_strategies();
    }

private:
    // With the text of the line that the place is in.
    void report(const YAML::Mark& mark, input::Fault fault) {
        if (mark.is_null()) {
            builder_.problems().report(std::move(fault));
            return;
        }
        std::size_t begin = std::min(static_cast<std::size_t>(mark.pos), text_.size());
        while (begin > 0 && text_[begin - 1] != '\n') {
            --begin;
        }
        const std::size_t end = std::min(text_.find('\n', begin), text_.size());
        builder_.problems().report(
            {std::string_view(text_).substr(begin, end - begin), mark.line + 1, false},
            mark.column + 1, std::move(fault));
    }

    void report(const YAML::Node& node, input::Fault fault) {
        report(node.IsDefined() ? node.Mark() : YAML::Mark::null_mark(), std::move(fault));
    }

    void take(const YAML::Node& object) {
        if (!object.IsDefined() || object.IsNull()) {
            return;
        }
        if (!object.IsMap()) {
            report(object, {"is not an object of Kubernetes", "apiVersion, kind, metadata", {}});
            return;
        }
        if (const YAML::Node items = member(object, "items"); items.IsDefined()) {
            for (const YAML::Node& item : elements(items)) {
                take(item);
            }
            return;
        }
        const std::string kind = text_of(member(object, "kind"));
        const std::string name = text_of(member(member(object, "metadata"), "name"));
        if (name.empty()) {
            report(object, {kind.empty() ? "an object has no kind and no name"
                                         : "a " + kind + " has no name",
                            "kind and metadata.name",
                            {}});
        } else if (kind == "ClusterQueue") {
            take_cluster_queue(object, name);
        } else if (kind == "ResourceFlavor") {
            take_flavor(object, name);
        } else if (kind == "LocalQueue") {
            take_local_queue(object, name);
        } else {
            const bool is_priority = kind == "WorkloadPriorityClass" || kind == "PriorityClass";
            builder_.leave_out((kind.empty() ? "object" : kind) + " " + name,
                               text_of(member(object, "value")),
                               is_priority ? "jobs bring their priority along"
                                           : "has no counterpart in a scenario",
                               line_of(object));
        }
    }

    void take_flavor(const YAML::Node& object, const std::string& name) {
        std::vector<std::string> labels;
        const YAML::Node told = member(member(object, "spec"), "nodeLabels");
        if (told.IsDefined() && told.IsMap()) {
            for (const auto& label : told) {
                labels.push_back(text_of(label.first) + "=" + text_of(label.second));
            }
        }
        if (!flavors_.emplace(name, std::move(labels)).second) {
            report(object, {"ResourceFlavor " + input::quoted(name) + " stands twice",
                            "each object once",
                            {}});
        }
    }

    void take_cluster_queue(const YAML::Node& object, const std::string& name) {
        auto& tenants = builder_.inventory().tenants;
        if (std::any_of(tenants.begin(), tenants.end(),
                        [&](const Tenant& tenant) { return tenant.name == name; })) {
            report(
                object,
                {"ClusterQueue " + input::quoted(name) + " stands twice", "each object once", {}});
            return;
        }
        Tenant tenant;
        tenant.name = name;
        tenant.cluster = kKubernetesName;
        tenant.place = builder_.place(line_of(object));
        const YAML::Node spec = member(object, "spec");
        tenant.cohort = text_of(member(spec, "cohortName"));
        if (tenant.cohort.empty()) {
            tenant.cohort = text_of(member(spec, "cohort"));
        }
        for (const YAML::Node& group : elements(member(spec, "resourceGroups"))) {
            for (const YAML::Node& flavor : elements(member(group, "flavors"))) {
                take_quotas(flavor, tenant);
            }
        }
        note_cluster_queue(spec, tenant);
        if (const std::string strategy = text_of(member(spec, "queueingStrategy"));
            !strategy.empty()) {
            strategies_.push_back({strategy, name, line_of(member(spec, "queueingStrategy"))});
        }
        tenants.push_back(std::move(tenant));
    }

    // A quota, a limit: a quantity or not there.
    std::string read_quantity(const YAML::Node& node, const char* what) {
        if (node.IsDefined() && !node.IsScalar() && !node.IsNull()) {
            report(node, {std::string(what) + " is not a quantity", "such as 64 or 512Gi", {}});
        }
        return text_of(node);
    }

    void take_quotas(const YAML::Node& flavor, Tenant& tenant) {
        const std::string name = text_of(member(flavor, "name"));
        for (const YAML::Node& resource : elements(member(flavor, "resources"))) {
            Quota quota;
            quota.flavor = name;
            quota.resource = text_of(member(resource, "name"));
            const YAML::Node nominal = member(resource, "nominalQuota");
            if (quota.resource.empty() || !nominal.IsDefined()) {
                report(resource,
                       {"a quota of ClusterQueue " + input::quoted(tenant.name) + " has no " +
                            (quota.resource.empty() ? "name" : "nominalQuota"),
                        "name and nominalQuota",
                        {}});
                continue;
            }
            quota.nominal = read_quantity(nominal, "nominalQuota");
            quota.borrowing_limit =
                read_quantity(member(resource, "borrowingLimit"), "borrowingLimit");
            quota.lending_limit = read_quantity(member(resource, "lendingLimit"), "lendingLimit");
            if (quota.resource.find("gpu") != std::string::npos) {
                const std::string what =
                    "cluster queue " + tenant.name + ": " + quota.resource + " of " + name + ": ";
                leave_out(what + "nominalQuota", quota.nominal, kQuotas, nominal);
                leave_out(what + "borrowingLimit", quota.borrowing_limit, kQuotas,
                          member(resource, "borrowingLimit"));
                leave_out(what + "lendingLimit", quota.lending_limit, kQuotas,
                          member(resource, "lendingLimit"));
            }
            tenant.quotas.push_back(std::move(quota));
        }
    }

    void leave_out(std::string what,
                   std::string value,
                   std::string_view why,
                   const YAML::Node& node) {
        if (!value.empty()) {
            builder_.leave_out_setting(std::move(what), std::move(value), std::string(why),
                                       line_of(node));
        }
    }

    void note_cluster_queue(const YAML::Node& spec, const Tenant& tenant) {
        const std::string what = "cluster queue " + tenant.name + ": ";
        const YAML::Node cohort = member(spec, "cohortName");
        leave_out(what + "cohort", tenant.cohort, kQuotas,
                  cohort.IsDefined() ? cohort : member(spec, "cohort"));
        const YAML::Node preemption = member(spec, "preemption");
        for (const char* key : {"withinClusterQueue", "reclaimWithinCohort"}) {
            const std::string value = text_of(member(preemption, key));
            leave_out(what + key, value == "Never" ? "" : value, "preemption is not modelled yet",
                      member(preemption, key));
        }
        const std::string stop = text_of(member(spec, "stopPolicy"));
        leave_out(what + "stopPolicy", stop == "None" ? "" : stop, "a queue is open all the time",
                  member(spec, "stopPolicy"));
        leave_out(what + "fairSharing weight",
                  text_of(member(member(spec, "fairSharing"), "weight")),
                  "fair sharing is not modelled yet", member(spec, "fairSharing"));
        if (const YAML::Node old = member(spec, "resources"); old.IsDefined()) {
            builder_.leave_out("cluster queue " + tenant.name + ": resources", {},
                               "quotas of the version v1alpha1 are not read", line_of(old));
        }
    }

    void take_local_queue(const YAML::Node& object, const std::string& name) {
        LocalQueue queue{name, text_of(member(member(object, "metadata"), "namespace")),
                         text_of(member(member(object, "spec"), "clusterQueue")), line_of(object)};
        if (queue.cluster_queue.empty()) {
            report(object, {"LocalQueue " + input::quoted(name) + " names no cluster queue",
                            "spec.clusterQueue",
                            {}});
            return;
        }
        if (queue.account.empty()) {
            queue.account = "default";
        }
        local_queues_.push_back(std::move(queue));
    }

    void take_local_queues();
    void add_to_partition(const LocalQueue& queue, const Tenant* tenant);
    void take_strategies();

    struct Strategy {
        std::string name;
        std::string queue;
        std::int64_t line = 0;
    };

    InventoryBuilder& builder_;
    std::string text_;
    std::map<std::string, std::vector<std::string>> flavors_;  // name: labels as "key=value"
    std::vector<LocalQueue> local_queues_;
    std::vector<Strategy> strategies_;
};

void KueueReader::take_local_queues() {
    auto& tenants = builder_.inventory().tenants;
    for (const LocalQueue& queue : local_queues_) {
        auto tenant = std::find_if(tenants.begin(), tenants.end(), [&](const Tenant& other) {
            return other.name == queue.cluster_queue;
        });
        const bool is_known = tenant != tenants.end();
        if (!is_known) {
            Tenant unknown;
            unknown.name = queue.cluster_queue;
            unknown.cluster = kKubernetesName;
            unknown.place = builder_.place(queue.line);
            tenant = tenants.insert(tenants.end(), std::move(unknown));
        }
        if (std::find(tenant->accounts.begin(), tenant->accounts.end(), queue.account) ==
            tenant->accounts.end()) {
            tenant->accounts.push_back(queue.account);
        }
        add_to_partition(queue, is_known ? &*tenant : nullptr);
    }
}

// Queues of one name in several namespaces are one partition: pods are told apart by it alone.
void KueueReader::add_to_partition(const LocalQueue& queue, const Tenant* tenant) {
    auto& partitions = builder_.inventory().partitions;
    auto partition = std::find_if(partitions.begin(), partitions.end(),
                                  [&](const Partition& other) { return other.name == queue.name; });
    if (partition == partitions.end()) {
        Partition added;
        added.name = queue.name;
        added.cluster = kKubernetesName;
        builder_.add_partition(std::move(added), {{}, queue.line, false});
        partition = partitions.end() - 1;
    }
    const auto add_selector = [&](std::vector<std::string> labels) {
        if (std::find(partition->selectors.begin(), partition->selectors.end(), labels) ==
            partition->selectors.end()) {
            partition->selectors.push_back(std::move(labels));
        }
    };
    bool has_flavor = false;
    for (const Quota& quota : tenant == nullptr ? std::vector<Quota>{} : tenant->quotas) {
        const auto flavor = flavors_.find(quota.flavor);
        if (flavor != flavors_.end() && quota.resource.find("gpu") != std::string::npos) {
            has_flavor = true;
            add_selector(flavor->second);
        }
    }
    if (!has_flavor) {
        builder_.leave_out("local queue " + queue.name, {},
                           "its flavours of GPUs are not in this file: it takes all nodes",
                           queue.line);
        add_selector({});
    }
}

void KueueReader::take_strategies() {
    const bool has_best_effort =
        std::any_of(strategies_.begin(), strategies_.end(),
                    [](const Strategy& other) { return other.name != "StrictFIFO"; });
    for (const Strategy& strategy : strategies_) {
        const bool is_strict = strategy.name == "StrictFIFO";
        auto& backfills = builder_.cluster(SchedulerKind::kKubernetes).backfills;
        if (!backfills && is_strict == !has_best_effort) {
            backfills = {!is_strict, builder_.place(strategy.line)};
        }
        if (has_best_effort) {
            builder_.leave_out_setting(
                "cluster queue " + strategy.queue + ": queueingStrategy", strategy.name,
                is_strict ? "a cluster has one policy for all its queues"
                          : "easy also lets later jobs go first, but never at the cost of the "
                            "first that waits",
                strategy.line);
        }
    }
}

void read_kueue(InventoryBuilder& builder) {
    KueueReader(builder).read();
}

}  // namespace

const InventoryFormat kKueueFormat{"kueue", "objects of Kueue in YAML", is_like_kueue, read_kueue};

}  // namespace headroom::inventory
