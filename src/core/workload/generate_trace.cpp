#include "src/core/workload/generate_trace.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string_view>

#include "sim/base/contract.hpp"
#include "sim/base/detmath.hpp"
#include "src/core/workload/pick_rows.hpp"
#include "src/core/workload/rate_clock.hpp"

namespace headroom::workload {
namespace {

// The users of a workload and who of them submits.
class Users {
public:
    explicit Users(const scenario::Generator& generator) : accounts_(generator.accounts) {
        double sum = 0;
        for (std::int64_t user = 1; user <= generator.users; ++user) {
            sum += detmath::pow(static_cast<double>(user), -generator.user_skew);
            below_.push_back(sum);
            names_.push_back("user-" + std::to_string(user));
        }
    }
    [[nodiscard]] std::size_t choose(double uniform) const {
        const double at = uniform * (below_.empty() ? 0 : below_.back());
        const auto found = std::lower_bound(below_.begin(), below_.end(), at);
        return std::min(static_cast<std::size_t>(found - below_.begin()), below_.size() - 1);
    }
    [[nodiscard]] bool empty() const { return names_.empty(); }
    [[nodiscard]] std::string_view name(std::size_t user) const { return names_[user]; }
    [[nodiscard]] std::string_view account(std::size_t user) const {
        return accounts_.empty() ? std::string_view() : accounts_[user % accounts_.size()];
    }

private:
    std::vector<double> below_;  // Σ of the activity up to each user
    std::vector<std::string> names_;
    std::vector<std::string> accounts_;
};

constexpr std::array<std::string_view, 3> kStateNames{"COMPLETED", "FAILED", "CANCELLED"};

class Generation {
public:
    Generation(const std::string& name,
               const scenario::Generator& generator,
               const GenerateContext& context)
        : generator_(generator),
          clock_({generator.daily, generator.weekly},
                 GrowthCurve(context.demand.growth.arrivals, context.demand.scale.value),
                 Calendar(context.start)),
          drawer_(name, generator, context),
          users_(generator),
          uniforms_(context.seed, "workload." + name, context.trial),
          interarrival_(generator.interarrival_s),
          session_jobs_(generator.session_jobs),
          think_time_(generator.think_time_s),
          burst_(generator.burst),
          burst_gap_(generator.burst_gap_s),
          end_us_(generation_end_us(generator, context).value_or(kNever_us)),
          most_jobs_(generator.jobs > 0 ? generator.jobs : kMostJobs),
          jobs_an_arrival_(mean_count(generator.session_jobs) * mean_count(generator.burst)) {
        trace_.format = "generate";
    }

    trace::Trace run() {
        std::int64_t shown_us = 0;
        constexpr std::uint32_t kMostArrivals = std::numeric_limits<std::uint32_t>::max();
        for (std::uint32_t arrival = 0; !is_full() && arrival < kMostArrivals; ++arrival) {
            const double gap_s = draw(interarrival_, Stream::kInterarrival, {arrival, 0});
            shown_us = std::min(shown_us + to_us(gap_s * jobs_an_arrival_ * 1e6), kNever_us);
            const std::int64_t submit_us = clock_.time_at(shown_us);
            const bool has_stopped = submit_us >= kNever_us && shown_us < kNever_us;
            if (is_over(submit_us) || has_stopped) {
                break;
            }
            add_session(arrival, submit_us);
        }
        return finish();
    }

private:
    [[nodiscard]] bool is_full() const {
        return static_cast<std::int64_t>(trace_.size()) >= most_jobs_;
    }

    [[nodiscard]] bool is_over(std::int64_t submit_us) const {
        return end_us_ < kNever_us && submit_us >= end_us_;
    }

    [[nodiscard]] std::int64_t draw_after(std::int64_t time_us,
                                          const Law& law,
                                          Stream stream,
                                          JobPlace place) {
        return std::min(time_us + to_us(draw(law, stream, place) * 1e6), kNever_us);
    }

    double draw(const Law& law, Stream stream, JobPlace place) {
        return law.at(law.is_constant() ? 0 : uniforms_.at(stream, place));
    }

    void add_session(std::uint32_t arrival, std::int64_t submit_us) {
        if (!users_.empty()) {
            user_ = users_.choose(uniforms_.at(Stream::kUser, {arrival, 0}));
        }
        const std::int64_t bursts = to_count(draw(session_jobs_, Stream::kSession, {arrival, 0}));
        std::uint32_t position = 0;
        for (std::uint32_t burst = 0; burst < bursts && !is_full(); ++burst) {
            if (burst > 0) {
                submit_us =
                    draw_after(submit_us, think_time_, Stream::kThinkTime, {arrival, burst});
            }
            const std::int64_t jobs = to_count(draw(burst_, Stream::kBurst, {arrival, burst}));
            for (std::int64_t job = 0; job < jobs && !is_full(); ++job, ++position) {
                if (job > 0) {
                    submit_us =
                        draw_after(submit_us, burst_gap_, Stream::kBurstGap, {arrival, position});
                }
                if (is_over(submit_us)) {
                    return;
                }
                add_job({arrival, position}, submit_us);
            }
        }
    }

    void add_job(JobPlace place, std::int64_t submit_us) {
        const DrawnJob job = drawer_.draw(place, submit_us);
        trace_.submit_us.push_back(submit_us);
        trace_.runtime_us.push_back(job.runtime_us);
        trace_.estimate_us.push_back(job.estimate_us);
        trace_.gpus.push_back(job.gpus);
        trace_.state.push_back(kStateNames[static_cast<std::size_t>(job.state)]);
        if (!users_.empty()) {
            trace_.user.push_back(users_.name(user_));
            trace_.account.push_back(users_.account(user_));
        }
        if (!generator_.classes.empty()) {
            const scenario::JobClass& one = generator_.classes[job.job_class].second;
            trace_.partition.push_back(one.partition);
            trace_.gpu_model.push_back(one.gpu_model);
        }
    }

    // Later sessions begin before earlier ones end.
    trace::Trace finish() {
        if (!std::is_sorted(trace_.submit_us.begin(), trace_.submit_us.end())) {
            trace_ = pick_rows(trace_, order_by_time(trace_.submit_us), {});
        }
        trace_.line.assign(trace_.size(), 0);
        trace_.ids.reserve(trace_.size());
        std::array<char, 24> letters{};
        for (std::size_t job = 1; job <= trace_.size(); ++job) {
            const auto end = std::to_chars(letters.data(), letters.data() + letters.size(), job);
            trace_.ids.push_back(
                {letters.data(), static_cast<std::size_t>(end.ptr - letters.data())});
        }
        return std::move(trace_);
    }

    const scenario::Generator& generator_;
    RateClock clock_;
    JobDrawer drawer_;
    Users users_;
    Uniforms uniforms_;
    Law interarrival_, session_jobs_, think_time_, burst_, burst_gap_;
    std::int64_t end_us_;
    std::int64_t most_jobs_;
    double jobs_an_arrival_;
    std::size_t user_ = 0;
    trace::Trace trace_;
};

}  // namespace

std::optional<std::int64_t> generation_end_us(const scenario::Generator& generator,
                                              const GenerateContext& context) {
    if (!generator.length) {
        return generator.jobs > 0 ? std::nullopt : context.horizon_us;
    }
    // Without a calendar the scenario was refused if the length has months.
    const Instant start = context.start.value_or(Instant{});
    return add_span(start, *generator.length).unix_us - start.unix_us;
}

trace::TraceFile generate_trace(const std::string& name,
                                const scenario::Generator& generator,
                                const GenerateContext& context) {
    HEADROOM_REQUIRE(
        generator.jobs >= 0 && generator.jobs < std::numeric_limits<std::uint32_t>::max(),
        std::to_string(generator.jobs));
    trace::TraceFile result;
    result.trace = Generation(name, generator, context).run();
    result.report.rows = static_cast<std::int64_t>(result.trace.size());
    return result;
}

}  // namespace headroom::workload
