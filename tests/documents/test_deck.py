"""What the deck says, slide by slide, and that everything has its room."""

from __future__ import annotations

from itertools import combinations

import pytest
from decks import LONG, SMALLEST, deck, in_doubt, rest

from examples import LANGUAGES, NAMES, example_plan
from rse_plan.documents.deck import (
    HEIGHT,
    MOST_SLIDES,
    WIDTH,
    Bars,
    Beside,
    Card,
    Cards,
    Grid,
    Placed,
    Text,
    Tone,
    lines_of,
)
from rse_plan.documents.deck_fit import lines, needed, shown
from rse_plan.documents.deck_slide import BODY_END, Draft
from rse_plan.documents.deck_slide import slide as placed_slide
from rse_plan.documents.described import Described
from rse_plan.documents.tree import Leaf, Line, Term, line
from rse_plan.documents.words import Words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*NAMES, "long", *rest("in-doubt")])
def test_six_slides_at_most_and_everything_has_its_room(name: str, language: str) -> None:
    slides = deck(name, language).slides
    assert 4 <= len(slides) <= MOST_SLIDES
    assert len({slide.title for slide in slides}) == len(slides)
    described = deck(name, language)
    assert described.footer.endswith(described.heading.project or described.heading.not_legal_advice)
    assert lines(described.footer, 780, SMALLEST) == lines(slides[0].eyebrow, 864, 14) == 1
    for each in slides:
        for placed in each.pieces:
            box = placed.box
            assert needed(placed.piece, box.width, placed.size) <= box.height + 0.01, each.title
            assert placed.size >= SMALLEST
            assert 0 <= box.left <= box.left + box.width <= WIDTH
            assert box.bottom <= (each.foot.box.top if each.foot else HEIGHT)
        assert [pair for pair in combinations(each.pieces, 2) if overlap(*pair)] == [], each.title


def overlap(one: Placed, other: Placed) -> bool:
    a, b = one.box, other.box
    return (
        a.left < b.left + b.width - 0.01
        and b.left < a.left + a.width - 0.01
        and a.top < b.bottom - 0.01
        and b.top < a.bottom - 0.01
    )


@pytest.mark.parametrize("count", [1, 7])
def test_what_a_slide_cuts_is_whole_in_its_notes(count: int) -> None:
    brief = Described(example_plan("weldom"), Words("fr")).brief
    said = tuple(line(f"{number}. {LONG}") for number in range(count))
    table = Grid("Table", ("A", "B"), tuple((each, line("b")) for each in said), (80, 20))
    card = Cards((Card("Card", "1", line(LONG[:80])),))
    pieces = (Beside(((Text(said, Tone.POINTS),), (card,)), (70, 30)), table)
    made = placed_slide(Draft(title=LONG, pieces=pieces, notes=()), brief, Words("fr"))
    shown = [each for placed in made.pieces for each in lines_of(placed.piece)]
    noted = [each for part in made.notes for each in part.lines]
    whole = [each for piece in pieces for each in lines_of(piece)]
    assert made.title.endswith("…")
    assert line(LONG) in noted
    assert [each for each in whole if each not in shown and each not in noted] == []
    assert (count == 7) == any(each.plain.endswith("…") for each in shown)
    assert made.pieces[-1].box.bottom <= BODY_END + 0.01
    for placed in made.pieces:
        assert needed(placed.piece, placed.box.width, placed.size) <= placed.box.height + 0.01


def test_words_are_measured_not_guessed() -> None:
    assert lines("", 100, 12) == 1
    assert lines("mot " * 10 + "mot", 1000, 12) == 1
    assert lines("W" * 100, 120, 12) == 11
    assert lines("un deux", 30, 12) == 2
    assert lines("un\ndeux", 300, 12) == 2


def test_an_explanation_takes_room_too() -> None:
    term = Line((Term((Leaf("CSE"),), "élus du personnel"), Leaf(" : avis rendu")))
    assert shown(term) == "CSE (élus du personnel) : avis rendu"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_role_of_an_example_is_cut(name: str, language: str) -> None:
    pieces = [placed.piece for slide in deck(name, language).slides for placed in slide.pieces]
    charts = [piece for piece in pieces if isinstance(piece, Bars)]
    assert len(charts) == 2
    assert [role for chart in charts for role in chart.roles if role.endswith("…")] == []


@pytest.mark.parametrize(("language", "asked"), [("fr", "Décision attendue"), ("en", "Decision wanted")])
def test_it_asks_first_and_is_answered_last(language: str, asked: str) -> None:
    slides = deck("weldom", language).slides
    assert slides[0].title.startswith(asked)
    assert slides[0].opening
    assert any(type(placed.piece).__name__ == "Reply" for placed in slides[-1].pieces)
    brief = Described(example_plan("weldom"), Words(language)).brief
    (acts,) = (placed.piece for placed in slides[-1].pieces if isinstance(placed.piece, Grid))
    assert [row[1].plain for row in acts.rows] == [act.due for act in brief.acts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_a_plan_cannot_hold_stands_on_the_first_slide(language: str) -> None:
    described = Described(in_doubt("weldom"), Words(language))
    alerts, first = described.brief.heading.alerts, described.deck.slides[0]
    assert len(alerts) == 3
    alert, *others = (placed for placed in first.pieces if isinstance(placed.piece, Text))
    assert isinstance(alert.piece, Text)
    assert alert.piece.tone is Tone.ALERT
    assert all(len(line.plain) > 100 for line in alert.piece.lines)
    noted = [line for part in first.notes for line in part.lines]
    assert [line for line in alerts if line not in (*alert.piece.lines, *noted)] == []
    assert all(placed.box.top >= alert.box.bottom for placed in others)


def test_pieces_beside_each_other_are_all_looked_at() -> None:
    both = Beside(((Text((line("one"),)),), (Text((line("two"),)),)), (1, 1))
    assert [each.plain for each in lines_of(both)] == ["one", "two"]
