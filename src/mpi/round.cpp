#include "src/mpi/round.hpp"

#include <algorithm>

#include "sim/base/contract.hpp"
#include "src/study/montecarlo/bytes.hpp"

namespace headroom::mpi {

using study::Trial;
using study::TrialRange;
using study::TrialTable;

std::string encode_round(const Round& round) {
    study::ByteWriter writer;
    writer.number(round.load);
    writer.number(round.blocks.size());
    for (const TrialRange& block : round.blocks) {
        writer.number(block.first);
        writer.number(block.count);
    }
    return writer.take();
}

Round decode_round(const std::string& bytes) {
    constexpr std::size_t kBlockBytes = 16;
    study::ByteReader reader(bytes);
    Round round;
    round.load = reader.number();
    for (std::size_t rest = reader.count(kBlockBytes); rest > 0; --rest) {
        const Trial first = static_cast<Trial>(reader.number());
        round.blocks.push_back({first, reader.number()});
    }
    HEADROOM_REQUIRE(reader.is_at_end(), "a round is not understood");
    return round;
}

std::vector<Blocks> cut_round(const Round& round, int ranks) {
    constexpr std::size_t kSmallestShare = 16;  // of a load: a device works ill on less
    std::size_t left = 0;
    for (const TrialRange& block : round.blocks)
        left += block.count;
    std::vector<Blocks> pieces;
    std::size_t room = 0;  // in the last piece
    for (TrialRange block : round.blocks) {
        while (block.count > 0) {
            if (room == 0) {
                const std::size_t least = std::max<std::size_t>(1, round.load / kSmallestShare);
                room = std::clamp(left / (2 * static_cast<std::size_t>(ranks)), least,
                                  std::max(least, round.load));
                pieces.emplace_back();
            }
            const std::size_t count = std::min(room, block.count);
            pieces.back().push_back({block.first, count});
            block = {static_cast<Trial>(block.first + count), block.count - count};
            room -= count;
            left -= count;
        }
    }
    return pieces;
}

std::vector<TrialTable> join_pieces(const Blocks& blocks, std::vector<TrialTable> pieces) {
    std::erase_if(pieces, [](const TrialTable& piece) { return piece.trials == 0; });
    std::sort(pieces.begin(), pieces.end(),
              [](const TrialTable& a, const TrialTable& b) { return a.first < b.first; });
    std::vector<TrialTable> tables;
    auto piece = pieces.begin();
    for (const TrialRange& block : blocks) {
        TrialTable& table = tables.emplace_back();
        table.first = block.first;
        for (; piece != pieces.end() && table.trials < block.count && piece->first == table.end();
             ++piece)
            append(table, *piece);
        if (table.trials < block.count)
            break;
    }
    return tables;
}

}  // namespace headroom::mpi
