#include "sim/model/thermal/rc_network.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include "sim/base/contract.hpp"
#include "sim/base/detmath.hpp"

namespace headroom::sim {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using VectorView = Eigen::Map<Vector>;
using ConstVectorView = Eigen::Map<const Vector>;
using ConstMatrixView = Eigen::Map<const Matrix>;

// Eigen cuts large products by the caches of the machine, and the cut decides the order of sums:
// with fixed sizes the bits are the same everywhere. Set before main, so that no thread is running.
const bool kCachesAreFixed = [] {
    Eigen::setCpuCacheSizes(32 << 10, 1 << 20, 8 << 20);
    return true;
}();

Eigen::Index index_of(std::size_t i) {
    return static_cast<Eigen::Index>(i);
}
ConstVectorView view(std::span<const double> values) {
    return {values.data(), index_of(values.size())};
}
VectorView view(std::span<double> values) {
    return {values.data(), index_of(values.size())};
}

// C^(-1/2) K C^(-1/2), with K the conductances: symmetric, eigenvalues >= 0.
Matrix symmetric_rates(const RcNetwork& network) {
    const auto n = index_of(network.capacity_j_per_k.size());
    Matrix rates = Matrix::Zero(n, n);
    for (const RcNetwork::Link& link : network.links) {
        const auto a = index_of(link.first);
        const auto b = index_of(link.second);
        rates(a, a) += link.conductance_w_per_k;
        rates(b, b) += link.conductance_w_per_k;
        rates(a, b) -= link.conductance_w_per_k;
        rates(b, a) -= link.conductance_w_per_k;
    }
    for (const RcNetwork::Tie& tie : network.ties) {
        rates(index_of(tie.node), index_of(tie.node)) += tie.conductance_w_per_k;
    }
    const Vector root = view(std::span(network.capacity_j_per_k)).cwiseSqrt().cwiseInverse();
    return root.asDiagonal() * rates * root.asDiagonal();
}

void require_sizes(const RcNetwork& network, const ThermalInput& input) {
    HEADROOM_REQUIRE(input.power_w.size() == network.capacity_j_per_k.size(),
                     std::to_string(input.power_w.size()) + " powers");
    HEADROOM_REQUIRE(input.boundary_c.size() == network.boundaries,
                     std::to_string(input.boundary_c.size()) + " boundary temperatures");
}

}  // namespace

std::size_t RcNetwork::add_node(double capacity) {
    HEADROOM_REQUIRE(capacity > 0, std::to_string(capacity) + " J/K");
    capacity_j_per_k.push_back(capacity);
    return capacity_j_per_k.size() - 1;
}

void RcNetwork::connect(std::size_t first, std::size_t second, double conductance_w_per_k) {
    HEADROOM_REQUIRE(conductance_w_per_k >= 0, std::to_string(conductance_w_per_k) + " W/K");
    HEADROOM_REQUIRE(std::max(first, second) < capacity_j_per_k.size() && first != second,
                     std::to_string(first) + " to " + std::to_string(second));
    if (conductance_w_per_k > 0)
        links.push_back({first, second, conductance_w_per_k});
}

void RcNetwork::tie(std::size_t node, std::size_t boundary, double conductance_w_per_k) {
    HEADROOM_REQUIRE(conductance_w_per_k >= 0, std::to_string(conductance_w_per_k) + " W/K");
    HEADROOM_REQUIRE(node < capacity_j_per_k.size() && boundary < boundaries,
                     std::to_string(node) + " to boundary " + std::to_string(boundary));
    if (conductance_w_per_k > 0)
        ties.push_back({node, boundary, conductance_w_per_k});
}

void RcNetwork::net_heat_w(std::span<const double> temperature_c,
                           std::span<const double> power_w,
                           std::span<const double> boundary_c,
                           std::span<double> heat_w) const {
    std::copy(power_w.begin(), power_w.end(), heat_w.begin());
    for (const Link& link : links) {
        const double flow_w =
            link.conductance_w_per_k * (temperature_c[link.second] - temperature_c[link.first]);
        heat_w[link.first] += flow_w;
        heat_w[link.second] -= flow_w;
    }
    for (const Tie& tie : ties) {
        heat_w[tie.node] +=
            tie.conductance_w_per_k * (boundary_c[tie.boundary] - temperature_c[tie.node]);
    }
}

bool RcNetwork::is_cooled() const {
    std::vector<char> reached(capacity_j_per_k.size(), 0);
    for (const Tie& tie : ties) {
        reached[tie.node] = 1;
    }
    for (bool is_growing = true; is_growing;) {
        is_growing = false;
        for (const Link& link : links) {
            if (reached[link.first] != reached[link.second]) {
                reached[link.first] = reached[link.second] = 1;
                is_growing = true;
            }
        }
    }
    return std::find(reached.begin(), reached.end(), 0) == reached.end();
}

double decayed_seconds(double rate_per_s, double seconds) {
    const double decay = rate_per_s * seconds;
    return decay > 0 ? -detmath::expm1(-decay) / rate_per_s : seconds;
}

double ThermalCourse::at(double seconds) const {
    double temperature_c = start_c;
    for (std::size_t mode = 0; mode < rate_per_s.size(); ++mode) {
        temperature_c += amount_k_per_s[mode] * decayed_seconds(rate_per_s[mode], seconds);
    }
    return temperature_c;
}

ThermalModel::ThermalModel(RcNetwork network)
    : network_(std::move(network)), rates_(nodes()), modes_(nodes() * nodes()) {
    HEADROOM_REQUIRE(kCachesAreFixed && nodes() > 0, "a network without nodes");
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(symmetric_rates(network_));
    HEADROOM_REQUIRE(solver.info() == Eigen::Success, std::to_string(nodes()) + " nodes");
    view(std::span(rates_)) = solver.eigenvalues().cwiseMax(0.0);
    const auto n = index_of(nodes());
    const Vector root = view(std::span<const double>(network_.capacity_j_per_k)).cwiseSqrt();
    Eigen::Map<Matrix>(modes_.data(), n, n) =
        root.cwiseInverse().asDiagonal() * solver.eigenvectors();
}

std::vector<double> ThermalModel::net_heat(const ThermalInput& input,
                                           std::span<const double> temperature_c) const {
    require_sizes(network_, input);
    HEADROOM_REQUIRE(temperature_c.size() == nodes(), std::to_string(temperature_c.size()));
    std::vector<double> heat_w(nodes());
    network_.net_heat_w(temperature_c, input.power_w, input.boundary_c, heat_w);
    return heat_w;
}

std::vector<double> ThermalModel::into_modes(std::span<const double> heat_w) const {
    std::vector<double> modes(nodes());
    const ConstMatrixView matrix(modes_.data(), index_of(nodes()), index_of(nodes()));
    view(std::span(modes)).noalias() = matrix.transpose() * view(heat_w);
    return modes;
}

void ThermalModel::add_modes(std::span<const double> modes, std::span<double> temperature_c) const {
    const ConstMatrixView matrix(modes_.data(), index_of(nodes()), index_of(nodes()));
    view(temperature_c).noalias() += matrix * view(modes);
}

std::vector<double> ThermalModel::steady_state(const ThermalInput& input) const {
    HEADROOM_REQUIRE(network_.is_cooled(), "no way from some node to a boundary");
    // From a boundary's temperature, then from what came out: the second pass takes away what the
    // first has rounded.
    std::vector<double> temperature_c(nodes(), input.boundary_c[network_.ties[0].boundary]);
    for (int pass = 0; pass < 2; ++pass) {
        std::vector<double> modes = into_modes(net_heat(input, temperature_c));
        for (std::size_t mode = 0; mode < nodes(); ++mode) {
            modes[mode] /= rates_[mode];
        }
        add_modes(modes, temperature_c);
    }
    return temperature_c;
}

void ThermalModel::step(double seconds,
                        const ThermalInput& input,
                        std::span<double> temperature_c) const {
    HEADROOM_REQUIRE(seconds >= 0, std::to_string(seconds) + " s");
    // Only what the state lacks of its balance moves it: a steady state stays where it is.
    std::vector<double> modes = into_modes(net_heat(input, temperature_c));
    for (std::size_t mode = 0; mode < nodes(); ++mode) {
        modes[mode] *= decayed_seconds(rates_[mode], seconds);
    }
    add_modes(modes, temperature_c);
}

std::vector<double> ThermalModel::step_matrix(double seconds) const {
    HEADROOM_REQUIRE(seconds >= 0, std::to_string(seconds) + " s");
    const auto n = index_of(nodes());
    Vector weight(n);
    for (std::size_t mode = 0; mode < nodes(); ++mode) {
        weight(index_of(mode)) = decayed_seconds(rates_[mode], seconds);
    }
    const ConstMatrixView modes(modes_.data(), n, n);
    std::vector<double> matrix(nodes() * nodes());
    // Symmetric but for rounding: row-major and column-major are the same.
    Eigen::Map<Matrix>(matrix.data(), n, n).noalias() =
        modes * (modes * weight.asDiagonal()).transpose();
    return matrix;
}

void ThermalModel::step_by(std::span<const double> matrix,
                           const ThermalInput& input,
                           std::span<double> temperature_c) const {
    HEADROOM_REQUIRE(matrix.size() == nodes() * nodes(), std::to_string(matrix.size()));
    const std::vector<double> heat_w = net_heat(input, temperature_c);
    const ConstMatrixView step(matrix.data(), index_of(nodes()), index_of(nodes()));
    view(temperature_c).noalias() += step * view(std::span<const double>(heat_w));
}

ThermalCourse ThermalModel::course(std::size_t node,
                                   const ThermalInput& input,
                                   std::span<const double> temperature_c) const {
    HEADROOM_REQUIRE(node < nodes(), std::to_string(node));
    ThermalCourse course{temperature_c[node], rates_, into_modes(net_heat(input, temperature_c))};
    for (std::size_t mode = 0; mode < nodes(); ++mode) {
        course.amount_k_per_s[mode] *= modes_[mode * nodes() + node];
    }
    return course;
}

}  // namespace headroom::sim
