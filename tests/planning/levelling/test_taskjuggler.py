"""TaskJuggler as oracle: without contention both programs give every task the same dates (semantics 34)."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from taskjuggler import scheduled

from rse_plan.planning.levelling.neutral import Instance, read_instance
from rse_plan.planning.levelling.search import level

pytestmark = pytest.mark.external

ROOT = Path(__file__).parents[3]
FILES, PROJECTS, TASKS = 10, 20, 15
WEEKENDS = ([5, 6], [4, 5], [6], [])
END = date(2027, 10, 1)
"""Wide of where any of them ends, and not wider: TaskJuggler's time grows with it."""


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """The script that says a neutral form in TaskJuggler's words."""
    spec = importlib.util.spec_from_file_location(
        "benchmarks_taskjuggler", ROOT / "benchmarks" / "taskjuggler.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def project(random: Random, calendar: dict[str, Any], start: str) -> dict[str, Any]:
    """A project in which each task has a person of its own: TaskJuggler then tells the day work begins on."""
    tasks = []
    for number in range(TASKS):
        before = random.sample(range(number), min(number, random.randrange(4)))
        lags = [random.choice([0, 0, 1, 2, 7]) for _ in before]
        duration = random.choice([0, 1, 1, 2, 3, 5, 8])
        tasks.append(
            {
                "id": f"t{number}",
                "duration": duration,
                "predecessors": [
                    {"task": f"t{other}", "lag": lag} if lag else f"t{other}"
                    for other, lag in zip(before, lags, strict=True)
                ],
                "demands": {f"p{number}": 1} if duration else {},
            }
        )
    people = {f"p{number}": {"capacity": 1} for number in range(TASKS)}
    return {"name": "free", "start": start, "calendar": calendar, "resources": people, "tasks": tasks}


def projects(seed: int) -> list[dict[str, Any]]:
    """Projects of one file, which share its calendar and its start."""
    random = Random(seed)  # noqa: S311  # no secret is drawn
    first = date(2027, 1, 1) + timedelta(days=random.randrange(60))
    closed = sorted({first + timedelta(days=random.randrange(250)) for _ in range(random.randrange(25))})
    calendar = {"weekend": WEEKENDS[seed % 4], "holidays": [day.isoformat() for day in closed]}
    return [project(random, calendar, first.isoformat()) for _ in range(PROJECTS)]


def written(benchmark: ModuleType, made: Sequence[dict[str, Any]]) -> str:
    """All projects of a file, their tasks and people told apart by the project's number."""
    lines = list(benchmark.head(made[0], END, 8))
    for number, data in enumerate(made):
        lines += [
            *benchmark.resources(data, f"r{number}x"),
            *benchmark.tasks(data, f"t{number}x", f"r{number}x"),
        ]
    return "\n".join([*lines, *benchmark.report("%Y-%m-%d-%H")]) + "\n"


def theirs(folder: Path, text: str) -> dict[str, tuple[str, str]]:
    """First and last instant of each task, as TaskJuggler's report has them."""
    return {row["Id"]: (row["Start"], row["End"]) for row in scheduled(folder, text, "report.csv")}


def ours(instance: Instance, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The same instants from our days: work begins at nine, ends at 17, and a point is when what it waits
    for has ended, or the first midnight of all."""
    found = level(instance.project).placing
    days = zip(instance.by_task(found.start), instance.by_task(found.release), data["tasks"], strict=True)
    for start, release, task in days:
        if task["duration"]:
            yield f"{instance.calendar.day(start)}-09", f"{instance.calendar.day(release - 1)}-17"
        else:
            point = f"{instance.calendar.day(start - 1)}-17" if start else f"{data['start']}-00"
            yield point, point


@pytest.mark.parametrize("seed", range(FILES))
def test_without_contention_all_dates_are_taskjugglers(
    seed: int, benchmark: ModuleType, tmp_path: Path
) -> None:
    made = projects(seed)
    told = theirs(tmp_path, written(benchmark, made))
    wanted = {
        f"t{number}x{position}": dates
        for number, data in enumerate(made)
        for position, dates in enumerate(ours(read_instance(data), data))
    }
    assert len(wanted) == PROJECTS * TASKS
    assert told == wanted
    assert all(datetime.fromisoformat(start[:10]).date() < END for start, _ in told.values())
