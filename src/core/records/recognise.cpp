#include "src/core/records/recognise.hpp"

#include <algorithm>
#include <initializer_list>

#include "src/core/input/fields.hpp"
#include "src/core/records/gpu_sample_layout.hpp"

namespace headroom::records {

namespace {

class Header {
public:
    explicit Header(std::string_view head) {
        (void)splitter_.split_quoted(input::first_line(head));
    }
    // A name may have its unit behind it: "price ($/kWh)".
    [[nodiscard]] bool has(std::string_view name) const {
        return std::any_of(splitter_.fields().begin(), splitter_.fields().end(),
                           [&](const input::Field& field) {
                               const std::string_view text = field.text;
                               return text.starts_with(name) &&
                                      (text.size() == name.size() || text[name.size()] == ' ' ||
                                       text[name.size()] == '(' || text[name.size()] == '[');
                           });
    }
    [[nodiscard]] bool has_any(std::initializer_list<std::string_view> names) const {
        return std::any_of(names.begin(), names.end(),
                           [&](std::string_view name) { return has(name); });
    }

private:
    input::FieldSplitter splitter_;
};

}  // namespace

RecordKind recognise_record(std::string_view head) {
    const Header header(head);
    if (is_like_gpu_samples(head)) {
        return RecordKind::kGpuSamples;
    }
    if (header.has_any({"power_w", "power_kw", "power_mw", "energy_kwh", "counter_kwh"})) {
        return RecordKind::kMeter;
    }
    if (header.has("price")) {
        return header.has("item") ? RecordKind::kQuotes : RecordKind::kTariff;
    }
    const bool has_demand = header.has_any({"arrivals", "size", "runtime", "gpus", "gpu_hours"});
    return header.has("month") && has_demand ? RecordKind::kForecast : RecordKind::kNone;
}

std::string_view record_name(RecordKind kind) {
    switch (kind) {
        case RecordKind::kMeter:
            return "meter";
        case RecordKind::kTariff:
            return "tariff";
        case RecordKind::kForecast:
            return "forecast";
        case RecordKind::kQuotes:
            return "quotes";
        case RecordKind::kGpuSamples:
            return "gpu-samples";
        case RecordKind::kNone:
            break;
    }
    return "";
}

}  // namespace headroom::records
