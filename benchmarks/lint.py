"""`rse-plan lint` beside the linters that people know, whole processes on the same files in one run.

    python benchmarks/lint.py [SIZE...] [--rounds N]

For each size, a library of that many playbooks of over 150 lines is made: the bundled use cases, each copy
under an id of its own. Printed are median wall time and peak memory, and how many times the time of
`rse-plan lint` the others take, of

- `rse-plan lint FOLDER`, for one playbook `rse-plan lint FILE`, as a pre-commit hook calls it,
- yamllint with its default rules but those on line lengths and braces, which judge style alone,
- check-jsonschema with our schema of playbooks,
- the floor: PyYAML's C loader composing the same files, and nothing else.

`rse-plan` finds faults between files, of meaning and of wording; the others know syntax, style or shape.
Wanted, from the installed program: one playbook in at most check-jsonschema's time; a thousand in at most a
fifth of check-jsonschema's and of yamllint's, at most four times the floor, under 300 MB.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parent.parent
PROGRAMS = Path(sys.executable).parent
SHORTEST, LONGEST = 120, 230
"""Lines of the bundled playbooks that are copied: 150 on average."""
OF_THEIR_OWN = re.compile(r"^(questions|    decides):", re.MULTILINE)
YAMLLINT = "{extends: default, rules: {line-length: disable, braces: disable, document-start: disable}}"
OURS = "rse-plan lint"
SCHEMA = "check-jsonschema"
FLOOR = "PyYAML's C loader"
COMPOSE = """
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).rglob("*.yaml")):
    with path.open("rb") as source:
        yaml.compose(source, Loader=yaml.CSafeLoader)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall time and peak memory."""

    seconds: float
    megabytes: float


def models() -> Iterator[tuple[str, str]]:
    """Id and text of the bundled playbooks that are copied.

    None has questions, whose ids would be doubled, or decides on its own, for which councils must be told.
    """
    for path in sorted((ROOT / "playbooks" / "use-cases").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if SHORTEST <= text.count("\n") <= LONGEST and not OF_THEIR_OWN.search(text):
            yield path.stem, text


def make_library(size: int, folder: Path) -> None:
    """A number of playbooks, spread over folders of a hundred."""
    known = tuple(models())
    for number in range(size):
        model, text = known[number % len(known)]
        name = f"{model}-{number:04}"
        own = re.sub(rf"(?<![\w.-]){model}/", f"{name}/", text.replace(f"\nid: {model}\n", f"\nid: {name}\n"))
        path = folder / f"{number // 100:02}" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(own, encoding="utf-8")


def commands(folder: Path) -> Mapping[str, Sequence[str | Path]]:
    """What is measured, by the name it is printed under."""
    files = sorted(folder.rglob("*.yaml"))
    return {
        OURS: [PROGRAMS / "rse-plan", "lint", files[0] if len(files) == 1 else folder],
        "yamllint": [PROGRAMS / "yamllint", "-d", YAMLLINT, folder],
        SCHEMA: [PROGRAMS / "check-jsonschema", "--schemafile", ROOT / "schema" / "playbook.json", *files],
        FLOOR: [sys.executable, "-c", COMPOSE, folder],
    }


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """One process; one that finds anything, or fails, ends the benchmark: the files are sound."""
    with tempfile.TemporaryFile() as written:
        begin = perf_counter()
        process = subprocess.Popen(command, stdout=written, stderr=subprocess.STDOUT, cwd=folder)
        _, status, used = os.wait4(process.pid, 0)
        seconds = perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            written.seek(0)
            sys.exit(f"{command[0]} ended with {process.returncode}: {written.read(3000).decode()}")
    return Run(seconds, used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def measure(size: int, rounds: int) -> Mapping[str, Run]:
    """Medians by command; all are run in turn within each round, so that a busy machine slows all alike."""
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        make_library(size, folder)
        wanted = commands(folder)
        run(wanted[OURS], folder)  # once before counting: compiled files and disk caches
        taken: dict[str, list[Run]] = {name: [] for name in wanted}
        for _ in range(rounds):
            for name, command in wanted.items():
                taken[name].append(run(command, folder))
    return {
        name: Run(median(one.seconds for one in runs), max(one.megabytes for one in runs))
        for name, runs in taken.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="rse-plan lint beside other linters.")
    parser.add_argument("sizes", type=int, nargs="*", default=[1, 100, 1000], metavar="SIZE")
    parser.add_argument("--rounds", type=int, default=0, help="default: 7 for one file, else 1")
    asked = parser.parse_args()
    print(f"{'files':>6}  {'program':20} {'seconds':>8} {'MB':>5}  its time / ours")
    for size in asked.sizes:
        runs = measure(size, asked.rounds or (7 if size == 1 else 1))
        for name, one in runs.items():
            ratio = one.seconds / runs[OURS].seconds
            print(f"{size:6}  {name:20} {one.seconds:8.3f} {one.megabytes:5.0f}  {ratio:8.2f}", flush=True)


if __name__ == "__main__":
    main()
