"""Plans in which one thing of each kind is for the lead alone, with a word that would be seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rse_plan.model.base import Text
from rse_plan.planning.plan import Chosen, Plan

CANARY = "KANARIENVOGEL"
SUNG = Text.model_construct(en=CANARY, fr=CANARY)


def kept_back(plan: Plan) -> Plan:
    """The first risk, measure, ask, objection, message and assumption are kept from everyone else."""
    return replace(
        plan,
        risks=(_marked(plan.risks[0], title=SUNG, response=SUNG), *plan.risks[1:]),
        kpis=(replace(plan.kpis[0], chosen=_marked(plan.kpis[0].chosen, title=SUNG)), *plan.kpis[1:]),
        asks=(replace(plan.asks[0], chosen=_marked(plan.asks[0].chosen, do=SUNG)), *plan.asks[1:]),
        objections=(_marked(plan.objections[0], says=SUNG), *plan.objections[1:]),
        messages=(_marked(plan.messages[0], body=SUNG), *plan.messages[1:]),
        assumptions=(replace(plan.assumptions[0], private=True, todo=SUNG), *plan.assumptions[1:]),
    )


def told_to_all(plan: Plan) -> Plan:
    """The same words in things that everyone may read: what would be seen if they got out."""
    hidden = kept_back(plan)
    return replace(
        hidden,
        risks=(_shared(hidden.risks[0]), *hidden.risks[1:]),
        kpis=(replace(hidden.kpis[0], chosen=_shared(hidden.kpis[0].chosen)), *hidden.kpis[1:]),
        asks=(replace(hidden.asks[0], chosen=_shared(hidden.asks[0].chosen)), *hidden.asks[1:]),
    )


def _marked(chosen: Chosen[Any], **changes: Any) -> Chosen[Any]:
    return replace(chosen, item=chosen.item.model_copy(update={"audience": "lead", **changes}))


def _shared(chosen: Chosen[Any]) -> Chosen[Any]:
    return replace(chosen, item=chosen.item.model_copy(update={"audience": "shared"}))
