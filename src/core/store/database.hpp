#pragma once

// SQLite as three values: a database, a statement, a transaction. The first fault is kept and every
// call after it does nothing, so that whoever uses them asks once, at the end, whether all went
// well. Knows nothing of runs.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "src/core/text/diagnostic.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace headroom::store {

enum class Access : std::uint8_t {
    kRead,   // the file must be there; it is not changed
    kWrite,  // a missing file is made, and the folders on the way to it
};

class Database {
public:
    // O(1): nothing of the file is read yet.
    [[nodiscard]] static expected<Database, Diagnostics> open(const std::string& file,
                                                              Access access);
    Database(Database&& other) noexcept;
    Database& operator=(Database&&) = delete;
    ~Database();

    void execute(const char* sql);
    // The same, again and again while others use the file: for what does not wait by itself.
    void execute_patiently(const char* sql);
    // False, and no fault, if others use the file.
    [[nodiscard]] bool try_execute(const char* sql);
    // The first cell of the answer; 0 if there is none.
    [[nodiscard]] std::int64_t number(const char* sql);
    [[nodiscard]] std::int64_t last_id() const;
    // What is wrong with the pages of a table, in SQLite's words; empty if nothing is. O(table).
    [[nodiscard]] std::string check_table(const std::string& table);

    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] bool has_failed() const { return fault_.has_value(); }
    [[nodiscard]] Diagnostics problems() const { return {*fault_}; }
    // A fault that SQLite does not see.
    void fail(std::string problem, std::string wanted, std::string hint = {});
    // Forgets a fault that does not matter.
    void forgive() { fault_.reset(); }

private:
    friend class Statement;
    friend class Transaction;
    Database(sqlite3* handle, std::string file) : handle_(handle), file_(std::move(file)) {}
    void fail_with(int code);
    void roll_back();

    sqlite3* handle_;
    std::string file_;
    std::optional<Diagnostic> fault_;
};

// A prepared statement. Values are bound in the order of its question marks and never become part
// of its text.
class Statement {
public:
    Statement(Database& database, const char* sql);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    Statement& bind(std::string_view text);
    Statement& bind(std::int64_t number);
    Statement& bind(double number);  // not a number: nothing
    Statement& bind(std::optional<std::int64_t> number);

    // Goes to the next row; false if there is none.
    [[nodiscard]] bool next();
    // For what answers nothing; it can then be bound again.
    void run();
    void reset();

    // Cells of the row, columns from 0.
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;  // nothing: not a number

private:
    void check(int code);

    Database& database_;
    sqlite3_stmt* handle_ = nullptr;
    int bound_ = 0;
};

// All or nothing: what is not committed is taken back. Waits for other writers at its begin.
class Transaction {
public:
    explicit Transaction(Database& database);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    Database& database_;
    bool is_open_ = false;
};

}  // namespace headroom::store
