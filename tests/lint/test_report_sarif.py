"""SARIF as code scanning reads it: places, rules, texts, paths, edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lint.written_reports import (
    PLAIN,
    assert_published,
    finding,
    of_either_run,
    run_of,
    sarif,
)

from rse_plan.diagnostics import Edit, Related
from rse_plan.errors import say
from rse_plan.lint.engine import Linted, all_rules
from rse_plan.lint.ignores import Ignored
from rse_plan.lint.reports import REPORTS, Style
from rse_plan.locales import translator
from rse_plan.source.span import Span


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
