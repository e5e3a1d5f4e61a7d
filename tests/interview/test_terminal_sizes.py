"""The real program on small terminals, and on one whose size changes: what its screen shows."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are of Unix")

PAGE_DOWN, DOWN = "\x1b[6~", "\x1b[B"
ANSWERED = """\
kind: answers
format: 1
language: fr
documents: [en]
organisation:
  name: Weldom
  headcount: 900
  countries: [FR]
  employers: one
employers:
  - id: weldom
    name: Weldom
    country: FR
    headcount: 900
    works_council: single
goal:
  primary: idea-box
  process: the stores
sponsors:
  - id: main
    level: ceo
stakeholders:
  owner: it
communities:
  - id: ideas
    name: Ideas
    members: 40
    use_case: idea-box
platform:
  product: other
people:
  community-manager:
    hours: unknown
calendar:
  start: 2026-11-30
  decision: 2027-01-22
  target: unknown
"""
"""The quick interview has nothing left to ask, and the hours are not known."""
_STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|[\r\x08]")


class Terminal:
    """What was written to a terminal as text, and what is typed into it."""

    def __init__(self, child: Any) -> None:
        self.child, self.send = child, child.send
        self._shown = ""

    def sees(self, pattern: str) -> list[str]:
        """Waits until this is shown; gives what was written up to there, as rows."""
        import pexpect

        ends = time.monotonic() + 60
        while (found := re.search(pattern, self._shown)) is None:
            try:
                self._shown += self.child.read_nonblocking(10_000, timeout=max(0, ends - time.monotonic()))
            except (pexpect.TIMEOUT, pexpect.EOF):
                raise AssertionError(f"{pattern!r} not in {self._shown}") from None
            self._shown = re.sub("[\u00a0\u202f]", " ", _STEERING.sub("", self._shown))
        rows, self._shown = self._shown[: found.end()], self._shown[found.end() :]
        return [row.rstrip() for row in rows.split("\n")]


Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """The interview in French on a terminal of this size: `start(24, 40, "--full")`."""
    import pexpect

    begun: list[Any] = []

    def started(rows: int, columns: int, *arguments: str) -> Terminal:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "rse_plan", "init", "--language", "fr", *arguments],
            cwd=str(tmp_path),
            env={**os.environ, "TERM": "xterm", "COLUMNS": str(columns), "PROMPT_TOOLKIT_NO_CPR": "1"},
            encoding="utf-8",
            timeout=60,
            dimensions=(rows, columns),
        )
        begun.append(child)
        return Terminal(child)

    yield started
    for child in begun:
        child.close(force=True)


def test_a_small_terminal_shows_whole_words_and_that_a_list_goes_on(start: Start) -> None:
    terminal = start(24, 40)
    terminal.sees("porter \\?")
    terminal.send("Weldom\r")
    terminal.sees("affiliés compris")
    terminal.send("beaucoup\r")
    refused = terminal.sees("chiffres")
    assert refused[-2].endswith("« beaucoup » n’est pas un nombre")
    terminal.send("\x152750\r")
    terminal.sees("pays travaillent")
    terminal.send("\r")
    terminal.sees("Qui emploie")
    terminal.send("\r")
    terminal.sees("question 5 sur")
    rows = terminal.sees("↓ encore \\d+")
    assert all(len(row) < 40 for row in rows), rows
    terminal.send("?")
    again = terminal.sees("↓ encore \\d+")
    told = next(place for place, row in enumerate(again) if row.startswith("? "))
    assert len(again) - told <= 24
    terminal.send(PAGE_DOWN)
    terminal.sees("» la recherche du bon expert")
    terminal.sees("↑.*↓ encore \\d+")


def test_a_new_size_draws_the_question_anew(start: Start) -> None:
    terminal = start(24, 40)
    terminal.sees("Quel nom les documents doivent-ils\\s+porter")
    terminal.child.setwinsize(24, 90)
    terminal.sees("Quel nom les documents doivent-ils porter \\?")


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_the_review_says_what_is_assumed_where_it_is(start: Start, tmp_path: Path, plain: bool) -> None:
    (tmp_path / "answers.yaml").write_text(ANSWERED, encoding="utf-8")
    terminal = start(30, 60, *["--plain"] * plain)
    terminal.sees("Vos réponses")
    if plain:
        assumed = terminal.sees(r"supposé.: 10\b")
        assert all(len(row) < 60 for row in assumed), assumed
        terminal.sees("Entrée seule")
    else:
        terminal.sees(r"supposé.: 10\b")
        terminal.sees("↓ encore \\d+")
        terminal.send("heures d'anim zzz\r")
        terminal.sees("Rien dans la liste ne contient")
        terminal.send("\x7f" * 4 + "\r")
        terminal.sees("Combien d’heures")
        terminal.send("\x02")
        terminal.sees("C’est juste")
    terminal.send("\r")
    terminal.sees("Calcul du plan en cours")
    terminal.sees("confidentiel")


def test_what_is_pressed_while_it_works_goes_nowhere(start: Start, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(ANSWERED, encoding="utf-8")
    terminal = start(24, 80)
    terminal.sees("C’est juste")
    terminal.send("\r")
    terminal.sees("Calcul du plan en cours")
    terminal.send(f"{DOWN}zzz{DOWN}")
    end = "".join(terminal.sees("confidentiel"))
    assert "zzz" not in end
    assert "^[" not in end
