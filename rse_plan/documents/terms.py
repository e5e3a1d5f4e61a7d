"""The terms of our documents, with what each means: in a few words where it first stands, and in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A term. `forms` are how it is said, by language; the first heads it, `many` are its plurals.

    `meaning` explains it in a list. `few` explains one in a few words, between brackets, and `few_many`
    several; without them its own words say enough where it stands.
    """

    forms: Mapping[str, Forms]
    meaning: str
    many: Mapping[str, Forms] = field(default_factory=dict)
    few: str = ""
    few_many: str = ""
    named: bool = False
    """Brackets after it say which one is meant: its explanation has no place in them."""

    def all_forms(self, language: str) -> Forms:
        """One and several."""
        return (*self.forms[language], *self.many.get(language, ()))


def _said(en: Forms, fr: Forms) -> Mapping[str, Forms]:
    return MappingProxyType({"en": en, "fr": fr})


COUNCIL, OFFICER, ASSESSMENT, REGULATION, RECORD, SIGN_ON, SPONSOR = (
    Explained(
        forms=_said(("works council",), ("CSE",)),
        meaning="the elected representatives of the staff, consulted before a tool that they use",
        few="elected staff representatives",
    ),
    Explained(
        forms=_said(("data protection officer", "DPO"), ("DPO",)),
        meaning="advises on personal data and checks that the rules are kept",
        few="adviser on personal data",
    ),
    Explained(
        forms=_said(("impact assessment", "DPIA"), ("AIPD", "analyse d’impact")),
        meaning="study of the risks for people, made before their data are used",
        few="study of the risks for people",
    ),
    Explained(
        forms=_said(("GDPR",), ("RGPD",)),
        meaning="the European regulation on personal data",
        few="European rules on personal data",
    ),
    Explained(
        forms=_said(("record of processing",), ("registre RGPD",)),
        meaning="the list, kept by law, of what is done with personal data",
        few="list of what is done with personal data",
    ),
    Explained(
        forms=_said(("single sign-on", "SSO"), ("connexion unique", "SSO")),
        meaning="the organisation’s own password opens the tool",
        few="with the usual password",
    ),
    Explained(
        forms=_said(("sponsor",), ("sponsor",)),
        meaning="the executive who carries the project and decides on the days agreed",
        few="executive who carries the project",
    ),
)
TERMS: tuple[Explained, ...] = (
    COUNCIL,
    OFFICER,
    ASSESSMENT,
    REGULATION,
    RECORD,
    SIGN_ON,
    SPONSOR,
    Explained(
        forms=_said(("project lead",), ("chef de projet",)),
        meaning="prepares the decisions and keeps the plan",
    ),
    Explained(
        forms=_said(("community manager",), ("animateur",)),
        many=_said(("community managers",), ("animateurs",)),
        meaning="keeps the whole network alive: no question left waiting, leaders helped",
        few="keeps the network alive",
        few_many="keep the network alive",
    ),
    Explained(
        forms=_said(("community leader",), ("responsable de communauté",)),
        many=_said(("community leaders",), ("responsables de communauté",)),
        meaning="a person of the business who keeps one community alive",
    ),
    Explained(
        forms=_said(("champion",), ("ambassadeur",)),
        many=_said(("champions",), ("ambassadeurs",)),
        meaning="a volunteer who helps colleagues to begin, on working time",
        few="volunteer who helps colleagues",
        few_many="volunteers who help colleagues",
    ),
    Explained(
        forms=_said(("community",), ("communauté",)),
        many=_said(("communities",), ("communautés",)),
        meaning="a space of the network, with a purpose, members and a leader",
        few="space of the network with a purpose",
        few_many="spaces of the network, each with a purpose",
        named=True,
    ),
    Explained(
        forms=_said(("wave",), ("vague",)),
        many=_said(("waves",), ("vagues",)),
        meaning="communities that open together",
    ),
    Explained(forms=_said(("charter",), ("charte",)), meaning="the one page of rules for using the network"),
    Explained(
        forms=_said(("freeze",), ("gel",)),
        meaning="days on which nothing new opens",
        few="nothing new opens",
    ),
)
