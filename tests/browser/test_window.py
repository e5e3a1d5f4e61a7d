"""What a window has besides the printed document, with and without the page's script, by keyboard alone."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from examples import example_page

pytestmark = pytest.mark.external

WIDE, NARROW = 1280, 700


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("window")
    for document in ("plan", "register", "brief"):
        text = example_page("weldom", "fr", document)
        (place / f"{document}.html").write_text(text, encoding="utf-8")
    return place


def opened(browser: Browser, folder: Path, document: str, width: int = WIDE) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((folder / f"{document}.html").as_uri())
    return page


@pytest.fixture
def register(browser: Browser, folder: Path) -> Iterator[Page]:
    with opened(browser, folder, "register") as page:
        yield page


def shown_rows(page: Page) -> list[list[str]]:
    """The cells of the rows that the index shows, the day as it is sorted."""
    found: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll('#tasks-table tbody tr')]
            .filter(row => row.offsetParent !== null)
            .map(row => [row.querySelector('time').dateTime,
                         ...[...row.cells].slice(1).map(cell => cell.textContent.trim())])"""
    )
    return found


def position(page: Page, selector: str) -> str:
    style: str = page.evaluate("name => getComputedStyle(document.querySelector(name)).position", selector)
    return style


# On paper and on the screen


def test_paper_has_no_cover_and_nothing_unfolds_on_it(browser: Browser, folder: Path) -> None:
    with opened(browser, folder, "plan") as page:
        extras = (".cover", ".matrix", ".phase-tasks", ".grounds")
        assert all(page.is_visible(selector) for selector in extras)
        page.emulate_media(media="print")
        assert not any(page.is_visible(selector) for selector in extras)
    with opened(browser, folder, "register") as page:
        page.emulate_media(media="print")
        assert page.is_visible("#tasks-table")
        assert page.is_visible(".load")
        assert not page.is_visible(".tools")


def test_the_index_names_its_columns_on_every_sheet(browser: Browser, folder: Path, tmp_path: Path) -> None:
    """Buttons, which the script puts into the columns' names, would leave the repeated ones blank."""
    path = tmp_path / "register.pdf"
    with opened(browser, folder, "register") as page:
        page.pdf(path=path, prefer_css_page_size=True)
    second = subprocess.run(
        ["pdftotext", "-f", "2", "-l", "2", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert {"Date", "Quoi", "Qui", "Phase", "Communauté"} <= set(second.split("\n"))


@pytest.mark.parametrize("document", ["plan", "register"])
def test_the_contents_stay_in_sight_in_a_wide_window_alone(
    browser: Browser, folder: Path, document: str
) -> None:
    with opened(browser, folder, document) as page:
        page.mouse.wheel(0, 5000)
        assert position(page, "nav.contents") == "fixed"
        box = page.locator("nav.contents").bounding_box()
        text = page.locator("main h2").first.bounding_box()
        assert box is not None
        assert text is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] < text["x"]
        page.emulate_media(media="print")
        assert position(page, "nav.contents") == "static"
    with opened(browser, folder, document, NARROW) as page:
        assert position(page, "nav.contents") == "static"


def test_the_contents_say_where_one_is(browser: Browser, folder: Path) -> None:
    with opened(browser, folder, "plan") as page:
        page.evaluate("document.getElementById('risks').scrollIntoView()")
        page.wait_for_selector(".contents a[href='#risks'][aria-current='true']")
        assert page.locator(".contents [aria-current]").count() == 1


def test_why_unfolds_by_keyboard(browser: Browser, folder: Path) -> None:
    with opened(browser, folder, "plan") as page:
        assert not page.is_visible(".grounds dl")
        page.focus(".grounds summary")
        page.keyboard.press("Enter")
        assert page.is_visible(".grounds dl")


# The index of tasks


def test_without_script_every_task_is_there_and_no_dead_control(browser: Browser, folder: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((folder / "register.html").as_uri())
        rows = page.locator("#tasks-table tbody tr")
        assert rows.count() > 100
        assert rows.last.is_visible()
        assert not page.is_visible(".tools")
        assert page.locator("button:visible, select:visible").count() == 0


def test_columns_sort_by_keyboard(register: Page) -> None:
    rows = shown_rows(register)
    head = register.locator("#tasks-table thead th")
    assert head.locator("button").count() == 5
    register.focus("#tasks-table thead th:nth-child(1) button")
    register.keyboard.press("Enter")
    assert head.nth(0).get_attribute("aria-sort") == "ascending"
    days = [row[0] for row in shown_rows(register)]
    assert days == sorted(days)
    register.keyboard.press("Enter")
    assert head.nth(0).get_attribute("aria-sort") == "descending"
    assert [row[0] for row in shown_rows(register)] == sorted(days, reverse=True)
    register.focus("#tasks-table thead th:nth-child(3) button")
    register.keyboard.press("Space")
    assert [head.nth(at).get_attribute("aria-sort") for at in range(5)] == [
        None,
        None,
        "ascending",
        None,
        None,
    ]
    assert sorted(shown_rows(register)) == sorted(rows)


def test_tasks_are_narrowed_down_and_counted(register: Page) -> None:
    whole = shown_rows(register)
    live = register.locator(".tools output")
    assert live.get_attribute("aria-live") == "polite"
    assert live.inner_text().endswith(f"{len(whole)} sur {len(whole)}")
    who, phase, _ = register.locator(".tools select").all()
    who.select_option("DSI")
    assert {row[2] for row in shown_rows(register)} == {"DSI"}
    phase.select_option("Préparation")
    found = shown_rows(register)
    assert found == [row for row in whole if row[2:4] == ["DSI", "Préparation"]]
    assert found
    assert live.inner_text().endswith(f"{len(found)} sur {len(whole)}")
    register.get_by_role("button", name="Tout afficher").press("Enter")
    assert shown_rows(register) == whole


def test_a_community_comes_with_the_work_of_its_wave(register: Page) -> None:
    register.locator(".tools select").nth(2).select_option("Boîte à idées")
    assert {row[4] for row in shown_rows(register)} == {"Boîte à idées", "Pilote"}
