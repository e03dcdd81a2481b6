// The random processes of a plan and the laws of single draws against their closed forms. What is
// drawn enters as a quantile, or is integrated over, so that nothing here is random.

#include <tuple>

#include "kernels/process/gbm.hpp"
#include "kernels/process/ornstein_uhlenbeck.hpp"
#include "kernels/process/spikes.hpp"
#include "sim/base/distribution.hpp"
#include "src/study/validate/model_check.hpp"

namespace headroom::study {
namespace {

constexpr double kRounding = 5e-7;  // of values that are given to six places behind the point
constexpr int kMonths = 36;

ModelCheck check_of(std::string model, std::string subject, double reference, double ours) {
    ModelCheck check;
    check.model = std::move(model);
    check.subject = std::move(subject);
    check.reference = reference;
    check.ours = ours;
    check.tolerance = kRounding;
    check.is_absolute = true;
    return check;
}

// S after three years in monthly steps, each with the same share of a normal quantile z of the
// whole: the sum of the steps then has the distribution that it has with independent draws.
double grown(double z) {
    const mc::GbmStep step = mc::gbm_step(0.25, 1.0 / 12);
    double log_value = 0;
    for (int month = 0; month < kMonths; ++month)
        log_value = mc::next_gbm(step, log_value, 0.3 / 12, z / mc::root_of(double{kMonths}));
    return mc::exp_of(log_value);
}

// Over the normal density by the trapezoidal rule, which is exact to rounding for such functions.
double mean_grown() {
    constexpr double kStep = 0.125;
    constexpr int kHalf = 80;  // ten standard deviations to each side
    double sum = 0, weights = 0;
    for (int i = -kHalf; i <= kHalf; ++i) {
        const double z = kStep * i;
        const double weight = mc::exp_of(-z * z / 2);
        sum += weight * grown(z);
        weights += weight;
    }
    return sum / weights;
}

void add_growth(std::vector<ModelCheck>& rows) {
    constexpr const char* kSubject = "drift 0.3, volatility 0.25, 3 years: ";
    const auto add = [&](const char* statistic, double reference, double ours) {
        rows.push_back(check_of("geometric Brownian motion", std::string(kSubject) + statistic,
                                reference, ours));
        rows.back().source =
            "closed form; Glasserman, Monte Carlo Methods in Financial Engineering (2003), 3.2";
    };
    add("mean", 2.459603, mean_grown());
    add("P10", 1.285724, grown(mc::inverse_normal(0.1)));
    add("P50", 2.239494, grown(0));
    add("P90", 3.900786, grown(mc::inverse_normal(0.9)));
}

struct Moments {
    double years = 0, mean = 0, variance = 0;
};

void add_reversion(std::vector<ModelCheck>& rows) {
    constexpr double kReversion = 2.5, kVolatility = 0.7, kLevel = 1.43;
    for (const Moments& m :
         {Moments{0.1, 0.316315, 0.0385600}, {1, 1.312618, 0.0973397}, {10, 1.43, 0.098}}) {
        const mc::OuStep step = mc::ou_step(kReversion, kVolatility, m.years);
        const std::string subject =
            m.years < 1 ? "0.1 years: " : (m.years > 1 ? "10 years: " : "1 year: ");
        const double mean = mc::next_ou(step, kLevel, 0.0, 0.0);
        const double spread = mc::next_ou(step, kLevel, 0.0, 1.0) - mean;
        rows.push_back(check_of("Ornstein-Uhlenbeck", subject + "mean", m.mean, mean));
        rows.push_back(
            check_of("Ornstein-Uhlenbeck", subject + "variance", m.variance, spread * spread));
        for (ModelCheck* check : {&rows[rows.size() - 2], &rows.back()})
            check->source = "closed form, with the parameters of QuantLib's test (2a13d45)";
    }
}

void add_spikes(std::vector<ModelCheck>& rows) {
    constexpr double kLong = 100;  // years, 500 times what a spike lasts
    const mc::SpikeLaw law{.per_year = 1, .mean_jump = 0.5, .decay_years = 0.2};
    rows.push_back(check_of("price spikes", "1 a year, mean 0.5, gone in 0.2 years: E exp(Y)",
                            1.148698, mc::exp_of(mc::log_mean_of_spikes(law, kLong))));
    rows.back().source =
        "closed form; Hambly, Howison and Kluge, Quantitative Finance 9 (2009): (η/(η-1))^(λ/β)";
}

void add_laws(std::vector<ModelCheck>& rows) {
    const auto add = [&](const char* model, const std::string& subject, double reference,
                         double ours, double tolerance) {
        rows.push_back(check_of(model, subject, reference, ours));
        rows.back().tolerance = tolerance;
        rows.back().source = "closed form, evaluated independently";
    };
    for (const auto& [shape, subject, mean_time, survival] :
         {std::tuple{0.7, "scale 1000, shape 0.7: ", 1265.824, 0.540332},
          {1.5, "scale 1000, shape 1.5: ", 902.745, 0.702189}}) {
        Distribution law;
        law.kind = DistributionKind::kWeibull;
        law.a = 1000;
        law.b = shape;
        add("Weibull", subject + std::string("mean"), mean_time, mean(law), 5e-4);
        add("Weibull", subject + std::string("survival of 500"), survival, 1 - cdf(law, 500),
            kRounding);
    }
    const Distribution lead_time = lognormal_from_p50_p90(26, 52);
    add("lognormal lead time", "P50 26, P90 52 weeks: sigma", 0.540866, lead_time.b, kRounding);
    add("lognormal lead time", "P50 26, P90 52 weeks: mean", 30.095, mean(lead_time), 5e-4);
    rows.back().unit = "weeks";
}

}  // namespace

std::vector<ModelCheck> process_checks() {
    std::vector<ModelCheck> rows;
    add_growth(rows);
    add_reversion(rows);
    add_spikes(rows);
    add_laws(rows);
    return rows;
}

}  // namespace headroom::study
