"""Pages in the system's Chromium: what prints on how many sheets, and what a window shows (semantics 36)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page
from shipped_plans import CASES, view
from under_way import NOTE, answered, month

from examples import LANGUAGES, NAMES, VIEWS, example_page
from rse_plan.documents.words import Words
from rse_plan.formats import html

pytestmark = pytest.mark.external

FONTS = ("", "DejaVu Sans")
"""The style sheet's own choice, then the widest font that machines without it fall back on."""
SHOWN = ("association-60", "groupe-hospitalier", "weldom")
"""The smallest plan and the two largest: what does not depend on length is looked at in these."""
MOST_PLAN_PAGES = 12
BRIEF_PAGES = 2
TEXT_WIDTH, TEXT_HEIGHT = 703, 1035
"""What an A4 sheet holds inside its margins, in CSS pixels: 186 by 274 mm."""
WIDEST = FONTS[-1]

Pages = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """A page of an example as a file, written when it is first asked for: each process opens some of them."""
    folder = tmp_path_factory.mktemp("pages")

    def file_of(name: str, shown: str) -> Path:
        file = folder / f"{name}-{shown}.html"
        if not file.exists():
            file.write_text(example_page(name, *shown.split("-")), encoding="utf-8")
        return file

    return file_of


def opened(browser: Browser, file: Path, width: int = 1280) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())
    return page


def set_in(page: Page, font: str) -> None:
    """Words in this font, as on a machine that has no other."""
    page.evaluate("font => document.documentElement.style.setProperty('--sans', `'${font}'`)", font)


def sheets(page: Page, font: str) -> int:
    """Pages of the PDF that Chromium prints."""
    if font:
        set_in(page, font)
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


@pytest.mark.parametrize("font", FONTS[-1:])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_pages_printed(browser: Browser, pages: Pages, name: str, language: str, font: str) -> None:
    with opened(browser, pages(name, f"{language}-brief")) as page:
        assert sheets(page, font) == BRIEF_PAGES
    with opened(browser, pages(name, f"{language}-plan")) as page:
        assert sheets(page, font) <= MOST_PLAN_PAGES


@pytest.mark.parametrize(
    ("name", "language"), [(name, LANGUAGES[at % 2]) for at, name in enumerate(CASES[::8])]
)
def test_invented_organisations_keep_the_same_budgets(browser: Browser, name: str, language: str) -> None:
    """Big and small ones, in the widest font: no example stands for all of them."""
    words = Words(language)
    for document, most in (("brief", BRIEF_PAGES), ("plan", MOST_PLAN_PAGES)):
        with browser.new_page() as page:
            page.set_content(html.write(view(name, language, document), words))
            printed = sheets(page, WIDEST)
        assert printed <= most
        assert document == "plan" or printed == BRIEF_PAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_under_way_keeps_the_same_budgets(browser: Browser, language: str) -> None:
    """All decisions taken, each with a long note; no sheet is wider than a small window."""
    words, plan = Words(language), answered(month(6), f"{NOTE} " * 20)
    for document, most in (("brief", BRIEF_PAGES), ("plan", MOST_PLAN_PAGES)):
        view = VIEWS[document].describe(plan, words)
        with browser.new_page(viewport={"width": 320, "height": 900}) as page:
            page.set_content(html.write(view, words))
            assert page.evaluate("document.documentElement.scrollWidth") == 320
            assert sheets(page, WIDEST) <= most


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_no_part_of_the_plan_outgrows_its_sheet(
    browser: Browser, pages: Pages, name: str, language: str
) -> None:
    with opened(browser, pages(name, f"{language}-plan"), width=TEXT_WIDTH) as page:
        page.emulate_media(media="print")
        set_in(page, WIDEST)
        high = page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('main > .sheet')].map(
                part => [part.getAttribute('aria-labelledby'), part.getBoundingClientRect().height]))"""
        )
        assert {name: height for name, height in high.items() if height > TEXT_HEIGHT} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_the_plan_is_set_large_enough(browser: Browser, pages: Pages, name: str, language: str) -> None:
    """9.5 points or more in tables and paragraphs; sources, like notes, are in smaller print."""
    with opened(browser, pages(name, f"{language}-plan"), width=TEXT_WIDTH) as page:
        page.emulate_media(media="print")
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('main p, main td, main tbody th, main dd')]
                .filter(element => element.offsetParent !== null && !element.closest('.contents'))
                .map(element => parseFloat(getComputedStyle(element).fontSize))"""
        )
        assert min(sizes) * 72 / 96 >= 9.5 - 0.01


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_page_one_is_one_page(browser: Browser, pages: Pages, name: str, language: str, font: str) -> None:
    with opened(browser, pages(name, f"{language}-plan"), width=TEXT_WIDTH) as page:
        page.emulate_media(media="print")
        if font:
            set_in(page, font)
        end = page.evaluate("document.querySelector('.page-one').getBoundingClientRect().bottom")
        assert end <= TEXT_HEIGHT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_the_brief_is_set_large_enough(browser: Browser, pages: Pages, name: str, language: str) -> None:
    """10.5 points or more, but for the notes and the small print under the title (model documents)."""
    with opened(browser, pages(name, f"{language}-brief"), width=TEXT_WIDTH) as page:
        page.emulate_media(media="print")
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('main p, main td, main tbody th, main li')]
                .filter(element => !element.closest('.notes'))
                .map(element => parseFloat(getComputedStyle(element).fontSize))"""
        )
        assert min(sizes) * 72 / 96 >= 10.5 - 0.01
        start = page.evaluate("getComputedStyle(document.querySelector('.second-page')).breakBefore")
        assert start == "page"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("document", VIEWS)
def test_the_window_has_the_persons_scheme(
    browser: Browser, pages: Pages, document: str, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_page(color_scheme=scheme) as page:
        page.goto(pages("weldom", f"fr-{document}").as_uri())
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (background == "rgb(255, 255, 255)") == (scheme == "light")


def test_the_keyboard_reaches_what_scrolls_and_is_seen(browser: Browser, pages: Pages) -> None:
    with opened(browser, pages("weldom", "fr-plan"), width=320) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "MAIN"
        page.focus(".scroll")
        outline = page.evaluate("getComputedStyle(document.querySelector('.scroll')).overflowX")
        assert outline == "auto"
