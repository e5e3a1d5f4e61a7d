"""A small plan under way: what was reported, what nobody reports, and what is still to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from planning.planned import ANSWERS, answers_of, document, library_of, playbook

from rse_plan.documents.news_view import news_lines
from rse_plan.documents.telling import Telling
from rse_plan.documents.words import Words
from rse_plan.library import Sourced
from rse_plan.model.progress import read_progress
from rse_plan.pipeline import plan, remade
from rse_plan.planning.comparison import moves
from rse_plan.planning.course import Course, future_reports
from rse_plan.planning.former import Former, former_of
from rse_plan.planning.news import news_of
from rse_plan.planning.outline import outline_of
from rse_plan.planning.plan import Plan

TASKS = """
id: a, duration: 5d
id: b, duration: 5d, needs: [a]
id: c, duration: 10d, needs: [b]
id: wait, kind: gate, gate: other, needs: [a], lead_time: {base: 1mo}
id: choose, duration: 1d, decides: deployment, needs: [c]
id: open, kind: milestone, opens: users, needs: [choose, wait]
"""
ASK = """asks:
  - id: say-yes
    phase: frame
    of: sponsor
    role: support
    decision: true
    do: {en: Say yes, fr: Dire oui}
    minutes: 5
    due: {on: choose}
    if_refused: {en: No, fr: Non}
"""
LIBRARY = library_of(playbook(TASKS) + ASK)
GIVEN = answers_of(ANSWERS, LIBRARY)
BEFORE = remade(GIVEN, LIBRARY)
"""a: 4 to 8 January 2027; b: 11 to 15; c: 18 to 29; choose: 1 February; wait: until 8 February; then open."""

Days = Mapping[str, tuple[str, str]]


def on(day: date) -> str:
    return f"{day:%m-%d}"


def again(today: str, *items: str, decisions: tuple[str, ...] = (), former: Former | None = None) -> Plan:
    lines = "".join(f"  - {{{one}}}\n" for one in items)
    taken = "".join(f"  - {{{one}}}\n" for one in decisions)
    text = f"kind: progress\nformat: 1\nitems:\n{lines}decisions:\n{taken}"
    read = document(text, "progress.yaml")
    fitted = read_progress(read)
    assert fitted.diagnostics == ()
    assert fitted.value is not None
    progress = Sourced(fitted.value, fitted.document)
    return plan(
        GIVEN, LIBRARY, course=Course(date.fromisoformat(today), former or former_of(BEFORE), progress)
    )


def days(made: Plan) -> Days:
    return {item.id.partition("/")[2]: (on(item.start), on(item.finish)) for item in made.items}


def test_the_plan_that_is_followed() -> None:
    found = days(BEFORE)
    assert (found["a"], found["b"], found["c"]) == (
        ("01-04", "01-08"),
        ("01-11", "01-15"),
        ("01-18", "01-29"),
    )
    assert (found["wait"], found["choose"], found["open"][0]) == (
        ("01-08", "02-08"),
        ("02-01", "02-01"),
        "02-09",
    )


@pytest.mark.parametrize(
    ("today", "items", "moved"),
    [
        # What nobody reports went as planned.
        ("2027-01-20", ["id: own/a, done: 2027-01-08"], {}),
        # Done late: what waits for it, and has not been reported, followed it; the gate began then.
        (
            "2027-01-27",
            ["id: own/a, done: 2027-01-13"],
            {
                "a": ("01-04", "01-13"),
                "b": ("01-14", "01-20"),
                "c": ("01-21", "02-03"),
                "wait": ("01-13", "02-13"),
                "choose": ("02-04", "02-04"),
                "open": ("02-15", "02-15"),
            },
        ),
        # Done sooner, in a plan whose end does not hang on it: nothing comes sooner.
        ("2027-01-14", ["id: own/b, done: 2027-01-13"], {"b": ("01-11", "01-13")}),
        # Begun late: as long as it takes from there.
        (
            "2027-01-20",
            ["id: own/b, started: 2027-01-18"],
            {"b": ("01-18", "01-22"), "c": ("01-25", "02-05"), "choose": ("02-08", "02-08")},
        ),
        # Begun, and not done in time: today at the soonest.
        (
            "2027-01-20",
            ["id: own/b, started: 2027-01-11"],
            {"b": ("01-11", "01-20"), "c": ("01-21", "02-03"), "choose": ("02-04", "02-04")},
        ),
        # Blocked after two days: the three that are left follow the day on which it goes on.
        (
            "2027-01-20",
            ["id: own/b, blocked: 2027-01-13, until: 2027-02-01, reason: x"],
            {
                "b": ("01-11", "02-03"),
                "c": ("02-04", "02-17"),
                "choose": ("02-18", "02-18"),
                "open": ("02-19", "02-19"),
            },
        ),
        # Blocked before it began, nobody knows until when: tomorrow at the soonest.
        (
            "2027-01-20",
            ["id: own/b, blocked: 2027-01-11, reason: x"],
            {
                "b": ("01-21", "01-27"),
                "c": ("01-28", "02-10"),
                "choose": ("02-11", "02-11"),
                "open": ("02-12", "02-12"),
            },
        ),
    ],
)
def test_what_was_reported_and_what_follows(today: str, items: list[str], moved: Days) -> None:
    assert days(again(today, *items)) == {**days(BEFORE), **moved}


def test_an_opening_to_users_waits_to_be_reported_where_what_it_needs_was_late() -> None:
    found = days(again("2027-03-01", "id: own/choose, done: 2027-02-10"))
    assert found["open"] == ("03-01", "03-01")
    assert days(again("2027-03-01", "id: own/a, done: 2027-01-08"))["open"] == ("02-09", "02-09")


def test_a_decision_that_is_taken_is_done_and_one_put_off_is_not() -> None:
    yes = again("2027-02-05", decisions=('id: own/say-yes, answer: "yes", on: 2027-02-03',))
    assert days(yes)["choose"] == ("02-03", "02-03")
    later = again("2027-02-05", decisions=("id: own/say-yes, answer: later, on: 2027-02-01",))
    assert days(later)["choose"] == ("02-05", "02-05")
    assert [ask.decided and ask.decided.answer for ask in later.asks] == ["later"]


@pytest.mark.parametrize("asked_first", [True, False])
def test_of_a_decision_on_work_and_one_on_its_ask_the_last_day_counts(asked_first: bool) -> None:
    yes, no = 'answer: "yes", on: 2027-02-02', 'answer: "no", on: 2027-02-03'
    ids = ("own/say-yes", "own/choose")
    former, last = ids if asked_first else ids[::-1]
    refused = again("2027-02-05", decisions=(f"id: {former}, {yes}", f"id: {last}, {no}"))
    assert days(refused)["choose"] == ("02-05", "02-05")


def test_a_decision_before_the_plan_is_told() -> None:
    text = 'kind: progress\nformat: 1\ndecisions:\n  - {id: own/say-yes, answer: "yes", on: 2020-01-01}\n'
    fitted = read_progress(read := document(text, "progress.yaml"))
    assert fitted.value is not None
    course = Course(date(2027, 2, 5), None, Sourced(fitted.value, read))
    (found,) = future_reports(course, date(2027, 1, 4))
    assert (found.rule, found.span.line) == ("wrong-value", 4)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "the answer was no on 3 February"), ("fr", "la réponse a été non le 3 février")],
)
def test_what_was_refused_is_not_told_as_decided(language: str, said: str) -> None:
    made = again("2027-02-05", decisions=('id: own/say-yes, answer: "no", on: 2027-02-03',))
    moved = moves(outline_of(BEFORE), outline_of(made))
    news = news_of(made, former_of(BEFORE), moved, {})
    lines = news_lines(Telling(replace(made, news=news), Words(language)))
    assert any(said in one.plain for one in lines), [one.plain for one in lines]


def test_an_ask_that_has_passed_keeps_its_day() -> None:
    late = again("2027-02-05", "id: own/c, done: 2027-02-04")
    assert [ask.due for ask in late.asks] == [ask.due for ask in BEFORE.asks]


def test_made_again_from_itself_nothing_changes() -> None:
    report = "id: own/b, blocked: 2027-01-13, until: 2027-02-01, reason: x"
    first = again("2027-01-20", report)
    second = again("2027-01-20", report, former=former_of(first))
    assert second.items == first.items
    month_later = again("2027-01-25", report, former=former_of(first))
    assert days(month_later) == days(first)
