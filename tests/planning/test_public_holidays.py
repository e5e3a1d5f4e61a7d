"""Public holidays are those that the whole `holidays` package gives, though one country alone is imported."""

from __future__ import annotations

import subprocess
import sys

import holidays
import pytest

from rse_plan.planning.public_holidays import knows_subdivision, school_holidays

YEARS = range(2026, 2031)
COUNTRIES = ("FR", "DE", "BE", "LU", "CH", "GB", "US", "CA")
PLACES = [
    *((country, None) for country in COUNTRIES),
    ("DE", "BY"),
    ("CH", "GE"),
    ("FR", "57"),
    ("GB", "SCT"),
]
ALONE = """\
import sys
from rse_plan.planning.public_holidays import public_holidays
print(*public_holidays({country!r}, {region!r}, {years!r}))
assert "holidays.countries.zimbabwe" not in sys.modules
"""


@pytest.mark.parametrize(("country", "region"), PLACES)
def test_days_are_those_of_the_whole_package(country: str, region: str | None) -> None:
    code = ALONE.format(country=country, region=region, years=YEARS)
    alone = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    whole = holidays.country_holidays(country, subdiv=region, years=YEARS)
    assert alone.stdout.split() == [day.isoformat() for day in sorted(whole)]
    assert len(whole) >= 4 * len(YEARS)


@pytest.mark.parametrize(("country", "region"), [("FR", "Zone C"), ("DE", "BY"), ("BE", "Flemish")])
def test_school_holidays_are_those_of_the_whole_package(country: str, region: str) -> None:
    whole = holidays.country_holidays(country, subdiv=region, years=YEARS, categories=("school",))
    assert list(school_holidays(country, region, YEARS)) == sorted(whole)
    assert len(whole) > 200


@pytest.mark.parametrize("country", ["CH", "GB", "US", "CA", "LU", "other"])
def test_school_holidays_that_the_package_has_not(country: str) -> None:
    assert school_holidays(country, None, YEARS) == ()


def test_a_region_is_known_or_not() -> None:
    assert knows_subdivision("DE", "BY")
    assert knows_subdivision("DE", None)
    assert knows_subdivision("other", "BY")
    assert not knows_subdivision("DE", "Atlantis")
