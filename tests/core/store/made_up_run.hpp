#pragma once

// Runs that nobody simulated, for a store to keep, and the folder that it lies in.

#include <filesystem>
#include <string>

#include "src/core/store/run_store.hpp"

namespace headroom::store {

// All that is stored is set; another `number` is another run, an hour later.
[[nodiscard]] report::RunSummary made_up_summary(int number = 0);

// All that a store keeps of a summary, as text.
[[nodiscard]] std::string text_of(const report::RunSummary& summary);

// A folder for one test, removed at the end.
class StoreFolder {
public:
    StoreFolder();
    ~StoreFolder();
    StoreFolder(const StoreFolder&) = delete;
    StoreFolder& operator=(const StoreFolder&) = delete;

    [[nodiscard]] std::string file(const std::string& name = "runs.sqlite") const;
    [[nodiscard]] std::string bytes(const std::string& name = "runs.sqlite") const;
    void write(const std::string& name, const std::string& bytes) const;
    // Runs an SQL text on a file by SQLite itself.
    void execute(const std::string& name, const std::string& sql) const;

private:
    std::filesystem::path path_;
};

}  // namespace headroom::store
