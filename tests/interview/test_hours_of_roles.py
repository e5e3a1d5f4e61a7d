"""Hours a week of the roles that full asks about: one home in the file, the same from every source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from filled_sheets import back, facts, from_text

from rse_plan.interview.agenda import Agenda, Ask, Mode, Which, full_questions, quick_questions
from rse_plan.interview.asker import Prompt, Typed
from rse_plan.interview.conduct import Interview, conduct
from rse_plan.interview.effects import Effects
from rse_plan.interview.given import read_settings, with_settings
from rse_plan.interview.phrasing import phrase
from rse_plan.interview.record import with_answer
from rse_plan.interview.saving import open_answers
from rse_plan.interview.sheet_text import as_yaml_sheet
from rse_plan.interview.sheets import handout, open_questions
from rse_plan.interview.tracks import track_of
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.hours import hours_of
from rse_plan.planning.variants import with_answer as with_another
from rse_plan.source.span import file_start

ROLES = {
    "team.project_lead_hours": "project-lead",
    "team.communications_hours": "communications",
    "team.training_hours": "training",
    "team.it_hours": "it",
    "team.dpo_hours": "dpo",
}
WHOSE = "Whose hours a week"
BY_HAND = """\
kind: answers
format: 1
language: en
documents: [en]
organisation: {name: Weldom, headcount: 900, countries: [FR], employers: one}
communities:
  - {id: ideas, name: Ideas, members: 40, use_case: idea-box}
people:
  # signed in May
  hr: {name: Ann, hours: 6}   # half a day
  it:
    name: Bo   # the architect
    # on call
    deputy: Cy
  community-manager: {hours: 8}
calendar: {start: 2026-11-30}
"""


@dataclass
class Person:
    """Picks some of the roles and types their hours; Enter to all else."""

    picked: Typed
    hours: Mapping[str, str]
    asked: list[Prompt]

    def ask(self, prompt: Prompt) -> Typed:
        self.asked.append(prompt)
        if WHOSE in prompt.label:
            return self.picked
        for words, typed in self.hours.items():
            if words in prompt.label and "hours a week" in prompt.label:
                return (typed,)
        keys = [(option.key,) for option in reversed(prompt.options)]
        likely = [prompt.suggested] if prompt.suggested else []
        likely += [(), *keys] if keys else [("",), ("7",)]
        return next(typed for typed in likely if prompt.complaint(typed) is None)

    def tell(self, text: str) -> None:
        assert text

    def wait(self, _: str, work: Callable[[], object]) -> object:
        return work()


Held = Callable[..., tuple[Person, Answers, str]]


@pytest.fixture
def held(bundled: Library, interview_of: Callable[..., Interview], tmp_path: Path) -> Held:
    """The part of a full interview that is about hours: who was asked, the answers, the text."""
    asked = tuple(question for question in full_questions(bundled) if question.hours_of is not None)

    def hold(picked: Typed, hours: Mapping[str, str], text: str = BY_HAND) -> tuple[Person, Answers, str]:
        path = tmp_path / "answers.yaml"
        path.write_text(text, encoding="utf-8")
        file = open_answers(path, bundled, "en")
        person = Person(picked, hours, [])
        interview = replace(interview_of(bundled, "en", Mode.FULL), agenda=Agenda(asked, Mode.FULL))
        answers = conduct(interview, file.answers, person, file.keep)  # type: ignore[arg-type]  # it asks
        return person, answers, path.read_text(encoding="utf-8")

    return hold


def test_full_asks_for_them_and_quick_does_not(bundled: Library) -> None:
    full = {question.id: question.hours_of for question in full_questions(bundled) if question.hours_of}
    assert full == {"team.cm_hours": "community-manager", **ROLES}
    assert [one.id for one in quick_questions(bundled) if one.hours_of] == ["team.cm_hours"]


def test_only_those_that_are_known_are_asked_for(held: Held) -> None:
    person, answers, text = held(("team.it_hours@", "team.dpo_hours@"), {"IT": "5", "protection": "2"})
    asked = [prompt.label for prompt in person.asked if "hours a week" in prompt.label]
    assert len(asked) == 3
    assert WHOSE in asked[0]
    people = yaml.safe_load(text)["people"]
    assert (people["it"], people["dpo"]) == ({"name": "Bo", "deputy": "Cy", "hours": 5}, {"hours": 2})
    assert [people[role] for role in ("project-lead", "communications", "training")] == [
        {"hours": "unknown"}
    ] * 3
    assert answers.people["it"].hours == 5
    assert "team" not in yaml.safe_load(text) or not set(yaml.safe_load(text)["team"]) & {
        "it_hours",
        "dpo_hours",
    }


def test_what_a_hand_wrote_among_the_people_stays(held: Held) -> None:
    *_, text = held(("team.it_hours@",), {"IT": "5"})
    for line in (
        "  # signed in May\n  hr: {name: Ann, hours: 6}   # half a day\n",
        "    name: Bo   # the architect\n    # on call\n    deputy: Cy\n    hours: 5\n",
    ):
        assert line in text


def test_what_was_picked_is_not_asked_a_second_time(held: Held, tmp_path: Path) -> None:
    _, first, text = held(("team.it_hours@",), {"IT": "5"})
    person, second, again = held((), {}, text)
    assert not [prompt for prompt in person.asked if "hours a week" in prompt.label]
    assert again == text
    assert {name: second.values[name].value for name in ROLES} == {
        name: first.values[name].value for name in ROLES
    }


def test_the_file_is_the_same_whatever_comes_first(bundled: Library, tmp_path: Path) -> None:
    texts = set()
    for number, names in enumerate((list(ROLES), list(ROLES)[::-1], sorted(ROLES))):
        path = tmp_path / f"{number}.yaml"
        file = open_answers(path, bundled, "en")
        for name in names:
            file.keep(with_answer(file.answers, Ask(bundled.questions[name]), len(name)))
        texts.add(path.read_text(encoding="utf-8"))
    assert len(texts) == 1
    assert list(yaml.safe_load(texts.pop())["people"]) == list(ROLES.values())


def test_hours_given_in_the_interview_count_at_once(bundled: Library, tmp_path: Path) -> None:
    """The file's own are read first otherwise: `?` would go by what is not true any more."""
    path = tmp_path / "answers.yaml"
    path.write_text(BY_HAND.replace("deputy: Cy", "hours: 3"), encoding="utf-8")
    answers = open_answers(path, bundled, "en").answers
    now = with_answer(answers, Ask(bundled.questions["team.it_hours"]), 9)
    found = hours_of("it", FactSheet(now, bundled))
    assert found is not None
    assert (found.hours, found.assumed) == (9, False)
    unknown = with_answer(answers, Ask(bundled.questions["team.it_hours"]), None)
    assert hours_of("it", FactSheet(unknown, bundled)) is None


@pytest.mark.parametrize(
    ("name", "language", "told"),
    [
        ("team.it_hours", "en", "I don’t know yet (assumed: as many as it takes)"),
        ("team.it_hours", "fr", "je ne sais pas encore (le plan supposera\u00a0: autant qu’il en faut)"),
        ("team.project_lead_hours", "en", "I don’t know yet (assumed: 10)"),
        ("team.cm_hours", "en", "I don’t know yet (assumed: 10)"),
    ],
)
def test_not_knowing_says_what_is_taken_meanwhile(
    bundled: Library, name: str, language: str, told: str
) -> None:
    sheet = FactSheet(Answers(path="", span=file_start("")), bundled)
    prompt = phrase(Ask(bundled.questions[name]), sheet, Voice(language))
    assert any(told in hint for hint in prompt.hints), prompt.hints


def test_the_estimate_leaves_them_to_the_list(bundled: Library, tmp_path: Path) -> None:
    sheet = facts(BY_HAND, bundled)
    agenda = Agenda(full_questions(bundled), Mode.FULL)
    steps = list(agenda.steps(sheet))
    assert [ask.question.id for ask in agenda.covered(Which("hours"), sheet)] == list(ROLES)
    place = steps.index(Which("hours"))
    assert steps[place + 1] == Ask(bundled.questions["team.project_lead_hours"])
    assert [ask for ask in agenda.likely(steps, sheet) if ask in agenda.covered(Which("hours"), sheet)] == []


@pytest.mark.parametrize("key", ["team.it_hours", "people.it.hours"])
def test_a_flag_names_them_by_the_question_or_by_their_home(bundled: Library, key: str) -> None:
    answers = facts(BY_HAND, bundled).answers
    settings, refused = read_settings([f"{key}=4"], bundled, Voice("en"))
    assert refused == ()
    made = with_settings(answers, settings, bundled, Voice("en")).answers
    assert (made.values["team.it_hours"].value, made.people["it"].hours, made.people["it"].name) == (
        4,
        4,
        "Bo",
    )


def test_hours_of_a_role_that_nobody_asks_for_are_no_flag(bundled: Library) -> None:
    _, refused = read_settings(["people.hr.hours=4"], bundled, Voice("en"))
    assert len(refused) == 1


@pytest.mark.parametrize(
    ("name", "track"),
    [
        ("team.project_lead_hours", "project"),
        ("team.communications_hours", "communications"),
        ("team.training_hours", "hr"),
        ("team.it_hours", "it"),
        ("team.dpo_hours", "legal"),
        ("team.cm_hours", "business"),
    ],
)
def test_a_sheet_goes_to_those_whose_hours_they_are(bundled: Library, name: str, track: str) -> None:
    assert track_of(bundled.questions[name], bundled) == track
    assert name in [ask.question.id for ask in open_questions(facts(BY_HAND, bundled), track)] or (
        name == "team.cm_hours"
    )


def test_a_sheet_in_both_forms_brings_them_back(bundled: Library) -> None:
    sheet = facts(BY_HAND, bundled)
    handed = handout("it", sheet, Voice("en"))
    (entry,) = (one for one in handed.entries if one.key == "team.it_hours")
    assert entry.assumed == "as many as it takes"
    text = as_yaml_sheet(handed, Voice("en"))
    assert yaml.safe_load(text)["people"] == {"it": {"hours": None}}
    filled = from_text(sheet, text.replace("    hours:\n", "    hours: 7\n").partition("format: 1\n")[2])
    table = back(sheet, "it", {"team.it_hours": "7"}, "en")
    for returned in (filled, table):
        assert (returned.diagnostics, returned.refused) == ((), ())
        assert {one.key: one.value for one in returned.settings} == {"team.it_hours": 7}


def test_a_sheet_of_two_roles_keeps_them_apart(bundled: Library) -> None:
    """The training lead's and the community managers' hours, were they on one sheet."""
    sheet = facts(BY_HAND, bundled)
    handed = handout("hr", sheet, Voice("en"))
    assert "people" in yaml.safe_load(as_yaml_sheet(handed, Voice("en")))
    both = [*handed.entries, *handout("it", sheet, Voice("en")).entries]
    text = as_yaml_sheet(replace(handed, entries=tuple(both)), Voice("en"))
    assert yaml.safe_load(text)["people"] == {"training": {"hours": None}, "it": {"hours": None}}


def test_names_of_people_on_a_sheet_are_refused_still(bundled: Library) -> None:
    returned = from_text(facts(BY_HAND, bundled), "people: {it: {hours: 4, name: Bo}, hr: {hours: 3}}\n")
    assert [one.value for one in returned.settings] == [4]
    assert len(returned.diagnostics) == 2


def test_what_they_change_is_told(bundled: Library) -> None:
    """With very few hours IT takes longer: work is stretched."""
    effects = Effects(bundled, Voice("en"), date(2026, 11, 30))
    found = effects.of(Ask(bundled.questions["team.it_hours"]), facts(BY_HAND, bundled).answers)
    assert found.tasks > 0


def test_an_answer_is_the_same_for_planning_as_what_a_hand_wrote(bundled: Library) -> None:
    sheet = facts(BY_HAND, bundled)
    asked = with_another(sheet.answers, bundled, "team.dpo_hours", None, 3)
    written = facts(BY_HAND.replace("people:\n", "people:\n  dpo: {hours: 3}\n"), bundled).answers
    assert asked.people["dpo"].hours == written.people["dpo"].hours == 3
    assert written.values["team.dpo_hours"].value == 3
