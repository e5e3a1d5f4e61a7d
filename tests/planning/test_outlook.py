"""The outlook is a spread of comparable published cases or nothing: never a point, never a mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.model.base import Text
from rse_plan.model.catalogues import UNKNOWN, Evidence, Figure
from rse_plan.model.progress import Measured
from rse_plan.planning.outlook import Outlook, SetAside, outlook, own_range
from rse_plan.planning.readings import Actual, Withheld

SIGNED_UP, POSTED = "people signed up / staff", "people who posted / members"


def case(*figures: Figure, id_: str = "a-case", kind: str = "case") -> Evidence:
    return Evidence.model_construct(id=id_, type=kind, title=id_, value=figures)


def figure(
    share: float | tuple[float, float] | None = 0.4,
    *,
    metric: str = "activation",
    population: int | None = 1000,
    organisations: int | None = None,
    counted: str | None = SIGNED_UP,
) -> Figure:
    low, high = share if isinstance(share, tuple) else (None, None)
    return Figure.model_construct(
        metric=metric,
        share=share if not isinstance(share, tuple) else None,
        low=low,
        high=high,
        population=population,
        organisations=organisations,
        definition=None if counted is None else Text.of(counted, counted),
    )


def cases(*figures: Figure) -> list[Evidence]:
    return [case(one, id_=f"case-{number}") for number, one in enumerate(figures)]


def found(*figures: Figure, headcount: int | None = 2750) -> Outlook:
    return outlook("activation", headcount, cases(*figures))


def test_several_cases_that_counted_the_same_make_a_range() -> None:
    result = found(figure(0.45), figure(0.78), figure(0.65))
    assert result.range == (0.45, 0.78)
    assert [one.source for one in result.cases] == ["case-0", "case-1", "case-2"]
    assert result.aside == SetAside()


def test_one_case_alone_is_no_range() -> None:
    result = found(figure(0.45))
    assert (len(result.cases), result.range) == (1, None)


@pytest.mark.parametrize("second", [0.45, 0.4501, 0.4549])
def test_figures_that_print_as_one_percentage_are_no_range(second: float) -> None:
    assert found(figure(0.45), figure(second)).range is None


def test_what_a_source_gives_as_a_range_is_kept_whole() -> None:
    assert found(figure((0.4, 0.45)), figure(0.42)).range == (0.4, 0.45)
    assert found(figure((0.4, 0.45))).range is None  # a single source's range is no spread of cases


def test_without_a_case_there_is_nothing() -> None:
    assert found() == Outlook()
    assert outlook(None, 2750, cases(figure(0.4), figure(0.5))) == Outlook()
    assert found(figure(metric="monthly-readers"), figure(None)) == Outlook()


def test_cases_that_counted_something_else_are_not_put_into_one_range() -> None:
    result = found(figure(0.1, counted=POSTED), figure(0.45), figure(0.78))
    assert result.range == (0.45, 0.78)
    assert result.aside == SetAside(otherwise=1)
    tie = found(figure(0.1, counted=POSTED), figure(0.45))
    assert [one.low for one in tie.cases] == [0.1]  # the first in the library, alone


def test_case_and_spaces_do_not_make_another_definition() -> None:
    assert found(figure(0.1), figure(0.4, counted="People  signed up / staff")).range == (0.1, 0.4)


@pytest.mark.parametrize(
    "untold",
    [
        figure(0.9, counted=UNKNOWN),
        figure(0.9, counted="Unknown"),
        figure(0.9, counted=None),
        figure(0.9, population=None),
    ],
)
def test_a_figure_that_does_not_say_of_what_or_on_whom_is_set_aside(untold: Figure) -> None:
    result = found(figure(0.4), figure(0.5), untold)
    assert (result.range, result.aside) == ((0.4, 0.5), SetAside(undefined=1))


@pytest.mark.parametrize(
    ("population", "headcount", "alike"),
    [
        (299, 200, True),
        (300, 299, False),
        (300, 5000, True),
        (5000, 5001, False),
        (150_000, 5001, True),
        (None, 60, True),
        (150_000, None, True),
    ],
)
def test_organisations_of_a_like_size(population: int | None, headcount: int | None, *, alike: bool) -> None:
    one = figure(population=population, organisations=75 if population is None else None)
    result = found(one, headcount=headcount)
    assert (len(result.cases) == 1) is alike
    assert result.aside.sized == (0 if alike else 1)


@pytest.mark.parametrize("kind", ["guide", "opinion", "practice", "law"])
def test_an_opinion_has_no_case_to_tell(kind: str) -> None:
    assert outlook("activation", None, [case(figure(), kind=kind)]) == Outlook()
    assert outlook("activation", None, [case(figure(), kind="study")]).cases


def test_a_source_counts_once() -> None:
    twice = case(figure(0.4), figure(0.9))
    result = outlook("activation", None, [twice])
    assert (len(result.cases), result.range) == (1, None)


SHARE = st.floats(0, 1)
FIGURES = st.lists(
    st.builds(
        figure,
        st.one_of(st.none(), SHARE, st.tuples(SHARE, SHARE).map(lambda ends: (min(ends), max(ends)))),
        metric=st.sampled_from(["activation", "monthly-readers"]),
        population=st.one_of(st.none(), st.integers(1, 400_000)),
        organisations=st.one_of(st.none(), st.integers(1, 100)),
        counted=st.sampled_from([SIGNED_UP, POSTED, UNKNOWN, None]),
    ),
    max_size=8,
)


@given(FIGURES, st.one_of(st.none(), st.integers(1, 400_000)))
def test_a_range_is_never_a_point_and_never_beyond_what_was_published(
    figures: Sequence[Figure], headcount: int | None
) -> None:
    result = found(*figures, headcount=headcount)
    published = {end for one in figures if one.metric == "activation" for end in one.ends or ()}
    assert len({one.definition.en for one in result.cases}) <= 1
    named = [one for one in figures if one.metric == "activation" and one.ends is not None]
    assert len(result.cases) + result.aside.total == len(named)
    if result.range is not None:
        low, high = result.range
        assert round(low * 100) < round(high * 100)
        assert {low, high} <= published
        assert len(result.cases) >= 2


# --- the organisation's own first weeks ---

DUE = date(2027, 6, 28)


def own(*shares: float | None, day: int = 1) -> list[Actual]:
    return [
        Actual(
            date(2027, 6, day + number),
            Measured(Fraction(1)),
            None if share is None else Fraction(share),
            Withheld.NO,
            people=True,
        )
        for number, share in enumerate(shares)
    ]


def test_own_figures_are_a_range_from_two_on() -> None:
    assert own_range(own(0.25, 0.5), DUE) == (0.25, 0.5)
    assert own_range(own(0.5, 0.75, 0.25), DUE) == (0.25, 0.75)
    assert own_range(own(0.5, 0.25), None) == (0.25, 0.5)


def test_own_figures_are_never_drawn_further() -> None:
    assert own_range(own(0.5), DUE) is None
    assert own_range(own(0.5, 0.5), DUE) is None
    assert own_range(own(None, None, 0.5), DUE) is None  # too few people for a percentage
    assert own_range(own(0.25, 0.5, day=27), DUE) is None  # the second is the result itself


@given(st.lists(st.fractions(0, 1), max_size=6))
def test_an_own_range_holds_only_what_was_measured(shares: list[Fraction]) -> None:
    result = own_range(own(*map(float, shares)), DUE)
    if result is not None:
        assert round(result[0] * 100) < round(result[1] * 100)
        assert set(result) <= set(map(float, shares))
