#include "src/core/catalog/read_items.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "src/core/catalog/catalog_fields.hpp"
#include "src/core/catalog/find_item.hpp"
#include "src/core/catalog/read_fact.hpp"
#include "src/core/catalog/read_price.hpp"
#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/key_path.hpp"

namespace headroom::catalog {
namespace {

using scenario::describe_kind;
using scenario::Entry;
using scenario::join_key;
using scenario::PlaceRef;
using scenario::Value;
using scenario::ValueKind;

class Reader {
public:
    Reader(scenario::Problems& problems, Catalog& catalog)
        : problems_(problems), catalog_(catalog) {}

    void read(const std::vector<Value>& files) {
        each_item(files, "source", [this](const Entry& entry, const std::string& path) {
            read_one_source(entry, path);
        });
        for_each_kind([&](const auto& fields) {
            const std::string collection(kind_name(fields.kind).collection);
            each_item(files, collection, [&](const Entry& entry, const std::string& path) {
                read_item(entry, path, fields);
            });
        });
        check_collections(files);
        check_references();
    }

private:
    void complain(PlaceRef place, const std::string& path, scenario::ProblemText text) {
        problems_.add(place, path, std::move(text));
    }

    // Visits [collection.NAME] of all files; a name that stands twice is told once.
    template <class Visit>
    void each_item(const std::vector<Value>& files,
                   const std::string& collection,
                   const Visit& visit) {
        for (const Value& file : files) {
            const Entry* tables = file.table.find(collection);
            if (tables == nullptr) {
                continue;
            }
            if (tables->value.kind != ValueKind::kTable) {
                complain(tables->value.place, collection,
                         {"is " + std::string(describe_kind(tables->value.kind)),
                          "named tables: [" + collection + ".NAME]", ""});
                continue;
            }
            for (const Entry& entry : tables->value.table.entries()) {
                const std::string path = join_key(collection, entry.key);
                if (entry.value.kind != ValueKind::kTable) {
                    complain(entry.place, path,
                             {"is " + std::string(describe_kind(entry.value.kind)),
                              "a table [" + collection + ".NAME]", ""});
                } else if (entry.key.empty()) {
                    complain(entry.place, path, {"a name is empty", "a name", ""});
                } else if (!places_.emplace(path, entry.place).second) {
                    complain(entry.place, path, {"stands twice", "each name once", ""});
                } else {
                    visit(entry, path);
                }
            }
        }
    }

    void check_collections(const std::vector<Value>& files) {
        std::vector<std::string> known{"source"};
        for (const KindName& kind : kind_names()) {
            known.emplace_back(kind.collection);
        }
        for (const Value& file : files) {
            for (const Entry& entry : file.table.entries()) {
                if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
                    complain(entry.place, entry.key, unknown_key(entry.key, known));
                }
            }
        }
    }

    void read_one_source(const Entry& entry, const std::string& path) {
        Source source;
        source.name = entry.key;
        for (const Entry& part : entry.value.table.entries()) {
            const std::string inner = join_key(path, part.key);
            if (part.key == "title") {
                source.title = read_text(part.value, inner, problems_).value_or("?");
            } else if (part.key == "url") {
                source.url = read_text(part.value, inner, problems_).value_or("");
            } else if (part.key == "as_of") {
                source.as_of = read_date(part.value, inner, problems_).value_or("?");
            } else if (part.key == "confidence") {
                source.confidence =
                    read_confidence(part.value, inner, problems_).value_or(Confidence::kGuess);
            } else {
                complain(part.place, inner,
                         unknown_key(part.key, {"title", "url", "as_of", "confidence"}));
            }
        }
        if (source.title.empty()) {
            complain(entry.place, path, {"title is missing", "who says so", ""});
        }
        if (source.as_of.empty()) {
            complain(entry.place, path,
                     {"as_of is missing", "a date such as as_of = 2026-10-31", ""});
        }
        catalog_.sources.push_back(std::move(source));
    }

    template <class T>
    void read_item(const Entry& entry, const std::string& path, const KindFields<T>& fields) {
        T item;
        item.name = entry.key;
        for (const Entry& part : entry.value.table.entries()) {
            read_part(part, join_key(path, part.key), fields, item);
        }
        for (const TextField<T>& field : fields.texts) {
            complain_if_missing(field.is_required, entry, path, field.key);
        }
        for (const FactField<T>& field : fields.facts) {
            complain_if_missing(field.is_required, entry, path, field.key);
        }
        if constexpr (std::is_same_v<T, Price>) {
            read_price(entry, path, {catalog_.sources, problems_}, item);
        }
        (catalog_.*fields.items).push_back(std::move(item));
    }

    void complain_if_missing(bool is_required,
                             const Entry& entry,
                             const std::string& path,
                             std::string_view key) {
        if (is_required && entry.value.table.find(key) == nullptr) {
            complain(entry.place, path,
                     {std::string(key) + " is missing", "a line " + std::string(key) + " = …", ""});
        }
    }

    template <class T>
    void read_part(const Entry& part,
                   const std::string& path,
                   const KindFields<T>& fields,
                   T& item) {
        std::vector<std::string> known{"aliases"};
        for (const TextField<T>& field : fields.texts) {
            if (field.key == part.key) {
                item.*field.member = read_text(part.value, path, problems_).value_or("");
                text_places_[path] = part.value.place;
                return;
            }
            known.emplace_back(field.key);
        }
        for (const FactField<T>& field : fields.facts) {
            if (field.key == part.key) {
                item.*field.member = read_fact(part.value, field.dimension, path,
                                               more_keys(field.key), {catalog_.sources, problems_});
                return;
            }
            known.emplace_back(field.key);
        }
        if constexpr (std::is_same_v<T, Price>) {
            known.insert(known.end(), {"item", "kind", "rows"});
        }
        if (part.key == "item") {
            text_places_[path] = part.value.place;
        }
        if (part.key == "aliases") {
            read_aliases(part.value, path, item);
        } else if (std::find(known.begin(), known.end(), part.key) == known.end()) {
            complain(part.place, path, unknown_key(part.key, known));
        }
    }

    static std::span<const std::string_view> more_keys(std::string_view fact) {
        static constexpr std::string_view kProfiles[] = {"profiles"};
        static constexpr std::string_view kCaps[] = {"caps"};
        static constexpr std::string_view kBatches[] = {"batches"};
        if (fact == "mig") {
            return kProfiles;
        }
        if (fact == "power_capped") {
            return kCaps;
        }
        if (fact == "power_decode") {
            return kBatches;
        }
        return {};
    }

    void read_aliases(const Value& value, const std::string& path, Item& item) {
        if (value.kind != ValueKind::kArray) {
            complain(
                value.place, path,
                {"is " + std::string(describe_kind(value.kind)), "a list of names in quotes", ""});
            return;
        }
        for (const Value& alias : value.items) {
            const auto text = read_text(alias, path, problems_);
            if (text && canonical_name(*text).empty()) {
                complain(alias.place, path,
                         {"is " + scenario::quote(*text), "a name with letters or digits", ""});
            } else if (text) {
                item.aliases.push_back(*text);
            }
        }
    }

    template <class T>
    static std::vector<std::string> names_of(const std::vector<T>& items) {
        std::vector<std::string> names;
        for (const T& item : items) {
            names.push_back(item.name);
        }
        return names;
    }

    void check_name(const std::string& name,
                    const std::string& path,
                    const std::string& collection,
                    const std::vector<std::string>& known) {
        const bool is_known = std::find(known.begin(), known.end(), name) != known.end();
        if (!name.empty() && !is_known) {
            complain(text_places_[path], path, scenario::unknown_name(collection, name, known));
        }
    }

    void check_references() {
        for (const Node& node : catalog_.nodes) {
            const std::string path = join_key("node", node.name);
            check_name(node.gpu, path + ".gpu", "gpu", names_of(catalog_.gpus));
            check_name(node.nic, path + ".nic", "link", names_of(catalog_.links));
        }
        for (const Price& price : catalog_.prices) {
            const std::string path = join_key("price", price.name);
            for_each_kind([&](const auto& fields) {
                if (fields.kind == price.item_kind && !price.item.empty() &&
                    find_named(catalog_.*fields.items, price.item) == nullptr) {
                    complain(text_places_[path + ".item"], path + ".item",
                             scenario::unknown_name(std::string(kind_name(fields.kind).collection),
                                                    price.item, names_of(catalog_.*fields.items)));
                }
            });
        }
    }

    scenario::Problems& problems_;
    Catalog& catalog_;
    std::map<std::string, PlaceRef> places_;       // of items, by path
    std::map<std::string, PlaceRef> text_places_;  // of text values, by path
};

}  // namespace

void read_items(const std::vector<Value>& files, scenario::Problems& problems, Catalog& catalog) {
    Reader(problems, catalog).read(files);
}

}  // namespace headroom::catalog
