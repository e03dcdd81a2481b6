#include "src/study/sweep/sweep_folder.hpp"

#include <utility>

namespace headroom::study {
namespace {

constexpr const char* kPoints = "points.csv";
constexpr const char* kSweep = "sweep.csv";
constexpr const char* kStudy = "study.json";
constexpr const char* kJournal = "sweep.cache";

}  // namespace

expected<SweepFolder, Diagnostics> SweepFolder::open(const std::string& folder,
                                                     const std::vector<std::string>& inputs) {
    auto opened = report::OutputFolder::open(folder);
    if (!opened)
        return unexpected(std::move(opened.error()));
    if (auto free = opened->check_targets({kPoints, kSweep, kStudy, kJournal}, inputs); !free)
        return unexpected(std::move(free.error()));
    auto journal = SweepJournal::open((opened->path() / kJournal).string());
    if (!journal)
        return unexpected(std::move(journal.error()));
    return SweepFolder(std::move(*opened), std::move(*journal));
}

expected<void, Diagnostics> SweepFolder::write(const SweepPlan& plan,
                                               const SweepResult& result,
                                               const report::Provenance& origin) {
    auto written = folder_.write(kPoints, [&](const report::TextSink& sink) {
        write_csv(points_table(plan, result), sink);
    });
    if (written)
        written = folder_.write(kSweep, [&](const report::TextSink& sink) {
            write_csv(sweep_table(plan, result), sink);
        });
    if (written)
        written = folder_.write(
            kStudy, [&](const report::TextSink& sink) { sink(study_json(plan, result, origin)); });
    return written ? folder_.commit() : written;
}

}  // namespace headroom::study
