"""An ask that the sponsor is not there to hear."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.lint.sample_answers import answers_with

_BAD = answers_with("minutes: 60}", "minutes: 60, absences: [{from: 2027-03-01, to: 2027-03-19}]}")
_GOOD = answers_with("minutes: 60}", "minutes: 60, absences: [{from: 2027-04-05, to: 2027-04-16}]}")

RULE = Rule(
    name="sponsor-absent",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "Something is asked of the sponsor during an absence, or more minutes in a month than the "
            "answers give. A plan.json does not hold the sponsor’s absences: this is found in answers "
            "only."
        ),
        fr=(
            "Une demande au sponsor tombe pendant une absence, ou un mois demande plus de minutes que "
            "les réponses n’en donnent. Un plan.json ne contient pas les absences du sponsor : le "
            "constat ne porte que sur les réponses."
        ),
    ),
    why_it_matters=Both(
        en=(
            "What a sponsor does not do in time, nobody does in his place: the decision slips, and "
            "with it everything that waits for it."
        ),
        fr=(
            "Ce que le sponsor ne fait pas à temps, personne ne le fait à sa place : la décision "
            "glisse, et tout ce qui l’attend avec elle."
        ),
    ),
    bad={"answers.yaml": _BAD},
    good={"answers.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    """What the plan of the answers asks of the sponsor, and when."""
    if file.outlook is not None:
        yield from file.outlook.of(RULE.name)
