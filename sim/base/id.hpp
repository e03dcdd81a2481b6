#pragma once

// Typed indices: a FleetId cannot be passed where a NodeId is wanted. Each is an index into the
// array of its kind in the World.

#include <compare>
#include <cstddef>
#include <cstdint>

#include "sim/base/host_device.hpp"

namespace headroom {

template <class Tag>
struct Id {
    std::uint32_t value = 0;

    constexpr Id() = default;
    HEADROOM_HD constexpr explicit Id(std::size_t index)
        : value(static_cast<std::uint32_t>(index)) {}

    [[nodiscard]] HEADROOM_HD constexpr std::size_t index() const { return value; }
    friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

using ClusterId = Id<struct ClusterTag>;
using FleetId = Id<struct FleetTag>;
using HallId = Id<struct HallTag>;
using JobId = Id<struct JobTag>;
using NodeId = Id<struct NodeTag>;
using PartitionId = Id<struct PartitionTag>;
using QueueId = Id<struct QueueTag>;
using RouteId = Id<struct RouteTag>;
using SiteId = Id<struct SiteTag>;
using TenantId = Id<struct TenantTag>;
using WorkloadId = Id<struct WorkloadTag>;

}  // namespace headroom
