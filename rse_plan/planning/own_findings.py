"""What the answers' own entries come to in a plan: those that do nothing, and days before the law's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import UserError, say
from rse_plan.library.own_changes import too_early
from rse_plan.planning.jobs import Job
from rse_plan.planning.placement import Placed, gate_end

if TYPE_CHECKING:
    from rse_plan.planning.prepared import Prepared
    from rse_plan.planning.schedule import Schedule


def without_effect(prepared: Prepared) -> Iterator[Diagnostic]:
    """Entries for what the plan does not hold, whatever its reasons: they change nothing."""
    expansion = prepared.expansion
    present = [(chosen.ref, chosen.id) for chosen in (*expansion.tasks, *expansion.left_out)]
    known = {name for names in present for name in names}
    for stated in prepared.answers.own.adjust:
        if stated.change.item not in known:
            yield Diagnostic(
                rule="unknown-reference",
                span=stated.span("item"),
                message=say("“{id}” is not in this plan: this entry does nothing", id=stated.change.item),
                help=say("“rse-plan why {id}” tells why; take the entry out", id=stated.change.item),
                severity=Severity.WARNING,
            )


def refuse_early_ends(prepared: Prepared, schedule: Schedule) -> None:
    """Raises UserError for a gate that answers let end before the delay of the law is over."""
    for chosen, job, placed in zip(prepared.network.items, prepared.jobs, schedule.placed, strict=True):
        given = chosen.given
        if job.over_on is not None and placed.finish > job.over_on and given is not None and given.stated:
            found = too_early(given.stated, placed.finish)
            raise UserError(found.message, found.help, found.span)


def waits_for_given_day(job: Job, placed: Placed) -> bool:
    """Whether a gate ends later than the law wants, on a day that the answers give."""
    if job.over_on is None or job.lead is None or placed.finish > job.over_on:
        return False
    return gate_end(job.calendar, placed.start, job.lead.taken) < job.over_on
