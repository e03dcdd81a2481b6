#include "kernels/summary/histogram.hpp"

#include "sim/base/contract.hpp"
#include "sim/base/statistics.hpp"

namespace headroom::mc {
namespace {

constexpr std::size_t kWordBytes = 8;
constexpr std::size_t kEntryWords = 2;  // bin, count

void append_word(std::string& bytes, std::uint64_t word) {
    for (std::size_t i = 0; i < kWordBytes; ++i)
        bytes += static_cast<char>(word >> (8 * i) & 0xff);
}

std::uint64_t word_at(std::string_view bytes, std::size_t index) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < kWordBytes; ++i)
        word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[index * 8 + i]))
                << (8 * i);
    return word;
}

}  // namespace

void Histogram::add_count(std::uint32_t bin, std::uint64_t count) {
    HEADROOM_REQUIRE(bin < kHistogramBins, "bin = " + std::to_string(bin));
    counts_[bin] += count;
    total_ += count;
}

void Histogram::merge(const Histogram& other) {
    for (std::uint32_t bin = 0; bin < kHistogramBins; ++bin)
        counts_[bin] += other.counts_[bin];
    total_ += other.total_;
}

Histogram::Quantile Histogram::quantile(double p) const {
    Quantile found;
    found.rank = nearest_rank_index(total_, p);
    while (found.before + counts_[found.bin] <= found.rank)
        found.before += counts_[found.bin++];
    found.low = histogram_low(found.bin);
    found.high = histogram_low(found.bin + 1);
    return found;
}

std::string Histogram::serialise() const {
    std::string bytes;
    append_word(bytes, kHistogramBins);
    for (std::uint32_t bin = 0; bin < kHistogramBins; ++bin) {
        if (counts_[bin] == 0)
            continue;
        append_word(bytes, bin);
        append_word(bytes, counts_[bin]);
    }
    return bytes;
}

std::optional<Histogram> Histogram::parse(std::string_view bytes) {
    const std::size_t words = bytes.size() / kWordBytes;
    if (bytes.size() % kWordBytes != 0 || words % kEntryWords != 1 ||
        word_at(bytes, 0) != kHistogramBins)
        return std::nullopt;
    Histogram histogram;
    std::uint64_t least = 0;
    for (std::size_t word = 1; word < words; word += kEntryWords) {
        const std::uint64_t bin = word_at(bytes, word);
        const std::uint64_t count = word_at(bytes, word + 1);
        if (bin < least || bin >= kHistogramBins || count == 0 || histogram.total_ + count < count)
            return std::nullopt;
        histogram.add_count(static_cast<std::uint32_t>(bin), count);
        least = bin + 1;
    }
    return histogram;
}

}  // namespace headroom::mc
