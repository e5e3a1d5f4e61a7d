"""TaskJuggler's file: strings that stay strings, and the dates that TaskJuggler works out (external)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from changed_plans import plan_of
from hypothesis import given
from hypothesis import strategies as st
from looked_at import EVERY_PAGE, LOOKED_AT
from taskjuggler import scheduled

from examples import example_plan
from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.formats import tjp
from rse_plan.formats.plain_text import plain
from rse_plan.formats.timeline import Instant, Timeline
from rse_plan.planning.plan import Plan, Planned

DAY = timedelta(days=1)
STRING = re.compile(r'"((?:\\"|[^"])*)"')
"""As TaskJuggler's scanner has it: a quote inside has a backslash before it, which is no sign of its own."""
HOSTILE = '${x} $(HOME) " } task y "z" { # // /* */ -8<- [macro] \\'


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_any_text_is_one_string(text: str) -> None:
    written = tjp.quoted(text)
    (inner,) = STRING.fullmatch(written).groups()  # type: ignore[union-attr]
    assert not re.search(r"\$[({]", inner), "neither a macro nor a variable"
    assert (
        inner.replace('\\"', '"').replace("\u2060", "").strip() == plain(text).replace("\u2060", "").strip()
    )


def test_names_are_told_apart() -> None:
    text = tjp.write(Described(example_plan("weldom"), Words("fr")))
    names = re.findall(r"^  task (\w+) ", text, re.MULTILINE)
    assert len(names) == len(set(names)) == len(example_plan("weldom").items)
    needed = re.findall(r"depends (.*)$", text, re.MULTILINE)
    assert set(re.findall(r"p_\w+\.(\w+)", " ".join(needed))) <= set(names)


def test_dates_are_given_only_where_needs_do_not_give_them() -> None:
    made = example_plan("weldom")
    text = tjp.write(Described(made, Words("fr")))
    given_ = len(re.findall(r"^    start ", text, re.MULTILINE))
    assert given_ == sum(Timeline(made).is_given(item) for item in made.items)
    assert given_ < len(made.items) / 2


# --- TaskJuggler ---


def theirs(folder: Path, made: Plan) -> dict[str, tuple[str, str]]:
    """First and last moment of every task, by its name in the file."""
    text = tjp.write(Described(made, Words("fr")))
    rows = scheduled(folder, text, "plan-taskjuggler.csv")
    return {row["Id"].rpartition(".")[2]: (row["Start"], row["End"]) for row in rows}


def instant(moment: str, ends: int) -> Instant:
    return Instant(date.fromisoformat(moment[:10]), evening=int(moment[11:13]) >= ends)


def first_day(begin: Instant, item: Planned, timeline: Timeline) -> Instant:
    """When work begins: TaskJuggler has a task start when what it waits for has ended, be it on a Friday."""
    if item.kind != "task":
        return begin
    return Instant(timeline.calendar(item).nth(begin.day + DAY * begin.evening, 0))


@pytest.mark.external
@pytest.mark.parametrize("name", LOOKED_AT if EVERY_PAGE else ("weldom", "association-60"))
def test_taskjuggler_finds_the_same_days(name: str, tmp_path: Path) -> None:
    made = example_plan(name)
    found, timeline = theirs(tmp_path, made), Timeline(made)
    ends = timeline.working_hours[-1][1]
    for item, name_ in zip(made.items, tjp.names(made.items).values(), strict=True):
        begin, end = (instant(moment, ends) for moment in found[name_])
        assert first_day(begin, item, timeline) == timeline.start(item), item.id
        assert end == timeline.finish(item), item.id


@pytest.mark.external
def test_taskjuggler_takes_hostile_answers_for_text(tmp_path: Path) -> None:
    made = plan_of("association-60", changes={"organisation.name": HOSTILE, "community.name": HOSTILE})
    assert len(theirs(tmp_path, made)) == len(made.items) + len(made.phases)
