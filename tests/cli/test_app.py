"""Start, help, exit codes, and how every end is worded (semantics 21)."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rse_plan
from rse_plan.cli import app as command_line
from rse_plan.errors import ExitCode, UserError, say
from rse_plan.source.span import Span

Run = Callable[..., Any]
COMMANDS = ("init", "render", "why", "diff", "lint", "schema")


def test_version(process: Run) -> None:
    ran = process("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"rse-plan {rse_plan.__version__}\n", "")


def test_help_names_every_command_and_what_to_do_first(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    assert "render --example weldom" in ran.out
    assert all(f"\n  {name} " in ran.out for name in COMMANDS)


def test_no_arguments_show_the_help(run: Run) -> None:
    ran = run()
    assert ran.code == 2
    assert "Usage:" in ran.out + ran.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_for_itself_and_each_option(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    lines = ran.out.split("Options:")[1].splitlines()
    options = [number for number, line in enumerate(lines) if line.startswith("  -")]
    assert len(options) >= 2
    for number in options:
        described = len(lines[number].split("  ")) > 2 or lines[number + 1].startswith("     ")
        assert described, lines[number]


@pytest.mark.parametrize("arguments", [("rendre",), ("render", "--formt", "html"), ("schema",), ("--bogus",)])
def test_wrong_usage_is_2_and_says_where_help_is(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.code == ExitCode.CANNOT
    assert "--help" in ran.err or "-h" in ran.err
    assert ran.out == ""


def test_a_mistyped_command_is_suggested(run: Run) -> None:
    assert "“render”" in run("rendre").err


def ends_with(fault: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise fault

    monkeypatch.setattr(command_line, "app", broken)


def test_a_fault_of_the_person_is_said_with_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    where = Span("answers.yaml", 3, 5, 3, 9)
    ends_with(UserError(say("no “{name}”", name="x"), say("add it"), where), monkeypatch)
    ran = run("render")
    assert (ran.code, ran.out, ran.err) == (2, "", "answers.yaml:3:5: no “x”\n  help: add it\n")


def test_a_fault_without_a_place_names_the_program(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ends_with(UserError(say("no folder")), monkeypatch)
    assert run("render").err == "rse-plan: no folder\n"


def test_a_fault_of_the_program_is_one_line_to_report(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ends_with(KeyError("two\nlines"), monkeypatch)
    ran = run("render")
    assert ran.code == ExitCode.INTERNAL
    assert ran.err.count("\n") == 1
    assert "internal error: KeyError: 'two\\nlines' (test_app.py:" in ran.err
    assert "report" in ran.err


def test_an_interruption_is_130_and_silent(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ends_with(KeyboardInterrupt(), monkeypatch)
    ran = run("render")
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_messages_are_in_the_persons_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert "il n’y a pas" in run("render", "--example", "nowhere").err


def test_what_a_file_holds_cannot_steer_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ends_with(UserError(say("“{text}”", text="\x1b[31mred\x07 \u202ekcab")), monkeypatch)
    assert run("render").err == "rse-plan: “\\x1b[31mred\\x07 \\x202ekcab”\n"


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii", "utf-8"])
def test_a_console_of_another_encoding_shows_the_nearest_signs(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)
    monkeypatch.setattr(console, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", console)
    monkeypatch.setattr(sys, "stderr", console)
    ends_with(UserError(say("à faire\u202f: 漢 … ☐")), monkeypatch)
    assert command_line.run() == 2
    shown = console.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]  # a BytesIO
    assert shown.startswith("rse-plan: " + ("a faire" if encoding == "ascii" else "à faire"))
    assert encoding == "utf-8" or "\u202f" not in shown


def test_a_pipe_is_utf_8_whatever_the_locale(process: Run) -> None:
    ran = process(
        "schema", "answers", environment={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    )
    assert ran.code == 0
    assert "€" in ran.out


def test_a_reader_that_leaves_ends_quietly(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-m", "rse_plan", "schema", "playbook"],
        stdout=writing,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        os.close(writing)
        os.close(reading)
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_french_spaces_are_firm_and_yaml_to_type_is_left_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "x.yaml").write_text("format: 1\n", encoding="utf-8")
    err = run("schema", "answers", "--playbooks", "own").err
    assert "aide\u00a0: " in err
    assert "«\u00a0kind: playbook\u00a0»" in err
