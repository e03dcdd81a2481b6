#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "src/core/published/published_traces.hpp"
#include "src/core/scenario/parse_toml.hpp"
#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/read_field.hpp"

namespace headroom::trace {
namespace {

using scenario::Entry;
using scenario::PlaceRef;
using scenario::ProblemText;
using scenario::Value;
using scenario::ValueKind;

constexpr std::array<std::string_view, 5> kHows{"table", "figure", "derived", "recomputed",
                                                "from-memory"};
// What shares may miss 100 % by: they are rounded.
constexpr double kRounding = 0.005;

struct NumberKey {
    std::string_view key;
    Dimension dimension;
    std::optional<PublishedNumber> PublishedTrace::*member;
};

constexpr std::array<NumberKey, 10> kNumbers{{
    {"jobs", Dimension::kCount, &PublishedTrace::jobs},
    {"gpus", Dimension::kCount, &PublishedTrace::gpus},
    {"users", Dimension::kCount, &PublishedTrace::users},
    {"run_time_mean", Dimension::kTime, &PublishedTrace::run_time_mean_s},
    {"run_time_median", Dimension::kTime, &PublishedTrace::run_time_median_s},
    {"run_time_p95", Dimension::kTime, &PublishedTrace::run_time_p95_s},
    {"run_time_max", Dimension::kTime, &PublishedTrace::run_time_max_s},
    {"gpus_mean", Dimension::kCount, &PublishedTrace::gpus_mean},
    {"gpus_max", Dimension::kCount, &PublishedTrace::gpus_max},
    {"gpu_hours", Dimension::kCount, &PublishedTrace::gpu_hours},
}};

// Reads the tables of one file; what is wrong goes to `problems`.
class Parser {
public:
    Parser(const Value& root, scenario::Problems& problems) : root_(root), problems_(problems) {}

    PublishedTraces parse() {
        for (const Entry& entry : root_.table.entries()) {
            if (entry.key == "source") {
                each_table(entry, [&](const Entry& one) { read_source(one); });
            } else if (entry.key != "trace") {
                complain(entry.place, entry.key, "unknown key", "source or trace");
            }
        }
        if (const Entry* traces = root_.table.find("trace")) {
            each_table(*traces, [&](const Entry& one) { read_trace(one); });
        }
        return std::move(result_);
    }

private:
    void complain(PlaceRef place, std::string path, std::string problem, std::string wanted = "") {
        problems_.add(place, std::move(path), {std::move(problem), std::move(wanted), ""});
    }

    template <class Read>
    void each_table(const Entry& entry, const Read& read) {
        for (const Entry& one : entry.value.table.entries()) {
            if (one.value.kind == ValueKind::kTable) {
                read(one);
            } else {
                complain(one.place, entry.key + "." + one.key, "is not a table");
            }
        }
    }

    std::string text_of(const Value& table, std::string_view key, const std::string& path) {
        const Entry* entry = table.table.find(key);
        if (entry == nullptr || entry->value.kind != ValueKind::kText) {
            complain(entry == nullptr ? table.place : entry->value.place, path,
                     "has no " + std::string(key), "a text");
            return "";
        }
        return entry->value.text;
    }

    std::vector<std::string> texts_of(const Entry& entry, const std::string& path) {
        std::vector<std::string> texts;
        for (const Value& item : entry.value.items) {
            texts.push_back(item.text);
        }
        const bool is_good =
            entry.value.kind == ValueKind::kArray &&
            std::all_of(entry.value.items.begin(), entry.value.items.end(),
                        [](const Value& item) { return item.kind == ValueKind::kText; });
        if (!is_good) {
            complain(entry.value.place, path, "is not a list of texts");
        }
        return texts;
    }

    double number_of(const Value& value, Dimension dimension, const std::string& path) {
        const expected<double, std::string> number = scenario::read_quantity(value, dimension);
        if (!number) {
            complain(value.place, path, number.error());
        }
        return number.value_or(0);
    }

    std::vector<double> numbers_of(const Value& table,
                                   std::string_view key,
                                   double scale,
                                   const std::string& path) {
        std::vector<double> numbers;
        const Entry* entry = table.table.find(key);
        if (entry == nullptr || entry->value.kind != ValueKind::kArray) {
            complain(table.place, path, "has no list " + std::string(key));
            return numbers;
        }
        for (const Value& item : entry->value.items) {
            numbers.push_back(scale * number_of(item, Dimension::kCount, path));
        }
        return numbers;
    }

    // The `source` and `how` of a table; every value must have a source that there is.
    std::pair<std::string, std::string> origin_of(const Value& table, const std::string& path) {
        const std::string source = text_of(table, "source", path);
        if (!source.empty() && result_.find_source(source) == nullptr) {
            complain(table.place, path, "no source '" + source + "'",
                     "a table [source." + source + "]");
        }
        const Entry* entry = table.table.find("how");
        const std::string how = entry == nullptr ? "table" : entry->value.text;
        if (std::find(kHows.begin(), kHows.end(), how) == kHows.end()) {
            complain(entry->value.place, path, "no way to know '" + how + "'",
                     "table, figure, derived, recomputed or from-memory");
        }
        return {source, how};
    }

    void read_source(const Entry& entry) {
        const std::string path = "source." + entry.key;
        result_.sources.push_back(
            {entry.key, text_of(entry.value, "title", path), text_of(entry.value, "url", path)});
    }

    void read_trace(const Entry& entry) {
        PublishedTrace& trace = result_.traces.emplace_back();
        trace.name = entry.key;
        const std::string path = "trace." + entry.key;
        trace.title = text_of(entry.value, "title", path);
        trace.counts = text_of(entry.value, "counts", path);
        for (const Entry& one : entry.value.table.entries()) {
            const bool is_known = read_lists(trace, one, path + "." + one.key) ||
                                  read_number(trace, one, path + "." + one.key) ||
                                  read_shares(trace, one, path + "." + one.key);
            const bool is_elsewhere = one.key == "title" || one.key == "counts";
            if (!is_known && !is_elsewhere) {
                complain(one.place, path + "." + one.key, "unknown key");
            }
        }
    }

    bool read_lists(PublishedTrace& trace, const Entry& entry, const std::string& path) {
        if (entry.key == "formats") {
            trace.formats = texts_of(entry, path);
        } else if (entry.key == "names") {
            trace.names = texts_of(entry, path);
        } else if (entry.key == "conflicts") {
            trace.conflicts = texts_of(entry, path);
        } else if (entry.key == "from" || entry.key == "until") {
            (void)origin_of(entry.value, path);
        } else {
            return false;
        }
        return true;
    }

    bool read_number(PublishedTrace& trace, const Entry& entry, const std::string& path) {
        const auto found =
            std::find_if(kNumbers.begin(), kNumbers.end(),
                         [&](const NumberKey& number) { return number.key == entry.key; });
        if (found == kNumbers.end()) {
            return false;
        }
        const Entry* value = entry.value.table.find("value");
        if (value == nullptr) {
            complain(entry.place, path, "has no value", "{ value = 1, source = \"…\" }");
            return true;
        }
        auto [source, how] = origin_of(entry.value, path);
        trace.*found->member = {number_of(value->value, found->dimension, path), std::move(source),
                                std::move(how)};
        return true;
    }

    bool read_shares(PublishedTrace& trace, const Entry& entry, const std::string& path) {
        if (entry.key == "sizes") {
            trace.sizes = read_sizes(entry, path);
        } else if (entry.key == "states") {
            trace.states = read_states(entry, path);
        } else if (entry.key == "states_gpu_time") {
            trace.states_gpu_time = read_states(entry, path);
        } else if (entry.key == "run_time_cdf") {
            read_cdf(trace, entry, path);
        } else if (entry.key == "hourly" || entry.key == "weekly") {
            (void)origin_of(entry.value, path);
            auto& weights = entry.key == "hourly" ? trace.hourly : trace.weekly;
            weights = numbers_of(entry.value, "weights", 1, path);
            if (weights.size() != (entry.key == "hourly" ? 24U : 7U)) {
                complain(entry.place, path, "has " + std::to_string(weights.size()) + " weights");
            }
        } else {
            return false;
        }
        return true;
    }

    void check_whole(const std::vector<double>& shares, PlaceRef place, const std::string& path) {
        double sum = 0;
        for (const double share : shares) {
            sum += share;
        }
        if (std::abs(sum - 1) > kRounding) {
            complain(place, path, "the shares do not add up to 100 %");
        }
    }

    PublishedSizes read_sizes(const Entry& entry, const std::string& path) {
        PublishedSizes sizes;
        std::tie(sizes.source, sizes.how) = origin_of(entry.value, path);
        sizes.up_to = numbers_of(entry.value, "up_to", 1, path);
        sizes.jobs = numbers_of(entry.value, "jobs", 0.01, path);
        sizes.gpu_time = numbers_of(entry.value, "gpu_time", 0.01, path);
        if (sizes.jobs.size() != sizes.up_to.size() ||
            sizes.gpu_time.size() != sizes.up_to.size() ||
            !std::is_sorted(sizes.up_to.begin(), sizes.up_to.end())) {
            complain(entry.place, path, "needs three lists of one length, the first rising");
        }
        check_whole(sizes.jobs, entry.place, path);
        check_whole(sizes.gpu_time, entry.place, path);
        return sizes;
    }

    PublishedStates read_states(const Entry& entry, const std::string& path) {
        PublishedStates states;
        std::tie(states.source, states.how) = origin_of(entry.value, path);
        std::vector<double> shares;
        for (const char* key : {"completed", "cancelled", "failed"}) {
            const Entry* share = entry.value.table.find(key);
            if (share == nullptr) {
                complain(entry.place, path, "has no " + std::string(key));
                return states;
            }
            shares.push_back(0.01 * number_of(share->value, Dimension::kCount, path));
        }
        check_whole(shares, entry.place, path);
        states.completed = shares[0];
        states.cancelled = shares[1];
        states.failed = shares[2];
        return states;
    }

    void read_cdf(PublishedTrace& trace, const Entry& entry, const std::string& path) {
        (void)origin_of(entry.value, path);
        const Entry* points = entry.value.table.find("points");
        if (points == nullptr) {
            complain(entry.place, path, "has no points", "points = [[\"1 s\", 0.5]]");
            return;
        }
        std::pair<double, double> last{0, 0};
        for (const Value& point : points->value.items) {
            if (point.items.size() != 2) {
                complain(point.place, path, "is not a pair", "[\"1 s\", 0.5]");
                return;
            }
            const std::pair<double, double> next{
                number_of(point.items[0], Dimension::kTime, path),
                0.01 * number_of(point.items[1], Dimension::kCount, path)};
            if (!(next.first > last.first) || next.second < last.second || next.second > 1) {
                complain(point.place, path, "the points must rise, to at most 100 %");
            }
            trace.run_time_cdf.push_back(next);
            last = next;
        }
    }

    const Value& root_;
    scenario::Problems& problems_;
    PublishedTraces result_;
};

}  // namespace

expected<PublishedTraces, Diagnostics> parse_published_traces(std::string_view text,
                                                              const std::string& file) {
    scenario::SourceFiles files;
    scenario::Problems problems(files);
    const std::uint32_t index = files.add_file(file, std::string(text));
    const expected<Value, scenario::SyntaxFault> root = scenario::parse_toml(text, index);
    if (!root) {
        problems.add(root.error().place, "", {root.error().problem, root.error().wanted, ""});
        return unexpected(problems.take());
    }
    PublishedTraces traces = Parser(*root, problems).parse();
    if (problems.any()) {
        return unexpected(problems.take());
    }
    return traces;
}

}  // namespace headroom::trace
