"""The brief as a deck for PowerPoint: brief.pptx, with charts and tables that can be edited.

What is on the slides is described in `documents/deck_view`; the look is our own (`pptx_look`), nothing of the
library's empty deck is left. The same content each run. Readers' views have no deck: a brief has one reader.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from rse_plan.documents.deck import HEIGHT, WIDTH, Bars, Deck, NotePart, Slide, Timeline
from rse_plan.documents.described import Described
from rse_plan.documents.tree import line, strong
from rse_plan.documents.words import Words
from rse_plan.formats import pptx_look as look
from rse_plan.formats.fixed_zip import with_fixed_times
from rse_plan.formats.manifest import Output
from rse_plan.formats.plain_text import plain
from rse_plan.formats.pptx_charts import Charts
from rse_plan.formats.pptx_shapes import Look, Shapes

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide as Page

_LONGEST_PROPERTY = 255
"""Characters that the format has for what a file says of itself."""
_LEFT_OUT = ("printerSettings", "thumbnail", "extended-properties")
"""What the library's empty deck has besides: pictures, printers, programs of somebody."""
_NOTES = 12
_FIRST_LAYOUT = 2147483649


def outputs(described: Described) -> Iterator[Output]:
    """The deck; none where readers' views are asked for."""
    if not described.audiences:
        yield Output("brief.pptx", write(described.deck, described.words, described.plan.start))


def write(deck: Deck, words: Words, day: date) -> bytes:
    """A file for PowerPoint; `day` is the date that it notes as its own."""
    from pptx import Presentation

    made = Presentation()
    _look_at(made, words)
    for number, slide in enumerate(deck.slides, start=1):
        _Page(made, words, day).write(slide, deck.footer, number)
    _sign(made, deck, words.tag, day)
    draft = io.BytesIO()
    made.save(draft)
    return with_fixed_times(draft.getvalue(), day)


# --- the empty deck ---


def _look_at(made: Presentation, words: Words) -> None:
    """Our theme, master and layouts in place of the library's."""
    from pptx.util import Emu

    made.slide_width, made.slide_height = Emu(look.emu(WIDTH)), Emu(look.emu(HEIGHT))
    size = made.element.find(_tag("p:sldSz"))
    size.attrib.pop("type", None)
    for relations in (made.part.rels, made.part.package._rels):
        for number, relation in [*relations.items()]:
            if relation.reltype.endswith(_LEFT_OUT):
                relations.pop(number)
    for layout in [*made.slide_layouts][2:]:
        made.slide_layouts.remove(layout)
    opening, plain_one = made.slide_layouts
    _fill(opening.element, look.opening_layout(words))
    _fill(plain_one.element, look.plain_layout(words))
    master = made.slide_master
    names = [made.slide_layouts._sldLayoutIdLst[place].rId for place in range(2)]
    numbered = tuple((_FIRST_LAYOUT + place, name) for place, name in enumerate(names))
    _fill(master.element, look.master(words, numbered))
    _blob_of(master.part, "theme", look.theme(words))
    _blob_of(made.part, "presProps", look.PROPERTIES)
    _blob_of(made.part, "viewProps", look.VIEW)
    _languages(made, words)
    _notes_look(made, words)


def _tag(name: str) -> str:
    from pptx.oxml.ns import qn

    return qn(name)


def _fill(element: Any, text: str) -> None:
    """What an element is and holds, from now on."""
    from pptx.oxml import parse_xml

    found = parse_xml(text)
    element.clear()
    for name, value in found.attrib.items():
        element.set(name, value)
    element.extend([*found])


def _blob_of(part: Any, kind: str, text: str) -> None:
    """What a part that the library does not look into holds, from now on."""
    found = next(one for one in part.rels.values() if one.reltype.endswith(f"/{kind}")).target_part
    found._blob = f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n{text}".encode()


def _languages(made: Presentation, words: Words) -> None:
    """What somebody types into the deck is in its language."""
    for properties in made.element.iter(_tag("a:defRPr")):
        if properties.get("lang"):
            properties.set("lang", words.tag)


def _notes_look(made: Presentation, words: Words) -> None:
    """Our page of notes, which the presentation lists as programs expect."""
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.oxml import parse_xml

    master: Any = made.notes_master
    _fill(master.element, look.notes_master(words))
    master.part.part_related_by(RELATIONSHIP_TYPE.THEME)._element = parse_xml(look.theme(words))
    relation = made.part.relate_to(master.part, RELATIONSHIP_TYPE.NOTES_MASTER)
    names = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    listed = f'<p:notesMasterIdLst {names}><p:notesMasterId r:id="{relation}"/></p:notesMasterIdLst>'
    made.element.find(_tag("p:sldMasterIdLst")).addnext(parse_xml(listed))


# --- slides ---


class _Page:
    """One slide while it is written."""

    def __init__(self, made: Presentation, words: Words, day: date) -> None:
        self._made = made
        self._words = words
        self._day = day

    def write(self, slide: Slide, footer: str, number: int) -> None:
        layout = self._made.slide_layouts[0 if slide.opening else 1]
        page = self._made.slides.add_slide(layout)
        shapes = Shapes(page.shapes, self._words.tag)
        charts = Charts(page.shapes, self._words.tag, self._day)
        self._title(page, slide, shapes)
        for placed in slide.pieces:
            match placed.piece:
                case Timeline():
                    charts.timeline(placed.piece, placed)
                case Bars():
                    charts.bars(placed.piece, placed)
                case _:
                    shapes.put(placed)
        if slide.foot:
            shapes.put(slide.foot)
        self._ends(page, footer, number)
        self._notes(page, slide.notes, shapes)

    def _title(self, page: Page, slide: Slide, shapes: Shapes) -> None:
        title = page.shapes.title
        if title is None:
            return
        title.name = self._words.say("Title")
        colour = "bg1" if slide.opening else "tx1"
        shapes.write(title.text_frame, [line(slide.title)], Look(slide.title_size, colour, bold=True))
        if slide.opening:
            eyebrow = next(
                one for one in page.placeholders if one.placeholder_format.idx == look.EYEBROW_INDEX
            )
            eyebrow.name = self._words.say("Document")
            shapes.write(eyebrow.text_frame, [line(slide.eyebrow)], Look(14, "accent3"))

    def _ends(self, page: Page, footer: str, number: int) -> None:
        """Footer and number, which stand last for those who are read the slide."""
        from pptx.oxml import parse_xml

        words, tree = self._words, page.shapes._spTree
        content = look.small_run(plain(footer), words)
        first = max(int(found.get("id", "0")) for found in tree.iter(_tag("p:cNvPr"))) + 1
        for place, (kind, index, name, said) in enumerate(
            (
                (look.FOOTER, look.FOOTER_INDEX, words.say("Footer"), content),
                (look.NUMBER, look.NUMBER_INDEX, words.say("Number"), look.page_number(words, number)),
            )
        ):
            tree.append(parse_xml(look.placeholder(first + place, name, kind, index, said)))

    def _notes(self, page: Page, parts: Iterable[NotePart], shapes: Shapes) -> None:
        lines = [
            said for part in parts for said in (*((strong(part.title),) if part.title else ()), *part.lines)
        ]
        frame = page.notes_slide.notes_text_frame if lines else None
        if frame is not None:
            shapes.write(frame, lines, Look(_NOTES), apart=4)


def _sign(made: Presentation, deck: Deck, language: str, day: date) -> None:
    """What the file says of itself: no person, no clock."""
    said = made.core_properties
    said.title = plain(deck.heading.title)[:_LONGEST_PROPERTY]
    said.subject = plain(deck.heading.subject)[:_LONGEST_PROPERTY]
    said.language = language
    said.author = said.last_modified_by = said.comments = said.keywords = said.category = ""
    said.created = said.modified = datetime.combine(day, time())
    said.revision = 1
