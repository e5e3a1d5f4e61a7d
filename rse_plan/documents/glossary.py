"""Terms that a view explains: those that it uses, in the order in which they first appear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rse_plan.documents.folio import (
    Choices,
    Facts,
    Framed,
    Notes,
    Piece,
    Points,
    Said,
    Table,
    Title,
)
from rse_plan.documents.terms import TERMS
from rse_plan.documents.tree import Line, Passage, flattened, line, strong
from rse_plan.documents.words import Words


def glossary(words: Words, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The terms that the pieces use, each with what it means."""
    text = "\n".join(words_of(pieces))
    found: list[tuple[int, str, str]] = []
    for term in TERMS:
        forms = term.all_forms(words.language)
        either = "|".join(map(re.escape, forms))
        first = re.search(rf"(?<!\w)(?:{either})(?!\w)", text, re.IGNORECASE)
        if first:
            found.append((first.start(), words.capital(forms[0]), words.say(term.meaning)))
    if found:
        told = ((strong(term), line(meaning)) for _, term, meaning in sorted(found))
        yield Points(tuple(words.sentence("{name}: {value}", name=name, value=value) for name, value in told))


def words_of(pieces: Iterable[Piece]) -> Iterator[str]:
    """The words of pieces, in order, explanations of terms among them."""
    for piece in pieces:
        match piece:
            case Title(words) | Said(words):
                yield _plain(words)
            case Table(caption, columns, rows):
                yield from (caption, *columns)
                yield from (cell.printed for row in rows for cell in row.cells)
            case Points(items):
                yield from map(_plain, items)
            case Facts(facts):
                for fact in facts:
                    yield from (fact.name, *map(_plain, fact.words))
            case Notes(notes):
                yield from (note.words.printed for note in notes)
            case Choices(answers):
                yield from answers
            case Framed(inner):
                yield from words_of(inner)


def _plain(words: Passage | Line) -> str:
    return (flattened(words) if isinstance(words, Passage) else words).printed
