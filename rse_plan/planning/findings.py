"""What cannot hold in a plan, or should be known: found at run time, whatever lint said (semantics 16)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import Said, say
from rse_plan.model.work import Gate
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.network import related
from rse_plan.planning.plan import DatedAsk, Planned
from rse_plan.source.span import Span


def findings(sheet: FactSheet, items: Sequence[Planned], asks: Sequence[DatedAsk]) -> Iterator[Diagnostic]:
    """Every way in which the plan cannot hold, and what its reader should know."""
    gates = [item for item in items if isinstance(item.item, Gate) and item.item.gate == "works-council"]
    yield from _openings_before_opinion(sheet, items, gates)
    yield from _decisions_before_opinion(asks, gates)
    yield from _missed_target(sheet, items)
    yield from _no_opening(sheet, items)
    yield from _unknown_holidays(sheet)


def _openings_before_opinion(
    sheet: FactSheet, items: Sequence[Planned], gates: Sequence[Planned]
) -> Iterator[Diagnostic]:
    for item in items:
        binds = item.opens or item.item.decides is not None
        for gate in gates if binds else ():
            concerned = related(sheet, item.chosen.elements, gate.chosen.elements)
            if concerned and item.start <= gate.finish:
                rule = "pilot-before-opinion" if item.opens else "decision-before-opinion"
                yield _error(rule, item.chosen.origin.span, _too_soon(item.id, item.start, gate), _wait(gate))


def _decisions_before_opinion(asks: Sequence[DatedAsk], gates: Sequence[Planned]) -> Iterator[Diagnostic]:
    for ask in asks:
        if ask.chosen.item.decides is None or ask.due is None:
            continue
        for gate in gates:
            if ask.due <= gate.finish:
                span = ask.chosen.origin.span
                yield _error(
                    "decision-before-opinion", span, _too_soon(ask.chosen.id, ask.due, gate), _wait(gate)
                )


def _too_soon(id_: str, day: date, gate: Planned) -> Said:
    return say(
        "{item} is on {day}, before {gate} ends on {end}", item=id_, day=day, gate=gate.id, end=gate.finish
    )


def _wait(gate: Planned) -> Said:
    return say("make it need {gate}", gate=gate.chosen.ref)


def _missed_target(sheet: FactSheet, items: Sequence[Planned]) -> Iterator[Diagnostic]:
    target = sheet.fact("calendar.target", {})
    opening = min((item.start for item in items if item.opens), default=None)
    if isinstance(target.value, date) and opening is not None and opening > target.value:
        message = say(
            "the wanted opening on {wanted} cannot hold: the earliest is {day}",
            wanted=target.value,
            day=opening,
        )
        advice = say("choose a later date, or start earlier")
        yield _error("date-cannot-hold", target.span or sheet.answers.span, message, advice)


def fixed_dates(items: Sequence[Planned], needed: Sequence[date | None]) -> Iterator[Diagnostic]:
    """Milestones on a given day whose needs are done later; `needed` is each one's earliest day."""
    for item, ready in zip(items, needed, strict=True):
        if ready is not None and ready > item.start:
            message = say(
                "{item} is fixed on {day}, but what it needs is done on {ready}",
                item=item.id,
                day=item.start,
                ready=ready,
            )
            yield _error(
                "date-cannot-hold",
                item.chosen.origin.span,
                message,
                say("choose a later date, or start earlier"),
            )


def _no_opening(sheet: FactSheet, items: Sequence[Planned]) -> Iterator[Diagnostic]:
    if not any(item.opens for item in items):
        message = say("no community opens in this plan")
        advice = say("name at least one community in the answers")
        yield _warning("no-opening", _start_of(sheet.answers.span), message, advice)


def _unknown_holidays(sheet: FactSheet) -> Iterator[Diagnostic]:
    for employer in sheet.elements("employers"):
        fact = sheet.fact("employer.country", {"employer": employer})
        if fact.value == "other":
            message = say(
                "the public holidays of “{employer}” are not known: its country is not named",
                employer=employer,
            )
            yield _warning(
                "unknown-holidays",
                fact.span or _start_of(sheet.answers.span),
                message,
                say("add them to calendar.closures"),
            )


def _error(rule: str, span: Span, message: Said, advice: Said) -> Diagnostic:
    return Diagnostic(rule=rule, span=span, message=message, help=advice)


def _warning(rule: str, span: Span, message: Said, advice: Said) -> Diagnostic:
    return Diagnostic(rule=rule, span=span, message=message, help=advice, severity=Severity.WARNING)


def _start_of(span: Span) -> Span:
    return Span(span.path, span.line, span.column, span.line, span.column + 1)
