#include "src/core/scenario/read_assertions.hpp"

#include <utility>

#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/key_path.hpp"

namespace headroom::scenario {
namespace {

class Reader {
public:
    Reader(const SourceFiles& files, Problems& problems) : files_(files), problems_(problems) {}

    bool read(const Entry& entry, Assertion& assertion) {
        path_ = join_key("assert", entry.key);
        assertion.metric = entry.key;
        assertion.place = files_.place(entry.place);
        assertion.written = entry.place;
        if (!read_parts(entry, assertion)) {
            return false;
        }
        auto claim = parse_claim(assertion.metric, assertion.wanted);
        if (!claim) {
            return complain(entry.place, std::move(claim.error()));
        }
        assertion.claim = std::move(*claim);
        return true;
    }

private:
    bool complain(PlaceRef place, ProblemText text) {
        problems_.add(place, path_, std::move(text));
        return false;
    }

    bool read_parts(const Entry& entry, Assertion& assertion) {
        if (entry.value.kind == ValueKind::kText) {
            assertion.wanted = entry.value.text;
            return true;
        }
        const char* const wanted = "a limit such as \"<= 4 h\"";
        if (entry.value.kind != ValueKind::kTable) {
            return complain(entry.value.place,
                            {"is " + std::string(describe_kind(entry.value.kind)), wanted, ""});
        }
        if (entry.value.table.find("is") == nullptr) {
            return complain(entry.value.place,
                            {"is a table without 'is'", "is = \"<= 4 h\" in it", ""});
        }
        bool is_good = true;
        for (const Entry& part : entry.value.table.entries()) {
            is_good = read_part(part, assertion) && is_good;
        }
        return is_good;
    }

    bool read_part(const Entry& part, Assertion& assertion) {
        const bool is_known = part.key == "is" || part.key == "level" || part.key == "reason";
        if (!is_known) {
            const std::string near = nearest_name(part.key, {"is", "level", "reason"});
            return complain(part.place, {"unknown key '" + part.key + "'", "is, level, reason",
                                         near.empty() ? "" : "did you mean '" + near + "'?"});
        }
        if (part.value.kind != ValueKind::kText) {
            return complain(part.value.place,
                            {part.key + " is " + std::string(describe_kind(part.value.kind)),
                             "text in quotes", ""});
        }
        if (part.key == "level") {
            return read_level(part, assertion);
        }
        (part.key == "is" ? assertion.wanted : assertion.reason) = part.value.text;
        return true;
    }

    bool read_level(const Entry& part, Assertion& assertion) {
        const std::string& level = part.value.text;
        assertion.level = level == "warn" ? AssertionLevel::kWarning : AssertionLevel::kError;
        return level == "warn" || level == "error" ||
               complain(part.value.place,
                        {quote(level) + " is not one of the levels", "\"error\" or \"warn\"", ""});
    }

    const SourceFiles& files_;
    Problems& problems_;
    std::string path_;
};

}  // namespace

bool read_assertions(const Value& table,
                     const SourceFiles& files,
                     Problems& problems,
                     std::vector<Assertion>& assertions) {
    if (table.kind != ValueKind::kTable) {
        problems.add(table.place, "assert",
                     {"is " + std::string(describe_kind(table.kind)), "a table [assert]", ""});
        return false;
    }
    Reader reader(files, problems);
    for (const Entry& entry : table.table.entries()) {
        Assertion assertion;
        if (reader.read(entry, assertion)) {
            assertions.push_back(std::move(assertion));
        }
    }
    return true;
}

}  // namespace headroom::scenario
