"""What a plan was made from and how hard it was looked for, so that it can be told from another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How good a plan is known to be.

    `best` tells that no plan of the same work opens and ends earlier, `no_earlier` is the day before which
    none can open; `reproducible` is false when a clock stopped the search.
    """

    best: bool
    no_earlier: date | None
    reproducible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the plan was made from: hashes of normalised values, and versions (semantics 28)."""

    answers: str
    playbooks: str
    library: Mapping[str, str]
    """Every playbook at hand by id, layers too, with the beginning of its hash."""
    rse_plan: str
    holidays: str
    effort: str
    """How hard a better plan was looked for: standard, thorough, or optimal and so much."""
    progress: str | None = None
    """Hash of what was reported of it."""
    replanned: bool = False
    """Whether it keeps to a former plan."""
    proof: Proof
