#include <algorithm>
#include <optional>

#include "sim/base/contract.hpp"
#include "src/core/carbon/intensity_process.hpp"
#include "src/core/data/embedded_file.hpp"
#include "src/core/scenario/parse_toml.hpp"
#include "src/core/scenario/problems.hpp"

namespace headroom::carbon {
namespace {

using scenario::Entry;
using scenario::Value;
using scenario::ValueKind;

constexpr std::string_view kFile = "carbon/hours.toml";

class Parser {
public:
    explicit Parser(scenario::Problems& problems) : problems_(problems) {}

    std::vector<IntensityProcess> parse(const Value& root) {
        std::vector<IntensityProcess> processes;
        for (const Entry& entry : root.table.entries()) {
            if (entry.key != "grid" || entry.value.kind != ValueKind::kTable) {
                complain(entry.place, entry.key, "is not known here", "tables [grid.NAME]");
                continue;
            }
            for (const Entry& grid : entry.value.table.entries()) {
                processes.push_back(parse_grid(grid));
            }
        }
        return processes;
    }

private:
    void complain(scenario::PlaceRef place,
                  const std::string& path,
                  std::string problem,
                  std::string wanted) {
        problems_.add(place, path, {std::move(problem), std::move(wanted), ""});
    }

    static std::optional<double> number_of(const Value& value) {
        if (value.kind == ValueKind::kInteger) {
            return static_cast<double>(value.integer);
        }
        return value.kind == ValueKind::kReal ? std::optional(value.real) : std::nullopt;
    }

    double read_number(const Entry& entry, const std::string& path) {
        const std::optional<double> number = number_of(entry.value);
        if (!number || !(*number > 0) || !(*number < 1e6)) {
            complain(entry.value.place, path, "is " + to_toml(entry.value), "a number above 0");
            return 1;
        }
        return *number;
    }

    IntensityProcess parse_grid(const Entry& grid) {
        IntensityProcess process;
        process.grid = grid.key;
        const std::string path = "grid." + grid.key;
        std::vector<std::string_view> missing{"source", "as_of", "reversion", "volatility", "mean"};
        for (const Entry& part : grid.value.table.entries()) {
            const std::string inner = path + "." + part.key;
            missing.erase(std::remove(missing.begin(), missing.end(), part.key), missing.end());
            if (part.key == "source" && part.value.kind == ValueKind::kText) {
                process.source = part.value.text;
            } else if (part.key == "as_of" && part.value.kind == ValueKind::kDate) {
                process.as_of = part.value.text;
            } else if (part.key == "reversion") {
                process.reversion_per_h = read_number(part, inner);
            } else if (part.key == "volatility") {
                process.volatility = read_number(part, inner);
            } else if (part.key == "mean") {
                read_means(part.value, inner, process);
            } else {
                complain(part.place, inner, "is not known or of the wrong kind",
                         "source, as_of, reversion, volatility, mean");
            }
        }
        for (const std::string_view key : missing) {
            complain(grid.place, path, std::string(key) + " is missing", "a line with it");
        }
        return process;
    }

    void read_means(const Value& months, const std::string& path, IntensityProcess& process) {
        if (months.items.size() != process.mean_g_per_kwh.size()) {
            complain(months.place, path, "has " + std::to_string(months.items.size()) + " lists",
                     "one for each month");
            return;
        }
        for (std::size_t month = 0; month < months.items.size(); ++month) {
            const Value& hours = months.items[month];
            auto& means = process.mean_g_per_kwh.at(month);
            if (hours.items.size() != means.size()) {
                complain(hours.place, path,
                         "has " + std::to_string(hours.items.size()) + " numbers in a month",
                         "24, one for each hour");
                continue;
            }
            for (std::size_t hour = 0; hour < means.size(); ++hour) {
                const std::optional<double> number = number_of(hours.items[hour]);
                if (!number || !(*number >= 0) || !(*number < 1e6)) {
                    complain(hours.items[hour].place, path, "is " + to_toml(hours.items[hour]),
                             "g/kWh, a number from 0");
                }
                means.at(hour) = number.value_or(0);
            }
        }
    }

    scenario::Problems& problems_;
};

}  // namespace

expected<std::vector<IntensityProcess>, Diagnostics> parse_intensity_processes(
    std::string_view text, const std::string& file) {
    scenario::SourceFiles files;
    scenario::Problems problems(files);
    const std::uint32_t index = files.add_file(file, std::string(text));
    const expected<Value, scenario::SyntaxFault> root = scenario::parse_toml(text, index);
    if (!root) {
        problems.add(root.error().place, "", {root.error().problem, root.error().wanted, ""});
        return unexpected(problems.take());
    }
    std::vector<IntensityProcess> processes = Parser(problems).parse(*root);
    if (problems.any()) {
        return unexpected(problems.take());
    }
    return processes;
}

const IntensityProcess* find_intensity_process(std::string_view grid) {
    static const std::vector<IntensityProcess> processes = [] {
        const auto text = find_embedded_file(kFile);
        HEADROOM_REQUIRE(text.has_value(), std::string(kFile));
        auto parsed = parse_intensity_processes(*text, "headroom:data/" + std::string(kFile));
        HEADROOM_REQUIRE(parsed.has_value(), format_diagnostics(parsed.error()));
        return std::move(*parsed);
    }();
    const auto found =
        std::find_if(processes.begin(), processes.end(),
                     [&](const IntensityProcess& process) { return process.grid == grid; });
    return found == processes.end() ? nullptr : &*found;
}

}  // namespace headroom::carbon
