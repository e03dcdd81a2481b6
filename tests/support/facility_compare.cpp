#include "tests/support/facility_compare.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace headroom::sim {
namespace {

std::string number(Wide value) {
    if (value < 0)
        return "-" + number(-value);
    const auto digit = std::to_string(static_cast<int>(value % 10));
    return value < 10 ? digit : number(value / 10) + digit;
}

class Comparison {
public:
    void expect(const std::string& what, Wide ours, Wide oracles) {
        if (difference_.empty() && ours != oracles)
            difference_ = what + " " + number(ours) + ", the oracle has " + number(oracles);
    }
    void expect_near(const std::string& what, double ours, double oracles) {
        if (difference_.empty() && !(std::abs(ours - oracles) <= 1e-12 * std::abs(oracles)))
            difference_ =
                what + " " + std::to_string(ours) + ", the oracle has " + std::to_string(oracles);
    }
    void expect_steps(const std::string& what,
                      const std::vector<double>& ours,
                      const std::vector<double>& oracles) {
        expect(what + ": steps", static_cast<Wide>(ours.size()), static_cast<Wide>(oracles.size()));
        for (std::size_t step = 0; step < std::min(ours.size(), oracles.size()); ++step)
            expect_near(what + " in step " + std::to_string(step), ours[step], oracles[step]);
    }
    void expect_power(const std::string& what,
                      const PowerRecord& ours,
                      const PowerRecord& oracles) {
        expect(what + "energy pJ", ours.energy_pj, oracles.energy_pj);
        expect(what + "peak uW", ours.peak_uw, oracles.peak_uw);
        expect(what + "us over limit", ours.over_limit_us, oracles.over_limit_us);
        expect(what + "us over cap", ours.over_cap_us, oracles.over_cap_us);
    }
    void expect_powers(const std::string& what,
                       const std::vector<PowerRecord>& ours,
                       const std::vector<PowerRecord>& oracles) {
        expect(what + "s", static_cast<Wide>(ours.size()), static_cast<Wide>(oracles.size()));
        for (std::size_t index = 0; index < std::min(ours.size(), oracles.size()); ++index)
            expect_power(what + " " + std::to_string(index) + ": ", ours[index], oracles[index]);
    }
    void expect_hall(const std::string& what, const HallRecord& ours, const HallRecord& oracles) {
        expect_power(what, ours.facility, oracles.facility);
        expect_power(what + "feed: ", ours.feed, oracles.feed);
        expect(what + "it pJ", ours.it_pj, oracles.it_pj);
        expect(what + "loss pJ", ours.loss_pj, oracles.loss_pj);
        expect(what + "cooling pJ", ours.cooling_pj, oracles.cooling_pj);
        expect(what + "other pJ", ours.other_pj, oracles.other_pj);
        expect(what + "it peak uW", ours.it_peak_uw, oracles.it_peak_uw);
        expect(what + "us over one feed", ours.over_feed_lost_us, oracles.over_feed_lost_us);
        expect(what + "us of overloaded cooling", ours.overloaded_cooling_us,
               oracles.overloaded_cooling_us);
        expect_near(what + "water kg", ours.water_kg, oracles.water_kg);
        expect(what + "largest step uW", ours.largest_step_uw, oracles.largest_step_uw);
        expect_steps(what + "it W", ours.it_w, oracles.it_w);
        expect_steps(what + "facility W", ours.facility_w, oracles.facility_w);
        expect_steps(what + "quarter hours W", ours.quarter_hours_w, oracles.quarter_hours_w);
    }
    [[nodiscard]] const std::string& difference() const { return difference_; }

private:
    std::string difference_;
};

}  // namespace

std::string first_difference(const FacilityRecord& ours, const FacilityRecord& oracles) {
    Comparison compare;
    compare.expect("halls", static_cast<Wide>(ours.halls.size()),
                   static_cast<Wide>(oracles.halls.size()));
    compare.expect("sites", static_cast<Wide>(ours.sites.size()),
                   static_cast<Wide>(oracles.sites.size()));
    if (!compare.difference().empty())
        return compare.difference();
    for (std::size_t hall = 0; hall < oracles.halls.size(); ++hall)
        compare.expect_hall("hall " + std::to_string(hall) + ": ", ours.halls[hall],
                            oracles.halls[hall]);
    for (std::size_t site = 0; site < oracles.sites.size(); ++site) {
        const std::string what = "site " + std::to_string(site) + ": ";
        compare.expect_power(what, ours.sites[site].grid, oracles.sites[site].grid);
        compare.expect_steps(what + "quarter hours W", ours.sites[site].quarter_hours_w,
                             oracles.sites[site].quarter_hours_w);
    }
    compare.expect_powers("rack", ours.racks, oracles.racks);
    compare.expect_powers("row", ours.rows, oracles.rows);
    compare.expect_powers("fleet", ours.fleets, oracles.fleets);
    for (std::size_t fleet = 0; fleet < oracles.slowed_gpu_q20.size(); ++fleet)
        compare.expect("slowed GPU-time of fleet " + std::to_string(fleet),
                       ours.slowed_gpu_q20.at(fleet), oracles.slowed_gpu_q20[fleet]);
    compare.expect_power("run: ", ours.run, oracles.run);
    compare.expect("run: it pJ", ours.run_it_pj, oracles.run_it_pj);
    compare.expect("run: it peak uW", ours.run_it_peak_uw, oracles.run_it_peak_uw);
    compare.expect("run: largest step uW", ours.largest_step_uw, oracles.largest_step_uw);
    compare.expect_steps("run: quarter hours W", ours.quarter_hours_w, oracles.quarter_hours_w);
    return compare.difference();
}

}  // namespace headroom::sim
