"""Dates of the calendar as people write them, and those that a law or a source has of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from linted import TODAY, pointed, with_text


def dates(folder: Path, language: str, written: str, more: str = "") -> list[str]:
    files = {name: text + more for name, text in with_text(**{language: written}).items()}
    return [words for _, _, words in pointed(folder, files, "hard-coded-date")]


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("fr", "Avant le 1er mars 2027", ["1er mars 2027"]),
        ("fr", "Le 15 janvier 2027, ou en août 2027", ["15 janvier 2027", "août 2027"]),
        ("fr", "Pour le 01/03/2027 ou le 1/3/2027", ["01/03/2027", "1/3/2027"]),
        ("fr", "Au premier trimestre 2027, ou au T2 2027", ["premier trimestre 2027", "T2 2027"]),
        ("en", "Before 1 March 2027", ["1 March 2027"]),
        ("en", "By March 1st, 2027, or in May 2027", ["March 1st, 2027", "May 2027"]),
        ("en", "On 01.03.2027", ["01.03.2027"]),
        ("en", "In Q1 2027, or the second quarter of 2027", ["Q1 2027", "second quarter of 2027"]),
        ("en", "On 2027-03-01", ["2027-03-01"]),
        ("fr", "La loi du 6 janvier 1978, et le décret du 29 décembre 2017", []),
        ("fr", "Le règlement s’applique depuis le 2 février 2025", []),
        ("fr", "Une étude de 2017, en mars, dit 12/20", []),
        ("fr", "Le 1er mars de chaque année", []),
        ("fr", "Le premier trimestre, puis T2", []),
        ("en", "The Act of 14 June 2019, in force since 1 July 2020", []),
        ("en", "You may 2027 times", ["may 2027"]),
        ("en", "See https://example.org/01/03/2027", []),
        ("en", "In March, the week after", []),
    ],
)
def test_dates_in_words(tmp_path: Path, language: str, written: str, expected: list[str]) -> None:
    assert dates(tmp_path, language, written) == expected


def test_a_date_that_a_source_gives_is_its_own(tmp_path: Path) -> None:
    written = "No exit charge is allowed from 12 January 2027"
    assert dates(tmp_path, "en", written) == ["12 January 2027"]
    assert dates(tmp_path, "en", written, "    because: [eu-data-act]\n") == []
    assert dates(tmp_path, "en", written, "  - {id: b, text: {en: b, fr: b}, because: [x]}\n") != []


@pytest.mark.parametrize(
    ("modified", "expected"),
    [("2062-11-28", ["2062-11-28"]), (str(TODAY), []), ("2026-11-29", []), ("2026-11-30", ["2026-11-30"])],
)
def test_nothing_was_changed_tomorrow(tmp_path: Path, modified: str, expected: list[str]) -> None:
    assert dates(tmp_path, "en", "Nothing.", f"modified: {modified}\n") == expected
