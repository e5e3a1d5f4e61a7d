"""How long commands take to start and to do one job, beside the bare interpreter and the bare typer.

    python benchmarks/startup.py [rounds]

All are measured in turn within each round, so that a busy machine slows all alike; medians are printed
with their ratio to `import typer`, which is what any typer program pays before its first line.
Wanted: `--version` at most 1.5 times that, `render` of one example with its documents under 10 times.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).parent / ("rse-plan.exe" if sys.platform == "win32" else "rse-plan")
YARDSTICK = "python -c 'import typer'"


def commands(folder: Path) -> Mapping[str, Sequence[str]]:
    """What is measured, by the name it is printed under."""
    playbook = ROOT / "playbooks" / "use-cases" / "idea-box.yaml"
    render = [str(PROGRAM), "render", "--example", "weldom", "--out", str(folder), "--language"]
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        YARDSTICK: [sys.executable, "-c", "import typer"],
        "rse-plan --version": [str(PROGRAM), "--version"],
        "rse-plan --help": [str(PROGRAM), "--help"],
        "rse-plan lint idea-box.yaml": [str(PROGRAM), "lint", str(playbook)],
        "rse-plan render --example weldom --language fr": [*render, "fr"],
        "rse-plan render --example weldom --language fr,en": [*render, "fr,en"],
    }


def seconds(command: Sequence[str]) -> float:
    """The wall time of one run; one that fails ends the benchmark."""
    begin = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - begin


def measure(rounds: int) -> Mapping[str, float]:
    """Median seconds by command."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = commands(Path(folder) / "plan")
        for command in wanted.values():  # once before counting: compiled files and disk caches
            seconds(command)
        taken: dict[str, list[float]] = {name: [] for name in wanted}
        for _ in range(rounds):
            for name, command in wanted.items():
                taken[name].append(seconds(command))
    return {name: median(times) for name, times in taken.items()}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    medians = measure(rounds)
    print(f"{'median of ' + str(rounds):52} {'ms':>7}  x import typer")
    for name, taken in medians.items():
        print(f"{name:52} {taken * 1000:7.0f}  {taken / medians[YARDSTICK]:6.1f}")


if __name__ == "__main__":
    main()
