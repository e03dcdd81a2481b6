#pragma once

// The processes that one mpirun started, and what they can say to each other. The only file that
// calls MPI; a fault of MPI ends all of them with a message of MPI's.

#include <cstdint>
#include <string>
#include <vector>

namespace headroom::mpi {

// One at a time: MPI lives as long as it does. Calls may come from any thread, one at a time.
class Ranks {
public:
    Ranks(int& argc, char**& argv);
    ~Ranks();
    Ranks(const Ranks&) = delete;
    Ranks& operator=(const Ranks&) = delete;

    [[nodiscard]] int rank() const { return rank_; }
    [[nodiscard]] int count() const { return count_; }
    [[nodiscard]] bool is_first() const { return rank_ == 0; }

    // Every rank calls these two. What rank 0 says, to all; what all say, to rank 0, in the order
    // of ranks (nothing to the others).
    [[nodiscard]] std::string broadcast(const std::string& text);
    [[nodiscard]] std::vector<std::string> gather(const std::string& text);

    // Rank 0, while no other rank takes tickets: numbers them from 0 again.
    void reset_tickets();
    // Each number is given to one rank.
    [[nodiscard]] std::uint64_t take_ticket();
    // Whoever asks from now on gets a number beyond all that there are.
    void end_tickets();

    // Trials that were finished since the tickets were reset.
    void add_finished(std::uint64_t trials);
    [[nodiscard]] std::uint64_t finished();

    // Ends all ranks at once.
    [[noreturn]] void abort(int exit_code);

private:
    enum class Counter : std::uint8_t { kTickets, kFinished };
    struct Window;
    std::uint64_t add(Counter counter, std::uint64_t value);

    int rank_ = 0;
    int count_ = 1;
    Window* window_ = nullptr;  // counters in the memory of rank 0
};

}  // namespace headroom::mpi
