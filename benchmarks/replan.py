"""How long planning again takes beside planning at all, of one plan of so many tasks, in one run.

    python benchmarks/replan.py [--tasks 5000] [--rounds N]

Both make the whole plan at effort `quick` from answers and playbooks that are read. Again it is made in the
middle of its preparation: with nothing new, with one task four weeks late, with one that was done sooner, and
with fewer hours of the community managers. Wanted: within twice the time of planning.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from rse_plan.library import Sourced
from rse_plan.library.compiled import bundled_folder
from rse_plan.library.with_answers import Loaded
from rse_plan.model.progress import ProgressFile, read_progress
from rse_plan.pipeline import load, remade
from rse_plan.planning.course import Course
from rse_plan.planning.former import former_of
from rse_plan.planning.levelling.effort import QUICK
from rse_plan.planning.plan import Plan, Planned
from rse_plan.planning.variants import with_hours
from rse_plan.source.yaml_reader import read_text

sys.path.insert(0, str(Path(__file__).parent))
from large_organisation import HOURS_A_COMMUNITY, make_large  # beside this file

HEAD = "kind: progress\nformat: 1\nitems:\n"
ROLE = "community-manager"


def reported(line: str) -> Sourced[ProgressFile]:
    """A progress file of one report."""
    document = read_text(f"{HEAD}  - {line}\n", "progress.yaml").document
    found = read_progress(document) if document is not None else None
    if found is None or found.value is None:
        sys.exit(f"no report: {line}")
    return Sourced(found.value, found.document)


def seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def chosen(made: Plan, today: date) -> Iterator[Planned]:
    """Tasks that the first opening hangs on and that are under way."""
    for item in made.items:
        if item.kind == "task" and item.critical and item.start < today <= item.finish:
            yield item


def works(loaded: Loaded, made: Plan) -> dict[str, Callable[[], object]]:
    """What is timed."""
    answers, library = loaded.answers, loaded.library
    if answers is None or made.first_opening is None:
        sys.exit("the organisation cannot be planned")
    today = made.start + (made.first_opening - made.start) / 2
    former = former_of(made)
    task = next(chosen(made, today), None)
    if task is None:
        sys.exit("no task is under way on that day")
    until = task.finish + timedelta(weeks=4)
    late = reported(f"{{id: {task.id}, blocked: {today - timedelta(days=1)}, reason: x, until: {until}}}")
    soon = reported(f"{{id: {task.id}, done: {today - timedelta(days=1)}}}")
    fewer = with_hours(answers, ROLE, round(0.9 * (made.people[ROLE].hours or HOURS_A_COMMUNITY)))
    nothing = replace(former, inputs=replace(former.inputs, rse_plan="another"))

    def again(course: Course) -> Callable[[], object]:
        return lambda: remade(answers, library, QUICK, course)

    return {
        "planning": lambda: remade(answers, library, QUICK),
        "again, nothing new": again(Course(today, nothing)),
        "again, one task late": again(Course(today, former, late)),
        "again, one task done sooner": again(Course(today, former, soon)),
        "again, other hours": lambda: remade(fewer, library, QUICK, Course(today, former)),
    }


def main(tasks: int, rounds: int) -> None:
    """Print the table."""
    with TemporaryDirectory() as folder:
        loaded = load(make_large(tasks, Path(folder)), (bundled_folder(),))
    if loaded.answers is None:
        sys.exit("the organisation cannot be read")
    made = remade(loaded.answers, loaded.library, QUICK)
    print(f"{sum(item.kind != 'ongoing' for item in made.items)} tasks")
    timed = works(loaded, made)
    taken: dict[str, list[float]] = {name: [] for name in timed}
    for _ in range(rounds):
        for name, work in timed.items():
            taken[name].append(seconds(work))
    base = median(taken["planning"])
    for name, times in taken.items():
        print(f"{name:30} {median(times):8.3f} s   {median(times) / base:.2f} times planning")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Planning again beside planning.")
    parser.add_argument("--tasks", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    main(options.tasks, options.rounds)
