"""What two plans were made from, and one thing that differs between them: an answer, people, a playbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.planning.plan import Shown
from rse_plan.source.span import Span

Slot = tuple[str, ...]
"""One place of answers or library that may hold one thing or another: its sort, then its names."""


@dataclass(frozen=True, slots=True)
class Side:
    """What a plan is made from; `typed` where some answers are of the command line: no line has them."""

    answers: Answers
    library: Library
    typed: bool = False


class ChangeKind(StrEnum):
    """What sort of thing differs."""

    ANSWER = "answer"
    HOURS = "hours"
    """Hours a week of a role that no question asks for."""
    NAME = "name"
    """Who holds a role."""
    DEPUTY = "deputy"
    ABSENCES = "absences"
    ELEMENT = "element"
    """A community, sponsor or employer that only one of the two has."""
    ORDER = "order"
    """The order of such elements."""
    ADJUST = "adjust"
    """What the answers change of an item themselves."""
    ADD = "add"
    """Items that the answers add themselves."""
    PLAYBOOK = "playbook"
    LIST = "list"
    """What all playbooks share: questions, roles, phases, evidence."""


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item of a playbook that was added, removed or changed, with its lines."""

    ref: str
    former: Span | None
    now: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that differs; `former` and `now` are None where that side does not have it.

    `name` is the question's id, the place in the answers (`people.it.hours`, `communities`), or the
    playbook's id. The spans are None where nothing is written, or where it was typed.
    """

    kind: ChangeKind
    name: str
    element: str | None
    former: Shown | None
    now: Shown | None
    former_span: Span | None
    now_span: Span | None
    of: str | None = None
    """The element's name, where there are several."""
    private: bool = False
    items: Sequence[ItemChange] = ()

    def flipped(self) -> Change:
        """The same change made back."""
        return replace(
            self,
            former=self.now,
            now=self.former,
            former_span=self.now_span,
            now_span=self.former_span,
            items=tuple(ItemChange(one.ref, one.now, one.former) for one in self.items),
        )
