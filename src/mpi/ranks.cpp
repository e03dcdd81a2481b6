#include "src/mpi/ranks.hpp"

#include <algorithm>
#include <cstdlib>

#include "sim/base/contract.hpp"

#include <mpi.h>

namespace headroom::mpi {
namespace {

constexpr int kCounters = 2;
constexpr int kTag = 1;
constexpr std::uint64_t kBeyondAllTickets = std::uint64_t{1} << 40;

// A count of MPI is an int: longer texts go in pieces.
constexpr std::size_t kPiece = std::size_t{1} << 30;

template <class Send>
void in_pieces(std::size_t bytes, Send send) {
    for (std::size_t begin = 0; begin < bytes; begin += kPiece)
        send(begin, static_cast<int>(std::min(kPiece, bytes - begin)));
}

}  // namespace

struct Ranks::Window {
    MPI_Win handle = MPI_WIN_NULL;
    std::uint64_t* counters = nullptr;
};

Ranks::Ranks(int& argc, char**& argv) {
    int level = MPI_THREAD_SINGLE;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_SERIALIZED, &level);
    HEADROOM_REQUIRE(level >= MPI_THREAD_SERIALIZED, "this MPI cannot be called from threads");
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &count_);
    window_ = new Window;
    const MPI_Aint bytes = is_first() ? kCounters * sizeof(std::uint64_t) : 0;
    MPI_Win_allocate(bytes, sizeof(std::uint64_t), MPI_INFO_NULL, MPI_COMM_WORLD,
                     static_cast<void*>(&window_->counters), &window_->handle);
    MPI_Win_lock_all(0, window_->handle);
}

Ranks::~Ranks() {
    MPI_Win_unlock_all(window_->handle);
    MPI_Win_free(&window_->handle);
    delete window_;
    MPI_Finalize();
}

std::string Ranks::broadcast(const std::string& text) {
    std::uint64_t bytes = text.size();
    MPI_Bcast(&bytes, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
    std::string heard = is_first() ? text : std::string(bytes, '\0');
    in_pieces(bytes, [&](std::size_t begin, int count) {
        MPI_Bcast(heard.data() + begin, count, MPI_CHAR, 0, MPI_COMM_WORLD);
    });
    return heard;
}

std::vector<std::string> Ranks::gather(const std::string& text) {
    const std::uint64_t bytes = text.size();
    std::vector<std::uint64_t> lengths(static_cast<std::size_t>(count_));
    MPI_Gather(&bytes, 1, MPI_UINT64_T, lengths.data(), 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
    if (!is_first()) {
        in_pieces(bytes, [&](std::size_t begin, int count) {
            MPI_Send(text.data() + begin, count, MPI_CHAR, 0, kTag, MPI_COMM_WORLD);
        });
        return {};
    }
    std::vector<std::string> texts{text};
    for (int rank = 1; rank < count_; ++rank) {
        std::string& heard = texts.emplace_back(lengths[static_cast<std::size_t>(rank)], '\0');
        in_pieces(heard.size(), [&](std::size_t begin, int count) {
            MPI_Recv(heard.data() + begin, count, MPI_CHAR, rank, kTag, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
        });
    }
    return texts;
}

void Ranks::reset_tickets() {
    const std::uint64_t zeros[kCounters] = {};
    MPI_Accumulate(zeros, kCounters, MPI_UINT64_T, 0, 0, kCounters, MPI_UINT64_T, MPI_REPLACE,
                   window_->handle);
    MPI_Win_flush(0, window_->handle);
}

std::uint64_t Ranks::take_ticket() {
    return add(Counter::kTickets, 1);
}

void Ranks::end_tickets() {
    add(Counter::kTickets, kBeyondAllTickets);
}

void Ranks::add_finished(std::uint64_t trials) {
    add(Counter::kFinished, trials);
}

std::uint64_t Ranks::finished() {
    return add(Counter::kFinished, 0);
}

std::uint64_t Ranks::add(Counter counter, std::uint64_t value) {
    std::uint64_t before = 0;
    MPI_Fetch_and_op(&value, &before, MPI_UINT64_T, 0, static_cast<MPI_Aint>(counter), MPI_SUM,
                     window_->handle);
    MPI_Win_flush(0, window_->handle);
    return before;
}

void Ranks::abort(int exit_code) {
    MPI_Abort(MPI_COMM_WORLD, exit_code);
    std::abort();
}

}  // namespace headroom::mpi
