"""Why communities open together, as the documents and plan.json say it (semantics 5)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from planning.planned import plan_of
from planning.test_waves import SIX_HOURS, answers
from under_way import month

from rse_plan.documents import register_view
from rse_plan.documents.wave_words import WaveWords
from rse_plan.documents.words import Words
from rse_plan.formats import json as plan_json
from rse_plan.planning.wave import WaveReason, WaveReasonKind

EMPLOYERS = "employers: [{id: f, country: FR}, {id: g, country: DE}]\n"
GERMAN = "language: de, employers: g"


@pytest.mark.parametrize(
    ("communities", "hours", "english", "french"),
    [
        (
            ("wave: 1", ""),
            8,
            "Chosen in the answers; 6 h of community management before opening, of 24 h in 3 weeks.",
            "Composition choisie dans les réponses ; 6 h d’animation avant l’ouverture, "
            "sur 24 h en 3 semaines.",
        ),
        (
            ("", "", ""),
            4,
            "12 h of community management before opening, of 12 h in 3 weeks; with “C”, it would be 18 h.",
            "12 h d’animation avant l’ouverture, sur 12 h en 3 semaines ; avec « C », ce serait 18 h.",
        ),
        (
            ("wave: 1", "wave: 1"),
            3,
            "Chosen in the answers; 12 h of community management before opening, of 9 h in 3 weeks; "
            "3 h too many.",
            "Composition choisie dans les réponses ; 12 h d’animation avant l’ouverture, "
            "sur 9 h en 3 semaines ; 3 h de trop.",
        ),
        (
            ("", "", "", ""),
            20,
            "18 h of community management before opening, of 60 h in 3 weeks; "
            "at most three communities in a pilot.",
            "18 h d’animation avant l’ouverture, sur 60 h en 3 semaines ; "
            "trois communautés au plus dans un pilote.",
        ),
        (
            (GERMAN, GERMAN, "ready: 2027-03-01"),
            4,
            "Language of the community: German; country of the employer: Germany; 12 h of community "
            "management before opening, of 12 h in 3 weeks; with “C”, it would be 18 h.",
            "Langue de la communauté : allemand ; pays de l’employeur : Allemagne ; 12 h d’animation avant "
            "l’ouverture, sur 12 h en 3 semaines ; avec « C », ce serait 18 h.",
        ),
        (
            ("ready: 2027-03-01, opens_on: 2027-04-05",),
            1,
            "Not before 5 April 2027; 6 h of community management before opening, of 3 h in 3 weeks; "
            "this community alone needs more than there is.",
            "Pas avant le 5 avril 2027 ; 6 h d’animation avant l’ouverture, sur 3 h en 3 semaines ; "
            "à elle seule, cette communauté dépasse les heures disponibles.",
        ),
    ],
)
def test_the_pilot_says_why(communities: tuple[str, ...], hours: int, english: str, french: str) -> None:
    made = plan_of(answers(*communities, hours=hours, rest=EMPLOYERS), SIX_HOURS)
    for language, expected in (("en", english), ("fr", french)):
        words = Words(language)
        told = WaveWords(made, words).why(made.waves[0])
        assert " ".join(told.split()) == expected


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_register_has_every_wave_whole(language: str) -> None:
    made = plan_of(answers("", "", "", hours=2), SIX_HOURS)
    rows = register_view.describe(made, Words(language)).waves
    assert [row.communities.plain for row in rows] == ["A", "B", "C"]
    assert all(row.why.plain.endswith(".") for row in rows)


def test_the_file_for_programs_has_hours_and_reasons() -> None:
    made = plan_of(answers("wave: 1, ready: 2027-03-01", "", "", "", hours=5), SIX_HOURS)
    pilot, second, _ = json.loads(plan_json.write(made, Words("en")))["waves"]
    assert (pilot["not_before"], pilot["hours_needed"], pilot["hours_available"]) == ("2027-03-01", 6, 15)
    assert [each["kind"] for each in pilot["reasons"]] == ["pinned", "ready"]
    assert [each["text"] for each in pilot["reasons"]] == [
        "“A”: chosen in the answers",
        "not ready before 1 March 2027",
    ]
    (full,) = second["reasons"]
    assert (full["kind"], full["community"], full["hours"]) == ("full", "d", 18)


def test_communities_that_stay_where_they_were_say_so() -> None:
    made = month(3)
    first = made.waves[0]
    kept = tuple(WaveReason(kind=WaveReasonKind.KEPT, community=id_) for id_ in first.communities)
    french = WaveWords(made, Words("fr")).why(replace(first, reasons=kept))
    assert french.partition("\N{NARROW NO-BREAK SPACE};")[0] == "Comme dans le plan précédent"
    told = [WaveWords(made, Words("en")).reason(reason) for reason in kept]
    assert told == ["“Boîte à idées”: as in the former plan"]
