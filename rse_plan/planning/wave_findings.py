"""Waves that ask more of community managers than the hours they have (semantics 5)."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import Said, say
from rse_plan.model.amounts import hours_and_minutes
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.hours import hours_of
from rse_plan.planning.preparation import PREPARATION_WEEKS, ROLE
from rse_plan.planning.wave import Wave, WaveReason, WaveReasonKind
from rse_plan.source.span import Span

RULE = "wave-over-capacity"


def wave_findings(sheet: FactSheet) -> Iterator[Diagnostic]:
    """Waves that the answers fill over capacity, and that nobody has hours for any."""
    waves = sheet.waves
    if len(sheet.elements("communities")) > 1 and any(_is_without_hours(wave) for wave in waves):
        found = hours_of(ROLE, sheet)
        span = found.span if found is not None and found.span is not None else sheet.answers.span
        message = say("community managers have no hours: nothing says how many communities may open together")
        yield _warning(span, message, say("give their hours a week under “people:”"))
    for wave in waves:
        for reason in wave.reasons:
            if reason.kind is WaveReasonKind.OVER:
                yield _over(sheet, wave, reason)


def _is_without_hours(wave: Wave) -> bool:
    return wave.hours_available == 0 and wave.hours_needed > 0


def _over(sheet: FactSheet, wave: Wave, reason: WaveReason) -> Diagnostic:
    needed, available = reason.minutes or 0, reason.available or 0
    message = say(
        "the communities pinned to wave {number} need {needed} of community management before they open, "
        "{over} more than there are in {weeks} weeks",
        number=wave.number,
        needed=hours_and_minutes(needed),
        over=hours_and_minutes(needed - available),
        weeks=PREPARATION_WEEKS,
    )
    advice = say(
        "pin fewer communities to it, or give community managers {hours} h a week under “people:”",
        hours=-(-needed // (60 * PREPARATION_WEEKS)),
    )
    return _warning(reason.span or sheet.answers.span, message, advice)


def _warning(span: Span, message: Said, advice: Said) -> Diagnostic:
    return Diagnostic(rule=RULE, span=span, message=message, help=advice, severity=Severity.WARNING)
