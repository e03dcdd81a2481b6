#!/usr/bin/env python3
"""Counts a sacct dump by the rules of src/core/trace/read_sacct.cpp, in another way: the rows as a
list of dictionaries, job by job.

usage: count_sacct.py FILE     prints "name value" lines
"""
import collections
import datetime
import re
import sys

ENDLESS = ("UNLIMITED", "Partition_Limit", "")


def seconds(text):
    try:
        date = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return int((date - datetime.datetime(1970, 1, 1)).total_seconds())


def gpus_of(row):
    """The count of whole GPUs; None where a share of one is listed."""
    for column in ("AllocTRES", "ReqTRES"):
        pairs = [entry.split("=") for entry in row[column].split(",") if entry]
        typed = {name[9:]: int(count) for name, count in pairs if name.startswith("gres/gpu:")}
        if any(re.search(r"\dg\.\d+gb", model) for model in typed):
            return None
        total = max([int(count) for name, count in pairs if name == "gres/gpu"] + [sum(typed.values())])
        if total > 0:
            return total
    return 0


def why_not(row):
    state = row["State"].split()[0]
    if "." in row["JobID"]:
        return "a step of a job"
    if "[" in row["JobID"]:
        return "elements of an array that never started, several in a row"
    if state == "PENDING":
        return "still pending at the dump"
    if seconds(row["Start"]) is None:
        return "cancelled while pending" if state == "CANCELLED" else "never started"
    gpus = gpus_of(row)
    if gpus is None:
        return "a share of a GPU"
    return "zero GPUs" if gpus == 0 else None


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        names = file.readline().rstrip("\n").split("|")
        rows = [dict(zip(names, line.rstrip("\n").split("|"))) for line in file]
    dropped = collections.Counter()
    runs = collections.defaultdict(list)
    for row in rows:
        reason = why_not(row)
        if reason:
            dropped[reason] += 1
        else:
            runs[row["JobID"]].append(row)
    count = collections.Counter()
    for records in runs.values():
        records.sort(key=lambda row: seconds(row["Submit"]))
        last = records[-1]
        if len(records) > 1:
            dropped["an earlier run of a requeued job"] += len(records) - 1
        count["requeues"] += len(records) - 1
        count["jobs"] += 1
        count["gpus"] += gpus_of(last)
        count["gpu_s"] += gpus_of(last) * int(last["ElapsedRaw"])
        count["submit_s"] += seconds(records[0]["Submit"])
        count["start_s"] += seconds(last["Start"])
        if last["TimelimitRaw"] not in ENDLESS:
            count["limits"] += 1
            count["limit_s"] += 60 * int(last["TimelimitRaw"])
        if last["State"] == "RUNNING":
            count["running"] += 1
    print("rows", len(rows))
    for name, value in sorted(count.items()):
        print(name, value)
    for reason, value in sorted(dropped.items()):
        print("dropped:" + reason.replace(" ", "_"), value)


if __name__ == "__main__":
    main()
