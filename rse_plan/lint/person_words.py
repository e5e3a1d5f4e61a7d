"""Wordings that grade or watch people, by language: what `persons` looks for.

Each pattern names people as its object, or what only people have: a disk, a budget or a law may be watched.
Texts come with the apostrophe ’ whatever sign they were typed with. The words `between` two parts of a
pattern are the author's own: they may deny it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Wanting:
    """Words, and parts of them without one of which nothing fits: they are quicker to look for."""

    stems: tuple[str, ...]
    words: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when a stem is first met: most files hold none, and a pattern takes longer than a file."""
        return re.compile(rf"\b(?:{'|'.join(self.words)})", re.IGNORECASE)


def _wanting(stems: str, *words: str) -> Wanting:
    return Wanting(tuple(stems.split("|")), words)


def _begins(*words: str) -> str:
    """Stems that begin a word: “rate” is in “corporate” too, and “mark” in “market”."""
    return "|".join(f"{before}{word}" for word in words for before in (" ", "\n"))


_PERSON_FR = (
    r"(?:(?:salarié|collaborateur|collaboratrice|employé|agent|membre|contributeur|contributrice|participant"
    r"|utilisateur|utilisatrice|auteur|individu|équipier|manager|ambassadeur|ambassadrice)e?s?"
    r"(?:·\w+|\(\w+\))*\b|personnes?\b)"
)
_KIND_FR = (
    r"(?:(?:\d+|dix|cinq|trois|meilleur|nouveau|nouveaux|nouvel|nouvelle|autre|jeune|ancien|ancienne|bon|bonne"
    r"|principaux|premier|première|simple)s?\s+){0,2}"
)
_EACH_FR = rf"(?:chacune?\b|chaque\s+{_PERSON_FR}|tout\s+le\s+monde\b)"
_THEM_FR = (
    rf"(?:(?:(?:tous\s+)?(?:les|nos|vos|leurs|ses|des|ces)|un|une|le|la|d’un|d’une|du|de\s+la)\s+{_KIND_FR}{_PERSON_FR}"
    rf"|l’{_PERSON_FR}|(?:le|notre|du|tout\s+le)\s+personnel\b|(?:de\s+|d’)?{_EACH_FR})"
)
_OF_THEM_FR = (
    rf"(?:(?:des|de\s+nos|de\s+vos|de\s+tous\s+les|de\s+ses|par|du|d’un|d’une|de\s+l’|de\s+la)\s*{_KIND_FR}{_PERSON_FR}"
    rf"|de\s+{_EACH_FR}|du\s+personnel\b|par\s+{_PERSON_FR})"
)
_TRACE_FR = (
    r"(?:activités?|connexions?|publications?|messages?|contributions?|temps\s+passé|comportements?|usages?)"
)
_TALK_FR = (
    r"(?:messages?|échanges?|conversations?|publications?|connexions?)\b"
    r"(?!\s+(?:d’|de\s+|des\s+|du\s+|entre\s+)?(?:erreurs?|données|fichiers|chaleur|clés?|systèmes?|serveurs?|alerte"
    r"|réseau|journal|sauvegarde))"
)
_OFTEN_FR = (
    r"(?:tous\s+les\s+(?:jours|mois)|toutes\s+les\s+semaines|chaque\s+(?:jour|semaine|mois)|régulièrement"
    r"|quotidiennement|au\s+moins|(?:une|deux|trois|\d+)\s+fois\s+(?:par|la))\b"
)
_SILENT_FR = (
    r"(?:(?:publi|particip|contribu|post|écriv|connect)\w*|utilis\w+)\s+(?:pas|plus|jamais|guère|rien)\b"
)

GRADING_FR = (
    _wanting(
        "class|palmarès|podium|parade|tableau|contribut",
        rf"(?:classements?|palmarès|podiums?|hit-parades?|tableaux?\s+d’honneur)\s+{_OF_THEM_FR}",
        r"classements?\s+individuels?",
        rf"class(?:er|ez|ons)\s+{_THEM_FR}",
        r"(?:meilleur|top)s?\s+(?:\d+\s+)?(?:des\s+)?contribut(?:eur|rice)s?(?:\s+du\s+mois)?",
        r"classements?\s+des\s+plus\s+(?:acti[fv]|assidu|bavard|prolixe)\w*",
    ),
    _wanting(
        "une note|un score|des points",
        rf"(?:donn|attribu|accord|mett)(?:er|re|ez|ons)\s+(?:une\s+note|un\s+score|des\s+points)\s+"
        rf"(?:à\s+{_EACH_FR}|(?:aux|à\s+nos|à\s+vos|à\s+tous\s+les)\s+{_KIND_FR}{_PERSON_FR})",
    ),
    _wanting(
        " du mois| de l’année| de l'année| de la semaine",
        rf"(?<!meilleur )(?<!meilleurs ){_PERSON_FR}\s+(?:du\s+mois|de\s+l’année|de\s+la\s+semaine)\b",
    ),
    _wanting(
        "note|notation|score",
        rf"(?:notes?|notations?|scores?)\s+{_OF_THEM_FR}",
        r"(?:notes?|notations?|scores?)\s+individuel(?:le)?s?",
        rf"(?:noter|notez)\s+{_THEM_FR}(?!\s+(?:présent|absent|intéressé|volontaire|inscrit|invité|qui)\w*)",
    ),
    _wanting("évaluer|évaluez", rf"(?:évaluer|évaluez)\s+{_THEM_FR}"),
    _wanting("évaluations i|évaluation i", r"évaluations?\s+individuel(?:le)?s?"),
    _wanting("évaluations |évaluation ", rf"évaluations?\s+{_OF_THEM_FR}"),
    _wanting(
        "entretien",
        rf"entretiens?\s+(?:annuels?|professionnels?|d’évaluation)\s+"
        rf"(?:(?:des|de\s+nos|de\s+tous\s+les)\s+{_PERSON_FR}|de\s+{_EACH_FR})",
        rf"(?:nombre\s+de\s+)?{_TRACE_FR}\b(?P<between>[^.!?;\n]{{0,60}}?)\bentretiens?\s+(?:annuels?|professionnels?|d’évaluation)",
    ),
    _wanting(
        "prime|bonus|rémunération|augmentation",
        r"primes?\s+individuelles?",
        rf"(?:nombre\s+de\s+)?{_TRACE_FR}\b(?P<between>[^.!?;\n]{{0,60}}?)\b(?:primes?(?!\s+abord)|bonus|rémunérations?|part\s+variable)\b",
    ),
    _wanting(
        "quota|minim",
        rf"quotas?\s+(?:de\s+|d’)(?:publications?|messages?|contributions?|réponses?|commentaires?|idées?|connexions?)"
        rf"\s+(?:par\s+{_PERSON_FR}|(?:pour|à)\s+{_EACH_FR}|individuels?)",
        rf"(?:nombre\s+)?minim(?:um|al)\s+(?:de\s+|d’)(?:publications?|messages?|contributions?)\s+"
        rf"(?:par\s+{_PERSON_FR}|(?:pour|à)\s+{_EACH_FR})",
    ),
)
WATCHING_FR = (
    _wanting(
        "surveill|contrôl|trace|tracez|traço|espionn|pister|fliqu|traqu",
        rf"(?:surveill(?:er|e|es|ez|ons|ent|ant|era|eront)|trac(?:er|ez|eons)|traqu(?:er|ez|ons))\s+(?:de\s+près\s+)?"
        rf"(?:{_THEM_FR}|(?:(?:tou(?:s|tes)\s+)?(?:les|nos|leurs|ses|des)\s+)(?:{_TALK_FR}|faits\s+et\s+gestes)"
        rf"|(?:l’activité|le\s+travail|la\s+présence|le\s+temps|les\s+{_TRACE_FR})\s+(?:passé\s+)?{_OF_THEM_FR}"
        r"|qui\s+\w+|ce\s+qu(?:e|’)\s*\w+\s+(?:écri|publi|di[st]|f[ao]|li)\w*)",
        rf"surveillance\s+(?:{_OF_THEM_FR}|(?:des|de\s+nos|de\s+leurs)\s+{_TALK_FR})",
        rf"contrôl(?:er|e|ez|ons|ent|ant)\s+(?:(?:(?:l’activité|le\s+travail|la\s+présence|le\s+temps|les\s+{_TRACE_FR}"
        rf"|les\s+échanges)\s+(?:passé\s+)?{_OF_THEM_FR})|{_THEM_FR}|{_PERSON_FR})",
        rf"espionn(?:er|e|ez|ent|ant|age)|pister\s+{_THEM_FR}|fliqu(?:er|ez|age)",
    ),
    _wanting(
        "œil sur",
        rf"gard(?:er|ez|ons)\s+(?:un\s+|l’)œil\s+sur\s+(?:{_THEM_FR}|(?:les|nos|vos)\s+équipes)",
    ),
    _wanting(
        "qui ne |qui n’|qui n'",
        r"(?:vérifi|repér|identifi|list|relev|not|point)(?:er|ez|ons)\s+qui\s+n’(?:a|ont)\s+pas\s+"
        r"(?:publié|posté|écrit|lu|contribué|commenté|participé)",
        rf"(?:identifi|repér|recens|list|signal|relanc|nomm|dénonc|point)\w*\s+(?:{_THEM_FR}|ceux(?:\s+et\s+celles)?|celles)"
        rf"\s+qui\s+(?:ne\s+(?:se\s+)?|n’(?:y\s+)?){_SILENT_FR}(?!\s+d’)",
    ),
    _wanting(
        "liste des|listes des|nominative",
        rf"listes?\s+(?:nominatives?\s+)?des\s+(?:{_PERSON_FR}\s+)?"
        r"(?:inacti(?:f|ve)s|silencieux|non[- ](?:connecté|acti[fv]|utilisateur|contributeur|publiant)e?s)\b",
    ),
    _wanting(
        "de chac|de chaq|individuel|que chac|que chaq|que tous",
        rf"(?:suivre|suivez|suivons|relever|relevez|mesurer|mesurez|compter|comptez|enregistrer|analyser|suivi\s+de)\s*"
        rf"(?:les?\s+|la\s+|l’|s\s+)(?:nombre\s+de\s+|présence\s+|assiduité\s+)?(?:{_TRACE_FR}\s+)?de\s+{_EACH_FR}"
        rf"(?!\s+(?:communauté|équipe|service|vague))",
        rf"(?:suivis?|relevés?|traçabilité)\s+(?:des\s+|de\s+la\s+|de\s+l’)(?:{_TRACE_FR}|participations?|lectures?)"
        rf"\s+de\s+{_EACH_FR}",
        rf"(?:suivre|suivez|suivi|relever|mesurer|mesurez|analyser)\s+(?:les\s+|la\s+|l’|des\s+)?"
        rf"{_TRACE_FR}\s+individuel(?:le)?s?\b",
        rf"(?:vérifi\w+|contrôl\w+|s’assurer|assurez-vous|veiller\s+à\s+ce)\s+qu(?:e\s+|’)(?:{_EACH_FR}|tous)\s+"
        rf"(?:se\s+connect|publi|post|contribu|écri|particip)\w*\s+(?:bien\s+)?{_OFTEN_FR}",
    ),
    _wanting(
        "privés|privées|personnels|personnelles",
        r"(?:lire|lisez|lisent|consult(?:er|ez|ent)|examin(?:er|ez|ent)|inspect(?:er|ez|ent)|fouill(?:er|ez|ent)"
        r"|accéder\s+aux)\s+(?:les\s+|leurs\s+|des\s+)?(?:messages|messageries|conversations|échanges|courriels)\s+"
        r"(?:privée?s|personnel(?:le)?s)\b",
    ),
    _wanting(
        "assidu|ponctualité",
        rf"(?:contrôl|vérifi|surveill|suiv|mesur|relev|not)\w*\s+(?:l’assiduité|la\s+ponctualité)\s+{_OF_THEM_FR}",
    ),
)

_THING_EN = (
    r"(?:accounts?|spaces?|groups?|rights?|access|lists?|pages?|profiles?|stories|story|needs?|requests?|questions?"
    r"|feedback|experience|interfaces?|guides?|roles?|tickets?|ideas?|suggestions?|numbers?|growth|satisfaction)\b"
)
_PERSON_EN = (
    r"(?:(?:employee|member|worker|contributor|participant|user|author|poster|person|individual"
    r"|manager|champion|colleague)s?|staff|people)\b"
    rf"(?!(?:’s?)?\s+(?:new\s+|open\s+)?{_THING_EN})"
)
_ALL_EN = r"(?:(?:the|our|your|their|each|every|all|individual|best|most|active|single|new)\s+){0,3}"
_EACH_EN = rf"(?:(?:each|every|all|our)\s+(?:of\s+)?(?:the\s+|our\s+)?{_PERSON_EN}|everyone\b|everybody\b)"
_TRACE_EN = (
    r"(?:activity|logins?|log-ins?|sign-ins?|posts|messages|presence"
    r"|attendance|time\s+spent|contributions|behaviou?r)"
)
_REVIEW_EN = (
    r"(?:(?:yearly|annual|performance|individual)\s+(?:performance\s+)?(?:appraisals?|reviews?|interviews?))"
)
_OFTEN_EN = (
    r"(?:daily|every\s+(?:day|week|month)|each\s+(?:day|week|month)"
    r"|at\s+least|regularly|(?:once|twice)\s+an?)\b"
)

GRADING_EN = (
    _wanting(
        "leaderboard|league|ranking",
        rf"(?:rankings?|leaderboards?|league\s+tables?)\s+(?:of|by|for)\s+{_ALL_EN}{_PERSON_EN}",
        rf"{_PERSON_EN}\s+(?:rankings?|leaderboards?|league\s+tables?)",
        r"individual\s+rankings?|leaderboards?\b",
    ),
    _wanting(
        _begins("rank", "grade", "score", "appraise", "evaluate", "rate"),
        rf"(?:rank|grade|score|appraise|evaluate|rate)\s+{_ALL_EN}{_PERSON_EN}",
    ),
    _wanting(
        _begins("score", "rating", "mark", "grade"),
        rf"{_PERSON_EN}\s+(?:scores?|ratings?)",
        rf"(?:marks?|scores?|ratings?|grades?)\s+(?:of|for)\s+(?:each|every|the)\s+{_PERSON_EN}",
    ),
    _wanting("individual ", r"individual\s+(?:scores?|ratings?|marks?|grades?|appraisals?)"),
    _wanting("contributor", r"top\s+(?:(?:ten|five|three|\d+)\s+)?contributors?"),
    _wanting(
        "give |grant |award ",
        rf"give\s+{_ALL_EN}{_PERSON_EN}\s+(?:an?\s+|their\s+)?(?:scores?|marks?|grades?|ratings?|points)\b",
        rf"(?:award|grant|give)\s+points\s+to\s+{_ALL_EN}{_PERSON_EN}",
    ),
    _wanting(
        "of the ",
        r"(?:contributor|member|employee|poster|author|colleague)s?\s+of\s+the\s+(?:week|month|quarter|year)\b(?!-)",
    ),
    _wanting(
        "apprais|annual|yearly|performance",
        rf"{_REVIEW_EN}\s+(?:of|for|with)\s+{_EACH_EN}",
        rf"(?:yearly|annual|performance)\s+appraisals?\s+of\s+{_ALL_EN}{_PERSON_EN}",
        rf"{_TRACE_EN}\s+(?P<between>(?:[\w’-]+\s+){{0,6}}?){_REVIEW_EN}",
    ),
    _wanting(
        "bonus|pay ris|variable pay",
        r"individual\s+bonus(?:es)?",
        rf"(?:posting|number\s+of\s+posts|{_TRACE_EN})\s+(?P<between>(?:[\w’-]+\s+){{0,6}}?)"
        rf"(?:bonus(?:es)?|pay\s+rises?|variable\s+pay)\b",
    ),
    _wanting(
        "quota",
        rf"quotas?\s+(?:of|for)\s+(?:\w+\s+)?(?:posts?|messages?|contributions?|comments?|answers?|ideas?|logins?)\s+"
        rf"(?:per\s+{_PERSON_EN}|(?:for|by|from)\s+{_EACH_EN})",
        r"(?:post|posting|message|contribution)\s+quotas?",
    ),
)
WATCHING_EN = (
    _wanting(
        "monitor|track|watch|check up|surveil|polic|eye on|tabs on|spy",
        rf"(?:monitor|track|watch|check\s+up\s+on|surveil|police)(?:s|ed|ing)?\s+{_ALL_EN}{_PERSON_EN}",
        rf"(?:monitor|track|watch)(?:s|ed|ing)?\s+(?:who|what)\s+{_ALL_EN}"
        rf"(?:{_PERSON_EN}|posts?|writes?|says?|reads?|logs?\s+(?:in|on)|signs?\s+(?:in|on)|connects?|contributes?)\b",
        rf"(?:monitoring|surveillance|tracking)\s+of\s+{_ALL_EN}{_PERSON_EN}",
        r"keep(?:s|ing)?\s+(?:an\s+eye|tabs)\s+on|spy(?:ing)?\s+on",
    ),
    _wanting(
        "of each|of every|by each|by every",
        rf"(?:track|monitor|follow|log|record|measure|count|watch)(?:s|ed|ing)?\s+(?:the\s+)?"
        rf"(?:{_TRACE_EN}|usage|participation|reads)\s+(?:of|by)\s+"
        rf"(?:each|every)\s+{_PERSON_EN}",
    ),
    _wanting(
        "everyone |everybody |that each|that every|sure each|sure every|check every|check each",
        rf"(?:check|verif|mak|ensur)\w*\s+(?:sure\s+)?(?:that\s+)?(?:everyone|everybody|(?:each|every)\s+{_PERSON_EN})\s+"
        rf"(?:logs?\s+in|signs?\s+in|posts?|contributes?|writes?|participates?)\s+(?:\w+\s+){{0,2}}?{_OFTEN_EN}",
    ),
    _wanting(
        "who do|who never|that never|who have never|that do|who are not",
        rf"(?:identify|spot|list|flag|name|report|single\s+out|find|chase)(?:s|ing)?\s+"
        rf"(?:{_ALL_EN}{_PERSON_EN}|those|everyone|anyone)\s+(?:who|that)\s+"
        r"(?:(?:do|does)(?:\s+not|n’t)\s+|(?:have\s+)?never\s+|are\s+not\s+)"
        r"(?:post|log\w*\s+(?:in|on)|sign\w*\s+(?:in|on)|contribut|participat|writ|connect)\w*",
    ),
    _wanting(
        "who ha|who di",
        r"(?:check|list|find\s+out|identify|spot|note|see)\s+who\s+(?:ha(?:s|ve)|did)\s*(?:not|n[’']t)\s+"
        r"(?:post|write|written|read|comment|contribut|participat)\w*",
    ),
    _wanting(
        "list of|lists of",
        rf"lists?\s+of\s+(?:the\s+|all\s+)?(?:inactive|silent|non-active)\s+{_PERSON_EN}",
        r"lists?\s+of\s+(?:the\s+|all\s+)?(?:inactives|non-?(?:users|posters|contributors))\b",
    ),
    _wanting(
        "private ",
        r"(?:read|inspect|search|go\s+through|look\s+into|access)(?:s|ing)?\s+"
        r"(?:(?:the|any|all|their|people’s|members’|employees’|staff’s)\s+)?"
        r"private\s+(?:messages|conversations|e-?mails?|chats|mail)\b(?!\s+of\s+their\s+own)",
    ),
    _wanting(
        "attendance|punctuality|diligence",
        r"(?:check|control|record|verify|measure)(?:s|ing)?\s+(?:the\s+)?(?:attendance|punctuality|diligence)\s+of\s+"
        r"(?:the\s+|all\s+|each\s+|every\s+|our\s+)*(?:members?|employees?|staff|workers?|users?)\b",
    ),
)

GRADING: Mapping[str, tuple[Wanting, ...]] = {"fr": GRADING_FR, "en": GRADING_EN}
WATCHING: Mapping[str, tuple[Wanting, ...]] = {"fr": WATCHING_FR, "en": WATCHING_EN}
