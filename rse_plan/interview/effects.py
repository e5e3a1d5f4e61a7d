"""What an answer changes: the plan made again, quickly, with each that could be given (semantics 24, 40)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from rse_plan.errors import UserError
from rse_plan.interview.agenda import Ask
from rse_plan.interview.tries import answered, imagined, tries
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.model.work import Item
from rse_plan.pipeline import prepare
from rse_plan.planning.build import Prepared
from rse_plan.planning.dated_names import CONTENT, DatedNames, told_names
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.jobs import Job
from rse_plan.planning.levelling.effort import QUICK
from rse_plan.planning.schedule import first_opening
from rse_plan.planning.select import decide, loop, select
from rse_plan.planning.waves import assign_waves

Size = tuple[object, ...]
"""What a piece of work is: other answers may make it longer, or ask more of a role."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What may come of another answer than the one that is taken now.

    `tasks` is work that one answer has and another has not, or not of the same length or effort; `entries`
    are risks, measures, messages and the like that depend on it; `earlier` and `later` are calendar days by
    which the first opening may move (0 when it does not, or when nothing opens).
    """

    tasks: int = 0
    entries: int = 0
    earlier: int = 0
    later: int = 0

    @property
    def days(self) -> int:
        """The most that the first opening may move, either way."""
        return max(self.earlier, self.later)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A plan as far as answers are compared: its work by id, and its first opening."""

    work: Mapping[str, Size]
    opening: date | None


@dataclass(frozen=True, eq=False)
class Effects:
    """What answers change, with one library; `start` stands for a start that nobody has said yet."""

    library: Library
    voice: Voice
    start: date
    _latest: list[tuple[Answers, _Outcome | None]] = field(default_factory=list, repr=False)

    def of(self, ask: Ask, answers: Answers) -> Effect:
        """What answering a question may change, beside the answers given so far."""
        sheet = FactSheet(imagined(answers, ask, self.start), self.library)
        now = self._present(sheet.answers) if ask.question.id in self._dates.names else None
        given = self._tried(ask, sheet, now)
        entries = self._differing_entries([sheet, *given]) if ask.question.id in self._told else 0
        return _effect(now, self._others(ask, sheet, given), entries) if now else Effect(entries=entries)

    def days(self, ask: Ask, answers: Answers) -> int:
        """By how many days an answer may move the first opening."""
        if ask.question.id not in self._dates.names:
            return 0
        sheet = FactSheet(imagined(answers, ask, self.start), self.library)
        now = self._present(sheet.answers)
        if now is None or now.opening is None:
            return 0
        return _effect(now, self._others(ask, sheet, self._tried(ask, sheet, now))).days

    def in_order(self, asks: Sequence[Ask], answers: Answers) -> Sequence[Ask]:
        """Questions so that those come first that may move the first opening most; else as they were.

        Of a question that is asked of several elements, the first one speaks for all.
        """
        days: dict[str, int] = {}
        for ask in asks:
            if ask.question.id not in days:
                days[ask.question.id] = self.days(ask, answers)
        return sorted(asks, key=lambda ask: -days[ask.question.id])

    @cached_property
    def _dates(self) -> DatedNames:
        return DatedNames(self.library)

    @cached_property
    def _told(self) -> frozenset[str]:
        return told_names(self.library)

    def _tried(self, ask: Ask, sheet: FactSheet, now: _Outcome | None) -> list[FactSheet]:
        """What every name would be worth with each answer that could be given instead."""
        values = tries(ask, sheet, now.opening if now is not None else None)
        return [FactSheet(answered(ask, value, sheet, self.voice), self.library) for value in values]

    def _others(self, ask: Ask, sheet: FactSheet, given: Iterable[FactSheet]) -> list[_Outcome]:
        """The plans that differ in their work or its days, each made once."""
        name = ask.question.id
        different = {self._dates.signature(other, name): other for other in given}
        different.pop(self._dates.signature(sheet, name), None)
        outcomes = (self._planned(other.answers) for other in different.values())
        return [outcome for outcome in outcomes if outcome is not None]

    def _present(self, answers: Answers) -> _Outcome | None:
        """The plan of the answers as they are, which one question after the other is compared with."""
        for known, outcome in self._latest:
            if known == answers:
                return outcome
        outcome = self._planned(answers)
        self._latest[:] = [(answers, outcome)]  # replaced at once: another thread may be reading
        return outcome

    def _planned(self, answers: Answers) -> _Outcome | None:
        """The plan of some answers; None when they lead to none that can be made."""
        try:
            ready = prepare(answers, self.library, work_only=True)
            return _Outcome(dict(_work(ready)), first_opening(ready.grid, QUICK))
        except UserError:
            return None

    def _differing_entries(self, compared: Sequence[FactSheet]) -> int:
        """How many risks, measures, messages and the like one of the answers has and another has not."""
        found = [frozenset(_instances(self.library, sheet)) for sheet in compared]
        return len(frozenset.union(*found) - frozenset.intersection(*found))


def _effect(now: _Outcome, others: Sequence[_Outcome], entries: int = 0) -> Effect:
    works = [now.work, *(other.work for other in others)]
    named = dict.fromkeys(name for work in works for name in work)
    moved = [
        (other.opening - now.opening).days
        for other in others
        if other.opening is not None and now.opening is not None
    ]
    return Effect(
        tasks=sum(len({work.get(name) for work in works}) > 1 for name in named),
        entries=entries,
        earlier=max(0, -min(moved, default=0)),
        later=max(0, max(moved, default=0)),
    )


def _work(ready: Prepared) -> Iterator[tuple[str, Size]]:
    for chosen, job in zip(ready.network.items, ready.jobs, strict=True):
        yield chosen.id, _size(job)


def _size(job: Job) -> Size:
    lead = str(job.lead.taken) if job.lead is not None else None
    return job.kind, job.days, lead, job.on, *job.effort.items()


def _instances(library: Library, facts: FactSheet) -> Iterator[str]:
    sheet = replace(facts, waves=assign_waves(facts))  # some measures are a wave's
    for selected in select(library, sheet).selected:
        for section in CONTENT:
            items: Sequence[Item] = getattr(selected.file.value, section)
            for item in items:
                for elements in loop(sheet, item.for_each, selected.elements):
                    if decide(item.when, sheet, elements)[0]:
                        yield "@".join((f"{selected.file.value.id}/{item.id}", *elements.values()))
