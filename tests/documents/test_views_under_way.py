"""Readers' views and the council file of a plan under way: what is done, decided, and still open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from under_way import PILOT, STUDY, month, plain_of, plan_on, unbroken

from examples import example_plan
from rse_plan.documents.audiences import audiences_of
from rse_plan.documents.folio import Folio, Table
from rse_plan.documents.reader_folios import reader_folios
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Plan

HEARD = "  - {id: fr-works-council/council-opinion@weldom, done: 2027-04-05}\n"


def folio(plan: Plan, reader: str, language: str = "fr") -> Folio:
    return next(reader_folios(plan, Words(language), audiences_of(plan, [reader])))


def frame(found: Folio) -> str:
    """What stands in the frame on top."""
    return unbroken(repr(found.pieces[0]))


@cache
def council(number: int, language: str = "fr") -> str:
    return plain_of(folio(month(number), "council", language))


def test_while_the_opinion_is_awaited_nothing_is_decided() -> None:
    found = folio(month(3), "council")
    assert found.heading.project.startswith("PROJET, sous réserve de la consultation")
    assert "Rien n’est décidé." in council(3)
    assert "Avis du CSE (centrale Weldom) : à venir, 5 avril 2027" in council(3)
    assert "Remettre au CSE un dossier complet (centrale Weldom) : fait le 5 février 2027" in council(3)


def test_once_the_council_was_heard_and_the_opening_decided_the_file_says_so() -> None:
    found = folio(plan_on(date(2027, 4, 15), HEARD, STUDY + PILOT), "council")
    assert found.heading.project == ""
    told = plain_of(found)
    assert "Rien n’est décidé" not in told
    assert "Avis du CSE (centrale Weldom) : terminé le 5 avril 2027" in told
    assert "Première ouverture : 28 avril 2027, décidée le 6 avril" in told
    assert told.count("si elle est décidée") == 1  # the wave after the pilot


def test_an_opening_that_took_place_is_told_as_such() -> None:
    assert "Première ouverture : a eu lieu le 28 avril 2027" in council(6)
    assert "First opening: took place on 28 April 2027" in council(6, "en")


def test_the_calendar_and_the_measures_say_what_nobody_has_confirmed() -> None:
    assert "Rédiger la charte d’usage sur une page non confirmé" in council(6)
    assert "Projet de charte d’usage : non confirmé" in council(6)
    assert "signalées comme faites : 0 sur" in council(6)
    assert "est réputé s’être déroulé comme prévu" in council(6)


def test_it_is_made_from_what_is_known_on_its_day() -> None:
    assert "éléments connus au 14 juin 2027" in frame(folio(month(6), "council"))


def test_a_file_of_a_plan_that_nothing_has_happened_to_has_no_such_chapter() -> None:
    found = folio(example_plan("weldom"), "council")
    assert "État d’avancement" not in repr(found.pieces)
    assert "éléments connus au 4 janvier 2027" in frame(found)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "fr",
            (
                "Avis du CSE (centrale Weldom) : terminé le 5 avril 2027",
                "oui le 6 avril 2027",
                "a eu lieu le mercredi 28 avril 2027, pour 200 personnes",
            ),
        ),
        (
            "en",
            (
                "Works council opinion (centrale Weldom): ended 5 April 2027",
                "yes on 6 April 2027",
                "took place on Wednesday 28 April 2027, for 200 people",
            ),
        ),
    ],
)
def test_the_days_that_everyone_has_in_common_have_their_states(
    language: str, lines: tuple[str, ...]
) -> None:
    told = plain_of(folio(month(6), "sponsor", language))
    for each in lines:
        assert each in told


def test_a_reader_is_told_which_of_their_tasks_nobody_has_confirmed() -> None:
    assert "Écrire qu’aucun message ne servira à évaluer non confirmé" in plain_of(folio(month(3), "hr"))
    assert "non confirmé" not in plain_of(folio(example_plan("weldom"), "hr"))


def test_what_is_decided_is_not_said_to_wait_for_a_decision() -> None:
    plan = plan_on(month(3).today, decisions=STUDY + PILOT.replace("2027-04-06", "2027-03-05"))
    manager, ambassador = (plain_of(folio(plan, reader)) for reader in ("manager", "ambassador"))
    assert "ouverture de « Boîte à idées »\n" in manager + "\n"
    assert "Puis l’ouverture : " in ambassador
    before = example_plan("weldom")
    assert "si elle est décidée" in plain_of(folio(before, "manager"))
    assert "si elle est décidée" in plain_of(folio(before, "ambassador"))


def test_what_happens_without_an_act_is_not_said_of_an_act_that_was_answered() -> None:
    rows = [row for row in folio_rows(folio(month(6), "sponsor")) if row[0].startswith("oui le 6 avr.")]
    assert [row[-1] for row in rows] == [""]
    before = [row for row in folio_rows(folio(example_plan("weldom"), "sponsor")) if "pilote ouvre" in row[1]]
    assert [row[-1] for row in before] == ["Le pilote n’ouvre pas"]


def folio_rows(found: Folio) -> list[list[str]]:
    """The rows of its tables of acts."""
    tables = [piece for piece in found.pieces if isinstance(piece, Table) and len(piece.columns) == 4]
    return [[unbroken(cell.plain) for cell in row.cells] for table in tables for row in table.rows]


PLEDGED = "  - {id: sponsor-mandate/pledge, done: 2027-01-28}\n"


@pytest.mark.parametrize(
    ("items", "ambassador", "manager"),
    [
        ("", "un engagement devait être signé au plus tard le 29 janvier 2027", "ce qui n’est pas confirmé"),
        (
            PLEDGED,
            "un engagement a été signé le 28 janvier 2027",
            "a été signé (sponsor et DRH) le 28 janvier",
        ),
    ],
)
def test_the_pledge_that_nobody_is_appraised_is_signed_or_not(
    items: str, ambassador: str, manager: str
) -> None:
    plan = plan_on(date(2027, 3, 8), items, STUDY)
    assert ambassador in plain_of(folio(plan, "ambassador"))
    assert manager in plain_of(folio(plan, "manager"))
    assert "doit être signé d’ici au 29 janvier 2027" in plain_of(folio(example_plan("weldom"), "ambassador"))


def test_ambassadors_are_asked_for_the_opening_that_comes_next() -> None:
    found = folio(month(6), "ambassador")
    assert unbroken(found.heading.date) == "14 juin 2027"
    assert found.heading.subject == "Pour un réseau d’échange entre collègues"
    told = plain_of(found)
    assert "Ce réseau ne sert qu’à une chose" in told
    assert "28 avril 2027" not in told
    opening = min(
        one.opening for one in month(6).communities if one.opening and one.opening > date(2027, 6, 14)
    )
    assert unbroken(Words("fr").date(opening)) in told
    own = plain_of(folio(month(6), "ambassador:boite-a-idees"))
    assert "Le réseau est ouvert depuis le mercredi 28 avril 2027." in own


def test_who_stands_in_for_the_community_manager_is_whom_to_call() -> None:
    plan = example_plan("weldom")
    person = replace(plan.people["community-manager"], name=None, deputy="Luc Morel")
    deputised = replace(plan, people={**plan.people, "community-manager": person})
    assert "Luc Morel, qui anime le réseau." in plain_of(folio(deputised, "ambassador"))
    assert "son nom vous sera donné avant" in plain_of(folio(plan, "ambassador"))
