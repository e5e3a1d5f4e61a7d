"""Risks by likelihood and impact, for those who look for the gravest at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rse_plan.documents.rows import RiskRow
from rse_plan.documents.screen_rows import MatrixCell, MatrixRisk, MatrixRow, RiskMatrix
from rse_plan.documents.tables import GRAVE, SERIOUS
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import source_numbers
from rse_plan.model.content import Risk
from rse_plan.planning.plan import Chosen

GRADES = (1, 5)
"""The lowest and the highest, of likelihood and of impact."""


def risk_matrix(
    telling: Telling, groups: Sequence[Sequence[Chosen[Risk]]], rows: Sequence[RiskRow]
) -> RiskMatrix:
    """The risks of a list in their places; `rows` are the same risks as the list shows them."""
    say = telling.words.say
    placed: dict[tuple[int, int], list[MatrixRisk]] = {}
    for number, (group, row) in enumerate(zip(groups, rows, strict=False), start=1):
        item = group[0].item
        sources = source_numbers(row.title)
        risk = MatrixRisk(number=number, title=row.title.plain.rstrip(), sources=sources)
        placed.setdefault((item.likelihood, item.impact), []).append(risk)
    impacts = _used(impact for _, impact in placed)
    names = {impact: say("Impact {grade}", grade=impact) for impact in impacts}
    return RiskMatrix(
        impacts=tuple(names.values()),
        rows=tuple(
            MatrixRow(
                likelihood=say("Likelihood {grade}", grade=likelihood),
                cells=tuple(
                    MatrixCell(
                        impact=names[impact],
                        sign=_sign(likelihood * impact),
                        risks=tuple(placed.get((likelihood, impact), ())),
                    )
                    for impact in impacts
                ),
            )
            for likelihood in reversed(_used(likelihood for likelihood, _ in placed))
        ),
    )


def _used(grades: Iterable[int]) -> tuple[int, ...]:
    """From the lowest grade that some risk has to the highest there is: names need the room."""
    return tuple(range(min(grades, default=GRADES[0]), GRADES[-1] + 1))


def _sign(level: int) -> str:
    if level >= GRAVE:
        return "high"
    return "medium" if level >= SERIOUS else "low"
