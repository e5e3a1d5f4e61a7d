"""Answers that fit their questions, and do not fit each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import Said, UserError, say
from rse_plan.model.answers import Answers, start_date
from rse_plan.source.span import Span

_NOT_BEFORE_START = {
    "calendar.decision": say("the decision"),
    "calendar.target": say("the wanted opening"),
}


def check_together(answers: Answers) -> Iterator[Diagnostic]:
    """Days before the start, and a week without a day."""
    yield from before_start(answers)
    week = answers.values.get("calendar.week")
    if week is not None and week.value == ():
        yield _wrong(week.span, say("a week has at least one working day"), say("write [monday, tuesday]"))


def before_start(answers: Answers) -> Iterator[Diagnostic]:
    """Days that the plan reaches only after its start, answered with an earlier one."""
    start = start_date(answers)
    for name, what in _NOT_BEFORE_START.items():
        answer = answers.values.get(name)
        if start is None or answer is None or not isinstance(answer.value, date) or answer.value >= start:
            continue
        message = say(
            "{what} is on {day}, before the start on {start}", what=what, day=answer.value, start=start
        )
        yield _wrong(answer.span, message, say("choose a later date, or start earlier"))


def _wrong(span: Span, message: Said, advice: Said) -> Diagnostic:
    return Diagnostic(rule="wrong-value", span=span, message=message, help=advice)


def given_start(answers: Answers) -> date:
    """The first day on which anything may be planned; raises UserError when nobody has answered it."""
    start = start_date(answers)
    if start is None:
        advice = say("add under “calendar:” the line “start: 2027-01-04”")
        raise UserError(say("the answers give no start date"), advice, answers.span)
    return start
