"""Terms explained where a document first says them: in brackets, on paper as on the screen.

A term waits for a place where the brackets can follow it: not inside a compound (“works council opinion”),
a link or a name in quotes. What stands in brackets already takes the explanation in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from rse_plan.documents.folio import Choices, Framed, Mark, Notes, Title
from rse_plan.documents.gantt import Chart
from rse_plan.documents.rows import Heading, NoteRow, SourceRow
from rse_plan.documents.screen_rows import Grounds
from rse_plan.documents.terms import TERMS, Explained
from rse_plan.documents.tree import Emphasis, Leaf, Line, Part, Strong, Term, merged, with_parts
from rse_plan.documents.views import ReplyBox
from rse_plan.documents.words import Words

ValueT = TypeVar("ValueT")
ELSEWHERE = (Title, Notes, Choices, Framed, ReplyBox, Heading, NoteRow, SourceRow, Grounds, Chart)
"""Where nothing is explained: titles, what is signed, sources, drawings, what has to be unfolded first."""
_AFTER = {
    "en": "a an and are as at be before by can during for from has have if in is may must of on once open"
    " opens or so than that the their then to was when which while who will with without",
    "fr": "a à ait après au aux avant avec chez d’ dans de des dès doit dont du elle en entre est et il ils"
    " la le les leur lors n’ ne ni ont ou où par peut pour puis qu’ quand que qui sans se si soit sont sous"
    " sur un une",
}
"""Words that go on with the sentence: before others a term may be half of a compound."""


def explained(
    value: ValueT, words: Words, known: Collection[Explained] = (), told: set[str] | None = None
) -> ValueT:
    """The same rows or pieces with each term explained once; `known` are those that the reader uses daily.

    `told` holds what has been explained before, by a term’s meaning, and takes in what is explained here.
    """
    pass_ = _Pass(words, told if told is not None else set(), {term.meaning for term in known})
    return mapped(value, pass_.line)


def mapped(value: ValueT, change: Callable[[Line], Line]) -> ValueT:
    """A value with each of its lines changed, in the order in which they are read."""
    found: Any = value
    if isinstance(value, Line):
        found = change(value)
    elif isinstance(value, tuple):
        found = tuple(mapped(each, change) for each in value)
    elif is_dataclass(value) and not isinstance(value, (type, *ELSEWHERE)):
        changed = {each.name: mapped(getattr(value, each.name), change) for each in fields(value)}
        found = replace(value, **changed)
    return found  # type: ignore[no-any-return]  # each branch keeps the type


class _Pass:
    """One reading of a document from top to bottom."""

    def __init__(self, words: Words, told: set[str], known: set[str]) -> None:
        self._words = words
        self._told = told
        self._known = known

    def line(self, words: Line) -> Line:
        """A line, its new terms explained."""
        return Line(tuple(self._parts(words.parts))) if words else words

    def _parts(self, parts: tuple[Part, ...]) -> Iterator[Part]:
        for part in merged(parts):
            if isinstance(part, Leaf):
                yield from self._leaf(part.text)
            elif isinstance(part, Strong | Emphasis) and not isinstance(part, Mark):
                yield with_parts(part, tuple(self._parts(part.parts)))
            else:
                yield part

    def _leaf(self, text: str) -> Iterator[Part]:
        start = 0
        for found in _forms(self._words.language).finditer(text):
            term = _term(self._words.language, found["form"])
            inside = text.startswith(" (", found.end())
            if not term or not self._is_due(term) or not _has_room(found, self._words.language):
                continue
            if inside and term.named:
                continue
            self._told.add(term.meaning)
            if found.start() > start:
                yield Leaf(text[start : found.start()])
            end = self._words.pause if inside else ")"
            yield Term((Leaf(found[0]),), self._meaning(term, found["form"]), end)
            start = found.end() + (len(" (") if inside else 0)
        if start < len(text):
            yield Leaf(text[start:])

    def _is_due(self, term: Explained) -> bool:
        return bool(term.few) and term.meaning not in self._told | self._known

    def _meaning(self, term: Explained, form: str) -> str:
        several = form.lower() in term.many.get(self._words.language, ())
        return self._words.say(term.few_many if several else term.few)


@cache
def _forms(language: str) -> re.Pattern[str]:
    """Each form as a whole word, the longest first; “wave 2” is one name."""
    forms = sorted((form for term in TERMS for form in term.all_forms(language)), key=len, reverse=True)
    either = "|".join(map(re.escape, forms))
    return re.compile(rf"(?<![\w-])(?P<form>{either})(?![\w-])(?:[ \u00a0]\d+(?!\w))?", re.IGNORECASE)


@cache
def _term(language: str, form: str) -> Explained | None:
    """Whose form it is: a capital letter inside a sentence makes it a name, unless it has one always."""
    for term in TERMS:
        forms = term.all_forms(language)
        if form in forms or form[:1].lower() + form[1:] in forms:
            return term
    return None


def _has_room(found: re.Match[str], language: str) -> bool:
    """Whether brackets can follow, outside others, and whether it is said here and no part of a name."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    quoted = max(before.rfind("«"), before.rfind("“")) > max(before.rfind("»"), before.rfind("”"))
    named = found[0][:1].isupper() and not found[0].isupper() and bool(re.search(r"[\w,(] ?$", before))
    goes_on = re.match(rf"[ \u00a0\u202f]?(?:$|[(,.;:!?)…])| (?:{_after(language)})", after)
    inside = before.count("(") > before.count(")")
    return not (quoted or named or inside) and bool(goes_on)


@cache
def _after(language: str) -> str:
    words = _AFTER[language].split()
    return "|".join(re.escape(word) if word.endswith("’") else rf"{word}\b" for word in words)
