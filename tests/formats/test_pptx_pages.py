"""The deck on pages that LibreOffice prints: nothing overflows, no word stands on another."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as Xml
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from decks import PLANS, content, deck

from examples import LANGUAGES, NAMES
from rse_plan.documents.deck import (
    HEIGHT,
    WIDTH,
)

Word = tuple[str, float, float, float, float]


@pytest.mark.external
def test_libreoffice_shows_each_slide_on_a_page_and_no_words_on_others(tmp_path: Path) -> None:
    """Every word inside its page, none on another: what a table or a text grows to is what was measured."""
    assert shutil.which("soffice"), "install libreoffice-impress-nogui"
    named = [(name, language) for name in NAMES for language in LANGUAGES]
    named += [(name, "fr") for name in PLANS]
    for name, language in named:
        (tmp_path / f"{name}-{language}.pptx").write_bytes(content(name, language))
    sources = [str(tmp_path / f"{name}-{language}.pptx") for name, language in named]
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *sources]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    assert "Error" not in ran.stdout + ran.stderr
    for name, language in named:
        pages = list(printed(tmp_path / f"{name}-{language}.pdf"))
        assert len(pages) == len(deck(name, language).slides)
        for number, words in enumerate(pages, start=1):
            assert len(words) > 20
            assert [word for word in words if not inside(word)] == [], (name, language, number)
            assert [pair for pair in combinations(words, 2) if touch(*pair)] == [], (name, language, number)


def printed(path: Path) -> Iterator[list[Word]]:
    """The words of each page with their places, in points."""
    box = path.with_suffix(".html")
    subprocess.run(["pdftotext", "-bbox", path, box], check=True)
    text = re.sub(r"<(/?)(\w+:)?html[^>]*>", r"<\1html>", box.read_text(encoding="utf-8"))
    text = re.sub(r"<!DOCTYPE[^>]*>|<meta[^>]*>|<title>.*?</title>", "", text)
    for page in Xml.fromstring(text).iter("page"):  # noqa: S314  # our own file
        places = ("xMin", "yMin", "xMax", "yMax")
        yield [(word.text or "", *(float(word.attrib[one]) for one in places)) for word in page.iter("word")]  # type: ignore[misc]


def inside(word: Word) -> bool:
    _, left, top, right, bottom = word
    return left >= 0 and top >= 0 and right <= WIDTH and bottom <= HEIGHT


def touch(one: Word, other: Word) -> bool:
    """Whether two words stand on each other; lines that are close are not."""
    wide = min(one[3], other[3]) - max(one[1], other[1])
    high = min(one[4], other[4]) - max(one[2], other[2])
    return wide > 1 and high > 5


def test_a_word_on_another_is_seen() -> None:
    assert touch(("a", 0, 0, 20, 14), ("b", 10, 6, 30, 20))
    assert not touch(("a", 0, 0, 20, 14), ("b", 0, 12, 30, 26))
    assert not inside(("a", 950, 0, 970, 14))
