"""What a plan was made from, and what files laid over playbooks changed in its items, for plan.json."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rse_plan.formats.plan_schema_inputs import Inputs as WrittenInputs
from rse_plan.formats.plan_schema_inputs import Layer
from rse_plan.planning.inputs import Inputs
from rse_plan.planning.plan import Chosen, Plan


def inputs_of(inputs: Inputs) -> WrittenInputs:
    """Hashes, versions, and what is proven of the plan."""
    return WrittenInputs(
        answers=inputs.answers,
        playbooks=inputs.playbooks,
        library=dict(inputs.library),
        rse_plan=inputs.rse_plan,
        holidays=inputs.holidays,
        effort=inputs.effort,
        progress=inputs.progress,
        replanned=inputs.replanned,
        best=inputs.proof.best,
        no_earlier=inputs.proof.no_earlier,
        reproducible=inputs.proof.reproducible,
    )


def layers_of(plan: Plan) -> Iterator[Layer]:
    """Each key once for all instances of its item, in the order of the plan; nothing for the lead alone."""
    told: set[str] = set()
    for chosen in _shown(plan):
        if chosen.ref in told or chosen.item.audience != "shared":
            continue
        told.add(chosen.ref)
        for touch in chosen.origin.layers:
            place = touch.span
            yield Layer(
                item=chosen.ref, key=touch.key or None, layer=touch.layer, file=place.path, line=place.line
            )


def _shown(plan: Plan) -> Iterator[Chosen[Any]]:
    yield from (item.chosen for item in plan.items)
    yield from plan.risks
    yield from (kpi.chosen for kpi in plan.kpis)
    yield from (ask.chosen for ask in plan.asks)
    yield from plan.objections
    yield from plan.messages
