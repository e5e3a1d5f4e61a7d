"""Days as people write them: `31/01/2027`, `January 31, 2027`, `dimanche 31 janvier 2027`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from rse_plan.errors import MONTHS
from rse_plan.locales import translator
from rse_plan.locales.folding import folded

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?")
_DAY, _MONTH, _YEAR = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?", r"(?P<month>[a-z]{3,9})\.?", r"(?P<year>\d{4})"
_WRITTEN = tuple(
    re.compile(form)
    for form in (
        rf"(?:[a-z]+,? )?{_MONTH} {_DAY}(?:,? {_YEAR})?",
        rf"(?:[a-z]+,? )?{_DAY}(?: {_MONTH})?(?:,? {_YEAR})?",
    )
)
_NAMED = tuple(
    (folded(translator(language)(month.wording)), number)
    for language in ("en", "fr")
    for number, month in enumerate(MONTHS, start=1)
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A day as far as it is said: the first of a period leaves to the last what they share."""

    day: int
    month: int | None = None
    year: int | None = None

    def with_rest_of(self, other: Parts) -> Parts:
        """What it does not say is as in the other."""
        return replace(self, month=self.month or other.month, year=self.year or other.year)

    def iso(self) -> str | None:
        """The form of the file; None for a day that is said in part only, or that does not exist."""
        if self.month is None or self.year is None:
            return None
        try:
            return date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return None


def read_typed_day(text: str, language: str) -> str | None:
    """The day in the form of the file; None where the text states none, or states one in part only."""
    parts = read_parts(text, language)
    return parts.iso() if parts is not None else None


def read_parts(text: str, language: str) -> Parts | None:
    """What a text says of a day.

    French puts the day first; of English figures, only a number over 12 tells the day from the month.
    """
    text = re.sub(r"^le ", "", folded(text).strip())
    if _ISO.fullmatch(text):
        year, month, day = map(int, text.split("-"))
        return Parts(day, month, year)
    if found := _SLASHED.fullmatch(text):
        return _slashed(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, language)
    forms = (form.fullmatch(text) for form in _WRITTEN)
    return next(filter(None, (_written(said) for said in forms if said)), None)


def _written(said: re.Match[str]) -> Parts | None:
    word, year = said["month"], said["year"]
    month = month_of(word) if word else None
    return None if word and month is None else Parts(int(said["day"]), month, int(year) if year else None)


def _slashed(first: int, second: int, year: int | None, language: str) -> Parts | None:
    if language != "fr" and (year is None or (first <= 12 and second <= 12)):
        return None
    day, month = (first, second) if language == "fr" or first > 12 else (second, first)
    return Parts(day, month, year)


def month_of(word: str) -> int | None:
    """The month that a word names or begins, in either language; None where it could be two."""
    word = folded(word).strip(" .")
    meant = {number for name, number in _NAMED if name == word}
    meant = meant or {number for name, number in _NAMED if len(word) >= 3 and name.startswith(word)}
    return meant.pop() if len(meant) == 1 else None
