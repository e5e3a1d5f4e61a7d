"""Reports for other programs, each against the schema that its readers publish (style 19)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lint.written_reports import (
    MACHINE,
    NASTY,
    PLAIN,
    assert_published,
    finding,
    github,
    gitlab,
    junit,
    run_of,
)

from rse_plan.cli.lint import ReportFormat
from rse_plan.diagnostics import Diagnostic, Edit, Related, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import Linted
from rse_plan.lint.reports import REPORTS, Style
from rse_plan.locales import translator
from rse_plan.source.span import Span


def test_every_format_can_be_asked_for() -> None:
    assert [choice.value for choice in ReportFormat] == list(REPORTS)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", MACHINE)
def test_real_findings_are_written_as_published(name: str, language: str, real: Linted) -> None:
    assert len({found.rule for found in real.findings}) >= 10
    assert_published(name, REPORTS[name](real, Style(translator(language))))


@pytest.mark.parametrize("name", MACHINE)
def test_a_run_without_findings_is_a_report_too(name: str) -> None:
    assert_published(name, REPORTS[name](Linted((), {}, 3), PLAIN))


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_run_gives_the_same_report(name: str, real: Linted) -> None:
    assert REPORTS[name](real, PLAIN) == REPORTS[name](real, PLAIN)


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_in_a_file_breaks_a_report_or_steers_a_terminal(name: str) -> None:
    span = Span(f"{NASTY}.yaml", 1, 1, 1, 4)
    other = Related(Span(NASTY, 1, 1, 1, 1), say("{value}", value=NASTY))
    nasty = finding(
        span=span,
        message=say("“{value}”", value=NASTY),
        help=say("{value}", value=NASTY),
        related=(other, other),
        edit=Edit(span, "x"),
    )
    written = REPORTS[name](run_of(nasty, text=NASTY), PLAIN)
    written.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)
    assert_published(name, written)


texts = st.text(st.characters(), max_size=40)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(path=texts.filter(bool), message=texts, line=texts, column=st.integers(1, 50), lines=st.integers(0, 2))
def test_any_text_makes_a_report(path: str, message: str, line: str, column: int, lines: int) -> None:
    span = Span(path, 1, column, 1 + lines, column + 3)
    found = finding(span=span, message=say("found {what}", what=message), edit=Edit(span, message))
    for name in MACHINE:
        written = REPORTS[name](run_of(found, text=line), PLAIN)
        written.encode("utf-8")
        assert_published(name, written)


# JUnit


def test_junit_has_a_suite_for_each_file_and_a_case_for_each_finding() -> None:
    other = Span("other.yaml", 4, 1, 4, 2)
    linted = run_of(
        finding(help=say("mend it")),
        finding(line=2, severity=Severity.WARNING),
        finding(rule="unknown-role", span=other),
    )
    root = junit(linted)
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "2", "0")
    first, second = root
    assert (first.get("name"), first.get("tests"), first.get("failures"), first.get("skipped")) == (
        "own.yaml", "2", "1", "1",
    )  # fmt: skip
    assert [case.get("name") for case in (*first, *second)] == [
        "wrong-value 1:8", "wrong-value 2:8", "unknown-role 4:1",
    ]  # fmt: skip
    (failure,), (skipped,) = first
    assert (failure.tag, failure.get("type"), failure.get("message")) == ("failure", "error", "found")
    assert failure.text == "own.yaml:1:8: found\nmend it"
    assert (skipped.tag, skipped.get("type")) == ("skipped", "warning")


def test_junit_of_sound_files_has_one_case_that_passes() -> None:
    root = junit(Linted((), {}, 3))
    ((case,),) = root
    assert [child.tag for child in case] == ["system-out"]
    assert case[0].text == "errors: 0, warnings: 0, files examined: 3"
    assert (root.get("tests"), root.get("failures")) == ("1", "0")


# GitHub


def test_github_shows_each_finding_beside_its_line() -> None:
    assert github(run_of(finding(help=say("mend it"), severity=Severity.WARNING))) == [
        "::warning title=wrong-value,file=own.yaml,line=1,endLine=1,col=8,endColumn=13::"
        "own.yaml:1:8: found%0Amend it",
        "errors: 0, warnings: 1, files examined: 1",
    ]


def test_github_is_told_no_columns_of_what_is_longer_than_a_line() -> None:
    command = github(run_of(finding(span=Span("own.yaml", 1, 8, 3, 2))))[0]
    assert command.startswith("::error title=wrong-value,file=own.yaml,line=1,endLine=3::")


def test_github_reads_back_what_was_written() -> None:
    """Undone as the runner undoes it, a command has the path and the words that went in."""
    path = "a,b:c%2Cd.yaml"
    found = finding(span=Span(path, 1, 1, 1, 2), message=say("“{said}”", said="100 %\n::error::no"))
    command, last = github(run_of(found))
    settings, _, text = command.removeprefix("::error ").partition("::")
    assert dict(pair.split("=") for pair in settings.split(","))["file"] == "a%2Cb%3Ac%252Cd.yaml"
    assert text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%") == (
        f"{path}:1:1: “100 %\n::error::no”"
    )
    assert not last.startswith("::")


# GitLab


def test_gitlab_has_the_keys_that_it_reads() -> None:
    problem, warning = gitlab(run_of(finding(help=say("mend it")), finding(severity=Severity.WARNING)))
    assert problem["description"] == "found\nmend it"
    assert problem["check_name"] == "wrong-value"
    assert problem["location"] == {"path": "own.yaml", "lines": {"begin": 1, "end": 1}}
    assert (problem["severity"], warning["severity"]) == ("major", "minor")


def fingerprints(linted: Linted, style: Style = PLAIN) -> list[str]:
    return [problem["fingerprint"] for problem in gitlab(linted, style)]


def test_a_fingerprint_survives_lines_added_above_and_another_language() -> None:
    before = run_of(finding(message=say("found (line {line})", line=1)))
    after = run_of(finding(line=2, message=say("found (line {line})", line=2)), text="# new\nphase: pilto\n")
    assert fingerprints(before) == fingerprints(after)
    assert fingerprints(before) == fingerprints(before, Style(lambda wording: f"fr: {wording}"))


@pytest.mark.parametrize(
    "other",
    [
        finding(rule="unknown-role"),
        finding(message=say("something else")),
        finding(span=Span("else.yaml", 1, 8, 1, 13)),
        finding(span=Span("own.yaml", 1, 1, 1, 6)),
    ],
)
def test_another_fault_has_another_fingerprint(other: Diagnostic) -> None:
    assert fingerprints(run_of(finding())) != fingerprints(run_of(other))


def test_no_two_findings_of_a_run_have_one_fingerprint(real: Linted) -> None:
    twice = finding()
    linted = run_of(twice, replace(twice, span=Span("own.yaml", 2, 8, 2, 13)), text="phase: pilto\n" * 2)
    assert len(set(fingerprints(linted))) == 2
    found = fingerprints(real)
    assert len(set(found)) == len(found)
