"""How much is spent on finding a plan (semantics 24, 27), and how it is told while it lasts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search for the best plan has come.

    `share` is how much of the effort is spent, from 0 to 1; `best` and `bound` are scores as levelling
    counts them: the plan found so far, and what no plan can be below.
    """

    share: float
    best: int
    bound: int

    @property
    def gap(self) -> float:
        """The most by which the plan found so far may miss the best there is, in percent of it."""
        return 100 * (self.best - self.bound) / self.best if self.best else 0.0


@dataclass(frozen=True, slots=True)
class Effort:
    """What one plan may cost.

    `name` is quick, standard or thorough; `optimal`, when given, how long the best plan is then sought, in
    units of work of about a second; `progress` is told how far that has come.
    """

    name: str = "standard"
    optimal: float | None = None
    progress: Callable[[Progress], None] | None = None


STANDARD = Effort()
"""What every plan is made with, unless somebody says otherwise."""

QUICK = Effort("quick")
"""One pass: for comparisons only, baseline and variant both quick."""
