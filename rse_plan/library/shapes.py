"""What items must hold beyond the type of each field."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import Said, say
from rse_plan.library.index import Index, Place
from rse_plan.library.load import Library
from rse_plan.library.questions import not_a_question
from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.content import Ask, Kpi, Message
from rse_plan.model.playbook import Guard
from rse_plan.model.work import Gate, Milestone
from rse_plan.source.span import Span

LONGEST_FREEZE = 731
"""Days, two years: what lasts longer would be a plan without end (semantics 35)."""


def check_shapes(library: Library, index: Index) -> Iterator[Diagnostic]:
    """Gates and asks without an end or with two, dates that no date question gives, ranges out of order."""
    for place in index.examined:
        item = place.item
        if isinstance(item, Gate):
            yield from _gate(place, item, library)
        elif isinstance(item, Milestone) and item.on is not None:
            yield from not_a_question(library, item.on, ("date",), place.span("on"))
        elif isinstance(item, Ask) and (item.due.before is None) == (item.due.on is None):
            message = say("an ask is due either before an item or on the day an item ends")
            yield _wrong(place.span("due"), message, say("keep one of before: and on:"))
        elif isinstance(item, Message) and not item.channel:
            message = say("this message cannot be sent: no channel is named")
            yield Diagnostic(
                rule="message-missing", span=place.span("channel"), message=message, help=say("write [email]")
            )
        elif isinstance(item, Kpi) and item.target is not None:
            yield from _target(place, item)
        elif isinstance(item, Guard):
            yield from _guard(place, item, library)


def _gate(place: Place, gate: Gate, library: Library) -> Iterator[Diagnostic]:
    if (gate.lead_time is None) == (gate.on is None):
        message = say("a gate ends after a lead time or on the day of an answer")
        yield _wrong(place.span("id"), message, say("keep one of lead_time: and on:"))
    if gate.on is not None:
        yield from not_a_question(library, gate.on, ("date",), place.span("on"))
    for position, case in enumerate(gate.lead_time.cases if gate.lead_time else ()):
        route = ("lead_time", "cases", position)
        if (case.to is None) == (case.days is None):
            message = say("a case gives either a lead time or the question that holds its days")
            yield _wrong(place.span(*route), message, say("keep one of to: and days:"))
        if case.days is not None:
            yield from not_a_question(library, case.days, ("integer",), place.span(*route, "days"))


def _guard(place: Place, guard: Guard, library: Library) -> Iterator[Diagnostic]:
    """A freeze is around a date that somebody gives, and ends: what may last for years bars every opening."""
    yield from not_a_question(library, guard.around, ("date",), place.span("around"))
    if sum(_days(amount) for amount in (guard.before, guard.after) if amount is not None) > LONGEST_FREEZE:
        yield _wrong(place.span("before"), say("a freeze lasts two years at most"), say("write less time"))


def _days(amount: Amount) -> int:
    return int(amount.count) * {Unit.CALENDAR_DAY: 1, Unit.CALENDAR_WEEK: 7}.get(amount.unit, 30)


def _target(place: Place, kpi: Kpi) -> Iterator[Diagnostic]:
    target = kpi.target
    if target is None:
        return
    message = say("a target is either a range of shares or a text")
    if target.low is not None and target.text is not None:
        yield _wrong(place.span("target"), message, say("keep one of low: and text:"))
    elif target.low is None and target.text is None:
        begun = target.typical is not None or target.high is not None
        both = say("give a range: “low: … , high: …”, and say where it comes from")
        yield _wrong(
            place.span("target"),
            say("the range has no low end") if begun else message,
            both if begun else say("write low: and high:, or text:"),
        )
    shares = [share for share in (target.low, target.typical, target.high) if share is not None]
    if shares != sorted(shares):
        message = say("the range is not in order")
        yield _wrong(place.span("target"), message, say("low, typical and high must rise"))


def _wrong(span: Span, message: Said, advice: Said | None) -> Diagnostic:
    return Diagnostic(rule="wrong-value", span=span, message=message, help=advice)
