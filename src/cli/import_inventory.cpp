// What a site has about its hardware and schedulers: a scenario fragment on stdout, what was read
// on stderr.

#include "src/cli/import_kind.hpp"
#include "src/cli/import_page.hpp"
#include "src/cli/page_text.hpp"
#include "src/core/inventory/tabulate_inventory.hpp"
#include "src/core/inventory/write_fragment.hpp"
#include "src/core/output/output_file.hpp"
#include "src/core/table/json_writer.hpp"
#include "src/core/table/number_text.hpp"
#include "src/core/table/problems_json.hpp"

namespace headroom::cli {
namespace {

using inventory::FleetPlan;
using inventory::Inventory;
using inventory::NotTaken;
using report::group_thousands;

ImportOutcome failed(Diagnostics problems) {
    ImportOutcome outcome;
    outcome.exit_code = kExitInput;
    outcome.problems = std::move(problems);
    return outcome;
}

// An option that is for jobs.
ImportOutcome refused(const std::string& file, const std::string& option) {
    ImportOutcome outcome = failed({{Severity::kError,
                                     {file, 0, 0},
                                     {},
                                     "is an inventory, which has no jobs",
                                     option + " for files of jobs only",
                                     {},
                                     {}}});
    outcome.exit_code = kExitUsage;
    return outcome;
}

// For people: what became of the file.
std::string talk_text(const Inventory& inventory, const FleetPlan& plan, std::size_t not_taken) {
    const inventory::Source& source = inventory.sources.front();
    std::string text = label("Read") + source.format + ": " + counted(source.nodes, "node") + ", " +
                       counted(source.partitions, "partition") + ", " +
                       counted(source.tenants, "tenant") + "\n";
    for (std::size_t i = 0; i < plan.fleets.size(); ++i) {
        const inventory::Fleet& fleet = plan.fleets[i];
        const auto nodes = static_cast<std::int64_t>(fleet.in_use.size());
        text += label(i == 0 ? "Fleets" : "") + fleet.name + ": " + counted(nodes, "node") + " × " +
                std::to_string(fleet.gpus_per_node) + " = " +
                counted(nodes * fleet.gpus_per_node, "GPU");
        if (fleet.gpus_are_guess)
            text += " (guessed: the file tells no GPUs)";
        if (!fleet.set_apart.empty())
            text += ", and " + counted(static_cast<std::int64_t>(fleet.set_apart.size()), "node") +
                    " down or drained";
        text += "\n";
    }
    if (not_taken > 0)
        text += label("Left out") + counted(static_cast<std::int64_t>(not_taken), "thing") +
                ", listed with their reasons at the end of the fragment\n";
    for (const Diagnostic& warning : inventory.warnings)
        text += label("Warning") + wrapped(warning.problem, kLabelWidth + 2) + "\n";
    return text;
}

void write_table(report::JsonWriter& json, const report::Table& table) {
    json.key(table.name);
    write_rows(json, table);
}

std::string inventory_json(const Inventory& inventory,
                           const FleetPlan& plan,
                           const std::vector<NotTaken>& not_taken,
                           const std::string& fragment) {
    const inventory::Source& source = inventory.sources.front();
    report::JsonWriter json;
    json.begin_object().key("file").text(source.file).key("valid").boolean(true);
    json.key("kind").text("inventory").key("format").text(source.format);
    json.key("nodes").integer(source.nodes);
    write_table(json, tabulate_fleets(plan));
    write_table(json, tabulate_partitions(inventory, plan));
    write_table(json, tabulate_quotas(inventory));
    write_table(json, tabulate_not_taken(not_taken));
    json.key("problems");
    write_problems(json, inventory.warnings);
    json.key("fragment").text(fragment).end_object();
    return json.take();
}

// With --strict everything that a scenario does not say is a fault.
Diagnostics strict_faults(const Inventory& inventory, const std::vector<NotTaken>& not_taken) {
    Diagnostics faults;
    const auto add = [&](const SourcePlace& place, std::string problem) {
        faults.push_back(
            {Severity::kError, place, {}, std::move(problem), "none, as --strict says", {}, {}});
    };
    for (const NotTaken& item : not_taken) {
        NotTaken without_place = item;
        without_place.place = {};
        add(item.place, "not taken over: " + describe(without_place));
    }
    for (const Diagnostic& warning : inventory.warnings)
        add(warning.place, "warning: " + warning.problem);
    return faults;
}

expected<void, Diagnostics> write_fragment_file(const std::string& fragment,
                                                const ImportRequest& request) {
    if (const auto free = output::check_target(request.output_file, request.files); !free)
        return free;
    return output::write_file(request.output_file, [&](const report::TextSink& sink) {
        sink(fragment);
        return true;
    });
}

ImportOutcome import_inventory(const std::string& name, const ImportContext& context) {
    const ImportRequest& request = context.request;
    if (!request.key_file.empty() || !request.samples_file.empty())
        return refused(name, request.key_file.empty() ? "--prom" : "--anonymise");
    const std::stop_token token = context.watcher.token();
    context.progress.begin("read");
    const auto inventory = inventory::read_inventory(
        name, {.format = request.format_of_input, .watch = [&](double share) {
                   context.progress.update_share("read", share);
                   return !token.stop_requested();
               }});
    if (token.stop_requested()) {
        ImportOutcome outcome;
        outcome.exit_code = kExitSignal;
        outcome.talk = "headroom: stopped; nothing was written\n";
        return outcome;
    }
    if (!inventory)
        return failed(inventory.error());
    const FleetPlan plan = inventory::group_fleets(*inventory);
    const std::vector<NotTaken> not_taken = inventory::list_not_taken(*inventory, plan);
    const std::string fragment = inventory::write_fragment(*inventory);
    ImportOutcome outcome;
    if (request.strict)
        outcome.problems = strict_faults(*inventory, not_taken);
    outcome.exit_code = outcome.problems.empty() ? kExitOk : kExitInput;
    const bool is_to_file = !request.output_file.empty() && request.output_file != "-";
    if (is_to_file && outcome.problems.empty()) {
        if (const auto written = write_fragment_file(fragment, request); !written)
            return failed(written.error());
    }
    if (request.format == OutputFormat::kJson) {
        outcome.data = inventory_json(*inventory, plan, not_taken, fragment);
        return outcome;
    }
    outcome.talk = talk_text(*inventory, plan, not_taken.size());
    if (is_to_file)
        outcome.talk += label("Written") + request.output_file + "\n";
    else
        outcome.data = fragment;
    return outcome;
}

}  // namespace

const ImportKind kImportInventory{inventory::inventory_format_names, inventory::inventory_formats,
                                  inventory::is_like_inventory, import_inventory};

}  // namespace headroom::cli
