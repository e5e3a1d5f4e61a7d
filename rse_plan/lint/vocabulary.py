"""Words that rules look for in texts, by language; each is a pattern with its inflections.

Only what is hardly ever right is here: a reader who is corrected for a good word stops reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

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
            r"(?<=les )résistances(?! (?:physi|électri|chauff|thermi|mécani))",
            r"(?<=des )résistances(?! (?:physi|électri|chauff|thermi|mécani))",
            r"résistances?(?= (?:au changement|au projet|au réseau|à l[’']outil|à la nouveauté))",
            r"résistances?(?= (?:des|de nos|de vos|de certains|du|de l[’'])\s*"
            r"(?:managers?|salariés?|équipes?|collaborateurs?|employés?|cadres?|personnels?|membres|utilisateurs))",
            r"(?:les|des|aux|ces|nos|vos) résistant(?:e|s|es)",
            r"mauvais élèves?",
            r"(?:les|des|aux|ces|nos|vos) retardataires",
            r"mauvaise volonté",
            r"frileu(?:x|ses?)",
        ),
        JARGON: (
            r"(?:form|inform|mobilis|sensibilis|convain|accultur|embarqu|évangélis"
            r"|onboard)\w* (?:les|nos|vos) cibles",
            r"embarqu(?:e|ent|er|era|ez|ons)"
            r"(?! (?:(?:les|des|ses|leurs|\d+) )?(?:passagers|voyageurs|marchandises|véhicules|[àa] bord))",
            r"(?:être|est|sont|seront|soient) embarqué(?:e|s|es)?(?! (?:dans|à bord|sur))",
            r"onboard(?:e|ent|er|era|ez|ons|é|ée|és|ées)",
            r"accultur(?:e|ent|er|era|ez|ons|é|ée|és|ées|ations?)",
            r"évangélis(?:e|ent|er|era|ez|ons|é|ée|és|ées|ations?|te|tes|teurs?)",
            r"(?:populations?|publics?|personnes|salariés|utilisateurs|employés) cibles?",
            r"cibl(?:er|ez|ons|ent) (?:les|des|ces|nos|vos) "
            r"(?:personnes|salariés|utilisateurs|employés|managers|collaborateurs)",
            r"(?:la|les|nos|notre) cibles? (?:est|sont) (?:les|nos|des) "
            r"(?:managers|salariés|employés|collaborateurs|utilisateurs|équipes|cadres|jeunes|personnes)",
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
            r"(?:vos collègues|votre équipe|l[’']équipe|tout le monde) compt(?:e|ent) sur vous",
            r"(?:pénalis|plomb)(?:e|ent|er) (?:toute )?(?:l[’']équipe|le collectif|le groupe"
            r"|(?:leurs|vos|nos) collègues)",
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
            r"resistance to (?:the )?(?:changes?|project|network|tool)",
            r"(?:overcome|break|beat|crush|face|meet|fight)(?:s|ing)? (?:the |any |their )?resistance(?! to)",
            r"(?:staff|employee|manager|user|people[’']s|their) resistance",
            r"resistance (?:from|of|by|among) (?:the |our |your |some )?(?:staff|employees"
            r"|managers|users|people|teams)",
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
            r"your (?:colleagues|team|teammates) (?:are|is) counting on you",
            r"hold(?:s|ing)? (?:the|your|our) team back",
            r"let(?:s|ting)? (?:the|your|our) (?:team|colleagues) down",
        ),
    },
}


@dataclass(frozen=True)
class Sought:
    """A pattern that is made when it is first looked for: most files need few of them."""

    written: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.written)


NAMED: Mapping[str, Sought] = {
    "fr": Sought(
        r"\b(?:évit\w+|n[e’']|ni|bannir|proscrire|plutôt que|au lieu|sans|jamais|cess\w+"
        r"|arrêt\w+)\b[^.!?;:]{0,20}?"
        r"\b(?:parl|di[rt]|trait|qualifi|emplo|appel|écri)\w*\b[^.!?;:]{0,40}$|\bmots?\s$"
    ),
    "en": Sought(
        r"\b(?:avoid\w*|never|not|don[’']t|rather than|instead of|without|stop)\b[^.!?;:]{0,20}?"
        r"\b(?:speak|sa(?:y|id)|talk|writ|call|label|name|us(?:e|ing)\s+(?:the\s+)?word)\w*\b[^.!?;:]{0,40}$|\bwords?\s$"
    ),
}
"""In small letters, what comes before a word that is only named, so that nobody uses it."""


def _either(patterns: tuple[str, ...]) -> str:
    return "|".join(patterns)


TONE_PATTERNS: Mapping[str, Sought] = {
    language: Sought(rf"\b(?:{'|'.join(f'(?P<{kind}>{_either(words)})' for kind, words in kinds.items())})\b")
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

_YET = (
    *("à compléter", "à définir", "à préciser", "à rédiger", "à déterminer", "à remplir", "à venir"),
    *("to be completed", "to be defined", "to be written", "to be specified", "to come"),
)
_LATER = _either(_YET)
_NAMED = (
    *("nom", "prénom", "name", "first name", "last name", "your name", "votre nom"),
    *("société", "entreprise", "company", "date", "lieu"),
)
LEFTOVER_FORMS: tuple[tuple[tuple[str, ...], Sought], ...] = (
    (("{",), Sought(r"\{(?<![{\w`%]\{) ?[^\W\d][\w.-]*(?: [\w.-]+)? ?\}(?![}`])")),
    (("%s", "%d"), Sought(r"%[sd]\b(?<!\w%[sd])(?<!\d\s%[sd])")),
    (tuple(f"[{name}]" for name in _NAMED), Sought(rf"\[(?:{_either(_NAMED)})\](?!\()")),
    (
        _YET,
        Sought(
            rf"[\[‹<] ?(?:{_LATER})[^\]›>\n]{{0,20}}[\]›>](?!\()"
            rf"|(?P<whole>(?:\A|(?<=\n)|(?<=:\s))(?:{_LATER})(?=\s?[….]*(?:\n|\Z)))"
            rf"|\b(?:texte|contenu|suite|description|paragraphe|text|content) (?:{_LATER})\b"
        ),
    ),
)
"""In small letters, after what each holds: fields that nothing fills in, and what is put off till later."""

_FEW_FR = r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix)"
_FEW_EN = r"(?:two|three|four|five|six|seven|eight|nine|ten)"
_BEGUN = (
    r"(?:\A|(?<=\n)|(?<=[.!?;:,»“(]\s)|(?<=\bque )|(?<=\bcar )|(?<=\bthat )|(?<=\babout )|(?<=\bnearly ))"
)
"""Where a claim begins: after a verb, a share is something to do."""
_COUNTED_FR = (
    r"(?:projets|déploiements|salariés|collaborateurs|employés|managers|entreprises|organisations|membres|gens"
    r"|utilisateurs|réseaux|communautés|équipes|personnes|cadres)"
)
_COUNTED_EN = (
    r"(?:projects|rollouts|employees|managers|companies|organi[sz]ations|members|users|networks|communities|teams"
    r"|people|staff|workers)"
)
_WHOLLY = (
    r"(?!(?<=1)00\s?%\s(?:en ligne|à distance|numérique|électronique|dématérialisé|gratuit"
    r"|online|remote|digital|electronic|paperless|free)\b)"
)
_TWICE = r"twice as (?:fast|quickly|many|much|long|likely|often|high|good|well|effective|productive)\b"
_STEP_FR = "".join(
    rf"(?<!{word} \d)" for word in ("étape", "page", "phase", "partie", "séance", "vague", "écran")
)
_STEP_EN = "".join(
    rf"(?<!{word} \d)" for word in ("step", "page", "phase", "part", "session", "wave", "screen")
)
_HEARSAY_FR = (
    r"(?P<hearsay>études? (?:(?:\w+ ){0,2}?(?:(?:le|la|les|nous) )?(?:montr|prouv|démontr)(?:e"
    r"|ent)|(?:le )?disent)\b"
    r"|(?:selon|d’après) (?:une|des|les|plusieurs) études?\b"
    r"|est prouvé que\b|experts (?:le disent|s’accordent|sont d’accord))"
)
_HEARSAY_EN = (
    r"(?P<hearsay>(?:studies|surveys|research) (?:show|prove|say|tell)s?\b|study (?:shows|proves)\b"
    r"|according to (?:(?:a|an|the|many|several) )?(?:\w+ )?(?:study|studies|surveys?|research)\b"
    r"|proven that\b|experts agree\b)"
)
FIGURE: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(
        rf"\d(?<!\d\d){_WHOLLY}{_STEP_FR}(?:[\d.,   ]*\d)?(?:\s?(?:%|[km]?€|\$)"
        rf"|\s(?:pour cent|(?:millions? d(?:e |’|'))?euros)\b| fois (?:plus|moins)\b"
        rf"| sur \d+\b(?! jours| semaines| mois| ans))"
        rf"|\b(?:(?:une?|{_FEW_FR}) (?:\w+ )?sur {_FEW_FR}\b"
        rf"(?! \w*(?:jour|semaine|mois|an|site|lieu|étage|magasin|écran)[sx]?\b)"
        rf"|{_FEW_FR} fois (?:plus|moins)\b|{_HEARSAY_FR})"
    ),
    "en": re.compile(
        rf"\d(?<!\d\d){_WHOLLY}{_STEP_EN}(?:[\d.,]*\d)?(?:\s?(?:%|€)|\s(?:per ?cent|euros)\b"
        rf"| times (?:more|less|as)\b"
        rf"| (?:out )?of \d+\b)"
        rf"|[€$£]\s?\d[\d,.]*"
        rf"|\b(?:(?:one|{_FEW_EN}) (?:out of|in) {_FEW_EN}\b(?! (?:day|week|month|year)s?\b)"
        rf"|(?:one|{_FEW_EN}) {_COUNTED_EN} (?:out of|in) (?:five|ten)\b(?! [a-z]+s\b)"
        rf"|{_FEW_EN} times (?:more|less|as)\b|{_TWICE}|{_HEARSAY_EN})"
    ),
}
"""In small letters: percentages, ratios, money, “N of M”, and sources that are not named (semantics 40)."""

SHARE_STEMS: Mapping[str, tuple[str, ...]] = {
    "fr": ("la moitié de", "un quart de", " tiers de", "trois quarts de"),
    "en": ("half of ", "a third of ", "a quarter of ", "thirds of ", "quarters of "),
}
SHARE: Mapping[str, Sought] = {
    "fr": Sought(
        rf"{_BEGUN}(?:la moitié|un quart|(?:un|deux) tiers|trois quarts) (?:des|de tous les) "
        rf"(?!membres|communautés|équipes){_COUNTED_FR}\b"
    ),
    "en": Sought(
        rf"{_BEGUN}(?:half|a third|a quarter|two thirds|three quarters) of (?:all )?"
        rf"(?!members|communities|teams){_COUNTED_EN}\b"
    ),
}
"""In small letters, shares in words that begin a claim, not the plan's own; none without a stem."""


def figures(language: str, text: str) -> Iterator[re.Match[str]]:
    """Every figure in a text of small letters, and what passes for one."""
    yield from FIGURE[language].finditer(text)
    if any(stem in text for stem in SHARE_STEMS[language]):
        yield from SHARE[language].pattern.finditer(text)


VAGUE_LINK: Mapping[str, str] = {
    "fr": (
        r"ici|cliquez ici|cliquer ici|lien|(?:cliquez sur |cliquer sur |suivez )?ce lien|par ici|voir ici"
        r"|en savoir plus|lire la suite|plus d’infos?|voir"
    ),
    "en": (
        r"here|click here|(?:click on |click |follow )?this link|link|this|see here|read more"
        r"|learn more|more|see"
    ),
}
"""Words of a link that do not say where it leads."""
