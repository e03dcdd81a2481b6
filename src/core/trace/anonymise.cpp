#include "src/core/trace/anonymise.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "sim/base/contract.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom::trace {

namespace {

constexpr std::size_t kDigitsOfLabels = 8;  // of some hundred names two are the same once in 10^5
constexpr std::size_t kDigitsOfIds = 16;    // of ten million ids, once in 10^5

auto failure(const std::string& file, const std::string& problem) {
    return unexpected(Diagnostics{{Severity::kError,
                                   {file, 0, 0},
                                   {},
                                   problem,
                                   "a file of 32 bytes to be a key, or a name that is free",
                                   {},
                                   {}}});
}

class Handle {
public:
    explicit Handle(int number) : number_(number) {}
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

expected<PseudonymKey, Diagnostics> make_key(const std::string& file) {
    PseudonymKey key{std::string(kPseudonymKeyBytes, '\0'), true};
    HEADROOM_REQUIRE(::RAND_bytes(reinterpret_cast<unsigned char*>(key.bytes.data()),
                                  static_cast<int>(key.bytes.size())) == 1,
                     "OpenSSL has no random bytes");
    constexpr ::mode_t kOwnerOnly = 0600;
    const Handle handle(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly));
    if (handle.number() < 0) {
        return failure(file, std::string("cannot be made: ") + std::strerror(errno));
    }
    if (::write(handle.number(), key.bytes.data(), key.bytes.size()) !=
        static_cast<::ssize_t>(key.bytes.size())) {
        const int error = errno;
        ::unlink(file.c_str());
        return failure(file, std::string("cannot be written: ") + std::strerror(error));
    }
    return key;
}

std::string hmac_digits(std::string_view key, std::string_view kind, std::string_view name) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string message(kind);
    message += '\0';
    message += name;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned length = 0;
    HEADROOM_REQUIRE(::HMAC(::EVP_sha256(), key.data(), static_cast<int>(key.size()),
                            reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                            digest.data(), &length) != nullptr,
                     "OpenSSL has no HMAC");
    std::string digits;
    for (unsigned i = 0; i < length; ++i) {
        digits += kHex[digest[i] >> 4u];
        digits += kHex[digest[i] & 15u];
    }
    return digits;
}

bool has_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char letter) {
        const auto code = static_cast<unsigned char>(letter);
        return (code | 0x20u) - 'a' < 26u || code >= 0x80u;
    });
}

// The labels with other texts: `rename` gives a text for each of the old ones.
void rename(Labels& labels, std::size_t rows, const std::vector<std::string>& renamed) {
    Labels result;
    for (std::size_t row = 0; row < rows; ++row) {
        result.push_back(renamed[labels.code(row)]);
    }
    labels = std::move(result);
}

void anonymise_labels(Labels& labels,
                      std::size_t rows,
                      std::string_view key,
                      std::string_view kind) {
    rename(labels, rows, pseudonyms(key, kind, labels.texts(), kDigitsOfLabels));
}

void anonymise_ids(Trace& trace, std::string_view key) {
    std::vector<std::string> names;
    std::vector<std::uint32_t> name_of_row;
    std::unordered_map<std::string, std::uint32_t> known;  // an id may stand on several rows
    constexpr std::uint32_t kStays = static_cast<std::uint32_t>(-1);
    for (std::size_t row = 0; row < trace.size(); ++row) {
        const std::string_view id = trace.ids[row];
        if (!trace.ids_are_names && !has_letter(id)) {
            name_of_row.push_back(kStays);
            continue;
        }
        const auto number = static_cast<std::uint32_t>(names.size());
        const auto [entry, is_new] = known.emplace(id, number);
        if (is_new) {
            names.emplace_back(id);
        }
        name_of_row.push_back(entry->second);
    }
    if (names.empty()) {
        return;
    }
    const std::vector<std::string> renamed = pseudonyms(key, "job", names, kDigitsOfIds);
    TextColumn ids;
    ids.reserve(trace.size());
    for (std::size_t row = 0; row < trace.size(); ++row) {
        ids.push_back(name_of_row[row] == kStays ? trace.ids[row] : renamed[name_of_row[row]]);
    }
    trace.ids = std::move(ids);
    trace.ids_are_names = false;
}

// Slurm tells who cancelled: "CANCELLED by 1000".
void anonymise_states(Trace& trace) {
    std::vector<std::string> states = trace.state.texts();
    for (std::string& state : states) {
        state.erase(std::min(state.find(" by "), state.size()));
    }
    rename(trace.state, trace.size(), states);
}

}  // namespace

expected<PseudonymKey, Diagnostics> read_or_make_key(const std::string& file) {
    const Handle handle(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (handle.number() < 0 && errno == ENOENT) {
        return make_key(file);
    }
    if (handle.number() < 0) {
        return failure(file, std::string("cannot be read: ") + std::strerror(errno));
    }
    std::string bytes(kPseudonymKeyBytes + 1, '\0');
    const ::ssize_t count = ::read(handle.number(), bytes.data(), bytes.size());
    if (count < 0) {
        return failure(file, std::string("cannot be read: ") + std::strerror(errno));
    }
    if (count != static_cast<::ssize_t>(kPseudonymKeyBytes)) {
        return failure(file, "is no key: it has " +
                                 std::string(count > static_cast<::ssize_t>(kPseudonymKeyBytes)
                                                 ? "more than 32"
                                                 : std::to_string(count)) +
                                 " bytes");
    }
    bytes.resize(kPseudonymKeyBytes);
    return PseudonymKey{std::move(bytes), false};
}

std::vector<std::string> pseudonyms(std::string_view key,
                                    std::string_view kind,
                                    const std::vector<std::string>& names,
                                    std::size_t digits) {
    constexpr std::size_t kMore = 4;
    constexpr std::size_t kAll = 64;
    std::vector<std::string> all_digits;
    all_digits.reserve(names.size());
    for (const std::string& name : names) {
        all_digits.push_back(name.empty() ? "" : hmac_digits(key, kind, name));
    }
    std::vector<std::size_t> lengths(names.size(), std::min(digits, kAll));
    std::vector<std::size_t> open(names.size());  // names that are not known to differ yet
    for (std::size_t i = 0; i < open.size(); ++i) {
        open[i] = i;
    }
    while (!open.empty()) {
        std::unordered_map<std::string_view, std::size_t> count;
        const auto shown = [&](std::size_t i) {
            return std::string_view(all_digits[i]).substr(0, lengths[i]);
        };
        for (const std::size_t i : open) {
            ++count[shown(i)];
        }
        std::vector<std::size_t> equal;
        for (const std::size_t i : open) {
            if (count[shown(i)] > 1 && lengths[i] < kAll && !names[i].empty()) {
                equal.push_back(i);
            }
        }
        for (const std::size_t i : equal) {
            lengths[i] = std::min(lengths[i] + kMore, kAll);
        }
        open = std::move(equal);
    }
    std::vector<std::string> result;
    result.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        result.push_back(
            names[i].empty() ? "" : std::string(kind) + "-" + all_digits[i].substr(0, lengths[i]));
    }
    return result;
}

void anonymise(Trace& trace, std::string_view key) {
    anonymise_ids(trace, key);
    anonymise_labels(trace.user, trace.size(), key, "user");
    anonymise_labels(trace.account, trace.size(), key, "account");
    anonymise_states(trace);
    trace.hosts = Labels();
}

}  // namespace headroom::trace
