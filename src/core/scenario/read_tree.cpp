#include "src/core/scenario/read_tree.hpp"

#include <algorithm>
#include <utility>

#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/draw_factor.hpp"
#include "src/core/scenario/read_field.hpp"

namespace headroom::scenario {
namespace {

class Reader {
public:
    Reader(const SourceFiles& files, const FactorDraws& draws, Problems& problems)
        : files_(files), draws_(draws), problems_(problems) {}

    // `row` is the index of the named table that `table` is or belongs to.
    void read_table(const Value& table,
                    PlaceRef place,
                    const SchemaNode& node,
                    const std::string& path,
                    std::size_t row) {
        for (const Entry& entry : table.table.entries()) {
            read_entry(entry, node, path, row);
        }
        for (const auto& [key, child] : node.children) {
            const bool is_missing = child->field != nullptr && child->field->is_required &&
                                    table.table.find(key) == nullptr;
            if (is_missing) {
                const std::string name(key);
                // What the file as a whole lacks has no line.
                problems_.add(
                    path.empty() ? PlaceRef{} : place, path,
                    {name + " is missing",
                     "a line such as " + name + " = " + std::string(child->field->example), ""});
            }
        }
    }

    ReadTree take() { return std::move(result_); }

private:
    void read_entry(const Entry& entry,
                    const SchemaNode& node,
                    const std::string& path,
                    std::size_t row) {
        const SchemaNode* child = node.find(entry.key);
        const std::string inner = join_key(path, entry.key);
        if (child == nullptr) {
            problems_.add(entry.place, inner, unknown_key(node, entry.key));
        } else if (!child->is_modelled) {
            problems_.add(entry.place, inner, not_modelled(entry.key));
        } else if (child->is_leaf()) {
            read_leaf(entry, *child->field, inner, row);
        } else if (entry.value.kind != ValueKind::kTable) {
            complain_no_table(entry, node, *child, path);
        } else {
            open_table(entry, node, *child, inner, row);
        }
    }

    void read_leaf(const Entry& entry,
                   const Field& field,
                   const std::string& path,
                   std::size_t row) {
        result_.places[path] = entry.value.place;
        for (std::size_t i = 0; i < entry.value.items.size(); ++i) {
            result_.places[path + "[" + std::to_string(i) + "]"] = entry.value.items[i].place;
        }
        std::optional<ReadValue> value = read_field(entry.value, field, path, files_, problems_);
        if (value) {
            draw_factors(field, path, draws_, value->field, result_.scenario.factors);
            field.store(result_.scenario, row, value->field);
            note_currencies(entry.value, field.dimension, path);
            result_.scenario.origins.emplace(path, std::move(value->origin));
        }
    }

    // Every currency that the texts of a value name; parameters without a unit name none.
    void note_currencies(const Value& value, Dimension dimension, const std::string& path) {
        if (value.kind == ValueKind::kText) {
            const auto parsed = parse_quantity(value.text, dimension);
            if (parsed && !parsed->currency.empty()) {
                result_.currencies.emplace_back(path, parsed->currency);
            }
        }
        for (const Value& item : value.items) {
            note_currencies(item, dimension, path);
        }
        for (const Entry& entry : value.table.entries()) {
            note_currencies(entry.value, dimension, path);
        }
    }

    void open_table(const Entry& entry,
                    const SchemaNode& node,
                    const SchemaNode& child,
                    const std::string& path,
                    std::size_t row) {
        result_.places[path] = entry.place;
        if (node.is_collection()) {
            row = rows_[&node]++;
            if (entry.key.empty()) {
                problems_.add(entry.place, path, {"a name is empty", "a name", ""});
            }
        }
        const bool is_empty_collection = child.is_collection() &&
                                         child.any_name->field->is_required &&
                                         entry.value.table.entries().empty();
        if (is_empty_collection) {
            problems_.add(entry.place, path,
                          {"holds no table", std::string(child.any_name->field->example), ""});
        }
        if (child.field != nullptr) {
            FieldValue value;
            value.text = entry.key;
            child.field->store(result_.scenario, row, value);
        }
        read_table(entry.value, entry.place, child, path, row);
    }

    void complain_no_table(const Entry& entry,
                           const SchemaNode& node,
                           const SchemaNode& child,
                           const std::string& collection) {
        const std::string path = join_key(collection, entry.key);
        result_.places[path] = entry.value.place;
        ProblemText text;
        text.problem = "is " + std::string(describe_kind(entry.value.kind));
        if (node.is_collection()) {
            text.wanted = "a table [" + collection + ".NAME]";
            const std::vector<std::string> keys = child.keys();
            if (std::find(keys.begin(), keys.end(), entry.key) != keys.end()) {
                text.hint = "the table needs a name: write [" + collection + ".NAME] above '" +
                            entry.key + "'";
            }
        } else if (child.is_collection()) {
            text.wanted = "named tables: [" + path + ".NAME]";
        } else {
            text.wanted = "a table [" + path + "]";
        }
        problems_.add(entry.place, path, std::move(text));
    }

    const SourceFiles& files_;
    const FactorDraws& draws_;
    Problems& problems_;
    ReadTree result_;
    std::unordered_map<const SchemaNode*, std::size_t> rows_;
};

}  // namespace

ReadTree read_tree(const Value& root,
                   const SourceFiles& files,
                   const ReadOptions& options,
                   Problems& problems) {
    const FactorDraws draws = FactorDraws::of(root, options);
    Reader reader(files, draws, problems);
    reader.read_table(root, {}, schema_tree(), "", 0);
    ReadTree tree = reader.take();
    tree.scenario.trial = options.trial;
    return tree;
}

}  // namespace headroom::scenario
