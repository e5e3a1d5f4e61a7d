"""Where a plan stands, as labelled lines for its lead: what is late, waits, or is not confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rse_plan.documents.labelled import Part
from rse_plan.documents.measured import judged_text
from rse_plan.documents.words import Words, shortened
from rse_plan.model.progress import Decision, Measure, Report
from rse_plan.planning.pending import Delay, Late, Pending, Reported, Waiting
from rse_plan.planning.plan import DatedAsk, DatedKpi, Planned
from rse_plan.planning.standing import LATER
from rse_plan.planning.why import title_of

MOST_UNCONFIRMED = 5
"""Things named among those that nobody has confirmed; JSON has them all."""
MOST_LINES = 12
"""Lines of what is late, and of what waits."""
MOST_NAMED = 3
"""Communities named among those that open on one day."""
LONGEST_TITLE, LONGEST_REASON = 60, 80
"""Characters: a title or a reason beyond is cut at a word."""


@dataclass(frozen=True)
class PendingWords:
    """What is behind or open in one plan, in one language."""

    found: Pending
    words: Words

    def parts(self) -> Iterator[Part]:
        """The day and the next opening, then what asks to be looked at; parts may have no lines."""
        words, found = self.words, self.found
        late = [self._whole(self.title(one.item), self.late(one), one.item.id) for one in found.late]
        waiting = [self._whole(self.title(one.of), self.waiting(one), one.id) for one in found.waiting]
        yield Part(words.say("where it stands"), (self.day(),))
        yield Part(words.say("late"), tuple(self._some(late)))
        yield Part(words.say("to decide"), tuple(self._some(waiting)))
        yield Part(words.say("measures"), tuple(self._some([*map(self._reading, found.below)])))
        yield Part(words.say("not confirmed"), tuple(self._unconfirmed()))

    def day(self) -> str:
        """The day, and what opens next."""
        words, opening = self.words, self.found.opening
        today = words.weekday(self.found.today)
        if opening is None:
            return words.say("on {day}: nothing more is to open", day=today)
        names = opened(words, opening.communities)
        return words.say(
            "on {day}; next opening on {opening}: {names}",
            day=today,
            opening=words.date(opening.day),
            names=names,
        )

    def title(self, of: Planned | DatedAsk | DatedKpi) -> str:
        """What something is called, in one line that is not too long."""
        return shortened(self.words.text(of.chosen.word(title_of(of.chosen.item))), LONGEST_TITLE)

    def late(self, late: Late) -> str:
        """Since when, for how long, why, and until when."""
        words, day = self.words, self.words.date(late.since)
        if late.delay is Delay.UNDER_WAY:
            return words.say("{days} late, it was to end on {day}", days=self.days(late), day=day)
        since = words.say("blocked since {day} ({days})", day=day, days=self.days(late))
        return self._because(since, late.report)

    def days(self, late: Late) -> str:
        """For how long."""
        words = self.words
        return words.count("1 day", "{count} days", late.days) if late.days else words.say("today")

    def cause(self, late: Late) -> str:
        """The same without how long it is."""
        words, day = self.words, self.words.date(late.since)
        if late.delay is Delay.UNDER_WAY:
            return words.say("was to end on {day}", day=day)
        return self._because(words.say("blocked since {day}", day=day), late.report)

    def _because(self, since: str, report: Report) -> str:
        words, reason = self.words, shortened(self.words.typed(report.reason or ""), LONGEST_REASON)
        said = words.say("{what}: {reason}", what=since, reason=reason) if reason else since
        return words.pause.join((said, *self._until(report)))

    def _until(self, report: Report) -> Iterator[str]:
        if report.until is not None:
            yield self.words.say("expected to go on from {day}", day=self.words.date(report.until))

    def waiting(self, waiting: Waiting) -> str:
        """When it is due, and that nobody has decided."""
        words, state = self.words, self.state(waiting)
        wording = "was due on {due}" if waiting.due < self.found.today else "due on {due}"
        return ", ".join(filter(None, (words.say(wording, due=words.date(waiting.due)), state)))

    def state(self, waiting: Waiting) -> str:
        """That it was put off, or that nothing was reported of it in time."""
        if waiting.put_off is not None:
            return self.words.say("put off on {day}", day=self.words.date(waiting.put_off.on))
        is_over = waiting.due < self.found.today
        return self.words.say("no decision reported") if is_over else ""

    def _reading(self, kpi: DatedKpi) -> str:
        """What was read last of a measure, and what it comes to."""
        words, last = self.words, kpi.actuals[-1]
        said = words.say(
            "read on {day}: {value}", day=words.date(last.on), value=judged_text(words, kpi, last)
        )
        return self._whole(self.title(kpi), said, kpi.chosen.id)

    def _whole(self, title: str, said: str, id_: str) -> str:
        return self.words.say("{what}: {said} ({id})", what=title, said=said, id=id_)

    def _some(self, lines: list[str]) -> Iterator[str]:
        shown = lines if len(lines) <= MOST_LINES else lines[: MOST_LINES - 1]
        yield from shown
        if len(shown) < len(lines):
            yield self.words.count("1 other", "{count} others", len(lines) - len(shown))

    def _unconfirmed(self) -> Iterator[str]:
        """How many, and those that matter most."""
        words, found = self.words, self.found.unconfirmed
        if not found:
            return
        yield words.count(
            "1 item has passed without a report, and is taken to have gone as planned:",
            "{count} items have passed without a report, and are taken to have gone as planned:",
            len(found),
        )
        for item in found[:MOST_UNCONFIRMED]:
            yield self._whole(self.title(item), words.date(item.finish), item.id)
        rest = len(found) - MOST_UNCONFIRMED
        if rest > 0:
            yield words.count("1 other", "{count} others", rest)


def opened(words: Words, names: tuple[str, ...]) -> str:
    """Names of communities, the first few of many."""
    shown = [words.say("“{name}”", name=shortened(name, LONGEST_TITLE)) for name in names[:MOST_NAMED]]
    rest = len(names) - len(shown)
    if rest > 0:
        shown.append(words.count("1 other", "{count} others", rest))
    return words.listed(shown)


def told_of(reported: Reported, words: Words) -> Iterator[str]:
    """What was reported of one item, ask or measure, in lines."""
    if reported.report is not None:
        yield report_told(reported.report, words) or words.say("nothing so far")
        if reported.report.until is not None and reported.report.is_blocked:
            yield words.say("expected to go on from {day}", day=words.date(reported.report.until))
    for decision in reported.decisions:
        yield _decided(decision, words)
    for measure in reported.measures:
        yield _measured(measure, words)
    if reported.is_silent:
        if reported.passed:
            yield words.say("nothing, and its day has passed: it is taken to have gone as planned")
        else:
            yield words.say("nothing so far")


def report_told(report: Report, words: Words) -> str:
    """“begun on …, blocked since …: reason”, “done on …”."""
    said = []
    if report.started is not None:
        said.append(words.say("begun on {day}", day=words.date(report.started)))
    if report.blocked is not None:
        wording = "blocked since {day}" if report.is_blocked else "blocked from {day} on"
        said.append(words.say(wording, day=words.date(report.blocked)))
    if report.done is not None:
        said.append(words.say("done on {day}", day=words.date(report.done)))
    told = ", ".join(said)
    if report.reason:
        told = words.say("{what}: {reason}", what=told, reason=words.typed(report.reason))
    return told


def _decided(decision: Decision, words: Words) -> str:
    wordings = {"yes": "decided on {day}: yes", "no": "decided on {day}: no", LATER: "put off on {day}"}
    said = words.say(wordings[decision.answer], day=words.date(decision.on))
    return words.say("{what} ({note})", what=said, note=words.typed(decision.note)) if decision.note else said


def _measured(measure: Measure, words: Words) -> str:
    return words.say("read on {day}: {value}", day=words.date(measure.on), value=str(measure.value))
