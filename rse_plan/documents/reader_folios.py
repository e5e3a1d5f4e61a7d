"""The plan for one reader: their part first, in their words, as a folio (semantics 31)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rse_plan.documents.ambassador_folio import ambassador_folio
from rse_plan.documents.audiences import AMBASSADOR, COMMUNITY, COUNCIL, PERSON, Audience
from rse_plan.documents.community_view import community_pieces, community_title
from rse_plan.documents.council_folio import council_folios
from rse_plan.documents.explained import explained
from rse_plan.documents.folio import Folio, Piece
from rse_plan.documents.glossary import glossary
from rse_plan.documents.heading import describe_heading
from rse_plan.documents.mine import mine, roles_of
from rse_plan.documents.person_view import person_pieces
from rse_plan.documents.reader_dates import opening_pieces
from rse_plan.documents.security_view import security_pieces
from rse_plan.documents.teams_view import manager_pieces
from rse_plan.documents.telling import Telling
from rse_plan.documents.terms import ASSESSMENT, OFFICER, RECORD, REGULATION, SIGN_ON, SPONSOR, Explained
from rse_plan.documents.terms import COUNCIL as WORKS_COUNCIL
from rse_plan.documents.view_parts import reader_pieces, titled, with_its_sources
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Plan

Pieces = Callable[[Telling, Audience], Iterator[Piece]]


def reader_folios(plan: Plan, words: Words, audiences: Iterable[Audience]) -> Iterator[Folio]:
    """A document for each reader; the council has one for each employer that consults apart."""
    for audience in audiences:
        telling = Telling(plan, words)
        if audience.kind == COUNCIL:
            yield from council_folios(telling, audience)
        elif audience.kind == AMBASSADOR:
            yield ambassador_folio(telling, audience)
        else:
            yield _folio(telling, audience)


def _folio(telling: Telling, audience: Audience) -> Folio:
    made = tuple(_PIECES.get(audience.kind, _track)(telling, audience))
    used = titled(telling, "Words used", glossary(telling.words, made))
    told = explained(made, telling.words, KNOWN.get(audience.kind, ()))
    return Folio(
        name=audience.file,
        heading=describe_heading(telling, _title(telling, audience)),
        pieces=tuple(with_its_sources(telling, (*told, *used))),
    )


def _title(telling: Telling, audience: Audience) -> str:
    """Whose part it is."""
    words = telling.words
    if audience.kind == PERSON:
        return words.say("Your part of the plan: {name}", name=words.typed(audience.of))
    if audience.kind == COMMUNITY:
        return community_title(telling, audience.of)
    return words.say("Your part of the plan: {name}", name=words.say(TITLES[audience.kind]))


TITLES: Mapping[str, str] = {
    "sponsor": "sponsor of the project",
    "project": "project team",
    "business": "business lines",
    "manager": "line managers",
    "it": "IT department",
    "security": "information security",
    "hr": "human resources",
    "legal": "legal and data protection",
    "communications": "internal communications department",
    "finance": "finance and purchasing",
}


KNOWN: Mapping[str, Sequence[Explained]] = {
    "sponsor": (SPONSOR,),
    "project": (SPONSOR,),
    "it": (SIGN_ON,),
    "security": (SIGN_ON, REGULATION),
    "hr": (WORKS_COUNCIL,),
    "legal": (WORKS_COUNCIL, OFFICER, ASSESSMENT, REGULATION, RECORD),
}
"""Words of a reader’s own trade: to explain them would offend."""


def _track(telling: Telling, audience: Audience) -> Iterator[Piece]:
    yield from opening_pieces(telling)
    yield from reader_pieces(telling, mine(telling, roles_of(telling.plan, audience.kind)))


def _security(telling: Telling, audience: Audience) -> Iterator[Piece]:
    yield from opening_pieces(telling)
    yield from security_pieces(telling, mine(telling, roles_of(telling.plan, audience.kind)))


def _manager(telling: Telling, audience: Audience) -> Iterator[Piece]:
    yield from opening_pieces(telling)
    yield from manager_pieces(telling, mine(telling, roles_of(telling.plan, audience.kind)))


def _person(telling: Telling, audience: Audience) -> Iterator[Piece]:
    yield from opening_pieces(telling)
    yield from person_pieces(telling, audience.of)


def _community(telling: Telling, audience: Audience) -> Iterator[Piece]:
    yield from community_pieces(telling, audience.of)


_PIECES: Mapping[str, Pieces] = {
    "security": _security,
    "manager": _manager,
    PERSON: _person,
    COMMUNITY: _community,
}
