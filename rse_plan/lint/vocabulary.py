"""Words that rules look for in texts, by language; each is a pattern with its inflections.

Only what is hardly ever right is here: a reader who is corrected for a good word stops reading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

HYPE, BLAME, JARGON, GUILT = "hype", "blame", "jargon", "guilt"

TONE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "fr": {
        HYPE: (
            r"révolutionnaires?",
            r"révolutionn(?:e|ent|er|era|ez|ons)",
            r"incontournables?",
            r"disrupti(?:f|fs|ve|ves)",
            r"magiques?",
            r"boost(?:e|ent|er|era|ez|ons)",
            r"de dernière génération",
            r"à la pointe",
            r"sans (?:aucun|le moindre) effort",
            r"réinvent(?:e|ent|er|era|ez|ons)",
            r"game changers?",
            r"best[- ]in[- ]class",
        ),
        BLAME: (
            r"réfractaires?",
            r"récalcitrant(?:e|s|es)?",
            r"résistances?(?! physique| électrique)",
            r"(?:les|des|aux|ces|nos|vos) résistant(?:e|s|es)",
            r"mauvais élèves?",
            r"(?:les|des|aux|ces|nos|vos) retardataires",
            r"mauvaise volonté",
            r"frileu(?:x|ses?)",
        ),
        JARGON: (
            r"embarqu(?:e|ent|er|era|ez|ons)",
            r"(?:être|est|sont|seront|soient) embarqué(?:e|s|es)?",
            r"onboard(?:e|ent|er|era|ez|ons|é|ée|és|ées)",
            r"accultur(?:e|ent|er|era|ez|ons|é|ée|és|ées|ations?)",
            r"évangélis(?:e|ent|er|era|ez|ons|é|ée|és|ées|ations?|te|tes|teurs?)",
            r"(?:populations?|publics?|personnes|salariés|utilisateurs|employés) cibles?",
            r"cibl(?:er|ez|ons|ent) (?:les|des|ces|nos|vos) "
            r"(?:personnes|salariés|utilisateurs|employés|managers|collaborateurs)",
            r"(?:la|les|nos|notre) cibles? (?:est|sont) (?:les|nos|des)",
            r"capital humain",
        ),
        GUILT: (
            r"aucune excuse",
            r"sans excuse",
            r"(?:n’avez|n'avez) pas d(?:’|')excuse",
            r"ne nous décevez pas",
            r"vous devriez avoir honte",
            r"si vous étiez (?:vraiment )?(?:engagé|impliqué|motivé)(?:e|s|es)?",
            r"tout le monde (?:le fait|participe) sauf vous",
        ),
    },
    "en": {
        HYPE: (
            r"revolutionary",
            r"revolutioni[sz](?:e|es|ed|ing)",
            r"game[- ]chang(?:er|ers|ing)",
            r"cutting[- ]edge",
            r"world[- ]class",
            r"best[- ]in[- ]class",
            r"next-generation",
            r"state-of-the-art",
            r"seamless(?:ly)?",
            r"effortless(?:ly)?",
            r"supercharg(?:e|es|ed|ing)",
            r"unleash(?:es|ed|ing)?",
            r"disruptive(?:ly)?",
            r"magical(?:ly)?",
            r"must-haves?",
        ),
        BLAME: (
            r"resist(?:ers?|ors?)",
            r"resistance(?: to (?:the )?change)?",
            r"resistant (?:people|staff|employees|managers|users)",
            r"laggards?",
            r"naysayers?",
            r"luddites?",
            r"stubborn(?:ly)?",
            r"foot[- ]drag(?:gers?|ging)",
            r"bad (?:pupils?|students?)",
            r"refuseniks?",
        ),
        JARGON: (
            r"onboard(?:s|ed|ing)? (?:the |our |your |all )?(?:people|users|staff|employees|managers|teams?)",
            r"evangeli[sz](?:e|es|ed|ing|ation)",
            r"evangelists?",
            r"accultur(?:ate|ates|ated|ating|ation)",
            r"target (?:population|audience|people|employees|users)s?",
            r"target(?:s|ed|ing)? (?:the |our |your |all )?(?:people|users|staff|employees|managers)",
            r"human capital",
        ),
        GUILT: (
            r"no excuses?",
            r"do(?:n’t|n't| not) let us down",
            r"should be ashamed",
            r"if you (?:really|truly) cared",
            r"every(?:one|body) (?:else )?(?:does|is doing) it but you",
        ),
    },
}


def _either(patterns: tuple[str, ...]) -> str:
    return "|".join(patterns)


TONE_PATTERNS: Mapping[str, re.Pattern[str]] = {
    language: re.compile(
        rf"\b(?:{'|'.join(f'(?P<{kind}>{_either(words)})' for kind, words in kinds.items())})\b"
    )
    for language, kinds in TONE.items()
}
"""For texts in small letters; a match's `lastgroup` is what is wrong with it."""


def _stem(pattern: str) -> str:
    """The longest stretch of letters that whatever fits a pattern holds."""
    bare = re.sub(r"\((?:[^()]|\([^()]*\))*\)\??|\[[^]]*\]|.\?", "\0", pattern)
    return max(bare.split("\0"), key=len)


TONE_STEMS: Mapping[str, tuple[str, ...]] = {
    language: tuple(sorted({_stem(pattern) for words in kinds.values() for pattern in words}))
    for language, kinds in TONE.items()
}
"""A text without any of these needs no pattern: looking for letters is many times faster."""

_LEFTOVER = r"(?P<mark>\b(?:TODO|FIXME|TB[CD]|XXX+)\b)|\b(?i:lorem ipsum)\b|\b(?i:xxx+)\b|\?{3,}"
_BLANK = r"|\b(?:xx|XX) ?(?:%|€|d\b|j\b|days?\b|jours?\b|weeks?\b|semaines?\b|months?\b|mois\b)|\bx x d\b"
_BRACKETS = (
    r"|\[(?i:à (?:définir|compléter|préciser|remplir|confirmer|écrire)"
    r"|to be (?:defined|completed|decided|confirmed|written))\](?!\()"
)
LEFTOVER = re.compile(_LEFTOVER + _BLANK + _BRACKETS)
"""What authors leave where something was still to be written."""
LEFTOVER_STEMS = (
    "TODO",
    "FIXME",
    "TB",
    "[à ",
    "[À ",
    "[to ",
    "[To ",
    "[TO ",
    "XX",
    "xx",
    "Xx",
    "orem",
    "OREM",
    "???",
    "x x d",
)
"""Without any of these nothing was left."""

_FEW_FR = r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix)"
_FEW_EN = r"(?:two|three|four|five|six|seven|eight|nine|ten)"
FIGURE: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(
        rf"\d(?<!\d\d)(?:[\d.,   ]*\d)?(?:\s?(?:%|[km]?€|\$)"
        rf"|\s(?:pour cent|(?:millions? d(?:e |’|'))?euros)\b| fois (?:plus|moins)\b"
        rf"| sur \d+\b(?! jours| semaines| mois| ans))"
        rf"|\b(?:(?:une?|{_FEW_FR}) (?:\w+ )?sur {_FEW_FR}\b(?! \w*(?:jour|semaine|mois|an)s?\b)"
        rf"|{_FEW_FR} fois (?:plus|moins)\b"
        r"|étude(?:s (?:le )?(?:montrent|prouvent|démontrent|disent)| (?:le )?(?:montre|prouve|démontre))\b"
        r"|\b(?=[udtl])(?<!plus d’)(?<!plus de )(?<!moins d’)(?<!moins de )"  # those are thresholds
        r"(?:(?:un|deux|trois) (?:tiers|quarts?)|la moitié) des \w+"
        r"|(?:selon|d’après) (?:une|des|les|plusieurs) études?\b"
        r"|est prouvé que\b|experts (?:le disent|s’accordent|sont d’accord))"
    ),
    "en": re.compile(
        rf"\d(?<!\d\d)(?:[\d.,]*\d)?(?:\s?(?:%|€)|\s(?:per ?cent|euros)\b| times (?:more|less|as)\b"
        rf"| (?:out )?of \d+\b)"
        rf"|[€$£]\s?\d[\d,.]*"
        rf"|\b(?:(?:one|{_FEW_EN}) (?:out of|in) {_FEW_EN}\b(?! (?:day|week|month|year)s?\b)"
        rf"|{_FEW_EN} times (?:more|less|as)\b"
        r"|(?:studies|surveys|research) (?:show|prove|say|tell)s?\b|study (?:shows|proves)\b"
        r"|\b(?=[otah])(?<!more than )(?<!less than )"
        r"(?:(?:one|two|three)[- ](?:third|quarter)s?|a (?:third|quarter)|half) of (?:all )?\w+s\b"
        r"|according to (?:(?:a|an|the|many|several) )?(?:\w+ )?(?:study|studies|surveys?|research)\b"
        r"|proven that\b|experts agree\b)"
    ),
}
"""In small letters: percentages, ratios, money, “N of M”, and sources that are not named (semantics 40)."""

VAGUE_LINK: Mapping[str, str] = {
    "fr": r"ici|cliquez ici|cliquer ici|lien|ce lien|par ici|en savoir plus|lire la suite|plus d’infos?|voir",
    "en": r"here|click here|this link|link|this|read more|learn more|more|see",
}
"""Words of a link that do not say where it leads."""
