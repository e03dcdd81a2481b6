#include "src/core/workload/pick_rows.hpp"

#include <algorithm>
#include <numeric>
#include <string>

namespace headroom::workload {
namespace {

using Rows = std::vector<std::uint32_t>;

template <class T>
void pick(std::vector<T>& column, const Rows& rows) {
    if (column.empty()) {
        return;
    }
    std::vector<T> picked;
    picked.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        picked.push_back(column[row]);
    }
    column = std::move(picked);
}

void move_by(std::vector<std::int64_t>& times_us, const std::vector<std::int64_t>& shifts_us) {
    for (std::size_t i = 0; i < times_us.size() && i < shifts_us.size(); ++i) {
        times_us[i] += times_us[i] == trace::kUnknown ? 0 : shifts_us[i];
    }
}

trace::TextColumn pick_ids(const trace::TextColumn& ids, const Rows& rows) {
    std::vector<std::uint32_t> times_seen(ids.size(), 0);
    trace::TextColumn picked;
    picked.reserve(rows.size());
    std::string text;
    for (const std::uint32_t row : rows) {
        const std::uint32_t time = ++times_seen[row];
        text = ids[row];
        text += time > 1 ? "#" + std::to_string(time) : "";
        picked.push_back(text);
    }
    return picked;
}

}  // namespace

std::vector<std::uint32_t> order_by_time(const std::vector<std::int64_t>& times_us) {
    Rows rows(times_us.size());
    std::iota(rows.begin(), rows.end(), 0u);
    std::stable_sort(rows.begin(), rows.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return times_us[a] < times_us[b]; });
    return rows;
}

trace::Trace pick_rows(const trace::Trace& trace,
                       const std::vector<std::uint32_t>& rows,
                       const std::vector<std::int64_t>& shifts_us) {
    trace::Trace picked = trace;
    if (!trace.ids.empty()) {
        picked.ids = pick_ids(trace.ids, rows);
    }
    for (auto* times_us : {&picked.runtime_us, &picked.estimate_us, &picked.line}) {
        pick(*times_us, rows);
    }
    for (auto* times_us :
         {&picked.submit_us, &picked.eligible_us, &picked.start_us, &picked.end_us}) {
        pick(*times_us, rows);
        move_by(*times_us, shifts_us);
    }
    pick(picked.gpus, rows);
    pick(picked.priority, rows);
    pick(picked.requeues, rows);
    pick(picked.activity_ppm, rows);
    for (trace::Labels* labels :
         {&picked.user, &picked.account, &picked.partition, &picked.qos, &picked.gpu_model,
          &picked.state, &picked.hosts, &picked.gpu_model_ran}) {
        labels->reorder(rows);
    }
    return picked;
}

}  // namespace headroom::workload
