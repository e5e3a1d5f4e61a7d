"""The real program on a pseudo-terminal: what its screen shows, and what is typed into it."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ANSWERED = """\
kind: answers
format: 1
language: en
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
"""A file in which the quick interview has nothing left to ask."""

SIZE = (60, 100)
"""Rows and columns, unless a test wants others."""
_STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|[\r\x08]")


class Terminal:
    """`sees` waits for what the screen shows, no-break spaces being spaces; `send` types."""

    def __init__(self, child: Any) -> None:
        self.child, self.send = child, child.send
        self._shown = ""

    def sees(self, pattern: str) -> re.Match[str]:
        """Waits until this is shown, behind what was seen before."""
        import pexpect

        ends = time.monotonic() + 60
        while (found := re.search(pattern, self._shown, re.DOTALL)) is None:
            try:
                self._shown += self.child.read_nonblocking(10_000, timeout=max(0, ends - time.monotonic()))
            except (pexpect.TIMEOUT, pexpect.EOF):
                raise AssertionError(f"{pattern!r} not in {self._shown}") from None
            self._shown = re.sub("[\u00a0\u202f]", " ", _STEERING.sub("", self._shown))
        self._shown = self._shown[found.end() :]
        return found

    def rows_until(self, pattern: str) -> list[str]:
        """The rows that are shown up to the end of this."""
        found = self.sees(pattern)
        return [row.rstrip() for row in found.string[: found.end()].split("\n")]

    def play(self, *scenes: tuple[str, str]) -> None:
        """What the screen shows, then what is typed."""
        for seen, typed in scenes:
            self.sees(seen)
            self.send(typed)

    def ended(self) -> int:
        """The exit code, once the program has ended by itself."""
        import pexpect

        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus)


Start = Callable[..., Terminal]
"""`start(\"--plain\", text=ANSWERED)`: a test's fixture."""


def begin(folder: Path, *arguments: str, text: str, language: str, size: tuple[int, int]) -> Terminal:
    """The interview in this folder, going on with an answers file that holds `text`."""
    import pexpect

    if text:
        (folder / "answers.yaml").write_text(text, encoding="utf-8")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "rse_plan", "init", "--language", language, *arguments],
        cwd=str(folder),
        env={**os.environ, "TERM": "xterm", "COLUMNS": str(size[1]), "PROMPT_TOOLKIT_NO_CPR": "1"},
        encoding="utf-8",
        timeout=60,
        dimensions=size,
    )
    return Terminal(child)
