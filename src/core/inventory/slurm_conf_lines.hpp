#pragma once

// slurm.conf as lines of Key=Value pairs: comments gone, continued lines joined.
// Source: https://slurm.schedmd.com/slurm.conf.html.

#include <string>
#include <vector>

#include "src/core/inventory/slurm_partition.hpp"

namespace headroom::inventory {

class SlurmConfLines {
public:
    explicit SlurmConfLines(input::TextInput& input) : input_(input) {}

    // The next line with something in it, under the number of the line it begins on. Its text is
    // valid until the next call.
    bool next(input::Line& line);

private:
    void join();
    bool take_next();

    input::TextInput& input_;
    std::string text_;
    std::int64_t number_ = 0;
    std::int64_t last_number_ = 0;
    std::string held_;
    std::int64_t held_number_ = 0;
    bool has_held_ = false;
};

using SlurmPairs = std::vector<SlurmPair>;

// The pairs of a line; false if something is none, which is reported.
[[nodiscard]] bool split_slurm_pairs(InventoryBuilder& builder,
                                     const input::Line& line,
                                     SlurmPairs& pairs);

}  // namespace headroom::inventory
