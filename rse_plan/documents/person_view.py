"""What one person of the answers has in the plan, through the roles that they hold."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.folio import Piece, Title
from rse_plan.documents.mine import mine
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import line
from rse_plan.documents.view_parts import facts, reader_pieces


def person_pieces(telling: Telling, name: str) -> Iterator[Piece]:
    """Their roles, then what these roles have; what they would take over as a deputy comes after."""
    plan = telling.plan
    held = tuple(role for role, person in plan.people.items() if person.name == name)
    deputy = tuple(role for role, person in plan.people.items() if person.deputy == name and role not in held)
    yield from facts(
        telling, (("Your roles", _listed(telling, held)), ("Deputy for", _listed(telling, deputy)))
    )
    if held:
        yield from reader_pieces(telling, mine(telling, held))
    for role in deputy:
        title = telling.words.say("If you stand in: {role}", role=telling.role(role))
        yield Title(line(title), 1)
        yield from _smaller(telling, role)


def _smaller(telling: Telling, role: str) -> Iterator[Piece]:
    """The same a level lower."""
    for piece in reader_pieces(telling, mine(telling, (role,))):
        yield Title(piece.words, piece.level + 1, piece.anchor) if isinstance(piece, Title) else piece


def _listed(telling: Telling, roles: tuple[str, ...]) -> str:
    return telling.words.capital(telling.words.listed(telling.role(role) for role in roles)) if roles else ""
