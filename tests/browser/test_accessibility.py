"""Pages as axe-core judges them: WCAG 2.2 A and AA, and good practice (issue 7; design, checkers)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any, Literal

import pytest
from looked_at import EVERY_PAGE, LOOKED_AT
from playwright.sync_api import Browser, Page
from shipped_plans import view
from under_way import month

from examples import LANGUAGES, NAMES, VIEWS
from rse_plan.documents.words import Words
from rse_plan.formats import html

pytestmark = pytest.mark.external


Scheme = Literal["light", "dark"]
Window = tuple[Scheme, int, Literal["screen", "print"]]
WINDOWS: tuple[Window, ...] = (
    ("light", 1280, "screen"),
    ("dark", 1280, "screen"),
    ("light", 320, "screen"),
    ("dark", 320, "screen"),
    ("light", 703, "print"),
)
FEWER = (WINDOWS[1], WINDOWS[2], WINDOWS[4])
"""Both schemes, both widths and paper: all for some examples, one after the other for the rest."""
IN_TURN = dict(zip(NAMES, cycle(LANGUAGES)))
PAGES = tuple(
    (name, language, document)
    for name in NAMES
    for language in LANGUAGES
    for document in ("plan", "brief", "register")
    if EVERY_PAGE or name in LOOKED_AT or (document != "register" and language == IN_TURN[name])
)
"""The same templates make them all."""
UNDER_WAY = (("month-3", "fr", "plan"), ("month-3", "en", "register"), ("month-9", "fr", "brief"))
"""Weldom when work is done, blocked and not confirmed, and when decisions are taken."""
THIN = """() => {
    // What an element is for the checker: its tag, class and other attributes, and so of all within it.
    const own = ['id', 'href', 'd', 'x', 'y', 'width', 'height', 'transform', 'for', 'headers'];
    const shapes = new WeakMap(), seen = new Map(), most = 1;
    const said = each => [...each.attributes]
        .filter(a => !own.includes(a.name) && !/^(aria-label|data-)/.test(a.name))
        .map(a => a.name === 'class' ? a.value : a.name);
    const shape = each => {
        if (!shapes.has(each)) {
            const within = [...new Set([...each.children].map(shape))];
            shapes.set(each, `${each.tagName}[${said(each)}](${within})`);
        }
        return shapes.get(each);
    };
    const thin = (parent, path) => {
        const here = new Set();
        for (const child of [...parent.children]) {
            const known = shape(child), place = `${path}>${known}`;
            seen.set(place, (seen.get(place) || 0) + 1);
            if (seen.get(place) > most && here.has(known)) child.remove();
            else thin(child, `${path}>${child.tagName}.${child.className}`);
            here.add(known);
        }
    };
    shape(document.body);
    thin(document.body, '');
}"""
"""Rows beyond the first that are like others of their table, list or drawing are taken out: a register's
twelve thousand elements, of a few dozen kinds, take the checker half a minute."""
KINDS = """() => [...new Set([...document.querySelectorAll('*')].map(each => {
    const path = [];
    for (let at = each; at; at = at.parentElement) path.push(at.tagName, at.getAttribute('class') || '');
    return path.join('.');
}))].sort()"""


@pytest.fixture(scope="module")
def axe() -> str:
    folder = os.environ.get("PAGE_CHECKERS")
    assert folder, "PAGE_CHECKERS names no folder: .ci/page-checkers makes it"
    return (Path(folder) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@dataclass
class Shown:
    """A page in a window, with what it asked for and what it said."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(self.address)

    def violations(self) -> list[tuple[str, list[str]]]:
        result = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert len(result["passes"]) > 15, "the checker looked at nothing"
        return [
            (each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in result["violations"]
        ]


Opened = Callable[..., Shown]


def described(name: str, language: str, document: str) -> Any:
    """A document of an example, or of Weldom in some month, as its view."""
    if name.startswith("month-"):
        return VIEWS[document].describe(month(int(name[-1])), Words(language))
    return view(name, language, document)


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Everything unfolded; the page's own policy would not let the checker in."""
    context = browser.new_context(bypass_csp=True)

    def opened(*shown: str) -> Shown:
        path = tmp_path / "page.html"
        path.write_text(html.write(described(*shown), Words(shown[1])), encoding="utf-8")
        found = Shown(context.new_page(), path.as_uri())
        found.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        return found

    yield opened
    context.close()


def windows(shown: tuple[str, str, str]) -> tuple[Window, ...]:
    if EVERY_PAGE:
        return WINDOWS
    every = shown not in PAGES or (shown[0] in LOOKED_AT and shown[1] == LANGUAGES[0])
    return FEWER if every else (FEWER[PAGES.index(shown) % len(FEWER)],)


@pytest.mark.parametrize("shown", [*PAGES, *UNDER_WAY], ids="-".join)
def test_no_request_no_message_no_violation(axe: str, open_page: Opened, shown: tuple[str, str, str]) -> None:
    """Nor a line that is wider than 320 pixels, which is 1280 at 400 % (WCAG 2.2, 1.4.10)."""
    opened, found = open_page(*shown), {}
    page = opened.page
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if not EVERY_PAGE:
        page.evaluate(THIN)
    page.evaluate(axe)
    for scheme, width, media in windows(shown):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media=media, color_scheme=scheme)
        if faults := opened.violations():
            found[scheme, width, media] = faults
    assert found == {}
    assert (opened.asked, opened.said) == ([opened.address], [])


@pytest.mark.parametrize("document", VIEWS)
def test_what_is_looked_at_has_every_kind_of_element(open_page: Opened, document: str) -> None:
    page = open_page("weldom", "fr", document).page
    before, elements = page.evaluate(KINDS), page.locator("*").count()
    page.evaluate(THIN)
    assert page.evaluate(KINDS) == before
    assert document == "brief" or page.locator("*").count() < elements / 2


def test_a_fault_in_any_row_is_seen(axe: str, open_page: Opened) -> None:
    """A row that is unlike the others stays."""
    page = open_page("weldom", "fr", "register").page
    page.evaluate(
        "[...document.querySelectorAll('article.task')].at(-3).lastElementChild.innerHTML += '<img src=x>'"
    )
    page.evaluate(THIN)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert "image-alt" in {each["id"] for each in found}
