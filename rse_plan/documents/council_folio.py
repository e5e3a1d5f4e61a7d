"""The consultation file: a draft for counsel of what staff representatives are given, one for each council.

It tells what is proposed and leaves out what argues for it; what nobody has said yet is left to a role.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rse_plan.documents.audiences import COUNCIL, Audience, small
from rse_plan.documents.council_data import data_pieces
from rse_plan.documents.council_effects import effect_pieces
from rse_plan.documents.council_file import CouncilFile
from rse_plan.documents.council_progress import progress_pieces
from rse_plan.documents.council_situation import object_pieces, people_pieces, present_pieces, proposed_pieces
from rse_plan.documents.council_votes import (
    alternative_pieces,
    annex_pieces,
    calendar_pieces,
    follow_up_pieces,
    question_pieces,
)
from rse_plan.documents.explained import explained
from rse_plan.documents.folio import Contents, Folio, Framed, Piece, Said
from rse_plan.documents.folio_parts import chapter, row, sources, table
from rse_plan.documents.heading import describe_heading
from rse_plan.documents.tables import source_rows
from rse_plan.documents.telling import Telling, is_consultation
from rse_plan.documents.terms import COUNCIL as COUNCIL_TERM
from rse_plan.documents.tree import line, strong
from rse_plan.planning.plan import Employer


@dataclass(frozen=True, slots=True)
class _Chapter:
    title: str
    pieces: tuple[Piece, ...]


def council_folios(telling: Telling, audience: Audience) -> Iterator[Folio]:
    """A file for each employer whose representatives are consulted; the first employer’s where none is."""
    employers = _consulting(telling, audience.of)
    for employer in employers:
        alone = len(employers) == 1 and not audience.of
        name = COUNCIL if alone else f"{COUNCIL}-{small(employer.id)}"
        yield _folio(CouncilFile.of(Telling(telling.plan, telling.words), employer), name)


def _consulting(telling: Telling, of: str) -> tuple[Employer, ...]:
    plan = telling.plan
    if of:
        return tuple(employer for employer in plan.employers if employer.id == of)
    gates = [item.chosen.elements.get("employer") for item in plan.items if is_consultation(item)]
    return tuple(employer for employer in plan.employers if employer.id in gates) or plan.employers[:1]


def _folio(file: CouncilFile, name: str) -> Folio:
    words = file.words
    title = (
        words.say("Consultation file")
        if file.gate
        else words.say("Information file for staff representatives")
    )
    heading = replace(
        describe_heading(file.telling, title), project=_reserve(file), not_legal_advice="", alerts=()
    )
    chapters = tuple(_chapters(file))
    pieces: list[Piece] = [_draft(file), Contents(words.say("Contents"))]
    for number, each in enumerate(chapters, start=1):
        pieces += [chapter(words.say("{number}. {title}", number=number, title=each.title)), *each.pieces]
    told = explained(tuple(pieces), words, (COUNCIL_TERM,))
    return Folio(name=name, heading=heading, pieces=told)


def _reserve(file: CouncilFile) -> str:
    """What the project is subject to, by the name of the body whose file it is; nothing once it was heard."""
    if file.is_heard:
        return ""
    if file.employer.country == "FR" and file.gate is not None:
        return file.words.say("PROJECT, subject to consultation of the works council")
    return file.words.say("PROJECT, subject to consultation of the staff representatives")


def _draft(file: CouncilFile) -> Framed:
    words = file.words
    said = words.say(
        "Draft for counsel: to be read, completed and signed by the employer’s counsel before "
        "anything is handed over. It is not legal advice."
    )
    known = words.say(
        "It was made from what was known on {date}; what is marked “to be completed” is listed at the end.",
        date=words.date(file.plan.today or file.plan.start),
    )
    return Framed((Said(strong(said)), Said(line(known))))


def _chapters(file: CouncilFile) -> Iterator[_Chapter]:
    made = (
        ("What the consultation is about" if file.gate else "What this file is about", object_pieces(file)),
        ("Where it stands", progress_pieces(file)),
        ("Present situation", present_pieces(file)),
        ("Proposed situation", proposed_pieces(file)),
        ("People concerned, by employer and by site", people_pieces(file)),
        ("Effects on working conditions", effect_pieces(file)),
        ("Data, statistics, and who sees them", data_pieces(file)),
        ("Alternatives", alternative_pieces(file)),
        (_votes(file), question_pieces(file)),
        ("Calendar", calendar_pieces(file)),
        ("After the opening", follow_up_pieces(file)),
        ("Annexes", annex_pieces(file)),
        ("To be completed", _missing(file)),
        ("Sources", _cited(file)),
    )
    for title, pieces in made:
        if found := tuple(pieces):
            yield _Chapter(file.words.say(title), found)


def _votes(file: CouncilFile) -> str:
    if file.gate is None:
        return "Points to discuss"
    return "Points to negotiate, each apart" if file.binds else "Questions put to the vote, each apart"


def _cited(file: CouncilFile) -> Iterator[Piece]:
    """What the chapters before rest on, with its limits: they have all been made."""
    if rows := source_rows(file.telling):
        yield sources(file.words, rows)


def _missing(file: CouncilFile) -> Iterator[Piece]:
    """Everything that the file lacks: by the time it is asked, all the chapters before have been made."""
    words = file.words
    found = [
        row(strong(what), words.capital(file.telling.who(role)), "") for what, role in file.unknowns.missing
    ]
    if found:
        columns = (("What is missing", 50), ("Who completes it", 30), ("Done on", 20))
        yield table(words, words.say("To be completed"), columns, found)
