"""Wrong usage is worded like every other fault: what is wrong, what to do, in the reader's language."""

from __future__ import annotations

import pytest

from rse_plan.cli.app import run
from rse_plan.errors import ExitCode


@pytest.mark.parametrize(
    ("arguments", "message", "advice"),
    [
        ("lint --format x", "“x” does not fit --format", "one of text, json, sarif, junit, github, gitlab"),
        ("lint --profile teem", "“teem” does not fit --profile", "did you mean “team”?"),
        ("lint --today x", "“x” does not fit --today", "write year-month-day"),
        ("lint --nope", "there is no option --nope", "see “rse-plan lint -h”"),
        ("lint --formt x", "there is no option --formt", "did you mean “--format”?; see"),
        ("rendre", "there is no command “rendre”", "did you mean “render”?; see “rse-plan -h”"),
        ("why", "ID is missing", "see “rse-plan"),
        ("lint --format", "--format wants a value", "see “rse-plan"),
        ("lint --fix=3", "--fix takes no value", "see"),
        ("playbooks new a b", "more words than the command takes: b", "see “rse-plan playbooks new -h”"),
    ],
)
def test_wrong_usage_is_worded(
    arguments: str,
    message: str,
    advice: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["rse-plan", *arguments.split()])
    assert run() == ExitCode.CANNOT
    first, second = capsys.readouterr().err.splitlines()
    assert first == f"rse-plan: {message}"
    assert second.startswith(f"  help: {advice}")


def test_wrong_usage_is_worded_in_french(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setattr("sys.argv", ["rse-plan", "lint", "--format", "x"])
    assert run() == ExitCode.CANNOT
    told = capsys.readouterr().err.replace("\u00a0", " ").replace("\u202f", " ")
    assert "« x » ne convient pas à --format" in told
    assert "voir « rse-plan lint -h »" in told
