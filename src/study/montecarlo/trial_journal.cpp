#include "src/study/montecarlo/trial_journal.hpp"

#include <utility>

#include "src/study/montecarlo/trial_records.hpp"

namespace headroom::study {

expected<TrialJournal, Diagnostics> TrialJournal::open(const std::string& file) {
    auto opened = AppendFile::open(file, kTrialFileHead,
                                   {"another study", "file of finished trials", "trials"});
    if (!opened)
        return unexpected(std::move(opened.error()));
    TrialJournal journal(std::move(*opened));
    if (auto read = journal.read_records(); !read)
        return unexpected(std::move(read.error()));
    return journal;
}

expected<void, Diagnostics> TrialJournal::read_records() {
    const auto bytes = file_.read_all();
    if (!bytes)
        return unexpected(bytes.error());
    std::size_t end = kTrialFileHead.size();
    while (const auto record = read_record(*bytes, end)) {
        if (const auto found = decode_trials(record->payload))
            blocks_[{found->key, found->table.first, found->table.trials}] = {
                static_cast<std::uint64_t>(record->payload.data() - bytes->data()),
                record->payload.size()};
        end = record->end;
    }
    return file_.cut_at(end);
}

std::optional<TrialTable> TrialJournal::find(const std::string& key,
                                             const TrialRange& trials) const {
    const auto found = blocks_.find({key, trials.first, trials.count});
    std::string payload;
    if (found == blocks_.end() || !file_.read(found->second.offset, found->second.bytes, payload))
        return std::nullopt;
    auto block = decode_trials(payload);
    return block ? std::optional(std::move(block->table)) : std::nullopt;
}

expected<void, Diagnostics> TrialJournal::append(const std::string& key, const TrialTable& block) {
    const std::string payload = encode_trials(key, block);
    const std::string record = make_record(RecordKind::kTrials, payload);
    const std::uint64_t begin = file_.size() + 2 * sizeof(std::uint64_t);
    auto written = file_.append(record);
    if (written)
        blocks_[{key, block.first, block.trials}] = {begin, payload.size()};
    return written;
}

}  // namespace headroom::study
