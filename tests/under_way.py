"""The plan of Weldom on a day of its course: what was reported by the second week, in months 3, 6 and 9."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from shipped_plans import library, prepared

from rse_plan.documents.explained import mapped
from rse_plan.documents.folio import Folio
from rse_plan.documents.tree import Line
from rse_plan.library import Sourced
from rse_plan.model.progress import Decision, ProgressFile, read_progress
from rse_plan.pipeline import followed, remade
from rse_plan.planning.course import Course
from rse_plan.planning.levelling.effort import STANDARD
from rse_plan.planning.plan import Plan
from rse_plan.source.yaml_reader import read_text

REASON = "l’éditeur n’a pas répondu au questionnaire de sécurité, malgré deux relances par écrit"
NOTE = "sous réserve d’un budget inférieur à 5 000 € et d’un point d’étape avant l’été avec les affiliés"
BLOCKED = "platform-access/security-review"
BEGUN = """
  - {id: framing/interviews, done: 2027-01-15}
  - {id: framing/use-cases, done: 2027-01-22}
  - {id: sponsor-mandate/decide-to-study, done: 2027-01-22}
  - {id: fr-works-council/council-file@weldom, done: 2027-02-05}
  - {id: platform-access/access-without-email, started: 2027-02-15}
"""
STOPPED = f"""
  - {{id: {BLOCKED}, started: 2027-02-10, blocked: 2027-03-01, reason: "{REASON}", until: 2027-04-12}}
"""
OPENED = """
  - {id: fr-works-council/council-opinion@weldom, done: 2027-04-05}
  - {id: pilot-by-communities/open@boite-a-idees, done: 2027-04-28}
"""
STUDY = f"""
  - {{id: sponsor-mandate/approve-study, answer: "yes", on: 2027-01-22, note: "{NOTE}"}}
"""
PILOT = """
  - {id: sponsor-mandate/stop-a-channel, answer: later, on: 2027-03-26}
  - {id: sponsor-mandate/decide-pilot, answer: "yes", on: 2027-04-06}
"""
EXTENDED = f"""
  - {{id: sponsor-mandate/decide-extension, answer: "no", on: 2027-07-12, note: "{NOTE}"}}
"""
MONTHS = {
    1: (date(2027, 1, 18), "  - {id: framing/interviews, started: 2027-01-05}\n", ""),
    3: (date(2027, 3, 8), BEGUN + STOPPED, STUDY),
    6: (date(2027, 6, 14), BEGUN + OPENED, STUDY + PILOT),
    9: (date(2027, 9, 20), BEGUN + OPENED, STUDY + PILOT + EXTENDED),
}
"""Day, work and decisions."""


@cache
def month(number: int) -> Plan:
    """The plan in one of the months above."""
    return plan_on(*MONTHS[number])


def plan_on(today: date, items: str = "", decisions: str = "", of: str = "weldom") -> Plan:
    """The plan on a day, after what was reported."""
    parts = ["kind: progress", "format: 1"]
    parts += [f"items:\n{items}"] if items else []
    parts += [f"decisions:\n{decisions}"] if decisions else []
    course = Course(today, None, _read("\n".join(parts)))
    answers = prepared(of).answers
    return remade(answers, library(), STANDARD, followed(answers, library(), STANDARD, course))


def reported(*lines: str) -> Sourced[ProgressFile]:
    """A progress file with reports of work, a flow map each."""
    items = "".join(f"  - {line}\n" for line in lines)
    return _read(f"kind: progress\nformat: 1\nitems:\n{items}")


def _read(text: str) -> Sourced[ProgressFile]:
    reading = read_text(text, "progress.yaml")
    assert reading.document is not None, reading.diagnostics
    found = read_progress(reading.document)
    assert found.value is not None, found.diagnostics
    return Sourced(found.value, found.document)


def answered(plan: Plan, note: str) -> Plan:
    """The same plan, every ask of it answered with a long note."""
    day = date(2027, 1, 22)
    asks = tuple(
        replace(ask, decided=Decision.model_construct(id=ask.chosen.id, answer="yes", on=day, note=note))
        for ask in plan.asks
    )
    return replace(plan, asks=asks)


def unbroken(text: str) -> str:
    """The same with plain spaces, as people type them."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def plain_of(folio: Folio) -> str:
    """All its words, with plain spaces."""
    found: list[str] = []

    def noted(words: Line) -> Line:
        found.append(unbroken(words.plain))
        return words

    mapped(folio.pieces, noted)
    return "\n".join(found)
