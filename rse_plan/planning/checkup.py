"""A plan examined: the wanted day, the ways out, overloads and findings, for `check`."""

from __future__ import annotations

from dataclasses import dataclass

from rse_plan.diagnostics import Diagnostic, has_errors, in_order
from rse_plan.planning.backwards import Target, target_of
from rse_plan.planning.build import Prepared
from rse_plan.planning.health import Overload, health, overloads
from rse_plan.planning.plan import Plan
from rse_plan.planning.ways_out import Opening, WayOut, ways_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What `check` says of a plan; `ways` make the wanted day hold where it does not."""

    plan: Plan
    target: Target | None
    ways: tuple[WayOut, ...]
    overloads: tuple[Overload, ...]
    findings: tuple[Diagnostic, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing in the plan is impossible."""
        return not has_errors(self.findings)


def examine(prepared: Prepared, plan: Plan, quick: Opening, sure: Opening) -> Checkup:
    """Examine a plan; `quick` gives the first opening under other answers, `sure` at the plan's effort."""
    target = target_of(prepared, plan)
    missed = target is not None and not target.holds
    ways = ways_out(prepared.sheet, target.wanted, quick, sure) if target is not None and missed else ()
    return Checkup(
        plan=plan,
        target=target,
        ways=ways,
        overloads=overloads(plan),
        findings=in_order((*plan.warnings, *health(prepared, plan))),
    )
