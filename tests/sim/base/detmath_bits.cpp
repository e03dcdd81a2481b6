// Prints a hash of every deterministic function over a sweep. same_bits.sh builds this file with
// each compiler at hand and compares what they print.

#include <cstdint>
#include <cstdio>

#include "sim/base/detmath.hpp"
#include "sim/base/philox.hpp"

namespace {

namespace detmath = headroom::detmath;

// FNV-1a over whole words. The sign and payload of a NaN are the processor's choice: all count as
// one.
class Hash {
public:
    void add(double value) {
        const std::uint64_t bits = value != value ? 0x7FF8000000000000 : detmath::to_bits(value);
        hash_ = (hash_ ^ bits) * 0x100000001B3;
    }
    [[nodiscard]] std::uint64_t value() const { return hash_; }

private:
    std::uint64_t hash_ = 0xCBF29CE484222325;
};

void add_all(Hash& hash, double x, double y) {
    hash.add(detmath::exp(x));
    hash.add(detmath::expm1(x));
    hash.add(detmath::log(x));
    hash.add(detmath::log1p(x));
    hash.add(detmath::sin(x));
    hash.add(detmath::cos(x));
    hash.add(detmath::atan(x));
    hash.add(detmath::pow(x, y));
    hash.add(detmath::normal_cdf(x));
    hash.add(detmath::inverse_normal_cdf(x));
    hash.add(detmath::log_gamma(x));
}

double any_bits(const headroom::PhiloxWords& words, int at) {
    return detmath::from_bits(static_cast<std::uint64_t>(words.word[at]) << 32 |
                              words.word[at + 1]);
}

}  // namespace

int main() {
    Hash hash;
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        const headroom::PhiloxWords words = headroom::draw_words({.seed = 1, .index = i});
        const double u = headroom::uniform_from(words.word[0], words.word[1]);
        const double v = headroom::uniform_from(words.word[2], words.word[3]);
        add_all(hash, any_bits(words, 0), any_bits(words, 2));  // any number, NaN and infinity too
        add_all(hash, u, 20 * v - 10);
        add_all(hash, 200 * u - 100, 20 * v - 10);
    }
    std::printf("%016llx\n", static_cast<unsigned long long>(hash.value()));
}
