#include "src/core/scenario/trace_alignment.hpp"

namespace headroom::scenario {

std::optional<Instant> find_start(const Scenario& scenario,
                                  const std::vector<trace::TraceFile>& traces) {
    if (scenario.start) {
        return scenario.start;
    }
    for (const trace::TraceFile& file : traces) {
        if (file.trace.zero && file.trace.size() > 0) {
            const std::int64_t first_us = file.is_placed ? 0 : file.trace.submit_us.front();
            return Instant{file.trace.zero->unix_us + first_us};
        }
    }
    return std::nullopt;
}

std::int64_t shift_of(const Workload& workload,
                      const trace::TraceFile& file,
                      std::optional<Instant> start) {
    const trace::Trace& trace = file.trace;
    if (!trace.zero || file.is_placed) {
        return 0;
    }
    if (workload.align == Alignment::kCalendar && start) {
        return trace.zero->unix_us - start->unix_us;
    }
    return trace.size() == 0 ? 0 : -trace.submit_us.front();
}

void place_trace(const Workload& workload, std::optional<Instant> start, trace::TraceFile& file) {
    const std::int64_t shift_us = shift_of(workload, file, start);
    trace::Trace& trace = file.trace;
    for (auto* times_us : {&trace.submit_us, &trace.eligible_us, &trace.start_us, &trace.end_us}) {
        for (std::int64_t& time_us : *times_us) {
            time_us += time_us == trace::kUnknown ? 0 : shift_us;
        }
    }
    trace.zero = trace.zero ? start : std::nullopt;
    file.is_placed = true;
}

}  // namespace headroom::scenario
