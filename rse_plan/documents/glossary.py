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
from rse_plan.documents.tree import Line, Passage, flattened, line, strong
from rse_plan.documents.words import Words

Forms = tuple[str, ...]
TERMS: tuple[tuple[Forms, Forms, str], ...] = (
    # Of each: its forms in English and in French, the first of which heads it; what it means.
    (
        ("works council",),
        ("CSE",),
        "the elected representatives of the staff, consulted before a tool that they use",
    ),
    (
        ("data protection officer", "DPO"),
        ("DPO",),
        "advises on personal data and checks that the rules are kept",
    ),
    (
        ("impact assessment", "DPIA"),
        ("AIPD", "analyse d’impact"),
        "study of the risks for people, made before their data are used",
    ),
    (("GDPR",), ("RGPD",), "the European regulation on personal data"),
    (
        ("record of processing",),
        ("registre RGPD",),
        "the list, kept by law, of what is done with personal data",
    ),
    (
        ("single sign-on", "SSO"),
        ("connexion unique", "SSO"),
        "the organisation’s own password opens the tool",
    ),
    (("sponsor",), ("sponsor",), "the executive who carries the project and decides on the days agreed"),
    (("project lead",), ("chef de projet",), "prepares the decisions and keeps the plan"),
    (
        ("community manager", "community managers"),
        ("animateur",),
        "keeps the whole network alive: no question left waiting, leaders helped",
    ),
    (
        ("community leader", "community leaders"),
        ("responsable de communauté", "responsables de communauté"),
        "a person of the business who keeps one community alive",
    ),
    (
        ("champion", "champions"),
        ("ambassadeur", "ambassadeurs"),
        "a volunteer who helps colleagues to begin, on working time",
    ),
    (
        ("community", "communities"),
        ("communauté", "communautés"),
        "a space of the network, with a purpose, members and a leader",
    ),
    (("wave", "waves"), ("vague", "vagues"), "communities that open together"),
    (("charter",), ("charte",), "the one page of rules for using the network"),
    (("freeze",), ("gel",), "days on which nothing new opens"),
)


def glossary(words: Words, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The terms that the pieces use, each with what it means."""
    text = "\n".join(words_of(pieces))
    found: list[tuple[int, str, str]] = []
    for english, french, meaning in TERMS:
        forms = french if words.language == "fr" else english
        either = "|".join(map(re.escape, forms))
        first = re.search(rf"(?<!\w)(?:{either})(?!\w)", text, re.IGNORECASE)
        if first:
            found.append((first.start(), words.capital(forms[0]), words.say(meaning)))
    if found:
        told = ((strong(term), line(meaning)) for _, term, meaning in sorted(found))
        yield Points(tuple(words.sentence("{name}: {value}", name=name, value=value) for name, value in told))


def words_of(pieces: Iterable[Piece]) -> Iterator[str]:
    """The words of pieces, in order."""
    for piece in pieces:
        match piece:
            case Title(words) | Said(words):
                yield _plain(words)
            case Table(caption, columns, rows):
                yield from (caption, *columns)
                yield from (cell.plain for row in rows for cell in row.cells)
            case Points(items):
                yield from map(_plain, items)
            case Facts(facts):
                for fact in facts:
                    yield from (fact.name, *map(_plain, fact.words))
            case Notes(notes):
                yield from (note.words.plain for note in notes)
            case Choices(answers):
                yield from answers
            case Framed(inner):
                yield from words_of(inner)


def _plain(words: Passage | Line) -> str:
    return (flattened(words) if isinstance(words, Passage) else words).plain
