#include "src/study/compare/alternatives.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace headroom::study {
namespace {

namespace fs = std::filesystem;
using Cause = LoadFailure::Cause;

bool is_result(const std::string& source) {
    std::error_code ignored;
    return fs::is_directory(source, ignored) || fs::path(source).extension() == ".bin";
}

// "base" of "out/base/", "quickstart" of "scenarios/quickstart.toml".
std::string short_name(const std::string& source) {
    std::error_code ignored;
    const fs::path path = (fs::absolute(source, ignored).lexically_normal() / "").parent_path();
    return is_result(source) ? path.filename().string() : path.stem().string();
}

Diagnostics problem_of(const std::string& place, std::string problem, std::string wanted) {
    Diagnostic fault;
    fault.place.file = place;
    fault.problem = std::move(problem);
    fault.wanted = std::move(wanted);
    return {std::move(fault)};
}

class Opener {
public:
    explicit Opener(const AlternativeChoice& choice) : choice_(choice) {}

    expected<std::vector<Alternative>, LoadFailure> open() {
        check_choice();
        for (const std::string& source : choice_.sources)
            is_result(source) ? open_result_folder(source) : open_scenario(source);
        check_labels();
        if (!problems_.empty())
            return unexpected(LoadFailure{cause_, std::move(problems_)});
        return std::move(alternatives_);
    }

private:
    // One of each: alternatives of one file share its problems.
    void complain(const Diagnostics& problems, Cause cause = Cause::kScenario) {
        cause_ = cause == Cause::kInput ? cause : cause_;
        for (const Diagnostic& problem : problems) {
            const std::string text = format_diagnostic(problem);
            if (std::find(told_.begin(), told_.end(), text) != told_.end())
                continue;
            told_.push_back(text);
            problems_.push_back(problem);
        }
    }

    [[nodiscard]] std::size_t count_scenarios() const {
        return static_cast<std::size_t>(
            std::count_if(choice_.sources.begin(), choice_.sources.end(),
                          [](const std::string& source) { return !is_result(source); }));
    }

    [[nodiscard]] bool has_own_choice() const {
        return !choice_.variants.empty() || !choice_.cases.empty();
    }

    void check_choice() {
        const std::size_t scenarios = count_scenarios();
        const std::string option = choice_.variants.empty() ? "--case" : "--variant";
        if (has_own_choice() && scenarios != 1)
            complain(problem_of(
                option, "belongs to one scenario file; there are " + std::to_string(scenarios),
                "one scenario file, or several without variants and cases"));
        if (scenarios == choice_.sources.size())
            return;
        if (choice_.needs_scenarios)
            complain(problem_of("--trials", "a result folder has one run, not trials",
                                "the scenario that the result is of"));
        if (!choice_.options.overrides.empty())
            complain(problem_of(choice_.options.overrides.front().place.file,
                                "cannot change a result folder, which is of a run that was made",
                                "the scenario that the result is of"));
    }

    void open_result_folder(const std::string& folder) {
        auto result = report::open_result(folder);
        if (!result) {
            complain(result.error(), Cause::kInput);
            return;
        }
        add(folder, short_name(folder), std::nullopt);
        alternatives_.back().result = std::move(*result);
    }

    void open_scenario(const std::string& file) {
        auto base = WhatIf::open(short_name(file), file, choice_.options);
        if (!base)
            complain(base.error().problems, base.error().cause);
        std::vector<Case> cases = read_cases();
        if (!base) {
            has_failed_ = true;
            return;
        }
        const std::vector<std::string> variants = variants_of(*base);
        const bool is_expanded = !variants.empty() || !cases.empty();
        const bool is_taken = std::find(variants.begin(), variants.end(), "base") != variants.end();
        add(file, is_expanded && !is_taken ? "base" : short_name(file), *base);
        for (const std::string& variant : variants)
            add_checked("--variant", base->with_variant(variant, variant));
        for (const Case& one : cases)
            add_checked("--case", base->with(one.label, one.settings));
    }

    [[nodiscard]] std::vector<Case> read_cases() {
        std::vector<Case> cases;
        for (const std::string& text : choice_.cases) {
            auto parsed = parse_case(text, "--case");
            if (parsed)
                cases.push_back(std::move(*parsed));
            else
                complain(parsed.error());
        }
        return cases;
    }

    // Those named, or all where the scenario stands alone.
    [[nodiscard]] std::vector<std::string> variants_of(const WhatIf& what_if) const {
        std::vector<std::string> names = choice_.variants;
        if (choice_.sources.size() == 1 && !has_own_choice())
            if (const auto scenario = what_if.scenario())
                for (const auto& [name, variant] : scenario->variants)
                    names.push_back(name);
        return names;
    }

    void add_checked(const std::string& option, const WhatIf& what_if) {
        if (const auto scenario = what_if.scenario(); !scenario)
            complain(scenario.error());
        add(option + " " + what_if.label(), what_if.label(), what_if);
    }

    void add(const std::string& source, const std::string& label, std::optional<WhatIf> what_if) {
        sources_.push_back(source);
        alternatives_.push_back({label, std::move(what_if), std::nullopt});
    }

    [[nodiscard]] bool is_repeated(const std::string& label) const {
        return std::count_if(alternatives_.begin(), alternatives_.end(),
                             [&](const Alternative& one) { return one.label == label; }) > 1;
    }

    // Two files of one name are told apart by their paths.
    void check_labels() {
        std::vector<std::string> labels;
        for (std::size_t i = 0; i < alternatives_.size(); ++i)
            labels.push_back(is_repeated(alternatives_[i].label) && !sources_[i].starts_with("--")
                                 ? sources_[i]
                                 : alternatives_[i].label);
        for (std::size_t i = 0; i < alternatives_.size(); ++i)
            alternatives_[i].label = labels[i];
        for (std::size_t i = 0; i < alternatives_.size(); ++i)
            if (is_repeated(alternatives_[i].label))
                complain(problem_of("compare",
                                    "two alternatives are called '" + alternatives_[i].label + "'",
                                    "each once, or with a label: --case \"NAME: path=value\""));
        if (alternatives_.size() < 2 && problems_.empty() && !has_failed_)
            complain(problem_of(choice_.sources.front(), "leaves nothing to compare it with",
                                "a second scenario or result folder, a [variant.NAME] in the file, "
                                "--variant NAME or --case \"path=value\""));
    }

    const AlternativeChoice& choice_;
    std::vector<Alternative> alternatives_;
    std::vector<std::string> sources_;  // [alternative], "--case …" of those that are no file
    Diagnostics problems_;
    std::vector<std::string> told_;
    Cause cause_ = Cause::kScenario;
    bool has_failed_ = false;
};

}  // namespace

expected<std::vector<Alternative>, LoadFailure> open_alternatives(const AlternativeChoice& choice) {
    return Opener(choice).open();
}

}  // namespace headroom::study
