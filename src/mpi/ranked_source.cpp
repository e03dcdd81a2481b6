#include "src/mpi/ranked_source.hpp"

#include <iterator>
#include <optional>

#include "src/mpi/messages.hpp"
#include "src/mpi/round.hpp"

namespace headroom::mpi {
namespace {

using study::StudyControl;
using study::TrialSource;
using study::TrialTable;

std::size_t trials_of(const Blocks& blocks) {
    std::size_t trials = 0;
    for (const study::TrialRange& block : blocks)
        trials += block.count;
    return trials;
}

// What this rank gets tickets for.
Played play_pieces(TrialSource& own,
                   Ranks& ranks,
                   const std::vector<Blocks>& pieces,
                   const StudyControl& control) {
    Played played;
    while (!control.stop.stop_requested()) {
        const std::uint64_t ticket = ranks.take_ticket();
        if (ticket >= pieces.size())
            return played;
        auto tables = own.run(pieces[ticket], control);
        if (!tables) {
            played.failure = Played::Failure{ticket, std::move(tables.error())};
            break;
        }
        ranks.add_finished(trials_of(pieces[ticket]));
        if (control.on_progress)  // not every source tells of its trials one by one
            control.on_progress({0, 0});
        std::move(tables->begin(), tables->end(), std::back_inserter(played.tables));
    }
    ranks.end_tickets();
    return played;
}

}  // namespace

std::size_t RankedSource::blocks_at_once() const {
    constexpr std::size_t kLoads = 4;
    return kLoads * own_->blocks_at_once() * static_cast<std::size_t>(ranks_.count());
}

expected<std::vector<TrialTable>, LoadFailure> RankedSource::run(const Blocks& blocks,
                                                                 const StudyControl& control) {
    const Round round{blocks, own_->block_trials() * own_->blocks_at_once()};
    const std::size_t total = trials_of(blocks);
    ranks_.reset_tickets();
    (void)ranks_.broadcast(encode_round(round));
    // With each look at the counter rank 0, busy with its own trials, also hands out tickets where
    // the network cannot do that alone.
    const StudyControl with_all{control.threads, control.stop,
                                [&](const study::StudyProgress& mine) {
                                    const std::size_t done = mine.done + ranks_.finished();
                                    if (control.on_progress)
                                        control.on_progress({done, total});
                                }};
    Played all = play_pieces(*own_, ranks_, cut_round(round, ranks_.count()), with_all);
    const auto messages = ranks_.gather("");
    for (std::size_t rank = 1; rank < messages.size(); ++rank) {
        Played theirs = decode_played(messages[rank]);
        std::move(theirs.tables.begin(), theirs.tables.end(), std::back_inserter(all.tables));
        // One failure is told, the first as one process would meet it.
        if (theirs.failure && (!all.failure || theirs.failure->ticket < all.failure->ticket))
            all.failure = std::move(theirs.failure);
    }
    if (all.failure)
        return unexpected(std::move(all.failure->load));
    return join_pieces(blocks, std::move(all.tables));
}

void serve_rounds(TrialSource& own, Ranks& ranks, const StudyControl& control) {
    for (;;) {
        const std::string message = ranks.broadcast("");
        if (message.empty())
            return;
        const auto pieces = cut_round(decode_round(message), ranks.count());
        (void)ranks.gather(encode_played(own.key(), play_pieces(own, ranks, pieces, control)));
    }
}

void end_rounds(Ranks& ranks) {
    (void)ranks.broadcast("");
}

}  // namespace headroom::mpi
