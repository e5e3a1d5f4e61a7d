"""Plan projects given in the neutral form of docs/benchmarks.md, and tell how good the plans are.

    python benchmarks/schedule.py FILE... [--effort quick|standard|thorough] [--optimal EFFORT]
    python benchmarks/schedule.py FILE --csv

Prints `name,makespan,best,gap_percent,seconds` for each file, and the means on stderr; with `--csv` the
schedule itself, `task,start,finish`, and its figures on stderr. Makespans are working days, and so are gaps
in percent of the best makespan known; seconds are those of reading and planning. A file that cannot be
planned is told on stderr, the others are planned, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import NamedTuple

from rse_plan.planning.levelling.neutral import Instance, WrongInstanceError, read_instance
from rse_plan.planning.levelling.search import EFFORTS, Levelled, level

HEADER = "name,makespan,best,gap_percent,seconds"


class Result(NamedTuple):
    """One instance, planned."""

    instance: Instance
    found: Levelled
    seconds: float

    @property
    def makespan(self) -> int:
        """Working days from the start to the end of the last task."""
        return max(self.found.placing.release, default=0)

    @property
    def gap(self) -> float | None:
        """Percent above the best makespan known; None where none is known."""
        best = self.instance.best
        return (self.makespan - best) / best * 100 if best else None

    def __str__(self) -> str:
        name = f'"{self.instance.name}"' if "," in self.instance.name else self.instance.name
        best = "" if self.instance.best is None else self.instance.best
        gap = "" if self.gap is None else f"{self.gap:.2f}"
        return f"{name},{self.makespan},{best},{gap},{self.seconds:.3f}"


def planned(path: str, effort: str, optimal: float | None = None) -> Result:
    """The plan of one file; with `optimal`, the best that OR-Tools finds within that effort.

    Raises WrongInstanceError, which names the file.
    """
    begin = perf_counter()
    try:
        with open(path, encoding="utf-8") as file:  # pathlib would take longer to load than this
            instance = read_instance(json.load(file))
    except (OSError, ValueError, RecursionError) as fault:
        raise WrongInstanceError(f"{path}: cannot be read: {fault}") from None
    except WrongInstanceError as fault:
        raise WrongInstanceError(f"{path}: {fault}") from None
    found = level(instance.project, effort)
    if optimal is not None:
        found = proven(instance, found, optimal)
    return Result(instance, found, perf_counter() - begin)


def proven(instance: Instance, found: Levelled, limit: float) -> Levelled:
    """What OR-Tools makes of a plan; without it, a sentence that says what to install."""
    from rse_plan.errors import UserError  # noqa: PLC0415  # only --optimal needs these, and they take long
    from rse_plan.planning.levelling.optimal import improve  # noqa: PLC0415  # the same

    try:
        return improve(instance.project, found, limit)
    except UserError as fault:
        sys.exit(f"{fault}; {fault.help}")


def schedule(result: Result) -> Iterator[tuple[str, str, str]]:
    """Task, first and last working day; a point in time has one day, and what is after 9999 none."""
    instance, placing = result.instance, result.found.placing
    days = {}
    for position, (start, release) in enumerate(
        zip(instance.by_task(placing.start), instance.by_task(placing.release), strict=True)
    ):
        finish = max(start, release - 1)
        for day in (start, finish):
            if day not in days:
                days[day] = str(instance.calendar.day(day) or "")
        yield instance.tasks[position], days[start], days[finish]


def print_schedule(result: Result) -> None:
    import csv  # noqa: PLC0415  # not needed for figures

    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(("task", "start", "finish"))
    rows.writerows(schedule(result))


def means(results: Sequence[Result]) -> str:
    gaps = [result.gap for result in results if result.gap is not None]
    seconds = [result.seconds for result in results]
    gap = f"{sum(gaps) / len(gaps):.2f}" if gaps else ""
    return f"mean of {len(results)},,,{gap},{sum(seconds) / len(seconds):.3f}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Plan projects given in the neutral form.")
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--csv", action="store_true", help="print the schedule of one file")
    parser.add_argument("--effort", choices=EFFORTS, default="standard")
    parser.add_argument("--optimal", type=float, metavar="EFFORT", help="let OR-Tools improve the plan")
    asked = parser.parse_args()
    if asked.csv and len(asked.files) > 1:
        parser.error("--csv prints the schedule of one file")
    return asked


def main() -> None:
    asked = arguments()
    gc.disable()  # plans are made of numbers and hold no cycles: looking for some costs a fifth of the time
    results, faults = [], 0
    if not asked.csv:
        print(HEADER)
    for path in asked.files:
        try:
            result = planned(path, asked.effort, asked.optimal)
        except WrongInstanceError as fault:
            print(fault, file=sys.stderr)
            faults += 1
            continue
        results.append(result)
        print(result, file=sys.stderr if asked.csv else sys.stdout, flush=True)
        if asked.csv:
            print_schedule(result)
    if len(results) > 1:
        print(means(results), file=sys.stderr)
    if faults:
        sys.exit(1)


if __name__ == "__main__":
    main()
