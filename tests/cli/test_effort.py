"""`--effort` and `--optimal`: what they take, what they refuse, and that a pipe is shown no bar."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rse_plan.cli.effort import spelled_out, watched
from rse_plan.cli.given import EffortWord
from rse_plan.planning.levelling.effort import Effort, Progress

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["--optimal"], ["--optimal=10"]),
        (["--optimal", "30"], ["--optimal", "30"]),
        (["--optimal=2.5", "a.yaml"], ["--optimal=2.5", "a.yaml"]),
        (["--optimal", "a.yaml"], ["--optimal=10", "a.yaml"]),
        (["--optimal", "--force"], ["--optimal=10", "--force"]),
        (["--optimal", "--", "3"], ["--optimal=10", "--", "3"]),
        (["--", "--optimal"], ["--", "--optimal"]),
        (["--optimal", "-4"], ["--optimal", "-4"]),
    ],
)
def test_optimal_may_stand_alone(typed: list[str], meant: list[str]) -> None:
    assert spelled_out(typed) == meant


@pytest.mark.parametrize("number", ["0", "-1", "inf", "nan"])
def test_a_number_that_is_no_effort_is_refused(run: Run, number: str) -> None:
    ran = run("render", "--example", "weldom", "--optimal", number)
    assert ran.code == 2
    assert "--optimal" in ran.err
    assert "--optimal 10" in ran.err


@pytest.mark.parametrize(
    ("word", "advice"),
    [("quick", "one of standard, thorough"), ("thorogh", "did you mean “thorough”?")],
)
def test_only_efforts_for_documents_are_taken(run: Run, word: str, advice: str) -> None:
    """A quick plan is for comparisons only (semantics 24)."""
    ran = run("render", "--example", "weldom", "--effort", word)
    assert ran.code == 2
    assert advice in ran.err


@pytest.mark.parametrize("command", [("render",), ("check",), ("why", "kick-off")])
def test_every_command_that_plans_seeks_the_best_plan(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    asked: list[Effort] = []

    def noted(_answers: object, _library: object, effort: Effort, _course: object = None) -> None:
        asked.append(effort)
        raise KeyboardInterrupt

    monkeypatch.setattr("rse_plan.pipeline.plan", noted)
    assert run(*command, "--example", "weldom", "--effort", "thorough", "--optimal").code == 130
    assert asked == [Effort("thorough", 10.0)]


@pytest.mark.parametrize("command", [("render",), ("check",), ("why", "kick-off")])
def test_for_a_plan_under_way_none_is_sought_and_the_person_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    asked: list[Effort] = []

    def noted(_answers: object, _library: object, effort: Effort, _course: object = None) -> None:
        asked.append(effort)
        raise KeyboardInterrupt

    (tmp_path / "said.yaml").write_text(
        "kind: progress\nformat: 1\nitems:\n  - {id: framing/interviews, done: 2027-01-15}\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("rse_plan.pipeline.plan", noted)
    ran = run(*command, "--example", "weldom", "--progress", "said.yaml", "--optimal")
    assert (ran.code, asked) == (130, [Effort("standard")])
    assert "--optimal seeks nothing here: " in ran.err


def test_without_the_extra_a_command_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    ran = run("render", "--example", "weldom", "--optimal", "1")
    assert ran.code == 2
    assert "pip install 'rse-plan[optimal]'" in ran.err


def test_the_best_plan_is_written_and_a_pipe_is_shown_no_bar(run: Run, tmp_path: Path) -> None:
    ran = run("render", "--example", "weldom", "--optimal", "1", "--format", "json")
    assert (ran.code, ran.err.count("best plan")) == (0, 0)
    assert json.loads((tmp_path / "plan" / "plan.json").read_bytes())["first_opening"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_shown_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    with watched(EffortWord.STANDARD, 5.0, str) as effort:
        assert effort.progress is not None
        effort.progress(Progress(0.5, 200, 199))
    assert "Seeking the best plan" in shown.getvalue()
    assert "at most 0.5 % from the best" in shown.getvalue()


def test_nobody_is_told_where_nothing_can_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "dumb")
    with watched(EffortWord.STANDARD, 5.0, str) as effort:
        assert effort == Effort("standard", 5.0)
