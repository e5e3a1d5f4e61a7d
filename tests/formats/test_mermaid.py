"""The diagram of the calendar: every bar is read as a bar, by Mermaid's own parser too (external)."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from shutil import copy

import pytest
from changed_plans import plan_of

from examples import LANGUAGES, NAMES, example_plan
from rse_plan.documents.described import Described
from rse_plan.documents.gantt_rows import LaneKind, MarkKind, lanes_of
from rse_plan.documents.words import Words
from rse_plan.formats import mermaid

TESTS = Path(__file__).parents[1]
BAR = re.compile(r"    ([^:\n]+) :((?:\w+, )*)(\d{4}-\d\d-\d\d), (\d{4}-\d\d-\d\d|0d)")
ORDERS = (
    "Click & collect", "Section syndicale", "Call center", "Title", "Weekend", "2027-01-01", "5% du capital",
    "%% x", "Includes", "gantt", "###", "a:b; c #d {e}",
)  # fmt: skip
"""Names of communities that Mermaid would take for something else."""
Bar = tuple[str, str, str, str, bool]
"""Phase, name, first day, last day, whether it is a point."""


def written(name: str, language: str) -> str:
    return mermaid.write(Described(example_plan(name), Words(language)))


def bars(text: str) -> Iterator[Bar]:
    """What stands in the text, line by line."""
    phase = ""
    for line in text.splitlines():
        if line.startswith("    section "):
            phase = line.removeprefix("    section ")
        elif bar := BAR.fullmatch(line):
            point = bar[4] == "0d"
            yield phase, bar[1], bar[3], bar[3] if point else bar[4], point


def named(name: str) -> str:
    made = plan_of("association-60", changes={"community.name": name, "organisation.name": name})
    return mermaid.write(Described(made, Words("fr")))


@pytest.mark.parametrize("name", ["weldom", "association-60"])
def test_every_row_of_the_drawing_is_there(name: str) -> None:
    words = Words("fr")
    lanes = [lane for lane in lanes_of(example_plan(name), words) if lane.kind is not LaneKind.PHASE]
    points = (MarkKind.MILESTONE, MarkKind.OPENING)
    wanted = [
        (mark.start.isoformat(), (mark.start if mark.kind in points else mark.finish).isoformat())
        for lane in lanes
        for mark in lane.marks
    ]
    assert set(wanted) == {(start, end) for _, _, start, end, _ in bars(written(name, "fr"))}


def test_what_the_plan_is_subject_to_stands_above() -> None:
    kind, *lines = written("weldom", "fr").splitlines()
    assert kind == "gantt"
    title = next(line for line in lines if line.startswith("    title "))
    assert title.endswith("Weldom – PROJET, sous réserve de la consultation du CSE")


@pytest.mark.parametrize("name", ORDERS)
def test_a_name_is_never_an_order(name: str) -> None:
    lines = named(name).splitlines()
    begun = [line.split(" :")[0].strip() for line in lines if " :" in line]
    assert begun
    assert not any(
        re.match(r"(?i)(click|call|section|title|weekend|includes|gantt|.?%|\d{4}-|$)", one) for one in begun
    )
    first = len(lines) - len([line for line in lines if BAR.fullmatch(line) or "section " in line])
    assert all(BAR.fullmatch(line) or line.startswith("    section ") for line in lines[first:])


# --- Mermaid ---


@pytest.mark.external
def test_mermaids_own_parser_reads_every_bar(tmp_path: Path) -> None:
    folder = os.environ.get("MERMAID")
    assert folder, "MERMAID names no folder: .ci/mermaid makes it"
    texts = {f"{name}-{language}": written(name, language) for name in NAMES for language in LANGUAGES}
    texts |= {f"named-{number}": named(name) for number, name in enumerate(ORDERS)}
    paths = {name: tmp_path / f"{name}.mmd" for name in texts}
    for name, path in paths.items():
        path.write_text(texts[name], encoding="utf-8")
    script = Path(copy(TESTS / "mermaid_tasks.mjs", folder))
    run = subprocess.run(
        ["node", script.name, *map(str, paths.values())],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    read = json.loads(run.stdout)
    for name, text in texts.items():
        found = [inclusive(*bar) for bar in read[str(paths[name])]["bars"]]
        assert found == list(bars(text)), name


def inclusive(phase: str, name: str, start: str, end: str, milestone: bool) -> Bar:
    """Mermaid counts a bar to the midnight after its last day."""
    last = start if milestone else (date.fromisoformat(end) - timedelta(days=1)).isoformat()
    return phase, name, start, last, milestone
