"""What differs between two plans and by what, in words: days moved, amounts, answers, playbooks.

Shared texts name no private answer and no line of a file (semantics 26, design D8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rse_plan.documents.causes import place
from rse_plan.documents.words import Words, shortened
from rse_plan.planning.causes import Cause, Share
from rse_plan.planning.changes import Change, ChangeKind, ItemChange
from rse_plan.planning.comparison import Amounts, Moves, Shift, Turn, Turned
from rse_plan.planning.outline import OutlinedItem
from rse_plan.planning.plan import Shown, State
from rse_plan.source.span import Span

_WAVE = re.compile(r"wave-(\d+)")
LONGEST = 60
"""Characters of a title or a value within a line."""
MOST_ITEMS = 3
"""Items of a playbook that are named; the others are counted."""
DATES: Mapping[str, str] = {
    "first_opening": "first opening",
    "decision": "decision",
    "start": "start",
    "finish": "finish",
}
_STAGES: Mapping[str, str] = {
    "pilot.before": "pilot, hours a week before opening",
    "pilot.after": "pilot, hours a week after opening",
    "full.before": "full deployment, hours a week before opening",
    "full.after": "full deployment, hours a week after opening",
}
_CHANGED: Mapping[ChangeKind, str] = {
    ChangeKind.NAME: "{name}, who holds the role: {former} → {now}",
    ChangeKind.DEPUTY: "{name}, deputy: {former} → {now}",
    ChangeKind.HOURS: "{name}, hours a week: {former} → {now}",
    ChangeKind.ADJUST: "own change to {name}: {former} → {now}",
    ChangeKind.ABSENCES: "{name}, absences: {former} → {now}",
}


@dataclass(frozen=True)
class DiffWords:
    """The words of one comparison; `shared` leaves out what is for the lead alone."""

    words: Words
    moves: Moves
    shared: bool = False

    # --- days and amounts ---

    def shift(self, found: Shift) -> str:
        """+14 days, 9 working; nothing where one of the days is missing."""
        if found.days is None:
            return ""
        days = self.words.count("1 day", "{count} days", abs(found.days))
        told = f"{_sign(found.days)}{days}"
        if found.working is None:
            return told
        return self.words.count("{days}, 1 working", "{days}, {count} working", abs(found.working), days=told)

    def days(self, days: int) -> str:
        """+14 days."""
        told = self.words.count("1 day", "{count} days", abs(days))
        return f"{_sign(days)}{told}"

    def from_to(self, found: Shift) -> str:
        """28 April → 12 May 2027 (+14 days, 9 working)."""
        near = found.now or found.former
        told = f"{self.day(found.former, near)} → {self.day(found.now)}"
        shift = self.shift(found)
        return f"{told} ({shift})" if shift else told

    def day(self, day: date | None, near: date | None = None) -> str:
        """A day; with its year unless that of another one is told beside it."""
        if day is None:
            return self.words.say("no date")
        return self.words.day_and_month(day, near) if near is not None else self.words.date(day)

    def amount(self, name: str, value: int) -> str:
        """A total: a number of tasks, else time."""
        return self.words.number(value) if name == "tasks" else self.time(value)

    def time(self, minutes: int) -> str:
        """Whole hours from ten on, hours and minutes below."""
        return self.words.hours(_rounded(minutes))

    def more(self, name: str, value: int) -> str:
        """A difference, with its sign."""
        return f"{_sign(value)}{self.amount(name, abs(value))}"

    def change_of(self, found: Amounts) -> str:
        """310 h → 320 h (+10 h); to the minute where rounded hours would not add up."""
        if found.name != "tasks" and not _adds_up(found):
            former, now, more = map(self.words.hours, (found.former, found.now, abs(found.more)))
            return f"{former} → {now} ({_sign(found.more)}{more})"
        former, now = self.amount(found.name, found.former), self.amount(found.name, found.now)
        return f"{former} → {now} ({self.more(found.name, found.more)})"

    def person_days(self, found: Amounts) -> str:
        """The same effort in person-days, where their length is known."""
        lengths = [side.hours_a_day for side in (self.moves.former, self.moves.now)]
        if found.name != "effort" or lengths[0] is None or lengths[0] != lengths[1]:
            return ""
        former, now = (
            self.words.number(round(minutes / (lengths[0] * 60))) for minutes in (found.former, found.now)
        )
        return self.words.say("person-days: {former} → {now}", former=former, now=now)

    def total(self, name: str) -> str:
        """What a total is called."""
        plain = {"tasks": "tasks", "effort": "effort, all roles", "sponsor": "time of the sponsors"}
        return self.words.say({**plain, **_STAGES}.get(name, name))

    def role(self, role: str) -> str:
        """A role's title, of the present plan if it knows it."""
        title = self.moves.now.roles.get(role) or self.moves.former.roles.get(role)
        return self.words.title(title) if title is not None else role

    def title(self, item: OutlinedItem) -> str:
        """An item's title within a line."""
        return shortened(self.words.text(item.title), LONGEST)

    def whose(self, id_: str) -> str:
        """The community, company or wave that something is of; nothing where it is of the whole plan."""
        element = id_.partition("@")[2]
        if wave := _WAVE.fullmatch(element):
            return self.words.say("wave {number}", number=wave[1])
        names = {**self.moves.former.names, **self.moves.now.names}
        found = (name for key, name in names.items() if key.partition(":")[2] == element)
        return shortened(next(found, ""), LONGEST) if element else ""

    # --- causes ---

    def changes(self, cause: Cause) -> Iterator[str]:
        """What a cause is made of; the private part of it in one word where others read it."""
        hidden = [change for change in cause.changes if change.private]
        for change in cause.changes:
            if not (self.shared and change.private):
                yield self.change(change)
        if self.shared and hidden:
            yield self.words.say("decided by the project team")

    def change(self, change: Change) -> str:
        """One difference, with its line."""
        told = self._change(change)
        marks = [] if self.shared else [place(span) for span in filter(None, (_line_of(change),))]
        if change.private:
            marks.append(self.words.say("confidential"))
        return f"{told} ({', '.join(marks)})" if marks else told

    def _change(self, change: Change) -> str:
        if change.kind is ChangeKind.PLAYBOOK:
            return self._playbook(change)
        if self.shared and change.kind in (ChangeKind.ADJUST, ChangeKind.ADD):
            return self._own_work(change)
        shown = change.now or change.former
        name = shown.name.in_(self.words.language) if shown is not None else change.name
        if change.kind is ChangeKind.ELEMENT:
            value = shortened(self.words.value(shown), LONGEST) if shown is not None else change.element
            wording = "{name} added: {value}" if change.former is None else "{name} removed: {value}"
            return self.words.say(wording, name=name, value=value)
        if change.kind is ChangeKind.LIST:
            return self.words.say("the method’s lists: {name}", name=name)
        wording = _CHANGED.get(change.kind, "{name}: {former} → {now}")
        if change.of is not None:
            name = self.words.say("{name}, {element}", name=name, element=shortened(change.of, LONGEST))
        former, now = (self._end_of(change.kind, shown) for shown in (change.former, change.now))
        return self.words.say(wording, name=name, former=former, now=now)

    def _own_work(self, change: Change) -> str:
        """The answers' own work by titles: others know neither ids nor keys."""
        if change.kind is ChangeKind.ADJUST:
            return self.words.say("own change: {titles}", titles=self._titled(change.name))
        titles = self.words.listed(self._titled(item.ref) for item in change.items)
        return self.words.say("own items: {titles}", titles=titles)

    def _titled(self, ref: str) -> str:
        """The title of an item, or of the first of its instances."""
        for item in (*self.moves.now.items.values(), *self.moves.former.items.values()):
            if item.id == ref or item.id.startswith(f"{ref}@"):
                return self.title(item)
        return ref

    def _end_of(self, kind: ChangeKind, shown: Shown | None) -> str:
        if shown is None and kind in (ChangeKind.NAME, ChangeKind.DEPUTY):
            return self.words.say("nobody")
        if shown is None and kind is ChangeKind.HOURS:
            return self.words.say("not known")
        return self.value(shown)

    def _playbook(self, change: Change) -> str:
        shown = change.now or change.former
        title = self.words.title(shown.name) if shown is not None else change.name
        if change.former is None:
            return self.words.say("playbook added: {title}", title=title)
        if change.now is None:
            return self.words.say("playbook removed: {title}", title=title)
        told = self.words.say("playbook changed: {title}", title=title)
        if self.shared or not change.items:
            return told
        items = [self._item(item) for item in change.items[:MOST_ITEMS]]
        rest = len(change.items) - MOST_ITEMS
        if rest > 0:
            items.append(self.words.count("1 other", "{count} others", rest))
        return f"{told}{self.words.pause}{self.words.listed(items)}"

    def _item(self, item: ItemChange) -> str:
        span = item.now or item.former
        wording = "{id} changed (line {line})"
        if item.former is None:
            wording = "{id} added (line {line})"
        elif item.now is None:
            wording = "{id} removed (line {line})"
        return self.words.say(
            wording, id=item.ref.partition("/")[2], line=str(span.line) if span is not None else "?"
        )

    def value(self, shown: Shown | None) -> str:
        """What an answer is worth on one side."""
        if shown is None:
            return self.words.say("nothing")
        told = shortened(self.words.value(shown), LONGEST)
        if shown.state is State.ASSUMED:
            return self.words.say("{value} (assumed)", value=told)
        return told

    def share(self, share: Share, touched: int) -> str:
        """What a cause moves: dates, then totals; else how much it changes besides."""
        parts = [
            self.words.say("{name} {shift}", name=self.words.say(DATES[name]), shift=self.days(days))
            for name, days in share.dates.items()
            if days
        ]
        parts += [
            self.words.say("{name} {shift}", name=self.total(name), shift=self.more(name, more))
            for name, more in share.totals.items()
            if more
        ]
        if not parts:
            few, many = (
                "main dates and totals stay, 1 thing differs",
                "main dates and totals stay, {count} things differ",
            )
            parts = [self.words.count(few, many, touched)]
        return self.words.pause.join(parts)

    # --- assumptions ---

    def turned(self, found: Turned) -> str:
        """What became of an assumption."""
        words = self.words
        if found.turn is Turn.ARISEN:
            return words.say("newly assumed: {what}", what=self._said(found, found.now))
        if found.turn is Turn.LAPSED:
            return words.say("no longer assumed: {what}", what=self._said(found, found.former))
        name = self._name(found)
        former, now = self._end(found.former), self._end(found.now)
        return words.say("{name}: {former} → {now}", name=name, former=former, now=now)

    def became(self, found: Turned) -> str:
        """The same of what was answered, where an answer that only confirms what was assumed says so."""
        former, now = self._end(found.former), self._end(found.now)
        if found.turn is not Turn.ANSWERED or former != self.words.say("{value} (assumed)", value=now):
            return self.turned(found)
        wording = "{name}: {value}, as was assumed"
        return self.words.say(wording, name=self._name(found), value=now)

    def _end(self, said: Shown | str | None) -> str:
        if not isinstance(said, str):
            return self.value(said)
        _, colon, value = said.partition(":")  # a plan.json's words are “name: value”
        return value.strip() if colon else said

    def _said(self, found: Turned, said: Shown | str | None) -> str:
        value = shortened(self.words.value(said), LONGEST) if isinstance(said, Shown) else said or ""
        return self.words.say("{name}: {value}", name=self._name(found), value=value)

    def _name(self, found: Turned) -> str:
        shown = next((one for one in (found.now, found.former) if isinstance(one, Shown)), None)
        name = shown.name.in_(self.words.language) if shown is not None else found.question
        element = self._element(found)
        return self.words.say("{name}, {element}", name=name, element=element) if element else name

    def _element(self, found: Turned) -> str:
        """The element's name, where there are several of its sort."""
        sort = found.question.partition(".")[0]
        names = {**self.moves.former.names, **self.moves.now.names}
        several = sum(key.startswith(f"{sort}:") for key in names) > 1
        return shortened(names.get(f"{sort}:{found.element}", ""), LONGEST) if several else ""


def _sign(value: int) -> str:
    """A plus, or the sign that printers use for less than nothing."""
    return "\N{MINUS SIGN}" if value < 0 else "+"


def _line_of(change: Change) -> Span | None:
    """The line that tells of it now, else the one that did."""
    return change.now_span or change.former_span


def _rounded(minutes: int) -> int:
    return round(minutes / 60) * 60 if minutes >= 600 else minutes


def _adds_up(found: Amounts) -> bool:
    """Whether a reader who subtracts what is shown comes to the difference that is shown."""
    difference = _rounded(found.now) - _rounded(found.former)
    return abs(difference) == _rounded(abs(found.more))
