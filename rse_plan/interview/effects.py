"""What an answer changes: the plan made again, quickly, with each that could be given (semantics 24, 40)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from threading import Lock

from rse_plan.errors import UserError
from rse_plan.interview.agenda import Ask
from rse_plan.interview.tries import answered, imagined, tries
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.pipeline import prepare_from
from rse_plan.planning.dated_names import CONTENT, DatedNames, told_names
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.jobs import Job
from rse_plan.planning.levelling.effort import QUICK
from rse_plan.planning.prepared import Prepared
from rse_plan.planning.schedule import first_opening
from rse_plan.planning.select import Selected, decide, loop, select
from rse_plan.planning.traced import TracedSheet
from rse_plan.planning.waves import assign_waves

Size = tuple[object, ...]
"""What a piece of work is: other answers may make it longer, or ask more of a role."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What may come of another answer than the one that is taken now.

    `tasks` is work that one answer has and another has not, or not of the same length or effort; `entries`
    are risks, measures, messages and the like that depend on it; `earlier` and `later` are calendar days by
    which the first opening may move (0 when it does not, or when nothing opens). `rests_on_others` tells
    of an answer that changes nothing as things stand that it is read beside others, which may change.
    """

    tasks: int = 0
    entries: int = 0
    earlier: int = 0
    later: int = 0
    rests_on_others: bool = False

    @property
    def days(self) -> int:
        """The most that the first opening may move, either way."""
        return max(self.earlier, self.later)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A plan as far as answers are compared: its work by id, and its first opening."""

    work: Mapping[str, Job]
    opening: date | None


@dataclass(frozen=True, slots=True)
class _Present:
    """The answers as they are, and their plan; None when they lead to none that can be made."""

    sheet: TracedSheet
    outcome: _Outcome | None


@dataclass(frozen=True, eq=False)
class Effects:
    """What answers change, with one library; `start` stands for a start that nobody has said yet."""

    library: Library
    voice: Voice
    start: date
    _latest: list[_Present] = field(default_factory=list, repr=False)
    _one_at_a_time: Lock = field(default_factory=Lock, repr=False)
    """What is worked out for a question that has been left goes on beside the next one's."""

    def of(self, ask: Ask, answers: Answers) -> Effect:
        """What answering a question may change, beside the answers given so far."""
        with self._one_at_a_time:
            present = self._present(imagined(answers, ask, self.start))
            is_told = ask.question.id in self._told
            now = self._entries_of(present.sheet) if is_told else frozenset[str]()  # first: to be taken over
            given = self._given(ask, present)
            found = self._moved(ask, present, given)
            if is_told:
                compared = [now, *map(self._entries_of, given)]
                differing = frozenset.union(*compared) - frozenset.intersection(*compared)
                found = replace(found, entries=len(differing))
            is_read = is_told or ask.question.id in self._dates.names
            return replace(found, rests_on_others=is_read and found == Effect())

    def days(self, ask: Ask, answers: Answers) -> int:
        """By how many days an answer may move the first opening."""
        if ask.question.id not in self._dates.names:
            return 0
        with self._one_at_a_time:
            present = self._present(imagined(answers, ask, self.start))
            if present.outcome is None or present.outcome.opening is None:
                return 0
            return self._moved(ask, present, self._given(ask, present)).days

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

    def _present(self, answers: Answers) -> _Present:
        """The plan of the answers as they are, which one question after the other is compared with."""
        latest = self._latest[0] if self._latest else None
        if latest is not None and latest.sheet.answers == answers:
            return latest
        sheet = latest.sheet.varied(answers) if latest is not None else TracedSheet(answers, self.library)
        present = _Present(sheet, _planned(sheet))
        self._latest[:] = [present]
        return present

    def _given(self, ask: Ask, present: _Present) -> list[TracedSheet]:
        """What every name would be worth with each answer that could be given instead."""
        sheet, outcome = present.sheet, present.outcome
        if ask.question.id in self._dates.names:
            self._dates.signature(sheet, ask.question.id)  # first: to be taken over
        values = tries(ask, sheet, outcome.opening if outcome is not None else None)
        return [sheet.varied(answered(ask, value, sheet, self.voice)) for value in values]

    def _moved(self, ask: Ask, present: _Present, given: Sequence[TracedSheet]) -> Effect:
        """What comes of the answers in the plan; those that are told to be alike are planned once."""
        name, now = ask.question.id, present.outcome
        if now is None or name not in self._dates.names:
            return Effect()
        # The present sheet comes first, so that what is like it is not planned again.
        _, *different = self._dates.alike([present.sheet, *given], name)
        plans = (_planned(others[0]) for others in different)
        return _effect(now, [found for found in plans if found is not None])

    def _entries_of(self, sheet: TracedSheet) -> frozenset[str]:
        """The risks, measures, messages and the like of some answers, by id."""
        return frozenset(_instances(self.library, sheet))


def _planned(sheet: TracedSheet) -> _Outcome | None:
    """The plan of some answers; None when they lead to none that can be made."""
    try:
        ready = prepare_from(sheet, work_only=True)
        return _Outcome(_work(ready), first_opening(ready.grid, QUICK))
    except UserError:
        return None


def _effect(now: _Outcome, others: Sequence[_Outcome]) -> Effect:
    works = [now.work, *(other.work for other in others)]
    named = dict.fromkeys(name for work in works for name in work)
    moved = [
        (other.opening - now.opening).days
        for other in others
        if other.opening is not None and now.opening is not None
    ]
    return Effect(
        tasks=sum(_differ([work.get(name) for work in works]) for name in named),
        earlier=max(0, -min(moved, default=0)),
        later=max(0, max(moved, default=0)),
    )


def _work(ready: Prepared) -> Mapping[str, Job]:
    return {chosen.id: job for chosen, job in zip(ready.network.items, ready.jobs, strict=True)}


def _differ(jobs: Sequence[Job | None]) -> bool:
    """Whether a piece of work is not in every plan, or not of the same size in each."""
    first, *others = jobs
    return any(
        job is not first and (job is None or first is None or _size(job) != _size(first)) for job in others
    )


def _size(job: Job) -> Size:
    lead = str(job.lead.taken) if job.lead is not None else None
    return job.kind, job.days, lead, job.on, *job.effort.items()


def _instances(library: Library, facts: TracedSheet) -> Iterator[str]:
    sheet = facts.in_waves or facts.with_waves(assign_waves(facts))  # some measures are a wave's
    for selected in select(library, sheet).selected:
        yield from sheet.kept(partial(_key_of, selected), partial(_entries, selected, sheet))


def _key_of(selected: Selected) -> tuple[str, ...]:
    return "entries", selected.file.value.id, *selected.elements.values()


def _entries(selected: Selected, sheet: FactSheet) -> tuple[str, ...]:
    """The entries of one playbook, for one element of its loop."""
    playbook = selected.file.value
    return tuple(
        "@".join((f"{playbook.id}/{item.id}", *elements.values()))
        for section in CONTENT
        for item in getattr(playbook, section)
        for elements in loop(sheet, item.for_each, selected.elements)
        if decide(item.when, sheet, elements)[0]
    )
