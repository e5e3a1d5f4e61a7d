"""Words that grade or watch people, where a text wants it done (D11: neither ranking nor surveillance).

A text may speak of it all the same: to forbid it, to answer a fear, to name a risk. Sentences that deny
are left alone, and so are a risk's signs, an objection's own words and quotations.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rse_plan.lint.engine import File
from rse_plan.lint.passages import Hit, Passages

_PEOPLE_FR = (
    r"(?:salarié|collaborateur|employé|agent|membre|contributeur|contributrice|participant|utilisateur|auteur"
    r"|personne|individu|équipier|manager|ambassadeur)\w*(?:·\w+|\(\w+\))?"
)
_PEOPLE_EN = (
    r"(?:employee|staff|member|worker|contributor|participant|user|author|poster|person|people|individual"
    r"|manager|champion|colleague)s?\b"
)
_OF_FR = r"(?:des|de nos|de chaque|de tous les|par|du|d’un|d’une|de la)\s+(?:\w+\s+){0,2}?"
_ALL_FR = r"(?:les|nos|chaque|tous les|le|la|un|une)\s+(?:\w+\s+){0,1}?"
_TO_FR = r"(?:à chaque|à tous les|à un|à une|au|aux|à nos|à vos)\s+(?:\w+\s+){0,1}?"
_DOINGS_FR = r"(?:activité|participation|publications?|messages?|contributions?|connexions?|lectures?)"
_DOINGS_EN = r"(?:activity|participation|posts?|messages?|contributions?|logins?|usage|reads?)"
_PERIOD_FR = r"(?:du mois|de la semaine|du trimestre|de l[’']année)"
_ALL_EN = r"(?:(?:the|our|each|every|all|individual|best|most|active|single)\s+){0,3}"


@dataclass(frozen=True, slots=True)
class Wanting:
    """A pattern, and parts of words without one of which nothing fits: they are quicker to look for."""

    stems: tuple[str, ...]
    pattern: re.Pattern[str]


GRADING: Mapping[str, Wanting] = {
    "fr": Wanting(
        (
            "class",
            "palmarès",
            "podium",
            "parade",
            "tableau",
            "note",
            "notation",
            "score",
            "évalu",
            "contribut",
            "du mois",
            "de la semaine",
            "du trimestre",
            "points",
            "de chaque",
            "entretien",
        ),
        re.compile(
            rf"\b(?:(?:classements?|palmarès|podiums?|hit-parades?)\s+{_OF_FR}{_PEOPLE_FR}"
            rf"|tableaux? d’honneur\s+{_OF_FR}{_PEOPLE_FR}"
            r"|classements? individuels?"
            rf"|class(?:er|ez|ons)\s+{_ALL_FR}{_PEOPLE_FR}"
            rf"|(?:notes?|notations?|scores?)\s+{_OF_FR}{_PEOPLE_FR}"
            r"|(?:notes?|notations?|scores?|évaluations?) individuel(?:le)?s?"
            rf"|(?:noter|notez|évaluer|évaluez)\s+{_ALL_FR}{_PEOPLE_FR}"
            rf"|évaluations?\s+(?:des|de nos|de chaque|par|du|d’un|d’une)\s+{_PEOPLE_FR}"
            rf"|(?:meilleur|top)s?\s+(?:\d+\s+)?(?:des\s+)?contributeur(?:s)?(?: {_PERIOD_FR})?"
            rf"|{_PEOPLE_FR} {_PERIOD_FR}|classements? des plus (?:actif|active|assidu|bavard|prolixe)\w*"
            rf"|(?:donn|attribu|accord|mett)(?:er|re|ez|ons)\s+(?:une note|un score|des points)\s+"
            rf"{_TO_FR}{_PEOPLE_FR}"
            rf"|(?:mesurer|mesurez|compter|comptez|suivre|suivez|noter|relever)\s+(?:l[’']|la |les )"
            rf"{_DOINGS_FR}\s+de chaque\s+{_PEOPLE_FR}"
            rf"|{_DOINGS_FR}\s+(?:\w+\s+){{0,4}}?(?:dans|lors de|pour|à)\s+(?:l[’']|les |leurs? |son )?"
            r"(?:entretiens?|évaluations?)\s+(?:annuel|individuel|professionnel|d[’']évaluation)(?:le)?s?)",
            re.IGNORECASE,
        ),
    ),
    "en": Wanting(
        (
            "rank",
            "leaderboard",
            "league",
            "score",
            "rating",
            "rate",
            "grade",
            "mark",
            "apprais",
            "evaluat",
            "contributor",
            "of the ",
            "points",
            "of each",
            "of every",
            "review",
        ),
        re.compile(
            rf"\b(?:(?:rankings?|leaderboards?|league tables?)\s+(?:of|by|for)\s+{_ALL_EN}{_PEOPLE_EN}"
            rf"|{_PEOPLE_EN}\s+(?:rankings?|leaderboards?|league tables?|scores?|ratings?)"
            r"|individual\s+(?:rankings?|scores?|ratings?|marks?|grades?|appraisals?)"
            rf"|(?:rank|grade|score|appraise|evaluate|rate)\s+{_ALL_EN}{_PEOPLE_EN}"
            rf"|(?:marks?|scores?|ratings?|grades?)\s+(?:of|for)\s+(?:each|every|the)\s+{_PEOPLE_EN}"
            r"|top\s+(?:(?:ten|five|three|\d+)\s+)?contributors?|leaderboards?\b(?! (?:of|by|for) )"
            rf"|{_PEOPLE_EN} of the (?:week|month|quarter|year)"
            rf"|give\s+{_ALL_EN}{_PEOPLE_EN}\s+(?:a |an |their )?(?:scores?|marks?|grades?|ratings?|points)\b"
            rf"|(?:award|grant|give)\s+points\s+to\s+{_ALL_EN}{_PEOPLE_EN}"
            rf"|(?:measure|count|record)\s+(?:the\s+)?{_DOINGS_EN}\s+of\s+(?:each|every)\s+{_PEOPLE_EN}"
            rf"|{_DOINGS_EN}\s+(?:\w+\s+){{0,4}}?(?:in|into|for|at|to)\s+(?:the |their |each |every )?"
            r"(?:annual|yearly|performance|individual)\s+(?:appraisal|review|evaluation|interview)s?)",
            re.IGNORECASE,
        ),
    ),
}
WATCHING: Mapping[str, Wanting] = {
    "fr": Wanting(
        (
            *("surveill", "contrôl", "trace", "tracez", "traço", "espionn", "pister", "fliqu", "traqu"),
            *("œil sur", " qui n", "de chaque"),
        ),
        re.compile(
            r"\b(?:surveill(?:er|e|es|ez|ons|ent|ant|era|eront)\b"
            rf"|surveillance\s+{_OF_FR}(?:{_PEOPLE_FR}|messages?|échanges?|conversations?|publications?)"
            rf"|contrôl(?:er|e|ez|ons|ent|ant)\s+(?:(?:l’activité|les messages|les échanges|le temps)\s+)?"
            rf"(?:(?:de|des|du)\s+)?(?:(?:les|nos|chaque|tous les)\s+)?{_PEOPLE_FR}"
            r"|trac(?:er|ez|eons)\b(?!\s+(?:une?|la|le|les|des)\s+(?:ligne|trait|plan|cadre|chemin|perspective|voie"
            r"|limite|frontière|courbe|contour|bilan|carte|route)s?)"
            r"|espionn(?:er|e|ez|ent|ant|age)|pister|fliqu(?:er|ez|age)|traquer"
            rf"|gard(?:er|ez|ons)\s+(?:un |l[’'])œil\s+sur\s+(?:(?:les|nos|vos|chaque)\s+)?"
            rf"(?:{_PEOPLE_FR}|équipes?)"
            r"|(?:vérifi|repér|identifi|list|relev|not|point)(?:er|ez|ons)\s+qui\s+n(?:e\s+|[’'])(?:\w+\s+){0,1}?pas"
            r"\s+(?:publié|posté|écrit|lu|contribué|commenté|participé)\w*"
            rf"|(?:suivi|relevé|traçabilité)s?\s+(?:de l[’']|de la |des ){_DOINGS_FR}\s+de chaque\s+"
            rf"{_PEOPLE_FR})",
            re.IGNORECASE,
        ),
    ),
    "en": Wanting(
        ("monitor", "track", "watch", "check up", "surveil", "polic", "eye on", "tabs on", "spy", " who "),
        re.compile(
            rf"\b(?:(?:monitor|track|watch|check up on|surveil|police)(?:s|ed|ing)?\s+{_ALL_EN}{_PEOPLE_EN}"
            rf"|(?:monitor|track|watch)(?:s|ed|ing)?\s+(?:who|what)\s+{_ALL_EN}(?:{_PEOPLE_EN}|posts?|writes?|says?)"
            rf"|(?:monitoring|surveillance|tracking)\s+of\s+{_ALL_EN}{_PEOPLE_EN}"
            rf"|(?:monitor|track|watch)(?:s|ed|ing)?\s+(?:the\s+)?{_DOINGS_EN}\s+of\s+(?:each|every)\s+{_PEOPLE_EN}"
            r"|(?:check|list|find out|identify|spot|note|see)\s+who\s+(?:ha(?:s|ve)|did|do(?:es)?)\s*"
            r"(?:not|n[’']t)\s+(?:post|write|written|read|comment|contribut|participat)\w*"
            r"|(?:keep(?:s|ing)?)\s+(?:an eye|tabs)\s+on|spy(?:ing)?\s+on)",
            re.IGNORECASE,
        ),
    ),
}

_DENIAL: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:ne|ni|non|pas|point|jamais|aucune?|sans|personne|nul(?:le)?|évit\w+|refus\w+|interdi\w+|exclu\w*"
        r"|proscri\w+|renonc\w+|empêch\w+|plutôt que|au lieu de|contre)\b|\bn’",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:not|no|never|nobody|none|nothing|without|neither|nor|cannot|avoid\w*|refus\w+|forb[ia]d\w*"
        r"|prohibit\w*|exclud\w+|bann?\w*|prevent\w*|rather than|instead of|against)\b|n’t\b",
        re.IGNORECASE,
    ),
}
_SENTENCE_END = re.compile(r"[.!?;]\s|[.!?;]$|\n\n")
_TELLING = {"risks": ("title", "early_sign"), "objections": ("says",)}
"""Texts that name what is feared: nobody is told to do it."""


def wanted(file: File, by_language: Mapping[str, Wanting]) -> Iterator[Hit]:
    """The places of a playbook where a text wants what a pattern names."""
    if file.playbook is None:
        return
    for language, texts in file.passages.items():
        wanting = by_language.get(language)
        for hit in _hits(texts, wanting) if wanting is not None else ():
            if not (hit.is_quoted or _is_denied(hit, language) or _is_told(hit)):
                yield hit


def _hits(texts: Passages, wanting: Wanting) -> Iterator[Hit]:
    """What the pattern finds, in the texts that hold a stem."""
    for index in sorted(_holding(texts, wanting.stems)):
        wording = texts.wordings[index]
        for match in wanting.pattern.finditer(wording.scalar.text):
            yield Hit(texts.document, wording, match, match.start())


def _holding(texts: Passages, stems: tuple[str, ...]) -> set[int]:
    """Positions of the texts that hold one of some small letters' words, large letters or not."""
    joined, starts = texts.lowered, texts.starts
    found: set[int] = set()
    for stem in stems:
        at = joined.find(stem)
        while at >= 0:
            index = bisect_right(starts, at) - 1
            found.add(index)
            at = joined.find(stem, starts[index + 1]) if index + 1 < len(starts) else -1
    return found


def _is_denied(hit: Hit, language: str) -> bool:
    """Whether the sentence says no to it."""
    text = hit.wording.scalar.text
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, hit.offset)), default=0)
    end = _SENTENCE_END.search(text, hit.offset)
    rest = text[start : end.start() if end else len(text)].replace("'", "’")
    inside = rest.replace(hit.match[0].replace("'", "’"), " ", 1)
    return _DENIAL[language].search(inside) is not None


def _is_told(hit: Hit) -> bool:
    """Whether a risk or an objection describes it."""
    for section, keys in _TELLING.items():
        span = hit.document.span((section,))
        inside = span.line <= hit.wording.scalar.span.line <= span.end_line
        if hit.key in keys and span != hit.document.root.span and inside:
            return True
    return False
