"""Pages in the system's Chromium: what prints on how many sheets, and what a window shows (semantics 36)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from shipped_plans import CASES, view

from examples import LANGUAGES, NAMES, VIEWS, example_page
from rse_plan.documents.words import Words
from rse_plan.formats import html

pytestmark = pytest.mark.external

FONTS = ("", "DejaVu Sans")
"""The style sheet's own choice, then the widest font that machines without it fall back on."""
SHOWN = ("association-60", "groupe-hospitalier", "weldom")
"""The smallest plan and the two largest: what does not depend on length is looked at in these."""
PAGES = [(name, language, document) for name in NAMES for language in LANGUAGES for document in VIEWS]
WINDOWS = ["-".join(page) for page in PAGES if page[0] in SHOWN]
MOST_PLAN_PAGES = 12
BRIEF_PAGES = 2
TEXT_WIDTH, TEXT_HEIGHT = 703, 1035
"""What an A4 sheet holds inside its margins, in CSS pixels: 186 by 274 mm."""
WIDEST = FONTS[-1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page of every example, as files."""
    place = tmp_path_factory.mktemp("pages")
    for page in PAGES:
        (place / f"{'-'.join(page)}.html").write_text(example_page(*page), encoding="utf-8")
    return place


def opened(browser: Browser, folder: Path, name: str, width: int = 1280, scheme: str = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]  # a literal of the caller
    page.goto((folder / f"{name}.html").as_uri())
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
def test_pages_printed(browser: Browser, folder: Path, name: str, language: str, font: str) -> None:
    with opened(browser, folder, f"{name}-{language}-brief") as page:
        assert sheets(page, font) == BRIEF_PAGES
    with opened(browser, folder, f"{name}-{language}-plan") as page:
        assert sheets(page, font) <= MOST_PLAN_PAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES[::4])
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
@pytest.mark.parametrize("name", SHOWN)
def test_no_part_of_the_plan_outgrows_its_sheet(
    browser: Browser, folder: Path, name: str, language: str
) -> None:
    with opened(browser, folder, f"{name}-{language}-plan", width=TEXT_WIDTH) as page:
        page.emulate_media(media="print")
        set_in(page, WIDEST)
        high = page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('main > .sheet')].map(
                part => [part.getAttribute('aria-labelledby'), part.getBoundingClientRect().height]))"""
        )
        assert {name: height for name, height in high.items() if height > TEXT_HEIGHT} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_the_plan_is_set_large_enough(browser: Browser, folder: Path, name: str, language: str) -> None:
    """9.5 points or more in tables and paragraphs; sources, like notes, are in smaller print."""
    with opened(browser, folder, f"{name}-{language}-plan", width=TEXT_WIDTH) as page:
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
def test_page_one_is_one_page(browser: Browser, folder: Path, name: str, language: str, font: str) -> None:
    with opened(browser, folder, f"{name}-{language}-plan", width=TEXT_WIDTH) as page:
        page.emulate_media(media="print")
        if font:
            set_in(page, font)
        end = page.evaluate("document.querySelector('.page-one').getBoundingClientRect().bottom")
        assert end <= TEXT_HEIGHT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_the_brief_is_set_large_enough(browser: Browser, folder: Path, name: str, language: str) -> None:
    """10.5 points or more, but for the notes and the small print under the title (model documents)."""
    with opened(browser, folder, f"{name}-{language}-brief", width=TEXT_WIDTH) as page:
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
@pytest.mark.parametrize("name", WINDOWS)
def test_a_window_asks_for_nothing_and_logs_nothing(
    browser: Browser, folder: Path, name: str, scheme: str
) -> None:
    asked: list[str] = []
    logged: list[str] = []
    with browser.new_page(color_scheme=scheme) as page:  # type: ignore[arg-type]  # as above
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: logged.append(message.text))
        page.on("pageerror", lambda error: logged.append(str(error)))
        address = (folder / f"{name}.html").as_uri()
        page.goto(address)
        assert asked == [address]
        assert logged == []
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (background == "rgb(255, 255, 255)") == (scheme == "light")


@pytest.mark.parametrize("name", WINDOWS)
def test_a_narrow_window_scrolls_one_way(browser: Browser, folder: Path, name: str) -> None:
    """320 CSS pixels, which is 1280 at 400 % (WCAG 2.2, 1.4.10)."""
    with opened(browser, folder, name, width=320) as page:
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_keyboard_reaches_what_scrolls_and_is_seen(browser: Browser, folder: Path) -> None:
    with opened(browser, folder, "weldom-fr-plan", width=320) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "MAIN"
        page.focus(".scroll")
        outline = page.evaluate("getComputedStyle(document.querySelector('.scroll')).overflowX")
        assert outline == "auto"
