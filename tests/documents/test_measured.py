"""What others published and what was measured here, as every document says it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from shipped_plans import ALL, made, prepared

from examples import LANGUAGES
from rse_plan.documents import brief_view, plan_view, register_view, sheets_view
from rse_plan.documents.brief_fit import fits
from rse_plan.documents.brief_parts import brief_measures
from rse_plan.documents.measured import judged_text, outlook_text, value_text
from rse_plan.documents.paper import SHEET
from rse_plan.documents.plan_view import ROOM
from rse_plan.documents.telling import Telling
from rse_plan.documents.words import Words
from rse_plan.formats.json import write
from rse_plan.library import Sourced
from rse_plan.model.content import Target
from rse_plan.model.progress import Measure, Measured, ProgressFile, read_measured
from rse_plan.planning.build import build
from rse_plan.planning.course import Course
from rse_plan.planning.levelling.effort import STANDARD
from rse_plan.planning.plan import DatedKpi, Plan
from rse_plan.planning.readings import Group, judged
from rse_plan.planning.schedule import schedule
from rse_plan.source.yaml_reader import read_text

READERS, CONTRIBUTORS = "measurement/monthly-readers@wave-1", "measurement/contributors@wave-1"
ACTIVATION, IDEAS = "measurement/activation@wave-1", "idea-box/first-answer@boite-a-idees"
MEASURED = (
    (READERS, "58%", date(2027, 5, 10)),
    (READERS, "70/180", date(2027, 5, 20)),
    (ACTIVATION, "9/180", date(2027, 5, 10)),
    (IDEAS, "7/9", date(2027, 5, 24)),
    (CONTRIBUTORS, "4%", date(2027, 6, 1)),
)


def measure(kpi: str, value: str, on: date) -> Measure:
    read = read_measured(value)
    assert isinstance(read, Measured)
    return Measure.model_construct(kpi=kpi, value=read, on=on)


@cache
def measured() -> Plan:
    """Weldom's plan with a few measures, one of which only few people stand behind."""
    ready = prepared("weldom")
    dates = schedule(ready.network, ready.jobs, ready.grid, STANDARD)
    values = tuple(measure(*one) for one in MEASURED)
    file = ProgressFile.model_construct(items=(), decisions=(), measures=values)
    course = Course(date(2027, 6, 2), progress=Sourced(file, read_text("kind: progress\n", "p").document))
    return build(replace(ready, course=course), dates, STANDARD)


def kpi(plan: Plan, id_: str) -> DatedKpi:
    return next(one for one in plan.kpis if one.chosen.id == id_)


def cell(plan: Plan, id_: str, language: str) -> str:
    """The outlook of a measure, without the numbers of its sources."""
    return spaced(outlook_text(Telling(plan, Words(language)), kpi(plan, id_)))


def spaced(text: str) -> str:
    """With plain spaces, to be compared."""
    return re.sub("[\u00a0\u202f]", " ", text)


def said(id_: str, value: str, language: str, members: int = 180) -> str:
    """A value of one of Weldom's measures, as documents print it."""
    found = replace(kpi(measured(), id_), members=members)
    target = found.chosen.item.target
    group = Group(members, found.chosen.item.min_group, target is not None and target.low is not None)
    actual = judged(measure(id_, value, date(2027, 6, 1)), group)
    return spaced(value_text(Words(language), found, actual))


# --- what others published ---


def test_a_range_is_said_with_all_that_is_needed_to_doubt_it() -> None:
    assert cell(made("cisco"), ACTIVATION, "en") == (
        "45% to 78% in 3 published cases, 40,000 to 154,000 people, "
        "12 months to 60 months after the opening. "
        "Counted: people signed up / staff. "
        "Successes that somebody chose to publish: their spread is no forecast. "
        "The limits of each stand under Sources. "
        "1 figure set aside: what was counted, or on whom, is not known."
    )
    assert cell(made("cisco"), ACTIVATION, "fr") == (
        "De 45 % à 78 % dans 3 cas publiés, de 40 000 à 154 000 personnes, "
        "de 12 mois à 60 mois après l’ouverture. Compté : personnes inscrites / effectif. "
        "Ce sont des réussites que quelqu’un a choisi de publier : leur écart n’est pas une prévision. "
        "Les limites de chacun sont aux Sources. "
        "1 chiffre écarté : on ne sait pas ce qui a été compté, ou sur qui."
    )


def test_where_no_case_fits_it_is_refused_in_words() -> None:
    assert cell(made("weldom"), ACTIVATION, "en") == (
        "No comparable published case. 1 figure set aside: what was counted, or on whom, is not known. "
        "3 figures set aside: of organisations of quite another size."
    )
    assert cell(made("weldom"), IDEAS, "fr") == "Aucun cas publié comparable."


def test_a_single_figure_says_that_it_is_no_range_and_what_it_cannot_prove() -> None:
    text = cell(made("weldom"), READERS, "fr")
    assert text.startswith("Un seul chiffre publié, qui ne fait pas une fourchette : 85 %, 75 organisations")
    assert "Limite : 75 organisations, clientes d’un seul éditeur d’analyse." in text


def test_own_figures_stand_beside_what_was_published() -> None:
    assert cell(measured(), READERS, "fr").endswith("Vos propres chiffres à ce jour : de 39 % à 58 %.")
    assert "85 %" in cell(measured(), READERS, "fr")
    assert "own figures" not in cell(made("weldom"), READERS, "en")
    assert "own figures" not in cell(measured(), ACTIVATION, "en")  # one, and of nine people


PERCENTAGE = re.compile(r"(\d+) ?%")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["weldom", "cisco"])
def test_every_figure_that_is_printed_stands_in_the_evidence(name: str, language: str) -> None:
    plan = made(name)
    for one in plan.kpis:
        text = cell(plan, one.chosen.id, language)
        sources = [plan.evidence[case.source] for case in one.outlook.cases]
        metric = one.chosen.item.metric
        figures = [figure for source in sources for figure in source.value if figure.metric == metric]
        known = {round(end * 100) for figure in figures for end in figure.ends or ()}
        limits = " ".join(source.limits.in_(language) for source in sources if source.limits)
        printed = {int(found[1]) for found in PERCENTAGE.finditer(text.replace(limits, ""))}
        assert printed <= known
        told = " ".join(source.says.in_(language) for source in sources if source.says)
        assert all(f"{number}" in told for number in printed)


# --- what was measured ---


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        ("17/29", "17 of 29 (59%)", "17 sur 29 (59 %)"),
        ("7/9", "7 of 9", "7 sur 9"),
        ("4", "4 people", "4 personnes"),
        ("1", "1 person", "1 personne"),
        ("1200/1500", "1,200 of 1,500 (80%)", "1 200 sur 1 500 (80 %)"),
        ("58%", "58%", "58 %"),
        (
            "4%",
            "percentage not shown: fewer than 10 people stand behind it",
            "pourcentage non affiché : il porte sur moins de 10 personnes",
        ),
        (
            "1/1",
            "not shown: counted among one alone, it says nothing of a group",
            "non affiché : compté sur un seul, il ne dit rien d’un groupe",
        ),
    ],
)
def test_a_value_in_both_languages(value: str, english: str, french: str) -> None:
    assert (said(READERS, value, "en"), said(READERS, value, "fr")) == (english, french)


def test_a_percentage_of_a_small_group_is_refused_with_why() -> None:
    assert said(READERS, "58%", "en", 7) == "percentage not shown: 7 members, fewer than 10"
    assert said(READERS, "58%", "fr", 7) == "pourcentage non affiché : 7 membres, moins de 10"


def test_what_is_no_count_of_people_is_a_number() -> None:
    assert said(IDEAS, "4", "fr") == "4"
    assert said(IDEAS, "1.5", "fr") == "1,5"


def told(value: str, on: date, language: str, **changed: Any) -> str:
    """A reading of the readers, of whom 40, 60 or 80% are hoped for; the pilot stops below 40."""
    found = replace(kpi(measured(), READERS), due=date(2027, 8, 23), **changed)
    actual = judged(measure(READERS, value, on), Group(found.members, 10, people=True))
    return spaced(judged_text(Words(language), found, actual))


EARLY, LATE = date(2027, 7, 1), date(2027, 8, 23)


@pytest.mark.parametrize(
    ("value", "on", "french"),
    [
        ("61/185", EARLY, "61 sur 185 (33 %), à ce jour sous le seuil d’arrêt"),
        ("61/185", LATE, "61 sur 185 (33 %), sous le seuil d’arrêt"),
        ("40%", EARLY, "40 %, objectif bas atteint"),
        ("79/199", LATE, "79 sur 199 (40 %), objectif bas atteint"),  # 39.7: as it is printed
        ("60%", EARLY, "60 %, objectif courant atteint"),
        ("185/185", LATE, "185 sur 185 (100 %), objectif haut atteint"),
        ("9/185", LATE, "9 sur 185"),
        ("61", LATE, "61 personnes"),
    ],
)
def test_a_share_is_held_against_what_was_hoped_for(value: str, on: date, french: str) -> None:
    """Neither a count nor a share of fewer than ten is."""
    assert told(value, on, "fr") == french
    assert told(value, on, "fr", members=9) == value_of_few(value, french)


def value_of_few(value: str, french: str) -> str:
    """Of fewer than ten invited, a count alone."""
    if value.endswith("%"):
        return "pourcentage non affiché : 9 membres, moins de 10"
    return french.partition(",")[0]


def test_a_single_share_hoped_for_is_reached_or_not() -> None:
    chosen = kpi(measured(), READERS).chosen
    single = Target.model_construct(low=0.5)
    item = chosen.item.model_copy(update={"stop_below": None, "target": single})
    hoped = {"chosen": replace(chosen, item=item)}
    assert told("61/185", EARLY, "en", **hoped) == "61 of 185 (33%), not yet at the target"
    assert told("61/185", LATE, "en", **hoped) == "61 of 185 (33%), below the target"
    assert told("50%", LATE, "en", **hoped) == "50%, target reached"


# --- in the documents ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_register_shows_what_is_expected_published_and_measured(language: str) -> None:
    rows = register_view.describe(measured(), Words(language)).outlooks
    by_title = {row.title.plain.strip(): row for row in rows}
    readers = by_title["Lecteurs mensuels" if language == "fr" else "Monthly readers"]
    assert readers.target
    assert readers.published
    assert all(value in readers.actual.plain for value in ("58", "70", "39"))
    waiting = [row for row in rows if row.actual.plain in ("pas encore mesuré", "not measured yet")]
    assert len(waiting) == len(rows) - 4


def test_without_measures_plan_and_brief_say_nothing_of_them() -> None:
    words = Words("fr")
    for view in (plan_view, brief_view):
        assert "mesuré le" not in repr(view.describe(made("weldom"), words))
        assert "mesuré le" in repr(view.describe(measured(), words))


def test_the_brief_says_what_was_read_of_what_stops_the_pilot_once() -> None:
    """Where the measure has no row of its own, beside what it stops at."""
    for most, rows in ((0, 1), (9, 2)):
        found = [spaced(row.text.plain) for row in brief_measures(Telling(measured(), Words("fr")), most)]
        readers = [text for text in found if text.startswith("Lecteurs mensuels")]
        assert len(readers) == rows
        (read,) = [text for text in readers if "70 sur 180 (39 %), à ce jour sous le seuil d’arrêt" in text]
        assert ("moins de 40 %" in read) == (most == 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_measures_keep_to_the_room_of_the_plan(language: str) -> None:
    found = plan_view.describe(measured(), Words(language))
    assert sum(map(plan_view._measure_height, found.measures)) <= ROOM <= SHEET


def all_measured(plan: Plan, value: str) -> Plan:
    """The same plan with each measure taken on the longest of days."""
    kpis = []
    for one in plan.kpis:
        group = Group(one.members, one.chosen.item.min_group, people=True)
        kpis.append(replace(one, actuals=(judged(measure(one.chosen.id, value, date(2028, 9, 30)), group),)))
    return replace(plan, kpis=tuple(kpis))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_documents_keep_to_their_pages_when_everything_was_measured(name: str, language: str) -> None:
    for value in ("1%", "1200/1500"):
        plan = all_measured(made(name), value)
        brief = brief_view.describe(plan, Words(language))
        assert fits(brief)
        assert sum("mesuré le" in repr(row) or "measured on" in repr(row) for row in brief.measures) >= 2
        shown = plan_view.describe(plan, Words(language)).measures
        assert len(shown) >= 4
        assert sum(map(plan_view._measure_height, shown)) <= ROOM


def test_plan_json_keeps_what_was_measured_but_no_percentage_of_few() -> None:
    kpis = {one["id"]: one for one in json.loads(write(measured(), Words("fr")))["kpis"]}
    assert kpis[READERS]["outlook"]["own"] == {"low": 0.3889, "high": 0.58}
    assert kpis[READERS]["actuals"][1] == {
        "on": "2027-05-20", "amount": 70, "of": 180, "percent": False, "share": 0.3889, "withheld": None,
        "reached": "stop",
    }  # fmt: skip
    assert kpis[IDEAS]["actuals"][0]["share"] is None
    hidden = kpis[CONTRIBUTORS]["actuals"][0]
    assert (hidden["amount"], hidden["share"], hidden["withheld"]) == (None, None, "few-counted")
    assert kpis[READERS]["outlook"]["published"] is None


def results(plan: Plan, language: str) -> Iterator[tuple[Any, ...]]:
    sheet = next(one for one in sheets_view.describe(plan, Words(language)).sheets if one.key == "measures")
    keys = [column.key for column in sheet.columns]
    for row in sheet.rows:
        yield tuple(row[keys.index(key)] for key in ("id", "published", "result", "result_on"))


def test_the_spreadsheet_has_them_too() -> None:
    found = {row[0]: row[1:] for row in results(measured(), "en")}
    assert found[READERS][1:] == ("70 of 180 (39%), so far below what stops the pilot", date(2027, 5, 20))
    assert found[READERS][0].startswith("One published figure, which makes no range: 85%, 75 organisations")
    assert found[IDEAS][1:] == ("7 of 9", date(2027, 5, 24))
    assert " ." not in found[READERS][0]
    assert {row[2:] for row in results(made("weldom"), "en")} == {("", None)}


def test_each_community_that_was_measured_has_its_row() -> None:
    plan = made("weldom")
    first, *others = (one for one in plan.kpis if one.chosen.elements.get("community"))
    again = replace(first, chosen=replace(first.chosen, id=f"{first.chosen.ref}@other"))
    value = measure(again.chosen.id, "20/40", date(2027, 6, 1))
    read = replace(again, actuals=(judged(value, Group(40, 10, people=False)),))
    unread = register_view.describe(replace(plan, kpis=(first, again, *others)), Words("en")).outlooks
    both = register_view.describe(replace(plan, kpis=(first, read, *others)), Words("en")).outlooks
    assert len(both) == len(unread) + 1
    assert any("20 of 40 (50%)" in row.actual.plain for row in both)


def test_nothing_of_a_measure_for_the_lead_alone_is_told() -> None:
    plan = measured()
    shared = kpi(plan, READERS)
    item = shared.chosen.item.model_copy(update={"audience": "lead"})
    private = replace(shared, chosen=replace(shared.chosen, item=item))
    kept = replace(plan, kpis=(private,))
    for language in LANGUAGES:
        words = Words(language)
        assert register_view.describe(kept, words).outlooks == ()
        assert json.loads(write(kept, words))["kpis"] == []
        assert [*results(kept, language)] == []
