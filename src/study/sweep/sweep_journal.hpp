#pragma once

// The finished points of sweeps into one folder: a file of lines that is only ever added to, so
// that a sweep that was killed goes on where it was. Each line has its own checksum.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "src/core/text/diagnostic.hpp"
#include "src/study/evaluate/append_file.hpp"

namespace headroom::study {

// A metric of a point: its value, or one a statistic of several trials.
struct RecordedMetric {
    std::string name;
    std::string scope;
    std::string unit;
    std::vector<double> values;
};

struct PointRecord {
    std::string key;         // of what decides the metrics (WhatIf::key)
    std::size_t trials = 0;  // 0: a plain run
    std::vector<RecordedMetric> metrics;
};

// One process at a time has a journal open; its lock ends with the process, however that ends.
class SweepJournal {
public:
    // Makes the file where it is missing. What a kill left torn at its end is cut off; a line whose
    // checksum is wrong counts as absent. Fails where another process has it open or the file is
    // something else. O(bytes).
    [[nodiscard]] static expected<SweepJournal, Diagnostics> open(const std::string& file);

    [[nodiscard]] std::optional<PointRecord> find(const std::string& key, std::size_t trials) const;

    // One write to the file; where that fails the file is as it was.
    [[nodiscard]] expected<void, Diagnostics> append(const PointRecord& record);

    [[nodiscard]] std::size_t size() const { return lines_.size(); }

private:
    struct Line {
        std::uint64_t offset = 0;
        std::uint64_t bytes = 0;
    };
    explicit SweepJournal(AppendFile file) : file_(std::move(file)) {}
    [[nodiscard]] expected<void, Diagnostics> read_lines();

    AppendFile file_;
    std::unordered_map<std::string, Line> lines_;  // by key and trials
};

}  // namespace headroom::study
