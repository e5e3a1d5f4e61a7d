"""Several plans as one table in one language, for whoever leads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rse_plan.documents.pending_view import PendingWords, opened
from rse_plan.documents.words import Words, shortened
from rse_plan.locales import translator
from rse_plan.planning.pending import Pending
from rse_plan.planning.portfolio import Member, Portfolio, SharedOverload

LONGEST_NAME = 32
"""Characters of an organisation's or a person's name: cut at a word beyond."""
LONGEST_FAULT = 110
"""Characters of why a plan cannot hold; `check` of that plan tells it whole."""
MOST_PLANS = 4
"""Plans named behind a person; the others are counted."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A part of the table: its title, rows of cells, and what is said under them."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class PortfolioWords:
    """Several plans in one language; `left_out` are the answers files that no plan could be made of."""

    found: Portfolio
    words: Words
    left_out: tuple[str, ...] = ()

    def title(self) -> str:
        """How many plans, and the day."""
        words, count = self.words, len(self.found.members)
        plans = words.count("1 plan", "{count} plans", count) if count else words.say("no plan")
        if self.found.today is None:
            return words.say("{plans}, as they were planned: nothing is reported of them", plans=plans)
        return words.say("{plans} on {day}", plans=plans, day=words.weekday(self.found.today))

    def parts(self) -> tuple[Rows, ...]:
        """What cannot hold, what opens, what is late, what waits, who is wanted twice: those with rows."""
        words = self.words
        every = (
            Rows(words.say("cannot hold"), tuple(self._failing()), self._see_check()),
            Rows(words.say("next openings"), tuple(self._openings())),
            Rows(words.say("late"), tuple(self._late())),
            Rows(words.say("decisions that wait"), tuple(self._waiting())),
            Rows(words.say("people wanted by several plans"), tuple(self._overloads()), self._whose_hours()),
            Rows(words.say("left out: see the messages"), tuple((path,) for path in self.left_out)),
        )
        return tuple(part for part in every if part.rows)

    def name(self, member: Member) -> str:
        """The organisation, with the file where another plan has the same name."""
        name = shortened(self.words.typed(member.organisation), LONGEST_NAME)
        if not name:
            return member.path
        return f"{name} ({member.path})" if self._names[member.organisation] > 1 else name

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(member.organisation for member in self.found.members)

    # --- rows ---

    def _failing(self) -> Iterator[tuple[str, ...]]:
        translate = translator(self.words.language)
        for member in self.found.members:
            if member.errors:
                first, *rest = (found.message.in_words(translate) for found in member.errors)
                said = shortened(self.words.typed(first), LONGEST_FAULT)
                others = self.words.count("1 other", "{count} others", len(rest)) if rest else ""
                yield self.name(member), self.words.pause.join(filter(None, (said, others)))

    def _see_check(self) -> str:
        return self.words.say("rse-plan check with the one file says more, and the ways out")

    def _openings(self) -> Iterator[tuple[str, ...]]:
        words = self.words
        for member, opening in self.found.openings:
            yield words.date(opening.day), self.name(member), opened(words, opening.communities)
        told = {member.path for member, _ in self.found.openings}
        for member in self.found.members:
            if member.path not in told:
                yield "–", self.name(member), words.say("nothing more is to open")

    def _late(self) -> Iterator[tuple[str, ...]]:
        for member, late in self.found.late:
            told = self.told(member.pending)
            title = f"{told.title(late.item)} ({late.item.id})"
            yield told.days(late), self.name(member), title, told.cause(late)

    def _waiting(self) -> Iterator[tuple[str, ...]]:
        words = self.words
        for member, waiting in self.found.waiting:
            told = self.told(member.pending)
            title = f"{told.title(waiting.of)} ({waiting.id})"
            yield words.date(waiting.due), self.name(member), title, told.state(waiting)

    def told(self, pending: Pending | None) -> PendingWords:
        """The words for where one of the plans stands."""
        if pending is None:
            raise ValueError("nothing is late or waits in a plan without a day")
        return PendingWords(pending, self.words)

    # --- people ---

    def _overloads(self) -> Iterator[tuple[str, ...]]:
        for one in self.found.overloads:
            yield shortened(one.name, LONGEST_NAME), self.overload(one)

    def overload(self, one: SharedOverload) -> str:
        """The weeks, what is planned in the fullest, by which plans, and what these count on."""
        words = self.words
        first, last = words.date(one.first), words.date(one.last)
        weeks = (
            words.say("week of {day}", day=first)
            if one.first == one.last
            else words.say("weeks of {day} to {last}", day=first, last=last)
        )
        return words.say(
            "{weeks}: up to {planned} a week for {plans}; one plan counts on {most} at the most, "
            "all of them on {together}",
            weeks=weeks,
            planned=words.hours(one.planned),
            plans=self._plans(one),
            most=words.hours(one.most),
            together=words.hours(one.together),
        )

    def _plans(self, one: SharedOverload) -> str:
        names = [self.name(share.member) for share in one.shares[:MOST_PLANS]]
        rest = len(one.shares) - MOST_PLANS
        if rest > 0:
            names.append(self.words.count("1 other", "{count} others", rest))
        return self.words.listed(names)

    def _whose_hours(self) -> str:
        return self.words.say(
            "whether these hours are the same ones, no plan knows: ask each person what is left of the week"
        )
