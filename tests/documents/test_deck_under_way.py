"""The deck of a plan under way: what moved, where it stands, what is asked next."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from under_way import REASON, month, unbroken

from examples import LANGUAGES, example_plan
from rse_plan.documents.deck import Deck, Slide, Text, Tone, lines_of
from rse_plan.documents.deck_fit import needed
from rse_plan.documents.deck_states import MOST_NEWS
from rse_plan.documents.described import Described
from rse_plan.documents.news_view import news_lines
from rse_plan.documents.telling import Telling
from rse_plan.documents.words import Words
from rse_plan.planning.comparison import moves
from rse_plan.planning.former import former_of
from rse_plan.planning.news import news_of
from rse_plan.planning.outline import outline_of
from rse_plan.planning.plan import Plan


@cache
def moved(number: int) -> Plan:
    """The plan of a month, against the one before anything had happened."""
    before, after = example_plan("weldom"), month(number)
    found = moves(outline_of(before), outline_of(after))
    return replace(after, news=news_of(after, former_of(before), found, {}))


@cache
def deck(number: int, language: str = "fr") -> Deck:
    return Described(moved(number), Words(language)).deck


def points(slide: Slide) -> list[str]:
    """What its lists say, with plain spaces."""
    texts = [placed.piece for placed in slide.pieces if isinstance(placed.piece, Text)]
    return [unbroken(each.plain) for text in texts if text.tone is Tone.POINTS for each in text.lines]


def notes(slide: Slide) -> str:
    return unbroken("\n".join(each.plain for part in slide.notes for each in part.lines))


def said(slide: Slide) -> str:
    return unbroken("\n".join(each.plain for placed in slide.pieces for each in lines_of(placed.piece)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_slide_says_what_moved_and_its_notes_all_of_it(language: str) -> None:
    first = deck(3, language).slides[0]
    title = Words(language).say("What moved since the plan before")
    assert title in said(first)
    assert 1 <= len(points(first)) <= MOST_NEWS
    for each in news_lines(Telling(moved(3), Words(language))):
        assert unbroken(each.plain) in notes(first)


def test_the_calendar_says_where_it_stands() -> None:
    slide = deck(3).slides[1]
    assert "Où en est le plan au 8 mars 2027" in said(slide)
    done, blocked, silent = points(slide)
    assert done.startswith("Fait : ")
    assert "Accord pour engager l’étude, oui le 22 janv." in done
    assert blocked.startswith("Examiner la sécurité de l’outil : bloqué depuis le 1er mars : l’éditeur")
    assert "ne sont pas confirmées" in silent
    assert f"{REASON}. Reprise attendue à partir du 12 avril 2027." in notes(slide)


@pytest.mark.parametrize(
    ("number", "language", "title"),
    [
        (3, "fr", "Premiers membres le "),
        (6, "fr", "La première ouverture a eu lieu le 28 avril 2027"),
        (6, "en", "The first opening took place on 28 April 2027"),
    ],
)
def test_the_calendar_is_headed_by_what_is_known_of_the_opening(
    number: int, language: str, title: str
) -> None:
    assert unbroken(deck(number, language).slides[1].title).startswith(title)


def test_an_opening_that_was_decided_is_no_longer_subject_to_a_decision() -> None:
    from under_way import PILOT, STUDY, plan_on

    plan = plan_on(month(3).today, decisions=STUDY + PILOT.replace("2027-04-06", "2027-03-05"))
    for language, title in (("fr", "décidée le 5 mars"), ("en", "decided on 5 March")):
        calendar = Described(plan, Words(language)).deck.slides[1]
        assert unbroken(calendar.title).endswith(title)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [1, 3, 6, 9])
def test_everything_has_its_room_in_every_month(number: int, language: str) -> None:
    for each in deck(number, language).slides:
        for placed in each.pieces:
            assert needed(placed.piece, placed.box.width, placed.size) <= placed.box.height + 0.01, each.title


def test_the_footer_says_on_which_day_it_stands() -> None:
    assert "état au 8 mars 2027" in unbroken(deck(3).footer)
    assert "4 janvier 2027" in unbroken(Described(example_plan("weldom"), Words("fr")).deck.footer)


def test_a_plan_that_nothing_has_happened_to_says_nothing_of_it() -> None:
    first, calendar, *_ = Described(example_plan("weldom"), Words("fr")).deck.slides
    for title in ("Où en est le plan", "Ce qui a bougé"):
        assert title not in said(first) + said(calendar) + notes(first) + notes(calendar)
