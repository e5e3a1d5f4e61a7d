"""The pieces of a folio as paragraphs and tables of a Word document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from rse_plan.documents.folio import (
    Choices,
    Contents,
    Fact,
    Facts,
    Folio,
    Framed,
    Note,
    Notes,
    PageBreak,
    Piece,
    Points,
    Said,
    Table,
    Title,
    Voice,
    pieces_of,
)
from rse_plan.documents.rows import Heading
from rse_plan.documents.tree import Emphasis, Leaf, Line, Listing, Paragraph, Passage, joined, line, strong
from rse_plan.documents.typography import without_widow
from rse_plan.documents.words import Words
from rse_plan.formats.docx_contents import Chapter, write_contents
from rse_plan.formats.docx_runs import Runs, source_place
from rse_plan.formats.docx_styles import (
    ACCENT,
    FACT_INDENT,
    FRAME_LAYOUT,
    FRAME_TAB,
    LEVELS,
    LIST_STEP,
    NUMBERS,
    Sheet,
)
from rse_plan.formats.docx_tables import write_table
from rse_plan.formats.docx_xml import TAB, bookmarked, paragraph, run, styled

CHAPTERS = "chapters"
"""The bookmark around the chapters that the contents list."""
_STYLES = {
    Voice.PLAIN: "Normal",
    Voice.LEAD: "LeadParagraph",
    Voice.ASIDE: "Remark",
    Voice.FIGURE: "KeyFigure",
}
_BETWEEN = "\u2003 "
_FIRM = "\u00a0"
_AFTER_TABLE = '<w:spacing w:before="120"/>'
_WITH_NEXT = "<w:keepNext/>"
_NEW_PAGE = "<w:pageBreakBefore/>"
_TOP_LINE = f'<w:pBdr><w:top w:val="single" w:sz="24" w:space="6" w:color="{ACCENT}"/></w:pBdr>'


def places_of(folio: Folio) -> dict[str, str]:
    """The bookmark of each anchor and source: their names hold letters, digits and lines only."""
    anchors = [piece.anchor for piece in pieces_of(folio) if isinstance(piece, Title) and piece.anchor]
    numbers = [note.number for piece in pieces_of(folio) if isinstance(piece, Notes) for note in piece.notes]
    found = {anchor: f"place_{number}" for number, anchor in enumerate(dict.fromkeys(anchors), start=1)}
    return {**found, **{source_place(number): f"source_{number}" for number in numbers}}


class Body:
    """Writes one document from top to bottom; `numbered_lists` tells how many of those there are."""

    def __init__(self, words: Words, sheet: Sheet, runs: Runs, places: dict[str, str]) -> None:
        self._words = words
        self._sheet = sheet
        self._runs = runs
        self._places = places
        self._bookmarks = count(1)
        self._placed: set[str] = set()
        self._chapters: list[Chapter] = []
        self._end = ""
        self._after_table = self._after_title = False
        self._new_page = False
        self._framed = False
        self.numbered_lists = 0

    def text(self, folio: Folio) -> str:
        """All its paragraphs and tables."""
        pieces = "".join(part for piece in self._noting(folio) for part in self._piece(piece))
        return "".join(self._heading(folio)) + pieces + self._end

    # What stands above

    def _heading(self, folio: Folio) -> Iterator[str]:
        heading = folio.heading
        if heading.project:
            yield self._paragraph("ProjectLine", run(heading.project), _TOP_LINE)
        title = run(without_widow(f"{heading.document} · {heading.organisation}"))
        yield self._paragraph("Title", title, "" if heading.project else _TOP_LINE)
        edition = " · ".join(filter(None, (heading.date, heading.version)))
        yield self._paragraph("Subtitle", self._runs.line(heading.named) + TAB + run(edition))
        if folio.letterhead.facts:
            yield self._paragraph("Normal", run(_BETWEEN).join(map(self._on_a_line, folio.letterhead.facts)))
        if heading.alerts:
            held = strong(self._words.say("This plan does not hold."))
            yield from self._frame([Said(each) for each in (held, *heading.alerts)])
        if provisos := _provisos(heading):
            yield self._paragraph("Remark", self._runs.line(provisos))

    # Pieces

    def _noting(self, folio: Folio) -> Iterator[Piece]:
        """The pieces in order; the contents know the chapters that come after them."""
        for number, piece in enumerate(folio.pieces):
            if isinstance(piece, Contents):
                after = pieces_of(replace(folio, pieces=folio.pieces[number:]))
                titles = (each.words.plain for each in after if isinstance(each, Title) and each.level == 1)
                self._chapters = [Chapter(title, f"_Toc{n:08}") for n, title in enumerate(titles, 1)]
            yield piece

    def _piece(self, piece: Piece) -> Iterator[str]:
        match piece:
            case Title():
                yield self._title(piece)
            case Said(words, voice):
                yield from self._passage(words, _STYLES[voice])
            case Table():
                yield from self._table(piece)
            case Points():
                yield from self._points(piece)
            case Choices(answers):
                yield self._choices(answers)
            case Facts(facts):
                yield from self._facts(facts)
            case Notes():
                yield from self._notes(piece)
            case Contents(title):
                yield self._contents(title)
            case Framed(pieces):
                yield from self._frame(pieces)
            case PageBreak():
                self._new_page = True

    def _paragraph(self, style: str, content: str, *layout: str) -> str:
        found = [*layout]
        if self._framed:
            listed = [FRAME_TAB] if style.startswith("List") else []
            found, style = [*FRAME_LAYOUT, *listed], "Frame" if style == "Normal" else style
        if self._new_page:
            found.append(_NEW_PAGE)
        if self._after_title and style == "Remark":
            found.append(_WITH_NEXT)
        if self._after_table and not style.startswith(("Heading", "Caption")) and not self._framed:
            found.append(_AFTER_TABLE)
        self._new_page = self._after_table = False
        self._after_title = style.startswith("Heading")
        return paragraph(style, content, *found)

    def _title(self, title: Title) -> str:
        content = self._runs.line(_without_widow(title.words))
        if title.anchor:
            content = self._marked(self._places[title.anchor], content)
        if title.level == 1 and self._chapters:
            content = self._marked(self._next_chapter(), content)
        return self._paragraph(f"Heading{min(title.level, LEVELS)}", content)

    def _frame(self, pieces: Sequence[Piece]) -> Iterator[str]:
        self._framed = True
        found = [part for piece in pieces for part in self._piece(piece)]
        self._framed = False
        if not found:
            return
        found[0] = found[0].replace('w:before="0"', 'w:before="160"', 1)
        found[-1] = found[-1].replace("<w:keepNext/>", "", 1).replace('w:after="60"', 'w:after="160"', 1)
        yield from found

    def _table(self, table: Table) -> Iterator[str]:
        """Two tables that touch would become one: the second one's name stands between them."""
        if table.shown or self._after_table:
            yield self._paragraph("Caption", run(table.caption))
        elif self._new_page:
            yield self._paragraph("Normal", "")
        yield write_table(table, self._runs, self._sheet.width)
        self._after_table = True

    def _choices(self, answers: Sequence[str]) -> str:
        found = (self._runs.box(answer) + run(_FIRM + answer) for answer in answers)
        return self._paragraph("Normal", run(_BETWEEN).join(found))

    def _notes(self, notes: Notes) -> Iterator[str]:
        if notes.run_in:
            content = run(" ").join(self._note(note, run(_FIRM)) for note in notes.notes)
            yield self._paragraph("Source", content, '<w:ind w:left="0" w:firstLine="0"/>')
        else:
            yield from (self._paragraph("Source", self._note(note, TAB)) for note in notes.notes)

    def _note(self, note: Note, between: str) -> str:
        place = self._places[source_place(note.number)]
        number = self._marked(place, styled(f"[{note.number}]", "SourceNumber"))
        return number + between + self._runs.line(note.words)

    def _contents(self, title: str) -> str:
        heading = self._paragraph("TOCHeading", run(title))
        number = next(self._bookmarks)
        self._end = f'<w:bookmarkEnd w:id="{number}"/>'
        start = f'<w:bookmarkStart w:id="{number}" w:name="{CHAPTERS}"/>'
        return write_contents(heading, self._chapters, CHAPTERS) + start

    def _next_chapter(self) -> str:
        return self._chapters.pop(0).place

    def _marked(self, place: str, content: str) -> str:
        """A place has one bookmark: a second title of the same name is not led to."""
        if place in self._placed:
            return content
        self._placed.add(place)
        return bookmarked(next(self._bookmarks), place, content)

    # Passages, lists, facts

    def _passage(self, words: Passage | Line, style: str, indent: int = 0) -> Iterator[str]:
        for block in _blocks(words):
            if isinstance(block, Listing):
                yield from self._listing(block, indent, 0)
            else:
                yield self._paragraph(style, self._runs.line(block.line), _indent(indent))

    def _listing(self, listing: Listing, indent: int, level: int) -> Iterator[str]:
        """Points below points come under them, as deep as there are styles."""
        deep = min(level, LEVELS - 1)
        stem = "ListNumber" if listing.ordered else "ListBullet"
        number = self._list_number() if listing.ordered else ""
        for item in listing.items:
            begun = False
            for block in item.blocks:
                if isinstance(block, Listing):
                    yield from self._listing(block, indent, level + 1)
                    continue
                yield self._point(block, f"{stem}{deep + 1 if deep else ''}", indent, (number, deep, begun))
                begun = True

    def _point(self, block: Paragraph, style: str, indent: int, where: tuple[str, int, bool]) -> str:
        """A point's first paragraph has its sign; what follows stands below the words."""
        number, deep, begun = where
        left = indent + LIST_STEP * (deep + 1)
        sign = f'<w:numPr><w:ilvl w:val="{deep}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
        if begun:
            sign, hanging = '<w:numPr><w:numId w:val="0"/></w:numPr>', 'w:firstLine="0"'
        else:
            hanging = f'w:hanging="{LIST_STEP}"'
        place = f'<w:ind w:left="{left}" {hanging}/>' if indent or begun else ""
        return self._paragraph(style, self._runs.line(block.line), sign, place)

    def _list_number(self) -> str:
        self.numbered_lists += 1
        return str(NUMBERS + self.numbered_lists)

    def _points(self, points: Points) -> Iterator[str]:
        if not points.boxed:
            items = tuple(_as_passage(item) for item in points.items)
            yield from self._listing(Listing(items, points.ordered), 0, 0)
            return
        for item in points.items:
            words = joined([block.line for block in _blocks(item) if isinstance(block, Paragraph)], " ")
            content = self._runs.box(words.plain) + run(_FIRM) + self._runs.line(words)
            yield self._paragraph("Normal", content)

    def _facts(self, facts: Sequence[Fact]) -> Iterator[str]:
        for fact in facts:
            blocks = [block for words in fact.words for block in _blocks(words)]
            style, between = ("Normal", run(" ")) if self._framed else ("Fact", TAB)
            first = Line()
            if blocks and isinstance(blocks[0], Paragraph):
                first, blocks = blocks[0].line, blocks[1:]
            yield self._paragraph(style, styled(fact.name, "FactName") + between + self._runs.line(first))
            yield from self._passage(Passage(tuple(blocks)), style, FACT_INDENT)

    def _on_a_line(self, fact: Fact) -> str:
        said = joined(
            [block.line for words in fact.words for block in _blocks(words) if isinstance(block, Paragraph)],
            " ",
        )
        return styled(fact.name, "FactName") + run(_FIRM) + self._runs.line(said)


def _without_widow(title: Line) -> Line:
    """Word breaks lines where it can; a browser balances those of a title by itself."""
    last = title.parts[-1] if title.parts else None
    if not isinstance(last, Leaf):
        return title
    return Line((*title.parts[:-1], Leaf(without_widow(last.text))))


def _provisos(heading: Heading) -> Line:
    consultation = Line() if heading.project else strong(heading.consultation)
    emphasised = [
        Line((Emphasis(words.parts),)) if words else Line()
        for words in (heading.exercise, line(heading.not_legal_advice))
    ]
    return joined([consultation, *emphasised], " ")


def _blocks(words: Passage | Line) -> tuple[Paragraph | Listing, ...]:
    return words.blocks if isinstance(words, Passage) else (Paragraph(words),) if words else ()


def _as_passage(words: Passage | Line) -> Passage:
    return words if isinstance(words, Passage) else Passage((Paragraph(words),))


def _indent(left: int) -> str:
    return f'<w:ind w:left="{left}" w:firstLine="0"/>' if left else ""
