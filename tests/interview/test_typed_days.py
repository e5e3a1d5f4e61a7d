"""Days and periods as people write them: in figures or in words, in their own language."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.documents.words import Words
from rse_plan.interview.agenda import Ask
from rse_plan.interview.phrasing import as_typed, phrase, understand
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.locales.typed_days import read_typed_day
from rse_plan.model.answers import Answers
from rse_plan.model.periods import AnyPeriod, Period, Preset
from rse_plan.model.problem import Problem
from rse_plan.planning.facts import FactSheet
from rse_plan.source.span import file_start


@pytest.mark.parametrize(
    ("typed", "language", "day"),
    [
        ("15 janvier 2027", "fr", "2027-01-15"),
        ("vendredi 15 janvier 2027", "fr", "2027-01-15"),
        ("le 1er août 2027", "fr", "2027-08-01"),
        ("1er aout 2027", "fr", "2027-08-01"),
        ("15 janv. 2027", "fr", "2027-01-15"),
        ("15 FÉVRIER\u00a02027", "fr", "2027-02-15"),
        ("15/1/2027", "fr", "2027-01-15"),
        ("15 January 2027", "en", "2027-01-15"),
        ("Friday, 15 January 2027", "en", "2027-01-15"),
        ("January 15, 2027", "en", "2027-01-15"),
        ("Jan 15 2027", "en", "2027-01-15"),
        ("1st August 2027", "en", "2027-08-01"),
        ("15 janvier 2027", "en", "2027-01-15"),
        ("2027-01-15", "en", "2027-01-15"),
        ("30 février 2027", "fr", None),
        ("15 jui 2027", "fr", None),
        ("15 janvier", "fr", None),
        ("03/02/2027", "en", None),
        ("soon", "en", None),
    ],
)
def test_a_day_is_read_as_it_is_written(typed: str, language: str, day: str | None) -> None:
    assert read_typed_day(typed, language) == day


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(["en", "fr"]))
def test_every_day_can_be_typed_as_the_program_writes_it(day: date, language: str) -> None:
    words = Words(language)
    for written in (words.date(day), words.weekday(day), Voice(language).typed_day(day)):
        assert read_typed_day(written, language) == day.isoformat()


SUMMER = Period(date(2027, 8, 2), date(2027, 8, 20))
WINTER = Period(date(2026, 12, 24), date(2027, 1, 2))


def understood(library: Library, typed: str, language: str) -> object:
    return understand(library.questions["calendar.closures"], (typed,), Voice(language))


@pytest.mark.parametrize(
    ("typed", "language", "periods"),
    [
        ("du 2 au 20 août 2027", "fr", (SUMMER,)),
        ("du 2 août au 20 août 2027", "fr", (SUMMER,)),
        ("Du 02/08 au 20/08/2027", "fr", (SUMMER,)),
        ("2-20 août 2027", "fr", (SUMMER,)),
        ("2–20 août 2027", "fr", (SUMMER,)),
        ("du 24 décembre au 2 janvier 2027", "fr", (WINTER,)),
        ("du 24 décembre 2026 au 2 janvier 2027 ; août", "fr", (WINTER, Preset("august"))),
        ("août 2027", "fr", (Period(date(2027, 8, 1), date(2027, 8, 31)),)),
        (
            "Vacances scolaires zone B, fin d’année",
            "fr",
            (Preset("school-holidays", "B"), Preset("year-end")),
        ),
        ("vacances scolaires (zone B)", "fr", (Preset("school-holidays", "B"),)),
        ("from 2 to 20 August 2027", "en", (SUMMER,)),
        ("August 2 to 20, 2027; year-end", "en", (SUMMER, Preset("year-end"))),
        (
            "August 2 to August 20, 2027, 2027-05-14",
            "en",
            (SUMMER, Period(date(2027, 5, 14), date(2027, 5, 14))),
        ),
        ("2 August 2027 until 20 August 2027 (stores)", "en", (Period(SUMMER.first, SUMMER.last, "stores"),)),
        ("aucune", "fr", ()),
        ("none", "en", ()),
    ],
)
def test_periods_are_read_as_they_are_written(
    library: Library, typed: str, language: str, periods: tuple[AnyPeriod, ...]
) -> None:
    assert understood(library, typed, language) == periods


@given(
    language=st.sampled_from(["en", "fr"]),
    first=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    length=st.integers(0, 300),
    more=st.tuples(st.sampled_from([None, "stores"]), st.sampled_from([None, "A", "C"])),
)
def test_what_is_suggested_is_what_was_meant(
    library: Library, language: str, first: date, length: int, more: tuple[str | None, str | None]
) -> None:
    crowd, zone = more
    last = first + timedelta(days=length)
    periods = (
        Period(first, last, crowd),
        Preset("august"),
        Preset("school-holidays", zone, crowd),
        Preset("year-end"),
    )
    (typed,) = as_typed(library.questions["calendar.closures"], periods, Voice(language))
    assert understood(library, typed, language) == periods


def test_what_is_suggested_is_in_the_person_s_language(library: Library) -> None:
    periods = (SUMMER, Preset("august"), Preset("school-holidays", "A"), Preset("year-end"))
    question = library.questions["calendar.closures"]
    assert as_typed(question, periods, Voice("fr")) == (
        "du 02/08/2027 au 20/08/2027\u202f; août\u202f; vacances scolaires zone A\u202f; fin d’année",
    )
    assert as_typed(question, periods, Voice("en")) == (
        "2027-08-02 to 2027-08-20; August; school holidays zone A; year-end",
    )


@pytest.mark.parametrize(
    ("typed", "french"),
    [
        (
            "bientôt",
            "« bientôt » n’est pas une période : tapez par exemple du 2 au 20 août 2027 ; fin d’année",
        ),
        (
            "du 20 au 2 août 2027",
            "la période finit avant de commencer : tapez d’abord le premier jour, puis le dernier",
        ),
        (
            "du 30/02/2027 au 02/03/2027",
            "« 30/02/2027 » n’est pas une date : tapez par exemple 29/01/2027 ou 29 janvier 2027",
        ),
        (
            "30 février 2027",
            "« 30 février 2027 » n’est pas une date : tapez par exemple 29/01/2027 ou 29 janvier 2027",
        ),
        ("12/03/1870", "l’année 1870 est hors limites : tapez par exemple 29/01/2027 ou 29 janvier 2027"),
    ],
)
def test_a_period_is_refused_in_the_words_of_the_person(library: Library, typed: str, french: str) -> None:
    found = understood(library, typed, "fr")
    assert isinstance(found, Problem)
    assert Voice("fr").problem(found).replace("\u00a0", " ").replace("\u202f", " ") == french


@pytest.mark.parametrize(
    ("name", "language", "none"),
    [
        ("calendar.closures", "fr", "aucune"),
        ("calendar.freezes", "fr", "aucune"),
        ("calendar.other_changes", "fr", "aucun"),
        ("sponsor.absences", "fr", "aucune"),
        ("sponsor.coalition", "fr", "aucune"),
        ("calendar.closures", "en", "none"),
    ],
)
def test_nothing_agrees_with_what_there_is_none_of(
    bundled: Library, name: str, language: str, none: str
) -> None:
    question, voice = bundled.questions[name], Voice(language)
    assert voice.value(question, ()) == none
    sheet = FactSheet(Answers(path="", span=file_start("")), bundled)
    prompt = phrase(Ask(question, 0 if question.group else None), sheet, voice)
    if question.type == "periods":
        assert prompt.hints[-1].replace("\u00a0", " ").replace("\u202f", " ") == (
            f"Entrée seule : {none}" if language == "fr" else f"Enter alone: {none}"
        )


def test_an_example_is_a_day_on_which_people_work(bundled: Library) -> None:
    """The example of a Sunday, typed as it stands, was told to be a day off."""
    sheet = FactSheet(Answers(path="", span=file_start("")), bundled)
    hints = phrase(Ask(bundled.questions["calendar.target"]), sheet, Voice("fr")).hints
    assert "Une date, par exemple 29/01/2027 ou 29 janvier 2027" in hints
    assert date(2027, 1, 29).weekday() < 5
