#include <algorithm>
#include <unordered_map>

#include "sim/base/number_text.hpp"
#include "src/core/records/gpu_sample_layout.hpp"
#include "src/core/records/record_time.hpp"

namespace headroom::records {

namespace {

using input::CsvTable;
using input::Field;
using input::quoted;
using Kind = SampleLayout::Kind;

constexpr std::size_t kMostUnknownMetrics = 1000;

// GPUs by name. Exports run through the GPUs in the same order again and again: who follows whom is
// remembered, and looked at first.
class GpuIndex {
public:
    explicit GpuIndex(std::vector<GpuName>& gpus) : gpus_(gpus) {}

    [[nodiscard]] std::uint32_t find(std::string_view host,
                                     std::string_view gpu,
                                     std::string_view model) {
        if (!gpus_.empty()) {
            for (const std::uint32_t likely : {last_, follower_[last_]}) {
                if (gpus_[likely].gpu == gpu && gpus_[likely].host == host) {
                    return remember(likely);
                }
            }
        }
        key_.assign(host).append(1, '\0').append(gpu);
        const auto [found, is_new] =
            index_.try_emplace(key_, static_cast<std::uint32_t>(gpus_.size()));
        if (is_new) {
            gpus_.push_back({std::string(host), std::string(gpu), std::string(model)});
            follower_.push_back(0);
        }
        return remember(found->second);
    }

private:
    std::uint32_t remember(std::uint32_t gpu) {
        follower_[last_] = gpu;
        return last_ = gpu;
    }

    std::vector<GpuName>& gpus_;
    std::unordered_map<std::string, std::uint32_t> index_;
    std::vector<std::uint32_t> follower_;
    std::uint32_t last_ = 0;
    std::string key_;
};

class SampleReader {
public:
    SampleReader(const CsvTable& table,
                 const SampleLayout& layout,
                 std::span<SampleSink* const> sinks,
                 input::LineProblems& problems,
                 GpuSamples& result)
        : table_(table),
          layout_(layout),
          sinks_(sinks),
          problems_(problems),
          result_(result),
          index_(result.gpus) {
        for (const ValueColumn& value : layout.values) {
            const bool is_wide = layout.kind == Kind::kWide;
            column_gpu_.push_back(
                is_wide ? index_.find(value.gpu.host, value.gpu.gpu, value.gpu.model) : 0);
        }
    }

    void take_row();
    void finish();

private:
    [[nodiscard]] bool read_time();
    void read_long_row();
    void take_value(const Field& field,
                    const MetricScale& scale,
                    std::uint32_t gpu,
                    std::string_view job);
    void leave_out(std::string_view reason) {
        count_row(result_.report.left_out, reason, table_.line().number);
    }
    [[nodiscard]] std::string_view text(std::size_t column) const {
        return column == kNoColumn ? std::string_view() : table_.fields()[column].text;
    }
    [[nodiscard]] std::string_view job() const {
        const std::string_view batch_job = text(layout_.job);
        return batch_job.empty() ? text(layout_.pod) : batch_job;
    }
    [[nodiscard]] std::uint32_t find_gpu() {
        return index_.find(without_port(text(layout_.host)),
                           without_device_prefix(text(layout_.gpu)), text(layout_.model));
    }
    void count_unknown(std::string_view metric);

    const CsvTable& table_;
    const SampleLayout& layout_;
    std::span<SampleSink* const> sinks_;
    input::LineProblems& problems_;
    GpuSamples& result_;
    GpuIndex index_;
    std::vector<std::uint32_t> column_gpu_;  // wide: [value column]
    std::string last_time_text_, last_metric_text_;
    std::int64_t time_us_ = 0;
    std::optional<MetricScale> last_metric_;
    std::int64_t naive_ = 0, first_naive_ = 0;
};

// Neighbouring rows are often of the same time.
bool SampleReader::read_time() {
    const Field& field = table_.fields()[layout_.time];
    if (field.text == last_time_text_ && !last_time_text_.empty()) {
        return true;
    }
    last_time_text_.clear();
    const RecordTime time = read_record_time(field, "time", table_.line(), problems_);
    if (time.kind == input::DateKind::kMissing) {
        leave_out("no time");
    }
    if (time.kind != input::DateKind::kDate) {
        return false;
    }
    if (!time.has_offset && naive_++ == 0) {
        first_naive_ = table_.line().number;
    }
    last_time_text_ = field.text;
    time_us_ = time.us;
    return true;
}

// What is exported for people has units: "98%", "350 W", "1.2 kW".
std::string_view take_off_unit(std::string_view text, int& shift) {
    shift = 0;
    if (text.empty() || (text.back() != '%' && text.back() != 'W')) {
        return text;
    }
    const bool is_kilo = text.ends_with("kW");
    shift = is_kilo ? 3 : 0;
    return trim_spaces(text.substr(0, text.size() - (is_kilo ? 2 : 1)));
}

void SampleReader::take_value(const Field& field,
                              const MetricScale& scale,
                              std::uint32_t gpu,
                              std::string_view job) {
    int shift = 0;
    const std::string_view number_text =
        layout_.kind == Kind::kWide ? take_off_unit(field.text, shift) : field.text;
    const input::ScaledNumber number =
        input::parse_scaled(number_text, scale.decimals + shift, scale.most);
    switch (number.kind) {
        case input::NumberText::kNumber:
            break;
        case input::NumberText::kMissing:
            leave_out("no value");
            return;
        case input::NumberText::kTooLarge:
            leave_out(scale.metric == GpuMetric::kPower    ? "more than 10 kW: DCGM's blank"
                      : scale.metric == GpuMetric::kEnergy ? "more than 2^56 mJ: DCGM's blank"
                                                           : "activity above 1");
            return;
        case input::NumberText::kNotANumber:
            if (number_text == "+Inf" || number_text == "-Inf" || number_text == "Inf") {
                leave_out("no value");
                return;
            }
            problems_.report(
                table_.line(), field.column,
                {quoted(field.text) + " is not a value of " +
                     std::string(kGpuMetricNames[static_cast<std::size_t>(scale.metric)]),
                 "a number, such as 0.87 or 412.5",
                 {}});
            return;
    }
    if (number.value < 0) {
        leave_out("negative value");
        return;
    }
    constexpr std::int64_t kOne = 1'000'000;
    const bool is_share = static_cast<std::size_t>(scale.metric) < kActivityMetrics;
    const GpuSample sample{time_us_, gpu, scale.metric,
                           is_share ? std::min(number.value, kOne) : number.value, job};
    result_.first_us = result_.samples == 0 ? time_us_ : std::min(result_.first_us, time_us_);
    result_.last_us = result_.samples == 0 ? time_us_ : std::max(result_.last_us, time_us_);
    ++result_.samples;
    for (SampleSink* const sink : sinks_) {
        sink->take(sample, result_.gpus[gpu]);
    }
}

void SampleReader::count_unknown(std::string_view metric) {
    std::vector<RowCount>& counts = result_.unknown_metrics;
    count_row(counts, counts.size() < kMostUnknownMetrics ? metric : "others",
              table_.line().number);
}

void SampleReader::read_long_row() {
    const std::string_view metric = text(layout_.metric);
    if (metric != last_metric_text_) {
        last_metric_text_ = metric;
        last_metric_ = find_metric(metric);
    }
    if (!last_metric_) {
        count_unknown(metric);
    } else if (!text(layout_.mig).empty()) {
        leave_out("a MIG instance: a share of a GPU");
    } else if (read_time()) {
        take_value(table_.fields()[layout_.value], *last_metric_, find_gpu(), job());
    }
}

void SampleReader::take_row() {
    ++result_.report.rows;
    if (layout_.kind == Kind::kLong) {
        read_long_row();
        return;
    }
    if (!read_time()) {
        return;
    }
    const bool is_wide = layout_.kind == Kind::kWide;
    if (!is_wide && !text(layout_.mig).empty()) {
        leave_out("a MIG instance: a share of a GPU");
        return;
    }
    const std::uint32_t row_gpu = is_wide ? 0 : find_gpu();
    for (std::size_t i = 0; i < layout_.values.size(); ++i) {
        const ValueColumn& value = layout_.values[i];
        const Field& field = table_.fields()[value.column];
        // An empty cell of a wide file only says that another series has a sample at that time.
        if (!field.text.empty() && !value.is_mig) {
            take_value(field, value.scale, is_wide ? column_gpu_[i] : row_gpu,
                       is_wide ? std::string_view(value.job) : job());
        }
    }
}

void SampleReader::finish() {
    for (const std::string& name : layout_.unknown_series) {
        if (result_.unknown_metrics.size() < kMostUnknownMetrics) {
            count_row(result_.unknown_metrics, name, 1);
        }
    }
    if (naive_ > 0) {
        problems_.warn(first_naive_, "times have no offset; they are read as UTC");
    }
    const bool has_mig = std::any_of(layout_.values.begin(), layout_.values.end(),
                                     [](const ValueColumn& value) { return value.is_mig; });
    if (has_mig) {
        problems_.warn(1, "columns of MIG instances are left out: shares of a GPU");
    }
    if (result_.samples == 0) {
        problems_.warn(0, "no sample is of a metric that is known");
    }
}

}  // namespace

expected<GpuSamples, Diagnostics> read_gpu_samples(const std::string& file,
                                                   std::span<SampleSink* const> sinks,
                                                   input::ReadWatch watch) {
    return read_records<GpuSamples>(
        file, "a CSV of GPU samples",
        [&](input::TextInput& input, input::LineProblems& problems, GpuSamples& result) {
            const char separator = find_separator(find_header(input.head()));
            if (is_separator_line(input::first_line(input.head()))) {
                input::Line line;
                (void)input.next(line);
            }
            CsvTable table(input, problems, {}, {input::UnknownColumns::kAreIgnored, separator});
            const SampleLayout layout = find_sample_layout(table.fields());
            const bool is_unknown =
                layout.kind == Kind::kNone || (layout.kind == Kind::kWide && layout.values.empty());
            if (!problems.has_errors() && is_unknown) {
                problems.report(
                    table.line(), 1,
                    {"the header does not say whose samples of what these are",
                     "time, host, gpu, metric, value; or time, host, gpu and metrics; or Time and "
                     "series such as DCGM_FI_DEV_GPU_UTIL{Hostname=\"gpu001\", gpu=\"0\"}",
                     "in Grafana, set the legend to Verbose before the export"});
            }
            if (problems.has_errors()) {
                return;
            }
            SampleReader reader(table, layout, sinks, problems, result);
            while (table.next_row()) {
                reader.take_row();
            }
            note_cut_off(table, result.report, problems);
            reader.finish();
        },
        std::move(watch));
}

}  // namespace headroom::records
