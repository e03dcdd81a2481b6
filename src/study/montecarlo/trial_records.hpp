#pragma once

// Trials as records of bytes, each with its checksum: what parts and journals are made of. Opens no
// file.

#include <optional>
#include <string>
#include <string_view>

#include "src/study/montecarlo/trial_table.hpp"

namespace headroom::study {

// The first line of a file of records; another layout has another number.
inline constexpr std::string_view kTrialFileHead = "headroom trials 1\n";

enum class RecordKind : std::uint8_t { kTrials = 1, kStudy = 2 };

struct Record {
    RecordKind kind = RecordKind::kTrials;
    std::string_view payload;
    std::size_t end = 0;  // where the next one begins
};

// kind, length, payload, the first 16 letters of the payload's SHA-256.
[[nodiscard]] std::string make_record(RecordKind kind, std::string_view payload);

// The record at `begin`; none where there is no whole one with the right checksum.
[[nodiscard]] std::optional<Record> read_record(std::string_view bytes, std::size_t begin);

// The trials of what `key` stands for (TrialSource::key).
[[nodiscard]] std::string encode_trials(const std::string& key, const TrialTable& table);

struct KeyedTrials {
    std::string key;
    TrialTable table;
};
[[nodiscard]] std::optional<KeyedTrials> decode_trials(std::string_view payload);

}  // namespace headroom::study
