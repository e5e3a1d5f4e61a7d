"""Which questions dates can depend on: told by the library alone, so that others need no plan to be tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import product
from typing import TypeVar

from rse_plan.expressions import COLLECTIONS, Expression
from rse_plan.library import Library
from rse_plan.model.answers import ELEMENT_OF
from rse_plan.model.playbook import Playbook
from rse_plan.model.question import GROUPS, AfterDate, Question, read_assumption
from rse_plan.model.work import Gate, Item, Milestone, Work
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.select import decide

_READ_BY_PLANNING = (
    "calendar.start",
    "calendar.week",
    "calendar.closures",
    "calendar.freezes",
    "sponsor.absences",
    "team.hours_a_day",
    "organisation.headcount",
    "employer.country",
    "employer.subdivision",
    "community.employers",
    "community.language",
    "community.members",
    "community.opens_on",
    "community.owner",
    "community.population",
    "community.ready",
    "community.wave",
)
"""What calendars, waves and employers are made of, whatever the playbooks say."""
_MADE_INTO_EMPLOYERS = ("organisation.countries", "organisation.employers")
"""What employers are told by, where nobody has said it of each of them."""
CONTENT = ("risks", "kpis", "asks", "objections", "messages", "arguments", "options")
"""The lists of a playbook beside its work."""
_OF_WAVES = {"wave", "champions", "pilot"}
"""What begins the names that are worked out from the waves."""


SheetT = TypeVar("SheetT", bound=FactSheet)


@dataclass(frozen=True, slots=True)
class _Decision:
    """A condition of the work, the names in it, and the lists whose elements it is read for."""

    condition: Expression
    names: frozenset[str]
    loops: tuple[str, ...]
    of_waves: bool
    """Whether it rests on waves, which are made of the answers only later."""


_Through = tuple[tuple[_Decision, ...], tuple[str, ...]]
"""The conditions that an answer can turn, and the names whose value counts that it can change."""


@dataclass(frozen=True, eq=False)
class DatedNames:
    """What decides what work there is, how long it takes and when it may be done."""

    library: Library

    @cached_property
    def names(self) -> frozenset[str]:
        """Every question that dates can depend on.

        Those too that only decide what another one is worth while nobody has answered it.
        """
        decided = (name for decision in self._decisions for name in decision.names)
        return with_sources((*self._values, *decided), self.library)

    def signature(self, sheet: FactSheet, name: str) -> tuple[object, ...]:
        """What dates make of the answer to a question.

        Of answers that differ in this one alone (and in what follows from it), those with the same signature
        have the same work on the same days.
        """
        decisions, _ = self._read_through(name)
        truths = tuple(
            sheet.kept(
                partial(_key_of, decision.condition, bound),
                partial(_holds, decision.condition, sheet, bound),
            )
            for decision in decisions
            for bound in _bindings(sheet, decision.loops)
        )
        return *self.outline(sheet, name), truths

    def outline(self, sheet: FactSheet, name: str) -> tuple[object, ...]:
        """The part of a signature that is soon told: where it differs, the whole does."""
        _, values = self._read_through(name)
        elements = tuple(sheet.elements(collection) for collection in COLLECTIONS)
        facts = tuple(
            (fact.value, fact.state)
            for value in values
            for bound in _bindings(sheet, _loops((value,)))
            for fact in (sheet.fact(value, bound),)
        )
        return elements, facts

    def alike(self, sheets: Sequence[SheetT], name: str) -> Iterator[Sequence[SheetT]]:
        """Sheets that differ in the answer to a question, those of one signature together, in order."""
        outlines: dict[tuple[object, ...], list[SheetT]] = {}
        for sheet in sheets:
            outlines.setdefault(self.outline(sheet, name), []).append(sheet)
        for those in outlines.values():
            together: dict[tuple[object, ...], list[SheetT]] = {}
            for sheet in those:
                together.setdefault(self.signature(sheet, name) if len(those) > 1 else (), []).append(sheet)
            yield from together.values()

    def _read_through(self, name: str) -> _Through:
        if name not in self._through:
            changed = [other for other, sources in self._sources_of.items() if name in sources]
            concerned = [decision for decision in self._decisions if not decision.names.isdisjoint(changed)]
            counting = self._values.union(*(each.names for each in concerned if each.of_waves))
            plain = tuple(decision for decision in concerned if not decision.of_waves)
            self._through[name] = plain, tuple(other for other in changed if other in counting)
        return self._through[name]

    @cached_property
    def _through(self) -> dict[str, _Through]:
        return {}

    @cached_property
    def _sources_of(self) -> Mapping[str, frozenset[str]]:
        return {name: with_sources((name,), self.library) for name in sorted(self.names)}

    @cached_property
    def _decisions(self) -> tuple[_Decision, ...]:
        conditions = (one for file in self.library.playbooks.values() for one in _conditions(file.value))
        return tuple(_decision(one) for one in {one.text: one for one in conditions}.values())

    @cached_property
    def _values(self) -> frozenset[str]:
        """The names whose value itself dates are made of."""
        items = (item for file in self.library.playbooks.values() for item in file.value.tasks)
        guards = (guard.around for file in self.library.playbooks.values() for guard in file.value.freezes)
        days = (name for item in items for name in _days_of(item))
        hours = self.library.hours_questions.values()
        return frozenset((*_READ_BY_PLANNING, *hours, *guards, *days))


def told_names(library: Library) -> frozenset[str]:
    """Every question that decides what else the documents hold: risks, measures, messages and the like."""
    playbooks = [file.value for file in library.playbooks.values()]
    return with_sources((name for playbook in playbooks for name in _read_for_content(playbook)), library)


def with_sources(names: Iterable[str], library: Library) -> frozenset[str]:
    """The names with those that their questions' own conditions and assumptions read, however far back."""
    found, reached = set[str](), [*names]
    while reached:
        name = reached.pop()
        if name not in found:
            found.add(name)
            reached.extend(_sources(name, library))
    return frozenset(found)


def _conditions(playbook: Playbook) -> Iterator[Expression]:
    """What decides on the work of a playbook, and on what it changes in others'."""
    items: tuple[Item, ...] = (*playbook.tasks, *playbook.freezes)
    found: list[Expression | None] = [item.when for item in items]
    if playbook.tasks or playbook.adjust or playbook.freezes:
        found.append(playbook.applies_when)
    found += [change.when for change in playbook.adjust]
    for item in playbook.tasks:
        if isinstance(item, Gate) and item.lead_time is not None:
            found += [case.when for case in item.lead_time.cases]
    return (condition for condition in found if condition is not None)


def _decision(condition: Expression) -> _Decision:
    names = condition.names
    prefixes = {name.partition(".")[0] for name in names}
    of_waves = "waves" in condition.collections or bool(prefixes & _OF_WAVES)
    return _Decision(condition, frozenset(names), _loops(names), of_waves)


def _key_of(condition: Expression, bound: Mapping[str, str]) -> tuple[object, ...]:
    return "holds", condition.text, *bound.items()


def _holds(condition: Expression, sheet: FactSheet, bound: Mapping[str, str]) -> bool:
    return decide(condition, sheet, bound)[0]


def _loops(names: Iterable[str]) -> tuple[str, ...]:
    """The lists whose elements some names are of."""
    return tuple(dict.fromkeys(GROUPS[one] for name in names if (one := name.partition(".")[0]) in GROUPS))


def _days_of(item: Work) -> Iterator[str]:
    """The names that a day or a number of days is taken from."""
    if isinstance(item, Gate | Milestone) and item.on is not None:
        yield item.on
    if isinstance(item, Gate) and item.lead_time is not None:
        yield from (case.days for case in item.lead_time.cases if case.days is not None)


def _bindings(sheet: FactSheet, loops: Sequence[str]) -> Iterator[Mapping[str, str]]:
    """Every combination of the elements of some lists."""
    for ids in product(*(sheet.elements(collection) for collection in loops)):
        yield dict(zip((ELEMENT_OF[collection] for collection in loops), ids, strict=True))


def _read_for_content(playbook: Playbook) -> Iterator[str]:
    items: tuple[Item, ...] = tuple(item for section in CONTENT for item in getattr(playbook, section))
    if items:
        yield from _names(playbook.applies_when)
    for item in items:
        yield from _names(item.when)


def _sources(name: str, library: Library) -> Iterator[str]:
    """What decides whether a question applies, and what it is worth until it is answered."""
    asked = library.asked.get(name)
    if asked is None:
        return
    if asked.question.group == "employers":
        yield from (other for other in _MADE_INTO_EMPLOYERS if other in library.questions)
    if asked.playbook is not None:
        yield from _names(library.playbooks[asked.playbook].value.applies_when)
    question = asked.question
    yield from _names(question.when)
    cases = question.unknown.cases if question.unknown is not None else ()
    for condition in (*(case.when for case in cases), *(case.when for case in question.settled)):
        yield from condition.names
    yield from _base_of(question)


def _base_of(question: Question) -> Iterator[str]:
    """The date that another one is assumed to follow."""
    raw = question.unknown.assume if question.unknown is not None else question.default
    value = read_assumption(question, raw) if question.type == "date" and raw is not None else None
    if isinstance(value, AfterDate):
        yield value.after


def _names(condition: Expression | None) -> tuple[str, ...]:
    return condition.names if condition is not None else ()
