"""What cannot hold in the answers themselves, and how findings are worded in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from planning.planned import ANSWERS, ROOT, answers_of, catalogues, library_of, plan_of, playbook

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import Said, say
from rse_plan.library import Sourced
from rse_plan.locales import translator
from rse_plan.model.answers import Answers
from rse_plan.model.progress import read_progress
from rse_plan.pipeline import plan, prepare
from rse_plan.planning.checkup import Checkup, examine
from rse_plan.planning.course import Course, future_reports, unknown_reports
from rse_plan.planning.levelling.effort import STANDARD
from rse_plan.planning.schedule import schedule
from rse_plan.planning.ways_out import Outcome, outcome_of
from rse_plan.source.yaml_reader import read_text

OPEN = "id: open, kind: milestone, opens: users, for_each: communities"
WORK = (
    "id: a, duration: 2d, effort: {community-manager: 3h}\n"
    "id: b, duration: 1d, fixed: true, effort: {community-manager: 1h}\n"
    f"{OPEN}, needs: [a]"
)
NOBODY = ANSWERS + "people:\n  community-manager:\n    name: unknown\n    hours: 0\n"


def examined(answers: str, *playbooks: str) -> Checkup:
    library = library_of(*playbooks)
    read = answers_of(answers, library)

    def planned(other: Answers) -> Outcome:
        return outcome_of(plan(other, library))

    return examine(prepare(read, library), plan(read, library), lambda _: None, planned)


def told(answers: str, *playbooks: str) -> list[Diagnostic]:
    return list(plan_of(answers, *playbooks).warnings)


def wanted(day: str, answers: str = ANSWERS) -> str:
    return answers.replace("{start: 2027-01-04}", f"{{start: 2027-01-04, target: {day}}}")


# --- hours ---


def test_work_for_a_role_without_hours_is_told_once_where_its_hours_are() -> None:
    (found,) = told(NOBODY, playbook(WORK))
    assert (found.rule, found.severity) == ("overload", Severity.ERROR)
    assert (found.span.line, found.span.column) == (10, 12)
    assert str(found.message).startswith("community manager: no hours, and work in 2 items of the plan")
    assert found.message.in_words(translator("fr")).startswith(
        "animateur : aucune heure, et du travail dans 2 activités du plan"
    )
    assert "people:" in str(found.help)


def test_a_single_item_is_told_as_one() -> None:
    (found,) = told(NOBODY, playbook(WORK.replace("community-manager: 1h", "it: 1h")))
    assert "work in 1 item of the plan" in str(found.message)


def test_a_role_without_hours_and_without_work_is_nobody_s_fault() -> None:
    assert told(NOBODY, playbook(OPEN)) == []
    assert not examined(NOBODY, playbook(OPEN)).unstaffed


def test_a_plan_with_work_that_nobody_can_do_proves_nothing() -> None:
    found = examined(wanted("2027-06-30", NOBODY), playbook(WORK))
    assert found.target is not None
    assert found.target.holds
    assert not found.keeps_target
    assert not found.holds
    assert (found.plan.inputs.proof.best, found.plan.inputs.proof.no_earlier) == (False, None)
    library = library_of(playbook(WORK))
    ready = prepare(answers_of(NOBODY, library), library)
    assert schedule(ready.network, ready.jobs, ready.grid, STANDARD).proof.best
    staffed = examined(wanted("2027-06-30"), playbook(WORK))
    assert staffed.keeps_target
    assert staffed.plan.inputs.proof.best


# --- openings ---


def test_a_wanted_day_without_any_opening_cannot_hold() -> None:
    found = examined(wanted("2027-06-30"), playbook("id: a, duration: 1d"))
    (finding,) = found.findings
    assert (finding.rule, finding.severity, finding.span.line) == ("no-opening", Severity.ERROR, 6)
    assert str(finding.message).endswith("so the wanted opening on 30 June 2027 cannot hold")
    assert not found.holds


def test_no_opening_that_nobody_waits_for_is_a_warning() -> None:
    found = examined(ANSWERS, playbook("id: a, duration: 1d"))
    assert [(each.rule, each.severity) for each in found.findings] == [("no-opening", Severity.WARNING)]
    assert found.holds


@pytest.mark.parametrize(
    ("day", "rule", "severity"),
    [
        ("2027-01-03", "date-cannot-hold", Severity.ERROR),
        ("2027-01-04", None, None),
        ("2029-01-04", None, None),
        ("2029-01-05", "date-far-away", Severity.WARNING),
        ("2056-01-05", "date-far-away", Severity.WARNING),
    ],
)
def test_an_opening_day_lies_between_the_start_and_two_years_later(
    day: str, rule: str | None, severity: Severity | None
) -> None:
    answers = ANSWERS.replace("members: 40,", f"members: 40, opens_on: {day},")
    found = told(answers, playbook(OPEN))
    assert [(each.rule, each.severity) for each in found] == ([(rule, severity)] if rule else [])
    assert all(each.span.line == 5 for each in found)
    assert all("“Finance” is to open on" in str(each.message) for each in found)


# --- words ---


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2027, 4, 1), "le 1er avril 2027", "on 1 April 2027"),
        (date(2028, 12, 22), "le 22 décembre 2028", "on 22 December 2028"),
    ],
)
def test_dates_in_sentences_are_written_out(day: date, french: str, english: str) -> None:
    said = say("{item} is due on {day}, when the sponsor is away (until {last})", item="a", day=day, last=day)
    assert french in said.in_words(translator("fr"))
    assert english in str(said)


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [(4.5, "à 4,5 %", "most 4.5 %"), (3.0, "à 3 %", "most 3 %"), (0.0, "à 0 %", "most 0 %")],
)
def test_decimals_in_sentences_are_parted_as_the_language_does(
    number: float, french: str, english: str
) -> None:
    said = say("at most {gap} % from the best", gap=number)
    assert french in said.in_words(translator("fr"))
    assert english in str(said)


FULL = """\
kind: answers
format: 1
organisation: {name: Acme, headcount: 900, employers: group}
employers:
  - {id: paris, name: Paris office, country: FR, works_council: single}
  - {id: elsewhere, name: Elsewhere, country: other}
  - {id: texas, name: Texas office, country: US, subdivision: ZZ}
communities:
  - {id: finance, name: Finance, members: 4000, use_case: other, opens_on: 2026-01-01, wave: 1}
  - {id: legal, name: Legal, members: 40, use_case: other, opens_on: 2040-08-01, wave: 1}
  - {id: sales, name: Sales, members: 40, use_case: other, wave: 1}
sponsors: [{id: main, minutes: 10, absences: [{from: 2027-01-05, to: 2027-01-15}]}]
calendar:
  start: 2027-01-04
  target: 2027-01-05
  decision: 2027-01-05
  closures: [{from: 2030-01-01, to: 2039-01-01}, {preset: school-holidays}]
  freezes: [{from: 2030-01-01, to: 2039-01-01}, {from: 2027-01-02, to: 2027-01-09, population: all}]
people:
  project-lead: {hours: 1, absences: [{from: 2027-01-01, to: 2034-01-01}]}
  community-manager: {hours: 0}
"""
EVERYTHING = playbook(
    f"id: a, duration: 5d, fixed: true, effort: {{project-lead: 9h, community-manager: 9h}}\n"
    f"{OPEN}, needs: [gone]\n"
    "id: gone, duration: 1d, when: legal.charter_sanctions\n"
    "id: day, kind: milestone, on: calendar.decision, launch: true, needs: [a]\n"
    "id: opinion, kind: gate, gate: works-council, lead_time: {base: 1mo}\n"
    "id: early, kind: milestone, decides: deployment\n"
    "id: prepare, duration: 5d, for_each: communities, effort: {community-manager: 9h}"
) + (
    "asks:\n  - {id: ask, phase: frame, role: support, do: {en: Do, fr: Faire}, minutes: 60, due: {on: a},"
    " if_refused: {en: No, fr: Non}}\n"
)
RULES = re.compile(r"""_(?:error|warning)\(\s*(?:rule\b|(?P<name>"[a-z-]+"))""")


def every_finding() -> Iterator[Diagnostic]:
    """Findings of all rules that a plan can break, and the hours too many of a week."""
    yield from examined(FULL, EVERYTHING).findings
    yield from examined(FULL.replace("hours: 0", "hours: 1"), EVERYTHING).findings
    start = FULL.replace("  target: 2027-01-05\n", "").replace("decision: 2027-01-05", "decision: 2026-12-01")
    yield from examined(start, EVERYTHING).findings
    yield from examined(ANSWERS, playbook("id: a, duration: 1d")).findings
    twice = [
        playbook(
            id_=id_,
            head="adjust:\n  - {item: own/a, duration: 3d, why: {en: Why, fr: Pourquoi}}\n",
        )
        for id_ in ("one", "other")
    ]
    yield from examined(ANSWERS, playbook("id: a, duration: 1d"), *twice).findings
    own = "adjust:\n  - {item: own/b, title: B}\n  - {item: own/c, skip: true, why: Done}\n"
    absent = "id: b, duration: 1d, when: organisation.headcount < 5"
    work = f"id: a, duration: 1d, needs: [c]\n{absent}\nid: c, duration: 1d"
    yield from examined(ANSWERS + own, playbook(work)).findings
    gate = "id: decide, kind: gate, gate: decision, on: calendar.decision, needs: [a]"
    early = ANSWERS.replace("start: 2027-01-04", "start: 2027-01-04, decision: 2027-01-05")
    yield from examined(early, playbook(f"id: a, duration: 9d\n{gate}")).findings
    yield from reported_wrongly()


def reported_wrongly() -> Iterator[Diagnostic]:
    """A day to come, one before the plan, and an item that the plan does not hold."""
    lines = ("{id: own/a, done: 2027-02-01}", "{id: own/b, done: 2026-12-01}")
    text = "kind: progress\nformat: 1\nitems:\n" + "".join(f"  - {line}\n" for line in lines)
    document = read_text(text, "progress.yaml").document
    assert document is not None
    fitted = read_progress(document)
    assert fitted.value is not None
    course = Course(date(2027, 1, 10), None, Sourced(fitted.value, fitted.document))
    yield from future_reports(course, date(2027, 1, 4))
    known = {"items": frozenset({"own/a"}), "decisions": frozenset[str](), "measures": frozenset[str]()}
    yield from unknown_reports(course, known)


def rules_of_the_planner() -> set[str]:
    """The names that the planner's modules give their findings."""
    found: set[str] = set()
    for path in (ROOT / "rse_plan" / "planning").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        found.update(name[1:-1] for name in RULES.findall(text) if name)
        found.update(re.findall(r'\brule="([a-z-]+)"', text))
        found.update(re.findall(r'^(?:RULE|OVERLOAD) = "([a-z-]+)"', text, re.MULTILINE))
        found.update(re.findall(r'rule = "([a-z-]+)" if', text))
        found.update(re.findall(r'else "([a-z]+-before-opinion)"', text))
    return found | {f"endless-{kind}" for kind in ("closure", "freeze", "absence")}


def leaves(said: Said) -> Iterator[object]:
    for value in said.values.values():
        yield from leaves(value) if isinstance(value, Said) else (value,)


def test_every_finding_is_told_without_role_ids_and_iso_dates() -> None:
    findings = list(every_finding())
    assert {each.rule for each in findings} == rules_of_the_planner()
    roles = set(catalogues().roles)
    for finding in findings:
        for said in filter(None, (finding.message, finding.help)):
            assert not roles & {value for value in leaves(said) if isinstance(value, str)}, finding
            for language in ("fr", "en"):
                words = said.in_words(translator(language))
                assert not re.search(r"\d{4}-\d{2}-\d{2}", words), words
                for role in (role for role in roles if "-" in role):
                    assert not re.search(rf"(?<![\w/@.-]){role}(?![\w/@.-])", words), words
