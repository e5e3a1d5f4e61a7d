"""`rse-plan lint` in process over files that may be anything, and what holds whatever they are (style 15)."""

from __future__ import annotations

import faulthandler
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from rse_plan.cli import app as command_line

TOO_LONG = 60
"""Seconds after which one run counts as hung: the slowest in the tests takes a few."""

Finding = Mapping[str, Any]


class Command:
    """`rse-plan lint --format json`, with every rule asked for, where the test has gone."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code and what was printed on both streams; one of 0, 1, 2, and no traceback."""
        self._monkeypatch.setattr(sys, "argv", ["rse-plan", "lint", *arguments])
        with _ending():
            code = command_line.run()
        shown = self._capsys.readouterr()
        assert "Traceback" not in shown.out + shown.err
        assert code in (0, 1, 2), (code, shown.err)
        return code, shown.out, shown.err

    def findings(self, contents: Mapping[str, bytes], *paths: str) -> tuple[int, list[Finding]]:
        """Write files, look at the paths (else at each file), and take the files away.

        Each finding has its place inside its file, and the exit code is the one that they call for; code 2
        has its reason on the other stream.
        """
        for name, content in contents.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(content)
        code, out, err = self.run(*(paths or contents), "--profile", "published", "--format", "json")
        for name in contents:
            Path(name).unlink()
        if code == 2:
            assert err
            return code, []
        found: list[Finding] = json.loads(out)["findings"]
        assert (code == 1) == bool(found)
        texts = {name: as_lines(content) for name, content in contents.items()}
        for one in found:
            assert_inside(one, texts[one["path"]])
        return code, found


def as_lines(content: bytes) -> list[str]:
    """The lines of a file as editors count them; of one too large to read, the place before it."""
    if len(content) > 1024 * 1024:
        return [""]
    text = content.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def assert_inside(found: Finding, lines: list[str]) -> None:
    """A finding begins and ends inside its file, and not before it begins."""
    start, end = (found["line"], found["column"]), (found["end_line"], found["end_column"])
    assert (1, 1) <= start <= end, found
    for line, column in (start, end):
        assert line <= len(lines), found
        assert 1 <= column <= len(lines[line - 1]) + 1, found


@contextmanager
def _ending() -> Iterator[None]:
    """A hang cannot be caught from inside: the whole run is ended, with the place where it hung."""
    faulthandler.dump_traceback_later(TOO_LONG, exit=True, file=sys.__stderr__)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
