"""A slide made of what it says: title, places, foot, notes; whatever had to be cut is whole in the notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rse_plan.documents.deck import WIDTH, Box, NotePart, Piece, Placed, Slide, Text, Tone, lines_of
from rse_plan.documents.deck_fit import LEADING, SIZES, arranged, fitted, lines, shown
from rse_plan.documents.rows import NoteRow
from rse_plan.documents.tree import Cite, Line, line
from rse_plan.documents.views import BriefView
from rse_plan.documents.words import Words

MARGIN = 48.0
ROOM = WIDTH - 2 * MARGIN
TITLE, OPENING_TITLE = 24, 28
"""Sizes of the titles."""
TITLE_LINES = 2
TITLE_TOP, BELOW_TITLE = 34.0, 18.0
OPENING_TOP = 166.0
"""Where the first slide begins, whose title has a ground of its own."""
BODY_END = 470.0
FOOT = Box(MARGIN, 474.0, ROOM, 30.0)
"""Sources and reserves: two lines."""
FOOT_LINES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a slide is to say; `reserve` stands at its foot, else the sources do."""

    title: str
    pieces: tuple[Piece, ...]
    notes: tuple[NotePart, ...]
    eyebrow: str = ""
    reserve: Line = field(default=Line())


def slide(draft: Draft, brief: BriefView, words: Words) -> Slide:
    """The slide as it is placed."""
    size = OPENING_TITLE if draft.eyebrow else TITLE
    title = fitted(draft.title, ROOM, size, TITLE_LINES, bold=True)
    placed, whole = arranged(draft.pieces, _body(title, draft.eyebrow))
    cited = _cited(draft.pieces, brief.notes)
    foot = draft.reserve or _sources(cited, words)
    small = SIZES[-1]
    short = line(fitted(foot.plain, ROOM, small, FOOT_LINES)) if foot else foot
    cut_short = [line(draft.title)] if title != draft.title else []
    cut_short += [foot] if draft.reserve and short.plain != foot.plain else []
    return Slide(
        title=title,
        title_size=size,
        eyebrow=draft.eyebrow,
        pieces=placed,
        foot=Placed(Text((short,), Tone.QUIET), FOOT, small) if short else None,
        notes=tuple(_notes(draft, (*cut_short, *whole), brief, words)),
    )


def _body(title: str, eyebrow: str) -> Box:
    """What is left of the slide below its title."""
    below = TITLE_TOP + lines(title, ROOM, TITLE, bold=True) * TITLE * LEADING + BELOW_TITLE
    top = OPENING_TOP if eyebrow else below
    return Box(MARGIN, top, ROOM, BODY_END - top)


def _notes(draft: Draft, whole: Sequence[Line], brief: BriefView, words: Words) -> Iterator[NotePart]:
    """What was cut, what the brief says besides, and the sources of both."""
    if whole:
        yield NotePart(words.say("In full"), tuple(whole))
    yield from (part for part in draft.notes if part.lines)
    said = [each for part in draft.notes for each in part.lines]
    sources = _cited_in([*said, *_lines(draft.pieces)], brief.notes)
    if sources:
        yield NotePart(words.say("Sources and their limits"), tuple(map(_source, sources)))


def _source(note: NoteRow) -> Line:
    address = line(f" {note.address}") if note.address else Line()
    return line(f"[{note.number}] ") + note.text + address


def _sources(cited: Sequence[NoteRow], words: Words) -> Line:
    """The sources of the slide with their limits, or where they stand when there are many."""
    if not cited:
        return Line()
    told = line("  ".join(f"[{note.number}] {note.text.plain}" for note in cited))
    if lines(shown(told), ROOM, SIZES[-1]) <= FOOT_LINES:
        return told
    numbers = Cite(tuple(note.number for note in cited))
    return line(words.say("{numbers}: sources and their limits in the notes of this slide", numbers=numbers))


def _cited(pieces: Iterable[Piece], notes: Sequence[NoteRow]) -> list[NoteRow]:
    return _cited_in(_lines(pieces), notes)


def _cited_in(found: Iterable[Line], notes: Sequence[NoteRow]) -> list[NoteRow]:
    numbers = {
        number for each in found for part in each.parts if isinstance(part, Cite) for number in part.numbers
    }
    return [note for note in notes if note.number in numbers]


def _lines(pieces: Iterable[Piece]) -> Iterator[Line]:
    return (each for piece in pieces for each in lines_of(piece))
