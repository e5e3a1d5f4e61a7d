"""The checker finds fault: plans that hold, spoilt in one place each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from planning.planned import ROOT, plan_of

from checker import faults, with_guards
from checker.days import months
from rse_plan.planning.bounds import Link
from rse_plan.planning.plan import Plan

CASES = ROOT / "tests" / "cases" / "plans"


def day(text: str) -> date:
    return date.fromisoformat(f"2027-{text}")


def spoilt(case: str, id_: str, **changes: Any) -> list[str]:
    """What the checker says of a case when one item is changed."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((CASES / case).glob("*.yaml"))}
    answers = yaml.safe_load(texts["answers"])
    made: Plan = plan_of(texts.pop("answers"), *texts.values())
    playbooks = with_guards(texts.values())
    assert faults(made, answers, playbooks) == []
    assert id_ in {item.id for item in made.items}
    items = (replace(item, **changes) if item.id == id_ else item for item in made.items)
    return faults(replace(made, items=tuple(items)), answers, playbooks)


@pytest.mark.parametrize(
    ("case", "id_", "changes", "told"),
    [
        (
            "lag-over-easter-monday",
            "work/print-soon",
            {"start": day("03-29"), "finish": day("03-29")},
            "begins or ends on a closed day",
        ),
        (
            "lag-over-easter-monday",
            "work/print-soon",
            {"start": day("03-26"), "finish": day("03-26")},
            "starts on 2027-03-26, may start on 2027-03-30",
        ),
        (
            "lag-over-easter-monday",
            "work/print-soon",
            {"start": day("03-31"), "finish": day("03-31")},
            "starts on 2027-03-31, may start on 2027-03-30",
        ),
        ("lag-over-easter-monday", "work/across", {"finish": day("03-31")}, "has 4 open days, not 5"),
        ("lag-over-easter-monday", "work/open", {"finish": day("04-01")}, "has 2 open days, not 1"),
        (
            "gate-of-a-month-from-29-january",
            "work/opinion",
            {"finish": day("02-26")},
            "runs 2027-01-29..2027-02-26; triggered on 2027-01-29 for 1mo",
        ),
        (
            "gate-of-a-month-from-29-january",
            "work/opinion",
            {"start": day("01-28"), "finish": day("02-28")},
            "triggered on 2027-01-29",
        ),
        (
            "decision-later-than-its-needs",
            "work/decide",
            {"start": day("01-21"), "finish": day("01-21")},
            "ends on 2027-01-21; its day is 2027-01-22",
        ),
        (
            "freeze-by-population",
            "work/open@shops",
            {"start": day("02-26"), "finish": day("02-26")},
            "falls in a freeze",
        ),
        (
            "employers-of-two-countries",
            "work/open@german",
            {"start": day("04-29"), "finish": day("04-29")},
            "comes on 2027-04-29, before work/opinion@berlin ends on 2027-04-30",
        ),
        ("employers-of-two-countries", "work/open@both", {"needs": ()}, "does not wait for"),
        (
            "employers-of-two-countries",
            "work/open@both",
            {"needs": (Link("work/opinion@paris"),)},
            "does not wait for ['work/opinion@berlin']",
        ),
        (
            "first-and-previous-wave",
            "work/ready@wave-3",
            {"needs": (Link("work/prepare@wave-3"),)},
            "does not wait for ['work/ready@wave-2']",
        ),
        ("milestone-takes-no-time", "work/read", {"needs": (Link("work/gone"),)}, "is not in the plan"),
        (
            "late-with-before",
            "work/brief",
            {"start": day("01-26"), "finish": day("01-28")},
            "could start on 2027-01-27, just in time",
        ),
        (
            "late-with-before",
            "work/seed",
            {"start": day("01-19"), "finish": day("01-25")},
            "starts on 2027-02-01, may start on 2027-02-02",
        ),
        (
            "move-date-in-time",
            "moving/move-day",
            {"start": day("02-09"), "finish": day("02-09")},
            "is fixed on 2027-02-08, and stands on 2027-02-09",
        ),
        (
            "role-absence",
            "work/posts",
            {"finish": day("01-13")},
            "2027-01-04..2027-01-13 has 5 open days, not 8",
        ),
        (
            "role-absence",
            "work/begins-after",
            {"start": day("01-15"), "finish": day("01-15")},
            "begins or ends on a closed day",
        ),
        ("sponsor-absence", "work/tour", {"finish": day("01-08")}, "begins or ends on a closed day"),
        ("closed-every-august", "work/build", {"finish": day("08-03")}, "begins or ends on a closed day"),
        (
            "school-holidays-by-place",
            "work/open@german",
            {"start": day("02-10"), "finish": day("02-10")},
            "falls in a freeze",
        ),
        (
            "closed-at-the-end-of-the-year",
            "work/open@finance",
            {"start": date(2028, 8, 8), "finish": date(2028, 8, 8)},
            "falls in a freeze",
        ),
        (
            "election-guard",
            "work/open@french",
            {"start": day("06-15"), "finish": day("06-15")},
            "falls in a freeze",
        ),
        (
            "election-guard",
            "work/launch",
            {"start": day("03-16"), "finish": day("03-18")},
            "falls in a freeze",
        ),
        ("endless-periods", "work/build", {"finish": day("01-06")}, "has 2 open days, not 3"),
    ],
    ids=lambda value: value if isinstance(value, str) and "/" in value else "",
)
def test_a_spoilt_plan_is_told(case: str, id_: str, changes: dict[str, Any], told: str) -> None:
    assert any(told in fault for fault in spoilt(case, id_, **changes)), spoilt(case, id_, **changes)


def test_what_must_come_before_is_waited_for() -> None:
    found = spoilt("late-with-before", "work/open", needs=(Link("work/build"),))
    assert any("is to come before work/open, which does not wait for it" in fault for fault in found)


def test_a_fault_that_the_plan_does_not_tell_is_told() -> None:
    case = "opening-that-forgets-the-council"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((CASES / case).glob("*.yaml"))}
    answers = yaml.safe_load(texts["answers"])
    made = plan_of(texts.pop("answers"), *texts.values())
    found = faults(replace(made, warnings=()), answers)
    assert sorted(fault.split(":")[0] for fault in found) == ["own/buy", "own/decide", "own/open@french"]


@pytest.mark.parametrize(
    ("first", "count", "last"),
    [("01-29", 1, "02-28"), ("01-31", 3, "04-30"), ("11-30", 1, "12-30"), ("02-28", 1, "03-28")],
)
def test_months(first: str, count: int, last: str) -> None:
    assert months(day(first), count) == day(last)
