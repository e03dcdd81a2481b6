#pragma once

// A round: consecutive blocks that ranks share out among themselves, a piece a ticket, and how rank
// 0 makes blocks of the pieces again.

#include <string>
#include <vector>

#include "src/study/montecarlo/trial_source.hpp"

namespace headroom::mpi {

using Blocks = std::vector<study::TrialRange>;

struct Round {
    Blocks blocks;
    std::size_t load = 1;  // so many trials keep the device of a rank busy
};
[[nodiscard]] std::string encode_round(const Round& round);
[[nodiscard]] Round decode_round(const std::string& bytes);

// The pieces of a round for so many ranks, in order, each cut where a block ends: a load of the
// device at first, then ever smaller, so that all ranks come to an end at about the same time.
[[nodiscard]] std::vector<Blocks> cut_round(const Round& round, int ranks);

// The tables of pieces, in any order, as those of the blocks: all up to the first trial that is
// missing.
[[nodiscard]] std::vector<study::TrialTable> join_pieces(const Blocks& blocks,
                                                         std::vector<study::TrialTable> pieces);

}  // namespace headroom::mpi
