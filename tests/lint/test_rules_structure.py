"""Work that nobody does, that ends where it begins, and asks of a whole day."""

from __future__ import annotations

from pathlib import Path

import pytest
from linted import SHIPPED, pointed

HEAD = "kind: playbook\nformat: 1\nid: own\ntitle: {en: Own, fr: Propre}\n"
TASK = (
    "tasks:\n  - id: do\n    phase: pilot\n    title: {en: Do it, fr: Le faire}\n"
    "    raci: RACI\n    duration: 1d\n    done_when: {en: Done., fr: Fait.}\n"
)
ROUND = (
    "tasks:\n  - id: do\n    phase: pilot\n    title: {en: Do it, fr: Le faire}\n"
    "    raci: {R: hr, A: hr}\n    duration: 1d\n    done_when: {en: Done., fr: Fait.}\n"
    "  - {id: again, kind: ongoing, phase: sustain, from: do, until: UNTIL, every: 1w,\n"
    "     title: {en: Again, fr: Encore}, raci: {R: hr, A: hr}}\n"
)
ASK = (
    "requires: [pilot-by-communities]\nasks:\n  - id: come\n    phase: pilot\n    role: support\n"
    "    do: {en: Come, fr: Venir}\n    minutes: MINUTES\n"
    "    due: {before: pilot-by-communities/open, which: first, by: 5d}\n"
    "    if_refused: {en: It waits., fr: On attend.}\n"
)


@pytest.mark.parametrize(
    ("raci", "expected"),
    [
        ("{A: hr}", [(9, 5, "raci")]),
        ("{R: [], A: hr}", [(9, 5, "raci")]),
        ("{R: hr}", [(9, 5, "raci")]),
        ("{R: hr, A: hr}", []),
        ("{R: [hr, it], A: hr}", []),
    ],
)
def test_somebody_does_it_and_one_answers(
    tmp_path: Path, raci: str, expected: list[tuple[int, int, str]]
) -> None:
    text = HEAD + TASK.replace("RACI", raci)
    assert pointed(tmp_path, {"own.yaml": text}, "one-accountable", library=SHIPPED) == expected


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("do", [(13, 65, "do")]),
        ("own/do", [(13, 65, "own/do")]),
        ("12mo", []),
        ("pilot-by-communities/open", []),
    ],
)
def test_recurring_work_lasts(tmp_path: Path, until: str, expected: list[tuple[int, int, str]]) -> None:
    text = HEAD + "requires: [pilot-by-communities]\n" + ROUND.replace("UNTIL", until)
    found = pointed(tmp_path, {"own.yaml": text}, "wrong-value", library=SHIPPED)
    assert found == expected


@pytest.mark.parametrize(("minutes", "expected"), [("600", ["600"]), ("241", ["241"]), ("240", [])])
def test_an_ask_is_short(tmp_path: Path, minutes: str, expected: list[str]) -> None:
    text = HEAD + ASK.replace("MINUTES", minutes)
    found = pointed(tmp_path, {"own.yaml": text}, "duration-implausible", library=SHIPPED)
    assert [words for _, _, words in found] == expected
