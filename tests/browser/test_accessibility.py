"""Pages as axe-core judges them: WCAG 2.2 A and AA, and good practice (issue 7; design, checkers)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from looked_at import EVERY_PAGE
from playwright.sync_api import Browser
from shipped_plans import view

from examples import LANGUAGES, NAMES, VIEWS
from rse_plan.documents.words import Words
from rse_plan.formats import html

pytestmark = pytest.mark.external

WINDOWS = (
    ("light", 1280, "screen"),
    ("dark", 1280, "screen"),
    ("light", 320, "screen"),
    ("dark", 320, "screen"),
    ("light", 703, "print"),
)
FEWER = (WINDOWS[0], WINDOWS[3], WINDOWS[4])
"""Both schemes, both widths and paper, for the register: a window of it takes half a minute."""
EACH_TIME = (
    *(("weldom", "fr", document) for document in VIEWS),
    ("association-60", "en", "brief"),
    ("association-60", "en", "plan"),
    ("seven-countries", "en", "plan"),
)
"""A large one, the smallest, and one of many employers and languages: the templates are the same for all."""
EVERY = tuple((name, language, document) for name in NAMES for language in LANGUAGES for document in VIEWS)
PAGES = EVERY if EVERY_PAGE else EACH_TIME


@pytest.fixture(scope="module")
def axe() -> str:
    folder = os.environ.get("PAGE_CHECKERS")
    assert folder, "PAGE_CHECKERS names no folder: .ci/page-checkers makes it"
    return (Path(folder) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("shown", PAGES, ids="-".join)
def test_no_violation(browser: Browser, axe: str, tmp_path: Path, shown: tuple[str, str, str]) -> None:
    """Everything unfolded; the page's own policy would not let the checker in."""
    path = tmp_path / "page.html"
    path.write_text(html.write(view(*shown), Words(shown[1])), encoding="utf-8")
    found = {}
    for scheme, width, media in FEWER if shown[2] == "register" else WINDOWS:
        window = {"width": width, "height": 900}
        with browser.new_context(bypass_csp=True, viewport=window, color_scheme=scheme) as context:  # type: ignore[arg-type]  # literals above
            page = context.new_page()
            page.goto(path.as_uri())
            page.emulate_media(media=media, color_scheme=scheme)  # type: ignore[arg-type]  # as above
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            page.evaluate(axe)
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            assert len(result["passes"]) > 15, "the checker looked at nothing"
            found[scheme, width, media] = [
                (each["id"], [node["html"][:200] for node in each["nodes"][:3]])
                for each in result["violations"]
            ]
    assert {window: faults for window, faults in found.items() if faults} == {}
