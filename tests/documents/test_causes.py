"""Causes in words: every kind of link, in both languages, with its lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from planning.explained import Asked, asked
from planning.planned import ANSWERS, playbook

from rse_plan.documents.register_tasks import fixed_by
from rse_plan.documents.telling import Telling
from rse_plan.documents.why_view import WhyPage, WhyWords
from rse_plan.documents.words import Words
from rse_plan.model.progress import Report
from rse_plan.planning.bounds import Bound, BoundKind

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
        "attend que des heures se libèrent (animateur : 10 h par semaine, supposé), "
        "prises jusqu’au 8 janv. par : Travail"
    )


def test_a_report_is_a_cause_in_words() -> None:
    """What was reported stands for what came before, and for a time limit too."""
    made = asked(playbook("id: a, duration: 5d"))
    report = Report.model_construct(
        id="a", started=date(2027, 1, 5), done=None, blocked=date(2027, 1, 8), until=None, reason="no room."
    )
    reported = Bound(BoundKind.REPORTED)
    items = tuple(replace(i, report=report, bound=reported, early=reported) for i in made.made.items)
    told = replace(made, made=replace(made.made, items=items, today=date(2027, 1, 11)))
    assert first_link(told, "a", "en") == "reported: blocked since 8 January 2027: no room"
    assert first_link(told, "a", "fr") == "ce qui est rapporté : bloqué depuis le 8 janvier 2027 : no room"


def waiting_for(bound: Bound) -> tuple[Asked, str]:
    """A plan in which a link waits for hours of work that the plan shows after it, bound so."""
    made = asked(playbook(HOURS))
    waiting = next(
        found for name in ("first", "second") if (found := made.why(name).planned) and found.early.item
    )
    later = {
        item.id: replace(item, start=waiting.finish, finish=waiting.finish, bound=bound)
        for item in made.made.items
        if item.id == waiting.early.item
    }
    items = tuple(later.get(item.id, item) for item in made.made.items)
    return replace(made, made=replace(made.made, items=items)), waiting.id


@pytest.mark.parametrize(
    ("bound", "english", "french"),
    [
        (BoundKind.LATE, "taken by: Work (since placed as late as possible)",
         "prises par : Travail (depuis, placé le plus tard possible)"),
        (BoundKind.START, "taken by: Work", "prises par : Travail"),
    ],
)  # fmt: skip
def test_work_that_the_plan_shows_later_has_no_end_to_wait_for(
    bound: BoundKind, english: str, french: str
) -> None:
    """What took the hours was placed just in time after that, or goes on beside the work that waited."""
    made, id_ = waiting_for(Bound(bound))
    hours = "(community manager: 10 h a week, assumed)"
    assert first_link(made, id_, "en") == f"waits for hours {hours}, {english}"
    assert first_link(made, id_, "fr").endswith(f", {french}")


@pytest.mark.parametrize("bound", [None, BoundKind.LATE])
def test_the_register_names_who_takes_the_hours_only_where_the_dates_show_it(bound: BoundKind | None) -> None:
    made, id_ = waiting_for(Bound(bound)) if bound else (asked(playbook(HOURS)), "")
    waiting = next(item for item in made.made.items if item.early.kind is BoundKind.CAPACITY)
    assert id_ in ("", waiting.id)
    told = fixed_by(Telling(made.made, Words("en")), waiting).plain
    named = "" if bound else " before the end of: Work"
    assert told == f"no hours left (community manager){named}"


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


def test_a_day_is_told_as_near_where_other_answers_are_planned_with_less_effort() -> None:
    made = asked(playbook("id: a, duration: 1d"))
    (move, *_) = made.why("a").moves
    told = {
        language: WhyWords(made.made, made.ready.sheet, Words(language), about=True).move(move)
        for language in ("en", "fr")
    }
    assert " → about Monday 28 December 2026 (1 week earlier)" in told["en"].replace("\u00a0", " ")
    assert " → vers le lundi 28 décembre 2026 (1 semaine plus tôt)" in told["fr"].replace("\u00a0", " ")


def test_what_has_no_condition_is_there_whatever_the_answers() -> None:
    lines = page(asked(playbook("id: a, duration: 1d")), "a", "en").parts[0].lines
    assert lines == ("playbook “Own” (own.yaml:6)", "whatever the answers")
