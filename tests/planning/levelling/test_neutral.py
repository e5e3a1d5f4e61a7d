"""The neutral form: dates of working days, and what is wrong with a file, told in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.planning.levelling.neutral import OpenDays, WrongInstanceError, read_instance


def form() -> dict[str, Any]:
    return {
        "name": "small",
        "start": "2027-01-04",
        "calendar": {"weekend": [5, 6], "holidays": ["2027-01-06"]},
        "resources": {"people": {"capacity": 2}, "nobody": {"capacity": 0}},
        "tasks": [
            {"id": "b", "duration": 2, "predecessors": [{"task": "a", "lag": 3}], "demands": {"people": 1}},
            {"id": "a", "duration": 1, "predecessors": [], "demands": {"people": 2, "nobody": 0}},
            {"id": "c", "duration": 0, "predecessors": ["b", {"task": "a"}], "demands": {}},
        ],
        "best_known": {"upper": 6},
    }


def test_what_is_read() -> None:
    instance = read_instance(form())
    assert (instance.name, list(instance.tasks), instance.best) == ("small", ["b", "a", "c"], 6)
    assert instance.order == [1, 0, 2]
    assert instance.by_task([10, 20, 30]) == [20, 10, 30]


def test_what_may_be_left_out() -> None:
    instance = read_instance({"start": "2027-01-09", "resources": {}, "tasks": []})
    assert (instance.name, instance.best) == ("", None)
    assert instance.calendar.day(0) == date(2027, 1, 9)


# --- dates ---


@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.sets(st.integers(0, 6), max_size=6),
    st.lists(st.dates(date(2025, 6, 1), date(2029, 12, 31)), max_size=40),
)
def test_open_days_are_those_that_walking_finds(start: date, weekend: set[int], holidays: list[date]) -> None:
    calendar = OpenDays(start, sorted(weekend), holidays)
    days = (start + timedelta(days=ahead) for ahead in range(1200))
    walked = [day for day in days if day.weekday() not in weekend and day not in holidays]
    assert [calendar.day(offset) for offset in range(len(walked))] == walked


def test_a_closed_start_is_passed_over() -> None:
    assert OpenDays(date(2027, 1, 2), [5, 6], [date(2027, 1, 4)]).day(0) == date(2027, 1, 5)


def test_days_beyond_all_calendars_have_no_date() -> None:
    calendar = OpenDays(date(2027, 1, 4), [5, 6], [])
    assert calendar.day(100_000) == date(2410, 4, 26)
    assert calendar.day(3_000_000) is None
    assert OpenDays(date(9999, 12, 30), [], []).day(1) == date(9999, 12, 31)
    assert OpenDays(date(9999, 12, 30), [], []).day(2) is None


# --- faults ---


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    made = form()
    change(made)
    return made


def task(position: int, key: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda made: made["tasks"][position].__setitem__(key, value)


def top(key: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda made: made.__setitem__(key, value)


FAULTS: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda made: made.pop("tasks"), "the instance has no tasks"),
    (lambda made: made.pop("resources"), "the instance has no resources"),
    (lambda made: made.pop("start"), "the instance has no start"),
    (top("tasks", {}), "the instance: tasks must be a list"),
    (top("resources", []), "the instance: resources must be a map"),
    (top("start", 2027), "the instance: start must be a date"),
    (top("start", "2027-02-30"), "start: '2027-02-30' is not a date"),
    (top("calendar", [5, 6]), "the instance: calendar must be a map"),
    (top("calendar", {"weekend": ["sat"]}), "calendar: weekend must list days from 0 (Monday) to 6"),
    (top("calendar", {"weekend": [7]}), "calendar: weekend must list days from 0 (Monday) to 6"),
    (top("calendar", {"weekend": [0, 1, 2, 3, 4, 5, 6]}), "the weekend takes the whole week"),
    (top("calendar", {"holidays": "2027-01-06"}), "calendar: holidays must be a list"),
    (top("calendar", {"holidays": ["Easter"]}), "calendar: holidays: 'Easter' is not a date"),
    (top("best_known", 6), "the instance: best_known must be a map"),
    (top("best_known", {"upper": -1}), "best_known: upper must be a whole number, 0 or more, not -1"),
    (top("resources", {"people": 2}), "resource people must be a map with its capacity, not 2"),
    (top("resources", {"people": {}}), "resource people has no capacity"),
    (top("resources", {"people": {"capacity": 1.5}}), "resource people: capacity must be a whole number"),
    (top("resources", {"people": {"capacity": True}}), "resource people: capacity must be a whole number"),
    (lambda made: made["tasks"].append("d"), "task number 4 must be a map with an id: 'd'"),
    (lambda made: made["tasks"][0].pop("id"), "task number 1 must be a map with an id"),
    (task(0, "id", 7), "task number 1 must be a map with an id"),
    (task(0, "id", "a"), "task a is there twice"),
    (lambda made: made["tasks"][0].pop("duration"), "task b has no duration"),
    (lambda made: made["tasks"][0].pop("predecessors"), "task b has no predecessors"),
    (lambda made: made["tasks"][0].pop("demands"), "task b has no demands"),
    (task(0, "duration", -1), "task b: duration must be a whole number, 0 or more, not -1"),
    (task(0, "duration", 2.5), "task b: duration must be a whole number, 0 or more, not 2.5"),
    (task(0, "duration", "2"), "task b: duration must be a whole number, 0 or more, not '2'"),
    (task(0, "duration", None), "task b: duration must be a whole number, 0 or more, not None"),
    (task(0, "duration", 10**9), "tasks and lags last 1000000004 days in all; the most is 5000000"),
    (task(0, "predecessors", "a"), "task b: predecessors must be a list, not 'a'"),
    (task(0, "predecessors", ["z"]), "task b needs z, which does not exist"),
    (task(0, "predecessors", [3]), "task b needs 3, which does not exist"),
    (task(0, "predecessors", [["a"]]), "task b needs ['a'], which does not exist"),
    (task(0, "predecessors", [{"lag": 3}]), "task b: a predecessor has a task and a lag"),
    (task(0, "predecessors", [{"task": "a", "lagg": 3}]), "task b: a predecessor has a task and a lag"),
    (
        task(0, "predecessors", [{"task": "a", "lag": -3}]),
        "task b, predecessor a: lag must be a whole number",
    ),
    (task(0, "demands", ["people"]), "task b: demands must be a map, not ['people']"),
    (task(0, "demands", {"pepole": 1}), "task b wants pepole, a resource that does not exist"),
    (task(0, "demands", {"people": 3}), "task b wants 3 of people, whose capacity is 2"),
    (task(0, "demands", {"nobody": 1}), "task b wants 1 of nobody, whose capacity is 0"),
    (task(0, "demands", {"people": -1}), "task b, demands: people must be a whole number, 0 or more, not -1"),
    (task(1, "predecessors", ["a"]), "tasks wait for each other: a needs a"),
    (task(1, "predecessors", ["b"]), "tasks wait for each other: b needs a, a needs b"),
    (task(1, "predecessors", ["c"]), "tasks wait for each other: b needs a, a needs c, c needs b"),
]


@pytest.mark.parametrize(("change", "sentence"), FAULTS, ids=[sentence for _, sentence in FAULTS])
def test_a_fault_is_told_in_words(change: Callable[[dict[str, Any]], object], sentence: str) -> None:
    with pytest.raises(WrongInstanceError) as told:
        read_instance(changed(change))
    assert sentence in str(told.value)


@pytest.mark.parametrize("data", [[], "text", None, 3])
def test_what_is_no_map_is_told_in_words(data: object) -> None:
    with pytest.raises(WrongInstanceError, match="an instance is a map with start, resources and tasks"):
        read_instance(data)


def test_a_long_cycle_is_named_in_part() -> None:
    tasks = [
        {"id": f"t{number}", "duration": 1, "predecessors": [f"t{(number + 1) % 20_000}"], "demands": {}}
        for number in range(20_000)
    ]
    with pytest.raises(WrongInstanceError) as told:
        read_instance({"start": "2027-01-04", "resources": {}, "tasks": tasks})
    assert "t0 needs t1, t1 needs t2" in str(told.value)
    assert str(told.value).endswith("t9 needs t10, and so on, 20000 tasks in all")
