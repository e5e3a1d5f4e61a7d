"""At most five lines on top of a plan made again: what moved, by how much, because of what, who decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rse_plan.documents.decisions import NO, Taken, taken_on_item
from rse_plan.documents.diff_words import DiffWords
from rse_plan.documents.opening import has_opened
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, line
from rse_plan.documents.words import shortened
from rse_plan.model.amounts import Unit, read_amount
from rse_plan.model.progress import Report
from rse_plan.planning.comparison import Moved, Shift, Turned
from rse_plan.planning.news import Because, Development, News, Root
from rse_plan.planning.outline import OutlinedItem
from rse_plan.planning.plan import Planned
from rse_plan.planning.standing import LATER

MOST = 5
"""Lines on top."""
MOST_NAMED = 2
"""Titles of what came or went."""
_DECIDED = {
    NO: ("the answer was no on {day}", "“{title}” was answered no on {day}"),
    LATER: ("the decision was put off on {day}", "“{title}” was put off on {day}"),
    "": ("it was decided on {day}", "“{title}” was decided on {day}"),
}
"""What is said of an answer: where the line has named the decision already, and elsewhere."""
LONGEST_TITLE, LONGEST_REASON = 54, 64
"""Characters of an item's title, and of what somebody typed."""


def news_lines(telling: Telling, most: int = MOST) -> tuple[Line, ...]:
    """What is new in a plan made again, most important first; what finds no room is counted in the end."""
    news = telling.plan.news
    if news is None:
        return ()
    told = _NewsWords(telling, news)
    found = [told.development(one) for one in news.developments]
    found += [told.settled(turned) for turned in news.settled]
    if not found:
        found = [telling.words.say("No date has moved since the plan before.")]
    found = [*told.refused(), *found]
    found += told.coming_and_going()
    if len(found) > most:
        rest = len(found) - most + 1
        more = telling.words.count("1 more change", "{count} more changes", rest)
        found = [*found[: most - 1], telling.words.say("{more}, in the dates of the plan.", more=more)]
    return tuple(line(words) for words in found)


def opening_moved(telling: Telling) -> str:
    """For who reads the brief alone: the day of the first opening in the plan before, and why it is another;
    nothing where it is not, or has come."""
    news, opening = telling.plan.news, telling.plan.anchor
    if news is None or has_opened(telling):
        return ""
    for found in news.developments:
        for moved in found.moved:
            if moved.now.id == opening and moved.told.former is not None:
                return _NewsWords(telling, news).of_opening(found, moved, moved.told.former)
    return ""


@dataclass(frozen=True, slots=True)
class _NewsWords:
    telling: Telling
    news: News

    def development(self, found: Development) -> str:
        """What moved for one reason."""
        words = self.telling.words
        first, rest = found.moved[0], len(found.moved) - 1
        told = words.say("{title}: {shift}", title=self._title(first), shift=self._shift(self._told(first)))
        if rest:
            others = words.count("1 other date", "{count} other dates", rest)
            told = words.say("{what}, and {others}", what=told, others=others)
        return words.say(
            "{what}, because {cause}. Decides: {role}.",
            what=told,
            cause=self._cause(found.root, first),
            role=self.telling.who_acts(found.decides),
        )

    def of_opening(self, found: Development, moved: Moved, former: date) -> str:
        """That the first opening had another day, and why."""
        words = self.telling.words
        return words.say(
            "The plan before had the opening on {date}; it moved because {cause}.",
            date=words.day_and_month(former, self.telling.plan.start),
            cause=self._cause(found.root, moved),
        )

    def settled(self, turned: Turned) -> str:
        """An assumption that became an answer; that it moved nothing is sure where it was right."""
        words = self.telling.words
        what = words.capital(self._diff.became(turned))
        if self.news.developments and not turned.is_confirmed:
            return words.say("{what}.", what=what)
        return words.say("{what}; no date moves.", what=what)

    def refused(self) -> Sequence[str]:
        """Answers that were no, or put off, and are the cause of nothing told: they count before any date."""
        causes = {one.root.item for one in self.news.developments if one.root.because is Because.DECIDED}
        words, told = self.telling.words, []
        for ask in self.news.refused:
            if ask.decided is not None and ask.item not in causes:
                title = self._quoted(words.text(ask.chosen.word(ask.chosen.item.do)))
                taken = Taken(ask.decided.answer, ask.decided.on, ask.decided.note or "")
                told.append(words.say("{what}.", what=words.capital(self._answered(taken, title))))
        return told

    def coming_and_going(self) -> Sequence[str]:
        """Work that came or went and is the cause of nothing told above."""
        roots = [one.root for one in self.news.developments]
        told = {root.item for root in roots} | {root.gone.id for root in roots if root.gone is not None}
        moved = self.news.moved
        came = [one for one in moved.added if one.id not in told]
        went = [one for one in moved.removed if one.id not in told]
        pairs = (("New in the plan: {titles}.", came), ("No longer in the plan: {titles}.", went))
        return [self.telling.words.say(each, titles=self._few(items)) for each, items in pairs if items]

    def _few(self, items: Sequence[OutlinedItem]) -> str:
        """The first titles, and how many more there are."""
        words = self.telling.words
        first = items[:MOST_NAMED]
        named = [words.say("“{title}”", title=self._quoted(words.text(one.title))) for one in first]
        rest = len(items) - MOST_NAMED
        if rest > 0:
            named.append(words.count("1 other", "{count} others", rest))
        return words.listed(named)

    @property
    def _diff(self) -> DiffWords:
        return DiffWords(self.telling.words, self.news.moved, shared=True)

    # --- what ---

    def _title(self, moved: Moved) -> str:
        return shortened(self.telling.words.text(moved.now.title), LONGEST_TITLE)

    def _told(self, moved: Moved) -> Shift:
        """The shift that says most: of what is done, that of the day on which it was."""
        item = self.telling.by_id.get(moved.now.id)
        is_done = item is not None and item.report is not None and item.report.done is not None
        return moved.finish if is_done and moved.finish.days else moved.told

    def _shift(self, shift: Shift) -> str:
        """From 28 April to 27 May 2027 (+29 days)."""
        words = self.telling.words
        if shift.former is None or shift.now is None or shift.days is None:
            return ""
        return words.say(
            "{former} → {now} ({days})",
            former=words.day_and_month(shift.former, shift.now),
            now=words.date(shift.now),
            days=self._diff.days(shift.days),
        )

    # --- why ---

    def _cause(self, root: Root, first: Moved) -> str:
        words = self.telling.words
        match root.because:
            case Because.REPORTED:
                return self._reported(root, first)
            case Because.DECIDED:
                return self._decided(root, first)
            case Because.LEAD | Because.LENGTH:
                return self._longer(root, first)
            case Because.ANSWERED if root.turned is not None:
                return words.say("what was assumed is answered ({what})", what=self._diff.turned(root.turned))
            case Because.HOURS if root.role is not None and root.minutes is not None:
                former, now = (words.hours(minutes) for minutes in root.minutes)
                role = self.telling.role(root.role)
                wording = "{role} has {now} a week instead of {former}"
                return words.say(wording, role=role, former=former, now=now)
            case Because.ADJUSTED:
                return self._adjusted(root, first)
            case Because.ADDED:
                return words.say("“{title}” was added", title=self._name(root))
            case Because.GONE if root.gone is not None:
                title = self._quoted(words.text(root.gone.title))
                return words.say("“{title}” is no longer in the plan", title=title)
            case Because.CHANGED if _is_itself(root, first):
                return words.say("what it rests on has changed")
            case Because.CHANGED:
                return words.say("what “{title}” rests on has changed", title=self._name(root))
        return words.say("it makes room for what comes before")

    def _name(self, root: Root) -> str:
        item = self._item(root)
        return self._quoted(self.telling.words.text(item.title)) if item is not None else ""

    def _quoted(self, title: str) -> str:
        """A title that stands between quotation marks: those within it are the inner ones."""
        return self.telling.words.within_quotes(shortened(title, LONGEST_TITLE))

    def _item(self, root: Root) -> Planned | None:
        return self.telling.by_id.get(root.item or "")

    def _adjusted(self, root: Root, first: Moved) -> str:
        item = self._item(root)
        own = next((one for one in item.chosen.adjusted if one.own), None) if item is not None else None
        words = self.telling.words
        why = shortened(words.text(own.why), LONGEST_REASON) if own is not None else ""
        if _is_itself(root, first):
            told = words.say("the project team changed it")
        else:
            told = words.say("the project team changed “{title}”", title=self._name(root))
        return words.say("{what} ({why})", what=told, why=why) if why else told

    def _longer(self, root: Root, first: Moved) -> str:
        """How long it takes now instead of before, and what makes it so."""
        item, words = self._item(root), self.telling.words
        old = self.news.moved.former.items.get(root.item or "")
        if item is None or old is None:
            return ""
        if root.because is Because.LENGTH:
            former, now = (self._length(days) for days in (old.days, item.days))
        else:
            lead = str(item.lead.taken) if item.lead is not None else None
            former, now = (self._lapse(each) for each in (old.lead, lead))
        wording = "“{title}” takes {now} instead of {former}"
        if _is_itself(root, first):
            wording = "it takes {now} instead of {former}"
        told = words.say(wording, title=self._name(root), now=now, former=former)
        why = item.lead.why if item.lead is not None else None
        return words.say("{what} ({why})", what=told, why=words.text(item.chosen.word(why))) if why else told

    def _length(self, days: int) -> str:
        return self.telling.words.count("1 working day", "{count} working days", days)

    def _lapse(self, written: str | None) -> str:
        amount = read_amount(written, frozenset(Unit), whole=True) if written is not None else None
        return self.telling.words.lapse(amount) if amount is not None else self.telling.words.say("no time")

    def _reported(self, root: Root, first: Moved) -> str:
        item = self._item(root)
        if item is None or item.report is None:
            return ""
        if _is_itself(root, first):
            return self._of_itself(item, item.report)
        return self._of_report(item, item.report)

    def _decided(self, root: Root, first: Moved) -> str:
        """The day on which it was decided, refused or put off."""
        item, words = self._item(root), self.telling.words
        taken = taken_on_item(self.telling.plan, item) if item is not None else None
        if taken is None:
            return words.say("what it rests on has changed")
        return self._answered(taken, "" if _is_itself(root, first) else self._name(root))

    def _answered(self, taken: Taken, title: str) -> str:
        """What was answered, with the note of what was not agreed to; of itself where no title is given."""
        words, (own, other) = self.telling.words, _DECIDED.get(taken.answer, _DECIDED[""])
        told = words.say(other if title else own, title=title, day=self._day(taken.on))
        note = shortened(taken.note, LONGEST_REASON) if taken.answer in (NO, LATER) else ""
        return words.say("{what} ({why})", what=told, why=note) if note else told

    def _of_itself(self, item: Planned, report: Report) -> str:
        """What was reported, where the line has named the item already."""
        words = self.telling.words
        if report.done is not None:
            return self._done_itself(item, report.done)
        if report.blocked is not None:
            return self._why(
                words.say("it has been blocked since {day}", day=self._day(report.blocked)), report
            )
        days = self._begun_late(item, report)
        if days is None:
            return words.say("it is not done yet")
        wording = "it was begun {amount} late" if days > 0 else "it was begun {amount} early"
        return words.say(wording, amount=words.count("1 day", "{count} days", abs(days)))

    def _done_itself(self, item: Planned, done: date) -> str:
        """The same where the line has named the item already."""
        words, former = self.telling.words, self.news.moved.former.items.get(item.id)
        if former is None or former.finish == done:
            return words.say("it was done on {day}", day=self._day(done))
        days = (done - former.finish).days
        wording = "it was done {amount} late" if days > 0 else "it was done {amount} early"
        return words.say(wording, amount=words.count("1 day", "{count} days", abs(days)))

    def _of_report(self, item: Planned, report: Report) -> str:
        words, title = self.telling.words, self._name(Root(because=Because.REPORTED, item=item.id))
        if report.done is not None:
            former = self.news.moved.former.items.get(item.id)
            if former is None or former.finish == report.done:
                return words.say("“{title}” was done on {day}", title=title, day=self._day(report.done))
            days = (report.done - former.finish).days
            amount = words.count("1 day", "{count} days", abs(days))
            wording = (
                "“{title}” was done on {day}, {amount} late"
                if days > 0
                else "“{title}” was done on {day}, {amount} early"
            )
            return words.say(wording, title=title, day=self._day(report.done), amount=amount)
        if report.blocked is not None:
            day = self._day(report.blocked)
            return self._why(
                words.say("“{title}” has been blocked since {day}", title=title, day=day), report
            )
        late = self._begun_late(item, report)
        if late is None:
            return words.say("“{title}” is not done yet", title=title)
        amount = words.count("1 day", "{count} days", abs(late))
        wording = "“{title}” was begun {amount} late" if late > 0 else "“{title}” was begun {amount} early"
        return words.say(wording, title=title, amount=amount)

    def _why(self, told: str, report: Report) -> str:
        reason = shortened(report.reason or "", LONGEST_REASON)
        return self.telling.words.say("{what} ({why})", what=told, why=reason) if reason else told

    def _begun_late(self, item: Planned, report: Report) -> int | None:
        """Days by which it began later than planned; None where it did not."""
        former = self.news.moved.former.items.get(item.id)
        if former is None or report.started is None or report.started == former.start:
            return None
        return (report.started - former.start).days

    def _day(self, day: date) -> str:
        return self.telling.words.date(day)


def _is_itself(root: Root, first: Moved) -> bool:
    """Whether the line has named already where the chain of moves begins."""
    return root.item == first.now.id
