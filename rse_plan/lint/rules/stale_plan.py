"""A plan made from other answers, reports or playbooks than those beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from rse_plan import __version__
from rse_plan.diagnostics import Diagnostic, Related, has_errors
from rse_plan.errors import Said, say
from rse_plan.library import Library
from rse_plan.library.load import is_broken
from rse_plan.lint.engine import File
from rse_plan.lint.plan_files import answers_beside
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.lint.sample_answers import SOUND_ANSWERS
from rse_plan.resources import BUNDLED

if TYPE_CHECKING:
    from rse_plan.formats.plan_reader import SourcedPlan
    from rse_plan.model.answers import Answers
    from rse_plan.source.document import Document

PROGRESS = "progress.yaml"
"""What was reported, beside the answers."""
_BAD_PLAN = """\
{
  "format": 1,
  "language": "en",
  "organisation": {"name": "Weldom", "headcount": 60},
  "exercise": null,
  "consultation": false,
  "start": "2027-02-01",
  "finish": "2029-04-27",
  "decision": "2027-03-01",
  "first_opening": "2027-04-22",
  "anchor": "pilot-by-communities/open@shops",
  "phases": [],
  "waves": [],
  "employers": [],
  "communities": [],
  "roles": [],
  "tasks": [],
  "effort": {},
  "workload": [],
  "staffing": [],
  "risks": [],
  "kpis": [],
  "asks": [],
  "objections": [],
  "messages": [],
  "assumptions": [],
  "warnings": [],
  "inputs": {
    "answers": "e9a0899af568ba5c6868b185c731f3ad4546494c87f0b726341f9997b2ac5ce0",
    "playbooks": "0000000000000000000000000000000000000000000000000000000000000000",
    "rse_plan": "0.0.0",
    "holidays": "0.96",
    "effort": "standard",
    "best": true,
    "no_earlier": null,
    "reproducible": true
  }
}
"""

_GOOD_PLAN = """\
{
  "format": 1,
  "language": "en",
  "organisation": {"name": "Weldom", "headcount": 60},
  "exercise": null,
  "consultation": false,
  "start": "2027-02-01",
  "finish": "2029-04-27",
  "decision": "2027-03-01",
  "first_opening": "2027-04-22",
  "anchor": "pilot-by-communities/open@shops",
  "phases": [],
  "waves": [],
  "employers": [],
  "communities": [],
  "roles": [],
  "tasks": [],
  "effort": {},
  "workload": [],
  "staffing": [],
  "risks": [],
  "kpis": [],
  "asks": [],
  "objections": [],
  "messages": [],
  "assumptions": [],
  "warnings": [],
  "inputs": {
    "answers": "b0a500e6434fdb6c80a207c287c652f72f2aebb7d24dd1aed4bbabf6122b7981",
    "playbooks": "0000000000000000000000000000000000000000000000000000000000000000",
    "rse_plan": "0.0.0",
    "holidays": "0.96",
    "effort": "standard",
    "best": true,
    "no_earlier": null,
    "reproducible": true
  }
}
"""

RULE = Rule(
    name="stale-plan",
    what_it_finds=Both(
        en=(
            "A plan.json that was made from other answers than those beside it, from other reports than "
            "those of the progress.yaml beside them, or from other playbooks. A comment or the order of "
            "keys changes nothing; playbooks are compared when this version of the program made the plan."
        ),
        fr=(
            "Un plan.json tiré d’autres réponses que celles qui l’accompagnent, d’autres faits que ceux du "
            "progress.yaml placé à côté d’elles, ou d’autres playbooks. Un commentaire ou l’ordre des clés "
            "n’y change rien ; les playbooks sont comparés quand le plan vient de la présente version "
            "du programme."
        ),
    ),
    why_it_matters=Both(
        en=(
            "Whoever reads the plan believes its dates: those of last month’s answers, or of before the last "
            "report, are false, and nothing in the file shows it."
        ),
        fr=(
            "Qui lit le plan croit ses dates : celles des réponses du mois dernier, ou d’avant le dernier "
            "fait signalé, sont fausses, et rien dans le fichier ne le montre."
        ),
    ),
    bad={"answers.yaml": SOUND_ANSWERS, "plan/plan.json": _BAD_PLAN},
    good={"answers.yaml": SOUND_ANSWERS, "plan/plan.json": _GOOD_PLAN},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    """Faults of the answers or the library are told first: what they mean is anyone's guess."""
    document, plan = answers_beside(file), file.plan
    if document is None or plan is None or is_broken(file.library):
        return
    from rse_plan.library.with_answers import answers_in

    answers, faults = answers_in(document, file.library)
    if has_errors(faults):
        return
    from rse_plan.planning.hashes import hash_answers

    related = Related(document.key_span(("kind",)), say("the answers beside it"))
    if hash_answers(answers) != plan.value.inputs.answers:
        message = say("this plan was made from other answers than those in {path}", path=document.path)
        yield replace(_stale(plan, "answers", message), related=(related,))
    elif (reports := _other_reports(file, document, plan)) is not None:
        message = say("this plan was made from other reports than those in {path}", path=reports.path)
        related = Related(reports.key_span(("kind",)), say("what was reported"))
        yield replace(_stale(plan, "progress", message), related=(related,))
    elif plan.value.inputs.rse_plan == __version__ and not _is_fresh(plan, answers, file.library):
        yield _stale(plan, "playbooks", say("this plan was made from other playbooks than those at hand"))


def _other_reports(file: File, answers: Document, plan: SourcedPlan) -> Document | None:
    """The reports beside the answers, where the plan does not know them; faulty ones are told themselves."""
    path = PurePosixPath(answers.path).with_name(PROGRESS).as_posix()
    document = next((one for one in file.library.documents if one.path == path), None)
    if document is None or document.kind != "progress":
        return None
    from rse_plan.model.progress import read_progress
    from rse_plan.planning.hashes import hash_progress

    read = read_progress(document)
    if read.value is None or has_errors(read.diagnostics):
        return None
    return document if hash_progress(read.value) != plan.value.inputs.progress else None


def _stale(plan: SourcedPlan, key: str, message: Said) -> Diagnostic:
    return Diagnostic(
        rule=RULE.name,
        span=plan.span("inputs", key),
        message=message,
        help=say("make it again: “rse-plan render”"),
        severity=RULE.severity,
    )


def _is_fresh(plan: SourcedPlan, answers: Answers, library: Library) -> bool:
    """Whether the playbooks are those of the plan, with the own ones beside it or without them."""
    return any(_hash(answers, one) == plan.value.inputs.playbooks for one in (library, _without_own(library)))


def _hash(answers: Answers, library: Library) -> str:
    from rse_plan.planning.facts import FactSheet
    from rse_plan.planning.hashes import hash_playbooks
    from rse_plan.planning.select import select
    from rse_plan.planning.waves import assign_waves

    facts = FactSheet(answers, library)
    sheet = replace(facts, waves=assign_waves(facts))
    used = (selected.file.value.id for selected in select(library, sheet).selected)
    # As `render` reads them: the program's own first, each folder in order.
    ordered = sorted(
        library.documents, key=lambda one: (not one.path.startswith(BUNDLED), PurePosixPath(one.path).parts)
    )
    return hash_playbooks(replace(library, documents=tuple(ordered)), used)


def _without_own(library: Library) -> Library:
    """The playbooks of the program alone: `render` reads others when it is told to."""
    return replace(
        library,
        playbooks={
            name: library.before.get(name, file)
            for name, file in library.playbooks.items()
            if library.before.get(name, file).document.path.startswith(BUNDLED)
        },
        asked={
            name: asked
            for name, asked in library.asked.items()
            if asked.file.document.path.startswith(BUNDLED)
        },
        documents=tuple(one for one in library.documents if one.path.startswith(BUNDLED)),
        files={},
        layers={},
    )
