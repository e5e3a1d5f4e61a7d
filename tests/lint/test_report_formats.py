"""Reports for other programs, each against the schema that its readers publish (style 19)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_library import write

from rse_plan.cli.lint import ReportFormat
from rse_plan.diagnostics import Diagnostic, Edit, Related, Severity
from rse_plan.errors import say
from rse_plan.library import Folder
from rse_plan.lint.engine import Linted, all_rules, lint
from rse_plan.lint.ignores import Ignored
from rse_plan.lint.reports import REPORTS, Style
from rse_plan.locales import translator
from rse_plan.resources import playbooks_folder
from rse_plan.source.span import Span

SCHEMAS = Path(__file__).parent / "schemas"
PLAIN = Style()
MACHINE = ("json", "sarif", "junit", "gitlab")
NASTY = "a\x00\x0b\x1b[31m\x85\x9b\u202e\u2066\ufffe\udce9\r\n%,:]]>&<\"'](javascript:x){0}\U0001f600"


@cache
def sarif_validator() -> jsonschema.Draft202012Validator:
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


@cache
def junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")


PROBLEM = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "type": {"const": "issue"},
        "description": {"type": "string", "minLength": 1},
        "check_name": {"type": "string", "pattern": "^[a-z0-9-]+$"},
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "required": ["path", "lines"],
            "properties": {
                "path": {"type": "string", "not": {"pattern": "^\\./"}},
                "lines": {
                    "type": "object",
                    "required": ["begin"],
                    "properties": {"begin": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
}
"""What GitLab's documentation says of a report: it publishes no schema."""
GITLAB = jsonschema.Draft7Validator({"type": "array", "items": PROBLEM})


def assert_published(name: str, written: str) -> None:
    """The report is what its readers say they read."""
    if name == "junit":
        junit_schema().validate(written)
    if name not in ("json", "sarif", "gitlab"):
        return
    content = json.loads(written)
    if name == "sarif":
        sarif_validator().validate(content)
    elif name == "gitlab":
        GITLAB.validate(content)


def finding(rule: str = "wrong-value", line: int = 1, **more: Any) -> Diagnostic:
    given = {"rule": rule, "span": Span("own.yaml", line, 8, line, 13), "message": say("found"), **more}
    return Diagnostic(**given)


def run_of(*findings: Diagnostic, text: str = "phase: pilto\n") -> Linted:
    return Linted(findings, {found.span.path: text for found in findings}, 1)


def sarif(linted: Linted, style: Style = PLAIN) -> dict[str, Any]:
    written = REPORTS["sarif"](linted, style)
    assert_published("sarif", written)
    run: dict[str, Any] = json.loads(written)["runs"][0]
    return run


def junit(linted: Linted) -> ElementTree.Element:
    written = REPORTS["junit"](linted, PLAIN)
    assert_published("junit", written)
    return ElementTree.fromstring(written)  # noqa: S314  # just written here


def gitlab(linted: Linted, style: Style = PLAIN) -> list[dict[str, Any]]:
    written = REPORTS["gitlab"](linted, style)
    assert_published("gitlab", written)
    problems: list[dict[str, Any]] = json.loads(written)
    return problems


def github(linted: Linted) -> list[str]:
    return REPORTS["github"](linted, PLAIN).split("\n")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Linted:
    """What lint says when it is given the Bad examples of all rules at once."""
    folder = tmp_path_factory.mktemp("bad")
    for rule in all_rules():
        write(folder / rule.page.name, rule.page.bad)
    return lint([folder], Folder(playbooks_folder(), "bundled:"))


@pytest.fixture
def one_of_each() -> Linted:
    """A finding of every rule there is."""
    pages = [rule.page for rule in all_rules()]
    return run_of(*(finding(page.name, line, severity=page.severity) for line, page in enumerate(pages, 1)))


@pytest.fixture
def linted(request: pytest.FixtureRequest) -> Linted:
    """Either of the two, by its name."""
    found: Linted = request.getfixturevalue(request.param)
    return found


def of_either_run(test: Callable[..., None]) -> Callable[..., None]:
    """With what lint really says, and with a finding of every rule, in each language."""
    test = pytest.mark.parametrize("language", ["en", "fr"])(test)
    return pytest.mark.parametrize("linted", ["real", "one_of_each"], indirect=True)(test)


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


# SARIF


def test_sarif_says_what_and_where_and_how_to_mend_it() -> None:
    found = finding(
        help=say("did you mean “{word}”?", word="pilot"),
        related=(Related(Span("bundled:phases.yaml", 3, 5, 3, 6), say("the phases")),),
        edit=Edit(Span("own.yaml", 1, 8, 1, 13), "pilot"),
    )
    run = sarif(run_of(found))
    assert run["columnKind"] == "unicodeCodePoints"
    region = {"startLine": 1, "startColumn": 8, "endLine": 1, "endColumn": 13}
    own = {"uri": "own.yaml", "uriBaseId": "%SRCROOT%"}
    (result,) = run["results"]
    fingerprint = result.pop("partialFingerprints")
    assert result == {
        "ruleId": "wrong-value",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "found\ndid you mean “pilot”?"},
        "locations": [{"physicalLocation": {"artifactLocation": own, "region": region}}],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": "phases.yaml", "uriBaseId": "RSE_PLAN_LIBRARY"},
                    "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 6},
                },
                "message": {"text": "the phases"},
            }
        ],
        "fixes": [
            {
                "description": {"text": "did you mean “pilot”?"},
                "artifactChanges": [
                    {
                        "artifactLocation": own,
                        "replacements": [{"deletedRegion": region, "insertedContent": {"text": "pilot"}}],
                    }
                ],
            }
        ],
    }
    assert list(fingerprint) == ["rsePlanFinding/v1"]


def test_sarif_results_point_to_their_rule(one_of_each: Linted) -> None:
    run = sarif(one_of_each)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.page.name for rule in all_rules()]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert sarif(run_of(finding()))["tool"]["driver"]["rules"][0]["id"] == "wrong-value"


def texts_in(part: Any) -> Iterator[str]:
    """Every text that a person would read."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("text", "markdown"):
                yield value
            else:
                yield from texts_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from texts_in(value)


# The faults of other linters' reports that GitHub does not take, or shows wrongly (user-asks 17).


@of_either_run
def test_sarif_has_no_empty_text(linted: Linted, language: str) -> None:
    """As in ansible-lint 2667."""
    found = list(texts_in(sarif(linted, Style(translator(language)))))
    assert len(found) >= 5 * len({one.rule for one in linted.findings})
    assert all(text.strip() for text in found)


@of_either_run
def test_sarif_describes_no_rule_twice(linted: Linted, language: str) -> None:
    """As in ansible-lint 2667."""
    run = sarif(linted, Style(translator(language)))
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == sorted({one.rule for one in linted.findings})


@of_either_run
def test_sarif_says_the_level_of_every_result(linted: Linted, language: str) -> None:
    """As in ansible-lint 3756: without it, a warning is shown as an error."""
    run = sarif(linted, Style(translator(language)))
    levels = [result["level"] for result in run["results"]]
    assert levels == [str(found.severity) for found in linted.findings]
    assert set(levels) == {"error", "warning"}


@pytest.mark.parametrize("name", REPORTS)
def test_what_comments_silence_is_no_finding(name: str) -> None:
    """Not in SARIF either, which could say so: GitHub opens an alert for a suppressed result all the same."""
    silent = replace(run_of(), ignored=(Ignored(finding(), "agreed"),))
    written = REPORTS[name](silent, PLAIN)
    assert_published(name, written)
    assert "wrong-value" not in written
    assert "own.yaml" not in written


def test_sarif_keeps_what_a_rule_says_apart_from_what_a_finding_says(one_of_each: Linted) -> None:
    run = sarif(one_of_each)
    pages = {rule.page.name: rule.page for rule in all_rules()}
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"] == pages[rule["id"]].what_it_finds.en
        assert rule["fullDescription"]["text"] == pages[rule["id"]].why_it_matters.en
        assert rule["defaultConfiguration"]["level"] == str(pages[rule["id"]].severity)


def test_sarif_quotes_no_line_of_a_file() -> None:
    written = REPORTS["sarif"](run_of(finding(), text="name: a secret of ours\n"), PLAIN)
    assert "secret" not in written


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("a b/été#1.yaml", {"uri": "a%20b/%C3%A9t%C3%A9%231.yaml", "uriBaseId": "%SRCROOT%"}),
        ("a:b.yaml", {"uri": "a%3Ab.yaml", "uriBaseId": "%SRCROOT%"}),
        ("bundled:law/x.yaml", {"uri": "law/x.yaml", "uriBaseId": "RSE_PLAN_LIBRARY"}),
        ("../own.yaml", {"uri": "../own.yaml"}),
        ("/tmp/a b.yaml", {"uri": "file:///tmp/a%20b.yaml"}),  # noqa: S108  # no file is made
        ("C:/own/a b.yaml", {"uri": "file:///C:/own/a%20b.yaml"}),
        ("\udce9.yaml", {"uri": "%E9.yaml", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_sarif_paths_are_uris(path: str, location: dict[str, str]) -> None:
    (result,) = sarif(run_of(finding(span=Span(path, 1, 1, 1, 2))))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == location


def test_sarif_takes_nothing_in_a_file_for_a_link() -> None:
    (result,) = sarif(run_of(finding(message=say("“{said}”", said="[a](http://b)"))))["results"]
    assert result["message"]["text"] == "“\\[a\\](http://b)”"
    (result,) = sarif(run_of(finding(message=say("“{said}”", said="[a]"))))["results"]
    assert result["message"]["text"] == "“[a]”"


def test_an_edit_that_only_deletes_inserts_nothing() -> None:
    (result,) = sarif(run_of(finding(edit=Edit(Span("own.yaml", 1, 1, 1, 2), ""))))["results"]
    (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert set(replacement) == {"deletedRegion"}


def test_sarif_is_in_the_reader_s_language() -> None:
    run = sarif(run_of(finding()), Style(translator("fr")))
    assert run["language"] == "fr"
    (rule,) = run["tool"]["driver"]["rules"]
    page = next(rule.page for rule in all_rules() if rule.page.name == "wrong-value")
    assert rule["shortDescription"]["text"] == page.what_it_finds.fr
    assert "## Ce qu’elle trouve" in rule["help"]["markdown"]


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
