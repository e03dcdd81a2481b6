#include "src/study/montecarlo/trial_part.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "src/core/table/number_text.hpp"
#include "src/study/montecarlo/bytes.hpp"
#include "src/study/montecarlo/trial_records.hpp"

namespace headroom::study {
namespace {

Diagnostic fault(const std::string& file, std::string problem, std::string wanted) {
    Diagnostic one;
    one.place.file = file;
    one.problem = std::move(problem);
    one.wanted = std::move(wanted);
    return one;
}

// "0:500", as the option --trials takes them.
std::string range_text(std::size_t first, std::size_t end) {
    return std::to_string(first) + ":" + std::to_string(end);
}

std::optional<std::string> read_bytes(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::error_code status;
    if (!in || std::filesystem::is_directory(file, status))
        return std::nullopt;
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    return in.bad() ? std::nullopt : std::optional(std::move(bytes));
}

// What two parts of one study differ in, in words; empty where in nothing.
std::string difference(const TrialPart& a, const TrialPart& b) {
    if (a.head.origin.version != b.head.origin.version || a.head.origin.git != b.head.origin.git)
        return "were made by different programs (" + a.head.origin.version + " " +
               a.head.origin.git + " and " + b.head.origin.version + " " + b.head.origin.git + ")";
    if (a.head.scenario != b.head.scenario)
        return "are of different scenarios ('" + a.head.scenario + "' and '" + b.head.scenario +
               "')";
    if (a.head.origin.seed != b.head.origin.seed)
        return "have different seeds (" + std::to_string(a.head.origin.seed) + " and " +
               std::to_string(b.head.origin.seed) + ")";
    if (a.key != b.key)
        return "are of different settings, traces or ways to play trials";
    if (encode_head(a.head) != encode_head(b.head))
        return "assert or name different things";
    return "";
}

Diagnostics find_gaps(const std::vector<TrialPart>& parts) {
    Diagnostics problems;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const TrialPart& part = parts[i];
        if (part.table.trials < part.asked)
            problems.push_back(fault(
                part.file,
                "was stopped after " + std::to_string(part.table.trials) + " of " +
                    std::to_string(part.asked) + " trials",
                "the whole part " + range_text(part.table.first, part.table.first + part.asked)));
        if (i == 0 && part.table.first > 0)
            problems.push_back(fault(part.file, "is the first of the parts",
                                     "a part with the trials " + range_text(0, part.table.first)));
        if (i == 0)
            continue;
        const TrialPart& before = parts[i - 1];
        const std::size_t end = before.table.first + before.asked;
        if (part.table.first < end)
            problems.push_back(fault(
                part.file,
                "has trials that " + before.file + " has, too: " +
                    range_text(part.table.first, std::min(end, part.table.first + part.asked)),
                "each trial in one part"));
        if (part.table.first > end)
            problems.push_back(
                fault(part.file, "leaves a gap behind " + before.file,
                      "a part with the trials " + range_text(end, part.table.first)));
    }
    return problems;
}

}  // namespace

std::string encode_part(const TrialPart& part) {
    ByteWriter study;
    study.text(part.key);
    study.text(part.device);
    study.number(part.asked);
    study.text(encode_head(part.head));
    return std::string(kTrialFileHead) + make_record(RecordKind::kStudy, study.bytes()) +
           make_record(RecordKind::kTrials, encode_trials(part.key, part.table));
}

expected<TrialPart, Diagnostics> read_part(const std::string& file) {
    const auto fail = [&](std::string problem) {
        return unexpected(Diagnostics{
            fault(file, std::move(problem), "a file that `headroom montecarlo --part` wrote")});
    };
    const auto bytes = read_bytes(file);
    if (!bytes)
        return fail("cannot be read");
    if (!bytes->starts_with(kTrialFileHead))
        return fail("holds no trials of this version of the file");
    const auto study = read_record(*bytes, kTrialFileHead.size());
    const auto trials = study ? read_record(*bytes, study->end) : std::nullopt;
    if (!trials || trials->end != bytes->size() || study->kind != RecordKind::kStudy ||
        trials->kind != RecordKind::kTrials)
        return fail("is damaged: a checksum is wrong, or its end is missing");
    ByteReader reader(study->payload);
    TrialPart part;
    part.file = file;
    part.key = reader.text();
    part.device = reader.text();
    part.asked = reader.number();
    auto head = decode_head(reader.text());
    auto table = decode_trials(trials->payload);
    if (!reader.is_at_end() || !head || !table || table->key != part.key)
        return fail("is damaged");
    part.head = std::move(*head);
    part.table = std::move(table->table);
    return part;
}

expected<MergedParts, Diagnostics> merge_parts(std::vector<TrialPart> parts) {
    std::stable_sort(parts.begin(), parts.end(), [](const TrialPart& a, const TrialPart& b) {
        return a.table.first < b.table.first;
    });
    Diagnostics problems;
    for (const TrialPart& part : parts) {
        const std::string differs = difference(part, parts.front());
        if (!differs.empty())
            problems.push_back(fault(part.file, "and " + parts.front().file + " " + differs,
                                     "parts of one study"));
    }
    if (problems.empty())
        problems = find_gaps(parts);
    if (!problems.empty())
        return unexpected(std::move(problems));
    MergedParts merged;
    merged.head = std::move(parts.front().head);
    std::set<std::string> devices;
    for (const TrialPart& part : parts) {
        append(merged.run.table, part.table);
        devices.insert(part.device);
    }
    merged.run.asked = merged.run.table.trials;
    merged.device = std::to_string(parts.size()) + (parts.size() == 1 ? " part" : " parts");
    for (const std::string& device : devices)
        merged.device += ", " + device;
    return merged;
}

}  // namespace headroom::study
