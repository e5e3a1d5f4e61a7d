"""`rse-plan check`: what it says of a plan, in whose language, and what its exit code means."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rse_plan.resources import examples_folder

Run = Callable[..., Any]
TARGET = "2027-03-15"
"""Before the council's opinion on Weldom's calendar."""


@pytest.fixture
def weldom(tmp_path: Path) -> Path:
    """Weldom's answers with a wanted day, as somebody's own, in the folder that commands run in."""
    text = (examples_folder() / "weldom.yaml").read_text(encoding="utf-8")
    path = tmp_path / "answers.yaml"
    path.write_text(re.sub(r"(\n  decision: .*)", rf"\1\n  target: {TARGET}", text), encoding="utf-8")
    return path


def report(run: Run, code: int) -> dict[str, Any]:
    ran = run("check", "--format", "json")
    assert ran.code == code, ran.err
    made: dict[str, Any] = json.loads(ran.out)
    return made


def test_a_healthy_plan_can_hold_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    ran = run("check", "--example", "weldom")
    assert (ran.code, ran.err) == (0, "")
    first, *_, last = ran.out.splitlines()
    assert first == "Weldom: first opening on Wednesday 28 April 2027"
    plain = ran.out.replace("\N{NO-BREAK SPACE}", " ")
    assert re.search(r"fixed by +Works council opinion \(centrale Weldom\), 5 Feb – 5 Apr", plain)
    assert last == "this plan can hold"
    assert list(tmp_path.iterdir()) == []


def test_a_day_before_the_council_s_opinion_cannot_hold(run: Run, weldom: Path) -> None:
    made = report(run, 1)
    assert made["holds"] is False
    target = made["target"]
    assert (target["wanted"], target["earliest_opening"]) == (TARGET, "2027-04-28")
    assert (target["days_late"], target["working_days_late"]) == (44, 31)
    assert target["chain"][0] == made["anchor"]
    assert "fr-works-council/council-opinion@weldom" in target["chain"]
    assert target["working_days_begun_too_late"] == 33
    assert len(made["ways_out"]) == 3
    assert "date-cannot-hold" in {found["rule"] for found in made["findings"]}


def test_what_it_says_to_write_makes_the_plan_hold(run: Run, weldom: Path) -> None:
    before = weldom.read_text(encoding="utf-8")
    for way in report(run, 1)["ways_out"]:
        text = before
        for answer in way["answers"]:
            key, value = answer["line"].removeprefix("calendar.").split(": ")
            text, count = re.subn(rf"(?m)^  {key}: .*$", f"  {key}: {value}", text)
            assert count == 1
        weldom.write_text(text, encoding="utf-8")
        again = report(run, 0)
        assert again["target"]["holds"]
        assert again["first_opening"] == way["first_opening"]


def test_the_text_says_it_in_the_language_of_the_answers(run: Run, weldom: Path) -> None:
    ran = run("check")
    assert ran.code == 1
    plain = ran.out.replace("\N{NO-BREAK SPACE}", " ")
    assert "lundi 15 mars 2027 : intenable, 44 jours de retard (31 jours ouvrés)" in plain
    assert "Avis du CSE (centrale Weldom)  (fr-works-council/council-opinion@weldom)" in plain
    assert "ou ouvrir le 28 avril 2027" in plain
    place = next(row for row in weldom.read_text(encoding="utf-8").splitlines() if row.startswith("  start:"))
    number = weldom.read_text(encoding="utf-8").splitlines().index(place) + 1
    assert f"[calendar.start: 2026-11-16, answers.yaml:{number}:10]" in plain
    assert plain.splitlines()[-1] == "ce plan ne peut pas tenir"


def test_the_same_answers_taken_further_are_told_as_a_margin(run: Run, weldom: Path) -> None:
    plain = run("check").out.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "solutions" in plain
    assert "1. première ouverture le 15 mars 2027, 44 jours plus tôt" in plain
    assert "2. la même que la 1, avec 6 jours de marge ; première ouverture le 9 mars 2027, 50 jours" in plain
    assert "3. la même que la 1, avec 13 jours de marge ; première ouverture le 2 mars 2027" in plain


def test_too_many_hours_are_told_once_with_titles_and_dates_in_words(run: Run) -> None:
    plain = run("check", "--example", "bnp-personal-finance").out.replace("\N{NO-BREAK SPACE}", " ")
    assert re.search(r"hours +community manager: .* too many in the week of \d+ \w+ 2027", plain)
    assert "give more hours under “people:”, or open fewer at once" in plain
    assert "[overload]" not in plain
    made = json.loads(run("check", "--example", "bnp-personal-finance", "--format", "json").out)
    assert "overload" in {found["rule"] for found in made["findings"]}


def test_findings_that_only_the_lead_may_see_are_told_here_alone(run: Run, weldom: Path) -> None:
    text = weldom.read_text(encoding="utf-8").replace(f"  target: {TARGET}\n", "")
    away = "    absences: [{from: 2027-01-20, to: 2027-01-29}]\n"
    weldom.write_text(text.replace("    level: unknown\n", f"    level: unknown\n{away}"), encoding="utf-8")
    rules = {found["rule"] for found in report(run, 0)["findings"]}
    assert "ask-during-absence" in rules
    assert run("render", "--format", "json,markdown").code == 0
    documents = "".join(
        path.read_text(encoding="utf-8") for path in (weldom.parent / "plan").iterdir() if path.is_file()
    )
    assert "ask-during-absence" not in documents
    assert "2027-01-20" not in documents  # no work of the plan begins or ends on the first day of absence


def test_without_a_plan_there_is_nothing_to_check(run: Run, tmp_path: Path) -> None:
    assert run("check").code == 2
    (tmp_path / "answers.yaml").write_text("kind: answers\nformat: 1\norganisation: {name: A}\n", "utf-8")
    assert run("check").code == 2
    assert run("check", "answers.yaml", "--example", "weldom").code == 2


def test_work_for_a_role_without_hours_is_told(run: Run, weldom: Path) -> None:
    text = weldom.read_text(encoding="utf-8").replace(f"  target: {TARGET}\n", "")
    unknown = "community-manager: {name: unknown, deputy: unknown}"
    assert unknown in text
    weldom.write_text(text.replace(unknown, unknown.replace("}", ", hours: 0}")), encoding="utf-8")
    ran = run("check")
    plain = ran.out.replace("\N{NO-BREAK SPACE}", " ")
    assert ran.code == 1
    assert plain.count("[overload]") == plain.count("animateur : ") == 1
    assert re.search(r"animateur : aucune heure, et du travail dans \d\d activités du plan", plain)
    assert plain.splitlines()[-1] == "ce plan ne peut pas tenir"
    assert "prouvé" not in plain
    made = report(run, 1)
    assert (made["best"], made["no_earlier"], made["overloads"]) == (False, None, [])
    assert run("render", "--format", "markdown").code == 1
    plan = (weldom.parent / "plan" / "plan.md").read_text(encoding="utf-8")
    assert "Animateur : aucune heure" in plan.replace("\N{NO-BREAK SPACE}", " ")


def test_a_wanted_day_that_holds_only_because_nobody_has_hours_is_not_said_to_hold(
    run: Run, weldom: Path
) -> None:
    text = weldom.read_text(encoding="utf-8").replace(TARGET, "2027-09-01")
    weldom.write_text(text, encoding="utf-8")
    assert report(run, 0)["target"]["holds"] is True
    weldom.write_text(text.replace("deputy: unknown}", "deputy: unknown, hours: 0}"), encoding="utf-8")
    assert report(run, 1)["target"]["holds"] is False
    plain = run("check").out.replace("\N{NO-BREAK SPACE}", " ")
    assert "mercredi 1er septembre 2027 : impossible à dire tant qu’un rôle" in plain


def test_a_wanted_day_without_communities_cannot_hold(run: Run, tmp_path: Path) -> None:
    calendar = "calendar:\n  start: 2027-01-04\n  target: 2027-06-30\n"
    text = f"kind: answers\nformat: 1\norganisation: {{name: A, headcount: 900}}\n{calendar}"
    (tmp_path / "answers.yaml").write_text(text, "utf-8")
    ran = run("check")
    assert ran.code == 1
    assert "answers.yaml:6:11: error[no-opening]" in ran.out
    assert "proven" not in ran.out
    assert ran.out.splitlines()[-1] == "this plan cannot hold"


def test_a_freeze_before_the_opening_is_among_what_fixes_it(run: Run, weldom: Path) -> None:
    """The platform is not changed in it: the council alone would have let people in a month before."""
    text = weldom.read_text(encoding="utf-8").replace(f"  target: {TARGET}\n", "")
    freeze = "  freezes:\n    - {from: 2027-04-01, to: 2027-05-20}\n"
    weldom.write_text(text.replace("  freezes:\n", freeze), encoding="utf-8")
    fixed = report(run, 0)["fixed_by"]
    assert fixed[0].replace("\N{NO-BREAK SPACE}", " ") == (
        "Paramétrer la plateforme pour le pilote : pas avant le 21 mai 2027, à cause d’un gel"
    )
    assert run("render", "--format", "markdown").code == 0
    plan = (weldom.parent / "plan" / "plan.md").read_text(encoding="utf-8")
    assert "pas avant le 21 mai 2027, à cause d’un gel" in plan
