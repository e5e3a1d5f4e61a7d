"""What has happened to a plan up to a day: what was reported, and the plan that was followed.

What nobody has reported is taken to have gone as planned: a plan in which each unreported day became a delay
would punish whoever does not write everything down, and no day may move without a cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rse_plan.diagnostics import Diagnostic, Severity, nearest
from rse_plan.errors import say
from rse_plan.library import Sourced
from rse_plan.model.progress import Decision, Measure, ProgressFile, Report
from rse_plan.planning.former import Former
from rse_plan.planning.lapse import HORIZON
from rse_plan.source.span import Span


@dataclass(frozen=True)
class Course:
    """Where a plan stands on a day.

    `former` is the plan that was followed; without one, the plan that the answers make is taken to have been.
    """

    today: date
    former: Former | None = None
    progress: Sourced[ProgressFile] | None = None

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """What was reported, by item id."""
        return {report.id: report for report in self.progress.value.items} if self.progress else {}

    def report(self, id_: str) -> Report | None:
        """What was reported of an item."""
        return self.reports.get(id_)

    def decision(self, id_: str) -> Decision | None:
        """The last decision on an item or an ask."""
        return next((one for one in reversed(self.decisions) if one.id == id_), None)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """In the order taken."""
        return self.progress.value.decisions if self.progress is not None else ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What was measured, in the order of the file."""
        return self.progress.value.measures if self.progress is not None else ()


def future_reports(course: Course, start: date) -> Iterator[Diagnostic]:
    """Days that have not come yet, or that lie before the plan begins: what is reported has happened."""
    if course.progress is None:
        return
    for position, report in enumerate(course.progress.value.items):
        for key in ("started", "done", "blocked"):
            day = getattr(report, key)
            if day is None or start <= day <= course.today:
                continue
            span = course.progress.span("items", position, key)
            yield _wrong_day(span, day, course.today, start)
        if report.until is not None and report.until.year > start.year + HORIZON - 1:
            yield _too_far(course.progress.span("items", position, "until"), report.until)
    for section in ("decisions", "measures"):
        for position, entry in enumerate(getattr(course.progress.value, section)):
            if entry.on > course.today or (section == "decisions" and entry.on < start):
                span = course.progress.span(section, position, "on")
                yield _wrong_day(span, entry.on, course.today, start)


def _wrong_day(span: Span, day: date, today: date, start: date) -> Diagnostic:
    if day > today:
        message = say("{day} has not come yet: today is {today}", day=day, today=today)
        advice = say("write the day on which it happened, or give a later day with --today")
    else:
        message = say("{day} is before the plan's start on {start}", day=day, start=start)
        advice = say("write a later day, or an earlier “calendar.start” in the answers")
    return Diagnostic(rule="wrong-value", span=span, message=message, help=advice)


def _too_far(span: Span, day: date) -> Diagnostic:
    return Diagnostic(
        rule="wrong-value",
        span=span,
        message=say("{day} is beyond the {years} years that a plan reaches", day=day, years=HORIZON),
        help=say("write the day from which it is expected to go on, or leave it out"),
    )


def unknown_reports(course: Course, known: Mapping[str, frozenset[str]]) -> Iterator[Diagnostic]:
    """Reports of what the plan does not hold: kept in the file, without effect.

    `known` are the ids by section: of work, of what can be decided, of measures.
    """
    if course.progress is None:
        return
    for section, key in (("items", "id"), ("decisions", "id"), ("measures", "kpi")):
        ids = known[section]
        for position, entry in enumerate(getattr(course.progress.value, section)):
            id_ = getattr(entry, key)
            if id_ in ids:
                continue
            message = say("the plan holds no “{id}”: what is reported of it has no effect", id=id_)
            advice = nearest(id_, sorted(ids)) or say("an item of an older library or of other answers?")
            yield Diagnostic(
                rule="unknown-reference",
                severity=Severity.WARNING,
                span=course.progress.span(section, position, key),
                message=message,
                help=advice,
            )
