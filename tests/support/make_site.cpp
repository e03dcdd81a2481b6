// Writes the made-up site into a folder, to try commands on: make_site FOLDER

#include <cstdio>
#include <filesystem>

#include "tests/support/made_up_site.hpp"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: make_site FOLDER\n", stderr);
        return 2;
    }
    std::filesystem::create_directories(argv[1]);
    const headroom::test::SiteTruth truth = headroom::test::write_made_up_site(argv[1]);
    std::printf(
        "%lld rows: %lld jobs (%lld still running), %lld steps, %lld CPU jobs, %lld never ran\n"
        "%.0f GPUh, mean wait %.0f s, activity %.3f, mean %.0f kW, peak %.0f kW\n",
        static_cast<long long>(truth.rows), static_cast<long long>(truth.jobs),
        static_cast<long long>(truth.running), static_cast<long long>(truth.steps),
        static_cast<long long>(truth.cpu_jobs), static_cast<long long>(truth.never_ran),
        truth.gpu_s / 3600, truth.wait_s / static_cast<double>(truth.jobs), truth.mean_activity,
        truth.mean_kw, truth.peak_kw);
    return 0;
}
