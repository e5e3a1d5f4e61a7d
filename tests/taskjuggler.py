"""TaskJuggler's answer to a project of ours."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path
from shutil import which


def scheduled(folder: Path, text: str, report: str) -> list[dict[str, str]]:
    """The rows of a report that the project asks for, once TaskJuggler has planned it without a word."""
    program = which("tj3")
    assert program, "TaskJuggler is not installed: .ci/run installs it"
    (folder / "plan.tjp").write_text(text, encoding="utf-8")
    run = subprocess.run(
        [program, "--silent", "--no-color", "plan.tjp"],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert (run.returncode, run.stderr) == (0, "")
    with (folder / report).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))
