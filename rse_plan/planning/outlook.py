"""What others published of the same kind of measure, as a range: the outlook of a measure, never a forecast.

Published cases are successes that somebody chose to tell. Their spread is a spread of published cases, not
an interval in which the next one falls: nothing here is fitted, averaged or prolonged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from rse_plan.model.amounts import Amount
from rse_plan.model.base import Text
from rse_plan.model.catalogues import Evidence, Figure
from rse_plan.planning.readings import Actual

KINDS = ("case", "study")
"""Kinds of evidence that measured something; a guide or an opinion has no case to tell."""
SIZES = (300, 5001)
"""People from which an organisation is a larger kind than those before: the bands of our benchmarks."""
ENOUGH = 2
"""Cases that make a spread, and own readings that do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCase:
    """A figure of a source: shares from low to high, the same when it stated one; whom it was measured on."""

    source: str
    low: float
    high: float
    population: int | None
    organisations: int | None
    after: Amount | None
    definition: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """How many published figures of the measure are in no range, and why; each is counted once."""

    undefined: int = 0
    """Nobody knows what was counted, or on whom."""
    otherwise: int = 0
    """Something else was counted than in the cases shown."""
    sized: int = 0
    """Organisations of quite another size."""

    @property
    def total(self) -> int:
        return self.undefined + self.otherwise + self.sized


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Comparable published cases of a measure; none where no case fits, which is then said in words."""

    cases: tuple[PublishedCase, ...] = ()
    """All counted the same: one definition."""
    aside: SetAside = field(default_factory=SetAside)

    @property
    def range(self) -> tuple[float, float] | None:
        """From the lowest to the highest of several cases; one case, or equal figures, are no range."""
        if len(self.cases) < ENOUGH:
            return None
        return _apart(min(case.low for case in self.cases), max(case.high for case in self.cases))


NOTHING_PUBLISHED = Outlook()


def outlook(metric: str | None, headcount: int | None, evidence: Iterable[Evidence]) -> Outlook:
    """The published cases that a measure can be held against.

    Of the figures called `metric`, those of organisations of a like size that say what they counted, and
    counted the same: where several definitions are left, the one with most cases, then the first in the
    library. A figure without a size, such as a panel's, is of no size that differs.
    """
    if metric is None:
        return NOTHING_PUBLISHED
    figures = [(source, figure) for source in evidence if source.type in KINDS for figure in source.value]
    named = [
        (source, figure) for source, figure in figures if figure.metric == metric and figure.ends is not None
    ]
    told = [(source, figure) for source, figure in named if _is_told(figure)]
    like = [(source, figure) for source, figure in told if _alike(figure.population, headcount)]
    kept = _most_alike(like)
    aside = SetAside(
        undefined=len(named) - len(told), sized=len(told) - len(like), otherwise=len(like) - len(kept)
    )
    return Outlook(cases=tuple(_case(source, figure) for source, figure in kept), aside=aside)


_Found = tuple[Evidence, Figure]


def _is_told(figure: Figure) -> bool:
    """Whether it says what it counted, and on how many."""
    return bool(figure.counted) and (figure.population is not None or figure.organisations is not None)


def _alike(population: int | None, headcount: int | None) -> bool:
    if population is None or headcount is None:
        return True
    return _size(population) == _size(headcount)


def _size(people: int) -> int:
    return sum(people >= least for least in SIZES)


def _most_alike(found: Sequence[_Found]) -> Sequence[_Found]:
    """The largest group that counted the same, each source once."""
    groups: dict[str, dict[str, _Found]] = {}
    for source, figure in found:
        groups.setdefault(figure.counted, {}).setdefault(source.id, (source, figure))
    return list(max(groups.values(), key=len).values()) if groups else []


def _case(source: Evidence, figure: Figure) -> PublishedCase:
    low, high = figure.ends or (0.0, 0.0)
    return PublishedCase(
        source=source.id,
        low=low,
        high=high,
        population=figure.population,
        organisations=figure.organisations,
        after=figure.by,
        definition=figure.definition or Text.of("", ""),
    )


def own_range(actuals: Sequence[Actual], due: date | None) -> tuple[float, float] | None:
    """From the lowest to the highest of the organisation's own shares so far, before the day of its target.

    None with fewer than two of them, with equal ones, and where they have no percentage: it is what was
    read, and no line drawn through it.
    """
    shares = [one.share for one in actuals if one.share is not None and (due is None or one.on < due)]
    return _apart(float(min(shares)), float(max(shares))) if len(shares) >= ENOUGH else None


def _apart(low: float, high: float) -> tuple[float, float] | None:
    """Two ends that are printed as two different percentages; else they would be a point."""
    return (low, high) if round(low * 100) < round(high * 100) else None
