"""20,000 jobs at once: an end, no recursion, and memory that any machine has. Times are never tested."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from planning.levelling import neutral_checker as checker
from planning.levelling.random_forms import Form

from rse_plan.planning.levelling.neutral import read_instance
from rse_plan.planning.levelling.search import level

ROOT = Path(__file__).parents[3]
MANY = 20_000
MOST_MEGABYTES = 250


def form(tasks: list[tuple[int, list[int], int]], capacity: int = 3) -> Form:
    """Tasks by number: duration, needs, and how much of the one resource they take."""
    return {
        "name": "large",
        "start": "2027-01-04",
        "calendar": {"weekend": [5, 6], "holidays": []},
        "resources": {"r": {"capacity": capacity}},
        "tasks": [
            {
                "id": f"t{number}",
                "duration": duration,
                "predecessors": [f"t{need}" for need in needs],
                "demands": {"r": demand} if demand else {},
            }
            for number, (duration, needs, demand) in enumerate(tasks)
        ],
    }


def chain() -> Form:
    return form([(1 + number % 3, [number - 1] if number else [], 1) for number in range(MANY)])


def star() -> Form:
    """One, then thousands that want the same three people, then one after all."""
    middle = [(1 + number % 3, [0], 1 + number % 2) for number in range(MANY - 2)]
    return form([(1, [], 0), *middle, (1, list(range(1, MANY - 1)), 1)])


def mixed() -> Form:
    tasks = [
        (number % 6, sorted({number // 2, number * 7 // 8} - {number}), number % 4) for number in range(MANY)
    ]
    return form(tasks)


SHAPES = {"chain": chain, "star": star, "mixed": mixed}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("effort", ["quick", "standard"])
def test_thousands_of_jobs_have_a_plan(shape: str, effort: str) -> None:
    data = SHAPES[shape]()
    instance = read_instance(data)
    found = level(instance.project, effort)
    starts = instance.by_task(found.placing.start)
    assert checker.faults(data, starts) == []
    work = sum(task["duration"] * task["demands"].get("r", 0) for task in data["tasks"])
    assert checker.makespan(data, starts) >= max(found.bound, work // 3)
    assert found.score <= sum(task["duration"] for task in data["tasks"])


CHILD = """
import re, resource, runpy, sys
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
try:
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status", encoding="utf-8").read())[1]) / 1024
except OSError:  # no such file but on Linux, where the other figure counts the parent's memory too
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
print(peak, file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no peak memory to its processes")
@pytest.mark.parametrize("shape", SHAPES)
def test_a_large_schedule_fits_into_memory(shape: str, tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    file.write_text(json.dumps(SHAPES[shape]()), encoding="utf-8")
    command = [sys.executable, "-c", CHILD, ROOT / "benchmarks" / "schedule.py", file, "--csv"]
    run = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8", timeout=300)
    assert run.stdout.count("\n") == MANY + 1
    assert 5 < float(run.stderr.split()[-1]) < MOST_MEGABYTES
