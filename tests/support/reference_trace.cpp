#include "tests/support/reference_trace.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <numbers>
#include <stdexcept>

#include "tests/support/python_random.hpp"

namespace headroom::tests {

namespace {

struct SizeShare {
    std::int64_t gpus;
    double share;
};
constexpr std::array<SizeShare, 9> kSizes{{{1, .50},
                                           {2, .10},
                                           {4, .10},
                                           {8, .16},
                                           {16, .06},
                                           {32, .04},
                                           {64, .025},
                                           {128, .010},
                                           {256, .005}}};

std::int64_t draw_size(PythonRandom& random) {
    const double uniform = random.next();
    double cumulated = 0;
    for (const SizeShare& size : kSizes) {
        cumulated += size.share;
        if (uniform < cumulated) {
            return size.gpus;
        }
    }
    return kSizes.back().gpus;
}

// Lognormal with median 20 min and sigma 1.6, held within 10 s and 3 d; a normal by Box and Muller.
std::int64_t draw_runtime_s(PythonRandom& random) {
    const double radius = std::sqrt(-2 * std::log(1.0 - random.next()));
    const double normal = radius * std::cos(2 * std::numbers::pi * random.next());
    // nearbyint rounds halves to even, as Python's round does.
    const double rounded = std::nearbyint(1200.0 * std::exp(1.6 * normal));
    return static_cast<std::int64_t>(std::clamp(rounded, 10.0, 259200.0));
}

std::int64_t draw_estimate_s(PythonRandom& random, std::int64_t runtime_s) {
    const double factor = 1.0 + (5.0 - 1.0) * random.next();
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(runtime_s) * factor));
}

// As Python prints a float: the shortest digits that read back as the same number.
std::string shortest(double value) {
    std::array<char, 32> letters;
    char* const end = std::to_chars(letters.data(), letters.data() + letters.size(), value).ptr;
    const std::string text(letters.data(), end);
    return text.find('.') == std::string::npos ? text + ".0" : text;
}

std::ofstream open(const std::string& file) {
    std::ofstream out(file, std::ios::binary);
    out.exceptions(std::ios::failbit | std::ios::badbit);
    if (!out.is_open()) {
        throw std::runtime_error("cannot write " + file);
    }
    return out;
}

}  // namespace

ReferenceTrace make_reference_trace(std::int64_t jobs,
                                    std::int64_t seed,
                                    double load,
                                    std::int64_t nodes,
                                    std::int64_t gpus_per_node) {
    ReferenceTrace trace{seed, load, nodes, gpus_per_node, {}, {}, {}, {}};
    PythonRandom random(static_cast<std::uint64_t>(seed));
    std::vector<double> gaps;
    std::int64_t work = 0;
    double all_gaps = 0;
    for (std::int64_t job = 0; job < jobs; ++job) {
        const std::int64_t gpus = draw_size(random);
        const std::int64_t runtime_s = draw_runtime_s(random);
        trace.gpus.push_back(gpus);
        trace.runtime_s.push_back(runtime_s);
        trace.estimate_s.push_back(draw_estimate_s(random, runtime_s));
        gaps.push_back(-std::log(1.0 - random.next()));
        work += gpus * runtime_s;
        all_gaps += gaps.back();
    }
    // The last arrival falls where the work offered until then is exactly `load` of the GPUs' time.
    const double last_s =
        static_cast<double>(work) / (static_cast<double>(nodes * gpus_per_node) * load);
    double elapsed = 0;
    for (const double gap : gaps) {
        elapsed += gap;
        trace.submit_s.push_back(static_cast<std::int64_t>(elapsed / all_gaps * last_s));
    }
    return trace;
}

void write_csv(const ReferenceTrace& trace, const std::string& file) {
    std::ofstream out = open(file);
    out << "id,submit,gpus,runtime,estimate\n";
    for (std::size_t job = 0; job < trace.gpus.size(); ++job) {
        out << job << ',' << trace.submit_s[job] << ',' << trace.gpus[job] << ','
            << trace.runtime_s[job] << ',' << trace.estimate_s[job] << '\n';
    }
}

void write_swf(const ReferenceTrace& trace, const std::string& file) {
    std::ofstream out = open(file);
    const std::int64_t gpus = trace.nodes * trace.gpus_per_node;
    out << "; Version: 2.2\n; Computer: synthetic " << trace.nodes << 'x' << trace.gpus_per_node
        << " GPUs\n; MaxJobs: " << trace.gpus.size() << "\n; MaxNodes: " << gpus
        << "\n; MaxProcs: " << gpus
        << "\n; UnixStartTime: 0\n; Note: gen_trace.py seed=" << trace.seed
        << " load=" << shortest(trace.load) << '\n';
    for (std::size_t job = 0; job < trace.gpus.size(); ++job) {
        out << job + 1 << ' ' << trace.submit_s[job] << " -1 " << trace.runtime_s[job] << ' '
            << trace.gpus[job] << " -1 -1 " << trace.gpus[job] << ' ' << trace.estimate_s[job]
            << " -1 1 1 1 -1 1 1 -1 -1\n";
    }
}

}  // namespace headroom::tests
