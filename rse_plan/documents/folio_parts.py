"""Parts that several folios share: tables by their rows, remarks, risks, measures, assumptions, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rse_plan.documents.folio import Note, Notes, Piece, Row, Said, Table, Title, Voice, mark
from rse_plan.documents.rows import AssumptionRow, MeasureRow, RiskRow, SourceRow
from rse_plan.documents.tree import Break, Emphasis, Leaf, Line, Link, ended, line, strong
from rse_plan.documents.words import Words

Columns = Sequence[tuple[str, int]]
SPACE = line(" ")
LINE_END = Line((Break(),))


def chapter(text: str, anchor: str = "") -> Title:
    """The title of a chapter."""
    return Title(line(text), 1, anchor)


def remark(words: Line) -> Iterator[Said]:
    """A remark, if there is one."""
    if words:
        yield Said(words, Voice.ASIDE)


def run_in(title: str, words: Line) -> Said:
    """A paragraph that begins with its title."""
    return Said(strong(title) + SPACE + words)


def marked(words: Line, word: str, kind: str) -> Line:
    """Words with a mark after them."""
    return words + SPACE + mark(word, kind) if word else words


def linked(words: Line, address: str) -> Line:
    """Words that lead to an address, if there is one."""
    return Line((Link(words.parts, address),)) if address else words


def table(words: Words, caption: str, columns: Columns, rows: Iterable[Row]) -> Table:
    """`columns` are their English names, in the catalogue, and their shares of the width."""
    names = tuple(words.say(name) for name, _ in columns)
    return Table(caption, names, tuple(rows), tuple(share for _, share in columns))


def row(*cells: Line | str, sign: str = "") -> Row:
    """A row, plain words as lines."""
    return Row(tuple(line(cell) if isinstance(cell, str) else cell for cell in cells), sign)


def risks(words: Words, rows: Sequence[RiskRow]) -> Table:
    """All of a risk, with its weight."""
    columns = (("Risk", 23), ("Weight", 13), ("Early sign", 21), ("Response", 27), ("Who", 16))
    return table(
        words,
        words.say("Risks, the heaviest first"),
        columns,
        (
            row(strong(each.title), f"{each.weight} ({each.level})", each.sign, each.response, each.who)
            for each in rows
        ),
    )


def measures(words: Words, rows: Sequence[MeasureRow]) -> Table:
    """All of a measure; what can end the pilot says so under its title."""
    columns = (("Measure", 21), ("What is counted", 24), ("Read on", 14), ("Expected", 22), ("Limit", 19))
    return table(
        words,
        words.say("Measures of groups"),
        columns,
        (row(_measure(each), each.counted, each.read_on, each.target, each.limit) for each in rows),
    )


def _measure(each: MeasureRow) -> Line:
    stop = LINE_END + mark(each.stop, "stop") if each.stop else Line()
    return strong(each.title) + stop


def assumptions(words: Words, rows: Sequence[AssumptionRow]) -> Table:
    """What is assumed; what the first opening rests on is marked."""
    columns = (("We assume", 29), ("Who checks", 16), ("How", 30), ("If it is wrong", 25))
    sets = words.say("sets the opening")
    return table(
        words,
        words.say("What is assumed, and who finds out"),
        columns,
        (
            row(
                marked(each.what, sets if each.critical else "", "critical"),
                each.who,
                each.todo,
                each.if_wrong,
            )
            for each in rows
        ),
    )


def sources(words: Words, rows: Sequence[SourceRow]) -> Notes:
    """Each source with what it says and its limit."""
    return Notes(tuple(Note(each.number, _source(words, each)) for each in rows))


def _source(words: Words, each: SourceRow) -> Line:
    title = Line((Emphasis(linked(each.title, each.address).parts),))
    published = f", {ended(each.published)}" if each.published else "."
    said = title + line(published)
    if each.says:
        said = said + SPACE + each.says
    if each.limits:
        said = said + SPACE + line(words.say("Limit:")) + SPACE + each.limits
    return said


def section(title: Title, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A chapter with its title; nothing when it holds nothing."""
    found = tuple(pieces)
    if found:
        yield title
        yield from found


def leaf(text: str) -> Line:
    """An id or a hash, as it stands."""
    return Line((Leaf(text),)) if text else Line()
