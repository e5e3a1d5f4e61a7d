"""How much a slide holds: type as large as can be, and texts cut at a word where the smallest is too large.

Words are measured in Arial and its twins, whose signs have the same widths on every system, and broken into
lines as programs break them; a test looks at what programs make of it (semantics 36).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from rse_plan.documents.deck import (
    Bars,
    Beside,
    Box,
    Card,
    Cards,
    Grid,
    Piece,
    Placed,
    Reply,
    Text,
    Timeline,
    Tone,
    lines_of,
)
from rse_plan.documents.tree import Break, Cite, Line, Part
from rse_plan.documents.words import cut, shortened

WHOLE = 10_000
SIZES = (18, 17, 16, 15, 14, 13, 12)
"""Of type: no slide has smaller."""
BUDGETS = (
    *((WHOLE, most) for most in (60, 45, 0)),
    *((most, 0) for most in (200, 160, 130, 110, 90, 70, 55, 40, 30, 20)),
)
"""Characters of a text, and of what explains a figure, once the smallest type does not hold all."""
LEADING = 1.2
GAP = 12.0
"""Between two pieces; half of it below a name."""
BETWEEN = 24.0
"""Between two columns."""
CELL_SIDE, CELL_END = 6.0, 4.0
"""Inside a cell, left and right, above and below."""
INDENT = 14.0
"""Of a point."""
PARAGRAPH = 0.4
"""Between two paragraphs, in parts of the size of type."""
CARD_GAP, CARD_INSIDE = 8.0, 8.0
FIGURE = 22
"""Size of the type of a figure, where it fits."""
FRAME = 10.0
"""Inside the frame of the reply."""
SPAN_ROW, TIMELINE_ENDS = 17.5, 56.0
"""Least height of a bar of the calendar with its name; the axis and the legend together."""
BAR_ROW, BARS_ENDS = 15.5, 28.0
MARGIN = 1.01
"""Programs differ by so much."""

_WIDTHS = (
    ("'ijl’‘|¦", 0.23),
    (" !,./:;I[\\]ft\u00a0\u202f·ìíîï", 0.28),
    ('()-`r“”{}•"', 0.335),
    ("*°^", 0.46),
    ("Jcksvxyzçýÿ", 0.5),
    ("FTZ+<=>~¬×±÷≥ß", 0.611),
    ("&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝ", 0.667),
    ("CDHNRUwÇÑÙÚÛÜ", 0.722),
    ("GOQÒÓÔÕÖ", 0.778),
    ("Mm%æ", 0.87),
    ("W@Ææœ—…Œ→☐", 1.0),
)
_WIDTH = {sign: width for signs, width in _WIDTHS for sign in signs}
_LETTER, _OTHER = 0.556, 1.0
_LATIN = 0x250


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text set on one line."""
    ems = sum(_WIDTH.get(sign, _LETTER if ord(sign) < _LATIN else _OTHER) for sign in text)
    return ems * size * MARGIN * (1.08 if bold else 1)


def shown(words: Line) -> str:
    """The words with the numbers of their sources and their breaks, as a slide prints them."""
    return "".join(_shown(part) for part in words.parts)


def _shown(part: Part) -> str:
    return str(part) if isinstance(part, Cite) else "\n" if isinstance(part, Break) else Line((part,)).printed


def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """Lines that a text takes: broken at spaces, and anywhere in a word that is wider than the line."""
    if "\n" in text:
        return sum(lines(one, room, size, bold=bold) for one in text.split("\n"))
    count, used = 1, 0.0
    space = width(" ", size, bold=bold)
    for word in text.split(" "):
        wide = width(word, size, bold=bold)
        if used and used + space + wide > room:
            count, used = count + 1, 0.0
        if wide > room:
            count += int(wide // room)
            wide %= room
        used += wide + (space if used else 0)
    return count


def fitted(text: str, room: float, size: float, most: int, *, bold: bool = False) -> str:
    """A text in at most so many lines, cut at a word."""
    length = len(text)
    while lines(text, room, size, bold=bold) > most and length > 1:
        length -= 4
        text = shortened(text, length)
    return text


def arranged(pieces: Sequence[Piece], box: Box) -> tuple[tuple[Placed, ...], tuple[Line, ...]]:
    """The pieces in their places, one below the other, and the whole of each text that had to be cut."""
    sizes = [size for size in SIZES if _holds(box, pieces, size)]
    if sizes:
        return tuple(stacked(pieces, box, sizes[0])), ()
    small = SIZES[-1]
    for budget in BUDGETS:
        cut_down = [trimmed(piece, *budget) for piece in pieces]
        if _holds(box, cut_down, small):
            break
    return tuple(stacked(cut_down, box, small)), tuple(_cut_lines(pieces, cut_down))


def _holds(box: Box, pieces: Sequence[Piece], size: int) -> bool:
    return sum(_heights(pieces, box.width, size)) <= box.height


def _cut_lines(pieces: Iterable[Piece], cut_down: Iterable[Piece]) -> Iterator[Line]:
    """The whole of each line that is no longer what it was."""
    before = (line for piece in pieces for line in lines_of(piece))
    after = (line for piece in cut_down for line in lines_of(piece))
    yield from dict.fromkeys(whole for whole, short in zip(before, after, strict=True) if whole != short)


def trimmed(piece: Piece, most: int, figure: int) -> Piece:
    """A piece whose texts have at most so many characters; those that explain a figure, at most
    `figure`, none if that is 0."""
    match piece:
        case Text(found):
            return replace(piece, lines=tuple(cut(line, most) for line in found))
        case Cards(cards):
            return Cards(
                tuple(replace(card, note=cut(card.note, figure) if figure else Line()) for card in cards)
            )
        case Grid():
            rows = tuple(tuple(cut(cell, most) for cell in row) for row in piece.rows)
            return replace(piece, rows=rows)
        case Beside(columns):
            inner = tuple(tuple(trimmed(each, most, figure) for each in column) for column in columns)
            return replace(piece, columns=inner)
    return piece


# --- heights ---


def _heights(pieces: Sequence[Piece], room: float, size: int) -> list[float]:
    """What each takes at least, with the space below it."""
    last = len(pieces) - 1
    return [
        needed(piece, room, size) + (0 if place == last else _gap(piece))
        for place, piece in enumerate(pieces)
    ]


def _gap(piece: Piece) -> float:
    return GAP / 2 if isinstance(piece, Text) and piece.tone is Tone.HEAD else GAP


def needed(piece: Piece, room: float, size: int) -> float:
    """The least height of a piece in a width."""
    match piece:
        case Text():
            return _of_text(piece, room, size)
        case Cards():
            rows = card_heights(piece, room)
            return sum(rows) + max(len(rows) - 1, 0) * CARD_GAP
        case Grid():
            return sum(row_heights(piece, room, size))
        case Reply():
            return 2 * FRAME + sum(reply_lines(piece, room, size)) * size * LEADING
        case Timeline():
            return len(piece.spans) * SPAN_ROW + TIMELINE_ENDS
        case Bars():
            return len(piece.roles) * len(piece.series) * BAR_ROW + BARS_ENDS
        case Beside():
            columns = zip(piece.columns, _boxes(piece, Box(0, 0, room, 0)), strict=True)
            return max(sum(_heights(column, box.width, size)) for column, box in columns)


def size_of(piece: Text, size: int) -> int:
    """Reserves are as small as type may be, what is to be read first is larger."""
    return {Tone.QUIET: SIZES[-1], Tone.LEAD: size + 2}.get(piece.tone, size)


def _of_text(piece: Text, room: float, size: int) -> float:
    size, bold = size_of(piece, size), piece.tone in (Tone.HEAD, Tone.ALERT)
    room -= INDENT if piece.tone is Tone.POINTS else 0
    room -= 2 * FRAME if piece.tone is Tone.ALERT else 0
    count = sum(lines(shown(line), room, size, bold=bold) for line in piece.lines)
    between = max(len(piece.lines) - 1, 0) * PARAGRAPH * size
    return count * size * LEADING + between + (2 * CELL_END if piece.tone is Tone.ALERT else 0)


def card_heights(piece: Cards, room: float) -> list[float]:
    """The height of each row of figures: that of its taller one."""
    inside = (room - CARD_GAP) / 2 - 2 * CARD_INSIDE
    small, found = SIZES[-1], [0.0] * -(-len(piece.cards) // 2)
    for number, card in enumerate(piece.cards):
        told = lines(card.title, inside, small) + (lines(shown(card.note), inside, small) if card.note else 0)
        high = told * small * LEADING + FIGURE * LEADING + 2 * CARD_INSIDE
        found[number // 2] = max(found[number // 2], high)
    return found


def value_size(card: Card, room: float) -> int:
    """The figure of a card on one line."""
    return next((size for size in (FIGURE, 20, 18, 16, 14) if width(card.value, size, bold=True) <= room), 12)


def row_heights(grid: Grid, room: float, size: int) -> list[float]:
    """The head of a table, then its rows: each as high as its tallest cell."""
    head = [(column, True) for column in grid.columns]
    rows = [
        [(shown(cell), column == 0 and number == grid.strong_row) for column, cell in enumerate(row)]
        for number, row in enumerate(grid.rows)
    ]
    widths = [room * share / sum(grid.shares) - 2 * CELL_SIDE for share in grid.shares]
    return [
        max(lines(text, wide, size, bold=bold) for (text, bold), wide in zip(row, widths, strict=True))
        * size
        * LEADING
        + 2 * CELL_END
        for row in (head, *rows)
    ]


def reply_lines(piece: Reply, room: float, size: int) -> tuple[int, int, int]:
    """Lines of the question, of the answers to tick, of the place for a name."""
    room -= 2 * FRAME
    answers = "   ".join(f"☐ {choice}" for choice in piece.box.choices)
    return (
        lines(shown(piece.box.question), room, size, bold=True),
        lines(answers, room, size),
        lines(piece.box.name_and_date, room, size) + 1,
    )


# --- places ---


def stacked(pieces: Sequence[Piece], box: Box, size: int) -> Iterator[Placed]:
    """One below the other; charts take the room that is left."""
    heights = _heights(pieces, box.width, size)
    elastic = [is_elastic(piece) for piece in pieces]
    spare = max(box.height - sum(heights), 0) / max(sum(elastic), 1)
    grown = [height + (spare if more else 0) for height, more in zip(heights, elastic, strict=True)]
    tops = accumulate(grown, initial=box.top)
    for place, (piece, top, height) in enumerate(zip(pieces, tops, grown, strict=False)):
        below = 0 if place == len(pieces) - 1 else _gap(piece)
        yield from _placed(piece, Box(box.left, top, box.width, height - below), size)


def _placed(piece: Piece, box: Box, size: int) -> Iterator[Placed]:
    if not isinstance(piece, Beside):
        yield Placed(piece, box, size)
        return
    for column, inner in zip(piece.columns, _boxes(piece, box), strict=True):
        yield from stacked(column, inner, size)


def _boxes(piece: Beside, box: Box) -> list[Box]:
    room = box.width - BETWEEN * (len(piece.shares) - 1)
    widths = [room * share / sum(piece.shares) for share in piece.shares]
    lefts = accumulate((wide + BETWEEN for wide in widths), initial=box.left)
    return [Box(left, box.top, wide, box.height) for left, wide in zip(lefts, widths, strict=False)]


def is_elastic(piece: Piece) -> bool:
    """Whether it uses more height than it needs."""
    if isinstance(piece, Beside):
        return any(is_elastic(inner) for column in piece.columns for inner in column)
    return isinstance(piece, Timeline | Bars)
