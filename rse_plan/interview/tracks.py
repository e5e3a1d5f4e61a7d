"""Whose question it is: the reader who is likely to know the answer (semantics 11)."""

from __future__ import annotations

from collections.abc import Mapping

from rse_plan.diagnostics import nearest
from rse_plan.errors import UserError, say
from rse_plan.library import Library
from rse_plan.model.catalogues import TRACKS
from rse_plan.model.question import Question

_BY_QUESTION: Mapping[str, str] = {
    "organisation.headcount": "hr",
    "organisation.regulated": "legal",
    "employer.next_election": "hr",
    "goal.replaces": "it",
    "goal.replaced_on": "it",
    "sponsor.minutes": "sponsor",
    "sponsor.coalition": "sponsor",
    "community.wave": "project",
    "community.opens_on": "project",
    "calendar.other_changes": "communications",
}
_BY_SECTION: Mapping[str, str] = {
    "employer": "hr",
    "goal": "business",
    "sponsor": "project",
    "community": "business",
    "legal": "legal",
    "platform": "it",
    "champions": "manager",
}
"""By the first half of a name; what stands in neither table is the project's own."""
_OTHERWISE = "project"

TITLES: Mapping[str, str] = {
    "sponsor": "the sponsor",
    "project": "the project team",
    "business": "the business owner",
    "manager": "line managers",
    "ambassador": "champions",
    "it": "IT",
    "security": "information security",
    "hr": "human resources",
    "legal": "legal and data protection",
    "council": "the staff representatives",
    "communications": "internal communications",
    "finance": "finance and purchasing",
}
"""Whom a sheet is for, in the middle of a sentence."""


def track_of(question: Question, library: Library) -> str:
    """The track of the role that finds out when nobody knows, or whose hours it asks; else the tables'."""
    owner = question.unknown.owner if question.unknown is not None else question.hours_of
    if owner is not None and owner in library.roles:
        return library.roles[owner].track
    section = question.id.partition(".")[0]
    return _BY_QUESTION.get(question.id) or _BY_SECTION.get(section, _OTHERWISE)


def check_track(name: str, library: Library) -> str:
    """The track that somebody names; raises UserError, which tells a role's track where a role is named."""
    if name in TRACKS:
        return name
    role = library.roles.get(name)
    if role is not None:
        advice = say("“{role}” belongs to “{track}”: --for {track}", role=name, track=role.track)
    else:
        advice = nearest(name, TRACKS) or say("one of {names}", names=", ".join(TRACKS))
    raise UserError(say("nobody to hand over to is called “{name}”", name=name), advice)
