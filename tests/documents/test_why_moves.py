"""What keeps work away from what it is for, and what to take out of the answers, in both languages."""

from __future__ import annotations

import pytest
from documents.test_causes import first_link, page
from planning.explained import Asked, asked
from planning.planned import ANSWERS, playbook

LATE = """
id: brief, duration: 5d, effort: {hr: 10h}, place: late
id: talks, duration: 40d, effort: {hr: 80h}, needs: [{task: kick-off, lag: 2w}]
id: kick-off, duration: 1d
id: open, kind: milestone, opens: users, needs: [brief, talks]
"""
DECIDED = "id: a, duration: 5d\nid: decide, kind: gate, gate: decision, on: calendar.decision, needs: [a]"
FROZEN = "id: a, duration: 5d\nid: open, kind: milestone, opens: users, for_each: communities, needs: [a]"


def with_calendar(keys: str) -> str:
    return ANSWERS.replace("calendar: {start: 2027-01-04}", f"calendar: {{start: 2027-01-04, {keys}}}")


def moves(made: Asked, id_: str, language: str) -> list[str]:
    return [line.replace("\u00a0", " ") for line in page(made, id_, language).parts[-1].lines]


def test_hours_that_keep_work_away_are_told_with_their_line_and_what_takes_them() -> None:
    made = asked(playbook(LATE), answers=f"{ANSWERS}people:\n  hr: {{hours: 10}}\n")
    assert first_link(made, "brief", "en").endswith(
        "; no later for want of hours (HR: 10 h a week, answers.yaml:8), taken in between by: Work"
    )
    assert first_link(made, "brief", "fr").endswith(
        " ; pas plus tard, faute d’heures (DRH : 10 h par semaine, answers.yaml:8),"
        " prises entre-temps par : Travail"
    )
    assert moves(made, "brief", "en")[0] == "HR: 20 h a week → Tuesday 9 March 2027 (8 weeks later)"


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        ("2027-01-08", "after: Work; also the day given: ", "après : Travail ; c’est aussi le jour fixé : "),
        ("2027-01-06", "after: Work; later than the day given: ", "après : Travail ; après le jour fixé : "),
    ],
)
def test_a_day_given_is_told_beside_the_need(day: str, english: str, french: str) -> None:
    made = asked(playbook(DECIDED), answers=with_calendar(f"decision: {day}"))
    assert first_link(made, "decide", "en").startswith(english)
    assert first_link(made, "decide", "fr").startswith(french)
    assert first_link(made, "decide", "fr").endswith("(answers.yaml:6)")


def test_a_freeze_is_told_with_its_line_and_the_day_without_it() -> None:
    made = asked(playbook(FROZEN), answers=with_calendar("freezes: [{from: 2027-01-10, to: 2027-02-14}]"))
    stop = "take out or shorten: freeze (10 Jan – 14 Feb, answers.yaml:6)"
    assert f"{stop} → Monday 11 January 2027 (5 weeks earlier)" in moves(made, "open", "en")
    stop = "supprimer ou raccourcir : période de gel (10 janv. – 14 févr., answers.yaml:6)"
    assert f"{stop} → lundi 11 janvier 2027 (5 semaines plus tôt)" in moves(made, "open", "fr")


def test_a_pinned_opening_is_told_with_its_line_and_the_day_without_it() -> None:
    answers = ANSWERS.replace(
        "use_case: knowledge-sharing", "use_case: knowledge-sharing, opens_on: 2027-05-03"
    )
    made = asked(playbook(FROZEN), answers=answers)
    (english, *_), (french, *_) = (moves(made, "open", language) for language in ("en", "fr"))
    assert english.startswith("take out: ")
    assert "3 May 2027 (answers.yaml:5) → Monday 11 January 2027" in english
    assert french.startswith("retirer : ")
