"""The lines of the review: told apart, whole, and with what is assumed."""

from __future__ import annotations

import pytest

from rse_plan.interview.agenda import Agenda, quick_questions
from rse_plan.interview.asker import Prompt
from rse_plan.interview.review import review_prompt
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.locales.folding import folded
from rse_plan.model.answers import read_answers
from rse_plan.planning.facts import FactSheet
from rse_plan.source.yaml_reader import read_text

LONG = "Société d’Exploitation Ménagère et des Arts de la Table de la région Hauts-de-France et"
TEXT = f"""\
kind: answers
format: 1
language: fr
documents: [fr]
organisation:
  name: Weldom
  headcount: 2750
  countries: [FR]
  employers: one
communities:
  - {{id: north, name: "{LONG} Nord", members: 2500, use_case: idea-box}}
  - {{id: south, name: "{LONG} Sud", members: unknown, use_case: idea-box}}
"""


@pytest.fixture
def review(bundled: Library) -> Prompt:
    document = read_text(TEXT, "answers.yaml").document
    assert document is not None
    answers, found = read_answers(document, bundled.questions)
    assert found == ()
    agenda, sheet = Agenda(quick_questions(bundled)), FactSheet(answers, bundled)
    return review_prompt(agenda, tuple(agenda.steps(sheet)), sheet, Voice("fr"))


def lines(review: Prompt) -> list[str]:
    return [option.label.replace("\u202f", " ").replace("\u00a0", " ") for option in review.options]


def test_long_names_leave_room_for_the_answers(review: Prompt) -> None:
    about = [line for line in lines(review) if line.startswith("Société")]
    assert "Société d’Exploitat…ce et Nord, membres de la communauté : 2 500" in about
    assert len(set(about)) == len(about) == 6
    assert all(len(line) <= 130 for line in about)


def test_what_is_assumed_stands_on_the_line_itself(review: Prompt) -> None:
    line = next(line for line in lines(review) if "Sud, membres" in line)
    assert line.split(", ", 1)[1] == "membres de la communauté : je ne sais pas encore ; supposé : 100"


def test_a_line_is_found_by_what_is_typed(review: Prompt) -> None:
    found = [line for line in lines(review) if folded("employeurs : un seul") in folded(line)]
    assert found == ["employeurs : un seul employeur"]


def test_what_is_not_asked_here_and_what_to_find_out_are_told(review: Prompt, bundled: Library) -> None:
    assert review.hints[0].startswith("Autres questions, non posées ici")
    assert review.explain is not None
    todo = bundled.questions["community.members"].unknown
    told = review.explain().split("\n")
    assert "À faire pour ce qui reste inconnu" in told[1]
    assert len(told) == 3
    assert todo is not None
    assert todo.todo is not None
    assert todo.todo.fr in told[2]
