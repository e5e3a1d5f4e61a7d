"""What others published of a measure and what was read of it, as plan.json has them."""

from __future__ import annotations

from rse_plan.documents.words import Words
from rse_plan.formats import plan_schema_measures as shape
from rse_plan.planning.outlook import own_range
from rse_plan.planning.plan import DatedKpi
from rse_plan.planning.readings import Actual, Withheld


def outlook_of(kpi: DatedKpi, words: Words) -> shape.Outlook:
    """The comparable cases, and the ranges where there are any."""
    found = kpi.outlook
    return shape.Outlook(
        published=_range(found.range),
        own=_range(own_range(kpi.actuals, kpi.due)),
        cases=[
            shape.Case(
                source=case.source,
                low=case.low,
                high=case.high,
                population=case.population,
                organisations=case.organisations,
                after=str(case.after) if case.after is not None else None,
                definition=words.title(case.definition),
            )
            for case in found.cases
        ],
        set_aside=shape.SetAside(
            undefined=found.aside.undefined, otherwise=found.aside.otherwise, sized=found.aside.sized
        ),
    )


def _range(ends: tuple[float, float] | None) -> shape.Range | None:
    return shape.Range(low=_rounded(ends[0]), high=_rounded(ends[1])) if ends is not None else None


def actuals_of(kpi: DatedKpi) -> list[shape.Actual]:
    """Every reading by its day; what documents do not show is not here either."""
    return [_actual(one, kpi) for one in kpi.actuals]


def _actual(found: Actual, kpi: DatedKpi) -> shape.Actual:
    value, hidden = found.value, found.withheld is not Withheld.NO
    comes_to = kpi.reached(found)
    return shape.Actual(
        on=found.on,
        amount=None if hidden else _rounded(float(value.amount)),
        of=value.of,
        percent=value.percent,
        share=_rounded(float(found.share)) if found.share is not None else None,
        withheld=found.withheld.value if hidden else None,
        reached=comes_to.value if comes_to is not None else None,
    )


def _rounded(number: float) -> float:
    return round(number, 4)
