"""The head of a plan as lines of plain text, for formats that have no page to put it on."""

from __future__ import annotations

from rse_plan.documents.heading import describe_heading
from rse_plan.documents.rows import Heading
from rse_plan.documents.telling import Telling
from rse_plan.formats.plain_text import plain


def heading_of(telling: Telling) -> Heading:
    """The head of a document that holds the plan's work."""
    return describe_heading(telling, telling.words.say("Plan"))


def reserves(heading: Heading) -> list[str]:
    """What is to be known before anything else: what it is subject to, what is wrong with it, its limits."""
    lines = (
        heading.project,
        heading.exercise.plain,
        *(alert.plain for alert in heading.alerts),
        f"{heading.date} · {heading.version}",
        heading.not_legal_advice,
    )
    return [plain(line) for line in lines if line]
