#pragma once

// A linear thermal network: nodes with a heat capacity, conductances between them and to boundaries
// of given temperature. It is stepped exactly, for any length of a step, while power and boundary
// temperatures are held. What moves heat one way only (a stream of air) is modelled as a
// conductance; radiation, and capacities that change with temperature, are not.

#include <cstddef>
#include <span>
#include <vector>

namespace headroom::sim {

// C_i dT_i/dt = P_i + Σ_j g_ij (T_j - T_i) + Σ_b h_ib (T_b - T_i).
struct RcNetwork {
    struct Link {
        std::size_t first;
        std::size_t second;
        double conductance_w_per_k;  // > 0
    };
    struct Tie {
        std::size_t node;
        std::size_t boundary;
        double conductance_w_per_k;  // > 0
    };
    std::vector<double> capacity_j_per_k;  // of each node, > 0
    std::vector<Link> links;
    std::vector<Tie> ties;
    std::size_t boundaries = 0;

    std::size_t add_node(double capacity);
    std::size_t add_boundary() { return boundaries++; }
    // Nothing is added for a conductance of 0: a path that is closed.
    void connect(std::size_t first, std::size_t second, double conductance_w_per_k);
    void tie(std::size_t node, std::size_t boundary, double conductance_w_per_k);

    // What flows into each node: its power, and what its neighbours and boundaries give it.
    void net_heat_w(std::span<const double> temperature_c,
                    std::span<const double> power_w,
                    std::span<const double> boundary_c,
                    std::span<double> heat_w) const;
    // Is there a way from each node to a boundary, so that every power has a steady state?
    [[nodiscard]] bool is_cooled() const;
};

// What holds while the network is stepped: [node] and [boundary].
struct ThermalInput {
    std::span<const double> power_w;
    std::span<const double> boundary_c;
};

// The course of one node's temperature while the input is held: start + Σ a (1 - e^(-λt)) / λ.
struct ThermalCourse {
    double start_c = 0;
    std::vector<double> rate_per_s;      // λ
    std::vector<double> amount_k_per_s;  // a

    [[nodiscard]] double at(double seconds) const;  // O(nodes)
};

// A network taken apart into modes that decay by themselves, which costs O(nodes³) once (0.3 s
// for 1,000 nodes). Const: one serves any number of halls and threads.
class ThermalModel {
public:
    explicit ThermalModel(RcNetwork network);

    [[nodiscard]] std::size_t nodes() const { return network_.capacity_j_per_k.size(); }
    [[nodiscard]] const RcNetwork& network() const { return network_; }

    // Rates of decay in 1/s, ascending; 0 for what no boundary cools.
    [[nodiscard]] const std::vector<double>& rates_per_s() const { return rates_; }

    // The temperatures that do not change. Requires is_cooled(). O(nodes²).
    [[nodiscard]] std::vector<double> steady_state(const ThermalInput& input) const;

    // Temperatures after `seconds` >= 0. O(nodes²).
    void step(double seconds, const ThermalInput& input, std::span<double> temperature_c) const;

    // For many steps of one length: K per W of net heat at the start of the step, [node][node],
    // row-major. O(nodes³) to make; step_by is one product of matrix and vector.
    [[nodiscard]] std::vector<double> step_matrix(double seconds) const;
    void step_by(std::span<const double> matrix,
                 const ThermalInput& input,
                 std::span<double> temperature_c) const;

    // How one node's temperature goes on from here. O(nodes²).
    [[nodiscard]] ThermalCourse course(std::size_t node,
                                       const ThermalInput& input,
                                       std::span<const double> temperature_c) const;

private:
    [[nodiscard]] std::vector<double> net_heat(const ThermalInput& input,
                                               std::span<const double> temperature_c) const;
    [[nodiscard]] std::vector<double> into_modes(std::span<const double> heat_w) const;
    void add_modes(std::span<const double> modes, std::span<double> temperature_c) const;

    RcNetwork network_;
    std::vector<double> rates_;
    std::vector<double> modes_;  // C^(-1/2) V: [node][mode], column-major
};

// (1 - e^(-rate·seconds)) / rate: how long a mode that decays has counted; `seconds` for rate 0.
[[nodiscard]] double decayed_seconds(double rate_per_s, double seconds);

}  // namespace headroom::sim
