#include "src/core/scenario/read_named_numbers.hpp"

#include "src/core/scenario/key_path.hpp"
#include "src/core/scenario/read_field.hpp"

namespace headroom::scenario {

bool read_named_numbers(const Value& table,
                        const Field& field,
                        const std::string& path,
                        const SourceFiles& files,
                        Problems& problems,
                        std::vector<NamedNumber>& numbers) {
    if (table.kind != ValueKind::kTable) {
        problems.add(table.place, path,
                     {"is " + std::string(describe_kind(table.kind)), describe_wanted(field), ""});
        return false;
    }
    Field item = field;
    item.kind = FieldKind::kQuantity;
    for (const Entry& entry : table.table.entries()) {
        const auto number =
            read_field(entry.value, item, join_key(path, entry.key), files, problems);
        if (number)
            numbers.push_back({entry.key, number->field.number.value, entry.place});
    }
    return true;
}

}  // namespace headroom::scenario
