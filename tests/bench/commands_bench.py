#!/usr/bin/env python3
"""Times commands as a user waits for them: start, validation, a sweep, a check.

usage: commands_bench.py HEADROOM [REPEATS]     prints CSV: case,wall_s (the median),cpu_s,runs
"""
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

JOBS = """
[workload.w.generate]
jobs = 10000
interarrival = { dist = "exponential", mean = "60 s" }
runtime = { dist = "lognormal", median = "30 min", sigma = 1.2 }
gpus = { dist = "empirical", values = [1, 2, 4, 8, 16], weights = [50, 15, 10, 20, 5] }
"""


def timed(command, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    wall_s = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall_s, cpu_s


def main():
    program = os.path.abspath(sys.argv[1])
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "jobs.toml").write_text(
            "schema = 1\n[fleet.a]\nnodes = 64\n[demand.w]\nscale = 1\n" + JOBS)
        fleets = "".join(f"[fleet.f{i}]\nnodes = {i % 50 + 1}\ngpu = \"h100\"\n" for i in range(5000))
        (folder / "fleets.toml").write_text(
            "schema = 1\n" + fleets + JOBS.replace("jobs = 10000", "jobs = 10"))
        cases = {
            "start (--version)": [program, "--version"],
            "validate 5000 fleets": [program, "validate", "fleets.toml"],
            "run 10^4 jobs": [program, "run", "jobs.toml", "--quiet"],
            # Without a folder nothing is kept, so every point is simulated each time.
            "sweep 1000 points of 10^4 jobs": [
                program, "sweep", "jobs.toml", "--over", "fleet.a.nodes=51:100", "--over",
                "demand.w.scale=0.8:1.18:0.02", "--format", "csv"],
        }
        print("case,wall_s,cpu_s,runs")
        for case, command in cases.items():
            runs = [timed(command, folder) for _ in range(repeats)]
            wall_s, cpu_s = (statistics.median(column) for column in zip(*runs))
            print(f"{case},{wall_s:.4f},{cpu_s:.4f},{repeats}")


if __name__ == "__main__":
    main()
