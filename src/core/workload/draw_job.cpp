#include "src/core/workload/draw_job.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/base/detmath.hpp"
#include "sim/base/entity.hpp"

namespace headroom::workload {
namespace {

constexpr double kMostGpus = 1e9;

std::uint32_t to_gpus(double gpus) {
    return gpus > 1 ? static_cast<std::uint32_t>(std::llround(std::min(gpus, kMostGpus))) : 1;
}

// A uniform that is correlated with another: the normal scores are mixed (the Gaussian copula), so
// that each alone stays uniform.
double mix_uniforms(double own, double other, double correlation) {
    const double score =
        correlation * detmath::inverse_normal_cdf(other) +
        std::sqrt(1 - correlation * correlation) * detmath::inverse_normal_cdf(own);
    return std::clamp(detmath::normal_cdf(score), 0x1p-53, 1 - 0x1p-53);
}

}  // namespace

Uniforms::Uniforms(std::uint64_t seed, std::string table, std::uint32_t trial)
    : seed_(seed), table_(std::move(table)), trial_(trial) {}

double Uniforms::at(Stream stream, JobPlace place) {
    while (entities_.size() <= place.position) {
        entities_.push_back(entity_of(table_, static_cast<std::uint32_t>(entities_.size())));
    }
    return draw_uniform({.seed = seed_,
                         .stream = stream,
                         .entity = entities_[place.position],
                         .index = place.arrival,
                         .trial = trial_});
}

JobDrawer::Kind::Kind(Uniforms draws, Law runtime_law, Law gpus_law, Law overestimate_law)
    : uniforms(std::move(draws)),
      runtime(std::move(runtime_law)),
      gpus(std::move(gpus_law)),
      overestimate(std::move(overestimate_law)) {}

JobDrawer::JobDrawer(const std::string& workload,
                     const scenario::Generator& generator,
                     const GenerateContext& context)
    : generator_(generator),
      context_(context),
      calendar_(context.start),
      size_growth_(context.demand.growth.size),
      runtime_growth_(context.demand.growth.runtime),
      uniforms_(context.seed, "workload." + workload, context.trial) {
    for (const auto& [name, one] : generator.classes) {
        kinds_.push_back(make_kind(one, "workload." + workload + ".class." + name));
    }
    if (kinds_.empty()) {
        kinds_.push_back(make_kind({}, "workload." + workload));
    }
    for (const double step_s : generator.estimate_steps_s) {
        steps_us_.push_back(std::max(to_us(step_s * 1e6), std::int64_t{1}));
    }
}

// What the class leaves out is as the generator says.
JobDrawer::Kind JobDrawer::make_kind(const scenario::JobClass& one,
                                     const std::string& table) const {
    Kind kind(Uniforms(context_.seed, table, context_.trial),
              Law(one.runtime_s.value_or(generator_.runtime_s)),
              Law(one.gpus.value_or(generator_.gpus)),
              Law(one.overestimate.value_or(generator_.overestimate)));
    kind.share = one.share;
    kind.failed = one.failed.value_or(generator_.failed);
    kind.cancelled = one.cancelled.value_or(generator_.cancelled);
    const std::string& partition = context_.partition.empty() ? one.partition : context_.partition;
    const auto limit = context_.max_time_s.find(partition);
    if (generator_.estimate_max_s) {
        kind.longest_us = to_us(*generator_.estimate_max_s * 1e6);
    } else if (generator_.estimate_max_share > 0 && limit != context_.max_time_s.end()) {
        kind.longest_us = to_us(limit->second * 1e6);
    }
    return kind;
}

// A race of exponential clocks: each class has one with the rate of its share, drawn from its own
// stream, and the first to ring wins. So a larger share takes jobs from other classes and moves
// none between them, and a new class likewise.
std::size_t JobDrawer::choose_kind(JobPlace place) {
    if (kinds_.size() == 1) {
        return 0;
    }
    std::size_t first = 0;
    double earliest = detmath::kInfinity;
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
        if (!(kinds_[k].share > 0)) {
            continue;
        }
        const double clock = -detmath::log(kinds_[k].uniforms.at(Stream::kClass, place));
        if (clock / kinds_[k].share < earliest) {
            earliest = clock / kinds_[k].share;
            first = k;
        }
    }
    return first;
}

DrawnJob JobDrawer::draw(JobPlace place, std::int64_t submit_us) {
    const bool is_like_the_first = place.position > 0 && generator_.likeness > 0 &&
                                   uniforms_.at(Stream::kLikeness, place) < generator_.likeness;
    const JobPlace model = is_like_the_first ? JobPlace{place.arrival, 0} : place;
    DrawnJob job;
    job.job_class = choose_kind(model);
    Kind& kind = kinds_[job.job_class];
    job.gpus =
        to_gpus(kind.gpus.is_constant() ? kind.gpus.at(0)
                                        : kind.gpus.at(kind.uniforms.at(Stream::kGpus, model)));
    double runtime_s = draw_runtime(kind, place);
    if (!size_growth_.is_flat() || !runtime_growth_.is_flat()) {
        const std::size_t month = calendar_.month_of(submit_us);
        runtime_s *= runtime_growth_.factor(month);
        job.gpus = grow_size(job.gpus, size_growth_.factor(month),
                             kind.uniforms.at(Stream::kSizeGrowth, model));
    }
    job.runtime_us = to_us(runtime_s * 1e6);
    job.estimate_us = estimate(kind, place, job.runtime_us);
    job.state = final_state(kind, place);
    return job;
}

double JobDrawer::draw_runtime(Kind& kind, JobPlace place) {
    if (kind.runtime.is_constant()) {
        return kind.runtime.at(0);
    }
    const double own = kind.uniforms.at(Stream::kRuntime, place);
    if (place.position == 0 || !(generator_.likeness > 0)) {
        return kind.runtime.at(own);
    }
    const JobPlace first{place.arrival, 0};
    const double of_first = kinds_[choose_kind(first)].uniforms.at(Stream::kRuntime, first);
    return kind.runtime.at(mix_uniforms(own, of_first, generator_.likeness));
}

std::int64_t JobDrawer::estimate(Kind& kind, JobPlace place, std::int64_t runtime_us) {
    const auto draw = [&](Stream stream) {
        return kind.uniforms.at(stream, place);
    };
    if (kind.longest_us > 0 && generator_.estimate_max_share > 0 &&
        draw(Stream::kLongestEstimate) < generator_.estimate_max_share) {
        return std::max(runtime_us, kind.longest_us);
    }
    const double factor = kind.overestimate.is_constant()
                              ? kind.overestimate.at(0)
                              : kind.overestimate.at(draw(Stream::kEstimate));
    std::int64_t wanted_us =
        factor > 1 ? to_us(static_cast<double>(runtime_us) * factor) : runtime_us;
    if (!steps_us_.empty()) {
        const auto step = std::lower_bound(steps_us_.begin(), steps_us_.end(), wanted_us);
        const std::int64_t last = steps_us_.back();
        wanted_us = step != steps_us_.end() ? *step : (wanted_us + last - 1) / last * last;
    }
    if (kind.longest_us > 0) {
        wanted_us = std::min(wanted_us, kind.longest_us);
    }
    return std::max(runtime_us, wanted_us);
}

FinalState JobDrawer::final_state(Kind& kind, JobPlace place) {
    if (!(kind.failed + kind.cancelled > 0)) {
        return FinalState::kCompleted;
    }
    const double uniform = kind.uniforms.at(Stream::kFinalState, place);
    if (uniform < kind.failed) {
        return FinalState::kFailed;
    }
    return uniform < kind.failed + kind.cancelled ? FinalState::kCancelled : FinalState::kCompleted;
}

}  // namespace headroom::workload
