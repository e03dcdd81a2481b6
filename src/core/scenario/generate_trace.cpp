#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "sim/base/contract.hpp"
#include "sim/base/entity.hpp"
#include "sim/base/philox.hpp"
#include "src/core/scenario/compile_world.hpp"

namespace headroom::scenario {

namespace {

// A draw or a sum of draws beyond these says nothing more about a fleet, and integers must not
// overflow.
constexpr std::int64_t kLongestUs = 100LL * 36525 * 864'000'000;  // 100 years
constexpr std::int64_t kLatestUs = std::numeric_limits<std::int64_t>::max() / 8;
constexpr double kMostGpus = 1e9;

// Draws one number of one job after another.
class JobDraws {
public:
    JobDraws(std::uint64_t seed, std::uint32_t entity) : place_{.seed = seed, .entity = entity} {}

    [[nodiscard]] double draw(const Number& number, Stream stream, std::uint32_t job) {
        if (!number.distribution) {
            return number.value;
        }
        place_.stream = stream;
        place_.index = job;
        return headroom::draw(*number.distribution, draw_uniform(place_));
    }

    // Never negative: a law that gives negative times, such as a normal one, is cut at 0.
    [[nodiscard]] std::int64_t draw_us(const Number& seconds, Stream stream, std::uint32_t job) {
        return to_us(draw(seconds, stream, job) * 1e6);
    }

    [[nodiscard]] static std::int64_t to_us(double us) {
        if (!(us > 0)) {
            return 0;
        }
        return us < static_cast<double>(kLongestUs) ? std::llround(us) : kLongestUs;
    }

private:
    DrawPlace place_;
};

std::uint32_t to_gpus(double gpus) {
    return gpus > 1 ? static_cast<std::uint32_t>(std::llround(std::min(gpus, kMostGpus))) : 1;
}

void push_number(trace::TextColumn& texts, std::uint32_t number) {
    std::array<char, 16> letters;
    char* const end = std::to_chars(letters.data(), letters.data() + letters.size(), number).ptr;
    texts.push_back({letters.data(), static_cast<std::size_t>(end - letters.data())});
}

}  // namespace

trace::TraceFile generate_trace(const std::string& name,
                                const Generator& generator,
                                std::uint64_t seed) {
    HEADROOM_REQUIRE(
        generator.jobs >= 0 && generator.jobs < std::numeric_limits<std::uint32_t>::max(),
        std::to_string(generator.jobs));
    trace::TraceFile result;
    trace::Trace& trace = result.trace;
    trace.format = "generate";
    const auto jobs = static_cast<std::uint32_t>(generator.jobs);
    for (auto* column : {&trace.submit_us, &trace.runtime_us, &trace.estimate_us}) {
        column->reserve(jobs);
    }
    trace.ids.reserve(jobs);
    trace.gpus.reserve(jobs);
    trace.line.assign(jobs, 0);
    JobDraws draws(seed, entity_of("workload." + name, 0));
    std::int64_t now_us = 0;
    for (std::uint32_t job = 0; job < jobs; ++job) {
        now_us += draws.draw_us(generator.interarrival_s, Stream::kInterarrival, job);
        now_us = std::min(now_us, kLatestUs);
        const std::int64_t runtime_us = draws.draw_us(generator.runtime_s, Stream::kRuntime, job);
        const double factor = draws.draw(generator.overestimate, Stream::kEstimate, job);
        trace.submit_us.push_back(now_us);
        trace.runtime_us.push_back(runtime_us);
        trace.estimate_us.push_back(
            factor > 1 ? JobDraws::to_us(static_cast<double>(runtime_us) * factor) : runtime_us);
        trace.gpus.push_back(to_gpus(draws.draw(generator.gpus, Stream::kGpus, job)));
        push_number(trace.ids, job + 1);
    }
    result.report.rows = generator.jobs;
    return result;
}

}  // namespace headroom::scenario
