"""Amounts of time as people write them (design D6)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.model.amounts import CALENDAR, EFFORT, WORKING, Amount, Unit, read_amount


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [("5d", 5, Unit.WORKING_DAY), ("2w", 2, Unit.WORKING_WEEK), ("30cd", 30, Unit.CALENDAR_DAY),
     ("4cw", 4, Unit.CALENDAR_WEEK), ("1mo", 1, Unit.MONTH), (" 3h ", 3, Unit.HOUR)],
)  # fmt: skip
def test_units_mean_what_they_say(text: str, count: int, unit: Unit) -> None:
    assert read_amount(text, frozenset(Unit), whole=True) == Amount(Fraction(count), unit)


@pytest.mark.parametrize("text", ["", "5", "d", "5 d", "-5d", "5D", "1y", "1.5.2d", "5d 2h", "٥d", "1e3d"])
def test_anything_else_is_no_amount(text: str) -> None:
    assert read_amount(text, frozenset(Unit), whole=False) is None


def test_fractions_are_for_effort() -> None:
    assert read_amount("0.5d", EFFORT, whole=False) == Amount(Fraction(1, 2), Unit.WORKING_DAY)
    assert read_amount("0.5d", WORKING, whole=True) is None


def test_each_place_has_its_units() -> None:
    assert read_amount("1mo", WORKING, whole=True) is None
    assert read_amount("1mo", CALENDAR, whole=True) is not None
    assert read_amount("1w", EFFORT, whole=False) is None


def test_effort_is_whole_minutes_rounded_up() -> None:
    assert Amount(Fraction(1, 2), Unit.WORKING_DAY).minutes(7) == 210
    assert Amount(Fraction("0.33"), Unit.HOUR).minutes(7) == 20


@given(st.integers(0, 9999), st.sampled_from(sorted(Unit)))
def test_what_is_printed_is_read_again(count: int, unit: Unit) -> None:
    amount = Amount(Fraction(count), unit)
    assert read_amount(str(amount), frozenset(Unit), whole=True) == amount


@given(st.text(max_size=12))
def test_any_text_is_an_amount_or_none(text: str) -> None:
    amount = read_amount(text, frozenset(Unit), whole=False)
    assert amount is None or amount.count >= 0
