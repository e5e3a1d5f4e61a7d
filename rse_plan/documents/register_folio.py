"""The register as a folio: everything in full, for those who do the work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rse_plan.documents.folio import Contents, Fact, Facts, Folio, Piece, Points, Said, Title, Voice, mark
from rse_plan.documents.folio_parts import (
    assumptions,
    chapter,
    measures,
    risks,
    row,
    section,
    sources,
    table,
)
from rse_plan.documents.rows import (
    EffortRow,
    KitView,
    MessageView,
    RaciRow,
    RegisterTask,
    StaffingRow,
    StaffingTable,
)
from rse_plan.documents.tree import Leaf, Line, Link, Passage, joined, line, strong
from rse_plan.documents.views import RegisterView
from rse_plan.documents.words import Words

BETWEEN = " · "
"""Between things of one line that do not make a sentence."""


def register_folio(view: RegisterView, words: Words) -> Folio:
    """All that the register says."""
    pieces = (
        Contents(words.say("Contents")),
        *_unconfirmed(view, words),
        *_waves(view, words),
        *_phases(view, words),
        *_left_out(view, words),
        *_asks(view, words),
        *_kits(view, words),
        *_messages(view, words),
        *_objections(view, words),
        *_rests_on(view, words),
    )
    return Folio(name="register", heading=view.heading, pieces=pieces)


def _unconfirmed(view: RegisterView, words: Words) -> Iterator[Piece]:
    if view.unconfirmed:
        title = words.say("Not confirmed")
        yield chapter(title, "unconfirmed")
        yield Said(view.unconfirmed_note)
        columns = (("Date", 18), ("What", 52), ("Who", 30))
        yield table(words, title, columns, (row(each.date, each.what, each.who) for each in view.unconfirmed))


def _waves(view: RegisterView, words: Words) -> Iterator[Piece]:
    if view.waves:
        yield chapter(words.say("Waves"), "waves")
        columns = (("Wave", 16), ("Communities", 36), ("People", 10), ("Why", 38))
        rows = (row(strong(each.title), each.communities, each.people, each.why) for each in view.waves)
        yield table(words, words.say("Communities that open together"), columns, rows)


def _phases(view: RegisterView, words: Words) -> Iterator[Piece]:
    known = {task.id for phase in view.phases for task in phase.tasks}
    for phase in view.phases:
        yield chapter(phase.title, phase.anchor)
        for task in phase.tasks:
            yield Title(task.title, 2, task.id)
            yield Said(_at_a_glance(task, words), Voice.ASIDE)
            yield Facts(tuple(_facts(task, words, known)))


def _left_out(view: RegisterView, words: Words) -> Iterator[Piece]:
    if view.left_out:
        title = words.say("Left out")
        yield chapter(title, "left-out")
        columns = (("What", 40), ("Why", 40), ("Id", 20))
        rows = (row(each.title, each.why, each.id) for each in view.left_out)
        yield table(words, title, columns, rows)


def _at_a_glance(task: RegisterTask, words: Words) -> Line:
    kind = f"{task.kind}, {task.duration}" if task.duration else task.kind
    sets = mark(words.say("sets the opening"), "critical") if task.critical else Line()
    return joined([strong(task.dates), line(kind), sets, line(task.id)], BETWEEN)


def _facts(task: RegisterTask, words: Words, known: set[str]) -> Iterator[Fact]:
    said: tuple[tuple[str, Passage | Line], ...] = (
        ("State", task.state),
        ("Roles", joined([_raci(each) for each in task.raci], BETWEEN)),
        ("Done when", task.done_when),
        ("How", task.note),
        ("Adapted because", task.adjusted),
        ("In the plan because", task.reasons),
        ("After", joined([_leading(id_, known) for id_ in task.after], ", ")),
        ("Date fixed by", task.fixed_by),
        ("Effort", line(task.effort)),
        ("Slack", line(task.slack)),
        ("Rests on", task.evidence),
        ("Written in", line(task.origin)),
    )
    for name, each in said:
        if each:
            yield Fact(words.say(name), (each,))


def _raci(each: RaciRow) -> Line:
    return strong(each.letter) + line(f" {each.meaning} {each.roles}")


def _leading(id_: str, known: set[str]) -> Line:
    return Line((Link((Leaf(id_),), f"#{id_}"),)) if id_ in known else line(id_)


def _asks(view: RegisterView, words: Words) -> Iterator[Piece]:
    title = words.say("Acts asked and offered")
    yield chapter(title, "asks")
    columns = (
        ("Act", 34),
        ("Of whom", 15),
        ("Asked or offered", 11),
        ("By", 12),
        ("Time", 9),
        ("Otherwise", 19),
    )
    rows = (
        row(joined([each.what, each.answer], " "), each.of, each.role, each.due, each.time, each.otherwise)
        for each in view.asks
    )
    yield table(words, title, columns, rows)


def _kits(view: RegisterView, words: Words) -> Iterator[Piece]:
    pieces = (piece for kit in view.kits for piece in _kit(kit, words))
    yield from section(chapter(words.say("Starting kits"), "kits"), pieces)


def _kit(kit: KitView, words: Words) -> Iterator[Piece]:
    yield Title(kit.community, 2)
    said = (("Members", kit.members), ("Roles", kit.roles))
    yield Facts(tuple(Fact(words.say(name), (each,)) for name, each in said))
    lists = (("First posts", kit.first_posts), ("Rituals", kit.rituals), ("Pitfalls", kit.pitfalls))
    for name, items in lists:
        if items:
            yield Title(line(words.say(name)), 3)
            yield Points(items)


def _messages(view: RegisterView, words: Words) -> Iterator[Piece]:
    pieces = (piece for message in view.messages for piece in _message(message, words))
    yield from section(chapter(words.say("Messages"), "messages"), pieces)


def _message(message: MessageView, words: Words) -> Iterator[Piece]:
    yield Title(message.subject, 2, message.id)
    sender = f"{words.say('From')} {message.from_}"
    yield Said(joined([line(sender), line(message.channels), line(message.id)], BETWEEN), Voice.ASIDE)
    yield Said(message.body)


def _objections(view: RegisterView, words: Words) -> Iterator[Piece]:
    if view.objections:
        title = words.say("Questions that will be asked")
        yield chapter(title, "objections")
        columns = (("Question", 32), ("Heard from", 18), ("Answer", 50))
        rows = (row(each.says, each.heard_from, each.answer) for each in view.objections)
        yield table(words, title, columns, rows)


def _rests_on(view: RegisterView, words: Words) -> Iterator[Piece]:
    yield chapter(words.say("Risks"), "risks")
    yield risks(words, view.risks)
    yield chapter(words.say("Measures"), "measures")
    yield measures(words, view.measures)
    yield _outlooks(view, words)
    yield chapter(words.say("Effort"), "effort")
    yield _efforts(view.efforts, words)
    for stage in view.staffing:
        yield _staffing(stage, words)
        if stage.short:
            yield Said(stage.short)
    yield chapter(words.say("Assumptions"), "assumptions")
    yield assumptions(words, view.assumptions)
    yield chapter(words.say("Sources"), "sources")
    yield sources(words, view.sources)
    yield chapter(words.say("Made from"), "inputs")
    yield Facts(tuple(Fact(each.name, (line(each.value),)) for each in view.inputs))


def _outlooks(view: RegisterView, words: Words) -> Piece:
    columns = (("Measure", 18), ("Expected", 22), ("Published elsewhere", 40), ("Measured here", 20))
    rows = (row(strong(each.title), each.target, each.published, each.actual) for each in view.outlooks)
    return replace(
        table(words, words.say("Expected, published elsewhere, measured here"), columns, rows), shown=True
    )


def _efforts(efforts: Sequence[EffortRow], words: Words) -> Piece:
    columns = (("Role", 40), ("Name", 40), ("Total", 20))
    rows = (row(each.role, each.name, each.total) for each in efforts)
    caption = words.say("All the planned effort, by role")
    return replace(table(words, caption, columns, rows), shown=True)


def _staffing(stage: StaffingTable, words: Words) -> Piece:
    columns = (("Role", 43), ("People", 15), ("Hours a week before", 21), ("Hours a week after", 21))
    rows = [row(*_cells(each)) for each in stage.rows]
    total = row(*map(strong, _cells(stage.total)), sign="total")
    return replace(table(words, stage.title, columns, (*rows, total)), shown=True)


def _cells(each: StaffingRow) -> tuple[str, str, str, str]:
    return each.role, each.people, each.before, each.after
