"""How good plans are: mean gaps to the best makespans known, by folder of instances and effort.

    python benchmarks/quality.py FOLDER... [--effort EFFORT]... [--optimal EFFORT]

Each folder holds instances in the neutral form of docs/benchmarks.md. Printed for each folder and effort (all
three, unless some are named): instances planned, mean and largest gap in percent of the best known makespan,
how many are at it, how many are proven (no plan can be shorter: the program's own bound says so), and mean
and longest seconds an instance. With `--optimal`, OR-Tools goes on from the plan of the last effort.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from schedule import Result, planned

from rse_plan.planning.levelling.neutral import WrongInstanceError
from rse_plan.planning.levelling.search import EFFORTS

HEADER = f"{'folder':12} {'effort':14} {'files':>5} {'mean gap':>9} {'largest':>8} {'at best':>8} \
{'proven':>6} {'seconds':>8} {'longest':>8}"


def line(folder: Path, effort: str, results: Sequence[Result]) -> str:
    gaps = [result.gap for result in results if result.gap is not None] or [0.0]
    seconds = [result.seconds for result in results]
    at_best = sum(result.gap is not None and result.gap <= 0 for result in results)
    proven = sum(result.found.is_best for result in results)
    return (
        f"{folder.name:12} {effort:14} {len(results):5} {sum(gaps) / len(gaps):8.2f}% {max(gaps):7.2f}%"
        f" {at_best:8} {proven:6} {sum(seconds) / len(seconds):8.3f} {max(seconds):8.3f}"
    )


def lines(folder: Path, asked: argparse.Namespace) -> Iterator[str]:
    files = sorted(folder.glob("*.json"))
    if not files:
        sys.exit(f"{folder}: no instance here; a folder of .json files is wanted")
    for effort in asked.effort or EFFORTS:
        yield line(folder, effort, [planned(str(file), effort) for file in files])
    if asked.optimal is not None:
        last = (asked.effort or list(EFFORTS))[-1]
        results = [planned(str(file), last, asked.optimal) for file in files]
        yield line(folder, f"optimal {asked.optimal:g}", results)


def main() -> None:
    parser = argparse.ArgumentParser(description="Mean gaps to the best makespans known.")
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--effort", choices=EFFORTS, action="append")
    parser.add_argument("--optimal", type=float, metavar="EFFORT", help="let OR-Tools improve the plans")
    asked = parser.parse_args()
    gc.disable()
    print(HEADER)
    for folder in asked.folders:
        try:
            for told in lines(folder, asked):
                print(told, flush=True)
        except WrongInstanceError as fault:
            sys.exit(str(fault))


if __name__ == "__main__":
    main()
