"""The contents of a Word document: a field that Word fills again, with its entries there from the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rse_plan.formats.docx_xml import paragraph, run


@dataclass(frozen=True, slots=True)
class Chapter:
    """An entry: its title, and the bookmark that it leads to."""

    title: str
    place: str


def write_contents(heading: str, chapters: Sequence[Chapter], around: str) -> str:
    """`heading` is a paragraph; `around` the bookmark that holds the chapters.

    The entries are there and lead to their places; F9, or “Update field”, adds the pages. A field marked as
    to be filled on opening (`dirty`, `updateFields`) makes Word ask first whether it may update “fields that
    may refer to other files”, which reads like a warning, and in Protected View it fills nothing. A page
    number of each entry’s own (`PAGEREF`), empty until then, leaves dots that lead nowhere in LibreOffice.
    """
    begin = _sign("begin") + _instruction(f'TOC \\o "1-1" \\b {around} \\h \\z \\u') + _sign("separate")
    entries = [_entry(chapter) for chapter in chapters] or [run("–")]
    entries[0] = begin + entries[0]
    entries[-1] += _sign("end")
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    lines = "".join(paragraph("TOC1", entry) for entry in entries)
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{_ID}"/>{gallery}</w:sdtPr>'
        f"<w:sdtContent>{heading}{lines}</w:sdtContent></w:sdt>"
    )


_ID = 1_000_000
"""Apart from the numbers of the boxes to tick."""


def _entry(chapter: Chapter) -> str:
    """Without a page: only the program that lays the document out knows it, and not all fill fields again."""
    return f'<w:hyperlink w:anchor="{chapter.place}" w:history="1">{run(chapter.title)}</w:hyperlink>'


def _sign(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'
