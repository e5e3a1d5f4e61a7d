"""Causes in words: every kind of link, in both languages, with its lines."""

from __future__ import annotations

import pytest
from planning.explained import Asked, asked
from planning.planned import ANSWERS, playbook

from rse_plan.documents.why_view import WhyPage, WhyWords
from rse_plan.documents.words import Words

LATE = """
id: long, duration: 20d
id: brief, duration: 2d, place: late
id: open, kind: milestone, opens: users, needs: [{task: brief, lag: 2d}, long]
"""
HOURS = """
id: first, duration: 5d, effort: {community-manager: 10h}
id: second, duration: 5d, effort: {community-manager: 10h}
"""
SLOW = "id: seed, duration: 5d, effort: {community-manager: 4d}"
FROZEN = "id: a, duration: 5d\nid: open, kind: milestone, opens: users, needs: [a]"
DECIDED = "id: decide, kind: gate, gate: decision, on: calendar.decision"
CLOSED = "id: a, duration: 5d\nid: b, duration: 1d, needs: [{task: a, lag: 1d}]"


def calendar(keys: str) -> str:
    return ANSWERS.replace("start: 2027-01-04", f"start: 2027-01-04, {keys}")


def page(made: Asked, id_: str, language: str) -> WhyPage:
    return WhyWords(made.made, made.ready.sheet, Words(language)).present(made.why(id_))


def first_link(made: Asked, id_: str, language: str) -> str:
    line = page(made, id_, language).parts[1].lines[0]
    return line.partition(" — ")[2].replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("tasks", "answers", "id_", "english", "french"),
    [
        (
            "id: a, duration: 1d",
            ANSWERS,
            "a",
            "from the plan’s start (answers.yaml:6)",
            "dès le début du plan (answers.yaml:6)",
        ),
        (
            LATE,
            ANSWERS,
            "brief",
            "as late as possible, 2 working days before: Work, on 1 Feb",
            "le plus tard possible, 2 jours ouvrés avant : Travail, le 1er févr.",
        ),
        (
            SLOW,
            ANSWERS,
            "seed",
            "from the plan’s start (answers.yaml:6); takes 14 working days instead of 5 working days: "
            "community manager: 10 h a week, assumed",
            "dès le début du plan (answers.yaml:6) ; prend 14 jours ouvrés au lieu de 5 jours ouvrés : "
            "animateur : 10 h par semaine, supposé",
        ),
        (
            FROZEN,
            calendar("freezes: [{from: 2027-01-10, to: 2027-02-14}]"),
            "open",
            "waits for the end of a freeze (10 Jan – 14 Feb, answers.yaml:6); after: Work",
            "attend la fin d’une période de gel (10 janv. – 14 févr., answers.yaml:6) ; après : Travail",
        ),
        (
            DECIDED,
            calendar("decision: 2027-03-01"),
            "decide",
            "on the day given: day of the sponsor’s decision: 1 March 2027 (answers.yaml:6)",
            "au jour fixé : jour de décision du sponsor : 1er mars 2027 (answers.yaml:6)",
        ),
        (
            CLOSED,
            calendar("closures: [{from: 2027-01-09, to: 2027-01-31}]"),
            "b",
            "1 working day after: Work; closure (9–31 Jan, answers.yaml:6)",
            "1 jour ouvré après : Travail ; fermeture (9–31 janv., answers.yaml:6)",
        ),
    ],
    ids=["start", "late", "hours a week", "freeze", "given day", "closure"],
)
def test_a_link_says_what_binds_it(tasks: str, answers: str, id_: str, english: str, french: str) -> None:
    made = asked(playbook(tasks), answers=answers)
    assert first_link(made, id_, "en") == english
    assert first_link(made, id_, "fr") == french


def test_hours_that_another_item_takes() -> None:
    made = asked(playbook(HOURS))
    waiting = next(name for name in ("first", "second") if made.why(name).chain[0].hours)
    assert first_link(made, waiting, "en") == (
        "waits for hours (community manager: 10 h a week, assumed), taken until 8 Jan by: Work"
    )
    assert first_link(made, waiting, "fr") == (
        "attend des heures (animateur : 10 h par semaine, supposé), prises jusqu’au 8 janv. par : Travail"
    )


@pytest.mark.parametrize(
    ("days", "english", "french"),
    [
        (-1, "1 day earlier", "1 jour plus tôt"),
        (-14, "2 weeks earlier", "2 semaines plus tôt"),
        (7, "1 week later", "1 semaine plus tard"),
        (10, "10 days later", "10 jours plus tard"),
        (-31, "about 4 weeks earlier", "environ 4 semaines plus tôt"),
    ],
)
def test_a_shift_is_told_in_weeks_where_there_are_whole_ones(days: int, english: str, french: str) -> None:
    made = asked(playbook("id: a, duration: 1d"))
    spoken = [WhyWords(made.made, made.ready.sheet, Words(language)) for language in ("en", "fr")]
    assert [words.shift(days).replace("\u00a0", " ") for words in spoken] == [english, french]


def test_what_has_no_condition_is_there_whatever_the_answers() -> None:
    lines = page(asked(playbook("id: a, duration: 1d")), "a", "en").parts[0].lines
    assert lines == ("playbook “Own” (own.yaml:6)", "whatever the answers")
