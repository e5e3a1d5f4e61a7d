"""What full need not ask one by one: what is alike among communities, days that there are none of, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from rse_plan.interview.agenda import Agenda, Mode, Which, full_questions
from rse_plan.interview.asker import Back, Form, Prompt, Typed
from rse_plan.interview.conduct import Interview, conduct
from rse_plan.interview.pace import SECONDS, seconds
from rse_plan.interview.saving import open_answers
from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.planning.facts import FactSheet

DIFFERS, PERIODS = "what is different", "must the plan allow for"
NAMES, VIEWS = "is called otherwise", "Whose view do you know"
START = """\
kind: answers
format: 1
language: en
documents: [en]
organisation: {name: Weldom, headcount: 900, countries: [FR, DE], employers: one}
employers: [{id: weldom, name: Weldom, country: CH, headcount: 900}]
communities:
  - {id: ideas, name: Ideas, members: 40, use_case: idea-box}
  - {id: finance, name: Finance, members: 30, use_case: knowledge-sharing}
"""
GROUP = START.replace("employers: one", "employers: group").replace(
    "[{id: weldom, name: Weldom, country: CH, headcount: 900}]",
    "[{id: france, name: Weldom (France), country: FR}, {id: germany, name: Weldom (Germany), country: DE}]",
)


@dataclass
class Person:
    """Says what is known of a question by some words of its label, Enter to all others."""

    known: Mapping[str, Typed | list[Typed | Exception]]
    asked: list[Prompt] = field(default_factory=list)

    def ask(self, prompt: Prompt) -> Typed:
        self.asked.append(prompt)
        for words, said in self.known.items():
            if words in prompt.label:
                answer = said.pop(0) if isinstance(said, list) and said else said
                if isinstance(answer, Exception):
                    raise answer
                if answer:
                    return answer  # type: ignore[return-value]  # a list of answers is not empty here
        keys = [(option.key,) for option in reversed(prompt.options)]
        likely = [prompt.suggested] if prompt.suggested else []
        likely += keys if prompt.form is Form.ONE else [(), *keys] if keys else [("",), ("7",)]
        return next(typed for typed in likely if prompt.complaint(typed) is None)

    def tell(self, text: str) -> None:
        assert text

    def wait(self, _: str, work: Callable[[], object]) -> object:
        return work()

    def labels(self, words: str) -> list[str]:
        return [prompt.label for prompt in self.asked if words in prompt.label]

    def prompt(self, words: str) -> Prompt:
        return next(prompt for prompt in self.asked if words in prompt.label)


Held = Callable[..., tuple[Person, Answers, str]]


@pytest.fixture
def held(bundled: Library, interview_of: Callable[..., Interview], tmp_path: Path) -> Held:
    """A full interview over a file: who was asked, the answers, the text."""

    def hold(
        text: str, known: Mapping[str, Typed | list[Typed | Exception]], language: str = "en"
    ) -> tuple[Person, Answers, str]:
        path = tmp_path / "answers.yaml"
        path.write_text(text, encoding="utf-8")
        file = open_answers(path, bundled, language)
        person = Person(known)
        interview = interview_of(bundled, language, Mode.FULL)
        answers = conduct(interview, file.answers, person, file.keep)  # type: ignore[arg-type]  # it asks
        return person, answers, path.read_text(encoding="utf-8")

    return hold


def said(answers: Answers, position: int) -> dict[str, object]:
    """What is said of a community beyond its name, size and use."""
    element = answers.groups["communities"][position]
    own = ("community.name", "community.members", "community.use_case")
    return {name: answer.value for name, answer in element.answers.items() if name not in own}


FIRST: dict[str, Typed] = {
    "Ideas: Is its leader known": ("named",),
    "Ideas: Which existing habit": ("the newsletter",),
    "Ideas: Can anyone": ("closed",),
}


def test_a_second_community_is_asked_about_in_one_go(held: Held) -> None:
    person, answers, _ = held(START, FIRST)
    assert len(person.labels("Ideas: ")) == 8
    assert person.labels("Finance: ") == ["Finance: what is different from “Ideas”?"]
    assert said(answers, 1) == said(answers, 0)
    assert said(answers, 0)["community.habit"] == "the newsletter"
    prompt = person.prompt(DIFFERS)
    assert (prompt.form, prompt.suggested) == (Form.SEVERAL, ())
    assert "None picked: all as for “Ideas”" in prompt.hints
    assert "leader of the community: yes, a person is named" in [one.label for one in prompt.options]
    assert prompt.explain is not None
    assert "Communities are often alike" in prompt.explain()


def test_what_is_different_is_asked_and_nothing_else(held: Held) -> None:
    picked = ("community.owner@finance", "community.habit@finance")
    known = {**FIRST, DIFFERS: picked, "Finance: Is its leader": ("role",)}
    person, answers, _ = held(START, known)
    assert [label.split(": ")[1][:12] for label in person.labels("Finance: ")] == [
        "what is diff",
        "Is its leade",
        "Which existi",
    ]
    of_first, of_second = said(answers, 0), said(answers, 1)
    assert {name for name, value in of_second.items() if of_first[name] != value} == {
        "community.owner",
        "community.habit",
    }
    assert of_second["community.owner"] == "role"


def test_going_back_to_it_shows_what_was_picked(held: Held) -> None:
    both = ("community.owner@finance", "community.kind@finance")
    known: dict[str, Typed | list[Typed | Exception]] = {
        **FIRST,
        DIFFERS: [both[:1], both],
        "Finance: Is its leader": [Back(), ("role",)],
        "Finance: What kind": ("interest",),
    }
    person, answers, _ = held(START, known)
    assert [one.suggested for one in person.asked if DIFFERS in one.label] == [(), both[:1]]
    assert said(answers, 1)["community.kind"] == "interest"
    assert said(answers, 1)["community.owner"] == "role"


def test_coming_back_to_it_with_enter_changes_nothing(held: Held) -> None:
    known: dict[str, Typed | list[Typed | Exception]] = {
        **FIRST,
        DIFFERS: [("community.owner@finance",), ()],
        "Finance: Is its leader": [("role",), Back(), ()],
        "another community": [Back(), ("false",)],
    }
    person, answers, _ = held(START, known)
    assert [one.suggested for one in person.asked if DIFFERS in one.label] == [
        (),
        ("community.owner@finance",),
    ]
    assert said(answers, 1)["community.owner"] == "role"


def test_days_that_there_are_none_of_are_asked_about_in_one_go(held: Held) -> None:
    person, answers, text = held(START, FIRST)
    assert len(person.labels(PERIODS)) == 1
    assert person.labels("When is everything closed") == []
    assert re.findall(r"^  (closures|freezes|other_changes): \[\]$", text, re.MULTILINE) == [
        "closures",
        "freezes",
        "other_changes",
    ]
    picked = {**FIRST, PERIODS: ("calendar.freezes@",), "nothing new": ("august",)}
    person, answers, text = held(START, picked)
    assert len(person.labels("nothing new")) == 1
    assert "  freezes: [{preset: august}]\n" in text
    assert answers.values["calendar.closures"].value == ()


def test_whose_view_is_known_is_asked_in_one_go(held: Held) -> None:
    known = {**FIRST, VIEWS: ("stakeholders.hr@",), "human resources stand": ("for",)}
    person, answers, text = held(START, known)
    assert len(person.labels(VIEWS)) == 1
    assert len(person.prompt(VIEWS).options) == 7
    assert len(person.labels("Where do")) == 1
    assert text.count(": not-met\n") == 6
    assert answers.values["stakeholders.hr"].value == "for"
    assert text.count("absences: []") == 1
    away = {**FIRST, PERIODS: ("sponsor.absences@main",), "the sponsor be away": ("august",)}
    _, _, text = held(START, away)
    assert "absences: [{preset: august}]\n" in text
    assert "freezes: []\n" in text


def test_companies_are_asked_about_whose_name_is_another(held: Held) -> None:
    person, answers, _ = held(GROUP, FIRST)
    assert len(person.labels(NAMES)) == 1
    assert [one.label for one in person.prompt(NAMES).options] == ["Weldom (France)", "Weldom (Germany)"]
    assert person.labels("What is this employer called") == []
    known = {**FIRST, NAMES: ("employer.name@germany",), "this employer called": ("Castor GmbH",)}
    person, answers, _ = held(GROUP, known)
    assert person.prompt("this employer called").suggested == ("Weldom (Germany)",)
    assert [one.answers["employer.name"].value for one in answers.groups["employers"]] == [
        "Weldom (France)",
        "Castor GmbH",
    ]


def test_what_the_file_says_of_a_second_community_is_not_asked_again(held: Held) -> None:
    text = START.replace("use_case: knowledge-sharing", "use_case: other, owner: role, kind: interest")
    person, answers, _ = held(text, FIRST)
    keys = [one.key for one in person.prompt(DIFFERS).options]
    assert "community.owner@finance" not in keys
    assert (said(answers, 1)["community.owner"], said(answers, 1)["community.kind"]) == ("role", "interest")


def test_going_on_from_quick_the_second_follows_the_first(
    bundled: Library, interview_of: Callable[..., Interview], tmp_path: Path
) -> None:
    """Whatever order the questions come in, the list comes once the first community is done."""
    quick = (
        START.replace("country: CH", "country: FR, works_council: single")
        + "goal: {primary: idea-box, process: stores}\nsponsors: [{id: main, level: ceo}]\n"
        + "stakeholders: {owner: it}\nplatform: {product: other}\n"
        + "people: {community-manager: {hours: 8}}\n"
        + "calendar: {start: 2026-11-30, decision: 2027-01-22, target: unknown}\n"
    )
    path = tmp_path / "answers.yaml"
    path.write_text(quick, encoding="utf-8")
    file = open_answers(path, bundled, "en")
    interview = replace(interview_of(bundled, "en", Mode.FULL), order=lambda asks, _: asks[::-1])
    person = Person({**FIRST, DIFFERS: ("community.kind@finance",)})
    conduct(interview, file.answers, person, file.keep)  # type: ignore[arg-type]  # it asks
    labels = [prompt.label for prompt in person.asked]
    at = labels.index("Finance: what is different from “Ideas”?")
    assert labels[at + 1] == "Finance: What kind of community is it?"
    assert max(place for place, label in enumerate(labels) if label.startswith("Ideas: ")) < at
    assert len(person.labels("Finance: ")) == 2
    assert len(person.labels(PERIODS)) == 1


def test_the_estimate_takes_it_as_it_is_most_often(bundled: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(START, encoding="utf-8")
    sheet = FactSheet(open_answers(path, bundled, "en").answers, bundled)
    agenda = Agenda(full_questions(bundled), Mode.FULL)
    steps = list(agenda.steps(sheet))
    whiches = [Which("views"), Which("communities", 1), Which("hours"), Which("periods")]
    assert [step for step in steps if isinstance(step, Which)] == whiches
    likely = agenda.likely(steps, sheet)
    unlikely = [step for step in steps if step not in likely]
    settling = (whiches[0], *whiches[2:])
    assert unlikely == [ask for which in settling for ask in agenda.covered(which, sheet)]
    assert seconds([Which("periods")]) - seconds([]) == SECONDS["multi"]


def test_quick_asks_no_such_thing(bundled: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(GROUP, encoding="utf-8")
    sheet = FactSheet(open_answers(path, bundled, "en").answers, bundled)
    assert not any(isinstance(step, Which) for step in Agenda(full_questions(bundled)).steps(sheet))
