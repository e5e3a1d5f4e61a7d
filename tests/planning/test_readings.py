"""Counts under ten have no percentage, whoever typed one; of one person nothing is shown at all."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.model.progress import Measure, Measured, read_measured
from rse_plan.planning.readings import FEWEST, Actual, Group, Withheld, by_measure, judged

DAY = date(2027, 6, 28)


def measure(value: str | Measured, on: date = DAY, kpi: str = "measurement/monthly-readers") -> Measure:
    read = read_measured(value) if isinstance(value, str) else value
    assert isinstance(read, Measured)
    return Measure.model_construct(kpi=kpi, value=read, on=on)


def seen(value: str | Measured, members: int = 180, least: int = 10, *, people: bool = True) -> Actual:
    return judged(measure(value), Group(members, least, people))


@pytest.mark.parametrize(
    ("value", "share"),
    [
        ("17/29", Fraction(17, 29)),
        ("10/10", Fraction(1)),
        ("7/9", None),
        ("9/10", None),  # its own number is under ten
        ("0/180", None),
        ("4", None),
        ("58%", Fraction(58, 100)),
    ],
)
def test_a_share_needs_ten(value: str, share: Fraction | None) -> None:
    actual = seen(value)
    assert (actual.share, actual.withheld) == (share, Withheld.NO)


def test_a_measure_can_ask_for_a_larger_group() -> None:
    assert seen("17/29", least=30).share is None
    assert seen("17/30", least=30).share == Fraction(17, 30)
    assert seen("50%", members=29, least=30).withheld is Withheld.FEW_MEMBERS
    assert seen("17/29", least=3).share == Fraction(17, 29)  # never under ten, whatever a file says
    assert seen("8/9", least=3).share is None


def test_a_percentage_of_a_group_that_the_plan_knows_to_be_small_is_withheld() -> None:
    assert seen("58%", members=9).withheld is Withheld.FEW_MEMBERS
    assert seen("58%", members=9, people=False).withheld is Withheld.FEW_MEMBERS
    assert seen("58%", members=10).withheld is Withheld.FEW_COUNTED  # about six people
    assert seen("58%", members=10, people=False).withheld is Withheld.NO  # of questions, not of members
    assert seen("100%", members=10).withheld is Withheld.NO


@pytest.mark.parametrize("value", ["1/1", "0/1"])
@pytest.mark.parametrize("people", [True, False])
def test_of_one_alone_nothing_is_said(value: str, *, people: bool) -> None:
    assert seen(value, people=people).withheld is Withheld.ONE_ONLY


@given(
    st.integers(0, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(max(whole, 1)))),
    st.integers(0, 400),
    st.integers(1, 60),
    st.booleans(),
)
def test_no_share_of_fewer_than_ten(counted: tuple[int, int], members: int, least: int, people: bool) -> None:
    amount, of = counted
    actual = seen(Measured(Fraction(amount), of), members, least, people=people)
    if amount < FEWEST or of < max(FEWEST, least):
        assert actual.share is None
    else:
        assert actual.share == Fraction(amount, of)


@given(st.fractions(0, 100), st.integers(0, 400), st.integers(1, 60), st.booleans())
def test_no_typed_percentage_behind_which_fewer_than_ten_stand(
    percent: Fraction,
    members: int,
    least: int,
    people: bool,
) -> None:
    actual = seen(Measured(percent, None, percent=True), members, least, people=people)
    few = members < max(FEWEST, least) or (people and members * percent / 100 < FEWEST)
    assert (actual.share is None) is few
    assert (actual.withheld is not Withheld.NO) is few


def test_readings_stand_in_the_order_of_their_days_and_the_last_word_on_a_day_counts() -> None:
    later, sooner = measure("20/40", date(2027, 6, 2)), measure("12/40", date(2027, 6, 1))
    corrected, other = measure("21/40", date(2027, 6, 2)), measure("3", kpi="own/other")
    found = by_measure([later, sooner, corrected, other])
    assert found == {sooner.kpi: (sooner, corrected), "own/other": (other,)}
