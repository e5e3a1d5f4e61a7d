"""How long community managers need to prepare each community, and how long they have (semantics 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from rse_plan.expressions import Expression
from rse_plan.model.playbook import Playbook
from rse_plan.model.work import Task
from rse_plan.planning.adjust import Adjustments, adjusted, is_left_out
from rse_plan.planning.facts import SINGULAR, FactSheet
from rse_plan.planning.hours import hours_of
from rse_plan.planning.select import decide
from rse_plan.planning.staffing import people_of

ROLE = "community-manager"
"""Whose hours set how many communities open together."""

PREPARATION_WEEKS = 3
"""Weeks over which the communities of a wave are prepared.

What the shipped pilot takes from the first invitations to the opening: ten working days of invitations, the
founding meeting, five working days. A rule of thumb: our benchmarks put the founding meeting two weeks and
the first posts one week before opening, and published waves are four to eight weeks apart, of which the
rest goes to the communities that are already open.
"""

_OF_WAVES = ("wave", "champions", "pilot")
"""What begins the names that are worked out from the waves."""


def available_minutes(sheet: FactSheet) -> int | None:
    """Minutes that community managers have over the weeks of preparation; None when nobody has said."""
    found = hours_of(ROLE, sheet)
    return None if found is None else found.hours * 60 * PREPARATION_WEEKS


@dataclass(frozen=True, slots=True)
class _Work:
    """A task in which community managers have a part, done for each community before it opens."""

    playbook: Playbook
    item: Task


class Preparation:
    """The hours of each community: those of its own tasks that do not wait for its opening.

    Recurring work is left out: it begins with the opening and is a steady load. What the tasks of a whole
    wave or of the project take is left out too: it does not grow with the number of communities.
    """

    def __init__(self, sheet: FactSheet) -> None:
        self._sheet = sheet
        self._work = sheet.once(("preparing",), lambda: tuple(_preparing(sheet)))
        self._adjustments = Adjustments(sheet.library, sheet)
        self._names: dict[str, tuple[str, ...]] = {}

    def minutes(self, community: str) -> int:
        """Minutes of community management before a community opens, all people of the role counted."""
        return self._sheet.kept(lambda: ("preparation", community), partial(self._all_minutes, community))

    def _all_minutes(self, community: str) -> int:
        return sum(
            self._minutes(work, elements) * people_of(self._sheet, ROLE, elements, work.item.phase)
            for work in self._work
            for elements in self._elements(work, community)
            if self._holds(work.playbook.applies_when, elements) and self._holds(work.item.when, elements)
        )

    def _minutes(self, work: _Work, elements: Mapping[str, str]) -> int:
        """Minutes of one person, as other playbooks' adjustments leave them; 0 for what they skip."""
        found = self._adjustments.changes(f"{work.playbook.id}/{work.item.id}", elements)
        if is_left_out(found):
            return 0
        day = self._sheet.fact("team.hours_a_day", {}).value
        hours_a_day = day if isinstance(day, int) else 7
        effort = adjusted(work.item, found, hours_a_day).effort.get(ROLE)
        return effort.minutes(hours_a_day) if effort is not None else 0

    def _elements(self, work: _Work, community: str) -> Iterator[Mapping[str, str]]:
        """The community, with each element of the other loop; waves are not known yet and count once."""
        for collection in (work.playbook.for_each, work.item.for_each):
            if collection not in (None, "communities", "waves"):
                for id_ in self._sheet.elements(collection):
                    yield {"community": community, SINGULAR[collection]: id_}
                return
        yield {"community": community}

    def _holds(self, condition: Expression | None, elements: Mapping[str, str]) -> bool:
        """Whether a condition holds: worked out once for the same answers of the elements, whoever's."""
        if condition is None:
            return True
        if condition.text not in self._names:
            self._names[condition.text] = condition.names
        names = self._names[condition.text]
        facts = (self._sheet.fact(name, elements) for name in names if name.partition(".")[0] in elements)
        key = ("prepared", condition.text, *((fact.comparable, fact.state) for fact in facts))
        return self._sheet.once(
            key, lambda: _reads_waves(condition) or decide(condition, self._sheet, elements)[0]
        )


def _reads_waves(condition: Expression) -> bool:
    """Such a condition counts as true, so that waves never depend on themselves."""
    prefixes = {name.partition(".")[0] for name in condition.names}
    return "waves" in condition.collections or bool(prefixes & {*_OF_WAVES})


def _preparing(sheet: FactSheet) -> Iterator[_Work]:
    after = sheet.library.index.after_opening
    given = frozenset(
        stated.change.ref for stated in sheet.answers.own.adjust if stated.change.gives_to(ROLE)
    )
    for file in sheet.library.playbooks.values():
        for item in file.value.tasks:
            if "communities" not in (file.value.for_each, item.for_each) or not isinstance(item, Task):
                continue
            ref = f"{file.value.id}/{item.id}"
            if (ROLE in item.effort or ref in given) and ref not in after:
                yield _Work(file.value, item)
