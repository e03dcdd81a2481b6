#include "src/cli/progress.hpp"

#include <algorithm>

#include "src/cli/terminal.hpp"
#include "src/core/table/json_writer.hpp"
#include "src/core/table/number_text.hpp"

namespace headroom::cli {
namespace {

using report::JsonWriter;
constexpr auto kPause = std::chrono::milliseconds(100);

double share_done(const sim::Progress& progress) {
    if (progress.jobs_total == 0)
        return 1;
    return static_cast<double>(progress.jobs_ended) / static_cast<double>(progress.jobs_total);
}

std::string bar_text(double share) {
    constexpr int kCells = 30;
    const int full = std::clamp(static_cast<int>(share * kCells), 0, kCells);
    std::string text;
    for (int cell = 0; cell < kCells; ++cell)
        text += cell < full ? "━" : "╌";
    return text;
}

std::string phase_text(const std::string& phase) {
    if (phase == "read")
        return "reading …";
    if (phase == "headroom")
        return "searching the headroom …";
    return phase == "write" ? "writing …" : "simulating …";
}

}  // namespace

Progress::Progress(ProgressMode mode, bool quiet) : style_(Style::kNone) {
    if (mode == ProgressMode::kJson)
        style_ = Style::kJson;
    else if (mode == ProgressMode::kAuto && !quiet && is_terminal_stderr())
        style_ = Style::kBar;
}

void Progress::clear() {
    if (has_drawn_)
        tell("\r\033[K");
    has_drawn_ = false;
}

void Progress::begin(const char* phase) {
    last_ = {};
    if (style_ == Style::kBar)
        draw(phase_text(phase));
    if (style_ != Style::kJson)
        return;
    JsonWriter json(JsonWriter::Layout::kOneLine);
    json.begin_object().key("phase").text(phase).end_object();
    tell(json.str());
}

// Not more often than an eye can follow.
bool Progress::is_due() {
    const auto now = std::chrono::steady_clock::now();
    if (style_ == Style::kNone || now - last_ < kPause)
        return false;
    last_ = now;
    return true;
}

void Progress::update_share(const char* phase, double share) {
    if (!is_due())
        return;
    if (style_ == Style::kBar) {
        draw(phase_text(phase) + " " + bar_text(share) + "  " + report::percent_text(share));
        return;
    }
    JsonWriter json(JsonWriter::Layout::kOneLine);
    json.begin_object().key("phase").text(phase).key("share").number(share).end_object();
    tell(json.str());
}

void Progress::update(const sim::Progress& progress) {
    if (!is_due())
        return;
    if (style_ == Style::kBar) {
        const auto jobs = [](std::uint64_t count) {
            return report::group_thousands(static_cast<std::int64_t>(count));
        };
        draw("simulating " + bar_text(share_done(progress)) + "  " + jobs(progress.jobs_ended) +
             " of " + jobs(progress.jobs_total) + " jobs");
        return;
    }
    JsonWriter json(JsonWriter::Layout::kOneLine);
    json.begin_object().key("phase").text("simulate");
    json.key("now_s").seconds(progress.now_us);
    json.key("jobs_ended").unsigned_integer(progress.jobs_ended);
    json.key("jobs_submitted").unsigned_integer(progress.jobs_submitted);
    json.key("jobs_total").unsigned_integer(progress.jobs_total);
    json.key("share").number(share_done(progress)).end_object();
    tell(json.str());
}

void Progress::update(const char* command, const study::StudyProgress& progress) {
    if (!is_due())
        return;
    const double share = progress.total == 0 ? 1
                                             : static_cast<double>(progress.done) /
                                                   static_cast<double>(progress.total);
    if (style_ == Style::kBar) {
        draw(std::string(command) + " " + bar_text(share) + "  " + std::to_string(progress.done) +
             "/" + std::to_string(progress.total));
        return;
    }
    JsonWriter json(JsonWriter::Layout::kOneLine);
    json.begin_object().key("phase").text("simulate").key("command").text(command);
    json.key("done").unsigned_integer(progress.done);
    json.key("total").unsigned_integer(progress.total);
    json.key("share").number(share).end_object();
    tell(json.str());
}

void Progress::end(int exit_code) {
    clear();
    if (style_ != Style::kJson)
        return;
    JsonWriter json(JsonWriter::Layout::kOneLine);
    json.begin_object().key("phase").text("done").key("exit").integer(exit_code).end_object();
    tell(json.str());
}

void Progress::draw(const std::string& text) {
    tell("\r\033[K  " + text);
    has_drawn_ = true;
}

}  // namespace headroom::cli
