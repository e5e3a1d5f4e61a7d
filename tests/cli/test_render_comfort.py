"""`render --format all`, `--today`, `--open`, and the line that shows what takes long."""

from __future__ import annotations

import io
import os
import re
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from examples import example_plan
from rse_plan.cli import opening, progress
from rse_plan.cli.completion import complete_format
from rse_plan.cli.shell import words
from rse_plan.errors import UnavailableError, UserError, say
from rse_plan.formats import documents

Run = Callable[..., Any]
NAME = "association-60"
EXAMPLE = ("render", "--example", NAME, "--language", "en")
DAY = date(2027, 3, 3)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# All formats


def test_all_writes_what_is_possible_and_says_what_is_not(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that is missing, and a format that says itself that it cannot be written here."""

    def nowhere(_: object) -> Any:
        yield documents.Output("half.csv", b"half")
        raise UnavailableError(say("there is no browser to print with"))

    monkeypatch.setattr(documents, "FORMATS", {"markdown": "", "csv": "", "ics": "calendar"})
    monkeypatch.setattr("rse_plan.formats.csv.outputs", nowhere)
    monkeypatch.setitem(sys.modules, "icalendar", None)
    monkeypatch.delitem(sys.modules, "rse_plan.formats.ics", raising=False)
    ran = run(*EXAMPLE, "--format", "all")
    assert ran.code == 0
    assert names(tmp_path / "plan") == {".rse-plan.json", "brief.md", "plan.md", "register.md"}
    assert "the format csv is left out: there is no browser to print with" in ran.err
    assert 'not installed: ics; to have them: pip install "rse-plan[calendar]"' in ran.err
    asked = run(*EXAMPLE, "--format", "ics")
    assert (asked.code, 'pip install "rse-plan[calendar]"' in asked.err) == (2, True)
    assert run(*EXAMPLE, "--format", "csv").code == 2


def test_what_cannot_be_made_today_is_kept_as_it_was(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "FORMATS", {"markdown": "", "csv": ""})
    run(*EXAMPLE, "--format", "all")
    before = names(tmp_path / "plan")

    def nowhere(_: object) -> Any:
        raise UnavailableError(say("the browser ended"))
        yield

    monkeypatch.setattr("rse_plan.formats.csv.outputs", nowhere)
    assert run(*EXAMPLE, "--format", "all").code == 0
    assert names(tmp_path / "plan") == before


def test_a_fault_that_is_not_the_computers_stops_all(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A template that cannot be filled is to be mended, not to be left out."""

    def faulty(_: object) -> Any:
        raise UserError(say("this template cannot be filled: {reason}", reason="x"))
        yield

    monkeypatch.setattr(documents, "FORMATS", {"markdown": "", "csv": ""})
    monkeypatch.setattr("rse_plan.formats.csv.outputs", faulty)
    ran = run(*EXAMPLE, "--format", "all")
    assert (ran.code, names(tmp_path)) == (2, set())
    assert "this template cannot be filled" in ran.err


def test_a_word_beside_all_is_still_looked_at(run: Run, tmp_path: Path) -> None:
    ran = run(*EXAMPLE, "--format", "all,odt")
    assert (ran.code, "“odt”" in ran.err, names(tmp_path)) == (2, True, set())


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("mark", ["markdown"]),
        ("markdown,ht", ["markdown,html"]),
        ("markdown,mark", []),
        ("al", ["all"]),
        ("x", ["xlsx"]),
    ],
)
def test_formats_complete_in_a_list(typed: str, offered: list[str]) -> None:
    assert complete_format(typed) == offered


# Today


def pages(today: date | None) -> dict[str, str]:
    """The files of an example in English."""
    wishes = documents.Wishes(today=today)
    made = documents.write(example_plan(NAME), ("en",), ("html", "json", "mermaid"), (), wishes)
    return {output.name: output.content.decode() for output in made}


def test_today_is_a_line_with_its_words_in_the_calendar_alone() -> None:
    plain, marked = pages(None), pages(DAY)
    page = marked["plan.html"].replace("\u00a0", " ")
    assert '<path class="today"' in page
    assert "Today: 3 Mar</text>" in page
    assert re.search(r'<desc id="gantt-words">[^<]* Today: 3 Mar\.</desc>', page)
    assert "Today: 3 March 2027. What runs on that day is marked." in page
    assert '<span class="sign">today</span></th>' in page
    assert {name for name in plain if plain[name] != marked[name]} == {"plan.html"}
    assert "oday" not in re.sub(r"<style>.*?</style>", "", plain["plan.html"], flags=re.DOTALL)


def test_a_day_outside_the_calendar_is_a_sentence_and_no_line(run: Run, tmp_path: Path) -> None:
    ran = run(*EXAMPLE, "--format", "html", "--today", "2035-01-01")
    assert ran.code == 0
    assert "1 January 2035 is not marked: the calendar of this plan is drawn from 1 " in ran.err
    assert (tmp_path / "plan" / "plan.html").read_text(encoding="utf-8") == pages(None)["plan.html"]


@pytest.mark.parametrize("typed", ["3 March", "2027-13-01", "tomorrow"])
def test_a_day_that_is_none_is_refused(run: Run, tmp_path: Path, typed: str) -> None:
    ran = run(*EXAMPLE, "--today", typed)
    assert (ran.code, names(tmp_path)) == (2, set())
    assert f"“{typed}” does not fit --today" in ran.err
    assert "2027-01-31" in ran.err


# Opening


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a program of Linux desktops")
@pytest.mark.usefixtures("screen")
@pytest.mark.parametrize(("code", "said"), [(0, ""), (3, "plan/brief.html was not opened: no program for")])
def test_the_persons_own_program_is_handed_the_brief(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "xdg-open"
    program.write_text(f'#!/bin/sh\necho noise; printf %s "$1" > "{tmp_path}/opened"; exit {code}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    ran = run(*EXAMPLE, "--format", "html", "--open")
    assert ran.code == 0
    assert (tmp_path / "opened").read_text() == str((tmp_path / "plan" / "brief.html").resolve())
    assert "noise" not in ran.out + ran.err
    assert ran.err.startswith(said)
    assert bool(ran.err) == bool(said)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a program of Linux desktops")
@pytest.mark.usefixtures("screen")
def test_a_program_that_keeps_running_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "xdg-open"
    program.write_text("#!/bin/sh\nexec sleep 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(opening, "ANSWERS_WITHIN", 0.05)
    began = time.monotonic()
    opening.open_document(tmp_path / "a.html", words("en"))
    assert time.monotonic() - began < 2
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("platform", "variables", "shows"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"SSH_CONNECTION": "a b c d", "DISPLAY": "localhost:10"}, True),
        ("darwin", {}, True),
        ("darwin", {"SSH_CONNECTION": "a b c d"}, False),
        ("win32", {"SSH_TTY": "x"}, False),
    ],
)
def test_nothing_is_started_where_nobody_would_see_it(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], shows: bool
) -> None:
    for name in ("SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert opening._has_screen() is shows


def test_without_a_screen_or_a_document_there_is_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    ran = run(*EXAMPLE, "--format", "markdown", "--open")
    assert (ran.code, ran.err) == (
        0,
        "plan/brief.md was not opened: there is no screen here to show it on\n",
    )
    assert "nothing to open" in run(*EXAMPLE, "--format", "json", "--open").err


# Progress


GONE = "\x1b[?25h\r\x1b[1A\x1b[2K"
"""The cursor is shown again, and the line is taken away."""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal_shown(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal as standard error, for a test itself to set: pytest sets its own after each fixture."""
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    return shown


def test_a_long_render_says_what_is_being_made(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_shown(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    seen: list[str] = []
    tell = progress._Line.tell
    monkeypatch.setattr(
        progress._Line, "tell", lambda line, what, /: (seen.append(str(what)), tell(line, what))[1]
    )
    assert run(*EXAMPLE, "--format", "markdown,json").code == 0
    assert seen == ["Planning", "Writing markdown (en)", "Writing json (en)"]
    assert "Writing" in terminal.getvalue()
    assert terminal.getvalue().endswith(GONE)


def test_what_is_quick_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_shown(monkeypatch)
    with progress.shown(str) as doing:
        doing(say("Planning"))
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(("name", "value"), [("TERM", "dumb"), ("CI", "true")])
def test_nothing_is_drawn_where_nothing_can_be(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    terminal = terminal_shown(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setenv(name, value)
    with progress.shown(str) as doing:
        doing(say("Planning"))
        time.sleep(0.05)
    assert terminal.getvalue() == ""


def interrupted(terminal: Terminal) -> None:
    with progress.shown(str) as doing:
        doing(say("Planning"))
        ends = time.monotonic() + 20
        while "Planning" not in terminal.getvalue() and time.monotonic() < ends:
            time.sleep(0.01)
        raise KeyboardInterrupt


def test_a_fault_takes_the_line_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_shown(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with pytest.raises(KeyboardInterrupt):
        interrupted(terminal)
    assert "Planning" in terminal.getvalue()
    assert terminal.getvalue().endswith(GONE), "and the cursor is shown again"
