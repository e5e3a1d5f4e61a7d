"""Conditions in words: every operator in both languages, `not` carried inwards, private names marked."""

from __future__ import annotations

import pytest
from planning.planned import ANSWERS, ROOT, sheet_of

from rse_plan.documents import conditions
from rse_plan.documents.conditions import Conditions
from rse_plan.documents.words import Words
from rse_plan.expressions import parse
from rse_plan.library import Folder, load_library
from rse_plan.locales import translator

SAYS = [
    ("organisation.headcount >= 300", "“headcount” is at least 300", "« effectif » est au moins 300"),
    ("organisation.headcount < 300", "“headcount” is under 300", "« effectif » est inférieur à 300"),
    ("organisation.headcount > 5000", "“headcount” is over 5,000", "« effectif » dépasse 5 000"),
    ("organisation.headcount <= 11", "“headcount” is at most 11", "« effectif » est au plus 11"),
    ("organisation.headcount != 7", "“headcount” is not 7", "« effectif » n’est pas 7"),
    (
        'employer.country == "DE"',
        "“country of the employer” is “Germany”",
        "« pays de l’employeur » est « Allemagne »",
    ),
    ("employer.independent", "“independent employer” is “yes”", "« employeur indépendant » est « oui »"),
    ("not employer.independent", "“independent employer” is “no”", "« employeur indépendant » est « non »"),
    (
        'employer.country in ["DE", "BE"]',
        "“country of the employer” is “Germany” or “Belgium”",
        "« pays de l’employeur » est « Allemagne » ou « Belgique »",
    ),
    (
        'employer.country not in ["DE", "BE"]',
        "“country of the employer” is neither “Germany” nor “Belgium”",
        "« pays de l’employeur » n’est ni « Allemagne » ni « Belgique »",
    ),
    ('"FR" in organisation.countries', "“countries” includes “France”", "« pays » comprend « France »"),
    (
        '"FR" not in organisation.countries',
        "“countries” does not include “France”",
        "« pays » ne comprend pas « France »",
    ),
    (
        "known(employer.next_election)",
        "“next works council election” has an answer",
        "« prochaine élection du CSE » a reçu une réponse",
    ),
    (
        'calendar.start >= "2027-03-01"',
        "“start” is 1 March 2027 or after",
        "« début » tombe le 1er mars 2027 ou après",
    ),
    ("wave.pilot", "“pilot wave” is “yes”", "« vague pilote » est « oui »"),
    (
        "count(communities) >= 2",
        "the number of communities is at least 2",
        "le nombre de communautés est au moins 2",
    ),
    (
        "sum(communities, community.members) > 100",
        "the sum of “members of the community” over the communities is over 100",
        "le total de « membres de la communauté » sur les communautés dépasse 100",
    ),
    (
        "any(communities, community.members < 30)",
        "there is a community for which “members of the community” is under 30",
        "il y a une communauté pour laquelle « membres de la communauté » est inférieur à 30",
    ),
    (
        "not any(employers, employer.independent)",
        "there is no employer for which “independent employer” is “yes”",
        "il n’y a pas d’employeur pour lequel « employeur indépendant » est « oui »",
    ),
    (
        "all(communities, community.members >= 30)",
        "for every community, “members of the community” is at least 30",
        "pour chaque communauté, « membres de la communauté » est au moins 30",
    ),
    (
        "not all(communities, community.members >= 30)",
        "there is a community for which “members of the community” is under 30",
        "il y a une communauté pour laquelle « membres de la communauté » est inférieur à 30",
    ),
    (
        'wave.pilot and (organisation.headcount < 300 or "FR" in organisation.countries)',
        "“pilot wave” is “yes” and (“headcount” is under 300 or “countries” includes “France”)",
        "« vague pilote » est « oui » et (« effectif » est inférieur à 300 ou « pays » comprend « France »)",
    ),
    (
        "not (wave.pilot and organisation.headcount < 300)",
        "“pilot wave” is “no” or “headcount” is at least 300",
        "« vague pilote » est « non » ou « effectif » est au moins 300",
    ),
]


def told(condition: str, language: str) -> str:
    text = Conditions(Words(language), sheet_of(ANSWERS)).tell(parse(condition))
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("condition", "english", "french"), SAYS, ids=[condition for condition, *_ in SAYS])
def test_a_condition_reads_as_a_clause(condition: str, english: str, french: str) -> None:
    assert told(condition, "en") == english
    assert told(condition, "fr") == french


def test_lead_answers_are_known_to_be_private() -> None:
    spoken = Conditions(Words("en"), sheet_of(ANSWERS))
    assert spoken.is_private(parse("history.failed and organisation.headcount > 3"))
    assert not spoken.is_private(parse("organisation.headcount > 3"))


def test_every_wording_of_the_tables_is_said_in_french() -> None:
    tables = [
        value for name, value in vars(conditions).items() if name.startswith("_") and name[1:].isupper()
    ]
    wordings = [text for table in tables for text in table.values() if "{" in text or " " in text]
    assert len(wordings) > 30
    same = [text for text in wordings if translator("fr")(text) == text]
    assert same == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_condition_of_the_library_can_be_told(language: str) -> None:
    library = load_library([Folder(ROOT / "playbooks", "")])
    spoken = Conditions(Words(language), sheet_of(ANSWERS))
    known = set(spoken._sheet.library.questions)
    found = [
        condition
        for file in library.playbooks.values()
        for condition in (
            file.value.applies_when,
            *(item.when for item in (*file.value.tasks, *file.value.risks, *file.value.asks)),
        )
        if condition is not None and {n for n in condition.names if not n.startswith("wave.")} <= known
    ]
    assert len(found) > 20
    for condition in found:
        text = spoken.tell(condition)
        assert "None" not in text
        assert "{" not in text
