"""Calendars as two libraries read them: days, alarms, and names that stay: a second import updates."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import icalendar
import pytest
import vobject
from changed_plans import plan_of
from confidential_plans import CANARY, kept_back, told_to_all
from dateutil.rrule import rrulestr

from examples import example_plan
from rse_plan.documents.calendars import Calendar, Happening, Repeats, describe
from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.formats import ics
from rse_plan.formats import json as plan_json
from rse_plan.planning.plan import Plan

READ = [("weldom", "fr"), ("association-60", "en")]
DAY = timedelta(days=1)


def files(plan: Plan, language: str) -> dict[str, bytes]:
    return {output.name: output.content for output in ics.outputs(Described(plan, Words(language)))}


@cache
def shipped(name: str, language: str) -> dict[str, bytes]:
    return files(example_plan(name), language)


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


@cache
def parsed(name: str, language: str) -> dict[str, list[icalendar.Event]]:
    return {file: events(content) for file, content in shipped(name, language).items()}


def every(name: str, language: str) -> Iterator[icalendar.Event]:
    for found in parsed(name, language).values():
        yield from found


@cache
def contract(name: str, language: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(plan_json.write(example_plan(name), Words(language)))
    return document


def item_of(event: icalendar.Event) -> str:
    return str(event["UID"]).rpartition("@")[0]


@pytest.mark.parametrize(("name", "language"), READ)
def test_two_readers_accept_every_file(name: str, language: str) -> None:
    for file, content in shipped(name, language).items():
        found = parsed(name, language)[file]
        assert not [event.errors for event in found if event.errors]
        read = vobject.readOne(content.decode())
        assert read.validate(raiseException=True)
        assert len(read.vevent_list) == len(found) > 0


@pytest.mark.parametrize(("name", "language"), READ)
def test_lines_are_folded_at_75_octets(name: str, language: str) -> None:
    for content in shipped(name, language).values():
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert content.count(b"\n") == content.count(b"\r\n")
        assert max(len(line) for line in content.split(b"\r\n")) <= 75


@pytest.mark.parametrize(("name", "language"), READ)
def test_days_and_titles_are_those_of_plan_json(name: str, language: str) -> None:
    plan = contract(name, language)
    tasks = {task["id"]: task for task in plan["tasks"]}
    asks = {ask["id"]: ask for ask in plan["asks"]}
    seen = set()
    for event in every(name, language):
        id_ = item_of(event)
        first, last = event["DTSTART"].dt, event["DTEND"].dt - DAY
        assert type(first) is date
        if id_ in asks:
            wanted, title = (asks[id_]["due"], asks[id_]["due"]), asks[id_]["do"]
        else:
            task = tasks[id_]
            point = task["kind"] in ("gate", "milestone")
            start = task["finish"] if point else task["start"]
            wanted, title = (
                (start, task["start"] if task["kind"] == "ongoing" else task["finish"]),
                task["title"],
            )
        assert (first.isoformat(), last.isoformat()) == wanted
        assert str(event["SUMMARY"]).rpartition(" · ")[2] == title or str(event["SUMMARY"]).endswith(title)
        assert event["SUMMARY"].params["LANGUAGE"] == {"fr": "fr-FR", "en": "en-GB"}[language]
        seen.add(id_)
    assert seen == set(tasks) | {id_ for id_, ask in asks.items() if ask["due"]}


def test_the_calendar_of_milestones_has_openings_points_and_ends_of_waits() -> None:
    tasks = contract("weldom", "fr")["tasks"]
    wanted = {task["id"] for task in tasks if task["kind"] in ("gate", "milestone")}
    found = parsed("weldom", "fr")["milestones.ics"]
    assert {item_of(event) for event in found} == wanted
    opening = next(event for event in found if item_of(event) == "pilot-by-communities/open@boite-a-idees")
    assert opening["CATEGORIES"].to_ical() == b"Ouverture,Pilote"


def test_acts_ring_at_nine_a_week_and_a_day_before() -> None:
    asks = {ask["id"] for ask in contract("weldom", "fr")["asks"] if ask["of"] == "sponsor"}
    rung = set()
    for event in parsed("weldom", "fr")["sponsor.ics"]:
        alarms = event.walk("VALARM")
        assert bool(alarms) == (item_of(event) in asks)
        if alarms:
            midnight = datetime.combine(event["DTSTART"].dt, datetime.min.time())
            rings = [midnight + alarm["TRIGGER"].dt for alarm in alarms]
            assert rings == [midnight - days * DAY + timedelta(hours=9) for days in (7, 1)]
            rung.add(item_of(event))
    assert rung == asks


def test_a_reader_gets_what_is_theirs() -> None:
    plan = contract("weldom", "fr")
    tracks = {role["id"]: role["track"] for role in plan["roles"]}
    for name, track in (("hr.ics", "hr"), ("it.ics", "it"), ("legal.ics", "legal")):
        mine = {t["id"] for t in plan["tasks"] if track in {tracks[role] for role in t["raci"]["R"]}}
        asked = {a["id"] for a in plan["asks"] if tracks[a["of"]] == track and a["due"]}
        found = {item_of(event) for event in parsed("weldom", "fr")[name]}
        assert mine | asked <= found
    council = {item_of(event) for event in parsed("weldom", "fr")["council.ics"]}
    assert "fr-works-council/council-opinion@weldom" in council


def test_each_day_has_one_name_in_every_file_and_language() -> None:
    whole: dict[str, bytes] = {}
    for found in parsed("weldom", "fr").values():
        names = [str(event["UID"]) for event in found]
        assert len(set(names)) == len(names)
        for name, event in zip(names, found, strict=True):
            assert whole.setdefault(name, event.to_ical()) == event.to_ical()
    assert all(name.endswith("@weldom.rse-plan") for name in whole)
    assert set(whole) == names_in(describe(example_plan("weldom"), Words("en")))


def test_a_plan_that_moved_keeps_its_names() -> None:
    """A second file updates the first one: another day and another name of a community change no UID."""
    plan = example_plan("weldom")
    moved = tuple(replace(item, start=item.start + DAY, finish=item.finish + DAY) for item in plan.items)
    renamed = tuple(replace(community, name="Autre nom") for community in plan.communities)
    first, second = (
        describe(each, Words("fr")) for each in (plan, replace(plan, items=moved, communities=renamed))
    )
    assert first != second
    assert names_in(first) == names_in(second)


def names_in(calendars: Iterable[Calendar]) -> set[str]:
    return {happening.uid for calendar in calendars for happening in calendar.happenings}


def test_stamps_and_sequences_come_from_the_plan() -> None:
    for event in every("weldom", "fr"):
        assert event["DTSTAMP"].dt == datetime(2027, 1, 4, tzinfo=UTC)
        assert event["SEQUENCE"] == 1
        assert event["TRANSP"] == "TRANSPARENT"
    assert files(example_plan("weldom"), "fr") == shipped("weldom", "fr")


def test_a_later_version_takes_the_place_of_the_one_before() -> None:
    """Same identities, a higher number: what a calendar imports again it updates."""
    later = list(every_of(replace(example_plan("weldom"), version=2)))
    assert {event["SEQUENCE"] for event in later} == {2}
    assert [event["UID"] for event in later] == [event["UID"] for event in every("weldom", "fr")]


@pytest.mark.parametrize("name", ["weldom", "association-60"])
def test_recurring_work_comes_as_often_as_planned(name: str) -> None:
    recurring = {task["id"]: task for task in contract(name, "en")["tasks"] if task["kind"] == "ongoing"}
    seen = set()
    for event in every(name, "en"):
        task = recurring.get(item_of(event))
        assert ("RRULE" in event) == (task is not None)
        if task is not None:
            days = expanded(event)
            assert len(days) == task["occurrences"]
            assert date.fromisoformat(task["start"]) == days[0]
            assert days[-1] <= date.fromisoformat(task["finish"])
            seen.add(task["id"])
    assert seen == set(recurring)


def expanded(event: icalendar.Event) -> list[date]:
    start = datetime.combine(event["DTSTART"].dt, datetime.min.time())
    return [moment.date() for moment in rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)]


def written(happening: Happening) -> icalendar.Event:
    some = describe(example_plan("weldom"), Words("fr"))[0]
    return events(ics.write(replace(some, happenings=(happening,)), date(2027, 1, 4)))[0]


@pytest.mark.parametrize(
    ("first", "months", "days"),
    [
        ("2027-01-31", 1, ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("2027-08-30", 3, ["2027-08-30", "2027-11-30", "2028-02-29", "2028-05-30"]),
        ("2028-02-29", 12, ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28"]),
        ("2027-04-28", 0, ["2027-04-28", "2027-05-05", "2027-05-12", "2027-05-19"]),
    ],
)
def test_a_month_that_is_too_short_has_its_last_day(first: str, months: int, days: list[str]) -> None:
    day = date.fromisoformat(first)
    happening = Happening(
        uid="x@y",
        first=day,
        last=day,
        title="x",
        about=(),
        kinds=("x",),
        repeats=Repeats(months=months, times=4),
    )
    assert [one.isoformat() for one in expanded(written(happening))] == days


def test_hostile_answers_are_text() -> None:
    hostile = 'a\r\nEND:VEVENT\nATTACH:http://x\x07\u202e;,\\ "<script> {{ 7*7 }} ]]> ** | =1+1 été שלום'
    changes = {"community.name": hostile, "organisation.name": hostile}
    plan = plan_of(changes=changes, people={"hr": hostile})
    plan = replace(plan, items=plan.items[:40])
    for content in files(plan, "fr").values():
        assert vobject.readOne(content.decode()).validate(raiseException=True)
        for event in events(content):
            assert "ATTACH" not in event
            assert str(event["UID"]).isascii()
        assert max(len(line) for line in content.split(b"\r\n")) <= 75
    seen = "\n".join(str(event[key]) for event in every_of(plan) for key in ("SUMMARY", "DESCRIPTION"))
    assert "\nEND:VEVENT" not in seen
    for part in ("END:VEVENT", "<script> {{ 7*7 }} ]]> ** | =1+1 été שלום"):
        assert part in seen


def every_of(plan: Plan) -> Iterator[icalendar.Event]:
    for content in files(plan, "fr").values():
        yield from events(content)


def test_what_is_for_the_lead_alone_is_left_out() -> None:
    plan = example_plan("weldom")
    assert CANARY.encode() in b"".join(files(told_to_all(plan), "fr").values())
    assert CANARY.encode() not in b"".join(files(kept_back(plan), "fr").values())


def test_every_day_says_what_it_is_subject_to() -> None:
    calendar: Calendar = describe(example_plan("weldom"), Words("fr"))[0]
    for happening in calendar.happenings:
        assert "PROJET, sous réserve de la consultation du CSE" in happening.about
