#include <array>

#include "sim/base/number_text.hpp"
#include "src/core/records/price_unit.hpp"
#include "src/core/records/quotes.hpp"
#include "src/core/records/record_time.hpp"

namespace headroom::records {

namespace {

using input::CsvColumn;
using input::CsvTable;
using input::Field;
using input::quoted;

enum Column : std::size_t {
    kItem,
    kPrice,
    kUnit,
    kCurrency,
    kDate,
    kValidUntil,
    kLeadTime,
    kLeadTimeP50,
    kLeadTimeP90,
    kVendor,
    kQuote,
    kColumnCount,
};

constexpr std::array<CsvColumn, kColumnCount> kColumns{{
    {"item", true},
    {"price", true},
    {"unit"},
    {"currency"},
    {"date"},
    {"valid_until"},
    {"lead_time"},
    {"lead_time_p50"},
    {"lead_time_p90"},
    {"vendor"},
    {"quote"},
}};

struct PerWord {
    std::string_view text;
    std::string_view per;
};
constexpr std::array kPerWords{
    PerWord{"node", "node"},  PerWord{"nodes", "node"},    PerWord{"server", "node"},
    PerWord{"gpu", "GPU"},    PerWord{"gpus", "GPU"},      PerWord{"switch", "switch"},
    PerWord{"rack", "rack"},  PerWord{"cable", "cable"},   PerWord{"gpuh", "GPUh"},
    PerWord{"gpu-h", "GPUh"}, PerWord{"gpu-hour", "GPUh"}, PerWord{"gpu hour", "GPUh"},
    PerWord{"kwh", "kWh"},    PerWord{"month", "month"},   PerWord{"mo", "month"},
    PerWord{"year", "year"},  PerWord{"y", "year"},        PerWord{"item", "item"},
    PerWord{"piece", "item"}, PerWord{"each", "item"},     PerWord{"unit", "item"},
};
constexpr std::string_view kWantedPer =
    "node, GPU, switch, rack, cable, GPUh, kWh, month, year or item";

std::string_view find_per(std::string_view text) {
    text = trim_spaces(text);
    constexpr std::string_view kPer = "per ";
    if (text.starts_with(kPer)) {
        text = trim_spaces(text.substr(kPer.size()));
    }
    std::string lower(text);
    for (char& letter : lower) {
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    for (const PerWord& word : kPerWords) {
        if (word.text == lower) {
            return word.per;
        }
    }
    return {};
}

// What a unit says: money, what it buys, or both. `fault` is what is not understood.
struct QuoteUnit {
    std::optional<PriceUnit> money;
    std::string_view per;
    std::string fault;
};

QuoteUnit parse_quote_unit(std::string_view text) {
    QuoteUnit unit;
    text = trim_spaces(text);
    if (text.empty()) {
        return unit;
    }
    const std::size_t slash = text.find('/');
    const std::size_t per = text.find(" per ");
    const std::size_t joint = slash != std::string_view::npos ? slash : per;
    if (joint != std::string_view::npos) {
        unit.money = parse_money_unit(text.substr(0, joint));
        unit.per = find_per(text.substr(slash != std::string_view::npos ? joint + 1 : joint));
        if (!unit.money) {
            unit.fault = std::string(trim_spaces(text.substr(0, joint)));
        } else if (unit.per.empty()) {
            unit.fault = std::string(trim_spaces(text.substr(joint + 1)));
        }
        return unit;
    }
    unit.money = parse_money_unit(text);
    unit.per = unit.money ? std::string_view() : find_per(text);
    if (!unit.money && unit.per.empty()) {
        unit.fault = std::string(text);
    }
    return unit;
}

class QuoteReader {
public:
    QuoteReader(const CsvTable& table, input::LineProblems& problems, Quotes& result)
        : table_(table), problems_(problems), result_(result) {}

    void take_row();

private:
    void read_price(Quote& quote);
    void read_dates(Quote& quote);
    void read_lead_times(Quote& quote);
    [[nodiscard]] QuoteUnit read_unit(Column column, std::string_view text);
    [[nodiscard]] std::optional<Instant> read_date(Column column);
    [[nodiscard]] std::optional<double> read_duration(Column column);
    void report(Column column, std::string problem, std::string wanted, std::string hint = {}) {
        problems_.report(table_.line(), table_.field(column).column,
                         {std::move(problem), std::move(wanted), std::move(hint)});
    }

    const CsvTable& table_;
    input::LineProblems& problems_;
    Quotes& result_;
};

QuoteUnit QuoteReader::read_unit(Column column, std::string_view text) {
    QuoteUnit unit = parse_quote_unit(text);
    if (!unit.fault.empty()) {
        report(column, "unknown unit " + quoted(unit.fault),
               "money and what it buys, such as $/node: " + std::string(kWantedPer));
    }
    return unit;
}

void QuoteReader::read_price(Quote& quote) {
    const auto number = scan_number(table_.text(kPrice));
    if (!number || number->rest.starts_with(',')) {
        report(kPrice, "price " + quoted(table_.text(kPrice)) + " is not a number",
               "a number, such as 390000 or \"390 k$/node\"",
               table_.text(kPrice).find(',') != std::string_view::npos
                   ? "decimals follow a point; thousands are not separated by commas"
                   : "");
        return;
    }
    if (number->value < 0) {
        report(kPrice, "price " + quoted(table_.text(kPrice)) + " is negative", "a price");
    }
    const QuoteUnit own = read_unit(kPrice, number->rest);
    const QuoteUnit beside = read_unit(kUnit, table_.text(kUnit));
    const std::optional<PriceUnit> currency =
        table_.text(kCurrency).empty() ? std::nullopt : parse_money_unit(table_.text(kCurrency));
    if (!table_.text(kCurrency).empty() && !currency) {
        report(kCurrency, "unknown currency " + quoted(table_.text(kCurrency)),
               "a currency such as USD or €");
        return;
    }
    if (!own.fault.empty() || !beside.fault.empty()) {
        return;
    }
    const PriceUnit* money = nullptr;
    for (const std::optional<PriceUnit>* said : {&own.money, &beside.money, &currency}) {
        if (!*said) {
            continue;
        }
        if (money != nullptr && money->currency != (*said)->currency) {
            report(kPrice, "is in " + money->currency + " and in " + (*said)->currency,
                   "one currency a quote");
        }
        money = money == nullptr ? &**said : money;
    }
    if (money == nullptr) {
        report(kPrice, "price " + quoted(table_.text(kPrice)) + " has no currency",
               "a column 'currency' or a price such as \"390 k$/node\"");
        return;
    }
    if (!own.per.empty() && !beside.per.empty() && own.per != beside.per) {
        report(kPrice,
               "is for one " + std::string(own.per) + " and for one " + std::string(beside.per),
               "one unit a quote");
    }
    quote.currency = money->currency;
    quote.price = money->convert(number->value);
    const std::string_view per = own.per.empty() ? beside.per : own.per;
    if (!per.empty()) {
        quote.per = per;
    }
}

std::optional<Instant> QuoteReader::read_date(Column column) {
    const RecordTime time =
        read_record_time(table_.field(column), kColumns[column].name, table_.line(), problems_);
    return time.kind == input::DateKind::kDate ? std::optional(Instant{time.us}) : std::nullopt;
}

void QuoteReader::read_dates(Quote& quote) {
    quote.date = read_date(kDate);
    quote.valid_until = read_date(kValidUntil);
    if (quote.date && quote.valid_until && *quote.valid_until < *quote.date) {
        report(kValidUntil, "'valid_until' is before 'date'", "a later date");
    }
}

std::optional<double> QuoteReader::read_duration(Column column) {
    const Field& field = table_.field(column);
    if (field.text.empty()) {
        return std::nullopt;
    }
    const auto length = parse_quantity(field.text, Dimension::kTime);
    if (!length || length->value < 0) {
        report(column,
               std::string(kColumns[column].name) + " " + quoted(field.text) +
                   " is not a length of time",
               "a number with a unit, such as 26 weeks");
        return std::nullopt;
    }
    return length->value;
}

void QuoteReader::read_lead_times(Quote& quote) {
    const std::optional<double> plain = read_duration(kLeadTime);
    const std::optional<double> p50 = read_duration(kLeadTimeP50);
    quote.lead_time_p90_s = read_duration(kLeadTimeP90);
    if (plain && p50) {
        report(kLeadTimeP50, "both 'lead_time' and 'lead_time_p50' are given", "one of them");
    }
    quote.lead_time_s = p50 ? p50 : plain;
    if (quote.lead_time_p90_s && !quote.lead_time_s) {
        report(kLeadTimeP90, "'lead_time_p90' without 'lead_time_p50'", "both, or 'lead_time'");
    } else if (quote.lead_time_p90_s && *quote.lead_time_p90_s < *quote.lead_time_s) {
        report(kLeadTimeP90, "'lead_time_p90' is shorter than the median",
               "a length of time that nine of ten deliveries keep");
    }
}

void QuoteReader::take_row() {
    ++result_.report.rows;
    Quote quote;
    quote.line = table_.line().number;
    quote.item = table_.text(kItem);
    if (quote.item.empty()) {
        report(kItem, "item is empty", "what is offered, such as dgx-h100");
    }
    read_price(quote);
    read_dates(quote);
    read_lead_times(quote);
    quote.vendor = table_.text(kVendor);
    quote.number = table_.text(kQuote);
    result_.quotes.push_back(std::move(quote));
}

}  // namespace

expected<Quotes, Diagnostics> read_quotes(const std::string& file) {
    return read_records<Quotes>(
        file, "a CSV of quotes",
        [](input::TextInput& input, input::LineProblems& problems, Quotes& result) {
            CsvTable table(input, problems, kColumns);
            QuoteReader reader(table, problems, result);
            while (table.next_row()) {
                reader.take_row();
            }
            note_cut_off(table, result.report, problems);
        });
}

}  // namespace headroom::records
