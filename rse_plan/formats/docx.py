"""Documents for Word: any folio, in styles that whoever edits it can change. The same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from rse_plan.documents.described import Described
from rse_plan.documents.folio import Folio
from rse_plan.documents.rows import Heading
from rse_plan.documents.words import Words
from rse_plan.formats.docx_body import Body, places_of
from rse_plan.formats.docx_runs import Runs
from rse_plan.formats.docx_styles import (
    CLOSE,
    LETTER,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    REPORT,
    Sheet,
    numbering,
    settings,
    styles,
    twips,
)
from rse_plan.formats.docx_xml import NAMESPACES, TAB, field, paragraph, run
from rse_plan.formats.fixed_zip import with_fixed_times
from rse_plan.formats.manifest import Output
from rse_plan.formats.plain_text import plain

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

    from rse_plan.documents.look import Look

_KEPT = ("styles", "settings", "numbering", "fontTable", "theme", "officeDocument", "core-properties")
"""What is kept of the library's own empty document; the rest are looks that we do not use."""
_LETTER_PAGES = 2
_LONGEST_PROPERTY = 255
"""Characters that the format has for what a file says of itself."""
_FOOT = 8
"""Millimetres from the edge of the paper to the line with the page's number."""


def outputs(described: Described) -> Iterator[Output]:
    """The three documents."""
    for folio in described.folios.values():
        content = write(folio, described.words, described.plan.start, described.look)
        yield Output(f"{folio.name}.docx", content)


def write(folio: Folio, words: Words, day: date, look: Look | None = None) -> bytes:
    """A file for Word; `day` is the date that it notes as its own; a look gives colours and typeface."""
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE

    document = Document()
    _emptied(document)
    sheet = _sheet(folio)

    def relate(address: str) -> str:
        return document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    places = places_of(folio)
    body = Body(words, sheet, Runs(places, relate), places)
    text = body.text(folio)
    _fill(document.element.body, f"<w:body {NAMESPACES}>{text}{_section(sheet)}</w:body>")
    _fill(document.styles.element, styles(words, sheet))
    _fill(document.settings.element, settings(words))
    _fill(document.part.numbering_part.element, numbering(body.numbered_lists))
    _sign(document, folio.heading, words.tag, day)
    if look is not None:
        from rse_plan.formats.docx_look import dress

        dress((document.element, document.styles.element, document.part.numbering_part.element), look)
    return _saved(document, day)


def _sheet(folio: Folio) -> Sheet:
    """How close a document must be set to keep to its pages."""
    if not 0 < folio.most_pages <= _LETTER_PAGES:
        return REPORT
    return CLOSE if folio.heading.alerts else LETTER


def _emptied(document: Document) -> None:
    """The library's empty document without its pictures, themes and looks."""
    for relations in (document.part.rels, document.part.package.rels):
        for number, relation in [*relations.items()]:
            if not relation.reltype.endswith(_KEPT):
                del relations[number]


def _fill(element: BaseOxmlElement, text: str) -> None:
    """What an element of a part holds, from now on."""
    from docx.oxml import parse_xml

    found = [*parse_xml(text)]
    element.clear()
    element.extend(found)


def _section(sheet: Sheet) -> str:
    top, bottom, side = map(twips, (sheet.top, sheet.bottom, sheet.side))
    return (
        f'<w:sectPr><w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{top}" w:right="{side}" w:bottom="{bottom}" w:left="{side}"'
        f' w:header="{twips(_FOOT)}" w:footer="{twips(_FOOT)}" w:gutter="0"/></w:sectPr>'
    )


def _sign(document: Document, heading: Heading, language: str, day: date) -> None:
    """The foot of each page, and what the file says of itself: no person, no clock."""
    foot = document.sections[0].footer
    foot.is_linked_to_previous = False
    pages = field("PAGE", run("1")) + run(" / ") + field("NUMPAGES", run("1"))
    content = run(f"{heading.document} · {heading.organisation}") + TAB + pages
    _fill(foot.part.element, f"<w:ftr {NAMESPACES}>{paragraph('Footer', content)}</w:ftr>")
    said = document.core_properties
    said.title = plain(heading.title)[:_LONGEST_PROPERTY]
    said.subject = plain(heading.subject)[:_LONGEST_PROPERTY]
    said.language = language
    said.author = said.last_modified_by = said.comments = said.keywords = ""
    said.created = said.modified = datetime.combine(day, time())
    said.revision = 1


def _saved(document: Document, day: date) -> bytes:
    draft = io.BytesIO()
    document.save(draft)
    return with_fixed_times(draft.getvalue(), day)
