#include "src/core/scenario/read_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/read_field.hpp"

namespace headroom::scenario {
namespace {

using Parameters = std::map<std::string_view, double>;

// A share of draws outside a field's range that no study can notice.
constexpr double kNegligible = 1e-12;

bool is_annotation(std::string_view key) {
    return key == "source" || key == "as_of" || key == "owner";
}

bool contains(const std::vector<std::string_view>& keys, std::string_view key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool has_parameter(const DistributionForm& form, std::string_view key) {
    return contains(form.parameters, key) || contains(form.bare, key);
}

std::string describe_form(const DistributionForm& form) {
    std::string text = "{ dist = " + quote(form.name);
    for (const std::string_view key : form.parameters) {
        text += ", " + std::string(key);
    }
    for (const std::string_view key : form.bare) {
        text += ", " + std::string(key);
    }
    return text + " }";
}

std::string describe_forms(std::string_view name) {
    std::string text;
    for (const DistributionForm& form : distribution_forms()) {
        if (form.name == name) {
            text += (text.empty() ? "" : " or ") + describe_form(form);
        }
    }
    return text;
}

// The form of that name which shares most keys with the table; null if no form has the name.
const DistributionForm* choose_form(const Table& table, std::string_view name) {
    const DistributionForm* best = nullptr;
    std::ptrdiff_t most = -1;
    for (const DistributionForm& form : distribution_forms()) {
        const auto shared =
            std::count_if(table.entries().begin(), table.entries().end(),
                          [&](const Entry& entry) { return has_parameter(form, entry.key); });
        if (form.name == name && shared > most) {
            best = &form;
            most = shared;
        }
    }
    return best;
}

std::vector<std::string> dist_names() {
    std::vector<std::string> names;
    for (const DistributionForm& form : distribution_forms()) {
        if (names.empty() || names.back() != form.name) {
            names.emplace_back(form.name);
        }
    }
    return names;
}

// Reads the keys of one distribution table; what is wrong goes to `problems`.
class Reader {
public:
    Reader(const Value& value, const Field& field, const std::string& path, Problems& problems)
        : value_(value), field_(field), path_(path), problems_(problems) {}

    std::optional<Distribution> read() {
        const Entry& dist = *value_.table.find("dist");
        const std::string name = dist.value.kind == ValueKind::kText ? dist.value.text : "";
        form_ = choose_form(value_.table, name);
        if (form_ == nullptr) {
            ProblemText text;
            text.problem = "no distribution " + (name.empty() ? to_toml(dist.value) : quote(name));
            text.wanted = list_names(dist_names(), "or");
            const std::string near = nearest_name(name, dist_names());
            text.hint = near.empty() ? "" : "did you mean '" + near + "'?";
            problems_.add(dist.value.place, path_, text);
            return std::nullopt;
        }
        if (!read_keys()) {
            return std::nullopt;
        }
        const std::string parameter_fault = find_parameter_fault();
        if (!parameter_fault.empty()) {
            return complain(value_.place, {parameter_fault, "", ""});
        }
        Distribution distribution = build();
        distribution.lowest = truncate_.empty() ? distribution.lowest : truncate_[0];
        distribution.highest = truncate_.empty() ? distribution.highest : truncate_[1];
        const std::string fault = find_fault(distribution);
        if (!fault.empty()) {
            return complain(value_.place, {fault, "", ""});
        }
        return check_range(distribution);
    }

private:
    std::nullopt_t complain(PlaceRef place, ProblemText text) {
        problems_.add(place, path_, std::move(text));
        return std::nullopt;
    }

    bool read_keys() {
        bool is_good = true;
        for (const Entry& entry : value_.table.entries()) {
            if (entry.key == "dist" || is_annotation(entry.key)) {
                continue;
            }
            is_good = read_key(entry) && is_good;
        }
        for (const std::vector<std::string_view>* keys : {&form_->parameters, &form_->bare}) {
            for (const std::string_view key : *keys) {
                const bool is_optional = key == "weights";
                if (value_.table.find(key) == nullptr && !is_optional) {
                    complain(value_.place, {"a distribution without " + std::string(key),
                                            describe_forms(form_->name), ""});
                    is_good = false;
                }
            }
        }
        return is_good;
    }

    bool read_key(const Entry& entry) {
        const bool is_list = form_->kind == DistributionKind::kEmpirical || entry.key == "truncate";
        if (entry.key != "truncate" && !has_parameter(*form_, entry.key)) {
            std::vector<std::string> known{"truncate"};
            known.insert(known.end(), form_->parameters.begin(), form_->parameters.end());
            known.insert(known.end(), form_->bare.begin(), form_->bare.end());
            const std::string near = nearest_name(entry.key, known);
            problems_.add(entry.place, join_key(path_, entry.key),
                          {"unknown key", describe_forms(form_->name),
                           near.empty() ? "" : "did you mean '" + near + "'?"});
            return false;
        }
        if (entry.key == "quantiles") {
            return read_quantiles(entry);
        }
        const bool is_bare = contains(form_->bare, entry.key);
        const Dimension dimension = is_bare ? Dimension::kCount : field_.dimension;
        if (is_list) {
            return read_list(entry, dimension);
        }
        const std::optional<double> number = read_number(entry.value, entry.key, dimension);
        parameters_[entry.key] = number.value_or(0);
        return number.has_value();
    }

    bool read_list(const Entry& entry, Dimension dimension) {
        std::vector<double>& list = entry.key == "values"    ? values_
                                    : entry.key == "weights" ? weights_
                                                             : truncate_;
        const bool is_pair = entry.key == "truncate";
        const bool is_list = entry.value.kind == ValueKind::kArray;
        if (!is_list || (is_pair ? entry.value.items.size() != 2 : entry.value.items.empty())) {
            problems_.add(entry.value.place, join_key(path_, entry.key),
                          {is_list ? "has the wrong length" : "is not a list",
                           is_pair ? "the lowest and the highest: truncate = [low, high]"
                                   : "a list such as " + entry.key + " = [1, 8]",
                           ""});
            return false;
        }
        bool is_good = true;
        for (const Value& item : entry.value.items) {
            const bool is_infinite = item.kind == ValueKind::kReal && std::isinf(item.real);
            const std::optional<double> number =
                is_pair && is_infinite ? std::optional(std::copysign(1e308, item.real))
                                       : read_number(item, entry.key, dimension);
            list.push_back(number.value_or(0));
            is_good = is_good && number.has_value();
        }
        return is_good;
    }

    // [[0.5, "10 min"], …]: a probability, as a number or in percent, and the value it has.
    bool read_quantiles(const Entry& entry) {
        const std::string path = join_key(path_, entry.key);
        const auto complain_shape = [&](PlaceRef place) {
            problems_.add(place, path,
                          {"is not a list of pairs",
                           "pairs of a probability and its value: quantiles = [[0, least], [0.5, "
                           "median], [1, most]]",
                           ""});
            return false;
        };
        if (entry.value.kind != ValueKind::kArray) {
            return complain_shape(entry.value.place);
        }
        bool is_good = true;
        for (const Value& pair : entry.value.items) {
            if (pair.kind != ValueKind::kArray || pair.items.size() != 2) {
                is_good = complain_shape(pair.place);
                continue;
            }
            const auto probability = read_number(pair.items[0], entry.key, Dimension::kFraction);
            const auto value = read_number(pair.items[1], entry.key, field_.dimension);
            weights_.push_back(probability.value_or(0));
            values_.push_back(value.value_or(0));
            is_good = is_good && probability && value;
        }
        return is_good;
    }

    std::optional<double> read_number(const Value& value,
                                      const std::string& key,
                                      Dimension dimension) {
        const expected<double, std::string> number = read_quantity(value, dimension);
        if (!number) {
            problems_.add(value.place, join_key(path_, key), {number.error(), "", ""});
            return std::nullopt;
        }
        return *number;
    }

    // Faults of parameters that are gone once the distribution is built.
    [[nodiscard]] std::string find_parameter_fault() const {
        const bool is_derived = parameters_.contains("median") || parameters_.contains("p50") ||
                                parameters_.contains("sd");
        for (const auto& [key, number] : parameters_) {
            const bool may_be_negative = form_->kind == DistributionKind::kNormal && key == "mean";
            if (is_derived && !may_be_negative && !(number > 0)) {
                return std::string(key) + " must be > 0";
            }
        }
        if (parameters_.contains("p50") && parameters_.at("p90") <= parameters_.at("p50")) {
            return "p90 must be > p50";
        }
        if (!weights_.empty() && weights_.size() != values_.size()) {
            return "there are " + std::to_string(values_.size()) + " values but " +
                   std::to_string(weights_.size()) + " weights";
        }
        return {};
    }

    Distribution build() {
        const Parameters& p = parameters_;
        Distribution distribution;
        distribution.kind = form_->kind;
        const auto get = [&p](std::string_view key) {
            const auto found = p.find(key);
            return found == p.end() ? 0.0 : found->second;
        };
        if (form_->kind == DistributionKind::kQuantiles) {
            distribution.values = values_;
            distribution.weights = weights_;
        } else if (form_->kind == DistributionKind::kEmpirical) {
            sort_values(distribution);
        } else if (p.contains("p50")) {
            return lognormal_from_p50_p90(get("p50"), get("p90"));
        } else if (p.contains("median")) {
            distribution.a = lognormal_log_median(get("median"));
            distribution.b = get("sigma");
        } else if (p.contains("sd") && form_->kind == DistributionKind::kGamma) {
            // mean = scale · shape, variance = scale² · shape.
            distribution.a = get("sd") * get("sd") / get("mean");
            distribution.b = get("mean") * get("mean") / (get("sd") * get("sd"));
        } else {
            std::vector<double*> slots{&distribution.a, &distribution.b, &distribution.c};
            std::size_t slot = 0;
            for (const auto* keys : {&form_->parameters, &form_->bare}) {
                for (const std::string_view key : *keys) {
                    *slots[slot++] = get(key);
                }
            }
        }
        return distribution;
    }

    // ln(median), through the one place that turns quantiles into a lognormal.
    static double lognormal_log_median(double median) {
        return lognormal_from_p50_p90(median, median * 2).a;
    }

    void sort_values(Distribution& distribution) const {
        std::vector<std::pair<double, double>> pairs;
        for (std::size_t i = 0; i < values_.size(); ++i) {
            pairs.emplace_back(values_[i], i < weights_.size() ? weights_[i] : 1.0);
        }
        std::stable_sort(pairs.begin(), pairs.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        for (const auto& [value, weight] : pairs) {
            distribution.values.push_back(value);
            distribution.weights.push_back(weight);
        }
    }

    // The field's lower bound as one writes it.
    [[nodiscard]] std::string lowest_text() const {
        const std::string number = format_real(field_.range.lowest);
        return field_.dimension == Dimension::kTime ? quote(number + " s") : number;
    }

    std::optional<Distribution> check_range(Distribution distribution) {
        const Range& range = field_.range;
        if (range.clamps_draws) {
            return distribution;
        }
        const double below = range.lowest - std::abs(range.lowest) * 1e-12;
        const double falls_below = std::isinf(below) ? 0 : cdf(distribution, below);
        const bool starts_below = !distribution.values.empty() && distribution.values[0] < below;
        if (falls_below > kNegligible || starts_below) {
            return complain(value_.place, {"draws may fall below " + format_real(range.lowest),
                                           "draws of at least " + format_real(range.lowest),
                                           "cut it off with truncate = [low, high]"});
        }
        return distribution;
    }

    const Value& value_;
    const Field& field_;
    const std::string& path_;
    Problems& problems_;
    const DistributionForm* form_ = nullptr;
    Parameters parameters_;
    std::vector<double> values_, weights_, truncate_;
};

}  // namespace

const std::vector<DistributionForm>& distribution_forms() {
    static const std::vector<DistributionForm> forms{
        {"uniform", DistributionKind::kUniform, {"low", "high"}, {}},
        {"normal", DistributionKind::kNormal, {"mean", "sd"}, {}},
        {"lognormal", DistributionKind::kLognormal, {"median"}, {"sigma"}},
        {"lognormal", DistributionKind::kLognormal, {"p50", "p90"}, {}},
        {"exponential", DistributionKind::kExponential, {"mean"}, {}},
        {"weibull", DistributionKind::kWeibull, {"scale"}, {"shape"}},
        {"gamma", DistributionKind::kGamma, {"scale"}, {"shape"}},
        {"gamma", DistributionKind::kGamma, {"mean", "sd"}, {}},
        {"triangular", DistributionKind::kTriangular, {"low", "mode", "high"}, {}},
        {"beta-pert", DistributionKind::kBetaPert, {"low", "mode", "high"}, {}},
        {"empirical", DistributionKind::kEmpirical, {"values"}, {"weights"}},
        {"empirical", DistributionKind::kQuantiles, {"quantiles"}, {}},
    };
    return forms;
}

std::optional<Distribution> read_distribution(const Value& value,
                                              const Field& field,
                                              const std::string& path,
                                              Problems& problems) {
    return Reader(value, field, path, problems).read();
}

}  // namespace headroom::scenario
