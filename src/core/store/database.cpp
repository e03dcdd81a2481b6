#include "src/core/store/database.hpp"

#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>
#include <utility>

#include <sqlite3.h>

namespace headroom::store {
namespace {

namespace fs = std::filesystem;

// As long as many jobs of a pipeline may need that add their runs at the same moment.
constexpr int kPatience_ms = 30'000;
constexpr int kNap_ms = 10;

Diagnostic fault_of(const std::string& file,
                    std::string problem,
                    std::string wanted,
                    std::string hint = {}) {
    return {Severity::kError,  {file, 0, 0},    {}, std::move(problem),
            std::move(wanted), std::move(hint), {}};
}

constexpr const char* kWantedStore = "a store that headroom made, or a file that does not exist";

Diagnostic describe(const std::string& file, int code, const std::string& said, int system_error) {
    const std::string reason = system_error != 0 ? std::string(std::strerror(system_error)) : said;
    switch (code & 0xff) {
        case SQLITE_NOTADB:
            return fault_of(file, "is no store of runs: it is no SQLite database", kWantedStore);
        case SQLITE_FULL:
            return fault_of(file, "cannot be written: the disk is full", "room for the store");
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return fault_of(file, "cannot be written: it is read-only", "leave to write the store");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return fault_of(file, "is kept busy by other programs", "the store after 30 s at most");
        case SQLITE_CANTOPEN:
            return fault_of(file, "cannot be opened: " + reason, "leave to read the store");
        case SQLITE_IOERR:
            return fault_of(file, "cannot be read or written: " + reason, "a disk that works");
        default:  // among them what only a file changed behind our back can lead to
            return fault_of(file, "is damaged: " + said, "a store that headroom made");
    }
}

// As SQLite wants the name of a file in a URI.
std::string uri_of(const std::string& file) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : fs::absolute(file).string()) {
        const auto code = static_cast<unsigned char>(c);
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                              (c >= 'a' && c <= 'z') || c == '/' || c == '.' || c == '-';
        if (is_plain)
            uri += c;
        else
            uri += {'%', kHex[code >> 4u], kHex[code & 15u]};
    }
    return uri;
}

// What is wrong with the name before SQLite sees it; empty if nothing is.
std::optional<Diagnostic> check_file(const std::string& file, Access access) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (fs::is_directory(status))
        return fault_of(file, "is a folder", "the name of a file");
    if (file.empty() || file.find('\0') != std::string::npos)
        return fault_of(file, "is not the name of a file", "the name of a file");
    if (fs::exists(status))
        return fs::is_regular_file(status)
                   ? std::nullopt
                   : std::optional(fault_of(file, "is no ordinary file", kWantedStore));
    if (access == Access::kRead)
        return fault_of(file, "there is no store of runs", "a store",
                        "'headroom runs add RESULT' makes one");
    const fs::path folder = fs::absolute(file, error).parent_path();
    fs::create_directories(folder, error);
    if (error)
        return fault_of(file, "cannot be made: " + error.message(),
                        "a folder that can be written to");
    return std::nullopt;
}

// A store on a disk that cannot be written to is readable only if SQLite is told that nobody
// writes. That is certain where no log of changes lies beside it.
bool needs_immutable(sqlite3* handle, const std::string& file) {
    const int code = sqlite3_exec(handle, "SELECT 1 FROM sqlite_schema", nullptr, nullptr, nullptr);
    if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY)
        return false;
    std::error_code error;
    const auto bytes = fs::file_size(file + "-wal", error);
    return error || bytes == 0;
}

}  // namespace

expected<Database, Diagnostics> Database::open(const std::string& file, Access access) {
    if (auto fault = check_file(file, access))
        return unexpected(Diagnostics{std::move(*fault)});
    // SQLite takes ":memory:" and names that begin with "file:" for something else than a file.
    std::error_code ignored;
    const std::string path = std::filesystem::absolute(file, ignored).string();
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | (access == Access::kWrite ? SQLITE_OPEN_CREATE : 0);
    int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    if (code == SQLITE_OK && access == Access::kRead && needs_immutable(handle, file)) {
        sqlite3_close(std::exchange(handle, nullptr));
        code = sqlite3_open_v2((uri_of(file) + "?immutable=1").c_str(), &handle,
                               SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    }
    Database database(handle, file);
    if (code != SQLITE_OK) {
        database.fail_with(code);
        return unexpected(database.problems());
    }
    sqlite3_busy_timeout(handle, kPatience_ms);
    sqlite3_extended_result_codes(handle, 1);
    // A file that was made to harm must not run anything.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    database.execute("PRAGMA cell_size_check = ON");
    if (access == Access::kRead)
        database.execute("PRAGMA query_only = ON");
    else
        database.execute("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");
    if (database.has_failed())
        return unexpected(database.problems());
    return database;
}

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)),
      file_(std::move(other.file_)),
      fault_(std::move(other.fault_)) {}

Database::~Database() {
    sqlite3_close(handle_);
}

void Database::fail(std::string problem, std::string wanted, std::string hint) {
    if (!fault_)
        fault_ = fault_of(file_, std::move(problem), std::move(wanted), std::move(hint));
}

void Database::fail_with(int code) {
    if (fault_)
        return;
    const std::string said = handle_ != nullptr && sqlite3_errcode(handle_) != SQLITE_OK
                                 ? sqlite3_errmsg(handle_)
                                 : sqlite3_errstr(code);
    fault_ = describe(file_, code, said, handle_ != nullptr ? sqlite3_system_errno(handle_) : 0);
}

void Database::execute(const char* sql) {
    if (fault_)
        return;
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        fail_with(code);
}

bool Database::try_execute(const char* sql) {
    if (fault_)
        return false;
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    const bool is_busy = (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
    if (code != SQLITE_OK && !is_busy)
        fail_with(code);
    return code == SQLITE_OK;
}

void Database::execute_patiently(const char* sql) {
    for (int waited_ms = 0; !fault_ && !try_execute(sql); waited_ms += sqlite3_sleep(kNap_ms))
        if (waited_ms >= kPatience_ms)
            fail_with(SQLITE_BUSY);
}

// After a fault too; what it says then is nothing new.
void Database::roll_back() {
    sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t Database::number(const char* sql) {
    Statement statement(*this, sql);
    return statement.next() ? statement.integer(0) : 0;
}

std::string Database::check_table(const std::string& table) {
    Statement check(*this, ("PRAGMA quick_check('" + table + "')").c_str());
    const std::string said = check.next() ? check.text(0) : "ok";
    return said == "ok" ? "" : said;
}

std::int64_t Database::last_id() const {
    return sqlite3_last_insert_rowid(handle_);
}

Statement::Statement(Database& database, const char* sql) : database_(database) {
    if (!database_.has_failed())
        check(sqlite3_prepare_v2(database_.handle_, sql, -1, &handle_, nullptr));
}

Statement::~Statement() {
    sqlite3_finalize(handle_);
}

void Statement::check(int code) {
    if (code != SQLITE_OK && code != SQLITE_DONE)
        database_.fail_with(code);
}

Statement& Statement::bind(std::string_view text) {
    // An empty view may have no address, which SQLite would take for nothing.
    const char* bytes = text.empty() ? "" : text.data();
    if (!database_.has_failed())
        check(sqlite3_bind_text64(handle_, ++bound_, bytes, text.size(), SQLITE_TRANSIENT,
                                  SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(std::int64_t number) {
    if (!database_.has_failed())
        check(sqlite3_bind_int64(handle_, ++bound_, number));
    return *this;
}

Statement& Statement::bind(double number) {
    if (!database_.has_failed())
        check(std::isnan(number) ? sqlite3_bind_null(handle_, ++bound_)
                                 : sqlite3_bind_double(handle_, ++bound_, number));
    return *this;
}

Statement& Statement::bind(std::optional<std::int64_t> number) {
    if (number)
        return bind(*number);
    if (!database_.has_failed())
        check(sqlite3_bind_null(handle_, ++bound_));
    return *this;
}

bool Statement::next() {
    if (database_.has_failed())
        return false;
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW)
        return true;
    check(code);
    return false;
}

void Statement::run() {
    while (next()) {
    }
    reset();
}

void Statement::reset() {
    sqlite3_reset(handle_);
    bound_ = 0;
}

std::string Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    if (bytes == nullptr)
        return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(handle_, column);
}

double Statement::real(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL
               ? std::numeric_limits<double>::quiet_NaN()
               : sqlite3_column_double(handle_, column);
}

Transaction::Transaction(Database& database) : database_(database) {
    database_.execute("BEGIN IMMEDIATE");
    is_open_ = !database_.has_failed();
}

Transaction::~Transaction() {
    if (is_open_)
        database_.roll_back();
}

void Transaction::commit() {
    if (!is_open_ || database_.has_failed())
        return;
    database_.execute("COMMIT");
    is_open_ = database_.has_failed();
}

}  // namespace headroom::store
