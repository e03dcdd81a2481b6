#include "tests/support/oracle_nodes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/detmath.hpp"
#include "sim/base/entity.hpp"
#include "sim/base/philox.hpp"

namespace headroom::sim {

void OracleNodes::put_in_service(std::size_t fleet, std::int64_t now_us) {
    if (world_.fleets[fleet].failures.mtbf_us == 0)
        return;
    nodes_[fleet].resize(world_.fleets[fleet].nodes);
    for (std::size_t node = 0; node < nodes_[fleet].size(); ++node)
        draw_failure({fleet, node}, now_us);
}

std::int64_t OracleNodes::next_us() const {
    std::int64_t next = std::numeric_limits<std::int64_t>::max();
    for (const auto& fleet : nodes_) {
        for (const Node& node : fleet)
            next = std::min(next, node.next_us);
    }
    return next;
}

std::vector<OracleNodes::Place> OracleNodes::repair_due(std::int64_t now_us) {
    std::vector<Place> repaired;
    for (std::size_t fleet = 0; fleet < nodes_.size(); ++fleet) {
        for (std::size_t index = 0; index < nodes_[fleet].size(); ++index) {
            Node& node = nodes_[fleet][index];
            if (!node.is_down || node.next_us != now_us)
                continue;
            node.is_down = false;
            ++node.failures;
            draw_failure({fleet, index}, now_us);
            repaired.push_back({fleet, index});
        }
    }
    return repaired;
}

std::vector<OracleNodes::Place> OracleNodes::fail_due(std::int64_t now_us) {
    std::vector<Place> failed;
    for (std::size_t fleet = 0; fleet < nodes_.size(); ++fleet) {
        for (std::size_t index = 0; index < nodes_[fleet].size(); ++index) {
            Node& node = nodes_[fleet][index];
            if (node.is_down || node.next_us != now_us)
                continue;
            node.is_down = true;
            draw_repair({fleet, index}, now_us);
            failed.push_back({fleet, index});
        }
    }
    return failed;
}

std::int64_t OracleNodes::down(std::size_t fleet) const {
    return std::count_if(nodes_[fleet].begin(), nodes_[fleet].end(),
                         [](const Node& node) { return node.is_down; });
}

double OracleNodes::draw_for(Stream stream, const Place& place) const {
    const auto node = static_cast<std::uint32_t>(place.node);
    return draw_uniform({.seed = world_.seed,
                         .stream = stream,
                         .entity = entity_of("fleet." + world_.fleets[place.fleet].name, node),
                         .index = nodes_[place.fleet][place.node].failures,
                         .trial = world_.trial});
}

void OracleNodes::draw_failure(const Place& place, std::int64_t now_us) {
    const auto mean_us = static_cast<double>(world_.fleets[place.fleet].failures.mtbf_us);
    const double after_us = mean_us * -detmath::log(draw_for(Stream::kNodeFailure, place));
    nodes_[place.fleet][place.node].next_us =
        now_us + 1 + static_cast<std::int64_t>(std::min(after_us, 0x1p60));
}

void OracleNodes::draw_repair(const Place& place, std::int64_t now_us) {
    const Distribution& law = world_.fleets[place.fleet].failures.repair;
    const double repair_s = quantile(law, draw_for(Stream::kNodeRepair, place));
    nodes_[place.fleet][place.node].next_us =
        now_us + std::max<std::int64_t>(1, static_cast<std::int64_t>(repair_s * 1e6));
}

}  // namespace headroom::sim
