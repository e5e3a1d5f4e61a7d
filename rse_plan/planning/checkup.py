"""A plan examined: the wanted day, the ways out, overloads and findings, for `check`."""

from __future__ import annotations

from dataclasses import dataclass

from rse_plan.diagnostics import Diagnostic, has_errors, in_order
from rse_plan.planning.backwards import Target, target_of
from rse_plan.planning.health import Overload, health, overloads
from rse_plan.planning.lever_search import Opening
from rse_plan.planning.levers import Lever, levers_of
from rse_plan.planning.pending import Pending, pending
from rse_plan.planning.plan import Plan
from rse_plan.planning.prepared import Prepared
from rse_plan.planning.ways_out import Planning, WayOut, outcome_of, ways_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What `check` says of a plan; `ways` make a missed wanted day hold, else `levers` were tried."""

    plan: Plan
    target: Target | None
    ways: tuple[WayOut, ...]
    levers: tuple[Lever, ...]
    overloads: tuple[Overload, ...]
    findings: tuple[Diagnostic, ...]
    unstaffed: frozenset[str] = frozenset()
    """Roles that have work and no hours at all: while there are any, no date is sure."""
    pending: Pending | None = None
    """Where the plan stands, when it is examined as of a day."""

    @property
    def holds(self) -> bool:
        """Whether nothing in the plan is impossible."""
        return not has_errors(self.findings)

    @property
    def keeps_target(self) -> bool:
        """Whether the plan opens by the wanted day, and somebody has hours for its work."""
        return self.target is not None and self.target.holds and not self.unstaffed


def examine(prepared: Prepared, plan: Plan, quick: Opening, sure: Planning) -> Checkup:
    """Examine a plan; `quick` gives the first opening under other answers, `sure` plans at full effort.

    A plan under way is examined as of its day: no fault is found with what has passed, and no way out is
    sought to a day that has.
    """
    today = prepared.today
    target = target_of(prepared, plan)
    missed = target is not None and not target.holds and (today is None or target.wanted >= today)
    ways: tuple[WayOut, ...] = ()
    if target is not None and missed:
        ways = ways_out(prepared.sheet, target.wanted, outcome_of(plan, today), quick, sure)
    return Checkup(
        plan=plan,
        target=target,
        ways=ways,
        levers=levers_of(prepared.sheet, today) if missed and not ways else (),
        overloads=overloads(plan, prepared.unstaffed, today),
        findings=in_order((*plan.warnings, *health(prepared, plan))),
        unstaffed=prepared.unstaffed,
        pending=pending(prepared, plan, prepared.course) if prepared.course is not None else None,
    )
