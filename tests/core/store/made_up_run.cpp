#include "tests/core/store/made_up_run.hpp"

#include <fstream>
#include <stdexcept>

#include "sim/base/units.hpp"

#include <sqlite3.h>
#include <unistd.h>

namespace headroom::store {

namespace fs = std::filesystem;

report::RunSummary made_up_summary(int number) {
    constexpr std::int64_t kHour_us = 3'600'000'000;
    report::RunSummary summary;
    summary.scenario = "Small";
    summary.currency = "USD";
    summary.stopped = report::kStoppedHorizon;
    summary.start = "2027-01-01T00:00:00Z";
    summary.simulated_us = 5'000'000;
    summary.metrics = {{"wait.mean_s", "", 100.0 + number, "s"},
                       {"wait.mean_s", "partition=long", 0.1 * number, "s"},
                       {"cost.tco@p90", "", 2.5e8, "USD"},
                       {"jobs.completed", "", 12, ""}};
    summary.warnings = {"the queue is growing", "w: 1 of 7 rows left out"};
    report::Provenance& from = summary.provenance;
    from.version = "0.1.0";
    from.git = "2db74ec51f3a";
    from.seed = static_cast<std::uint64_t>(number);
    from.catalog = "2026.11";
    from.catalog_sha256 = std::string(64, 'c');
    from.variant = "larger";
    from.overrides = {{"fleet.a.nodes", "8"}, {"horizon", "2 y"}};
    from.inputs = {{"small.toml", std::string(64, 'a')}, {"jobs.csv", std::string(64, 'b')}};
    from.device = "cpu";
    from.host = "builder";
    const auto start = parse_instant("2026-11-01")->unix_us;
    from.timing = {format_instant({start + number * kHour_us}), 2.5, 1.25, 0.75};
    return summary;
}

std::string text_of(const report::RunSummary& summary) {
    return report::summary_json(summary) + summary.start + " " +
           std::to_string(summary.simulated_us);
}

StoreFolder::StoreFolder() {
    std::string pattern = (fs::temp_directory_path() / "headroom-store-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

StoreFolder::~StoreFolder() {
    fs::remove_all(path_);
}

std::string StoreFolder::file(const std::string& name) const {
    return (path_ / name).string();
}

std::string StoreFolder::bytes(const std::string& name) const {
    std::ifstream input(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(input), {}};
}

void StoreFolder::write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary | std::ios::trunc) << bytes;
}

void StoreFolder::execute(const std::string& name, const std::string& sql) const {
    sqlite3* database = nullptr;
    const bool is_done =
        sqlite3_open(file(name).c_str(), &database) == SQLITE_OK &&
        sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    if (!is_done)
        throw std::runtime_error("cannot execute " + sql);
}

}  // namespace headroom::store
