"""What is typed behind a command: a day, an answer, a value; each as people write it."""

from __future__ import annotations

from datetime import date

from rse_plan.diagnostics import nearest
from rse_plan.errors import UserError, say
from rse_plan.locales.folding import folded
from rse_plan.locales.typed_days import read_typed_day
from rse_plan.model.progress import Measured, read_measured

WORDS = {
    "yes": "yes",
    "oui": "yes",
    "no": "no",
    "non": "no",
    "later": "later",
    "plus-tard": "later",
    "plus tard": "later",
}
"""What a decision may be called."""


def read_day(text: str, language: str) -> date:
    """A day as the interview takes it; raises UserError."""
    typed = read_typed_day(text, language)
    if typed is None:
        raise UserError(
            say("“{value}” is not a date", value=text),
            say("write year-month-day, such as 2027-01-31; a text of several words wants quotes"),
        )
    return date.fromisoformat(typed)


def read_answer(text: str) -> str:
    """yes, no or later; raises UserError."""
    word = folded(text).strip()
    if word not in WORDS:
        advice = nearest(word, WORDS) or say("one of these: yes, no, later")
        raise UserError(say("“{value}” is no answer to a decision", value=text), advice)
    return WORDS[word]


def read_value(text: str) -> Measured:
    """What was read of a measure; raises UserError."""
    read = read_measured(text)
    if isinstance(read, Measured):
        return read
    raise UserError(*read)
