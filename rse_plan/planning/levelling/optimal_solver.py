"""OR-Tools CP-SAT, an extra: how it is loaded, set and run (semantics 27)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from rse_plan.errors import UserError, say
from rse_plan.planning.levelling.optimal_model import Model
from rse_plan.planning.levelling.search import SEED

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

WORKERS = 2
STRATEGIES = ("no_lp", "reduced_costs")
"""One that learns from conflicts alone, and one whose linear relaxation lifts the bound of long plans."""
BATCH = 4
"""Turns of strategies and of neighbourhood searches that run together before what is learnt is shared."""
WORK = 0.5
"""The solver's own units in one unit of effort: about a second of two cores on 60 jobs."""
TICK = 0.1
"""Seconds after which an interruption from the keyboard is noticed at the latest."""

Starts = Mapping[int, int]
"""First days, by job."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who is told how far the solver is: the effort at each better plan, and each better bound.

    When they come differs from run to run, the plan at the end does not: it alone is taken.
    """

    plan: Callable[[float], None]
    bound: Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Solved:
    """The plan found, if any; the bound (None when there can be no plan), and what it took."""

    starts: Starts | None
    bound: int | None
    effort: float
    seconds: float


def load_solver() -> Any:
    """OR-Tools' module. Raises UserError when it is not installed."""
    try:
        from ortools.sat.python import cp_model  # noqa: PLC0415  # an extra, and heavy
    except ImportError:
        message = say("--optimal needs OR-Tools, which is not installed")
        advice = say("run “{command}”, or leave --optimal out", command="pip install 'rse-plan[optimal]'")
        raise UserError(message, advice) from None
    return cp_model


def solve(cp: Any, model: Model, effort: float, seconds: float, watcher: Watcher) -> Solved:
    """Search until the best is proven, so much of the solver's own work is done, or a clock stops it."""
    solver = cp.CpSolver()
    _settle(solver.parameters, effort, seconds)
    solver.best_bound_callback = lambda bound: watcher.bound(_whole(bound))
    status = _interruptibly(solver, model.model, _callback(cp, watcher))
    spent = solver.response_proto.deterministic_time / WORK
    if status == cp.INFEASIBLE:
        return Solved(None, None, spent, solver.wall_time)
    starts = model.starts(solver.value) if status in (cp.OPTIMAL, cp.FEASIBLE) else None
    return Solved(starts, _whole(solver.best_objective_bound), spent, solver.wall_time)


def _whole(bound: float) -> int:
    return ceil(bound - 1e-6)


def _settle(parameters: cp_model.SatParameters, effort: float, seconds: float) -> None:
    """Everything that makes a search the same each time: work instead of time, turns instead of races."""
    parameters.max_deterministic_time = effort * WORK
    parameters.max_time_in_seconds = seconds
    parameters.num_workers = WORKERS
    parameters.interleave_search = True
    parameters.interleave_batch_size = BATCH
    parameters.subsolvers.extend(STRATEGIES)
    parameters.random_seed = SEED
    parameters.catch_sigint_signal = False


def _callback(cp: Any, watcher: Watcher) -> Any:
    class Callback(cp.CpSolverSolutionCallback):  # type: ignore[misc]  # its base is loaded when it is wanted
        def on_solution_callback(self) -> None:
            watcher.plan(self.deterministic_time / WORK)

    return Callback()


def _interruptibly(solver: Any, model: cp_model.CpModel, callback: Any) -> Any:
    """Solve in a thread of its own: the main one hears the keyboard."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(solver.solve, model, callback)
        try:
            while not running.done():
                wait((running,), TICK)
        except KeyboardInterrupt:
            solver.stop_search()
            raise
        return running.result()
