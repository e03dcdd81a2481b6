#pragma once

// Texts that are broken at random, the same ones on every machine.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::trace {

// A linear congruential generator is random enough to break things.
class Damage {
public:
    Damage(std::vector<std::string> good, std::string_view letters)
        : good_(std::move(good)), letters_(letters) {}

    // One of the good texts with one to four letters changed or put in, or its end cut off.
    [[nodiscard]] std::string next() {
        std::string text = good_[random_below(good_.size())];
        for (std::size_t change = random_below(4) + 1; change > 0 && !text.empty(); --change) {
            const std::size_t at = random_below(text.size());
            switch (random_below(3)) {
                case 0:
                    text[at] = letters_[random_below(letters_.size())];
                    break;
                case 1:
                    text.insert(at, 1, letters_[random_below(letters_.size())]);
                    break;
                default:
                    text.resize(at);
                    break;
            }
        }
        return text;
    }

private:
    std::size_t random_below(std::size_t limit) {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::size_t>(state_ >> 33) % limit;
    }

    std::vector<std::string> good_;
    std::string_view letters_;
    std::uint64_t state_ = 1;
};

}  // namespace headroom::trace
