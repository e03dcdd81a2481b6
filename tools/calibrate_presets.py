#!/usr/bin/env python3
"""Writes data/presets/*.toml: scenario fragments that draw jobs like the workloads of data/published/traces.toml.

usage: calibrate_presets.py [ROOT]     presets_test.cpp then holds what comes of it beside what is published

The run times of all jobs follow the published curve, through the published median and P95; between its points
log(1 - cdf) runs straight over log t, and beyond P95 it is bent until the mean is the published one. The jobs of each
size are then the maximum-entropy tilt of that curve: P(bin | size) = a(bin) * t(size)^log(bin), with t such that the
GPU time of each size is as published, and a such that all sizes together are the curve again (iterated proportional
fitting: Deming and Stephan, Annals of Mathematical Statistics 11 (1940) 427). How jobs end depends on their size by a
multinomial logit in log2(GPUs), fitted to the published shares of jobs and, as far as it goes, of GPU time.
"""
import math
import pathlib
import sys
import tomllib

PRESETS = ["philly", "helios-venus", "helios-earth", "helios-saturn", "helios-uranus", "acme-seren", "acme-kalos",
           "pai"]
SHORTEST = 0.5  # s; what "at most 1 s" begins at
FINE_ABOVE = 256.0  # s; bins above are halved, so that the mean has room between the points
UNREAD = {"acme-sizes": 0.1}  # percentage points of GPU time that a thinned curve does not tell from none


def seconds(text):
    number, unit = text.split()
    assert unit == "s", text
    return float(number)


def log_mean(low, high):
    """Mean of a quantity whose logarithm is uniform."""
    return low if high == low else (high - low) / math.log(high / low)


def bisect(function, low, high, steps=200):
    """Where a rising function is 0."""
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return (low + high) / 2


def curve_of(trace):
    """Knots (cdf, t) of the published curve, with median and P95, from SHORTEST to the longest job."""
    median = seconds(trace["run_time_median"]["value"])
    p95 = seconds(trace["run_time_p95"]["value"])
    longest = seconds(trace["run_time_max"]["value"]) if "run_time_max" in trace else None
    points = [(share / 100, seconds(t)) for t, share in trace["run_time_cdf"]["points"]]
    end = next((t for share, t in points if share >= 1), None)
    longest = min(x for x in (longest, end) if x) if longest or end else 2 * points[-1][1]
    knots = [(0.0, SHORTEST)]
    for share, t in points + [(0.5, median), (0.95, p95)]:
        # A point that the table's median contradicts gives way.
        is_contradicted = (t < median) != (share < 0.5) and (share, t) != (0.5, median)
        if not is_contradicted and t < longest:
            knots.append((share, t))
    knots.append((1.0, longest))
    knots.sort(key=lambda knot: knot[1])
    return [k for i, k in enumerate(knots) if i == 0 or k[0] > knots[i - 1][0] or k[1] == longest], longest


def bins_of(knots, bend):
    """Bins (share, low, high); those above FINE_ABOVE in two halves, beyond P95 the lower one fuller with more `bend`."""
    bins = []
    for (p, low), (q, high) in zip(knots, knots[1:]):
        if q <= p:
            continue
        if low < FINE_ABOVE:
            bins.append((q - p, low, high))
            continue
        survives = (1 - p) / max(1 - q, 0.1 * (1 - p))
        lower = (1 - survives ** -0.5) / (1 - 1 / survives)
        lower = 1 / (1 + (1 / lower - 1) * math.exp(-bend if p >= 0.95 else 0))
        middle = math.sqrt(low * high)
        bins += [((q - p) * lower, low, middle), ((q - p) * (1 - lower), middle, high)]
    return bins


def mean_of(bins):
    return sum(share * log_mean(low, high) for share, low, high in bins)


def sizes_of(trace):
    """Rows [gpus, share of jobs, share of GPU time]; the size of an open last row makes the mean the published one."""
    table = trace["sizes"]
    total = sum(table["jobs"])
    time = sum(table["gpu_time"])
    rows = [[g, j / total, t / time] for g, j, t in zip(table["up_to"], table["jobs"], table["gpu_time"]) if j > 0]
    open_end = table["up_to"][-1] > 2 * table["up_to"][-2]
    if open_end:
        rest = trace["gpus_mean"]["value"] - sum(g * j for g, j, _ in rows[:-1])
        rows[-1][0] = max(table["up_to"][-2] + 8, round(rest / rows[-1][1] / 8) * 8)
    return rows


def mean_run_times(trace, rows, mean):
    """Mean run time of each size: its GPU time by its GPUs; one that cannot be read has its neighbour's."""
    unread = UNREAD.get(trace["sizes"]["source"], 0) / 100
    groups = []
    for row in rows:
        if groups and (groups[-1]["time"] < unread or row[2] < unread):
            groups[-1]["rows"].append(row)
            groups[-1]["time"] += row[2]
        else:
            groups.append({"rows": [row], "time": row[2]})

    fraction = 1.0
    if trace["counts"].startswith("tasks"):  # fractions of a GPU count as they are in the GPU time, as 1 in the jobs
        whole = sum(g * j for g, j, _ in rows[1:])
        fraction = (trace["gpus_mean"]["value"] - whole) / rows[0][1]

    def held(row):
        return row[1] * row[0] * (fraction if row is rows[0] else 1)

    means = []
    for group in groups:
        means += [group["time"] / sum(held(row) for row in group["rows"])] * len(group["rows"])
    scale = mean / sum(row[1] * m for row, m in zip(rows, means))
    return [scale * m for m in means]


def tilt(bins, rows, means):
    """Shares of the bins in each size; see the top."""
    values = [log_mean(low, high) for _, low, high in bins]
    logs = [math.log(value) for value in values]
    total = [share for share, _, _ in bins]
    base = list(total)
    centre = logs[len(logs) // 2]

    def tilted(power):
        weights = [b * math.exp(power * (x - centre)) for b, x in zip(base, logs)]
        return [w / sum(weights) for w in weights]

    for _ in range(3000):
        shares = []
        for mean in means:
            power = bisect(lambda p: sum(w * v for w, v in zip(tilted(p), values)) - mean, -6, 6, 50)
            shares.append(tilted(power))
        together = [sum(row[1] * s[b] for row, s in zip(rows, shares)) for b in range(len(bins))]
        worst = max(abs(t / w - 1) for t, w in zip(together, total) if w > 0)
        if worst < 1e-6:
            break
        base = [b * (w / t if t > 0 else 1) for b, w, t in zip(base, total, together)]
    return shares, worst


def fit_states(trace, rows, means):
    """(failed, cancelled) of each size, or None."""
    if "states" not in trace:
        return None
    jobs, time = trace["states"], trace["states_gpu_time"]
    held = [row[0] * row[1] * m for row, m in zip(rows, means)]
    held = [h / sum(held) for h in held]
    whole = jobs["completed"] + jobs["cancelled"] + jobs["failed"]
    want = [jobs["failed"] / whole, jobs["cancelled"] / whole]
    want_time = [time["failed"] / 100, time["cancelled"] / 100]

    def shares_at(offsets, slopes):
        result = []
        for row in rows:
            odds = [math.exp(o + s * math.log2(row[0])) for o, s in zip(offsets, slopes)]
            result.append([o / (1 + sum(odds)) for o in odds])
        return result

    def shares(slopes):
        offsets = [-1.0, -1.0]
        for _ in range(400):  # the shares of jobs fix the offsets
            now = shares_at(offsets, slopes)
            for k in range(2):
                got = sum(row[1] * n[k] for row, n in zip(rows, now))
                done = sum(row[1] * (1 - sum(n)) for row, n in zip(rows, now))
                offsets[k] += 0.5 * (math.log(want[k] / got) - math.log((1 - sum(want)) / done))
        return shares_at(offsets, slopes)

    def gap(slopes):
        now = shares(slopes)
        return sum((sum(h * n[k] for h, n in zip(held, now)) - want_time[k]) ** 2 for k in range(2))

    slopes, step = [0.0, 0.0], 0.4
    best = gap(slopes)
    while step > 0.002:
        for candidate in ([slopes[0] + a * step, slopes[1] + b * step] for a in (-1, 0, 1) for b in (-1, 0, 1)):
            value = gap(candidate)
            if value < best and max(map(abs, candidate)) < 3:
                best, slopes = value, candidate
                break
        else:
            step /= 2
    return shares(slopes)


def number(value, digits):
    text = f"{value:.{digits}g}" if abs(value) < 10 ** digits else f"{value:.0f}"
    return text if "e" not in text else f"{value:.12f}".rstrip("0")


def wrapped(items, indent=4, columns=120):
    lines, line = [], " " * indent
    for item in items:
        if len(line) + len(item) + 2 > columns:
            lines.append(line.rstrip())
            line = " " * indent
        line += item + ", "
    return "\n".join(lines + [line.rstrip().rstrip(",")])


def quantiles_of(bins, shares):
    """[probability, value] pairs; what fewer than 2 in 10 million jobs are is left to its neighbours."""
    pairs, below, written = [], 0.0, 0.0
    for (_, low, high), share in zip(bins, shares):
        if not pairs:
            pairs.append((0.0, low))
        below += share
        if below - written > 2e-7 and below < 1 - 2e-7:
            pairs.append((below, high))
            written = below
        elif below < 1e-7:
            pairs = [(0.0, high)]
        elif below >= 1 - 2e-7 and pairs[-1][0] < 1:
            pairs.append((1.0, high))
    return [(round(p, 7), t) for p, t in pairs]


def fragment_of(name, trace):
    """The preset as TOML, and by how much its sizes together miss the curve."""
    mean = seconds(trace["run_time_mean"]["value"])
    knots, _ = curve_of(trace)
    bend = bisect(lambda x: mean - mean_of(bins_of(knots, x)), -8, 8)
    bins = bins_of(knots, bend)
    rows = sizes_of(trace)
    means = mean_run_times(trace, rows, mean)
    shares, worst = tilt(bins, rows, means)
    states = fit_states(trace, rows, means)
    days = (trace["until"]["value"] - trace["from"]["value"]).days + 1
    between = days * 86400 / trace["jobs"]["value"]
    lines = [
        f"# preset = \"{name}\" of [workload.NAME.generate]: {trace['title']}.",
        "# Written by tools/calibrate_presets.py, which says how: calibrated on purpose to [trace." + name + "] of",
        "# data/published/traces.toml, where each number has its source. Not the recorded jobs: their run times,",
        "# sizes, GPU time and final states on average, drawn independently. Not published, so left to you: estimates,",
        "# users' habits, partitions." + ("" if "hourly" in trace else " Nor are hours and weekdays: steady arrivals."),
    ]
    if trace["counts"] != "jobs":
        lines.append(f"# A job here is what is counted there: {trace['counts']}.")
    if trace["sizes"]["jobs"][0] and trace["gpus_mean"]["value"] < 1:
        lines.append("# Fractions of a GPU count as one whole GPU, so the GPU time is more than the published one.")
    if "gpu_hours" in trace:
        a_job = trace["gpu_hours"]["value"] * 3600 / trace["jobs"]["value"]
        more = sum(row[1] * row[0] * m for row, m in zip(rows, means)) / a_job - 1
        if more > 0.02:
            lines.append(f"# The published table and curves disagree: the GPU time of a job is {more:.0%} above the table's.")
    lines += [
        "",
        f"# {trace['jobs']['value']:,} jobs in {days} days",
        f'interarrival = {{ dist = "exponential", mean = "{number(between, 5)} s" }}',
    ]
    for key, ours in (("hourly", "daily"), ("weekly", "weekly")):
        if key in trace:
            weights = [number(w, 5) for w in trace[key]["weights"]]
            lines += [f"{ours} = [", wrapped(weights), "]"]
    if "users" in trace:
        lines.append(f"users = {trace['users']['value']}")
    for i, (row, share) in enumerate(zip(rows, shares)):
        lines += ["", f"[class.gpus-{row[0]}]", f"share = {number(row[1] * 100, 5)}", f"gpus = {row[0]}"]
        if states:
            failed, cancelled = (number(share * 100, 4) for share in states[i])
            lines += [f'failed = "{failed} %"', f'cancelled = "{cancelled} %"']
        pairs = [f'[{number(p, 7)}, "{number(t, 5)} s"]' for p, t in quantiles_of(bins, share)]
        lines += ['runtime = { dist = "empirical", quantiles = [', wrapped(pairs), "] }"]
    return "\n".join(lines) + "\n", worst


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    with open(root / "data/published/traces.toml", "rb") as file:
        traces = tomllib.load(file)["trace"]
    folder = root / "data/presets"
    folder.mkdir(exist_ok=True)
    for name in PRESETS:
        text, worst = fragment_of(name, traces[name])
        (folder / f"{name}.toml").write_text(text)
        print(f"{name}: the sizes together miss the curve by at most {worst:.1e} of a bin's share")


if __name__ == "__main__":
    main()
