"""plan.json among what is examined: read with its places, refused in words when it is not one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_library import cited, write

from examples import example_plan
from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.documents.words import Words
from rse_plan.errors import say
from rse_plan.formats import json as json_file
from rse_plan.formats.plan_reader import read_plan
from rse_plan.library import Folder, Library
from rse_plan.lint import engine
from rse_plan.lint.engine import File, LoadedRule, lint
from rse_plan.lint.rule import Both, Rule
from rse_plan.lint.rules import overload
from rse_plan.locales import translator
from rse_plan.source.span import file_start
from rse_plan.source.yaml_reader import Document, Mapping

TALK = Both(en="Something.", fr="Quelque chose.")


@pytest.fixture(scope="module")
def text() -> str:
    return json_file.write(example_plan("weldom"), Words("fr"))


def test_a_plan_is_read_and_its_values_have_places(text: str) -> None:
    reading = read_plan(text.encode(), "plan/plan.json")
    assert reading.diagnostics == ()
    plan = reading.plan
    assert plan is not None
    assert plan.value.organisation.name == json.loads(text)["organisation"]["name"]
    for number, task in enumerate(plan.value.tasks):
        assert cited(plan.span("tasks", number, "start"), text) == f'"{task.start}"'
    assert cited(plan.span("inputs", "answers"), text) == f'"{plan.value.inputs.answers}"'


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"format": 1', '"format": 2', ("2:13", "format-version", "of another format")),
        ('"language": "fr",', '"langage": "fr",', ("1:1", "wrong-value", "see “language”")),
        ('"language": "fr",', '"language": 3,', ("3:15", "wrong-value", "see “language”")),
        ('"language": "fr",', '"é": "fr" "x",', ("3:13", "yaml-parse", "this is not valid JSON")),
        ('"language": "fr",', '"language": "f\udce9",', ("1:1", "unsupported-yaml", "not UTF-8")),
    ],
)
def test_what_is_no_plan_is_told_once(text: str, old: str, new: str, fault: tuple[str, str, str]) -> None:
    place, rule, message = fault
    assert text.count(old) == 1
    reading = read_plan(text.replace(old, new).encode("utf-8", "surrogateescape"), "plan.json")
    assert reading.plan is None
    (found,) = reading.diagnostics
    assert (str(found.span), found.rule) == (f"plan.json:{place}", rule)
    assert message in str(found.message)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r'"start": "\d{4}-', '"start": "9999-'),
        (r'"due": "\d{4}-', '"due": "0001-'),
        (r'"monday": "\d{4}-', '"monday": "1600-'),
        (r'"capacity": [0-9.]+', '"capacity": 1e308'),
        (r'"capacity": [0-9.]+', '"capacity": NaN'),
    ],
)
def test_days_and_hours_that_no_plan_has_are_told(text: str, old: str, new: str) -> None:
    """Working days are counted one by one, and hours are whole minutes: neither would come to an end."""
    reading = read_plan(re.sub(old, new, text, count=1).encode(), "plan.json")
    assert reading.plan is None
    assert "this is not" in str(reading.diagnostics[0].message)


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b"null", b"3", b"{}", b"[" * 5000, b"\n" * 9 + b"{"]
)
def test_anything_is_read_without_raising(content: bytes) -> None:
    reading = read_plan(content, "plan.json")
    (fault,) = reading.diagnostics
    assert 1 <= fault.span.line <= max(reading.text.count("\n") + 1, 1)


def test_rules_see_the_plan_and_findings_show_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    def check(file: File) -> Iterator[Diagnostic]:
        if file.plan is not None:
            span = file.plan.span("tasks", 0, "id")
            yield Diagnostic(rule="made-up", span=span, message=say("found"), severity=Severity.WARNING)

    page = Rule(name="made-up", what_it_finds=TALK, why_it_matters=TALK, bad={}, good={})
    monkeypatch.setattr(engine, "all_rules", lambda: (LoadedRule(page, check),))
    monkeypatch.chdir(
        write(tmp_path, {"plan/plan.json": text, "plan/manifest.json": "{}", "none/README": ""})
    )
    linted = lint([Path("plan/plan.json")], Folder(Path("none"), "bundled:"))
    (found,) = linted.findings
    assert (found.span.path, linted.files) == ("plan/plan.json", 1)
    assert '"id": ' in linted.line(found.span)
    assert lint([Path("plan")], Folder(Path("none"), "bundled:")).files == 0


@pytest.mark.parametrize(
    ("hours", "told"), [(4.5, "4 h 30"), (12.0, "12 h"), (0.25, "15 min"), (4.33, "4 h 20")]
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_hours_too_many_are_told_in_hours_and_minutes(
    text: str, hours: float, told: str, language: str
) -> None:
    """As `check` tells them: a decimal point is no French, and a hundredth of an hour is nobody's."""
    content = json.loads(text)
    load = content["workload"][0]
    load["weeks"] = [{**load["weeks"][0], "hours": 3 + hours, "capacity": 3}]
    content.update(workload=[load], warnings=[])
    reading = read_plan(json.dumps(content).encode(), "plan.json")
    document = Document("plan.json", reading.text, Mapping((), file_start("plan.json")))
    (found,) = overload.check(File(document, Library(), plan=reading.plan))
    words = found.message.in_words(translator(language))
    assert re.search(rf"(up to|jusqu’à) {told} (a week|de trop)", words), words
