"""How the interview speaks: the program's sentences, the library's texts and the answers, in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from rse_plan.documents.words import Words
from rse_plan.errors import Said, Verbatim, say
from rse_plan.locales import translator
from rse_plan.model.answers import AnswerValue
from rse_plan.model.base import Text
from rse_plan.model.periods import AnyPeriod, Period, Preset
from rse_plan.model.problem import Problem
from rse_plan.model.question import Question

_FIRST_GAP = 0xF0000
_GAP = re.compile("[\U000f0000-\U000fffff]")
"""Signs of no language, which stand for what is shown as it is while the rest is set."""


class Voice:
    """The words of one language, `en` or `fr`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.translate = translator(language)
        self._words = Words(language)

    def say(self, wording: str, **values: object) -> str:
        """One of the program's sentences."""
        return self.word(Said(wording, values))

    def word(self, said: Said) -> str:
        """A sentence made elsewhere."""
        exact: list[str] = []

        def restored(gap: re.Match[str]) -> str:
            place = ord(gap[0]) - _FIRST_GAP
            return exact[place] if place < len(exact) else gap[0]

        text = self._words.typed(_with_gaps(said, exact).in_words(self.translate))
        return _GAP.sub(restored, text)

    def problem(self, problem: Problem) -> str:
        """What is wrong with an answer and what would be right, on one line."""
        if problem.advice is None:
            return self.word(problem.message)
        return self.word(say("{problem}: {advice}", problem=problem.message, advice=problem.advice))

    def text(self, text: Text) -> str:
        """A text of the library."""
        return self._words.typed(text.in_(self.language))

    def value(self, question: Question, value: AnswerValue) -> str:
        """An answer as a person says it; what they typed themselves is left as it is."""
        if value is None:
            return self._nothing(question)
        if isinstance(value, bool):
            return self.say("yes") if value else self.say("no")
        if value in (0, ()) and question.nothing is not None:
            return self.text(question.nothing)
        if isinstance(value, tuple):
            return self.listed(self._one(question, item) for item in value) or self.say("none")
        return self._one(question, value)

    def listed(self, items: Iterable[str]) -> str:
        """a, b and c."""
        return self._words.listed(items)

    def typed_day(self, day: date) -> str:
        """A date as people type it in this language."""
        return f"{day:%d/%m/%Y}" if self.language == "fr" else day.isoformat()

    def _nothing(self, question: Question) -> str:
        """No answer: not known yet, or not wanted where nothing would be assumed."""
        if question.unknown is not None:
            return self.say("I don’t know yet")
        return self.say("no date, or not known yet") if question.type == "date" else self.say("no answer")

    def _one(self, question: Question, value: str | int | date | AnyPeriod) -> str:
        if isinstance(value, Period | Preset):
            return self._words.any_period(value)
        if isinstance(value, date):
            return self._words.weekday(value)
        if isinstance(value, int):
            return self._words.number(value)
        label = question.label_of(value)
        return value if label is None else self.text(label)


def _with_gaps(said: Said, exact: list[str]) -> Said:
    """The sentence with a sign in place of everything that is to stay as it is, kept in `exact`."""
    values: dict[str, object] = {}
    for name, value in said.values.items():
        if isinstance(value, Verbatim):
            values[name] = chr(_FIRST_GAP + len(exact))
            exact.append(value)
        else:
            values[name] = _with_gaps(value, exact) if isinstance(value, Said) else value
    return Said(said.wording, values)
