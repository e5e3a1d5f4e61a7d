"""`rse-plan why`: what it prints for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from why_keys import KEYS

from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.pipeline import dates, plan
from rse_plan.planning.course import Course
from rse_plan.planning.levelling.effort import Effort
from rse_plan.planning.plan import Plan
from rse_plan.resources import example_path

ANSWERS = """\
kind: answers
format: 1
language: {language}
organisation: {{name: Acme, headcount: 900}}
communities:
  - {{id: finance, name: Finance, members: 40, use_case: knowledge-sharing}}
calendar: {{start: 2027-01-04, decision: 2027-01-29}}
history: {{failed: true}}
"""


def with_answers(folder: Path, language: str = "en") -> None:
    (folder / "answers.yaml").write_text(ANSWERS.format(language=language), encoding="utf-8")


def test_an_item_is_explained_back_to_its_causes(run: Any, tmp_path: Path) -> None:
    with_answers(tmp_path)
    ran = run("why", "council-opinion")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("Works council opinion (Acme)   (fr-works-council/council-opinion@main)   ")
    assert "  in the plan   playbook “Works council in France (CSE)” (bundled:jurisdictions/" in ran.out
    assert "because “works council” is not “no”" in ran.out
    assert (
        "lasts 2 months (with an expert) because expert appointed by the works council: yes (assumed)"
        in ran.out
    )
    assert "expert appointed by the works council: no → " in ran.out
    assert "earlier)" in ran.out


def test_the_same_is_said_in_french(run: Any, tmp_path: Path) -> None:
    with_answers(tmp_path, "fr")
    out = run("why", "council-opinion").out.replace("\u00a0", " ")
    assert "dans le plan" in out
    assert "à cette date" in out
    assert "pour changer la date" in out
    assert "car « CSE » n’est pas « non »" in out
    assert "dure 2 mois (avec expert), car expert désigné par le CSE : oui (supposé)" in out


def weldom_with(hours: int, tmp_path: Path) -> None:
    text = example_path("weldom").read_text(encoding="utf-8")
    unknown = "community-manager: {name: unknown, deputy: unknown}"
    assert text.count(unknown) == 1
    given = text.replace(unknown, unknown.replace("}", f", hours: {hours}}}"))
    (tmp_path / "answers.yaml").write_text(given, encoding="utf-8")


@pytest.mark.whole  # it plans seventy times
def test_few_hours_make_more_waves_and_are_named_as_the_cause(run: Any, tmp_path: Path) -> None:
    """At 8 h a week the directors' community does not fit beside the other one; at 35 h it does."""
    told = {}
    for hours in (8, 35):
        weldom_with(hours, tmp_path)
        out = run("why", "open@directeurs-de-magasin").out.replace("\u00a0", " ")
        told[hours] = (out, out.splitlines()[0].rpartition("   ")[2])
    few, many = told[8][0], told[35][0]
    assert (told[8][1], told[35][1]) == ("jeudi 20 janvier 2028", "lundi 27 septembre 2027")
    assert "Vague 3 : 13 h d’animation" in few
    assert "avec « Directeurs de magasin », ce serait 24 h 30" in few
    assert "animateur : 8 h par semaine, answers.yaml:96" in few
    assert "heures d’animation par semaine : 10 → lundi 27 septembre 2027" in few
    assert "Vague 2 : 24 h 30 d’animation avant l’ouverture, sur 105 h" in many
    assert "ce serait" not in many


def test_a_confidential_answer_is_named_and_marked(run: Any, tmp_path: Path) -> None:
    with_answers(tmp_path)
    out = run("why", "framing/lessons").out
    assert "because “earlier attempt” is “yes” (bundled:foundation/framing.yaml:" in out
    assert "– earlier attempt: yes (answers.yaml:8, confidential)" in out


def test_an_absent_item_is_no_failure(run: Any, tmp_path: Path) -> None:
    with_answers(tmp_path)
    ran = run("why", "platform-access/tender")
    assert (ran.code, ran.err) == (0, "")
    assert "not in the plan" in ran.out
    assert "not met: “kind of organisation” is “public body”" in ran.out
    assert "to bring it in   kind of organisation: public body" in ran.out


def test_an_unknown_id_is_2_and_names_the_nearest(run: Any, tmp_path: Path) -> None:
    with_answers(tmp_path)
    ran = run("why", "coucil-opinion")
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err
        == "rse-plan: no item is called “coucil-opinion”\n  help: did you mean “council-opinion”? – plan.json"
        " lists all ids, and the shell completes them after “rse-plan --install-completion”\n"
    )


def test_an_ambiguous_id_is_2_and_lists_the_instances(run: Any) -> None:
    ran = run("why", "open", "--example", "weldom")
    assert ran.code == 2
    assert "“open” may be any of 3 items" in ran.err
    assert "pilot-by-communities/open@boite-a-idees, pilot-by-communities/open@" in ran.err


def test_json_is_one_object_with_the_documented_keys(run: Any, tmp_path: Path) -> None:
    with_answers(tmp_path)
    ran = run("why", "open@finance", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    made = json.loads(ran.out)
    assert list(made) == KEYS
    assert (made["format"], made["id"], made["in_plan"], made["absent"]) == (
        1,
        "pilot-by-communities/open@finance",
        True,
        None,
    )
    assert list(made["chain"][0]) == ["id", "title", "start", "finish", "cause"]
    assert list(made["chain"][0]["cause"]) == [
        *("kind", "item", "lag", "roles", "hours", "between", "text", "answers")
    ]
    assert made["chain"][-1]["cause"]["item"] is None
    assert made["day"] == {"start": made["chain"][0]["start"], "finish": made["chain"][0]["finish"]}
    assert list(made["moves"][0]) == [
        *("question", "element", "value", "confidential", "take_out", "day", "days", "text")
    ]
    cited = json.loads(run("why", "pilot-by-communities/decide-pilot", "--format", "json").out)
    assert list(cited["sources"][0]) == ["id", "text", "url"]
    assert made["elements"][0]["place"] == {"file": "answers.yaml", "line": 6}


def test_json_of_an_absent_item(run: Any, tmp_path: Path) -> None:
    with_answers(tmp_path)
    made = json.loads(run("why", "platform-access/tender", "--format", "json").out)
    assert (made["in_plan"], made["day"], made["chain"], made["moves"]) == (False, None, [], [])
    assert list(made["absent"]) == ["empty", "begins_with", "failed", "remedies"]
    assert made["absent"]["remedies"] == [
        {"question": "organisation.kind", "element": None, "value": "public", "confidential": False}
    ]
    condition = made["absent"]["failed"][0]["conditions"][0]
    assert (condition["of"], condition["answers"][0]["state"]) == ("item", "assumed")


@pytest.mark.whole  # each form plans seventy times
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_same_question_has_the_same_answer(run: Any, form: str) -> None:
    arguments = ("why", "charter-ready", "--example", "weldom", "--format", form)
    assert run(*arguments).out == run(*arguments).out


def test_without_a_start_there_is_nothing_to_explain(run: Any, tmp_path: Path) -> None:
    with_answers(tmp_path)
    path = tmp_path / "answers.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("start: 2027-01-04, ", ""), encoding="utf-8")
    ran = run("why", "open@finance")
    assert (ran.code, ran.out) == (2, "")
    assert "add under “calendar:” the line “start: 2027-01-04”" in ran.err


def test_an_effort_other_than_quick_may_be_asked_for(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_answers(tmp_path)
    asked: list[str] = []

    def noted(answers: Answers, library: Library, effort: Effort, course: Course | None) -> Plan:
        assert course is None
        asked.append(effort.name)
        return plan(answers, library)

    monkeypatch.setattr("rse_plan.pipeline.plan", noted)
    assert run("why", "open@finance", "--effort", "thorough").code == 0
    assert run("why", "open@finance", "--effort", "quick").code == 2
    assert run("why", "open@finance").code == 0
    assert asked == ["thorough", "standard"]


def test_the_best_plan_is_not_sought_for_other_answers_and_their_days_are_near(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_answers(tmp_path)
    asked: list[Effort] = []

    def sought(answers: Answers, library: Library, effort: Effort, course: Course | None) -> Plan:
        assert (effort.optimal, course) == (3, None)
        return plan(answers, library)

    def noted(
        answers: Answers, library: Library, effort: Effort, course: Course | None
    ) -> Mapping[str, tuple[date, date]]:
        assert course is None
        asked.append(effort)
        return dates(answers, library, effort)

    monkeypatch.setattr("rse_plan.pipeline.plan", sought)
    monkeypatch.setattr("rse_plan.pipeline.dates", noted)
    assert " → about " in run("why", "council-opinion", "--optimal", "3").out
    assert set(asked) == {Effort()}


def test_what_an_answer_holds_cannot_steer_the_terminal(run: Any, tmp_path: Path) -> None:
    with_answers(tmp_path)
    path = tmp_path / "answers.yaml"
    odd = path.read_text(encoding="utf-8").replace("name: Finance", 'name: "[bold]Fi{x}nance `rm` <b>"')
    path.write_text(odd, encoding="utf-8")
    ran = run("why", "open@finance")
    assert ran.code == 0
    assert "[bold]Fi{x}nance `rm` <b>" in ran.out
