#include "src/core/inventory/slurm_values.hpp"

#include <algorithm>
#include <array>

#include "src/core/input/scaled_number.hpp"
#include "src/core/inventory/hostlist.hpp"

namespace headroom::inventory {

namespace {

constexpr std::int64_t kMostGpus = 100'000;

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// "1g.10gb" anywhere in the name: a profile of Multi-Instance GPU.
bool is_mig_profile(std::string_view name) {
    const auto is_digit = [](char letter) {
        return letter >= '0' && letter <= '9';
    };
    for (std::size_t at = name.find("g."); at != std::string_view::npos;
         at = name.find("g.", at + 1)) {
        std::size_t end = at + 2;
        while (end < name.size() && is_digit(name[end])) {
            ++end;
        }
        if (at > 0 && is_digit(name[at - 1]) && end > at + 2 && name.substr(end, 2) == "gb") {
            return true;
        }
    }
    return false;
}

void add_gpus(GresGpus& gpus, std::string_view model, std::int64_t count) {
    if (is_mig_profile(model)) {
        gpus.mig_slices += count;
        return;
    }
    const auto known = std::find_if(gpus.models.begin(), gpus.models.end(),
                                    [&](const auto& other) { return other.name == model; });
    if (known != gpus.models.end()) {
        known->count += count;
    } else {
        gpus.models.push_back({std::string(model), count});
    }
}

bool is_count_like(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Digits only, up to `most`.
std::optional<std::int64_t> parse_count(std::string_view text, std::int64_t most) {
    if (!is_count_like(text)) {
        return std::nullopt;
    }
    const input::ScaledNumber number = input::parse_scaled(text, 0, most);
    return number.kind == input::NumberText::kNumber ? std::optional(number.value) : std::nullopt;
}

// Parts of a Gres text: commas within "(S:0,2)" do not count.
std::vector<std::string_view> split_gres(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    bool is_inside = false;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && (is_inside || text[at] != ',')) {
            is_inside = text[at] == '(' || (is_inside && text[at] != ')');
            continue;
        }
        parts.push_back(text.substr(begin, at - begin));
        begin = at + 1;
    }
    return parts;
}

std::vector<std::string_view> split_at(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(end + 1);
    }
}

enum class StateEffect : std::uint8_t { kNone, kDrained, kDown, kFuture };

struct StateWord {
    std::string_view word;
    StateEffect effect;
};

constexpr std::array kStateWords{
    StateWord{"ALLOCATED", StateEffect::kNone},
    StateWord{"ALLOC", StateEffect::kNone},
    StateWord{"IDLE", StateEffect::kNone},
    StateWord{"MIXED", StateEffect::kNone},
    StateWord{"MIX", StateEffect::kNone},
    StateWord{"UNKNOWN", StateEffect::kNone},
    StateWord{"COMPLETING", StateEffect::kNone},
    StateWord{"COMP", StateEffect::kNone},
    StateWord{"PLANNED", StateEffect::kNone},
    StateWord{"RESERVED", StateEffect::kNone},
    StateWord{"RESV", StateEffect::kNone},
    StateWord{"BLOCKED", StateEffect::kNone},
    StateWord{"CLOUD", StateEffect::kNone},
    StateWord{"UP", StateEffect::kNone},
    StateWord{"DYNAMIC_NORM", StateEffect::kNone},
    StateWord{"POWER_DOWN", StateEffect::kNone},
    StateWord{"POWER_UP", StateEffect::kNone},
    StateWord{"POWERED_DOWN", StateEffect::kNone},
    StateWord{"POWERING_DOWN", StateEffect::kNone},
    StateWord{"POWERING_UP", StateEffect::kNone},
    StateWord{"REBOOT_REQUESTED", StateEffect::kNone},
    StateWord{"REBOOT_ISSUED", StateEffect::kNone},
    StateWord{"PERFCTRS", StateEffect::kNone},
    StateWord{"DRAIN", StateEffect::kDrained},
    StateWord{"DRAINED", StateEffect::kDrained},
    StateWord{"DRAINING", StateEffect::kDrained},
    StateWord{"MAINT", StateEffect::kDrained},
    StateWord{"MAINTENANCE", StateEffect::kDrained},
    StateWord{"FAIL", StateEffect::kDrained},
    StateWord{"FAILING", StateEffect::kDrained},
    StateWord{"DOWN", StateEffect::kDown},
    StateWord{"ERROR", StateEffect::kDown},
    StateWord{"INVAL", StateEffect::kDown},
    StateWord{"INVALID", StateEffect::kDown},
    StateWord{"INVALID_REG", StateEffect::kDown},
    StateWord{"NO_RESPOND", StateEffect::kDown},
    StateWord{"NOT_RESPONDING", StateEffect::kDown},
    StateWord{"FUTURE", StateEffect::kFuture},
    StateWord{"DYNAMIC_FUTURE", StateEffect::kFuture},
};

void apply_state_word(SlurmState& state, std::string_view word) {
    const bool does_not_respond = word.find('*') != std::string_view::npos;
    const std::string_view name = word.substr(0, word.find_first_of("*~#!%$@^-"));
    const auto known = std::find_if(
        kStateWords.begin(), kStateWords.end(),
        [&](const StateWord& other) { return equals_ignoring_case(other.word, name); });
    if (known == kStateWords.end()) {
        state.unknown = word;
    } else if (known->effect == StateEffect::kFuture) {
        state.is_future = true;
    }
    const bool is_down =
        does_not_respond || (known != kStateWords.end() && known->effect == StateEffect::kDown);
    if (is_down) {
        state.state = NodeState::kDown;
    } else if (known != kStateWords.end() && known->effect == StateEffect::kDrained &&
               state.state == NodeState::kUp) {
        state.state = NodeState::kDrained;
    }
}

constexpr std::int64_t kMostDays = 100'000;
constexpr std::int64_t kMostSeconds = 5'000'000'000;
constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 86400;

}  // namespace

std::int64_t GresGpus::total() const {
    std::int64_t sum = 0;
    for (const Model& model : models) {
        sum += model.count;
    }
    return sum;
}

expected<GresGpus, std::string> parse_gres(std::string_view text) {
    GresGpus gpus;
    for (std::string_view part : split_gres(text)) {
        part = part.substr(0, part.find('('));
        std::vector<std::string_view> words = split_at(part, ':');
        if (!equals_ignoring_case(words[0], "gpu")) {
            continue;
        }
        std::int64_t count = 1;
        if (words.size() > 1 && is_count_like(words.back())) {
            const std::optional<std::int64_t> told = parse_count(words.back(), kMostGpus);
            if (!told) {
                return unexpected(std::string(part));
            }
            count = *told;
            words.pop_back();
        }
        if (words.size() > 1 && equals_ignoring_case(words.back(), "no_consume")) {
            words.pop_back();
        }
        if (words.size() > 2 || (words.size() == 2 && words[1].empty())) {
            return unexpected(std::string(part));
        }
        add_gpus(gpus, words.size() == 2 ? words[1] : std::string_view{}, count);
    }
    return gpus;
}

expected<GresGpus, std::string> parse_tres_gpus(std::string_view text) {
    constexpr std::string_view kGpu = "gres/gpu";
    GresGpus typed, untyped;
    for (const std::string_view part : split_at(text, ',')) {
        const std::size_t equals = part.find('=');
        const std::string_view name = part.substr(0, equals);
        if (name.substr(0, kGpu.size()) != kGpu || equals == std::string_view::npos) {
            continue;
        }
        const std::optional<std::int64_t> count = parse_count(part.substr(equals + 1), kMostGpus);
        const bool has_type = name.size() > kGpu.size();
        if (!count || (has_type && name[kGpu.size()] != ':')) {
            return unexpected(std::string(part));
        }
        add_gpus(has_type ? typed : untyped,
                 has_type ? name.substr(kGpu.size() + 1) : std::string_view{}, *count);
    }
    // The total stands beside the counts of the types.
    return typed.total() + typed.mig_slices > 0 ? typed : untyped;
}

SlurmState parse_node_state(std::string_view text) {
    SlurmState state;
    for (const std::string_view word : split_at(text, '+')) {
        apply_state_word(state, word);
    }
    return state;
}

TimeLimit parse_time_limit(std::string_view text) {
    constexpr std::array<std::string_view, 4> kNoLimit{"INFINITE", "UNLIMITED", "NONE", "-1"};
    const bool is_unlimited =
        std::any_of(kNoLimit.begin(), kNoLimit.end(),
                    [&](std::string_view word) { return equals_ignoring_case(word, text); });
    if (is_unlimited) {
        return {true, std::nullopt};
    }
    std::int64_t seconds = 0;
    const std::size_t dash = text.find('-');
    if (dash != std::string_view::npos) {
        const std::optional<std::int64_t> days = parse_count(text.substr(0, dash), kMostDays);
        if (!days) {
            return {};
        }
        seconds = *days * kDay;
        text.remove_prefix(dash + 1);
    }
    const std::vector<std::string_view> parts = split_at(text, ':');
    // What the first part counts depends on what stands around it.
    constexpr std::array<std::int64_t, 3> kUnits{kHour, kMinute, 1};
    const std::size_t first = dash == std::string_view::npos && parts.size() < 3 ? 1 : 0;
    if (first + parts.size() > kUnits.size()) {
        return {};
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::optional<std::int64_t> count = parse_count(parts[i], kMostSeconds);
        if (!count) {
            return {};
        }
        seconds += *count * kUnits[first + i];
    }
    return {true, static_cast<double>(seconds)};
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

std::string to_lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

bool is_truth(std::string_view text) {
    constexpr std::array<std::string_view, 4> kTruths{"YES", "TRUE", "UP", "1"};
    return std::any_of(kTruths.begin(), kTruths.end(),
                       [&](std::string_view word) { return equals_ignoring_case(word, text); });
}

std::vector<std::string> split_names(std::string_view text) {
    constexpr std::array<std::string_view, 5> kNothing{"ALL", "(null)", "N/A", "NONE", ""};
    const bool is_nothing =
        std::any_of(kNothing.begin(), kNothing.end(),
                    [&](std::string_view word) { return equals_ignoring_case(word, text); });
    if (is_nothing) {
        return {};
    }
    const std::vector<std::string_view> parts = split_hostlist(text);
    return {parts.begin(), parts.end()};
}

}  // namespace headroom::inventory
