#include "src/mpi/messages.hpp"

#include <utility>

#include "sim/base/contract.hpp"
#include "src/study/montecarlo/bytes.hpp"
#include "src/study/montecarlo/trial_records.hpp"

namespace headroom::mpi {
namespace {

using study::ByteReader;
using study::ByteWriter;

constexpr std::size_t kLeastTextBytes = 8;

void write(ByteWriter& writer, const Diagnostics& problems) {
    writer.number(problems.size());
    for (const Diagnostic& one : problems) {
        writer.number(static_cast<std::uint64_t>(one.severity));
        writer.number(static_cast<std::uint64_t>(one.place.line));
        writer.number(static_cast<std::uint64_t>(one.place.column));
        for (const std::string* text :
             {&one.place.file, &one.path, &one.problem, &one.wanted, &one.hint, &one.source_line})
            writer.text(*text);
    }
}

Diagnostics read_problems(ByteReader& reader) {
    Diagnostics problems(reader.count(kLeastTextBytes));
    for (Diagnostic& one : problems) {
        one.severity = static_cast<Severity>(reader.number());
        one.place.line = static_cast<std::int64_t>(reader.number());
        one.place.column = static_cast<std::int64_t>(reader.number());
        for (std::string* text :
             {&one.place.file, &one.path, &one.problem, &one.wanted, &one.hint, &one.source_line})
            *text = reader.text();
    }
    return problems;
}

// Ranks of one program understand each other; anything else is a fault of it.
void require_whole(const ByteReader& reader) {
    HEADROOM_REQUIRE(reader.is_at_end(), "a rank is not understood");
}

}  // namespace

std::string encode_opening(const Opening& opening) {
    ByteWriter writer;
    writer.text(opening.key);
    writer.text(opening.description);
    writer.number(opening.failure ? 1 : 0);
    if (opening.failure) {
        writer.number(static_cast<std::uint64_t>(opening.failure->exit_code));
        write(writer, opening.failure->problems);
    }
    return writer.take();
}

Opening decode_opening(const std::string& bytes) {
    ByteReader reader(bytes);
    Opening opening;
    opening.key = reader.text();
    opening.description = reader.text();
    if (reader.number() == 1) {
        const int exit_code = static_cast<int>(reader.number());
        opening.failure = cli::CliFailure{exit_code, read_problems(reader)};
    }
    require_whole(reader);
    return opening;
}

std::string encode_played(const std::string& key, const Played& played) {
    ByteWriter writer;
    writer.number(played.failure ? 1 : 0);
    if (played.failure) {
        writer.number(played.failure->ticket);
        writer.number(static_cast<std::uint64_t>(played.failure->load.cause));
        write(writer, played.failure->load.problems);
    }
    writer.number(played.tables.size());
    for (const study::TrialTable& table : played.tables)
        writer.text(encode_trials(key, table));
    return writer.take();
}

Played decode_played(const std::string& bytes) {
    ByteReader reader(bytes);
    Played played;
    if (reader.number() == 1) {
        Played::Failure failure;
        failure.ticket = reader.number();
        failure.load.cause = static_cast<LoadFailure::Cause>(reader.number());
        failure.load.problems = read_problems(reader);
        played.failure = std::move(failure);
    }
    for (std::size_t rest = reader.count(kLeastTextBytes); rest > 0; --rest) {
        auto trials = study::decode_trials(reader.text());
        HEADROOM_REQUIRE(trials, "trials of a rank are not understood");
        played.tables.push_back(std::move(trials->table));
    }
    require_whole(reader);
    return played;
}

}  // namespace headroom::mpi
