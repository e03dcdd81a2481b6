#pragma once

// Watches a run without taking part: for tests, traces of events and the GUI's live view. Calls
// come in the order of the contract; the state may be read, never changed.

#include <cstdint>

#include "sim/base/id.hpp"

namespace headroom::sim {

class State;

class Observer {
public:
    Observer() = default;
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;
    virtual ~Observer() = default;

    virtual void on_submit(std::int64_t /*now_us*/, JobId /*job*/) {}
    virtual void on_reject(std::int64_t /*now_us*/, JobId /*job*/) {}
    virtual void on_start(std::int64_t /*now_us*/, JobId /*job*/, FleetId /*fleet*/) {}
    virtual void on_end(std::int64_t /*now_us*/, JobId /*job*/, FleetId /*fleet*/) {}
    virtual void on_fail(std::int64_t /*now_us*/, FleetId /*fleet*/, std::uint32_t /*node*/) {}
    virtual void on_repair(std::int64_t /*now_us*/, FleetId /*fleet*/, std::uint32_t /*node*/) {}
    virtual void on_interrupt(std::int64_t /*now_us*/, JobId /*job*/, FleetId /*fleet*/) {}
    // After the scheduling pass of an instant.
    virtual void on_instant(const State& /*state*/) {}
};

}  // namespace headroom::sim
