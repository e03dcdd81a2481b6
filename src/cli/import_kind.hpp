#pragma once

// What `headroom import` can take in. A new kind of file is a source of its own with its functions,
// its line here and its line in the table of import_command.cpp.

#include <string>
#include <string_view>

#include "src/cli/command_line.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/progress.hpp"
#include "src/cli/stop_watcher.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::cli {

// What came of one file. The command prints it: `data` on stdout, `talk` on stderr, then the
// problems.
struct ImportOutcome {
    int exit_code = kExitOk;
    std::string data;  // the report as text or as one JSON value, as the request wants it
    std::string talk;
    Diagnostics problems;
};

struct ImportContext {
    const ImportRequest& request;
    Progress& progress;
    const StopWatcher& watcher;  // a file whose reading it stopped: kExitSignal and no problems
};

struct ImportKind {
    std::string (*formats)();  // "csv, philly, swf": its names for --as
    std::string (*wanted)();   // what its files look like, for the message that none fits
    bool (*is_like)(std::string_view head);  // the beginning of the file, decompressed
    ImportOutcome (*import_file)(const std::string& file, const ImportContext& context);
};

extern const ImportKind kImportInventory;
extern const ImportKind kImportJobs;
extern const ImportKind kImportRecords;
extern const ImportKind kImportRequests;

// The formats of all kinds: "csv, philly, swf".
[[nodiscard]] std::string import_formats();

}  // namespace headroom::cli
