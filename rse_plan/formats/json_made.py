"""What plan.json says of what was reported."""

from __future__ import annotations

from rse_plan.formats import plan_schema_made as shape
from rse_plan.model.progress import Decision, Report


def report_of(report: Report | None) -> shape.Report | None:
    """What was reported of an item."""
    if report is None:
        return None
    return shape.Report(
        started=report.started,
        done=report.done,
        blocked=report.blocked,
        until=report.until,
        reason=report.reason,
    )


def decided_of(decision: Decision | None) -> shape.Decided | None:
    """The last answer to an ask."""
    if decision is None:
        return None
    return shape.Decided.model_validate({"answer": decision.answer, "on": decision.on, "note": decision.note})
