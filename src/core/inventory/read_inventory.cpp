#include <array>

#include "src/core/inventory/inventory_builder.hpp"

namespace headroom::inventory {

namespace {

constexpr std::array kFormats{&kScontrolFormat, &kSlurmConfFormat, &kKueueFormat,
                              &kOpenbNodesFormat, &kLingjunFormat};

auto fail(const std::string& file, std::string problem, std::string wanted) {
    return unexpected(Diagnostics{
        {Severity::kError, {file, 0, 0}, {}, std::move(problem), std::move(wanted), {}, {}}});
}

const InventoryFormat* recognise(std::string_view head) {
    for (const InventoryFormat* format : kFormats) {
        if (format->is_like(head)) {
            return format;
        }
    }
    return nullptr;
}

}  // namespace

bool is_like_inventory(std::string_view head) {
    return recognise(head) != nullptr;
}

std::string inventory_formats() {
    std::string text;
    for (const InventoryFormat* format : kFormats) {
        text += text.empty() ? "" : ", or ";
        text += format->wanted;
    }
    return text;
}

expected<Inventory, Diagnostics> read_inventory(const std::string& file) {
    auto input = input::TextInput::open(file, "an inventory");
    if (!input) {
        return fail(file, input.error().problem, input.error().wanted);
    }
    const InventoryFormat* const format = recognise(input->head());
    if (format == nullptr) {
        return fail(file, "is no inventory that is known", inventory_formats());
    }
    InventoryBuilder builder(file, *input);
    format->read(builder);
    return builder.finish(format->name);
}

}  // namespace headroom::inventory
