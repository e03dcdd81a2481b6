#include "src/core/catalog/read_fact.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/base/units.hpp"
#include "src/core/catalog/mig_profile.hpp"
#include "src/core/catalog/power_rows.hpp"
#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/key_path.hpp"
#include "src/core/scenario/read_field.hpp"

namespace headroom::catalog {
namespace {

using scenario::describe_kind;
using scenario::Entry;
using scenario::join_key;
using scenario::Value;
using scenario::ValueKind;

constexpr std::string_view kClaimKeys[] = {"value", "source", "as_of", "confidence", "note"};
constexpr std::string_view kFactKeys[] = {"range", "choice", "conflicts"};

struct Quantity {
    double value = 0;
    std::string text;
    std::string currency;
};

class FactReader {
public:
    FactReader(Dimension dimension, const FactContext& context)
        : dimension_(dimension), sources_(context.sources), problems_(context.problems) {}

    std::optional<Fact> read(const Value& value,
                             const std::string& path,
                             std::span<const std::string_view> more_keys) {
        std::vector<std::string> known(std::begin(kClaimKeys), std::end(kClaimKeys));
        known.insert(known.end(), std::begin(kFactKeys), std::end(kFactKeys));
        known.insert(known.end(), more_keys.begin(), more_keys.end());
        Fact fact;
        bool is_good = read_claim(value, path, known, fact);
        if (value.kind != ValueKind::kTable) {
            return std::nullopt;
        }
        if (const Entry* range = value.table.find("range")) {
            is_good = read_range(*range, join_key(path, "range"), fact) && is_good;
        }
        if (const Entry* profiles = value.table.find("profiles");
            profiles != nullptr && has(more_keys, "profiles")) {
            is_good = read_profiles(*profiles, join_key(path, "profiles"), fact) && is_good;
        }
        if (const Entry* caps = value.table.find("caps");
            caps != nullptr && has(more_keys, "caps")) {
            is_good = read_rows(*caps, join_key(path, "caps"), "150 W:0.84:0.77", append_cap_row,
                                fact.caps) &&
                      is_good;
        }
        if (const Entry* batches = value.table.find("batches");
            batches != nullptr && has(more_keys, "batches")) {
            is_good = read_rows(*batches, join_key(path, "batches"), "32:450 W", append_batch_row,
                                fact.batches) &&
                      is_good;
        }
        is_good = read_conflicts(value, path, fact) && is_good;
        return is_good ? std::optional(std::move(fact)) : std::nullopt;
    }

private:
    static bool has(std::span<const std::string_view> keys, std::string_view key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    }

    bool complain(scenario::PlaceRef place, const std::string& path, scenario::ProblemText text) {
        problems_.add(place, path, std::move(text));
        return false;
    }

    // Everything but range, profiles and conflicts.
    bool read_claim(const Value& value,
                    const std::string& path,
                    const std::vector<std::string>& known,
                    Claim& claim) {
        if (value.kind != ValueKind::kTable) {
            return complain(value.place, path,
                            {"is " + std::string(describe_kind(value.kind)) + " without a source",
                             "{ value = " + example() + ", source = \"NAME\" }", ""});
        }
        bool is_good = true;
        for (const Entry& entry : value.table.entries()) {
            if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
                is_good =
                    complain(entry.place, join_key(path, entry.key), unknown_key(entry.key, known));
            }
        }
        is_good = read_value(value, path, claim) && is_good;
        is_good = read_source(value, path, claim) && is_good;
        if (const Entry* note = value.table.find("note")) {
            const auto text = read_text(note->value, join_key(path, "note"), problems_);
            claim.note = text.value_or("");
            is_good = text && is_good;
        }
        return is_good;
    }

    [[nodiscard]] std::string example() const {
        return dimension_ == Dimension::kCount ? std::string(unit_example(dimension_))
                                               : scenario::quote(unit_example(dimension_));
    }

    std::optional<Quantity> read_quantity(const Value& value, const std::string& path) {
        const expected<double, std::string> number = scenario::read_quantity(value, dimension_);
        if (!number) {
            const bool is_other = value.kind != ValueKind::kText &&
                                  value.kind != ValueKind::kInteger &&
                                  value.kind != ValueKind::kReal;
            problems_.add(value.place, path,
                          {number.error(),
                           is_other ? std::string(scenario::describe_dimension(dimension_)) +
                                          " such as " + example()
                                    : "",
                           ""});
            return std::nullopt;
        }
        if (*number < 0 && dimension_ != Dimension::kTemperature) {
            complain(value.place, path, {"is " + scenario::to_toml(value), "zero or more", ""});
            return std::nullopt;
        }
        Quantity quantity{*number, value.text, {}};
        if (value.kind == ValueKind::kText) {
            quantity.currency = parse_quantity(value.text, dimension_)->currency;
        } else {
            quantity.text = scenario::to_toml(value);
        }
        return quantity;
    }

    bool read_value(const Value& table, const std::string& path, Claim& claim) {
        const Entry* entry = table.table.find("value");
        if (entry == nullptr) {
            return complain(table.place, path, {"value is missing", "value = " + example(), ""});
        }
        const std::optional<Quantity> quantity =
            read_quantity(entry->value, join_key(path, "value"));
        if (!quantity) {
            return false;
        }
        claim.value = quantity->value;
        claim.text = quantity->text;
        claim.currency = quantity->currency;
        return true;
    }

    bool read_source(const Value& table, const std::string& path, Claim& claim) {
        const Entry* entry = table.table.find("source");
        if (entry == nullptr) {
            return complain(table.place, path,
                            {"source is missing", "the name of a table [source.NAME]", ""});
        }
        const std::string source_path = join_key(path, "source");
        const auto name = read_text(entry->value, source_path, problems_);
        if (!name) {
            return false;
        }
        const auto found = std::find_if(sources_.begin(), sources_.end(),
                                        [&](const Source& source) { return source.name == *name; });
        if (found == sources_.end()) {
            std::vector<std::string> known;
            for (const Source& source : sources_) {
                known.push_back(source.name);
            }
            return complain(entry->value.place, source_path,
                            scenario::unknown_name("source", *name, known));
        }
        claim.source = *name;
        claim.as_of = found->as_of;
        return read_date_and_trust(table, path, *found, claim);
    }

    bool read_date_and_trust(const Value& table,
                             const std::string& path,
                             const Source& source,
                             Claim& claim) {
        bool is_good = true;
        if (const Entry* entry = table.table.find("as_of")) {
            const auto date = read_date(entry->value, join_key(path, "as_of"), problems_);
            claim.as_of = date.value_or("");
            is_good = date.has_value();
        }
        std::optional<Confidence> confidence = source.confidence;
        if (const Entry* entry = table.table.find("confidence")) {
            confidence = read_confidence(entry->value, join_key(path, "confidence"), problems_);
        } else if (!confidence) {
            return complain(table.place, path,
                            {"confidence is missing, and source '" + source.name + "' has none",
                             "sourced, derived, from-memory or guess", ""});
        }
        claim.confidence = confidence.value_or(Confidence::kGuess);
        return confidence && is_good;
    }

    bool read_range(const Entry& entry, const std::string& path, Fact& fact) {
        if (entry.value.kind != ValueKind::kArray || entry.value.items.size() != 2) {
            return complain(entry.value.place, path,
                            {"is no pair of values", "[lowest, highest]", ""});
        }
        const auto low = read_quantity(entry.value.items[0], path);
        const auto high = read_quantity(entry.value.items[1], path);
        if (!low || !high) {
            return false;
        }
        fact.range = FactRange{low->value, high->value, low->text, high->text};
        if (!(low->value <= fact.value && fact.value <= high->value)) {
            return complain(
                entry.value.place, path,
                {"does not hold the value " + fact.text, "lowest <= value <= highest", ""});
        }
        return true;
    }

    // A list of texts, each with its own notation, appended one after the other.
    template <class Row>
    bool read_rows(const Entry& entry,
                   const std::string& path,
                   const std::string& notation,
                   expected<void, std::string> (*append)(std::string_view, std::vector<Row>&),
                   std::vector<Row>& rows) {
        if (entry.value.kind != ValueKind::kArray || entry.value.items.empty()) {
            return complain(
                entry.value.place, path,
                {"is no list of rows", "a list such as [" + scenario::quote(notation) + "]", ""});
        }
        bool is_good = true;
        for (const Value& item : entry.value.items) {
            if (const auto appended = append(item.text, rows); !appended) {
                is_good = complain(item.place, path,
                                   {appended.error(), "such as " + scenario::quote(notation), ""});
            }
        }
        return is_good;
    }

    bool read_profiles(const Entry& entry, const std::string& path, Fact& fact) {
        if (entry.value.kind != ValueKind::kArray) {
            return complain(entry.value.place, path,
                            {"is " + std::string(describe_kind(entry.value.kind)),
                             "a list such as [\"1g.10gb:7\", \"7g.80gb:1\"]", ""});
        }
        bool is_good = true;
        for (const Value& item : entry.value.items) {
            const auto profile = parse_mig_profile(item.text);
            if (!profile) {
                is_good = complain(item.place, path,
                                   {profile.error(), "PROFILE:COUNT such as \"1g.10gb:7\"", ""});
                continue;
            }
            fact.profiles.push_back(*profile);
            if (static_cast<double>(profile->instances) > fact.value) {
                is_good = complain(item.place, path,
                                   {"has more instances than the value " + fact.text, "", ""});
            }
        }
        return is_good;
    }

    bool read_conflicts(const Value& table, const std::string& path, Fact& fact) {
        const Entry* conflicts = table.table.find("conflicts");
        const Entry* choice = table.table.find("choice");
        bool is_good = true;
        if (choice != nullptr) {
            const auto text = read_text(choice->value, join_key(path, "choice"), problems_);
            fact.choice = text.value_or("");
            is_good = text.has_value();
        }
        if (conflicts == nullptr) {
            return is_good && (choice == nullptr ||
                               complain(choice->place, join_key(path, "choice"),
                                        {"nothing conflicts",
                                         "conflicts = [{ value, source }, …], or no choice", ""}));
        }
        const std::string inner = join_key(path, "conflicts");
        if (conflicts->value.kind != ValueKind::kArray || conflicts->value.items.empty()) {
            return complain(conflicts->value.place, inner,
                            {"is no list of values", "[{ value, source }, …]", ""});
        }
        if (choice == nullptr) {
            is_good = complain(conflicts->place, path,
                               {"choice is missing", "why this value and not the others", ""});
        }
        const std::vector<std::string> known(std::begin(kClaimKeys), std::end(kClaimKeys));
        for (const Value& item : conflicts->value.items) {
            Claim claim;
            is_good = read_claim(item, inner, known, claim) && is_good;
            fact.conflicts.push_back(std::move(claim));
        }
        return is_good;
    }

    Dimension dimension_;
    const std::vector<Source>& sources_;
    scenario::Problems& problems_;
};

}  // namespace

std::optional<Fact> read_fact(const Value& value,
                              Dimension dimension,
                              const std::string& path,
                              std::span<const std::string_view> more_keys,
                              const FactContext& context) {
    return FactReader(dimension, context).read(value, path, more_keys);
}

std::optional<std::string> read_date(const Value& value,
                                     const std::string& path,
                                     scenario::Problems& problems) {
    constexpr std::size_t kDateLength = 10;
    const bool is_date = value.kind == ValueKind::kDate || value.kind == ValueKind::kText;
    if (!is_date || value.text.size() != kDateLength || !parse_instant(value.text)) {
        problems.add(value.place, path,
                     {"is " + (is_date ? scenario::quote(value.text)
                                       : std::string(describe_kind(value.kind))),
                      "a date such as 2026-10-31", ""});
        return std::nullopt;
    }
    return value.text;
}

std::optional<std::string> read_text(const Value& value,
                                     const std::string& path,
                                     scenario::Problems& problems) {
    if (value.kind != ValueKind::kText || value.text.empty()) {
        problems.add(
            value.place, path,
            {value.kind == ValueKind::kText ? std::string("is empty")
                                            : "is " + std::string(describe_kind(value.kind)),
             "text in quotes", ""});
        return std::nullopt;
    }
    return value.text;
}

std::optional<Confidence> read_confidence(const Value& value,
                                          const std::string& path,
                                          scenario::Problems& problems) {
    const auto confidence = find_confidence(value.text);
    if (!confidence) {
        const std::string near =
            nearest_name(value.text, {"sourced", "derived", "from-memory", "guess"});
        problems.add(value.place, path,
                     {"is " + scenario::to_toml(value), "sourced, derived, from-memory or guess",
                      near.empty() ? "" : "did you mean '" + near + "'?"});
    }
    return confidence;
}

scenario::ProblemText unknown_key(std::string_view key, const std::vector<std::string>& known) {
    std::string all;
    for (const std::string& name : known) {
        all += (all.empty() ? "" : ", ") + name;
    }
    const std::string near = nearest_name(std::string(key), known);
    return {"unknown key", "one of " + all, near.empty() ? "" : "did you mean '" + near + "'?"};
}

}  // namespace headroom::catalog
