#include "sim/base/unit_table.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace headroom {
namespace {

enum class PrefixSet : std::uint8_t { kNone, kSmall, kLarge, kAll, kBinary, kMoney };

struct Prefix {
    std::string_view text;
    double multiplier;
    double divisor;
    bool is_small = false;
    bool is_binary = false;
};

constexpr std::array kPrefixes = {
    Prefix{"n", 1, 1e9, true},
    Prefix{"u", 1, 1e6, true},
    Prefix{"\u00B5", 1, 1e6, true},  // micro sign
    Prefix{"\u03BC", 1, 1e6, true},  // Greek mu, which looks the same
    Prefix{"m", 1, 1e3, true},
    Prefix{"Ki", 0x1p10, 1, false, true},
    Prefix{"Mi", 0x1p20, 1, false, true},
    Prefix{"Gi", 0x1p30, 1, false, true},
    Prefix{"Ti", 0x1p40, 1, false, true},
    Prefix{"Pi", 0x1p50, 1, false, true},
    Prefix{"Ei", 0x1p60, 1, false, true},
    Prefix{"k", 1e3, 1},
    Prefix{"M", 1e6, 1},
    Prefix{"G", 1e9, 1},
    Prefix{"T", 1e12, 1},
    Prefix{"P", 1e15, 1},
    Prefix{"E", 1e18, 1},
};

struct Atom {
    std::string_view text;
    UnitBase base;
    double multiplier = 1;
    double divisor = 1;
    PrefixSet prefixes = PrefixSet::kNone;
};

constexpr double kSecondsPerYear = 31556952;  // 365.2425 d, the Gregorian mean

constexpr std::array kAtoms = {
    Atom{"%", UnitBase::kFraction, 1, 100},
    Atom{"GPU", UnitBase::kGpu, 1, 1, PrefixSet::kLarge},
    Atom{"GPUs", UnitBase::kGpu, 1, 1, PrefixSet::kLarge},
    Atom{"s", UnitBase::kTime, 1, 1, PrefixSet::kSmall},
    Atom{"sec", UnitBase::kTime},
    Atom{"second", UnitBase::kTime},
    Atom{"seconds", UnitBase::kTime},
    Atom{"min", UnitBase::kTime, 60},
    Atom{"mins", UnitBase::kTime, 60},
    Atom{"minute", UnitBase::kTime, 60},
    Atom{"minutes", UnitBase::kTime, 60},
    Atom{"h", UnitBase::kTime, 3600},
    Atom{"hr", UnitBase::kTime, 3600},
    Atom{"hour", UnitBase::kTime, 3600},
    Atom{"hours", UnitBase::kTime, 3600},
    Atom{"d", UnitBase::kTime, 86400},
    Atom{"day", UnitBase::kTime, 86400},
    Atom{"days", UnitBase::kTime, 86400},
    Atom{"w", UnitBase::kTime, 604800},
    Atom{"wk", UnitBase::kTime, 604800},
    Atom{"week", UnitBase::kTime, 604800},
    Atom{"weeks", UnitBase::kTime, 604800},
    Atom{"mo", UnitBase::kTime, kSecondsPerYear / 12},
    Atom{"month", UnitBase::kTime, kSecondsPerYear / 12},
    Atom{"months", UnitBase::kTime, kSecondsPerYear / 12},
    Atom{"y", UnitBase::kTime, kSecondsPerYear},
    Atom{"yr", UnitBase::kTime, kSecondsPerYear},
    Atom{"year", UnitBase::kTime, kSecondsPerYear},
    Atom{"years", UnitBase::kTime, kSecondsPerYear},
    Atom{"W", UnitBase::kPower, 1, 1, PrefixSet::kAll},
    Atom{"Wh", UnitBase::kEnergy, 3600, 1, PrefixSet::kAll},
    Atom{"J", UnitBase::kEnergy, 1, 1, PrefixSet::kAll},
    Atom{"B", UnitBase::kBytes, 1, 1, PrefixSet::kBinary},
    Atom{"byte", UnitBase::kBytes},
    Atom{"bytes", UnitBase::kBytes},
    Atom{"bit", UnitBase::kBytes, 1, 8, PrefixSet::kBinary},
    Atom{"bits", UnitBase::kBytes, 1, 8, PrefixSet::kBinary},
    Atom{"b", UnitBase::kBytes, 1, 8, PrefixSet::kBinary},
    Atom{"FLOP", UnitBase::kOperations, 1, 1, PrefixSet::kLarge},
    Atom{"FLOPS", UnitBase::kOperationRate, 1, 1, PrefixSet::kLarge},
    Atom{"\u00B0C", UnitBase::kTemperature},
    Atom{"C", UnitBase::kTemperature},
    Atom{"K", UnitBase::kTemperature},
    Atom{"\u00B0F", UnitBase::kTemperature, 5, 9},
    Atom{"F", UnitBase::kTemperature, 5, 9},
    Atom{"g", UnitBase::kMass, 1, 1000, PrefixSet::kAll},
    Atom{"t", UnitBase::kMass, 1000, 1, PrefixSet::kLarge},
    Atom{"GPUh", UnitBase::kGpuTime, 3600},
    Atom{"GPU-h", UnitBase::kGpuTime, 3600},
    Atom{"GPU-hour", UnitBase::kGpuTime, 3600},
    Atom{"GPUd", UnitBase::kGpuTime, 86400},
    Atom{"node", UnitBase::kNode},
    Atom{"$", UnitBase::kMoney, 1, 1, PrefixSet::kMoney},
    Atom{"\u20AC", UnitBase::kMoney, 1, 1, PrefixSet::kMoney},
    Atom{"\u00A3", UnitBase::kMoney, 1, 1, PrefixSet::kMoney},
    Atom{"\u00A5", UnitBase::kMoney, 1, 1, PrefixSet::kMoney},
    Atom{"\u20B9", UnitBase::kMoney, 1, 1, PrefixSet::kMoney},
    Atom{"\u20A9", UnitBase::kMoney, 1, 1, PrefixSet::kMoney},
};

// ISO 4217, the codes in use.
constexpr std::string_view kCurrencies =
    " AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN "
    "BZD CAD"
    " CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP "
    "GMD GNF"
    " GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD "
    "KZT LAK"
    " LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK "
    "NPR NZD"
    " OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD "
    "SSP STN"
    " SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD "
    "XOF XPF"
    " YER ZAR ZMW ZWL ";

bool is_currency_code(std::string_view word) {
    const bool is_code = word.size() == 3 && std::all_of(word.begin(), word.end(), [](char c) {
                             return c >= 'A' && c <= 'Z';
                         });
    return is_code && kCurrencies.find(word) != std::string_view::npos;
}

std::string currency_of(std::string_view symbol) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSymbols = {{
        {"$", "USD"},
        {"\u20AC", "EUR"},
        {"\u00A3", "GBP"},
        {"\u00A5", "JPY"},
        {"\u20B9", "INR"},
        {"\u20A9", "KRW"},
    }};
    for (const auto& [text, code] : kSymbols) {
        if (text == symbol) {
            return std::string(code);
        }
    }
    return std::string(symbol);
}

std::optional<Atom> find_atom(std::string_view text) {
    const auto* const found = std::find_if(kAtoms.begin(), kAtoms.end(),
                                           [&](const Atom& atom) { return atom.text == text; });
    if (found != kAtoms.end()) {
        return *found;
    }
    if (is_currency_code(text)) {
        return Atom{text, UnitBase::kMoney, 1, 1, PrefixSet::kMoney};
    }
    return std::nullopt;
}

bool allows(PrefixSet set, const Prefix& prefix) {
    switch (set) {
        case PrefixSet::kNone:
            return false;
        case PrefixSet::kSmall:
            return prefix.is_small;
        case PrefixSet::kLarge:
            return !prefix.is_small && !prefix.is_binary;
        case PrefixSet::kAll:
            return !prefix.is_binary;
        case PrefixSet::kBinary:
            return !prefix.is_small;
        case PrefixSet::kMoney:
            return !prefix.is_small && !prefix.is_binary && prefix.multiplier <= 1e12;
    }
    return false;
}

UnitWord word_from(const Atom& atom, double multiplier, double divisor) {
    UnitWord word{atom.base, atom.multiplier * multiplier, atom.divisor * divisor, 0, {}};
    if (atom.base == UnitBase::kMoney) {
        word.currency = currency_of(atom.text);
    }
    if (atom.text == "K") {
        word.offset = -273.15;
    } else if (atom.base == UnitBase::kTemperature && atom.divisor == 9) {
        word.offset = -160.0 / 9;
    }
    return word;
}

// "kgCO2e" and "t CO2" weigh what "kg" and "t" weigh.
std::string_view without_gas(std::string_view word) {
    for (const std::string_view gas : {"CO2eq", "CO2e", "CO2", "CO\u2082e", "CO\u2082"}) {
        if (word.size() > gas.size() && word.ends_with(gas)) {
            return word.substr(0, word.size() - gas.size());
        }
    }
    return word;
}

std::string to_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return lower;
}

// One insertion, deletion, substitution or swap of neighbours apart, at most.
bool is_one_edit_apart(std::string_view a, std::string_view b) {
    if (a.size() < b.size()) {
        std::swap(a, b);
    }
    if (a.size() - b.size() > 1) {
        return false;
    }
    const auto [in_a, in_b] =
        std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(b.size()), b.begin());
    const std::string_view rest_a = a.substr(static_cast<std::size_t>(in_a - a.begin()));
    const std::string_view rest_b = b.substr(static_cast<std::size_t>(in_b - b.begin()));
    if (a.size() > b.size()) {
        return rest_a.substr(1) == rest_b;
    }
    const bool is_swap = rest_a.size() >= 2 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
                         rest_a.substr(2) == rest_b.substr(2);
    return rest_a.empty() || is_swap || rest_a.substr(1) == rest_b.substr(1);
}

// Words in use, the likelier first where two differ only in case.
constexpr std::array<std::string_view, 62> kUsualWords = {
    "%",      "GPU",   "GPUs",  "us",    "ms",    "s",       "min",   "h",    "hour",
    "hours",  "d",     "day",   "days",  "w",     "week",    "weeks", "mo",   "month",
    "months", "y",     "year",  "years", "W",     "kW",      "MW",    "GW",   "J",
    "Wh",     "kWh",   "MWh",   "GWh",   "B",     "kB",      "MB",    "GB",   "TB",
    "PB",     "KiB",   "MiB",   "GiB",   "TiB",   "bit",     "Gbit",  "Mbit", "Tbit",
    "FLOP",   "GFLOP", "TFLOP", "PFLOP", "EFLOP", "\u00B0C", "K",     "g",    "kg",
    "t",      "GPUh",  "node",  "k$",    "M$",    "USD",     "EUR",   "GBP",
};

}  // namespace

std::optional<UnitWord> find_unit_word(std::string_view word) {
    if (const auto atom = find_atom(word)) {
        return word_from(*atom, 1, 1);
    }
    const std::string_view bare = without_gas(word);
    if (bare.size() != word.size()) {
        const auto mass = find_unit_word(bare);
        return mass && mass->base == UnitBase::kMass ? mass : std::nullopt;
    }
    for (const Prefix& prefix : kPrefixes) {
        if (!word.starts_with(prefix.text)) {
            continue;
        }
        const auto atom = find_atom(word.substr(prefix.text.size()));
        if (atom && allows(atom->prefixes, prefix)) {
            return word_from(*atom, prefix.multiplier, prefix.divisor);
        }
    }
    return std::nullopt;
}

std::string_view base_noun(UnitBase base) {
    switch (base) {
        case UnitBase::kFraction:
            return "a share";
        case UnitBase::kGpu:
            return "a number of GPUs";
        case UnitBase::kTime:
            return "a duration";
        case UnitBase::kPower:
            return "a power";
        case UnitBase::kEnergy:
            return "an energy";
        case UnitBase::kBytes:
            return "an amount of data";
        case UnitBase::kOperations:
            return "a number of operations";
        case UnitBase::kOperationRate:
            return "a compute rate";
        case UnitBase::kTemperature:
            return "a temperature";
        case UnitBase::kMass:
            return "a mass";
        case UnitBase::kMoney:
            return "an amount of money";
        case UnitBase::kGpuTime:
            return "an amount of GPU time";
        case UnitBase::kNode:
            return "a number of nodes";
    }
    return "a unit";
}

std::string nearest_unit_word(std::string_view word, std::optional<UnitBase> wanted) {
    const std::string lower = to_lower(word);
    std::string nearest;
    int best = 0;
    for (const std::string_view usual : kUsualWords) {
        int score = 0;
        if (to_lower(usual) == lower) {
            score = 4;
        } else if (word.size() >= 3 && is_one_edit_apart(lower, to_lower(usual))) {
            score = 2;
        }
        const auto meaning = score > 0 ? find_unit_word(usual) : std::nullopt;
        score += meaning && wanted && meaning->base == *wanted ? 1 : 0;
        if (score > best) {
            best = score;
            nearest = usual;
        }
    }
    return nearest;
}

}  // namespace headroom
