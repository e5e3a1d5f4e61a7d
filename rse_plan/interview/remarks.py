"""What is to be said of an answer that is kept as it is: told, never refused."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.interview.agenda import COMPANY, Ask
from rse_plan.interview.closed_days import closed_day
from rse_plan.interview.voice import Voice
from rse_plan.locales.folding import folded
from rse_plan.model.answers import ELEMENT_OF, AnswerValue
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.findings import more_members_than_people

_NAMES = ("community.name", COMPANY)
_USE = "community.use_case"
"""Until it is known, members may be people of other organisations."""
_SIZES = ("community.members", _USE, "organisation.headcount")
_MOST = 3
"""Communities that are named one by one."""


def remarks(ask: Ask, value: AnswerValue, sheet: FactSheet, voice: Voice) -> Iterator[str]:
    """A day off, a name that is taken, more members than people; `sheet` has the answer in it."""
    if told := closed_day(ask.question, value, sheet, voice):
        yield told
    if ask.question.id in _NAMES and isinstance(value, str) and _is_taken(ask, value, sheet):
        yield voice.say(
            "“{name}” is the name of another one too: the documents will not tell them apart", name=value
        )
    if ask.question.id in _SIZES:
        yield from oversized(sheet, voice, None if ask.question.group is None else ask.position or 0)


def _is_taken(ask: Ask, name: str, sheet: FactSheet) -> bool:
    group = ask.question.group or ""
    ids = enumerate(sheet.elements(group))
    others = (sheet.name_of(ELEMENT_OF[group], id_) for place, id_ in ids if place != (ask.position or 0))
    return folded(name).strip() in (folded(other).strip() for other in others)


def oversized(sheet: FactSheet, voice: Voice, position: int | None = None) -> Iterator[str]:
    """Communities with more members than the organisation has people; of one only, where a place is given."""
    ids = sheet.elements("communities")
    about = ids if position is None else ids[position : position + 1]
    about = tuple(id_ for id_ in about if _USE in sheet.element("communities", id_).answers)
    found = list(more_members_than_people(sheet, about))
    for one in found[:_MOST]:
        yield voice.say("{message}: one of the two numbers is to be corrected", message=one.message)
    if found[_MOST:]:
        yield voice.say("The same holds of other communities: {count}", count=len(found) - _MOST)
