#include "src/study/montecarlo/trial_records.hpp"

#include <limits>

#include "src/core/result/sha256.hpp"
#include "src/study/montecarlo/bytes.hpp"

namespace headroom::study {
namespace {

constexpr std::size_t kChecksumLetters = 16;

std::string checksum(std::string_view bytes) {
    return report::sha256_of_text(bytes).substr(0, kChecksumLetters);
}

}  // namespace

std::string make_record(RecordKind kind, std::string_view payload) {
    ByteWriter writer;
    writer.number(static_cast<std::uint64_t>(kind));
    writer.text(payload);
    return writer.take() + checksum(payload);
}

std::optional<Record> read_record(std::string_view bytes, std::size_t begin) {
    ByteReader reader(bytes.substr(begin));
    const std::uint64_t kind = reader.number();
    const std::string_view payload = reader.text();
    if (!reader.is_good())
        return std::nullopt;
    const std::size_t end = begin + 2 * sizeof(std::uint64_t) + payload.size();
    if (bytes.substr(end, kChecksumLetters) != checksum(payload) ||
        (kind != static_cast<std::uint64_t>(RecordKind::kTrials) &&
         kind != static_cast<std::uint64_t>(RecordKind::kStudy)))
        return std::nullopt;
    return Record{static_cast<RecordKind>(kind), payload, end + kChecksumLetters};
}

std::string encode_trials(const std::string& key, const TrialTable& table) {
    ByteWriter writer;
    writer.text(key);
    writer.number(table.first);
    writer.number(table.trials);
    writer.number(table.factors.size());
    for (const std::string& path : table.factors)
        writer.text(path);
    writer.number(table.metrics.size());
    for (const sim::Metric& metric : table.metrics) {
        writer.text(metric.name);
        writer.text(metric.scope);
        writer.text(metric.unit);
    }
    writer.reals(table.factor_values);
    writer.reals(table.values);
    writer.text(std::string(table.reruns.begin(), table.reruns.end()));
    return writer.take();
}

std::optional<KeyedTrials> decode_trials(std::string_view payload) {
    constexpr std::size_t kTextBytes = 8, kMetricBytes = 3 * kTextBytes;
    ByteReader reader(payload);
    KeyedTrials found;
    TrialTable& table = found.table;
    found.key = reader.text();
    const std::uint64_t first = reader.number();
    table.first = static_cast<Trial>(first);
    table.trials = reader.number();
    for (std::size_t rest = reader.count(kTextBytes); rest > 0; --rest)
        table.factors.emplace_back(reader.text());
    for (std::size_t rest = reader.count(kMetricBytes); rest > 0; --rest) {
        const std::string_view name = reader.text(), scope = reader.text();
        table.metrics.push_back(
            {std::string(name), std::string(scope), 0, std::string(reader.text())});
    }
    table.factor_values = reader.reals();
    table.values = reader.reals();
    const std::string_view reruns = reader.text();
    table.reruns.assign(reruns.begin(), reruns.end());
    const bool is_whole = reader.is_at_end() && first <= std::numeric_limits<Trial>::max() &&
                          table.reruns.size() == table.trials &&
                          table.factor_values.size() == table.trials * table.factors.size() &&
                          table.values.size() == table.trials * table.metrics.size();
    return is_whole ? std::optional(std::move(found)) : std::nullopt;
}

}  // namespace headroom::study
