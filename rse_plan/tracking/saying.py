"""What is recorded, as a person says it: one line each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rse_plan.documents.measured import with_reached
from rse_plan.documents.words import Words
from rse_plan.model.progress import Decision, Measure, Report
from rse_plan.planning.lookup import Entry, chosen_of
from rse_plan.planning.plan import DatedAsk, DatedKpi, Planned
from rse_plan.planning.readings import group_of, judged
from rse_plan.planning.why import title_of

Days = tuple[date, date]
"""The first and the last one planned."""
_ANSWERS = {"yes": "yes", "no": "no", "later": "later"}


class Saying:
    """The lines of one language."""

    def __init__(self, words: Words, planned: Mapping[str, Days] | None = None) -> None:
        """`planned` are the days that people go by, where they are others than those of the entries."""
        self._words = words
        self._planned = planned or {}

    def title(self, entry: Entry) -> str:
        """What a thing of the plan is called."""
        chosen = chosen_of(entry)
        return self._words.text(chosen.word(title_of(chosen.item)))

    def named(self, entry: Entry) -> str:
        """The same with its id, to be typed."""
        return self._words.say("{title} ({id})", title=self.title(entry), id=chosen_of(entry).id)

    def report(self, entry: Entry, report: Report) -> str:
        """What is recorded of an item, beside what was planned."""
        return self._words.say(
            "{title}: {state}", title=self.named(entry), state=self.state(entry, report, None)
        )

    def decision(self, entry: Entry, decision: Decision) -> str:
        """What was decided."""
        return self._words.say(
            "{title}: {state}", title=self.named(entry), state=self.answer(entry, decision)
        )

    def measure(self, entry: Entry, measure: Measure) -> str:
        """What was read."""
        return self._words.say("{title}: {state}", title=self.named(entry), state=self.value(entry, measure))

    def due(self, entry: Entry, day: date | None) -> str:
        """What was planned for a day and of which nothing is recorded."""
        if day is None:
            return self.named(entry)
        return self._words.say(
            "{title}: planned for {day}", title=self.named(entry), day=self._words.date(day)
        )

    def state(self, entry: Entry, report: Report, former: Report | None) -> str:
        """“done on 5 February 2027 (planned: 8 February)”; `former` is what it was corrected from."""
        words = self._words
        if report.done is not None:
            said = words.say(_ended(entry), day=words.date(report.done))
            return self._beside(said, report.done, former.done if former else None, self._finish(entry))
        if report.blocked is not None:
            return self._block(report)
        if report.started is None:
            return words.say("nothing recorded")
        said = words.say("started on {day}", day=words.date(report.started))
        return self._beside(said, report.started, former.started if former else None, self._start(entry))

    def going_on(self, report: Report) -> str:
        """That a block is lifted."""
        words = self._words
        started = words.date(report.started) if report.started is not None else ""
        return words.say("no longer blocked; started on {day}", day=started)

    def answer(self, entry: Entry, decision: Decision) -> str:
        """“yes on 6 April 2027 (planned: 6 April)”."""
        words = self._words
        said = words.say(
            "{answer}, on {day}", answer=words.say(_ANSWERS[decision.answer]), day=words.date(decision.on)
        )
        said = self._beside(said, decision.on, None, self._due(entry))
        return words.say("{said}: {note}", said=said, note=decision.note) if decision.note else said

    def value(self, entry: Entry, measure: Measure) -> str:
        """“17/29, below the target, on 28 June 2027 (planned: 28 June)”."""
        words = self._words
        value = measure.value
        is_whole = value.percent and value.share is not None and value.amount.denominator == 1
        told = words.share(float(value.share or 0)) if is_whole else str(value)
        if isinstance(entry, DatedKpi):
            actual = judged(measure, group_of(entry.chosen.item, entry.members))
            told = with_reached(words, entry, actual, told)
        said = words.say("{answer}, on {day}", answer=told, day=words.date(measure.on))
        return self._beside(said, measure.on, None, self._due(entry))

    def _block(self, report: Report) -> str:
        words = self._words
        since = words.date(report.blocked) if report.blocked is not None else ""
        if report.until is None:
            return words.say("blocked since {day}: {reason}", day=since, reason=report.reason or "")
        return words.say(
            "blocked since {day}, expected to go on on {until}: {reason}",
            day=since,
            until=words.date(report.until),
            reason=report.reason or "",
        )

    def _start(self, entry: Entry) -> date | None:
        known = self._planned.get(chosen_of(entry).id)
        return known[0] if known is not None else entry.start if isinstance(entry, Planned) else None

    def _finish(self, entry: Entry) -> date | None:
        known = self._planned.get(chosen_of(entry).id)
        return known[1] if known is not None else entry.finish if isinstance(entry, Planned) else None

    def _due(self, entry: Entry) -> date | None:
        if chosen_of(entry).id not in self._planned and isinstance(entry, DatedAsk | DatedKpi):
            return entry.due
        return self._finish(entry)

    def _beside(self, said: str, day: date, former: date | None, planned: date | None) -> str:
        words = self._words
        if former is not None and former != day:
            return words.say("{said} instead of {day}", said=said, day=words.day_and_month(former, day))
        if planned is None:
            return said
        return words.say("{said} (planned: {day})", said=said, day=words.day_and_month(planned, day))


def _ended(entry: Entry) -> str:
    """What is said of what is done: a task is done, an opening has opened."""
    if not isinstance(entry, Planned):
        return "done on {day}"
    return _ENDED.get("opening" if entry.opens else entry.kind, "done on {day}")


_ENDED = {"gate": "ended on {day}", "milestone": "reached on {day}", "opening": "opened on {day}"}
