"""The sponsor's brief as a folio: page two begins at the calendar, as on the HTML page."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.folio import (
    Choices,
    Fact,
    Facts,
    Folio,
    Framed,
    Note,
    Notes,
    PageBreak,
    Piece,
    Points,
    Row,
    Said,
    Voice,
    mark,
)
from rse_plan.documents.folio_parts import SPACE, chapter, linked, marked, remark, row, section, table
from rse_plan.documents.rows import ActRow, DecisionRow, MilestoneRow, OptionRow
from rse_plan.documents.tree import Line, line, strong
from rse_plan.documents.views import BriefView, ReplyBox
from rse_plan.documents.words import Words

PAGES = 2


def brief_folio(view: BriefView, words: Words) -> Folio:
    """All that the brief says."""
    pieces = (*_first_page(view, words), PageBreak(), *_second_page(view, words))
    return Folio(
        name="brief",
        heading=view.heading,
        letterhead=_letterhead(view, words),
        pieces=pieces,
        most_pages=PAGES,
    )


def _letterhead(view: BriefView, words: Words) -> Facts:
    lines = (("To", line(view.to)), ("From", line(view.from_)), ("Reply by", strong(view.reply_by)))
    return Facts(tuple(Fact(words.say(name), (said,)) for name, said in lines if said))


def _first_page(view: BriefView, words: Words) -> Iterator[Piece]:
    yield Said(strong(words.say("In short")) + SPACE + view.essential, Voice.LEAD)
    if view.acts:
        yield from _acts(view, words)
    yield from section(chapter(words.say("Why")), (Said(each) for each in view.why))
    title = words.say("The options")
    yield chapter(title)
    columns = (("Option", 19), ("Cost", 33), ("Gain", 21), ("Risk", 27))
    yield table(words, title, columns, map(_option, view.options))
    if view.inaction:
        yield Said(view.inaction)


def _acts(view: BriefView, words: Words) -> Iterator[Piece]:
    yield chapter(view.acts_title)
    columns = (("Act", 50), ("By", 12), ("Time", 11), ("Otherwise", 27))
    yield table(words, view.acts_title, columns, map(_act, view.acts))
    yield from remark(view.acts_more)
    if view.reply:
        yield _reply(view.reply)
    if view.not_asked:
        yield Said(view.not_asked)


def _act(each: ActRow) -> Row:
    return row(strong(f"{each.number}.") + SPACE + each.what, each.due, each.time, each.otherwise)


def _reply(box: ReplyBox) -> Framed:
    return Framed((Said(strong(box.question)), Choices(box.choices), Said(line(box.name_and_date))))


def _option(each: OptionRow) -> Row:
    title = marked(strong(each.title), each.recommended_label, "recommended")
    return row(title, each.cost, each.gain, each.risk, sign="recommended" if each.recommended else "")


def _second_page(view: BriefView, words: Words) -> Iterator[Piece]:
    yield chapter(words.say("Calendar"))
    yield Points(tuple(map(_milestone, view.milestones)))
    title = words.say("Risks")
    yield chapter(title)
    columns = (("Risk", 36), ("Early sign", 21), ("Response", 28), ("Who", 15))
    rows = (row(each.title, each.sign, each.response, each.who) for each in view.risks)
    yield table(words, title, columns, rows)
    asked = (Said(strong(each.says) + SPACE + each.answer) for each in view.objections)
    yield from section(chapter(words.say("Questions that will be asked")), asked)
    yield chapter(words.say("Measures, never of a person"))
    yield Points(tuple(strong(each.when) + SPACE + each.text for each in view.measures))
    if view.unknowns:
        yield chapter(words.say("What we do not know yet"))
        yield Points(view.unknowns)
    if view.log:
        title = words.say("Decision log")
        yield chapter(title)
        columns = (("Decision", 22), ("By", 13), ("Answer, reserves", 38), ("Given on, by", 27))
        yield table(words, title, columns, (_logged(each) for each in view.log))
    if view.notes:
        yield chapter(words.say("Notes"))
        notes = tuple(Note(each.number, linked(each.text, each.address)) for each in view.notes)
        yield Notes(notes, run_in=True)


def _logged(each: DecisionRow) -> Row:
    return row(strong(each.what), each.due, each.answer, each.given)


def _milestone(each: MilestoneRow) -> Line:
    day = strong(each.date) + SPACE
    return day + mark(each.mark, "law") + SPACE + each.text if each.mark else day + each.text
