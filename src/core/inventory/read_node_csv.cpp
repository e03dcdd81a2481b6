// Node lists in CSV. openb (https://github.com/hkust-adsl/kubernetes-scheduler-simulator, of
// Alibaba's cluster trace 2023): sn, cpu_milli, memory_mib, gpu, model. Lingjun
// (https://github.com/alibaba/alibaba-lingjun-dataset-2023): ip and the switches above a host, DSW,
// PSW and ASW from the top; it tells no GPUs.

#include <array>

#include "src/core/input/csv_table.hpp"
#include "src/core/inventory/inventory_builder.hpp"

namespace headroom::inventory {

namespace {

using input::CsvColumn;
using input::CsvTable;
using input::NumberText;

enum OpenbColumn : std::size_t { kSn, kCpuMilli, kMemoryMib, kGpu, kModel };
constexpr std::array<CsvColumn, 5> kOpenbColumns{
    {{"sn", true}, {"cpu_milli", true}, {"memory_mib", true}, {"gpu", true}, {"model", true}}};

enum LingjunColumn : std::size_t { kIp, kDsw, kPsw, kAsw };
constexpr std::array<CsvColumn, 4> kLingjunColumns{
    {{"ip", true}, {"DSW", true}, {"PSW", true}, {"ASW", true}}};

bool is_like_openb(std::string_view head) {
    const std::string_view header = input::first_line(head);
    return input::names_column(header, "sn") && input::names_column(header, "gpu") &&
           input::names_column(header, "model");
}

bool is_like_lingjun(std::string_view head) {
    const std::string_view header = input::first_line(head);
    return input::names_column(header, "ASW") || input::names_column(header, "PSW");
}

// A count that must be there.
std::int64_t read_count(InventoryBuilder& builder,
                        const CsvTable& table,
                        std::size_t column,
                        std::string_view name) {
    const input::ScaledNumber number =
        builder.problems().read_count(table.field(column), name, table.line());
    const bool is_count = number.kind == NumberText::kNumber && number.value >= 0;
    if (!is_count && (number.kind == NumberText::kMissing || number.kind == NumberText::kNumber)) {
        builder.problems().report(
            table.line(), table.field(column).column,
            {std::string(name) + " " + input::quoted(table.text(column)) + " is not a count",
             "a whole number from 0 on",
             {}});
    }
    return is_count ? number.value : kNotTold;
}

bool take_name(InventoryBuilder& builder, const CsvTable& table, Node& node) {
    node.name = table.text(0);
    if (node.name.empty()) {
        builder.problems().report(table.line(), table.field(0).column,
                                  {"a node has no name", "a name in the first column", {}});
    }
    return !node.name.empty();
}

void tell_cut_off(InventoryBuilder& builder, const CsvTable& table) {
    if (table.cut_off_line() > 0) {
        builder.warn(table.cut_off_line(), "the last line is cut off: left out");
    }
}

void read_openb(InventoryBuilder& builder) {
    CsvTable table(builder.input(), builder.problems(), kOpenbColumns,
                   {.unknown_columns = input::UnknownColumns::kAreIgnored});
    while (table.next_row()) {
        Node node;
        const bool has_name = take_name(builder, table, node);
        const std::int64_t milli = read_count(builder, table, kCpuMilli, "cpu_milli");
        const std::int64_t mebibytes = read_count(builder, table, kMemoryMib, "memory_mib");
        node.cpus = milli == kNotTold ? kNotTold : milli / 1000;
        node.memory_bytes = mebibytes == kNotTold ? kNotTold : mebibytes << 20u;
        node.gpus = read_count(builder, table, kGpu, "gpu");
        node.gpu_model = table.text(kModel);
        if (has_name) {
            builder.add_node(std::move(node), table.line());
        }
    }
    tell_cut_off(builder, table);
}

void read_lingjun(InventoryBuilder& builder) {
    CsvTable table(builder.input(), builder.problems(), kLingjunColumns,
                   {.unknown_columns = input::UnknownColumns::kAreIgnored});
    while (table.next_row()) {
        Node node;
        if (!take_name(builder, table, node)) {
            continue;
        }
        for (const std::size_t column : {kDsw, kPsw, kAsw}) {
            node.switches.emplace_back(table.text(column));
        }
        builder.add_node(std::move(node), table.line());
    }
    tell_cut_off(builder, table);
}

}  // namespace

const InventoryFormat kOpenbNodesFormat{"openb-nodes",
                                        "a CSV with the columns sn, cpu_milli, memory_mib, gpu, "
                                        "model",
                                        is_like_openb, read_openb};

const InventoryFormat kLingjunFormat{"lingjun", "a CSV with the columns ip, DSW, PSW, ASW",
                                     is_like_lingjun, read_lingjun};

}  // namespace headroom::inventory
