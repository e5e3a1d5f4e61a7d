"""Public and school holidays by country and subdivision, as the `holidays` package knows them.

That package imports all of its 250 countries when one is asked for, which takes longer than making a
plan. Its folder of countries is therefore registered as a bare package, from which Python imports the
one module that is named; a test holds the dates against the plain import.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

UNKNOWN = "other"
"""The country of an employer whose country nobody has named."""
SCHOOL = "school"
"""The category of school holidays."""


@cache
def public_holidays(country: str, subdivision: str | None, years: range) -> tuple[date, ...]:
    """Public holidays in the given years, in order.

    A country that is not known has none here, a subdivision none of its own; the plan says so.
    """
    if country == UNKNOWN:
        return ()
    known = subdivision if knows_subdivision(country, subdivision) else None
    return tuple(sorted(_package().country_holidays(country, subdiv=known, years=years)))


@cache
def knows_subdivision(country: str, subdivision: str | None) -> bool:
    """Whether a subdivision's own public holidays are known; none named is none missed."""
    if subdivision is None or country == UNKNOWN:
        return True
    try:
        _package().country_holidays(country, subdiv=subdivision)
    except NotImplementedError:
        return False
    return True


@cache
def school_holidays(country: str, subdivision: str | None, years: range) -> tuple[date, ...]:
    """School holidays in the given years, in order; none where they are not known.

    `subdivision` is a zone in France (`Zone C`), a state in Germany, a community in Belgium.
    """
    if country == UNKNOWN or not knows_subdivision(country, subdivision):
        return ()
    if SCHOOL not in _package().country_holidays(country).supported_categories:
        return ()
    found = _package().country_holidays(country, subdiv=subdivision, years=years, categories=(SCHOOL,))
    return tuple(sorted(found))


@cache
def holidays_version() -> str:
    """The version of the package whose dates were used."""
    return version("holidays")


@cache
def _package() -> Any:
    """The `holidays` package, its countries left to be imported one by one."""
    found = find_spec("holidays")
    countries = Path(found.origin).parent / "countries" if found is not None and found.origin else None
    if countries is not None and countries.is_dir() and "holidays" not in sys.modules:
        bare = ModuleType("holidays.countries")
        bare.__path__ = [str(countries)]
        sys.modules["holidays.countries"] = bare
    import holidays  # noqa: PLC0415  # only where a country is known

    return holidays
