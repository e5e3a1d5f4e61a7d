"""An answer stated as text, by a flag or in a cell: in the prompt's words or the file's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rse_plan.errors import say
from rse_plan.interview.asker import Typed
from rse_plan.interview.phrasing import UNKNOWN, understand
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import EMPLOYERS, AnswerValue
from rse_plan.model.base import LANGUAGES
from rse_plan.model.faults import plain
from rse_plan.model.problem import Problem
from rse_plan.model.question import Question
from rse_plan.source.span import file_start
from rse_plan.source.yaml_reader import Scalar, read_text

_LISTS = ("multi", "periods")
_YES_NO = {"yes": "true", "oui": "true", "vrai": "true", "no": "false", "non": "false", "faux": "false"}
"""What people write for true and false besides those words."""


def read_stated(question: Question, text: str, voice: Voice) -> AnswerValue | Problem:
    """The answer that a text states; None is "I don't know yet".

    As in the file, `unknown` says that nobody knows, and `"unknown"` is that word. A choice may be stated
    by its value or by its label in either language, several with commas or as the file lists them.
    """
    text = text.strip()
    if not text:
        return Problem(say("an answer is missing here"), say("write unknown if nobody knows it yet"))
    if text == UNKNOWN:
        if takes_unknown(question):
            return None
        return Problem(say("this answer cannot be unknown"), say("give a value"))
    if text in (f'"{UNKNOWN}"', f"'{UNKNOWN}'"):
        return question.parse(Scalar(UNKNOWN, False, file_start("")))
    if question.id == EMPLOYERS and text.startswith("[") and text.endswith("]"):
        text = text[1:-1].strip()
    if question.type in _LISTS and text.startswith("["):
        return _listed(question, text, voice)
    return understand(question, _typed(question, text), voice)


def takes_unknown(question: Question) -> bool:
    """Whether the file takes `unknown` here; the prompt offers it less, suggesting a default instead."""
    return question.allows_unknown or not question.required


def _listed(question: Question, text: str, voice: Voice) -> AnswerValue | Problem:
    """A list as the file has it, such as [{from: 2027-08-01, to: 2027-08-31}]."""
    value = _plain_value(text)
    if isinstance(value, tuple) and question.type == "multi":
        picked = [item for item in value if isinstance(item, Scalar)]
        if len(picked) == len(value):
            return understand(question, tuple(choice_of(question, item.text) for item in picked), voice)
    return value if isinstance(value, Problem) else question.parse(value)


def _plain_value(text: str) -> object:
    if any(unicodedata.category(sign) == "Cc" for sign in text):
        return Problem(say("a sign in it is not text"), say("type it again, without control keys"))
    reading = read_text(f"value: {text}", "")
    if reading.document is None or reading.diagnostics:
        found = reading.diagnostics[0]
        return Problem(found.message, found.help)
    node = reading.document.root.get("value")
    return plain(node) if node is not None else Problem(say("an answer is missing here"))


def _typed(question: Question, text: str) -> Typed:
    """The text as what a prompt gives for this type of question."""
    if question.type == "boolean":
        return (_YES_NO.get(text.casefold(), text.lower()),)
    if question.type == "choice":
        return (choice_of(question, text),)
    if question.type == "multi":
        parts = (part.strip() for part in re.split("[,;]", text))
        return tuple(choice_of(question, part) for part in parts if part)
    return (text,)


def choice_of(question: Question, text: str) -> str:
    """The choice whose value or label it is; a text that is neither is left for the question to refuse."""
    if any(choice.value == text for choice in question.choices):
        return text
    wanted = comparable(text)
    meant = {value for value, label in _labels(question) if comparable(label) == wanted}
    return meant.pop() if len(meant) == 1 else text


def _labels(question: Question) -> Iterator[tuple[str, str]]:
    for choice in question.choices:
        yield choice.value, choice.value
        for language in LANGUAGES:
            yield choice.value, choice.label.in_(language)


def comparable(text: str) -> str:
    """A text without what people type in different ways: capitals, accents' forms, apostrophes, spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(re.split(r"[\s_-]+", folded.strip()))
