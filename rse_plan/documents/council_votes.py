"""The last chapters of a consultation file: alternatives, questions, calendar, follow-up, annexes."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.council_file import CouncilFile
from rse_plan.documents.folio import Choices, Framed, Piece, Points, Row, Said, Title
from rse_plan.documents.folio_parts import marked, row, table
from rse_plan.documents.readers import shown_from, when
from rse_plan.documents.standing import stand_of, standing_shown, standing_whole
from rse_plan.documents.telling import answering, instances, is_consultation, mark_of, sign_of
from rse_plan.documents.topics import AFTERWARDS, ANNEXES, DO_NOTHING, TRAINING, of_topic
from rse_plan.documents.tree import Line, joined, line, strong
from rse_plan.documents.view_parts import grounds, tasks
from rse_plan.model.content import Option
from rse_plan.planning.plan import Chosen, Planned, State
from rse_plan.planning.standing import Stand

COUNCIL = "works-council"


def alternative_pieces(file: CouncilFile) -> Iterator[Piece]:
    """The ways considered; why one is proposed is for whoever leads to write."""
    words, plan = file.words, file.plan
    columns = (("Alternative", 24), ("What it allows", 38), ("Its limit", 38))
    shown = [
        o
        for o in plan.options
        if o.item.audience == "shared" and not (o.item.id == "full" and file.telling.pilot_is_everyone)
    ]
    if shown:
        yield table(
            words, words.say("Alternatives"), columns, (_alternative(file, option) for option in shown)
        )
    others = file.unknowns.asked(
        words.say("other tools or organisations considered, and why they were not kept"), "project-lead"
    )
    yield Said(words.sentence("Other tools or organisations considered: {mark}.", mark=others))


def _alternative(file: CouncilFile, option: Chosen[Option]) -> Row:
    """Of doing nothing, only that the present means are kept."""
    words, item = file.words, option.item
    if option.ref == DO_NOTHING:
        mark = file.unknowns.asked(words.say("limits of the present means"), "business")
        return row(strong(words.say("Keep the present means")), words.say("No change for staff"), mark)
    title = marked(
        strong(words.text(option.word(item.title))),
        words.say("proposed solution") if item.recommended else "",
        "recommended",
    )
    limit = words.line(option.word(item.risk)) + file.telling.cite(*item.because)
    return row(title, words.line(option.word(item.gain)), limit)


def question_pieces(file: CouncilFile) -> Iterator[Piece]:
    """Each question in a frame of its own, with its answers and the count of the votes."""
    words = file.words
    for number, question in enumerate(_questions(file), start=1):
        yield Title(line(words.say("Question {number}", number=number)), 2)
        asked = words.say(question)
        if file.gate is None:
            yield Framed((Said(strong(asked)), Said(line(words.say("Remarks:")))))
            continue
        if file.binds:
            answers = (
                words.say("agreement"),
                words.say("agreement on conditions"),
                words.say("no agreement"),
            )
        else:
            answers = (
                words.say("favourable opinion"),
                words.say("unfavourable opinion"),
                words.say("no opinion given"),
            )
        votes = words.say("For: …… Against: …… Abstained: …… Date: …… Reserves:")
        yield Framed((Said(strong(asked)), Choices(answers), Said(line(votes))))


def _questions(file: CouncilFile) -> Iterator[str]:
    plan = file.plan
    refs = {item.chosen.ref for item in plan.items if file.is_mine(item)}
    yield "Introduction of the network, starting with the pilot, and its effects on working conditions."
    yield (
        "Means of control that the tool makes possible (logs, statistics, moderation): what for, "
        "who sees them, how long they are kept, and that they are not used against a person."
    )
    if "fr-works-council/charter-filing" in refs:
        yield "Charter of use with penalties, as an addition to the internal rules of the company."
    elif any(ref.startswith("charter/") for ref in refs):
        shown = file.plan.facts.get("legal.charter_sanctions")
        sure = shown is not None and shown.state is State.ANSWERED
        yield "Charter of use, which provides no penalty." if sure else "Charter of use."
    if "fr-works-council/disconnection" in refs:
        yield "Rules on the right to disconnect, where no agreement sets them."
    if _has_ai(file):
        yield (
            "AI functions of the tool: those that are on, those kept off, none that appraises "
            "or assigns people."
        )


def _has_ai(file: CouncilFile) -> bool:
    """Unless somebody has said that there are none."""
    shown = file.plan.facts.get("organisation.ai_functions")
    return shown is not None and shown.state is not State.ABSENT and bool(shown.value)


def calendar_pieces(file: CouncilFile) -> Iterator[Piece]:
    """What representatives have a part in, the decisions to deploy, the openings."""
    words, telling = file.words, file.telling
    handed = file.handed
    found = [item for item in file.plan.items if file.is_mine(item) and _counts(item, handed)]
    groups = sorted(instances(found), key=lambda group: (shown_from(group[0]), group[0].finish))
    columns = (("Date", 22), ("Step", 53), ("Who", 25))
    rows = (
        row(
            when(telling, group[0]),
            _step(file, group),
            words.capital(telling.role(answering(group[0]))),
            sign=sign_of(group[0]),
        )
        for group in groups
    )
    yield table(words, words.say("Calendar"), columns, rows)
    meeting = file.unknowns.asked(
        words.say("date of the meeting, and of the one that gives the opinion"), "hr"
    )
    yield Said(words.sentence("Meetings: {mark}.", mark=meeting))


def _step(file: CouncilFile, group: tuple[Planned, ...]) -> Line:
    """What is done that day, and how far it is."""
    telling, first = file.telling, group[0]
    what = marked(telling.merged(group), mark_of(first, file.words), sign_of(first))
    return joined([what + grounds(telling, group), standing_shown(telling, group)], " ")


def _counts(item: Planned, handed: Planned | None) -> bool:
    raci = item.item.raci
    return (
        item is handed
        or item.opens
        or is_consultation(item)
        or item.item.decides == "deployment"
        or COUNCIL in raci.consulted
        or item.chosen.ref in TRAINING[:2]
    )


def follow_up_pieces(file: CouncilFile) -> Iterator[Piece]:
    """How representatives hear of what has become of it."""
    found = of_topic(file.plan, AFTERWARDS, file.employer.id)
    if found:
        yield from tasks(file.telling, "After the opening", found, who=True)
    else:
        yield Said(
            file.unknowns.asked(file.words.say("review with staff representatives after the opening"), "hr")
        )


def annex_pieces(file: CouncilFile) -> Iterator[Piece]:
    """Documents to join, each with the day on which it is due."""
    words = file.words
    rows: list[Line] = []
    for item in of_topic(file.plan, ANNEXES, file.employer.id):
        title, day = words.say(ANNEXES[item.chosen.ref]), words.day_and_month(item.finish, file.plan.start)
        if state := _came_to(file, item):
            rows.append(words.sentence("{title}: {state}", title=line(title), state=state))
            continue
        late = file.handed is not None and item.finish > file.handed.finish
        wording = (
            "{title}: due on {date}, after the file; handed over then" if late else "{title}: due on {date}"
        )
        rows.append(line(words.say(wording, title=title, date=day)))
    screens = file.unknowns.asked(
        words.say("pictures of the administrators’ screens and of the default settings"), "it"
    )
    rows.append(words.sentence("Administrators’ screens and default settings: {mark}", mark=screens))
    yield Points(tuple(dict.fromkeys(rows)), ordered=True)


def _came_to(file: CouncilFile, item: Planned) -> Line:
    """What became of a document to join; nothing while it is to come."""
    state = stand_of(file.telling, item)
    return standing_whole(file.telling, item) if state not in ("", Stand.TO_DO.value) else Line()
