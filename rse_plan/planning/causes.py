"""By what two plans differ: each difference of their answers and playbooks applied, one after the other.

The steps lead from one plan to the other, so that what each of them moves adds up to the whole. Both
directions walk the same way: the comparison of B with A mirrors that of A with B.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from rse_plan.errors import UserError
from rse_plan.model.answers_together import check_together
from rse_plan.planning.answer_changes import AnswerChanges, aligned, differing_slots, mixed_answers
from rse_plan.planning.changes import Change, Side, Slot
from rse_plan.planning.comparison import Key, Moves, in_both_orders, moves, totals_of
from rse_plan.planning.hashes import hash_answers
from rse_plan.planning.library_changes import LIST, PLAYBOOK, differing_files, file_change, mixed_library
from rse_plan.planning.outline import Outline
from rse_plan.planning.together import Together

Outlined = Callable[[Side], Outline]
"""The outline of a side's plan, all made at one effort. Raises UserError where no plan can be made."""
DATES = ("first_opening", "decision", "start", "finish")


@dataclass(frozen=True, slots=True)
class Share:
    """What one cause moves: calendar days by date (None where one plan has no such day), totals by name."""

    dates: Mapping[str, int | None]
    totals: Mapping[str, int]

    def __bool__(self) -> bool:
        return any(self.dates.values()) or any(self.totals.values())


@dataclass(frozen=True, slots=True)
class Cause:
    """Differences that go together, what they move, and what is otherwise because of them.

    `touched` has the calendar days by which each item moves in this step; None for what comes, goes, or
    changes otherwise.
    """

    changes: tuple[Change, ...]
    share: Share
    touched: Mapping[Key, int | None]

    @property
    def private(self) -> bool:
        """Whether it rests on an answer that no shared document may name."""
        return any(change.private for change in self.changes)


@dataclass(frozen=True, slots=True)
class Explained:
    """All that differs, and by what."""

    moves: Moves
    causes: tuple[Cause, ...]


def explained(former: Side, now: Side, outlined: Outlined) -> Explained:
    """What differs between the plans of two sides, and the share of each cause, in questionnaire order.

    Raises UserError where one of the two plans cannot be made.
    """
    ends = outlined(former), outlined(now)
    former, now = aligned(former, now), aligned(now, former)
    turned = _mark(now) < _mark(former)
    base, other = (now, former) if turned else (former, now)
    outlines = (ends[1], ends[0]) if turned else ends
    told = _told(former, now)
    causes = []
    for slots, before, after in _Path(base, other, outlined, told).steps(*outlines):
        moved = moves(after, before) if turned else moves(before, after)
        changes = tuple(told[slot] for slot in slots)
        causes.append(Cause(changes, share_of(moved), _touched(moved)))
    return Explained(moves(*ends), tuple(causes))


def _told(former: Side, now: Side) -> Mapping[Slot, Change]:
    """All that differs, in the order of library and questionnaire, but for what counts on neither side."""
    files = differing_files(former.library, now.library)
    found = {slot: file_change(slot, former.library, now.library) for slot in files}
    answers = AnswerChanges.between(former, now)
    for slot in differing_slots(former, now):
        change = answers.change(slot)
        if change is not None:
            found[slot] = change
    return found


def _mark(side: Side) -> tuple[int, str]:
    """What tells two sides apart by their contents alone: it says at which of them the way begins."""
    library = side.library
    digests = sorted(document.digest for document in library.documents)
    content = json.dumps([hash_answers(side.answers), digests])
    return side.answers.version, sha256(content.encode()).hexdigest()


def share_of(moved: Moves) -> Share:
    """What a step moves."""
    former, now = moved.former, moved.now
    dates: dict[str, int | None] = {}
    for name in DATES:
        before, after = getattr(former, name), getattr(now, name)
        dates[name] = (after - before).days if before is not None and after is not None else None
    old, new = totals_of(former), totals_of(now)
    return Share(dates, {name: new.get(name, 0) - old.get(name, 0) for name in in_both_orders(old, new)})


def _touched(moved: Moves) -> Mapping[Key, int | None]:
    days = {("item", each.now.id): each.day.days for each in moved.moved}
    return {key: days.get((key[0], key[1])) for key in sorted(moved.keys())}


# --- the way ---

Step = tuple[tuple[Slot, ...], Outline, Outline]
"""What is taken over, and the plans before and after it."""


@dataclass(frozen=True)
class _Path:
    """`told` are the differences that make steps; those that count for nothing go with the last one."""

    base: Side
    other: Side
    outlined: Outlined
    told: Collection[Slot]

    def steps(self, first: Outline, last: Outline) -> list[Step]:
        """The way from base to other; where no plan can be made, the next difference is taken along."""
        groups = self._groups()
        found: list[Step] = []
        waiting: list[Slot] = []
        taken: list[Slot] = []
        before = first
        for position, group in enumerate(groups):
            waiting.extend(group)
            taken.extend(group)
            is_last = position == len(groups) - 1
            after = last if is_last else self._between(taken, first, last)
            if after is not None:
                found.append((tuple(waiting), before, after))
                before, waiting = after, []
        return found

    def _groups(self) -> Sequence[tuple[Slot, ...]]:
        files = differing_files(self.base.library, self.other.library)
        answers = [slot for slot in differing_slots(self.base, self.other) if slot in self.told]
        return (*((slot,) for slot in files), *Together(self.base, self.other, answers).groups())

    def _between(self, taken: Sequence[Slot], first: Outline, last: Outline) -> Outline | None:
        files = [slot for slot in taken if slot[0] in (PLAYBOOK, LIST)]
        library = mixed_library(self.base.library, self.other.library, files)
        answers = mixed_answers(self.base, self.other, taken)
        if library is None or next(check_together(answers), None) is not None:
            return None
        try:
            found = self.outlined(Side(answers, library))
        except UserError:
            return None
        lost = found.first_opening is None and None not in (first.first_opening, last.first_opening)
        return None if lost else found
