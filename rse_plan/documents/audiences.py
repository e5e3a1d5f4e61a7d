"""For whom a view is made: a track, ambassadors, a community, a person, a council (semantics 31)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from rse_plan.diagnostics import nearest
from rse_plan.errors import Said, UserError, say
from rse_plan.model.answers import Person
from rse_plan.planning.plan import Plan

TRACKS = (
    "sponsor",
    "project",
    "business",
    "manager",
    "it",
    "security",
    "hr",
    "legal",
    "communications",
    "finance",
)
"""Readers that a track's roles make (semantics 11); the two below have documents of their own."""
AMBASSADOR, COUNCIL, COMMUNITY, PERSON = "ambassador", "council", "community", "person"
_LETTERS = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
_LONGEST = 60
"""Characters of a file's name that come from a person's."""


@dataclass(frozen=True, slots=True)
class Audience:
    """`kind` is a track, ambassador, council, community or person; `of` is what follows the colon: the id
    of a community or of an employer, or a person's name as the answers have it."""

    kind: str
    of: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.of}" if self.of else self.kind

    @property
    def file(self) -> str:
        """The name of its file without ending: plan-hr, plan-community-finance, council."""
        parts = (self.kind, small(self.of)) if self.of else (self.kind,)
        return "-".join(parts if self.kind == COUNCIL else ("plan", *parts))


def audiences_of(plan: Plan, asked: Iterable[str]) -> tuple[Audience, ...]:
    """The readers that words such as `hr` or `community:finance` mean, each once.

    Raises UserError, with the nearest name, for one that the plan does not know.
    """
    communities = [community.id for community in plan.communities]
    employers = [employer.id for employer in plan.employers]
    known = {spelled(each): each for each in audiences(communities, employers, plan.people.values())}
    return tuple(dict.fromkeys(_audience(word, known) for word in asked))


def audiences(
    communities: Sequence[str], employers: Sequence[str], people: Iterable[Person]
) -> Iterator[Audience]:
    """Everyone for whom a view can be made, by the ids and the people of answers or of a plan."""
    yield from map(Audience, (*TRACKS, AMBASSADOR, COUNCIL))
    yield from (Audience(AMBASSADOR, place) for place in dict.fromkeys((*communities, *employers)))
    yield from (Audience(COUNCIL, employer) for employer in employers)
    yield from (Audience(COMMUNITY, community) for community in communities)
    yield from (Audience(PERSON, name) for name in _names(people))


def _names(people: Iterable[Person]) -> tuple[str, ...]:
    """Who holds a role or stands in for somebody, each once."""
    names = [name for person in people for name in (person.name, person.deputy) if name]
    return tuple(dict.fromkeys(names))


def spelled(audience: Audience) -> str:
    """How it is compared: small letters, a person's name without accents."""
    return f"{audience.kind}:{small(audience.of)}" if audience.of else audience.kind


def small(name: str) -> str:
    """A name as a part of a file's: small ASCII letters, digits and dashes; of one without any, a digest."""
    letters = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode().lower())
    return "-".join(words)[:_LONGEST].rstrip("-") or sha256(name.encode()).hexdigest()[:8]


def _audience(word: str, known: Mapping[str, Audience]) -> Audience:
    kind, colon, of = word.partition(":")
    kind = kind.strip().lower()
    found = known.get(f"{kind}:{small(of)}" if colon else kind)
    if found is not None:
        return found
    raise UserError(
        say("nobody in this plan is called “{name}” for --for", name=word), _advice(kind, word, known)
    )


def _advice(kind: str, word: str, known: Mapping[str, Audience]) -> Said:
    names = [str(audience) for audience in known.values()]
    near = nearest(word, names)
    if near is not None:
        return near
    alike = [name for name in names if name.startswith(f"{kind}:")]
    whole = [name for name in names if ":" not in name]
    return say("one of {names}", names=", ".join(alike or (*whole, "community:ID", "person:NAME")))
