"""Dates, numbers, durations and sentences of each language."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rse_plan.documents.tree import Cite, Leaf, Line, line
from rse_plan.documents.typography import FINE, FIRM
from rse_plan.documents.words import Words, cut
from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.base import Text
from rse_plan.model.periods import Period, Preset
from rse_plan.planning.plan import Reason, Shown, State, Wording


@pytest.fixture
def fr() -> Words:
    return Words("fr")


@pytest.fixture
def en() -> Words:
    return Words("en")


def text(english: str, french: str) -> Text:
    return Text.model_construct(en=english, fr=french)


NAME = text("process", "processus")


def test_dates(fr: Words, en: Words) -> None:
    first = date(2026, 9, 1)
    assert (fr.date(first), en.date(first)) == ("1er septembre 2026", "1 September 2026")
    assert fr.weekday(date(2027, 4, 12)) == "lundi 12 avril 2027"
    day = date(2027, 1, 22)
    assert (fr.day(day), en.day(day)) == (f"22{FIRM}janv.", f"22{FIRM}Jan")
    assert fr.day(first) == f"1er{FIRM}sept."
    assert fr.day(day, date(2026, 1, 4)) == f"22{FIRM}janv.{FIRM}2027"
    assert fr.day_and_month(day, day) == "22 janvier"
    assert fr.day_and_month(day, date(2026, 1, 4)) == "22 janvier 2027"


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        (date(2027, 1, 4), date(2027, 1, 4), f"4{FIRM}janv."),
        (date(2027, 1, 4), date(2027, 1, 15), f"4–15{FIRM}janv."),
        (date(2027, 4, 1), date(2027, 4, 9), f"1er–9{FIRM}avr."),
        (date(2027, 1, 28), date(2027, 2, 5), f"28{FIRM}janv. – 5{FIRM}févr."),
        (date(2027, 12, 28), date(2028, 1, 5), f"28{FIRM}déc.{FIRM}2027 – 5{FIRM}janv.{FIRM}2028"),
        (date(2027, 4, 1), date(2029, 3, 1), f"1er{FIRM}avr.{FIRM}2027 – 1er{FIRM}mars{FIRM}2029"),
    ],
)
def test_periods(fr: Words, first: date, last: date, wanted: str) -> None:
    assert fr.period(first, last) == wanted
    assert fr.period(first, last, first) == wanted


def test_numbers(fr: Words, en: Words) -> None:
    assert (fr.number(2500), en.number(2500)) == (f"2{FINE}500", "2,500")
    assert (fr.share(0.7), en.share(0.7)) == (f"70{FIRM}%", "70%")
    assert fr.hours(100) == f"1{FIRM}h{FIRM}40"
    assert fr.hours(20) == f"20{FIRM}min"
    assert fr.weekly(1.5) == f"1,5{FIRM}h"
    assert (fr.spelled(5), en.spelled(5), fr.spelled(11)) == ("cinq", "five", "11")
    assert fr.listed(["a", "b", "c"]) == "a, b et c"


@pytest.mark.parametrize(
    ("minutes", "french", "english"),
    [
        (180, f"3{FIRM}h", f"3{FIRM}h"),
        (420, "1 jour", "1 day"),
        (630, "1,5 jour", "1.5 days"),
        (4212, "10 jours", "10 days"),
    ],
)
def test_effort(fr: Words, en: Words, minutes: int, french: str, english: str) -> None:
    assert (fr.effort(minutes, 7), en.effort(minutes, 7)) == (french, english)


def test_lapses(fr: Words, en: Words) -> None:
    assert fr.lapse(Amount(Fraction(10), Unit.CALENDAR_WEEK)) == "10 semaines"
    assert fr.lapse(Amount(Fraction(1), Unit.WORKING_DAY)) == "1 jour ouvré"
    assert en.lapse(Amount(Fraction(2), Unit.MONTH)) == "2 months"


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (Shown(NAME, True, State.ANSWERED), "oui"),
        (Shown(NAME, 2500, State.ANSWERED), f"2{FINE}500"),
        (Shown(NAME, date(2027, 1, 1), State.ANSWERED), "1er janvier 2027"),
        (Shown(NAME, "x", State.ANSWERED, (text("move", "déménagement"),)), "déménagement"),
        (Shown(NAME, ("a", "b"), State.ANSWERED, (text("a", "un"), text("b", "deux"))), "un et deux"),
        (Shown(NAME, (Period(date(2027, 8, 2), date(2027, 8, 20)),), State.ANSWERED), f"2–20{FIRM}août"),
        (Shown(NAME, (Preset("august"),), State.ANSWERED), "août, chaque année"),
        (Shown(NAME, (Preset("school-holidays", "C"),), State.ANSWERED), "vacances scolaires (zone C)"),
        (Shown(NAME, None, State.ABSENT), "sans objet"),
        (Shown(NAME, "l'idée : oui", State.ANSWERED), f"l’idée{FIRM}: oui"),
    ],
)
def test_values(fr: Words, shown: Shown, wanted: str) -> None:
    assert fr.value(shown) == wanted


def test_a_gap_that_nobody_has_filled(fr: Words, en: Words) -> None:
    wording = Wording(
        text("For {{ goal.process }}.", "Pour {{ goal.process }}."),
        {"goal.process": Shown(NAME, None, State.ASSUMED)},
    )
    assert fr.text(wording) == f"Pour ‹à compléter{FIRM}: processus›."
    assert en.text(wording) == "For ‹to be completed: process›."


def test_reasons_keep_private_answers_private(fr: Words) -> None:
    shown = Shown(NAME, "secret", State.ASSUMED)
    assert fr.reason(Reason("goal.process", shown, False, None)) == f"processus{FIRM}: secret (supposé)"
    assert fr.reason(Reason("sponsor.attitude", shown, True, None)) == "décidé par l’équipe projet"


def test_sentences_hold_lines(fr: Words) -> None:
    cited = Line((Leaf("texte "), Cite((1,))))
    found = fr.sentence("{title}: {date}", title=cited, date="5 févr.")
    assert found.parts == (*cited.parts, Leaf(f"{FIRM}: "), Leaf("5 févr."))


def test_cutting_at_a_word_keeps_sources() -> None:
    words = Line((Leaf("une phrase assez longue pour dépasser"), Leaf(" "), Cite((3,))))
    found = cut(words, 20)
    assert found.plain == f"une phrase assez{FIRM}… "
    assert found.parts[-1] == Cite((3,))
    assert cut(words, 100) is words
    assert cut(line("court"), 5) == line("court")
