"""What stands on a slide, but for charts: words, cards, tables, the frame of the reply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from rse_plan.documents.deck import Box, Card, Cards, Grid, Placed, Reply, Text, Tone
from rse_plan.documents.deck_fit import (
    CARD_GAP,
    CARD_INSIDE,
    CELL_END,
    CELL_SIDE,
    FRAME,
    INDENT,
    LEADING,
    PARAGRAPH,
    SIZES,
    card_heights,
    row_heights,
    size_of,
    value_size,
)
from rse_plan.documents.tree import Break, Cite, Emphasis, Foreign, Leaf, Line, Link, Part, Strong, Term, line
from rse_plan.formats.plain_text import plain
from rse_plan.formats.pptx_look import emu

BOX = "☐"
BOX_FONT = "Segoe UI Symbol"
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""Of tables: programs know it as the one without lines and grounds."""
LONGEST_NAME = 50
"""Characters of the name of a shape, which the list of what is on a slide shows."""


@dataclass(frozen=True, slots=True)
class Look:
    """How words look; `colour` is a colour of the theme, `language` that of words from another one."""

    size: int
    colour: str = "tx1"
    bold: bool = False
    italic: bool = False
    language: str = ""


class Shapes:
    """Puts pieces on a slide; each run says its language."""

    def __init__(self, shapes: Any, language: str) -> None:
        self._shapes = shapes
        self._language = language

    def put(self, placed: Placed) -> None:
        """One piece."""
        match placed.piece:
            case Text():
                self._text(placed.piece, placed)
            case Cards():
                self._cards(placed.piece, placed)
            case Grid():
                self._table(placed.piece, placed)
            case Reply():
                self._reply(placed.piece, placed)
            case _:
                raise TypeError(placed.piece)

    # --- words ---

    def write(self, frame: Any, lines: Iterable[Line], look: Look, *, apart: float = 0) -> None:
        """Paragraphs, the first in place of what is there."""
        for number, words in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            self.paragraph(paragraph, words, look, apart=apart if number else 0)

    def paragraph(self, paragraph: Any, words: Line, look: Look, *, apart: float = 0) -> None:
        """A line as runs; `apart` is the space above it in points."""
        from pptx.util import Pt

        paragraph.space_before, paragraph.space_after = Pt(apart), Pt(0)
        self._parts(paragraph, words.parts, look)

    def _parts(self, paragraph: Any, parts: Iterable[Part], look: Look) -> None:
        for part in parts:
            match part:
                case Leaf(text):
                    self._run(paragraph, text, look)
                case Strong(inner):
                    self._parts(paragraph, inner, replace(look, bold=True))
                case Emphasis(inner):
                    self._parts(paragraph, inner, replace(look, italic=True))
                case Link(inner):
                    self._parts(paragraph, inner, look)
                case Foreign(inner, language):
                    self._parts(paragraph, inner, replace(look, language=language))
                case Term(inner, meaning, end):
                    self._parts(paragraph, inner, look)
                    self._run(paragraph, f" ({meaning}{end}", look)
                case Break():
                    paragraph.add_line_break()
                case Cite():
                    self._run(paragraph, str(part), replace(look, colour="tx2", bold=False))

    def _run(self, paragraph: Any, text: str, look: Look, font: str = "") -> None:
        from pptx.enum.dml import MSO_THEME_COLOR
        from pptx.util import Pt

        if not (shown := plain(text)):
            return
        run = paragraph.add_run()
        run.text = shown
        run.font.size = Pt(look.size)
        run.font.bold, run.font.italic = look.bold or None, look.italic or None
        run.font.color.theme_color = MSO_THEME_COLOR.from_xml(look.colour)
        if font:
            run.font.name = font
        run._r.get_or_add_rPr().set("lang", look.language or self._language)

    def _box(self, placed: Placed, name: str, *, inside: float = 0, ends: float = 0) -> Any:
        """A box of words that keeps its size."""
        from pptx.enum.text import MSO_AUTO_SIZE, MSO_VERTICAL_ANCHOR

        box = placed.box
        shape = self._shapes.add_textbox(*map(emu, (box.left, box.top, box.width, box.height)))
        shape.name = plain(name)[:LONGEST_NAME]
        frame = shape.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_VERTICAL_ANCHOR.TOP
        frame.margin_left = frame.margin_right = emu(inside)
        frame.margin_top = frame.margin_bottom = emu(ends)
        return shape

    def _text(self, piece: Text, placed: Placed) -> None:
        size = size_of(piece, placed.size)
        look = {
            Tone.HEAD: Look(size, "accent1", bold=True),
            Tone.LEAD: Look(size, "accent1"),
            Tone.ALERT: Look(size, "bg1", bold=True),
            Tone.QUIET: Look(size, "tx2"),
        }.get(piece.tone, Look(size))
        alert = piece.tone is Tone.ALERT
        name = piece.lines[0].plain if piece.lines else ""
        shape = self._box(placed, name, inside=FRAME if alert else 0, ends=CELL_END if alert else 0)
        if alert:
            _ground(shape, "accent5")
        self.write(shape.text_frame, piece.lines, look, apart=PARAGRAPH * size)
        if piece.tone is Tone.POINTS:
            for paragraph in shape.text_frame.paragraphs:
                _point(paragraph)

    # --- cards ---

    def _cards(self, piece: Cards, placed: Placed) -> None:
        box, wide = placed.box, (placed.box.width - CARD_GAP) / 2
        heights = card_heights(piece, box.width)
        tops = [*accumulate((high + CARD_GAP for high in heights), initial=box.top)]
        for number, card in enumerate(piece.cards):
            row, left = number // 2, box.left + (wide + CARD_GAP) * (number % 2)
            place = Box(left, tops[row], wide, heights[row])
            self._card(card, replace(placed, box=place))

    def _card(self, card: Card, placed: Placed) -> None:
        shape = self._box(placed, card.title, inside=CARD_INSIDE, ends=CARD_INSIDE)
        _ground(shape, "bg2")
        frame, small = shape.text_frame, SIZES[-1]
        size = value_size(card, placed.box.width - 2 * CARD_INSIDE)
        self.paragraph(frame.paragraphs[0], line(card.title), Look(small, "tx2"))
        self.paragraph(frame.add_paragraph(), line(card.value), Look(size, "accent1", bold=True))
        if card.note:
            self.paragraph(frame.add_paragraph(), card.note, Look(small))

    # --- tables ---

    def _table(self, grid: Grid, placed: Placed) -> None:
        box = placed.box
        place = map(emu, (box.left, box.top, box.width, box.height))
        frame = self._shapes.add_table(len(grid.rows) + 1, len(grid.columns), *place)
        frame.name = plain(grid.caption)[:LONGEST_NAME]
        frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(grid.caption))
        table = frame.table
        table.first_row, table.horz_banding = True, False
        table._tbl.tblPr[0].text = NO_STYLE
        for column, share in zip(table.columns, grid.shares, strict=True):
            column.width = emu(box.width * share / sum(grid.shares))
        for row, high in zip(table.rows, row_heights(grid, box.width, placed.size), strict=True):
            row.height = emu(high)
        for place_, name in enumerate(grid.columns):
            self._cell(
                table.cell(0, place_), line(name), Look(placed.size, "accent1", bold=True), edge="accent1"
            )
        for number, cells in enumerate(grid.rows):
            strong = number == grid.strong_row
            for place_, words in enumerate(cells):
                look = Look(placed.size, bold=strong and place_ == 0)
                cell = table.cell(number + 1, place_)
                self._cell(cell, words, look, edge="accent4", ground="accent3" if strong else "")

    def _cell(self, cell: Any, words: Line, look: Look, *, edge: str, ground: str = "") -> None:
        from pptx.enum.dml import MSO_THEME_COLOR
        from pptx.oxml import parse_xml

        cell.margin_left = cell.margin_right = emu(CELL_SIDE)
        cell.margin_top = cell.margin_bottom = emu(CELL_END)
        self.paragraph(cell.text_frame.paragraphs[0], words, look)
        if not words:
            cell.text_frame.paragraphs[0]._p.get_or_add_endParaRPr().set("lang", self._language)
        if ground:
            cell.fill.solid()
            cell.fill.fore_color.theme_color = MSO_THEME_COLOR.from_xml(ground)
        properties = cell._tc.get_or_add_tcPr()
        properties.insert(0, parse_xml(_edge(edge, 1.5 if edge == "accent1" else 0.75)))

    # --- the reply ---

    def _reply(self, reply: Reply, placed: Placed) -> None:
        box = reply.box
        shape = self._box(placed, box.question.plain, inside=FRAME, ends=FRAME)
        _framed(shape)
        frame, size = shape.text_frame, placed.size
        self.paragraph(frame.paragraphs[0], box.question, Look(size, bold=True))
        choices = frame.add_paragraph()
        for number, choice in enumerate(box.choices):
            self._run(choices, f"{'   ' if number else ''}{BOX}", Look(size), BOX_FONT)
            self._run(choices, f" {choice}", Look(size))
        self.paragraph(frame.add_paragraph(), line(box.name_and_date), Look(size), apart=size * LEADING / 2)


def _edge(colour: str, width: float) -> str:
    name = "http://schemas.openxmlformats.org/drawingml/2006/main"
    fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
    return f'<a:lnB xmlns:a="{name}" w="{emu(width)}">{fill}</a:lnB>'


def _ground(shape: Any, colour: str) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR

    shape.fill.solid()
    shape.fill.fore_color.theme_color = MSO_THEME_COLOR.from_xml(colour)


def _framed(shape: Any) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR

    shape.line.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    shape.line.width = emu(1.5)


def _point(paragraph: Any) -> None:
    """A point of a list."""
    from pptx.oxml import parse_xml

    name = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(emu(INDENT)))
    properties.set("indent", str(-emu(INDENT)))
    for text in (
        f'<a:buClr {name}><a:schemeClr val="accent1"/></a:buClr>',
        f'<a:buFont {name} typeface="Arial"/>',
        f'<a:buChar {name} char="•"/>',
    ):
        properties.append(parse_xml(text))
