#include "src/study/sweep/sweep_journal.hpp"

#include <charconv>
#include <limits>
#include <string_view>
#include <utility>

#include "src/core/result/sha256.hpp"
#include "src/core/table/number_text.hpp"

namespace headroom::study {
namespace {

// The first line; another layout of lines has another number.
constexpr std::string_view kHead = "headroom sweep cache 1\n";
constexpr std::size_t kChecksumLetters = 16;

std::string checksum(std::string_view text) {
    return report::sha256_of_text(text).substr(0, kChecksumLetters);
}

// A scope may hold any letter that TOML's quotes allow.
void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (c == '\\')
            out += "\\\\";
        else if (c == '\t')
            out += "\\t";
        else if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char next = text[++i];
        out += next == 't' ? '\t' : next == 'n' ? '\n' : next;
    }
    return out;
}

std::string index_of(std::string_view key, std::string_view trials) {
    return std::string(key) + " " + std::string(trials);
}

// checksum, key, trials, then name, scope, unit and values of each metric.
std::string line_of(const PointRecord& record) {
    std::string text = record.key + "\t" + std::to_string(record.trials);
    for (const RecordedMetric& metric : record.metrics) {
        for (const std::string* part : {&metric.name, &metric.scope, &metric.unit}) {
            text += '\t';
            append_escaped(text, *part);
        }
        char before = '\t';
        for (const double value : metric.values) {
            text += std::exchange(before, ' ');
            report::append_shortest(text, value);  // nothing where there is none
        }
    }
    return checksum(text) + "\t" + text + "\n";
}

// Takes the text up to the next `separator` off the front of `text`.
std::string_view take_field(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return field;
}

bool is_whole(std::string_view line) {
    return line.size() > kChecksumLetters && line[kChecksumLetters] == '\t' &&
           line.substr(0, kChecksumLetters) == checksum(line.substr(kChecksumLetters + 1));
}

std::vector<double> parse_numbers(std::string_view text) {
    std::vector<double> values;
    bool has_more = true;
    while (has_more) {
        has_more = text.find(' ') != std::string_view::npos;
        const std::string_view field = take_field(text, ' ');
        double value = std::numeric_limits<double>::quiet_NaN();
        std::from_chars(field.data(), field.data() + field.size(), value);
        values.push_back(value);
    }
    return values;
}

PointRecord parse_line(std::string_view line) {
    line.remove_prefix(kChecksumLetters + 1);
    PointRecord record;
    record.key = take_field(line, '\t');
    const std::string_view trials = take_field(line, '\t');
    std::from_chars(trials.data(), trials.data() + trials.size(), record.trials);
    while (!line.empty()) {
        RecordedMetric metric;
        metric.name = unescaped(take_field(line, '\t'));
        metric.scope = unescaped(take_field(line, '\t'));
        metric.unit = unescaped(take_field(line, '\t'));
        metric.values = parse_numbers(take_field(line, '\t'));
        record.metrics.push_back(std::move(metric));
    }
    return record;
}

}  // namespace

expected<SweepJournal, Diagnostics> SweepJournal::open(const std::string& file) {
    auto opened = AppendFile::open(file, kHead, {"another sweep", "cache of a sweep", "points"});
    if (!opened)
        return unexpected(std::move(opened.error()));
    SweepJournal journal(std::move(*opened));
    if (auto read = journal.read_lines(); !read)
        return unexpected(std::move(read.error()));
    return journal;
}

expected<void, Diagnostics> SweepJournal::read_lines() {
    const auto text = file_.read_all();
    if (!text)
        return unexpected(text.error());
    std::size_t end = kHead.size();
    for (std::size_t begin = end; begin < text->size();) {
        const std::size_t stop = text->find('\n', begin);
        if (stop == std::string::npos)
            break;
        const std::string_view line(text->data() + begin, stop - begin);
        const std::size_t next = stop + 1;
        if (is_whole(line)) {
            std::string_view rest = line.substr(kChecksumLetters + 1);
            const std::string_view key = take_field(rest, '\t');
            lines_[index_of(key, take_field(rest, '\t'))] = {begin, line.size()};
            end = next;
        }
        begin = next;
    }
    return file_.cut_at(end);
}

std::optional<PointRecord> SweepJournal::find(const std::string& key, std::size_t trials) const {
    const auto found = lines_.find(index_of(key, std::to_string(trials)));
    std::string text;
    if (found == lines_.end() || !file_.read(found->second.offset, found->second.bytes, text))
        return std::nullopt;
    return parse_line(text);
}

expected<void, Diagnostics> SweepJournal::append(const PointRecord& record) {
    const std::string line = line_of(record);
    const std::uint64_t begin = file_.size();
    auto written = file_.append(line);
    if (written)
        lines_[index_of(record.key, std::to_string(record.trials))] = {begin, line.size() - 1};
    return written;
}

}  // namespace headroom::study
