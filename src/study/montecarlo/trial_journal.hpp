#pragma once

// The finished blocks of studies into one folder: a file of records that is only ever added to, so
// that a study that was killed goes on where it was.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "src/study/evaluate/append_file.hpp"
#include "src/study/montecarlo/trial_table.hpp"

namespace headroom::study {

// One process at a time has a journal open; its lock ends with the process, however that ends.
class TrialJournal {
public:
    // Makes the file where it is missing. What a kill left torn at its end is cut off. Fails where
    // another process has it open or the file is something else. O(bytes).
    [[nodiscard]] static expected<TrialJournal, Diagnostics> open(const std::string& file);

    // The block of exactly these trials, of what `key` stands for.
    [[nodiscard]] std::optional<TrialTable> find(const std::string& key,
                                                 const TrialRange& trials) const;

    // One write to the file; where that fails the file is as it was.
    [[nodiscard]] expected<void, Diagnostics> append(const std::string& key,
                                                     const TrialTable& block);

private:
    using Index = std::tuple<std::string, Trial, std::size_t>;
    struct Place {
        std::uint64_t offset = 0;
        std::uint64_t bytes = 0;
    };
    explicit TrialJournal(AppendFile file) : file_(std::move(file)) {}
    [[nodiscard]] expected<void, Diagnostics> read_records();

    AppendFile file_;
    std::map<Index, Place> blocks_;
};

}  // namespace headroom::study
