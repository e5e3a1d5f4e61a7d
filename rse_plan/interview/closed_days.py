"""A day on which nobody works, given as an answer: told, never refused."""

from __future__ import annotations

from datetime import date

from rse_plan.interview.voice import Voice
from rse_plan.model.answers import AnswerValue
from rse_plan.model.question import Question
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.working_days import working_day, working_day_by

_WORKED = ("calendar.start", "calendar.decision", "calendar.target", "community.opens_on")
"""Days on which somebody has something to do; a contract may well end on a Sunday."""
_LATEST = ("calendar.target",)
"""Days by which something is to be done: the next working day would be too late."""


def closed_day(question: Question, value: AnswerValue, sheet: FactSheet, voice: Voice) -> str | None:
    """What is to be said of a date that is no working day of the organisation, as far as its answers tell.

    `sheet` has a start, given or suggested: without one there is no calendar, and nothing to say.
    """
    if question.id not in _WORKED or not isinstance(value, date):
        return None
    day, following = voice.value(question, value), working_day(sheet, value)
    if following == value:
        return None
    if question.id in _LATEST:
        before = voice.value(question, working_day_by(sheet, value))
        wording = "{day} is a day off; it is kept, and the last working day before it is {before}"
        return voice.say(wording, day=day, before=before)
    return voice.say(
        "{day} is a day off; it is kept, and the next working day is {following}",
        day=day,
        following=voice.value(question, following),
    )
