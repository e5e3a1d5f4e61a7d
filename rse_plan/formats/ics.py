"""The plan's days for calendar programs: milestones.ics, and a file for each track such as hr.ics (RFC 5545).

A second file of the same plan updates what the first one put into a calendar: the UID of a day is made of
the item's id and the organisation, and SEQUENCE is the plan's version. DTSTAMP is the plan's first day, so
that the same plan gives the same bytes. No METHOD: with PUBLISH, RFC 5546 wants an organiser for every day.

All days are whole ones and leave people free (TRANSP): a task of three weeks does not fill three weeks. A
wait stands on the day on which it ends, as in the other documents. Alarms ring at nine: at midnight, where a
whole day begins, nobody wants to be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from rse_plan.documents.calendars import Calendar, Happening, Repeats, describe
from rse_plan.documents.described import Described
from rse_plan.formats.manifest import Output
from rse_plan.formats.plain_text import plain

if TYPE_CHECKING:
    from icalendar import Alarm, Event

DAY = timedelta(days=1)
NINE = timedelta(hours=9)
ALARMS = (7, 1)
"""Days before."""
SHORTEST_MONTH = 28


def outputs(described: Described) -> Iterator[Output]:
    """A file for each reader who has something to do."""
    for calendar in describe(described.plan, described.words):
        yield Output(f"{calendar.name}.ics", write(calendar, described.plan.start))


def write(calendar: Calendar, day: date) -> bytes:
    """The file of one calendar; `day` stands for the moment at which it is made."""
    import icalendar

    heading = calendar.heading
    language = {"LANGUAGE": heading.language}
    book = icalendar.Calendar()
    book.add("prodid", f"-//rse-plan//{heading.language}")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    title = plain(f"{heading.organisation} · {calendar.title}")
    book.add("name", title, parameters=language)
    book.add("x-wr-calname", title)
    if about := [line for line in (heading.project, heading.exercise.plain) if line]:
        book.add("description", _lines(about), parameters=language)
    for happening in calendar.happenings:
        book.add_component(_event(happening, calendar, day))
    return bytes(book.to_ical())


def _event(happening: Happening, calendar: Calendar, day: date) -> Event:
    import icalendar

    language = {"LANGUAGE": calendar.heading.language}
    event = icalendar.Event()
    event.add("uid", happening.uid)
    event.add("sequence", calendar.version)
    event.add("dtstamp", datetime.combine(day, time(), UTC))
    event.add("dtstart", happening.first)
    event.add("dtend", happening.last + DAY)
    event.add("summary", plain(happening.title), parameters=language)
    event.add("description", _lines(happening.about), parameters=language)
    event.add("categories", [plain(kind) for kind in happening.kinds], parameters=language)
    event.add("transp", "TRANSPARENT")
    if happening.repeats is not None:
        event.add("rrule", _rule(happening.repeats, happening.first))
    for days in ALARMS if happening.alarmed else ():
        event.add_component(_alarm(happening, days))
    return event


def _alarm(happening: Happening, days: int) -> Alarm:
    import icalendar

    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", NINE - days * DAY)
    alarm.add("description", plain(happening.title))
    return alarm


def _rule(repeats: Repeats, first: date) -> dict[str, object]:
    """A month without such a day has it on its last one, as in the plan: a plain rule leaves it out."""
    if not repeats.months:
        return {"freq": "weekly", "count": repeats.times}
    rule: dict[str, object] = {"freq": "monthly", "interval": repeats.months, "count": repeats.times}
    if first.day > SHORTEST_MONTH:
        rule |= {"bymonthday": list(range(SHORTEST_MONTH, first.day + 1)), "bysetpos": -1}
    return rule


def _lines(lines: Iterable[str]) -> str:
    """Several lines, each plain."""
    return "\n".join(plain(line) for line in lines)
