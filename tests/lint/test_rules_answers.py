"""Rules over answers and rendered plans: what the planner finds, at the place that would mend it."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from linted import SHIPPED, TODAY, Pointed, diagnostics, pointed
from parsed_code import nodes
from small_library import ANSWERS as SMALL_ANSWERS
from small_library import FILES, cited, write

from rse_plan import planning
from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.documents.words import Words
from rse_plan.errors import UserError, say
from rse_plan.formats import json as json_file
from rse_plan.library import Folder
from rse_plan.library.with_answers import load
from rse_plan.lint import outlook
from rse_plan.lint.engine import lint
from rse_plan.lint.outlook import RULE_OF
from rse_plan.lint.rules import stale_plan
from rse_plan.lint.settings import Settings
from rse_plan.locales import translator
from rse_plan.model.progress import read_progress
from rse_plan.pipeline import plan
from rse_plan.planning.hashes import hash_progress
from rse_plan.source.yaml_reader import read_text

ANSWERS = stale_plan.RULE.good["answers.yaml"]
"""Answers in which nothing is found."""
REPORTS = "kind: progress\nformat: 1\nitems: [{}]\n"
PLANNED = {*RULE_OF.values(), "assumed-critical", "stale-plan"}


def changed(*pairs: tuple[str, str]) -> str:
    text = ANSWERS
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


TARGET = ("  decision", "  target: 2027-03-01\n  decision")
NO_FREEZE = ("  freezes: [{preset: august}]\n", "")
LATE_DECISION = ("2027-03-01", "2027-06-07")


@pytest.mark.parametrize(
    ("rule", "pairs", "expected"),
    [
        ("date-cannot-hold", [TARGET], [(15, 11, "2027-03-01")]),
        (
            "date-cannot-hold",
            [("case: other", "case: other, opens_on: 2027-01-20")],
            [(10, 70, "2027-01-20")],
        ),
        ("date-cannot-hold", [("2027-02-01", "unknown")], []),
        ("launch-in-blackout", [NO_FREEZE], [(13, 1, "calendar")]),
        ("launch-in-blackout", [], []),
        ("overload", [("{hours: 15}", "{name: Zoé, hours: 0}")], [(18, 41, "0")]),
        ("assumed-critical", [("product: whaller", "product: unknown")], [(11, 21, "unknown")]),
        ("assumed-critical", [("platform: {product: whaller}\n", "")], [(1, 1, "kind")]),
        ("sponsor-absent", [("minutes: 60", "minutes: 5")], [(8, 37, "5")]),
        ("unknown-answer", [("headcount", "headcuont")], [(3, 30, "headcuont")]),
        ("unknown-answer", [("hours: 15", "huors: 15")], [(18, 23, "huors")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_is_told_where_the_answers_can_mend_it(
    tmp_path: Path, rule: str, pairs: list[tuple[str, str]], expected: Pointed
) -> None:
    found = pointed(tmp_path, {"answers.yaml": changed(*pairs)}, rule, library=SHIPPED)
    assert list(dict.fromkeys(found)) == expected
    if rule == "unknown-answer":
        assert pointed(tmp_path, {"answers.yaml": changed(*pairs)}, "unknown-key", library=SHIPPED) == []


def test_a_day_that_cannot_hold_shows_its_chain_and_the_cheapest_change(tmp_path: Path) -> None:
    files = {"answers.yaml": changed(TARGET)}
    (found,) = diagnostics(tmp_path, files, "date-cannot-hold", library=SHIPPED)
    chain = [str(other.message) for other in found.related]
    assert chain[0].startswith("pilot-by-communities/open@shops, ")
    assert len(chain) > 5
    assert all(other.span.path.startswith("bundled:") for other in found.related)
    assert found.help is not None
    typed = str(found.help.values["changes"])
    assert "calendar.start: " in typed
    # What is offered holds.
    start = typed.split("calendar.start: ")[1][:10]
    mended = changed(TARGET, ("2027-02-01", start), ("decision: 2027-03-01", "decision: 2027-01-04"))
    left = diagnostics(tmp_path, {"answers.yaml": mended}, "date-cannot-hold", library=SHIPPED)
    assert [one.severity for one in left] == [Severity.WARNING], "the decision is put off, and that is all"


def test_findings_speak_french(tmp_path: Path) -> None:
    files = {"answers.yaml": changed(("product: whaller", "product: unknown"))}
    (found,) = diagnostics(tmp_path, files, "assumed-critical", library=SHIPPED)
    said = found.message.in_words(translator("fr"))
    assert said.startswith("la première ouverture repose sur une supposition : plateforme")
    assert "(supposé" in said


@pytest.mark.parametrize(
    "pairs", [[("headcount: 60", "headcount: many"), TARGET], [("  start: 2027-02-01\n", ""), TARGET]]
)
def test_nothing_is_planned_from_broken_answers(tmp_path: Path, pairs: list[tuple[str, str]]) -> None:
    assert diagnostics(tmp_path, {"answers.yaml": changed(*pairs)}, "date-cannot-hold", library=SHIPPED) == []


def test_a_plan_that_cannot_be_made_is_a_finding_and_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise UserError(say("no day is left"), say("leave one"))

    monkeypatch.setattr(outlook, "remade", refuse)
    (found,) = diagnostics(tmp_path, {"answers.yaml": ANSWERS}, "date-cannot-hold", library=SHIPPED)
    assert (str(found.message), str(found.help)) == ("no day is left", "leave one")
    assert (found.severity, cited(found.span, ANSWERS)) == (Severity.ERROR, "calendar")


def test_nothing_is_planned_with_a_library_that_lacks_what_plans_print(tmp_path: Path) -> None:
    write(tmp_path / "shipped", FILES)
    write(tmp_path / "own", {"answers.yaml": SMALL_ANSWERS})
    linted = lint([tmp_path / "own"], Folder(tmp_path / "shipped", "bundled:"), today=TODAY)
    assert [one.rule for one in linted.findings if one.rule in PLANNED] == []


def test_what_plans_print_is_known() -> None:
    """Planning cites these questions by name, whatever the library."""
    printed = {
        node.args[0].value
        for path in Path(planning.__path__[0]).rglob("*.py")
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "shown"
        if isinstance(node.args[0], ast.Constant)
    }
    assert printed == set(outlook.PRINTED)


def test_files_of_other_programs_beside_do_not_stop_planning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path, {"answers.yaml": changed(TARGET), "compose.yaml": "services: {}\n"}))
    assert [one.rule for one in found_in("answers.yaml")] == ["date-cannot-hold"]


# --- rendered plans ---


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers with a day that cannot hold, and their plan."""
    folder = write(
        tmp_path_factory.mktemp("rendered"),
        {"answers.yaml": changed(TARGET, NO_FREEZE, ("product: whaller", "product: unknown"))},
    )
    loaded = load(folder / "answers.yaml", [SHIPPED], "answers.yaml")
    assert loaded.answers is not None
    text = json_file.write(plan(loaded.answers, loaded.library), Words("en"))
    return write(folder, {"plan/plan.json": text})


@pytest.fixture
def project(rendered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(rendered, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found_in(*paths: str) -> list[Diagnostic]:
    linted = lint([Path(path) for path in paths], SHIPPED, today=TODAY, settings=Settings())
    return [one for one in linted.findings if one.rule in PLANNED]


def test_a_plan_with_its_answers_is_told_of_at_the_answers(project: Path) -> None:
    found = found_in("answers.yaml", "plan/plan.json")
    assert {one.span.path for one in found} == {"answers.yaml"}
    assert {one.rule for one in found} == {"date-cannot-hold", "launch-in-blackout", "assumed-critical"}


def test_a_plan_alone_tells_what_it_says_itself(project: Path) -> None:
    found = found_in("plan/plan.json")
    text = (project / "plan" / "plan.json").read_text(encoding="utf-8")
    assert {one.rule for one in found} == {"date-cannot-hold", "assumed-critical"}
    assert '"platform.product"' in {cited(one.span, text) for one in found}


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("answers.yaml", "members: 40", "members: 41", "answers"),
        ("answers.yaml", "members: 40", "members:   40  # a comment", None),
        (
            "playbooks/own.yaml",
            "",
            "kind: playbook\nformat: 1\nid: own\ntitle: {en: Own, fr: Propre}\n",
            None,
        ),
        ("plan/plan.json", '"playbooks": "', '"playbooks": "0', "playbooks"),
        ("plan/plan.json", '"rse_plan": "', '"rse_plan": "0', None),
        ("progress.yaml", "", REPORTS.format("{id: framing/interviews, done: 2027-02-12}"), "progress"),
        ("progress.yaml", "", REPORTS.format(""), None),
        ("progress.yaml", "", REPORTS.format("{id: framing/interviews, done: soon}"), None),
    ],
)
def test_a_plan_is_stale_when_what_it_was_made_from_has_changed(
    project: Path, name: str, old: str, new: str, expected: str | None
) -> None:
    path = project / name
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    write(project, {name: text.replace(old, new, 1)})
    found = [one for one in found_in("plan/plan.json") if one.rule == "stale-plan"]
    plan_text = (project / "plan" / "plan.json").read_text(encoding="utf-8")
    assert [plan_text.split("\n")[one.span.line - 1].split('"')[1] for one in found] == (
        [expected] if expected else []
    )


def test_a_plan_that_knows_the_reports_is_not_stale(project: Path) -> None:
    text = REPORTS.format("{id: framing/interviews, done: 2027-02-12}")
    write(project, {"progress.yaml": text})
    document = read_text(text, "progress.yaml").document
    assert document is not None
    reported = read_progress(document).value
    assert reported is not None
    plan = project / "plan" / "plan.json"
    made = plan.read_text(encoding="utf-8")
    known = made.replace('"progress": null', f'"progress": "{hash_progress(reported)}"')
    assert known != made
    plan.write_text(known, encoding="utf-8")
    assert "stale-plan" not in {one.rule for one in found_in("plan/plan.json")}


def test_a_plan_without_answers_beside_it_is_not_compared(project: Path) -> None:
    (project / "answers.yaml").rename(project / "others.yaml")
    assert "stale-plan" not in {one.rule for one in found_in("plan/plan.json")}


@pytest.mark.parametrize("move", [lambda plan: plan.parent.parent, lambda plan: plan.parent / "fr"])
def test_answers_are_found_beside_or_above(project: Path, move: Callable[[Path], Path]) -> None:
    source = project / "plan" / "plan.json"
    target = move(source)
    target.mkdir(exist_ok=True)
    shutil.move(source, target / "plan.json")
    write(project, {"answers.yaml": changed(("members: 40", "members: 39"))})
    name = (target / "plan.json").relative_to(project).as_posix()
    assert "stale-plan" in {one.rule for one in found_in(name)}
