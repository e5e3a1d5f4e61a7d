"""The last lines: the opening, what it rests on, what to find out first, and what to do next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rse_plan.errors import UserError, say
from rse_plan.interview.closing import Commands, closing
from rse_plan.interview.effects import Effects
from rse_plan.interview.outlook import MOST, Outlook, outlook
from rse_plan.interview.saving import open_answers
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answer, Answers
from rse_plan.planning.plan import State
from rse_plan.resources import example_path

COMMANDS = Commands(render="rse-plan render", check="rse-plan check", change="rse-plan init")


@pytest.fixture(scope="module")
def quick(bundled: Library) -> Answers:
    """What the quick interview would have asked of an example."""
    asked = {name for name, entry in bundled.asked.items() if entry.question.ask == "quick"} | {
        "calendar.start"
    }
    answers = open_answers(example_path("weldom"), bundled, "en").answers

    def kept(given: dict[str, Answer]) -> dict[str, Answer]:
        return {name: answer for name, answer in given.items() if name in asked and name != "calendar.target"}

    groups = {
        name: tuple(replace(element, answers=kept(dict(element.answers))) for element in elements)
        for name, elements in answers.groups.items()
    }
    return replace(answers, values=kept(dict(answers.values)), groups=groups, people={})


def found(answers: Answers, library: Library) -> Outlook:
    return outlook(answers, Effects(library, Voice("en"), date(2026, 11, 30)))


def lines(outlook_: Outlook | None, language: str = "en") -> list[str]:
    return closing(outlook_, "answers.yaml", COMMANDS, Voice(language)).split("\n")


def test_the_opening_and_what_it_rests_on(bundled: Library, quick: Answers) -> None:
    ahead = found(quick, bundled)
    assert ahead.made is not None
    assert ahead.made.first_opening is not None
    critical = sum(each.critical for each in ahead.made.assumptions)
    assert critical > 1
    day = f"{ahead.made.first_opening:%d %B %Y}".lstrip("0")
    first, worth, *rest = lines(ahead)
    assert first == (
        f"The pilot could open on {day}; {len(ahead.made.assumptions)} assumptions, "
        f"{critical} on the critical path."
    )
    assert worth.startswith("Worth finding out first: ")
    assert rest == [
        "answers.yaml is complete. To change an answer: rse-plan init",
        "It is confidential: share the documents, not this file.",
        "Next: rse-plan render",
    ]


def test_in_french(bundled: Library, quick: Answers) -> None:
    first, worth, *rest = lines(found(quick, bundled), "fr")
    assert first.startswith("Le pilote pourrait ouvrir le ")
    assert first.endswith(" sur le chemin critique.")
    assert "hypothèses, dont " in first
    assert worth.startswith("À établir en premier\u00a0: ")
    assert rest[-1] == "Ensuite, tapez\u00a0: rse-plan render"


def test_what_moves_most_is_named_first_and_nothing_private(bundled: Library, quick: Answers) -> None:
    worth = found(quick, bundled).worth
    days = [each.days for each in worth]
    assert len(worth) == MOST
    assert days == sorted(days, reverse=True)
    assert days[0] > 0
    assert not any(each.assumption.private for each in worth)
    assert all(each.assumption.shown.state is State.ASSUMED for each in worth)


def test_nothing_is_assumed() -> None:
    """What there is nothing to say of is not said."""
    assert lines(None) == [
        "answers.yaml is complete. To change an answer: rse-plan init",
        "It is confidential: share the documents, not this file.",
        "Next: rse-plan render",
    ]


def test_no_assumption_and_no_opening_are_said_as_such(bundled: Library, quick: Answers) -> None:
    ahead = found(quick, bundled)
    assert ahead.made is not None
    sure = Outlook(replace(ahead.made, assumptions=()))
    assert lines(sure)[0].endswith("; nothing is assumed.")
    shut = Outlook(replace(ahead.made, assumptions=(), first_opening=None))
    assert lines(shut)[0] == "No community opens yet; nothing is assumed."
    calm = [each for each in ahead.made.assumptions if not each.critical][:2]
    easy = Outlook(replace(ahead.made, assumptions=tuple(calm)))
    assert lines(easy)[0].endswith("; 2 assumptions, none on the critical path.")


def test_a_wanted_day_that_does_not_hold_is_told(bundled: Library, quick: Answers) -> None:
    ahead = found(quick, bundled)
    wanted = Answer(date(2027, 3, 1), quick.span)
    late = found(replace(quick, values={**quick.values, "calendar.target": wanted}), bundled)
    assert (
        "That is after the day wanted, 1 March 2027; rse-plan check says what would make it hold."
        in lines(late)
    )
    assert not any("after the day wanted" in line for line in lines(ahead))


def test_answers_that_no_plan_can_be_made_of(bundled: Library, quick: Answers) -> None:
    without = {name: answer for name, answer in quick.values.items() if name != "calendar.start"}
    ahead = found(replace(quick, values=without), bundled)
    assert ahead.made is None
    assert isinstance(ahead.fault, UserError)
    assert lines(ahead)[0].startswith("No plan can be made of these answers yet: ")
    assert lines(ahead)[-1] == "Next: rse-plan render"


def test_the_advice_of_a_fault_is_kept() -> None:
    fault = UserError(say("a day is missing"), say("write one"))
    assert lines(Outlook(None, fault=fault))[:2] == [
        "No plan can be made of these answers yet: a day is missing.",
        "  write one",
    ]


def test_what_was_not_asked_is_a_command_away() -> None:
    more = replace(COMMANDS, rest="rse-plan init --full")
    told = closing(None, "answers.yaml", more, Voice("fr")).split("\n")
    assert told[1] == "Pour remplacer des hypothèses par des réponses\u00a0: rse-plan init --full"
    assert len(told) == len(lines(None)) + 1
