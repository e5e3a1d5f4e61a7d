"""Microsoft Project's XML: its order and calendars, and what MPXJ reads and schedules (external)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as Xml
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from changed_plans import changed, example, plan_of
from read_back import Told

from examples import LANGUAGES, example_plan
from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.formats import mspdi
from rse_plan.model.answers import Person
from rse_plan.model.periods import Period
from rse_plan.pipeline import plan
from rse_plan.planning.plan import Plan

TESTS = Path(__file__).parents[1]
SPACE = {"": "http://schemas.microsoft.com/project"}
DAY = timedelta(days=1)
SCHEMA = (
    "UID ID Name Active Manual Type IsNull CreateDate Contact WBS WBSLevel OutlineNumber OutlineLevel"
    " Priority Start Finish Duration DurationFormat Work Stop Resume ResumeValid EffortDriven Recurring"
    " OverAllocated"
    " Estimated Milestone Summary Critical IsSubproject ExternalTask EarlyStart EarlyFinish LateStart"
    " LateFinish FreeSlack TotalSlack FixedCost FixedCostAccrual PercentComplete PercentWorkComplete Cost"
    " ActualStart ActualFinish ActualDuration ActualCost ActualWork RegularWork RemainingDuration"
    " RemainingCost RemainingWork ConstraintType CalendarUID ConstraintDate Deadline LevelAssignments"
    " LevelingCanSplit LevelingDelay IgnoreResourceCalendar Notes HideBar Rollup PredecessorLink"
    " ExtendedAttribute Baseline"
)
"""The parts of a task in Microsoft's schema, which is a sequence: what stands elsewhere is not read."""
AWAY = (date(2027, 2, 1), date(2027, 2, 12))


def written(made: Plan, language: str = "fr") -> Xml.Element:
    return Xml.fromstring(mspdi.write(Described(made, Words(language))))  # noqa: S314  # our own file


def texts(root: Xml.Element, path: str) -> list[str]:
    return [str(one.text) for one in root.iterfind(path, SPACE)]


@cache
def with_absences(role: str) -> Plan:
    """A plan in which nobody of a role works for two weeks."""
    answers, library = example("weldom")
    person = Person(answers.span, absences=(Period(*AWAY),))
    return plan(replace(answers, people={**answers.people, role: person}), library)


def test_elements_stand_in_the_order_of_the_schema() -> None:
    root = written(example_plan("weldom"))
    assert root.tag == f"{{{SPACE['']}}}Project"
    for task in root.iterfind("Tasks/Task", SPACE):
        places = [SCHEMA.split().index(one.tag.partition("}")[2]) for one in task]
        assert places == sorted(places)
    uids = texts(root, "Tasks/Task/UID")
    assert uids == texts(root, "Tasks/Task/ID") == [str(number) for number in range(len(uids))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_calendars_are_those_of_plan_json(language: str) -> None:
    made = example_plan("groupe-hospitalier")
    places = Told(made, Words(language)).json["calendars"]
    root = written(made, language)
    calendars = list(root.iterfind("Calendars/Calendar", SPACE))[: len(places)]
    assert [set(closed_in(calendar)) for calendar in calendars] == [set(place["closed"]) for place in places]
    assert len(set(texts(root, "Calendars/Calendar/Name"))) == len(texts(root, "Calendars/Calendar/Name"))
    used = set(texts(root, "Tasks/Task/CalendarUID")) - {"-1"}
    assert used <= set(texts(root, "Calendars/Calendar/UID"))
    assert {str(calendar.findtext("UID", None, SPACE)) for calendar in calendars} <= used


def closed_in(calendar: Xml.Element) -> Iterator[str]:
    for period in calendar.iterfind("Exceptions/Exception/TimePeriod", SPACE):
        first, last = (date.fromisoformat(str(one.text)[:10]) for one in period)
        yield from ((first + DAY * number).isoformat() for number in range((last - first).days + 1))


def test_work_is_that_of_plan_json() -> None:
    told = Told(example_plan("weldom"), Words("fr"))
    root = written(told.plan)
    names = dict(
        zip(texts(root, "Resources/Resource/UID"), texts(root, "Resources/Resource/Code"), strict=True)
    )
    ids = {
        str(task.findtext("UID", None, SPACE)): task.findtext("ExtendedAttribute/Value", None, SPACE)
        for task in root.iterfind("Tasks/Task", SPACE)
    }
    found = {}
    for one in root.iterfind("Assignments/Assignment", SPACE):
        task, role, work = (
            str(one.findtext(name, None, SPACE)) for name in ("TaskUID", "ResourceUID", "Work")
        )
        hours, minutes = re.fullmatch(r"PT(\d+)H(\d+)M0S", work).groups()  # type: ignore[union-attr]
        found[ids[task], names[role]] = int(hours) + int(minutes) / 60
    wanted = {
        (id_, role): hours * task["occurrences"]
        for id_, task in told.tasks.items()
        for role, hours in task["effort"].items()
        if hours
    }
    assert set(found) == set(wanted)
    assert all(found[key] == pytest.approx(wanted[key], abs=0.01 * 200) for key in found)


def test_an_absence_closes_the_days_of_the_work_that_pauses() -> None:
    made = with_absences("project-lead")
    root = written(made)
    days = {(AWAY[0] + DAY * number).isoformat() for number in range(12)}
    pausing = [one for one in root.iterfind("Calendars/Calendar", SPACE) if days & set(closed_in(one))]
    names = [str(one.findtext("Name", None, SPACE)) for one in pausing]
    assert names == ["France, hors absences\u00a0: chef de projet", "chef de projet"]
    used = [item for item in made.items if item.kind == "task" and item.effort.get("project-lead")]
    place = made.open_days.places[0].open
    assert any(place.count(item.start, item.finish) > item.days for item in used), "something pauses at all"


def test_a_sponsors_absence_is_in_no_calendar() -> None:
    answers, library = example("weldom")
    made = plan(changed(answers, "sponsor.absences", (Period(*AWAY),)), library)
    assert made.open_days.away == {}
    days = {(AWAY[0] + DAY * number).isoformat() for number in range(12)}
    root = written(made)
    assert not any(days & set(closed_in(one)) for one in root.iterfind("Calendars/Calendar", SPACE))


def test_a_long_name_is_whole_in_the_notes() -> None:
    name = "Communauté " + "très " * 80
    root = written(plan_of(changes={"community.name": name.strip()}))
    tasks = list(root.iterfind("Tasks/Task", SPACE))
    cut = [task for task in tasks if str(task.findtext("Name", None, SPACE)).endswith("…")]
    assert cut
    assert all(name.strip() in str(task.findtext("Notes", None, SPACE)) for task in cut)
    assert all(len(text) <= mspdi.LONGEST_NAME for text in texts(root, ".//Name"))


# --- MPXJ ---

_UNITS = {"d": "d", "w": "w", "cd": "ed", "cw": "ew"}


def lag(written_: str | None) -> tuple[float, str]:
    if written_ is None:
        return 0.0, "d"
    count, unit = re.fullmatch(r"(\d+)(\w+)", written_).groups()  # type: ignore[union-attr]
    return (float(count), _UNITS[unit]) if unit != "mo" else (float(count), "mo")


def found_lag(count: float, unit: str, wanted: tuple[float, str]) -> tuple[float, str]:
    """Months are written as the days that they are: 28 to 31 each."""
    if wanted[1] == "mo" and unit == "ed" and 28 * wanted[0] <= count <= 31 * wanted[0]:
        return wanted
    return count, unit


@pytest.mark.external
def test_mpxj_reads_and_schedules_the_days_of_plan_json(tmp_path: Path) -> None:
    plans = {
        "weldom-fr": Told(example_plan("weldom"), Words("fr")),
        "weldom-en": Told(example_plan("weldom"), Words("en")),
        "association-60": Told(example_plan("association-60"), Words("en")),
        "groupe-hospitalier": Told(example_plan("groupe-hospitalier"), Words("fr")),
        "absences": Told(with_absences("project-lead"), Words("fr")),
    }
    paths = {name: tmp_path / f"{name}.xml" for name in plans}
    for name, path in paths.items():
        path.write_bytes(mspdi.write(Described(plans[name].plan, plans[name].words)))
    command = [sys.executable, str(TESTS / "mpxj_tasks.py"), *map(str, paths.values())]
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr[-2000:]
    read = json.loads(run.stdout)
    for name, told in plans.items():
        found = read[str(paths[name])]
        assert found["ignored"] == []
        assert_same(found["read"], told)
        moments = {
            kind: {id_: (one["start"], one["finish"]) for id_, one in found[kind].items()}
            for kind in found
            if kind != "ignored"
        }
        assert moments["scheduled"] == moments["read"], name


def assert_same(read: Mapping[str, Any], told: Told) -> None:
    phases = {one["title"]: one for one in read.values() if one["summary"]}
    for phase in told.json["phases"]:
        one = phases[phase["title"]]
        assert (one["start"][:10], one["finish"][:10]) == (phase["start"], phase["finish"])
    assert {id_ for id_, one in read.items() if not one["summary"]} == set(told.tasks)
    for id_, task in told.tasks.items():
        one = read[id_]
        assert (one["start"][:10], one["finish"][:10]) == (task["start"], task["finish"]), id_
        assert (one["critical"], one["milestone"]) == (task["critical"], task["kind"] == "milestone"), id_
        wanted = {need["task"]: lag(need["lag"]) for need in task["needs"]}
        found = {other: found_lag(count, unit, wanted[other]) for other, count, unit in one["needs"]}
        assert found == wanted, id_
