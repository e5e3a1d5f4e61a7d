"""Why a task is in the plan, what its date comes from and what it rests on, in words that all may read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from rse_plan.documents.foreign import foreign_title
from rse_plan.documents.own_told import reason_of
from rse_plan.documents.screen_rows import Ground, Grounds
from rse_plan.documents.standing import standing_whole
from rse_plan.documents.tables import published
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, ended, joined, line
from rse_plan.planning.bounds import BoundKind
from rse_plan.planning.plan import Planned

MOST_REASONS = 6
"""Answers named for one row of the plan; the others are counted."""


class TaskGrounds:
    """What the rows of a plan rest on; sources are described once."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling

    def of(self, group: Sequence[Planned]) -> Grounds:
        """The grounds of a row, which stands for instances of one item."""
        return Grounds(
            reasons=self._reasons(group),
            fixed_by=fixed_by(self._telling, group[0]),
            sources=tuple(self._sources[name] for name in group[0].item.because if name in self._sources),
        )

    @cached_property
    def _sources(self) -> dict[str, Ground]:
        telling = self._telling
        return {
            name: Ground(
                title=foreign_title(source.title, telling.words.language)
                + line(f", {ended(published(telling, source))}"),
                limits=line(telling.words.title(source.limits)) if source.limits is not None else Line(),
            )
            for name, source in telling.plan.evidence.items()
        }

    def _reasons(self, group: Sequence[Planned]) -> Line:
        """The theme that it belongs to, then the answers that bring it in."""
        words = self._telling.words
        told = reasons_told(self._telling, group)
        rest = len(told) - MOST_REASONS
        if rest > 1:
            told = (*told[:MOST_REASONS], words.count("1 other", "{count} others", rest))
        theme = words.title(group[0].chosen.origin.playbook_title)
        because = words.pause.join(told) or words.say("whatever the answers")
        because = words.say("{theme}: {reasons}", theme=theme, reasons=because)
        return joined([line(because), adjustments(self._telling, group[0])], words.pause)


def reasons_told(telling: Telling, items: Iterable[Planned]) -> tuple[str, ...]:
    """The answers that bring items in, each once; a confidential one is not named."""
    return tuple(
        dict.fromkeys(telling.words.reason(reason) for item in items for reason in item.chosen.reasons)
    )


def adjustments(telling: Telling, item: Planned) -> Line:
    """Why it is otherwise than usual; what rests on a confidential answer is not told."""
    words = telling.words
    told = [reason_of(change, words) for change in item.chosen.adjusted]
    return joined(tuple(dict.fromkeys(told)), words.pause)


def fixed_by(telling: Telling, item: Planned) -> Line:
    """What its date comes from, in words."""
    words, bound = telling.words, item.bound
    other = telling.by_id.get(bound.item or "")
    if bound.kind is BoundKind.NEED and other is not None:
        return words.sentence("after: {title}", title=words.line(other.title))
    if bound.kind is BoundKind.CAPACITY and other is not None and other.finish < item.start:
        roles = words.listed([telling.role(role) for role in bound.roles])
        return words.sentence(
            "no hours left ({roles}) before the end of: {title}", roles=roles, title=words.line(other.title)
        )
    if bound.kind is BoundKind.REPORTED and (state := standing_whole(telling, item)):
        return words.sentence("reported: {state}", state=state)
    return line(_bound_alone(telling, item))


def _bound_alone(telling: Telling, item: Planned) -> str:
    """What fixes a date where no other item is named."""
    words, bound = telling.words, item.bound
    if bound.kind is BoundKind.CAPACITY:
        roles = words.listed([telling.role(role) for role in bound.roles])
        return words.say("no hours left ({roles})", roles=roles)
    return words.say(_BOUNDS[bound.kind])


_BOUNDS = {
    BoundKind.START: "the first day of the plan",
    BoundKind.NEED: "what it waits for",
    BoundKind.FREEZE: "a period in which nothing new opens",
    BoundKind.PINNED: "a date that the answers give",
    BoundKind.LATE: "as late as what follows allows",
    BoundKind.REPORTED: "what was reported of it",
}
