"""The calendar's drawing: few rows, nothing left out, everything inside the frame."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import LANGUAGES, NAMES, example_plan
from rse_plan.documents.gantt import FOOT, LABELS, WIDTH, Chart, chart, days_drawn
from rse_plan.documents.gantt_rows import MOST_ROWS, Lane, LaneKind, MarkKind, lanes_of
from rse_plan.documents.phase_chart import phase_charts
from rse_plan.documents.telling import Telling
from rse_plan.documents.words import Words
from rse_plan.planning.phase_dates import PhaseDates
from rse_plan.planning.plan import Plan, Planned

WORDS = {language: Words(language) for language in LANGUAGES}


def plan_of(items: tuple[Planned, ...], name: str = "weldom") -> Plan:
    """An example's plan with some of its items only; phases keep the dates of what they hold."""
    plan = example_plan(name)
    phases = []
    for row in plan.phases:
        inside = [item for item in items if item.phase == row.phase.id]
        if inside:
            first, last = min(item.start for item in inside), max(item.finish for item in inside)
            phases.append(PhaseDates(phase=row.phase, start=first, finish=last))
    return replace(plan, items=items, phases=tuple(phases))


def rows_by_phase(lanes: tuple[Lane, ...]) -> list[list[Lane]]:
    groups: list[list[Lane]] = []
    for lane in lanes:
        if lane.kind is LaneKind.PHASE:
            groups.append([])
        else:
            groups[-1].append(lane)
    return groups


def holds(rows: list[Lane], item: Planned) -> bool:
    """Whether a mark of a phase's rows covers the item's days."""
    return any(
        mark.start <= item.start and item.finish <= mark.finish and mark.critical >= item.critical
        for row in rows
        for mark in row.marks
    )


@pytest.mark.parametrize("name", NAMES)
def test_an_example_fits_a_page(name: str) -> None:
    lanes = lanes_of(example_plan(name), WORDS["fr"])
    assert len(lanes) <= MOST_ROWS
    assert sum(lane.kind is LaneKind.PHASE for lane in lanes) == len(example_plan(name).phases)


@pytest.mark.parametrize("name", NAMES)
def test_dates_that_count_have_their_own_row(name: str) -> None:
    plan = example_plan(name)
    alone = {lane.start for lane in lanes_of(plan, WORDS["en"]) if lane.kind is LaneKind.ITEM}
    counted = {item.start for item in plan.items if item.item.headline and item.critical and not item.opens}
    assert counted <= alone


def test_an_example_has_dates_that_count() -> None:
    """Not every one: where a freeze fixes the opening, nothing of the plan's own is critical."""
    critical = [item for item in example_plan("weldom").items if item.critical]
    assert [item for item in critical if item.item.headline and not item.opens]


def test_a_small_plan_shows_each_item() -> None:
    items = example_plan("weldom").items[:6]
    lanes = [lane for lane in lanes_of(plan_of(items), WORDS["en"]) if lane.kind is not LaneKind.PHASE]
    assert sorted(lane.label for lane in lanes) == sorted(WORDS["en"].text(item.title) for item in items)


@given(st.data())
def test_nothing_is_left_out_of_few_rows(data: st.DataObject) -> None:
    """However many items a plan has, and whatever their days."""
    name = data.draw(st.sampled_from(NAMES))
    source = example_plan(name).items
    copies = data.draw(st.integers(1, 4))
    picked = data.draw(
        st.lists(st.sampled_from(source), min_size=1, max_size=80, unique_by=lambda item: item.id)
    )
    shifts = data.draw(st.lists(st.integers(0, 400), min_size=copies, max_size=copies))
    items = tuple(
        replace(item, start=item.start + timedelta(days=shift), finish=item.finish + timedelta(days=shift))
        for shift in shifts
        for item in picked
    )
    plan = plan_of(items, name)
    lanes = lanes_of(plan, WORDS["en"])
    assert len(lanes) <= MOST_ROWS
    groups = rows_by_phase(lanes)
    for phase, rows in zip(plan.phases, groups, strict=True):
        for item in items:
            if item.phase == phase.phase.id:
                assert holds(rows, item), item.id


@given(st.integers(11, 40))
def test_rows_are_as_few_as_asked(most: int) -> None:
    plan = example_plan("weldom")
    assert len(lanes_of(plan, WORDS["fr"], most)) <= most


def in_frame(drawn: Chart) -> bool:
    return all(bar.x >= LABELS and bar.x + bar.width <= WIDTH + 0.2 for row in drawn.rows for bar in row.bars)


@pytest.mark.parametrize("name", NAMES)
def test_the_drawing_stays_in_its_frame(name: str) -> None:
    drawn = chart(example_plan(name), WORDS["fr"])
    assert in_frame(drawn)
    assert drawn.height == drawn.head + drawn.row * len(drawn.rows)
    assert all(LABELS <= tick.x < WIDTH for tick in drawn.ticks)


def test_months_and_uprights_speak_the_language() -> None:
    plan = example_plan("weldom")
    french, english = chart(plan, WORDS["fr"]), chart(plan, WORDS["en"])
    assert french.ticks[0].label.startswith("janv")
    assert english.ticks[0].label.startswith("Jan")
    assert [tick.year for tick in french.ticks if tick.year] == ["2027", "2028"]
    assert [upright.x for upright in french.uprights] == [upright.x for upright in english.uprights]
    assert french.uprights[0].label.startswith("Décision")


def test_bars_stand_on_their_days() -> None:
    """A bar twice as long lasts twice as long, and the first opening stands where its day is."""
    plan = example_plan("weldom")
    drawn = chart(plan, WORDS["en"])
    first = plan.start.replace(day=1)
    january, february = drawn.ticks[0].x, drawn.ticks[1].x
    a_day = (february - january) / 31
    assert plan.first_opening is not None
    expected = january + (plan.first_opening - first).days * a_day
    assert abs(drawn.uprights[-1].x - expected) < 0.5


def test_work_that_lasts_beyond_the_drawing_is_open() -> None:
    item = next(item for item in example_plan("weldom").items if item.kind == "ongoing")
    short = next(item for item in example_plan("weldom").items if item.kind == "task")
    far = replace(item, finish=date(2031, 1, 1))
    drawn = chart(plan_of((short, far)), WORDS["en"])
    bars = [bar for row in drawn.rows for bar in row.bars if bar.kind == MarkKind.RECURRING.value]
    assert [bar.open_end for bar in bars] == [True]
    assert in_frame(drawn)


def test_every_row_is_told_in_words() -> None:
    drawn = chart(example_plan("weldom"), WORDS["fr"])
    assert all(row.full_label and row.start and row.finish and row.what for row in drawn.rows)
    critical = [row for row in drawn.rows if row.critical]
    assert critical
    assert all(any(bar.critical for bar in row.bars) for row in critical)


def test_a_plan_without_work_has_an_empty_drawing() -> None:
    plan = replace(plan_of(()), first_opening=None)
    drawn = chart(plan, WORDS["en"])
    assert drawn.rows == ()
    assert [upright.label for upright in drawn.uprights] == ["Decision: " + WORDS["en"].day(plan.decision)]
    assert "get in" not in drawn.words


def test_today_stands_in_the_middle_of_its_day_below_everything_else() -> None:
    plan = example_plan("weldom")
    assert plan.first_opening is not None
    drawn = chart(plan, WORDS["fr"], plan.first_opening)
    assert drawn.today is not None
    opening = next(bar for row in drawn.rows for bar in row.bars if bar.kind == MarkKind.OPENING.value)
    assert drawn.today.x == opening.x
    assert drawn.today.label.startswith("Aujourd’hui")
    assert drawn.height == drawn.bottom + FOOT == chart(plan, WORDS["fr"]).height + FOOT


@pytest.mark.parametrize("name", NAMES)
def test_what_runs_today_is_marked_in_the_words_too(name: str) -> None:
    """A row is marked where one of its marks holds the day, never for days before, between or after them."""
    plan = example_plan(name)
    today = plan.start + (plan.finish - plan.start) // 3
    today = min(today, days_drawn(plan, WORDS["en"]).last)
    lanes, drawn = lanes_of(plan, WORDS["en"]), chart(plan, WORDS["en"], today)
    marked = [row.today for row in drawn.rows]
    days = [any(mark.start <= today <= mark.finish for mark in lane.marks) for lane in lanes]
    assert marked == days
    assert True in marked
    assert False in marked


@pytest.mark.parametrize("edge", ["first", "last"])
def test_today_keeps_its_name_inside_at_both_edges(edge: str) -> None:
    plan = example_plan("weldom")
    drawn = chart(plan, WORDS["en"], getattr(days_drawn(plan, WORDS["en"]), edge))
    assert drawn.today is not None
    assert LABELS <= drawn.today.x <= WIDTH
    assert drawn.today.before is (edge == "last")


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_that_is_not_drawn_changes_nothing(days: int) -> None:
    plan, words = example_plan("weldom"), WORDS["en"]
    drawn = days_drawn(plan, words)
    outside = (drawn.first if days < 0 else drawn.last) + timedelta(days=days)
    assert chart(plan, words, outside) == chart(plan, words)


def test_the_tasks_of_a_phase_have_the_line_where_their_days_are_drawn() -> None:
    plan = example_plan("weldom")
    telling, today = Telling(plan, WORDS["en"]), plan.phases[0].start
    first, *_, last = phase_charts(telling, today)
    assert first.today is not None
    assert any(row.today for row in first.rows)
    assert last.today is None
    assert not any(row.today for row in last.rows)
    assert phase_charts(telling) == phase_charts(telling, date(1999, 1, 1))
