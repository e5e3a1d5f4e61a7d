"""What nobody has said is not printed as said; a council abroad is waited for; names stay short."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from changed_plans import changed, example, plan_of
from shipped_plans import made

from rse_plan.diagnostics import Diagnostic
from rse_plan.documents import brief_view, plan_view, register_view
from rse_plan.documents.words import Words
from rse_plan.errors import say
from rse_plan.formats import html, markdown
from rse_plan.model.answers import Person
from rse_plan.pipeline import plan as planned_from
from rse_plan.source.span import Span


def test_a_council_outside_france_is_waited_for() -> None:
    for country, gate in (
        ("DE", "de/agreement"),
        ("LU", "other-countries/council-agreement"),
        ("BE", "be/consultation"),
    ):
        plan = plan_of("lagardere-publicite", {"employer.country": country})
        assert plan.consultation
        waits = [item for item in plan.items if item.chosen.ref == gate]
        assert waits
        assert plan.first_opening is not None
        assert all(item.finish < plan.first_opening for item in waits)
        assert all(item.legal == (country == "BE") for item in waits)
        assert brief_view.describe(plan, Words("fr")).heading.project
        assert not plan_of(
            "lagardere-publicite", {"employer.country": country, "employer.works_council": "none"}
        ).consultation


def test_an_assumed_decision_day_is_called_assumed() -> None:
    plan = plan_of(changes={"calendar.decision": None})
    brief, page = brief_view.describe(plan, Words("fr")), plan_view.describe(plan, Words("fr")).page_one
    assert brief.reply_by.endswith("(supposé)")
    assert "(supposé)" in page.answers.plain
    assert "(supposé)" in page.todo_title
    assert any("(date supposée)" in row.what.plain for row in page.dates)
    said = plan_view.describe(plan_of(), Words("fr")).page_one
    assert "supposé" not in said.todo_title + said.answers.plain


def test_an_assumed_moving_day_is_called_assumed() -> None:
    plan = plan_of("lagardere-publicite", {"move.date": None})
    rows = plan_view.describe(plan, Words("en")).page_one.dates
    assert any("Moving day (assumed date)" in row.what.plain for row in rows)
    assert any(
        "(assumed date)" in row.text.plain for row in brief_view.describe(plan, Words("en")).milestones
    )


def test_an_unknown_purpose_is_to_be_completed() -> None:
    plan = plan_of(changes={"goal.primary": None, "goal.process": None})
    brief, page = brief_view.describe(plan, Words("fr")), plan_view.describe(plan, Words("fr")).page_one
    assert "‹à compléter\u00a0: à quoi il servira›" in brief.essential.plain
    assert "‹à compléter\u00a0: à quoi il servira›" in page.purpose.plain
    assert "autre usage" not in brief.essential.plain + page.purpose.plain
    assert brief.unknowns[0].plain.startswith("Projet ou processus servi")


def test_a_pilot_of_everyone_leaves_nothing_to_open() -> None:
    answers, library = example("lagardere-publicite")
    answers = changed(answers, "organisation.headcount", 20)
    only = answers.groups["communities"][:1]
    plan = planned_from(replace(answers, groups={**answers.groups, "communities": only}), library)
    brief, page = brief_view.describe(plan, Words("fr")), plan_view.describe(plan, Words("fr")).page_one
    assert not page.then
    assert [option.title for option in brief.options] == ["Ne rien faire", "Pilote"]
    assert "petit" not in brief.options[1].risk.plain
    assert "de continuer ou d’arrêter" in brief.essential.plain


def test_a_missed_date_is_told_in_the_language_of_the_document() -> None:
    plan = plan_of(changes={"calendar.target": date(2027, 2, 1)})
    words = Words("fr")
    brief = brief_view.describe(plan, words)
    assert "L’ouverture souhaitée le 1er février ne peut pas tenir." in brief.essential.plain
    assert "1er février 2027" in brief.heading.alerts[0].plain
    assert "2027-0" not in brief.heading.alerts[0].plain
    for text in (markdown.write(brief, words), html.write(brief, words)):
        assert "Ce plan ne tient pas." in text


def test_recurring_work_does_not_stretch_a_phase() -> None:
    plan = plan_of()
    for dates in plan.phases:
        ends = [item.finish for item in plan.items if item.phase == dates.phase.id and item.kind != "ongoing"]
        assert not ends or dates.finish == max(ends)


def test_hours_below_the_guide_are_said_in_the_register() -> None:
    plan = plan_of()
    person = Person(example("weldom")[0].span, "Ada", hours=4)
    short = replace(plan, people={**plan.people, "community-manager": person})
    table = register_view.describe(short, Words("fr")).staffing[0]
    assert table.short.plain.startswith("Animateur")
    assert "4\u00a0h par semaine" in table.short.plain
    enough = replace(plan, people={**plan.people, "community-manager": replace(person, hours=15)})
    assert not register_view.describe(enough, Words("fr")).staffing[0].short


def test_small_things_of_style() -> None:
    assert "\\&" not in markdown.escaped("Bird & Bird, R&D")
    assert markdown.escaped("&lt;") == "\\&lt;"
    assert Words("fr").period(date(2028, 1, 3), date(2028, 2, 5), date(2027, 1, 1)).count("2028") == 1
    plan = plan_of(changes={"stakeholders.owner": "joint-team"})
    assert brief_view.describe(plan, Words("fr")).from_ == "l’équipe commune"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "fr",
            "« Décider d’ouvrir ou non le pilote » est au 6 avril 2027, avant la fin de « Avis du CSE "
            "(centrale Weldom) » le 16 avril 2027.",
        ),
        (
            "en",
            "“Decide whether the pilot opens” is on 6 April 2027, before “Works council opinion "
            "(centrale Weldom)” ends on 16 April 2027.",
        ),
    ],
)
def test_what_cannot_hold_is_told_by_titles_and_not_by_ids(language: str, told: str) -> None:
    plan = made("weldom")
    message = say(
        "{item} is on {day}, before {gate} ends on {end}",
        item="pilot-by-communities/decide-pilot@wave-1",
        day=date(2027, 4, 6),
        gate="fr-works-council/council-opinion@weldom",
        end=date(2027, 4, 16),
    )
    fault = Diagnostic(rule="decision-before-opinion", span=Span("x.yaml", 1, 1, 1, 2), message=message)
    brief = brief_view.describe(replace(plan, warnings=(fault,)), Words(language))
    assert brief.heading.alerts[0].plain.replace("\u00a0", " ") == told
