#pragma once

// Quantities with a dimension: a Watts cannot be passed where Joules are wanted. Values are in SI
// base units (J not kWh, B not GB); money is in the scenario's currency. Time of the simulation
// itself is an int64 of microseconds and is named `..._us`.

#include <compare>
#include <cstdint>

namespace headroom {

enum class Dimension : std::uint8_t {
    kCount,            // a pure number
    kGpuCount,         // "800 GPU"
    kFraction,         // 0.35 for "35 %"
    kTime,             // s
    kPower,            // W
    kEnergy,           // J
    kBytes,            // B
    kByteRate,         // B/s
    kComputeRate,      // FLOP/s
    kTemperature,      // °C
    kMass,             // kg (of CO2e)
    kMassPerEnergy,    // kg/J
    kMoney,            // currency
    kMoneyPerEnergy,   // currency/J
    kMoneyPerGpuTime,  // currency/(GPU·s)
    kMoneyPerNode,     // currency/node
    kGrowth,           // 0.4 for "40 %/y": what a year adds, compounded
    kGpuTime,          // GPU·s
};

template <Dimension D>
struct Quantity {
    static constexpr Dimension kDimension = D;
    double value = 0;

    constexpr Quantity() = default;
    constexpr explicit Quantity(double si) : value(si) {}

    friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;
    constexpr Quantity& operator+=(Quantity other) { return value += other.value, *this; }
    constexpr Quantity& operator-=(Quantity other) { return value -= other.value, *this; }
    friend constexpr Quantity operator+(Quantity a, Quantity b) { return a += b; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return a -= b; }
    friend constexpr Quantity operator*(Quantity a, double k) { return Quantity(a.value * k); }
    friend constexpr Quantity operator*(double k, Quantity a) { return Quantity(a.value * k); }
    friend constexpr Quantity operator/(Quantity a, double k) { return Quantity(a.value / k); }
    friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
};

using Fraction = Quantity<Dimension::kFraction>;
using Seconds = Quantity<Dimension::kTime>;
using Watts = Quantity<Dimension::kPower>;
using Joules = Quantity<Dimension::kEnergy>;
using Bytes = Quantity<Dimension::kBytes>;
using BytesPerSecond = Quantity<Dimension::kByteRate>;
using Flops = Quantity<Dimension::kComputeRate>;
using Celsius = Quantity<Dimension::kTemperature>;
using KgCo2e = Quantity<Dimension::kMass>;
using Usd = Quantity<Dimension::kMoney>;

// Energy is the only product of two quantities that the models need.
constexpr Joules operator*(Watts power, Seconds time) {
    return Joules(power.value * time.value);
}
constexpr Joules operator*(Seconds time, Watts power) {
    return power * time;
}
constexpr Watts operator/(Joules energy, Seconds time) {
    return Watts(energy.value / time.value);
}

}  // namespace headroom
