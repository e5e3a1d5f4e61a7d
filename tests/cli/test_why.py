"""`rse-plan why`: what it prints for people and for programs, and every item of every example."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import examples
from rse_plan.cli.why import _lines
from rse_plan.documents.why_view import WhyPage, WhyWords
from rse_plan.documents.words import Words
from rse_plan.formats.why import write_why
from rse_plan.library import Folder, Library
from rse_plan.model.answers import Answers
from rse_plan.pipeline import dates, load, plan, prepare
from rse_plan.planning.build import Prepared
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.levelling.effort import Effort
from rse_plan.planning.lookup import Left, chosen_of, contents, find
from rse_plan.planning.plan import BoundKind, Plan, Planned
from rse_plan.planning.variants import with_answer
from rse_plan.planning.why import Explanation, explain
from rse_plan.planning.why_absent import explain_absent
from rse_plan.resources import BUNDLED, example_label, example_path, playbooks_folder

ROOT = Path(__file__).parents[2]
KEYS = ["format", "id", "in_plan", "title", "audience", "texts", "day", "playbook", "elements", "waves",
        "conditions", "adjusted", "due", "chain", "sources", "moves", "absent"]  # fmt: skip
PLACE = re.compile(r"(bundled:[\w./-]+\.yaml):(\d+)")

MOST_UNLIKE = ("bnp-personal-finance", "groupe-hospitalier", "weldom")
"""Where planning again for each answer is tried: it takes seconds for each."""

# --- every item of every example ---


@cache
def ready(name: str) -> Prepared:
    loaded = load(example_path(name), (Folder(playbooks_folder(), BUNDLED),), example_label(name))
    assert loaded.answers is not None
    return prepare(loaded.answers, loaded.library)


def told(name: str, language: str) -> WhyWords:
    return WhyWords(examples.example_plan(name), ready(name).sheet, Words(language))


@cache
def explanations(name: str) -> tuple[Explanation, ...]:
    """All that is in an example's plan, without trying other answers: that is tested apart."""
    made = examples.example_plan(name)
    same = {item.id: (item.start, item.finish) for item in made.items}

    def dates(_: Answers) -> Mapping[str, tuple[date, date]]:
        return same

    return tuple(explain(entry, made, ready(name), dates) for entry in contents(made).values())


@pytest.mark.parametrize("name", examples.NAMES)
def test_every_chain_ends_at_the_start_or_on_a_given_day(name: str) -> None:
    wrong = [
        (found.id, found.chain[-1].item.id, found.chain[-1].bound)
        for found in explanations(name)
        if found.chain and found.chain[-1].bound.kind not in (BoundKind.START, BoundKind.PINNED)
    ]
    assert wrong == []
    assert all(found.chain for found in explanations(name) if found.planned is not None)


@pytest.mark.parametrize("name", examples.NAMES)
def test_every_link_of_a_chain_is_what_the_one_before_it_names(name: str) -> None:
    for found in explanations(name):
        for step, following in zip(found.chain, found.chain[1:], strict=False):
            assert step.after is not None
            assert step.after.id == following.item.id
        assert not found.chain or found.chain[-1].after is None


@pytest.mark.parametrize("language", examples.LANGUAGES)
@pytest.mark.parametrize("name", examples.NAMES)
def test_every_item_is_explained_and_every_file_and_line_exists(name: str, language: str) -> None:
    spoken = told(name, language)
    for found in explanations(name):
        page = spoken.present(found)
        assert_sound(page, language)
        assert all(len(line.split(" — ", 1)) == 2 for line in links(page, found))
        assert_known(json.loads(write_why(found, spoken)))


def links(page: WhyPage, found: Explanation) -> list[str]:
    """The lines of a chain, one for each of its links."""
    dated = [part.lines for part in page.parts if part.label in ("on this date", "à cette date")]
    lines = dated[0] if found.chain else ()
    chain = list(lines[1:] if found.due is not None else lines)
    assert len(chain) == len(found.chain)
    return chain


@pytest.mark.parametrize("language", examples.LANGUAGES)
@pytest.mark.parametrize("name", examples.NAMES)
def test_every_item_of_the_library_that_is_left_out_says_why(name: str, language: str) -> None:
    spoken = told(name, language)
    absent = list(left_out(name))
    assert len(absent) > 10
    for left in absent:
        found = explain_absent(left, ready(name).sheet, same_sheet(name))
        assert found.absences or found.empty or found.begins_with or found.skipped, found.id
        assert_sound(spoken.absent(found), language)
        assert_known(json.loads(write_why(found, spoken)))


def left_out(name: str) -> Iterator[Left]:
    made = examples.example_plan(name)
    there = {chosen_of(entry).ref for entry in contents(made).values()}
    for ref in ready(name).library.index.places:
        if ref not in there:
            found = find(ref, made, ready(name).sheet)
            assert isinstance(found, Left)
            yield found


@pytest.mark.whole  # it plans again for each answer
@pytest.mark.parametrize("name", MOST_UNLIKE)
def test_each_day_that_another_answer_leads_to_is_that_of_planning_again(name: str) -> None:
    made, library = examples.example_plan(name), ready(name).library

    def tried(answers: Answers) -> Mapping[str, tuple[date, date]]:
        return dates(answers, library)

    told = 0
    for entry in some_of_each_kind(made):
        for move in explain(entry, made, ready(name), tried).moves:
            if move.of is not None:
                continue  # what is taken out of the answers has tests of its own
            value = move.shown.value
            other = plan(
                with_answer(ready(name).answers, library, move.question, move.element, value), library
            )
            again = next(item for item in other.items if item.id == entry.id)
            gate = entry.kind == "gate"
            assert (entry.id, move.question, move.day) == (
                entry.id,
                move.question,
                again.finish if gate else again.start,
            )
            assert move.days == (move.day - (entry.finish if gate else entry.start)).days
            told += 1
    assert told > 2


def some_of_each_kind(made: Plan) -> Iterator[Planned]:
    """The first opening, and of each other kind of work one from the middle of the plan."""
    yield from (item for item in made.items if item.id == made.anchor)
    for kind in ("task", "gate", "ongoing"):
        found = [item for item in made.items if item.kind == kind]
        yield found[len(found) // 2]


def same_sheet(name: str) -> Any:
    def sheet(_: Answers) -> FactSheet:
        return ready(name).sheet

    return sheet


def assert_sound(page: WhyPage, language: str) -> None:
    text = "\n".join(_lines(page))
    assert "{" not in text
    assert "None" not in text.replace("gain: None", ""), "a value without words"
    assert all(part.label and part.lines and part.lines[0] and part.lines[-1] for part in page.parts)
    places = PLACE.findall(text)
    assert places
    for path, line in places:
        assert_exists(path, int(line))
    if language == "fr":
        assert "'" not in re.sub(PLACE, "", text)


def assert_exists(path: str, line: int) -> None:
    inside = path.removeprefix("bundled:")
    file = ROOT / inside if inside.startswith("examples/") else ROOT / "playbooks" / inside
    assert 1 <= line <= len(lines_of(file))


@cache
def lines_of(file: Path) -> tuple[str, ...]:
    return tuple(file.read_text(encoding="utf-8").splitlines())


def assert_known(value: Any) -> None:
    """Every place in the JSON exists; the keys are the documented ones."""
    assert list(value) == KEYS
    for place in places_in(value):
        assert_exists(place["file"], place["line"])


def places_in(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        if "file" in value:
            yield value
        for inner in value.values():
            yield from places_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from places_in(inner)


# --- the command ---

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

    def noted(answers: Answers, library: Library, effort: Effort) -> Plan:
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

    def sought(answers: Answers, library: Library, effort: Effort) -> Plan:
        assert effort.optimal == 3
        return plan(answers, library)

    def noted(answers: Answers, library: Library, effort: Effort) -> Mapping[str, tuple[date, date]]:
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
