#pragma once

// How far a run is, on stderr: a bar for people, or one JSON object a line for programs.

#include <chrono>
#include <string>

#include "sim/engine/simulation.hpp"
#include "src/cli/command_line.hpp"
#include "src/study/evaluate/parallel.hpp"

namespace headroom::cli {

class Progress {
public:
    // kAuto draws a bar where stderr is a terminal, unless `quiet`.
    Progress(ProgressMode mode, bool quiet);
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void begin(const char* phase);  // "read", "simulate", "write"
    void update(const sim::Progress& progress);
    void update_share(const char* phase, double share);  // of "read" or "write", from 0 to 1
    void update(const char* command, const study::StudyProgress& progress);  // "compare 120/600"
    void clear();  // the bar, before something else is told
    void end(int exit_code);

private:
    [[nodiscard]] bool is_due();
    void draw(const std::string& text);

    enum class Style : std::uint8_t { kNone, kBar, kJson };
    Style style_;
    bool has_drawn_ = false;
    std::chrono::steady_clock::time_point last_;
};

}  // namespace headroom::cli
