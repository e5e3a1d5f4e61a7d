"""What a terminal shows of a question, at whatever size: nothing cut off, a list saying that it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.application.current import set_app
from prompt_toolkit.data_structures import Size
from prompt_toolkit.formatted_text import fragment_list_to_text, to_formatted_text
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.layout import FormattedTextControl, Window, walk
from prompt_toolkit.output import DummyOutput

from rse_plan.interview.asker import Form, Option, Prompt
from rse_plan.interview.lines import width_of
from rse_plan.interview.listing import Listing, shown
from rse_plan.interview.screen import Screen
from rse_plan.interview.voice import Voice

WHY = "Un employeur indépendant donne son accord pour son personnel ; nul ne décide à sa place."
NAMES = tuple(
    f"option numéro {number}, avec ce qu’il faut de mots pour deux lignes" for number in range(1, 31)
)


def prompt(form: Form, count: int = 0, **more: Any) -> Prompt:
    made: dict[str, Any] = {
        "label": "Qui emploie les futurs membres de ce réseau, sites affiliés compris ?",
        "progress": "Votre organisation · question 4 sur 16 · encore 2 minutes environ",
        "hints": (WHY, "Une date, par exemple 31/01/2027"),
        "options": tuple(Option(str(place), name) for place, name in enumerate(NAMES[:count])),
        "complaint": lambda _: None,
        "echo": " ".join,
        "explain": lambda: WHY,
        "back": True,
    }
    return Prompt(form=form, **{**made, **more})


class Sized(DummyOutput):
    def __init__(self, columns: int, rows: int) -> None:
        self.size = Size(rows=rows, columns=columns)

    def get_size(self) -> Size:
        return self.size


class Terminal:
    """A screen and its size: `rows()` is what stands on it."""

    def __init__(self, screen: Screen, output: Sized) -> None:
        self.screen, self.output = screen, output
        self.application = screen.application()

    def rows(self) -> list[str]:
        with set_app(self.application):
            self.application.render_counter += 1
            windows = walk(self.application.layout.container, skip_hidden=True)
            texts = [self._text(each.content) for each in windows if isinstance(each, Window)]
            return [row for text in texts if text is not None for row in text.split("\n")]

    def _text(self, content: Any) -> str | None:
        if isinstance(content, FormattedTextControl):
            return fragment_list_to_text(to_formatted_text(content.text)) if content.text else None
        return f"> {content.buffer.text}" if hasattr(content, "buffer") else None

    @property
    def listing(self) -> Listing:
        windows = self.application.layout.find_all_windows()
        return next(each.content for each in windows if isinstance(each.content, Listing))


@contextmanager
def terminal(question: Prompt, columns: int, rows: int, above: str = "") -> Iterator[Terminal]:
    output = Sized(columns, rows)
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=output):
        yield Terminal(Screen(question, Voice("fr"), above), output)


SIZES = [(80, 24), (60, 24), (40, 24), (40, 15), (100, 50)]
FORMS = [(Form.LINE, 0), (Form.ONE, 3), (Form.ONE, 30), (Form.SEVERAL, 30)]


@pytest.mark.parametrize(("columns", "height"), SIZES)
@pytest.mark.parametrize(("form", "count"), FORMS)
def test_a_question_fits_the_terminal(form: Form, count: int, columns: int, height: int) -> None:
    with terminal(prompt(form, count), columns, height) as seen:
        rows = seen.rows()
        assert len(rows) <= height
        assert all(width_of(row) < columns for row in rows)
        assert "compris ?" in " ".join(rows)
        assert "dit pourquoi" in " ".join(" ".join(rows).split())


@pytest.mark.parametrize(("columns", "height"), SIZES[:-1])
def test_a_long_list_says_that_it_goes_on(columns: int, height: int) -> None:
    with terminal(prompt(Form.ONE, 30), columns, height) as seen:
        text = seen.rows()
        below = int(text[-1].removeprefix("   ↓ encore "))
        listed = [row for row in text if "option numéro" in row]
        assert len(listed) + below == 31
        seen.listing.move(8)
        seen.listing.move(8)
        text = seen.rows()
        assert len(text) <= height
        assert " » option numéro 17," in "\n".join(text)
        up, down = (int(part.split()[-1]) for part in text[-1].split("   ") if part)
        assert up + sum("option numéro" in row for row in text) + down == 31
        seen.listing.move(30)
        text = seen.rows()
        assert text[-2].startswith(" » ← revenir")
        assert text[-1].startswith("   ↑ encore ")
        assert "↓" not in text[-1]


def test_every_row_of_what_is_pointed_at_is_there() -> None:
    with terminal(prompt(Form.ONE, 30), 30, 24) as seen:
        for _ in range(29):
            seen.listing.move(1)
            text = seen.rows()
            at = next(place for place, row in enumerate(text) if row.startswith(" » "))
            entry = " ".join(row.strip(" »") for row in text[at : at + 4])
            assert entry.startswith(NAMES[seen.listing.pointed_at]), text


def test_the_words_give_way_to_the_list_and_the_explanation_stays_in_sight() -> None:
    above = "? Qui ?\n  " + WHY
    with terminal(prompt(Form.ONE, 30), 40, 19, above) as seen:
        rows = seen.rows()
        assert len(rows) + 4 <= 19
        assert not any("indépendant" in row for row in rows)
        assert sum("option numéro" in row for row in rows) >= 1
        seen.output.size = Size(rows=50, columns=80)
        assert any("indépendant" in row for row in seen.rows())


def test_a_new_size_cuts_the_lines_anew() -> None:
    with terminal(prompt(Form.LINE), 40, 24) as seen:
        narrow = seen.rows()
        seen.output.size = Size(rows=24, columns=80)
        wide = seen.rows()
        assert len(wide) < len(narrow)
        assert max(map(len, wide)) > 40
        assert "".join("".join(wide).split()) == "".join("".join(narrow).split())


def test_why_an_answer_is_refused_is_shown_whole_below_it() -> None:
    refused = "« beaucoup » n’est pas un nombre entier : écrire seulement des chiffres, sans rien d’autre"
    question = prompt(Form.LINE, complaint=lambda _: refused)
    with terminal(question, 40, 24) as seen:
        seen.screen._answer(None, ("beaucoup",))  # type: ignore[arg-type]  # a refusal leaves nothing
        rows = seen.rows()
        at = rows.index("> ")
        assert " ".join(rows[at + 1 :]) == refused
        assert all(width_of(row) < 40 for row in rows)


def test_a_search_that_finds_nothing_says_so() -> None:
    with terminal(prompt(Form.ONE, 30), 40, 24) as seen:
        seen.listing.search("employeurs")
        assert seen.listing.pointed() is None
        shown_ = " ".join(seen.rows()).replace("\u00a0", " ")
        assert "Rien dans la liste ne contient « employeurs »" in shown_
        assert "option numéro" not in shown_
        seen.listing.search("numero 12")
        assert seen.listing.pointed() == "11"
        assert sum("option numéro" in row for row in seen.rows()) == 1


def test_what_is_suggested_says_what_the_keys_do() -> None:
    question = prompt(
        Form.LINE, suggested=("30/11/2026",), empty="je ne sais pas", echo=lambda _: "lundi 30 novembre 2026"
    )
    with terminal(question, 80, 24) as seen:
        text = " ".join(" ".join(seen.rows()).split())
        assert "Entrée garde lundi 30 novembre 2026, taper le remplace" in text
        assert "Ligne vidée : je ne sais pas" in text
        assert "Entrée seule" not in text


HEIGHTS = st.lists(st.integers(1, 4), min_size=1, max_size=40)


@given(HEIGHTS, st.integers(6, 20), st.lists(st.integers(0, 39), min_size=1, max_size=8))
def test_what_is_pointed_at_is_always_drawn(heights: list[int], room: int, moves: list[int]) -> None:
    first = 0
    for move in moves:
        pointed = move % len(heights)
        first, last = shown(heights, pointed, first, room)
        assert first <= pointed < last <= len(heights)
        all_fit = (first, last) == (0, len(heights))
        assert sum(heights[first:last]) <= (room if all_fit else room - 1)
        if not all_fit:
            assert sum(heights) > room
            below = heights[last] if last < len(heights) else room
            assert sum(heights[first:last]) + below > room - 1


def test_a_thousand_entries_are_drawn_without_delay() -> None:
    many = tuple(Option(str(place), f"entrée {place}") for place in range(1500))
    with terminal(prompt(Form.ONE, options=many), 80, 24) as seen:
        seen.rows()
        begun = perf_counter()
        for _ in range(10):
            seen.listing.move(1)
            seen.rows()
        assert (perf_counter() - begun) / 10 < 0.1
