#include "tests/core/inventory/inventory_text.hpp"

#include <stdexcept>

#include "tests/core/input/temporary_file.hpp"

namespace headroom::inventory {

expected<Inventory, Diagnostics> read_text(std::string_view text, const std::string& ending) {
    const input::TemporaryFile file(text, ending);
    return read_inventory(file.path());
}

Inventory read_good(std::string_view text, const std::string& ending) {
    auto inventory = read_text(text, ending);
    if (!inventory) {
        throw std::runtime_error(format_diagnostics(inventory.error()));
    }
    return std::move(*inventory);
}

std::vector<std::string> describe_all(const Diagnostics& diagnostics) {
    std::vector<std::string> texts;
    for (const Diagnostic& diagnostic : diagnostics) {
        std::string text = std::to_string(diagnostic.place.line) + ":" +
                           std::to_string(diagnostic.place.column) + ": " + diagnostic.problem;
        text += diagnostic.wanted.empty() ? "" : "; " + diagnostic.wanted;
        text += diagnostic.hint.empty() ? "" : "; " + diagnostic.hint;
        texts.push_back(text);
    }
    return texts;
}

std::vector<std::string> describe_all(const std::vector<NotTaken>& items) {
    std::vector<std::string> texts;
    for (const NotTaken& item : items) {
        NotTaken without_file = item;
        without_file.place.file = "";
        texts.push_back(describe(without_file));
    }
    return texts;
}

}  // namespace headroom::inventory
