"""TaskJuggler and this planner on the same generated projects, whole processes side by side in one run.

    python benchmarks/taskjuggler.py [SIZE...] [--seed N] [--hours H] [--timeout SECONDS]

Each plans a project of benchmarks/rollout_projects.py and writes one CSV report of its tasks. Printed are
wall time, peak memory and finish of TaskJuggler (`apt-get install tj3`), of one pass (`quick`) and of the
plan that the program shows (`standard`), and how many times theirs TaskJuggler's time is. 20,000 tasks take
TaskJuggler minutes.

How TaskJuggler is told the same project:

- The calendar is the project's: working days of H hours (8, as people write it), weekend, holidays.
- A pool of capacity c is c resources. A task that takes m of them for d days is an effort of m times d days
  with m allocations, each with its share of the pool as alternatives; all are mandatory, so that a day is
  worked by all of them or by none, and persistent, so that whoever begins a task ends it.
- A task that takes nobody is a length of d working days, one of no duration a milestone.
- A lag is a gaplength in working days. The project's end is left wide of our own finish, and not wider, as
  TaskJuggler's time and memory grow with it.

TaskJuggler may interrupt a task for another, which this planner may not: its finish can only gain by that.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from shutil import which
from statistics import median
from threading import Timer
from time import perf_counter
from typing import Any

HERE = Path(__file__).parent
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MORNING = 9
ROOM = 1.3
"""Days left for TaskJuggler's plan, in days of ours."""
LAST = date(2035, 12, 31)
"""The last day that TaskJuggler knows."""
HEADER = f"{'tasks':>6}  {'program':22} {'seconds':>8} {'MB':>6}  {'finish':10}  TaskJuggler takes"


# --- the same project in TaskJuggler's words ---


def tjp(data: Mapping[str, Any], end: date, hours: int) -> str:
    """A project in the neutral form as TaskJuggler's, with one CSV report named `report`."""
    lines = [*head(data, end, hours), *resources(data, "r"), *tasks(data, "t", "r"), *report()]
    return "\n".join(lines) + "\n"


def head(data: Mapping[str, Any], end: date, hours: int) -> Iterator[str]:
    weekend = data["calendar"]["weekend"]
    week = ", ".join(day for number, day in enumerate(DAYS) if number not in weekend)
    off = ", ".join(DAYS[number] for number in weekend)
    yield f'project plan "plan" {data["start"]} - {end} {{'
    yield '  timezone "UTC"'
    yield f"  dailyworkinghours {hours}"
    yield f"  workinghours {week} {MORNING}:00 - {MORNING + hours}:00"
    if off:
        yield f"  workinghours {off} off"
    yield "}"
    for day in data["calendar"]["holidays"]:
        if data["start"] <= day < end.isoformat():
            yield f'leaves holiday "closed" {day}'


def resources(data: Mapping[str, Any], prefix: str) -> Iterator[str]:
    for pool, (name, resource_) in enumerate(data["resources"].items()):
        for member in range(resource_["capacity"]):
            yield f'resource {prefix}{pool}_{member} "{name}"'


def tasks(data: Mapping[str, Any], prefix: str, pools: str) -> Iterator[str]:
    """Every task, named by its position in the file."""
    number = {task["id"]: f"{prefix}{position}" for position, task in enumerate(data["tasks"])}
    pool = {
        name: [f"{pools}{position}_{member}" for member in range(resource_["capacity"])]
        for position, (name, resource_) in enumerate(data["resources"].items())
    }
    for task in data["tasks"]:
        parts = [work(task), *allocations(task, pool)]
        needs = [depends(need, number) for need in task["predecessors"]]
        if needs:
            parts.append(f"depends {', '.join(needs)}")
        yield f'task {number[task["id"]]} "{number[task["id"]]}" {{ {" ".join(parts)} }}'


def work(task: Mapping[str, Any]) -> str:
    people = sum(task["demands"].values())
    if not task["duration"]:
        return "milestone"
    return f"effort {task['duration'] * people}d" if people else f"length {task['duration']}d"


def allocations(task: Mapping[str, Any], pool: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if not task["duration"]:
        return
    for name, amount in task["demands"].items():
        for share in range(amount):
            first, *others = pool[name][share::amount]
            alternatives = f"alternative {', '.join(others)} select order " if others else ""
            yield f"allocate {first} {{ {alternatives}persistent mandatory }}"


def depends(need: str | Mapping[str, Any], number: Mapping[str, str]) -> str:
    if isinstance(need, str):
        return number[need]
    return (
        f"{number[need['task']]} {{ gaplength {need['lag']}d }}" if need.get("lag") else number[need["task"]]
    )


def report(timeformat: str = "%Y-%m-%d") -> Iterator[str]:
    yield 'taskreport "report" {'
    yield "  formats csv"
    yield "  columns id, start, end"
    yield f'  timeformat "{timeformat}"'
    yield "}"


# --- whole processes ---


@dataclass(frozen=True, slots=True)
class Run:
    """One process that planned one project."""

    seconds: float
    megabytes: float
    finish: str


def run(command: Sequence[str | Path], output: Path, timeout: float) -> tuple[float, float]:
    """Wall seconds and peak memory in MB of one process; one that fails or takes too long ends all."""
    told = output.with_suffix(".err")
    with output.open("wb") as written, told.open("wb") as errors:
        begin = perf_counter()
        process = subprocess.Popen(command, stdout=written, stderr=errors, cwd=output.parent)
        stopping = Timer(timeout, process.kill)
        stopping.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = perf_counter() - begin
        stopping.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        ending = f"after {timeout} s" if process.returncode < 0 else f"with {process.returncode}"
        sys.exit(f"{command[0]} ended {ending}: {told.read_text(encoding='utf-8')[-2000:]}")
    return seconds, used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def ours(effort: str, file: Path, timeout: float) -> Run:
    """The median of three runs: what takes a tenth of a second is easily disturbed."""
    output = file.with_suffix(f".{effort}.csv")
    command = [sys.executable, HERE / "schedule.py", file, "--csv", "--effort", effort]
    runs = [run(command, output, timeout) for _ in range(3)]
    seconds, megabytes = median(seconds for seconds, _ in runs), max(megabytes for _, megabytes in runs)
    return Run(seconds, megabytes, last(output, ",", "finish"))


def theirs(file: Path, timeout: float) -> Run:
    program = which("tj3")
    if program is None:
        sys.exit("tj3 is not installed: apt-get install tj3")
    seconds, megabytes = run([program, "--silent", "--no-color", file], file.with_suffix(".out"), timeout)
    return Run(seconds, megabytes, last(file.parent / "report.csv", ";", "End"))


def last(report_: Path, delimiter: str, column: str) -> str:
    with report_.open(encoding="utf-8", newline="") as lines:
        return max(row[column] for row in csv.DictReader(lines, delimiter=delimiter))


def generated(size: int, seed: int, file: Path) -> Mapping[str, Any]:
    """A project, made by a process of its own: memory of this one would count as its children's."""
    command = [sys.executable, HERE / "rollout_projects.py", str(size), "--seed", str(seed)]
    file.write_bytes(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    data: Mapping[str, Any] = json.loads(file.read_bytes())
    return data


def compared(size: int, asked: argparse.Namespace) -> Iterator[tuple[str, Run]]:
    """The three programs on one project; ours go first, as TaskJuggler is told how far to look."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.json"
        data = generated(size, asked.seed, file)
        ours("quick", file, asked.timeout)  # once before counting: compiled files and disk caches
        runs = {f"{effort}, one CSV": ours(effort, file, asked.timeout) for effort in ("quick", "standard")}
        yield from runs.items()
        start = date.fromisoformat(data["start"])
        latest = max(date.fromisoformat(one.finish) for one in runs.values())
        end = min(start + timedelta(days=int((latest - start).days * ROOM) + 30), LAST)
        file = file.with_suffix(".tjp")
        file.write_text(tjp(data, end, asked.hours), encoding="utf-8")
        yield "TaskJuggler, one CSV", theirs(file, asked.timeout)


def verdict(one: Run, theirs_: Run) -> str:
    times = f"{theirs_.seconds / one.seconds:.0f} times as long"
    if one.finish == theirs_.finish:
        return f"{times}, ends the same day"
    return f"{times}, ends {'later' if one.finish < theirs_.finish else 'EARLIER'}"


def main() -> None:
    parser = argparse.ArgumentParser(description="TaskJuggler and this planner side by side.")
    parser.add_argument("sizes", type=int, nargs="*", default=[100, 1000, 5000], metavar="SIZE")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hours", type=int, default=8, help="hours that TaskJuggler's working day has")
    parser.add_argument("--timeout", type=float, default=1800, metavar="SECONDS")
    asked = parser.parse_args()
    print(HEADER)
    for size in asked.sizes:
        runs = dict(compared(size, asked))
        theirs_ = runs["TaskJuggler, one CSV"]
        for name, one in runs.items():
            versus = "" if one is theirs_ else verdict(one, theirs_)
            print(
                f"{size:6}  {name:22} {one.seconds:8.3f} {one.megabytes:6.0f}  {one.finish}  {versus}",
                flush=True,
            )


if __name__ == "__main__":
    main()
