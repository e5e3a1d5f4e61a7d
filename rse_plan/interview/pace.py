"""How long an interview takes, and how far it has come: the estimate that the progress line shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rse_plan.interview.agenda import START, Ask, More, Step, Which
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import EMPLOYERS
from rse_plan.model.base import Text
from rse_plan.model.question import Question

SECONDS = {"choice": 6, "boolean": 6, "integer": 8, "date": 8, "multi": 10, "text": 14, "periods": 15}
"""Seconds to read and answer a question, by its type: an estimate, made before anybody was timed."""
SECONDS_FOR_MORE = 6
"""For saying whether there is another community."""
SECONDS_FOR_REVIEW = 20
"""For reading the answers over at the end."""


def seconds(steps: Iterable[Step]) -> int:
    """What these steps and the review after them take."""
    return SECONDS_FOR_REVIEW + sum(map(_seconds, steps))


def _seconds(step: Step) -> int:
    if isinstance(step, More):
        return SECONDS_FOR_MORE
    if isinstance(step, Which) or step.question.id == EMPLOYERS:  # picked from a list, though kept as a text
        return SECONDS["multi"]
    return SECONDS[step.question.type]


def progress(step: Step, section: Text, steps: Sequence[Step], left: Sequence[Step], voice: Voice) -> str:
    """The section, the number of the question among all that apply now, and the time for those `left`."""
    counted = [one for one in steps if isinstance(one, Ask) and one.question.id != START]
    parts = [voice.text(section)]
    if isinstance(step, Ask) and step in counted:
        number = counted.index(step) + 1
        parts.append(voice.say("question {number} of {total}", number=number, total=len(counted)))
    parts.append(_time(seconds(left), voice))
    return " · ".join(parts)


def section_title(question: Question, library: Library) -> Text:
    """The heading that a question stands under; a playbook's question stands under its playbook."""
    asked = library.asked[question.id]
    if asked.playbook is not None:
        return library.playbooks[asked.playbook].value.title
    title: Text = asked.file.value.sections[int(asked.route[1])].title  # type: ignore[union-attr]  # a core question is of a questions file
    return title


def _time(left: int, voice: Voice) -> str:
    minutes = round(left / 60)
    if minutes < 1:
        return voice.say("less than a minute left")
    if minutes == 1:
        return voice.say("about one minute left")
    return voice.say("about {minutes} minutes left", minutes=minutes)
