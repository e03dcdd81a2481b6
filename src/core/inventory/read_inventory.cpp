#include <array>

#include "src/core/inventory/inventory_builder.hpp"

namespace headroom::inventory {

namespace {

constexpr std::array kFormats{&kScontrolFormat, &kSlurmConfFormat,  &kKubernetesNodesFormat,
                              &kKueueFormat,    &kOpenbNodesFormat, &kLingjunFormat};

auto fail(const std::string& file, std::string problem, std::string wanted) {
    return unexpected(Diagnostics{
        {Severity::kError, {file, 0, 0}, {}, std::move(problem), std::move(wanted), {}, {}}});
}

// The format of that name or, for "auto", whose files begin like this; null if there is none.
const InventoryFormat* recognise(std::string_view name, std::string_view head) {
    for (const InventoryFormat* format : kFormats) {
        if (name == "auto" ? format->is_like(head) : format->name == name) {
            return format;
        }
    }
    return nullptr;
}

template <class Text>
std::string join(std::string_view separator, Text text_of) {
    std::string joined;
    for (const InventoryFormat* format : kFormats) {
        joined += joined.empty() ? "" : separator;
        joined += text_of(*format);
    }
    return joined;
}

}  // namespace

bool is_like_inventory(std::string_view head) {
    return recognise("auto", head) != nullptr;
}

std::string inventory_format_names() {
    return join(", ", [](const InventoryFormat& format) { return format.name; });
}

std::string inventory_formats() {
    return join(", or ", [](const InventoryFormat& format) { return format.wanted; });
}

expected<Inventory, Diagnostics> read_inventory(const std::string& file,
                                                const ReadOptions& options) {
    auto input = input::TextInput::open(file, "an inventory");
    if (!input) {
        return fail(file, input.error().problem, input.error().wanted);
    }
    const InventoryFormat* const format = recognise(options.format, input->head());
    if (format == nullptr && options.format != "auto") {
        return fail(file, "unknown format " + input::quoted(options.format),
                    "one of auto, " + inventory_format_names());
    }
    if (format == nullptr) {
        return fail(file, "is no inventory that is known", inventory_formats());
    }
    input->set_watch(options.watch);
    InventoryBuilder builder(file, *input);
    format->read(builder);
    return builder.finish(format->name);
}

}  // namespace headroom::inventory
