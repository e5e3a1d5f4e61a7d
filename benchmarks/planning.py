"""How long planning the examples takes once they are read: quick and standard, beside making a bare process.

    python benchmarks/planning.py [RUNS]

Prints medians in milliseconds: what must be in the plan (prepare), levelling and dates at each effort, and a
quick plan of other answers from scratch; each also as a share of starting a Python that does nothing.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

from rse_plan.cli.inputs import folders
from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.pipeline import dates, load, prepare
from rse_plan.planning.levelling.effort import QUICK, STANDARD
from rse_plan.planning.schedule import schedule
from rse_plan.resources import example_label, example_path

EXAMPLES = ("weldom", "bnp-personal-finance", "lagardere-publicite")


def timed(work: Callable[[], object], runs: int) -> float:
    """The median time of some runs, in milliseconds, after one that does not count."""
    work()
    times = []
    for _ in range(runs):
        begun = perf_counter()
        work()
        times.append(1000 * (perf_counter() - begun))
    return median(times)


def works(answers: Answers, library: Library) -> Mapping[str, Callable[[], object]]:
    """What is timed of one example."""
    ready = prepare(answers, library)
    return {
        "prepare": lambda: prepare(answers, library),
        "quick": lambda: schedule(ready.network, ready.jobs, ready.grid, QUICK),
        "standard": lambda: schedule(ready.network, ready.jobs, ready.grid, STANDARD),
        "other answers, quick": lambda: dates(answers, library, QUICK),
        "other answers, standard": lambda: dates(answers, library),
    }


def main(runs: int) -> None:
    """Print the table."""
    bare = timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), runs)
    print(f"python -c pass: {bare:.1f} ms")
    for name in EXAMPLES:
        loaded = load(example_path(name), folders(()), example_label(name))
        if loaded.answers is None:
            sys.exit(f"the example {name} cannot be read")
        print(name)
        for label, work in works(loaded.answers, loaded.library).items():
            taken = timed(work, runs)
            print(f"  {label:<24}{taken:8.1f} ms{taken / bare:8.2f} of a bare process")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
