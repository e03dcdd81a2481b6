#include "src/core/init/draft_notes.hpp"

#include "src/core/table/number_text.hpp"

#include <fmt/format.h>

namespace headroom::init {
namespace {

using report::group_thousands;

std::string day(std::int64_t unix_us) {
    constexpr std::size_t kDayLetters = 10;
    return format_instant(Instant{unix_us}).substr(0, kDayLetters);
}

std::string meter_note(const std::string& file, const records::MeterSummary& meter) {
    std::string text = fmt::format("{}: mean {:.1f} kW, ", file_name(file), meter.mean_kw);
    text += meter.peak_15min_kw ? fmt::format("15-minute peak {:.1f} kW", *meter.peak_15min_kw)
                                : fmt::format("peak {:.1f} kW", meter.peak_kw);
    text += fmt::format(", {} kWh, {} to {}",
                        group_thousands(static_cast<std::int64_t>(meter.energy_kwh)),
                        day(meter.begin_us), day(meter.end_us));
    return text + (meter.gaps > 0 ? fmt::format(", {} gaps", meter.gaps) : "");
}

std::string tariff_note(const std::string& file, const records::Tariff& tariff) {
    const records::TariffSummary prices = records::summarise(tariff);
    return fmt::format("{}: {:.4f} to {:.4f} {}/kWh, mean {:.4f}", file_name(file),
                       prices.lowest_per_kwh, prices.highest_per_kwh, prices.currency,
                       prices.mean_per_kwh);
}

std::string quote_note(const std::string& file, const records::Quote& quote) {
    std::string text = fmt::format("{}: {} {} {}/{}", file_name(file), quote.item,
                                   fmt::format("{:.2f}", quote.price), quote.currency, quote.per);
    if (quote.date) {
        text += " of " + day(quote.date->unix_us);
    }
    if (quote.lead_time_s) {
        text += ", delivered in " + scenario::span_text(*quote.lead_time_s);
    }
    return text + (quote.number.empty() ? "" : ", " + quote.number);
}

std::string forecast_note(const std::string& file, const records::ForecastMonth& month) {
    return fmt::format("{}: {}-{:02}: arrivals × {:.3g}, sizes × {:.3g}, run times × {:.3g}",
                       file_name(file), month.year, month.month, month.arrivals, month.size,
                       month.runtime);
}

}  // namespace

std::string file_name(const std::string& file) {
    return inventory::describe_place({file, 0, 0});
}

void write_notes(scenario::TomlText& toml, const SiteRecords& site) {
    const bool has_notes = site.meter || site.tariff || site.quotes || site.forecast;
    if (!has_notes) {
        return;
    }
    toml.blank();
    toml.comment("Also recorded; power and money are not modelled yet:");
    if (site.meter) {
        toml.comment(meter_note(site.files.meter, *site.meter));
    }
    if (site.tariff) {
        toml.comment(tariff_note(site.files.tariff, *site.tariff));
    }
    if (site.quotes) {
        for (const records::Quote& quote : site.quotes->quotes) {
            toml.comment(quote_note(site.files.quotes, quote));
        }
    }
    if (site.forecast) {
        for (const records::ForecastMonth& month : site.forecast->months) {
            toml.comment(forecast_note(site.files.forecast, month));
        }
    }
}

}  // namespace headroom::init
