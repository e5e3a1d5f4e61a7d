"""What fixes a date, in words: one clause for each link of a chain, and answers with their lines.

For the deployment lead alone: private answers are named here, and marked so (semantics 26).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rse_plan.documents.standing import standing_whole
from rse_plan.documents.telling import NAMES, Telling
from rse_plan.documents.words import Words, shortened
from rse_plan.model.work import Gate
from rse_plan.planning.absences import SPONSOR
from rse_plan.planning.bounds import BoundKind
from rse_plan.planning.chain import Step, Stop
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.hours import Hours, hours_of
from rse_plan.planning.plan import Plan, Planned, Reason, State
from rse_plan.source.span import Span

LONGEST_TITLE = 60
"""Characters of another item's title within a cause."""
_GIVEN = (BoundKind.PINNED, BoundKind.REPORTED)
"""What fixes a date whatever comes before it."""
MOST_REASONS = 4
"""Answers told behind one cause; the others are counted."""


class Causes:
    """The causes of one plan's dates, told in one language."""

    def __init__(self, made: Plan, sheet: FactSheet, words: Words) -> None:
        self._made = made
        self._sheet = sheet
        self._words = words
        self._telling = Telling(made, words)

    # --- links ---

    def cause(self, step: Step) -> str:
        """What fixes a link's start, and what makes it long."""
        binding = (self._binding(step), *self._later(step), *self._given(step))
        parts = (*binding, *self._length(step), *self._stops(step))
        return self._words.pause.join(parts)

    def _binding(self, step: Step) -> str:
        kind = step.bound.kind
        if kind is BoundKind.PINNED:
            told = self.own_day(step.item) or self.reasons(step.reasons)
            return self._words.say("on the day given: {reasons}", reasons=told)
        if kind is BoundKind.LATE and step.after is not None:
            return self._just_in_time(step, step.after)
        if kind is BoundKind.CAPACITY:
            return self._capacity(step)
        if kind is BoundKind.FREEZE:
            return self._freeze(step)
        if kind is BoundKind.REPORTED:
            state = standing_whole(self._telling, step.item).plain
            return self._words.say("reported: {state}", state=state)
        return self._after(step, step.after) if step.after is not None else self._start()

    def _start(self) -> str:
        fact = self._sheet.fact("calendar.start", {})
        where = f" ({place(fact.span)})" if fact.span is not None else ""
        return self._words.say("from the plan’s start{where}", where=where)

    def _after(self, step: Step, after: Planned) -> str:
        if step.lag is None:
            return self._words.say("after: {title}", title=self.title(after))
        lapse = self._words.lapse(step.lag)
        return self._words.say("{lapse} after: {title}", lapse=lapse, title=self.title(after))

    def _just_in_time(self, step: Step, served: Planned) -> str:
        day = self._words.day(served.start, self._made.start)
        title = self.title(served)
        if step.lag is None:
            return self._words.say("as late as possible before: {title}, on {day}", title=title, day=day)
        lapse = self._words.lapse(step.lag)
        return self._words.say(
            "as late as possible, {lapse} before: {title}, on {day}", lapse=lapse, title=title, day=day
        )

    def _given(self, step: Step) -> Iterator[str]:
        """The day of the answers that something else fixes as well, or has put off."""
        own = self.own_day(step.item) if step.bound.kind is not BoundKind.PINNED else ""
        if own:
            yield self._words.say("later than the day given: {reasons}", reasons=own)
        if step.given:
            told = self.reasons(step.given)
            passed, given = "later than the day given: {reasons}", "also the day given: {reasons}"
            yield self._words.say(passed if step.passed else given, reasons=told)

    def own_day(self, item: Planned) -> str:
        """The day that the answers' own entry gives, with its line; nothing where there is none."""
        given = item.chosen.given
        day = (given.start or given.finish) if given is not None else None
        if given is None or day is None or given.stated is None:
            return ""
        where = place(given.stated.span("start" if given.start is not None else "finish"))
        return self._words.say("{what} ({where})", what=self._words.day(day, self._made.start), where=where)

    def _later(self, step: Step) -> Iterator[str]:
        """The hours for want of which work just in time stands no nearer to what it serves."""
        if step.bound.kind is not BoundKind.LATE or not step.bound.roles:
            return
        who, titles = self._who(step), [self.title(item) for item in step.between]
        if not titles:
            yield self._words.say("no later for want of hours ({who})", who=who)
            return
        wording = "no later for want of hours ({who}), taken in between by: {titles}"
        yield self._words.say(wording, who=who, titles=self._words.listed(self._few(titles)))

    def _capacity(self, step: Step) -> str:
        who = self._who(step)
        if step.after is None:
            return self._words.say("waits for hours ({who})", who=who)
        if not _takes(step.after, step.bound.roles):
            titles = self._words.listed(self._recurring(step) or [self.title(step.after)])
            return self._words.say(
                "waits for hours ({who}), taken by recurring work: {titles}", who=who, titles=titles
            )
        return self._taken(who, step.after, step.item)

    def _who(self, step: Step) -> str:
        """The roles that are short of hours, each with the line of them."""
        roles = [self.hours(found) for found in step.hours] or [
            self._telling.role(role) for role in step.bound.roles
        ]
        return self._words.pause.join(roles)

    def _taken(self, who: str, taker: Planned, item: Planned) -> str:
        """Who takes the hours; until when, where the taker's dates still show it."""
        words, title = self._words, self.title(taker)
        if taker.finish < item.start:
            day = words.day(taker.finish, self._made.start)
            return words.say(
                "waits for hours ({who}), taken until {day} by: {title}", who=who, day=day, title=title
            )
        if taker.bound.kind is BoundKind.LATE:
            wording = "waits for hours ({who}), taken by: {title} (since placed as late as possible)"
            return words.say(wording, who=who, title=title)
        return words.say("waits for hours ({who}), taken by: {title}", who=who, title=title)

    def _recurring(self, step: Step) -> list[str]:
        """Recurring work under way that takes the hours a link waits for."""
        found = [
            self.title(item)
            for item in self._made.items
            if item.kind == "ongoing" and item.start < step.item.start and _takes(item, step.bound.roles)
        ]
        return self._few(found)

    def _few(self, titles: Sequence[str]) -> list[str]:
        """The first titles; the others are counted."""
        rest = len(titles) - NAMES
        others = [self._words.count("1 other", "{count} others", rest)] if rest > 0 else []
        return [*titles[:NAMES], *others]

    def _freeze(self, step: Step) -> str:
        parts = [
            self._words.say("waits for the end of a freeze ({period})", period=self._stop(step.freeze))
            if step.freeze is not None
            else self._words.say("waits for the end of a freeze")
        ]
        if step.after is not None:
            parts.append(self._after(step, step.after))
        return self._words.pause.join(parts)

    def _length(self, step: Step) -> Iterator[str]:
        item = step.item
        idle = [role for role, minutes in item.effort.items() if minutes and self._has_no_hours(role)]
        if idle:
            roles = self._words.listed(map(self._telling.role, idle))
            yield self._words.say("nobody can do it: no hours ({roles})", roles=roles)
        if isinstance(item.item, Gate) and item.lead is not None and step.bound.kind not in _GIVEN:
            yield self._lead_time(step)
        elif step.stretch is not None:
            yield self._words.say(
                "takes {days} instead of {stated}: {who}",
                days=self._working_days(item.days),
                stated=self._working_days(step.stretch.stated),
                who=self.hours(step.stretch.hours),
            )

    def _has_no_hours(self, role: str) -> bool:
        found = hours_of(role, self._sheet) if role != SPONSOR[0] else None
        return found is not None and not found.hours

    def _lead_time(self, step: Step) -> str:
        item, words = step.item, self._words
        if item.lead is None:
            return ""
        told = words.say("lasts {lapse}", lapse=words.lapse(item.lead.taken))
        if item.lead.why is not None:
            told = f"{told} ({words.title(item.lead.why)})"
        if not step.reasons:
            return told
        return words.say("{what} because {reasons}", what=told, reasons=self.reasons(step.reasons))

    def _stops(self, step: Step) -> Iterator[str]:
        yield from map(self.stop, step.stops)

    def stop(self, stop: Stop) -> str:
        """Closed days and whose they are: “closure (2–20 Aug, answers.yaml:52)”."""
        period = self._stop(stop)
        if stop.role is not None:
            role = self._telling.role(stop.role)
            return self._words.say("{role} away ({period})", role=role, period=period)
        if stop.question == "calendar.freezes":
            return self._words.say("freeze ({period})", period=period)
        return self._words.say("closure ({period})", period=period)

    def _stop(self, stop: Stop) -> str:
        told = [self._words.period(stop.first, stop.last, self._made.start)]
        if stop.title is not None:
            told.insert(0, self._words.text(stop.title))
        if stop.span is not None:
            told.append(place(stop.span))
        if stop.private:
            told.append(self._words.say("confidential"))
        return ", ".join(told)

    def _working_days(self, days: int) -> str:
        return self._words.count("1 working day", "{count} working days", days)

    # --- answers ---

    def hours(self, found: Hours) -> str:
        """A role's hours a week: “community manager: 8 h a week, answers.yaml:52”."""
        told = self._words.say(
            "{role}: {hours} a week",
            role=self._telling.role(found.role),
            hours=self._words.hours(found.hours * 60),
        )
        marks = [self._words.say("assumed")] if found.assumed else []
        return ", ".join((told, *marks, *([place(found.span)] if found.span is not None else [])))

    def reasons(self, reasons: Sequence[Reason]) -> str:
        """Several answers with their lines."""
        told = [self.reason(reason) for reason in reasons[:MOST_REASONS]]
        rest = len(reasons) - MOST_REASONS
        if rest > 0:
            told.append(self._words.count("1 other", "{count} others", rest))
        return self._words.listed(told)

    def reason(self, reason: Reason) -> str:
        """An answer with where it stands: “works council: yes (assumed, answers.yaml:31)”."""
        shown, words = reason.shown, self._words
        named = words.say("{name}: {value}", name=shown.name.in_(words.language), value=words.value(shown))
        marks = []
        if shown.state is State.ASSUMED:
            marks.append(words.say("assumed"))
        if reason.span is not None:
            marks.append(place(reason.span))
        if reason.private:
            marks.append(words.say("confidential"))
        return f"{named} ({', '.join(marks)})" if marks else named

    def title(self, item: Planned) -> str:
        """An item's title within a sentence."""
        return shortened(self._words.text(item.title), LONGEST_TITLE)


def _takes(item: Planned, roles: Sequence[str]) -> bool:
    """Whether an item takes hours of one of these roles."""
    return any(item.effort.get(role) for role in roles)


def place(span: Span) -> str:
    """A file and its line, as editors and terminals read it."""
    return f"{span.path}:{span.line}"
