"""How the cells of plan.xlsx look: one named style for each sort, as openpyxl is slow over every cell's own.

Colours never say anything alone: letters stand in the cells of RACI, words in those of states.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rse_plan.documents.sheets import Cell, Column, Holds
from rse_plan.formats.cells import FONT, TEXT

if TYPE_CHECKING:
    from openpyxl.styles import NamedStyle
    from openpyxl.workbook.workbook import Workbook

HEAD, HEAD_TEXT, EDGE, YOURS = "FF1F3A5F", "FFFFFFFF", "FFD0D5DB", "FFFFF8DC"
ALERT, GREY, LINK, BLACK = "FF9B1C1C", "FF6B6B6B", "FF1F4E8C", "FF000000"
LETTER_FILLS = {"R": "FFCFE2F3", "A": "FFF6C9A8", "C": "FFE7E1F0", "I": "FFEFEFEF"}
"""Behind the gravest letter of a cell: black on each has a contrast of 13 to 1 at least."""
FORMATS = {
    Holds.TEXT: TEXT,
    Holds.ADDRESS: TEXT,
    Holds.LETTERS: TEXT,
    Holds.WHOLE: "0",
    Holds.HOURS: "0.##",
    Holds.SHARE: "0%",
}
DAYS = {"fr": "[$-40C]d mmm yyyy", "en": "[$-809]d mmm yyyy"}
"""By language: 04/01 is January here and April there."""


def style_of(column: Column, value: Cell) -> str:
    """The name of a cell's style."""
    if column.holds is Holds.LETTERS:
        return f"letter_{_gravest(str(value or ''))}"
    return f"yours_{column.holds}" if column.filled else f"plain_{column.holds}"


def _gravest(letters: str) -> str:
    """Of several letters the one that weighs most."""
    return next((letter for letter in "ARCI" if letter in letters), "")


def add_styles(book: Workbook, language: str) -> None:
    """All of them, in an order that does not change."""
    for style in (*_headings(), *_cells(language), *_letters()):
        book.add_named_style(style)


def _headings() -> Iterator[NamedStyle]:
    from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill

    fill, bold = PatternFill("solid", fgColor=HEAD), Font(name=FONT, size=11, bold=True, color=HEAD_TEXT)
    wrapped = Alignment(wrap_text=True, vertical="center")
    upright = Alignment(text_rotation=90, horizontal="center", vertical="bottom", wrap_text=True)
    yield NamedStyle("head", font=bold, fill=fill, alignment=wrapped, number_format=TEXT)
    yield NamedStyle("head_letters", font=bold, fill=fill, alignment=upright, number_format=TEXT)
    top = Alignment(wrap_text=True, vertical="top")
    fonts = {
        "title": Font(name=FONT, size=18, bold=True, color=HEAD),
        "project": Font(name=FONT, size=11, bold=True),
        "alert": Font(name=FONT, size=11, bold=True, color=ALERT),
        "line": Font(name=FONT, size=11),
        "label": Font(name=FONT, size=11, bold=True, color=HEAD),
    }
    for name, font in fonts.items():
        yield NamedStyle(name, font=font, alignment=top, number_format=TEXT)


def _cells(language: str) -> Iterator[NamedStyle]:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    edge = Side("thin", color=EDGE)
    frame = Border(left=edge, right=edge, top=edge, bottom=edge)
    words = Alignment(wrap_text=True, vertical="top")
    figures = Alignment(horizontal="center", vertical="top")
    day = DAYS.get(language, DAYS["en"])
    for holds, number_format in {**FORMATS, Holds.DAY: day}.items():
        font = Font(name=FONT, size=11, color=LINK if holds is Holds.ADDRESS else BLACK)
        for name, fill in (("plain", PatternFill()), ("yours", PatternFill("solid", fgColor=YOURS))):
            yield NamedStyle(
                f"{name}_{holds}",
                font=font,
                fill=fill,
                border=frame,
                alignment=words if number_format == TEXT else figures,
                number_format=number_format,
            )


def _letters() -> Iterator[NamedStyle]:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    edge = Side("thin", color=EDGE)
    frame = Border(left=edge, right=edge, top=edge, bottom=edge)
    centred = Alignment(horizontal="center", vertical="top")
    for letter in ("", *LETTER_FILLS):
        yield NamedStyle(
            f"letter_{letter}",
            font=Font(name=FONT, size=11, bold=letter in ("R", "A")),
            fill=PatternFill("solid", fgColor=LETTER_FILLS[letter]) if letter else PatternFill(),
            border=frame,
            alignment=centred,
            number_format=TEXT,
        )
