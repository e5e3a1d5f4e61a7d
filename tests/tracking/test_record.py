"""One thing more recorded: what each command makes of what is there, and the days that cannot be."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rse_plan.errors import UserError
from rse_plan.model.progress import Measured, ProgressFile
from rse_plan.tracking.answering import read_answer, read_day, read_value
from rse_plan.tracking.record import Days, Record

START, TODAY = date(2027, 1, 4), date(2027, 6, 30)
FEBRUARY, MARCH, APRIL = date(2027, 2, 5), date(2027, 3, 1), date(2027, 4, 12)
EMPTY = ProgressFile.model_construct(kind="progress", format=1)


def of(file: ProgressFile = EMPTY) -> Record:
    return Record(file, Days(START, TODAY))


def refused(message: str) -> Any:
    return pytest.raises(UserError, match=message)


def test_done_is_today_or_on_a_day_and_stays_on_it() -> None:
    today = of().done("a/b", None)
    assert today.entry.done == TODAY
    first = of().done("a/b", FEBRUARY)
    again = of(first.file).done("a/b", None)
    assert again.file == first.file
    corrected = of(first.file).done("a/b", MARCH)
    assert [one.done for one in corrected.file.items] == [MARCH]
    assert corrected.former == first.entry


@pytest.mark.parametrize(
    ("day", "message"), [(date(2027, 7, 1), "in the future"), (date(2027, 1, 3), "before the plan begins")]
)
def test_days_outside_the_plan_are_refused(day: date, message: str) -> None:
    with refused(message):
        of().done("a/b", day)
    with refused(message):
        of().start("a/b", day)
    with refused(message):
        of().block("a/b", "why", day, None)
    with refused(message):
        of().decide("a/b", "yes", day, None)
    with refused(message):
        of().measure("a/b", Measured(Fraction(1)), day)


def test_nothing_is_done_before_it_began() -> None:
    started = of().start("a/b", MARCH).file
    with refused("5 February 2027 cannot be: it started on 1 March 2027"):
        of(started).done("a/b", FEBRUARY)
    done = of(started).done("a/b", APRIL).file
    with refused("it was done on 12 April 2027"):
        of(done).start("a/b", TODAY)
    assert of(done).start("a/b", FEBRUARY).entry.started == FEBRUARY


def test_done_ends_a_block_and_keeps_it_as_history() -> None:
    blocked = of().block("a/b", "no answer", MARCH, APRIL).file
    done = of(blocked).done("a/b", None).entry
    assert not done.is_blocked
    assert done.reason == "no answer"
    with refused("it was blocked on 1 March 2027"):
        of(blocked).done("a/b", FEBRUARY)
    with refused("what is done waits for nothing"):
        of(of(blocked).done("a/b", None).file).block("a/b", "again", None, None)


def test_start_lifts_a_block_and_the_first_start_stays() -> None:
    begun = of().start("a/b", FEBRUARY).file
    blocked = of(begun).block("a/b", "no answer", MARCH, None).file
    lifted = of(blocked).start("a/b", APRIL).entry
    assert (lifted.started, lifted.blocked, lifted.reason, lifted.until) == (FEBRUARY, None, None, None)
    waiting = of().block("a/b", "no answer", MARCH, None).file
    assert of(waiting).start("a/b", APRIL).entry.started == APRIL


def test_a_start_before_the_block_corrects_the_start_alone() -> None:
    blocked = of().block("a/b", "no answer", MARCH, None).file
    corrected = of(blocked).start("a/b", FEBRUARY).entry
    assert corrected.started == FEBRUARY
    assert corrected.is_blocked


def test_a_block_is_corrected_by_what_is_said_again() -> None:
    blocked = of().block("a/b", "no\n answer ", MARCH, APRIL).file
    again = of(blocked).block("a/b", "no answer", None, None)
    assert again.file == blocked
    other = of(blocked).block("a/b", "ill", None, TODAY).entry
    assert (other.blocked, other.reason, other.until) == (MARCH, "ill", TODAY)
    with refused("cannot go on on 5 February 2027"):
        of(blocked).block("a/b", "ill", None, FEBRUARY)


@pytest.mark.parametrize(
    ("reason", "message"),
    [(" \n", "a text is missing"), ("a\x1b[2J", r"U\+001B"), ("x" * 5000, "longer"), ("a\ud800", r"U\+D800")],
)
def test_reasons_that_no_file_can_hold(reason: str, message: str) -> None:
    with refused(message):
        of().block("a/b", reason, None, None)


def test_decisions_stand_in_their_order() -> None:
    later = of().decide("a/b", "later", FEBRUARY, None).file
    yes = of(later).decide("a/b", "yes", MARCH, "with conditions").file
    assert [one.answer for one in yes.decisions] == ["later", "yes"]
    assert of(yes).decide("a/b", "yes", None, None).file == yes
    same_day = of(yes).decide("a/b", "no", MARCH, None).file
    assert [(one.answer, one.note) for one in same_day.decisions] == [
        ("later", None),
        ("no", "with conditions"),
    ]
    moved = of(yes).decide("a/b", "yes", APRIL, None).file
    assert [one.on for one in moved.decisions] == [FEBRUARY, APRIL]
    with refused("a later decision is recorded: yes, on 1 March 2027"):
        of(yes).decide("a/b", "no", FEBRUARY, None)


def test_measures_are_read_again_and_again() -> None:
    first = of().measure("a/b", Measured(Fraction(17), 29), MARCH).file
    assert of(first).measure("a/b", Measured(Fraction(17), 29), MARCH).file == first
    corrected = of(first).measure("a/b", Measured(Fraction(18), 29), MARCH).file
    assert [one.value.amount for one in corrected.measures] == [18]
    assert len(of(corrected).measure("a/b", Measured(Fraction(18), 29), APRIL).file.measures) == 2


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("2027-02-05", "en", FEBRUARY),
        ("5 February 2027", "en", FEBRUARY),
        ("05/02/2027", "fr", FEBRUARY),
        ("vendredi 5 février 2027", "fr", FEBRUARY),
        ("1er mars 2027", "fr", MARCH),
    ],
)
def test_days_as_people_type_them(text: str, language: str, day: date) -> None:
    assert read_day(text, language) == day


@pytest.mark.parametrize("text", ["", "soon", "31/02/2027", "5 February", "vendor has not answered", "\x00"])
def test_what_is_no_day(text: str) -> None:
    with refused("is not a date"):
        read_day(text, "fr")


def test_answers_as_people_type_them() -> None:
    words = ("yes", "OUI", "no", "Non", "later", "plus-tard", "plus tard")
    assert [read_answer(word) for word in words] == ["yes", "yes", "no", "no", "later", "later", "later"]
    with refused("is no answer to a decision") as told:
        read_answer("latter")
    assert "later" in str(told.value.help)
    with refused("is more than all"):
        read_value("120%")
