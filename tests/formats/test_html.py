"""HTML pages: one file that everybody can read, that runs nothing and asks nobody for anything."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest
from filled_views import filled
from html_page import Element, read_page
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from looks import look

from examples import LANGUAGES, NAMES, VIEWS, example_page, example_plan
from rse_plan.documents.tree import (
    Break,
    Cite,
    Emphasis,
    Leaf,
    Line,
    Link,
    Listing,
    Paragraph,
    Passage,
    Strong,
    line,
)
from rse_plan.documents.views import BriefView, PlanView, RegisterView
from rse_plan.documents.words import Words
from rse_plan.formats.html import anchor, ended, web_address, write
from rse_plan.resources import templates_folder

PAGES = [(name, language, document) for name in NAMES for language in LANGUAGES for document in VIEWS]
TEMPLATES = templates_folder() / "html"
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}</style><!--"

NOT_PLACED: dict[type, set[str]] = {
    PlanView: {
        "heading.consultation",  # the line above the title says it while a consultation is due
        "calendar.mermaid",  # the drawing's other form
        "page_one.no_opening",  # said only when nothing opens
    },
    BriefView: {
        "heading.consultation",
        "risks.weight",  # the brief has the heaviest only; the plan weighs them
    },
    RegisterView: {"heading.consultation"},
}
"""Words of the views that pages leave out, and why."""


@pytest.fixture(params=PAGES, ids="-".join)
def page(request: pytest.FixtureRequest) -> Element:
    """Each document of each example."""
    return tree(*request.param)


@cache
def tree(name: str, language: str, document: str) -> Element:
    return read_page(example_page(name, language, document))


def ids_of(page: Element) -> list[str]:
    return [element.attributes["id"] for element in page.all() if "id" in element.attributes]


# What a reader's software needs


@pytest.mark.parametrize(("name", "language", "document"), PAGES)
def test_the_page_says_its_language_and_title(name: str, language: str, document: str) -> None:
    page = tree(name, language, document)
    (root,) = page.all("html")
    assert root.attributes["lang"] == {"fr": "fr-FR", "en": "en-GB"}[language]
    title = next(page.all("title")).text
    organisation = str(example_plan(name).facts["organisation.name"].value)
    assert organisation in title
    assert next(page.all("h1")).text.split(" · ")[0] in title
    assert example_page(name, language, document).startswith("<!DOCTYPE html>\n")


def test_headings_go_down_one_step_at_a_time(page: Element) -> None:
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    steps = [after - before for before, after in pairwise(levels)]
    assert max(steps) <= 1
    assert all(heading.text.strip() for heading in page.all("h1", "h2", "h3", "h4"))


def test_every_table_has_a_name_and_headers(page: Element) -> None:
    for table in page.all("table"):
        assert next(table.all("caption")).text.strip()
        head, body = next(table.all("thead")), next(table.all("tbody"))
        columns = list(head.all("th"))
        assert all(column.attributes["scope"] == "col" and column.text.strip() for column in columns)
        for row in body.all("tr"):
            cells = [child for child in row.children if isinstance(child, Element)]
            assert len(cells) == len(columns), row.text
            assert [cell.attributes.get("scope") for cell in cells if cell.tag == "th"] == ["row"]


def test_landmarks_and_the_way_past_them(page: Element) -> None:
    assert len(list(page.all("main"))) == 1
    assert len(list(page.all("header"))) == 1
    first = next(next(page.all("body")).all("a"))
    assert first.attributes["href"] == f"#{next(page.all('main')).attributes['id']}"
    assert first.text.strip()


def test_references_meet_their_place(page: Element) -> None:
    ids = ids_of(page)
    assert len(ids) == len(set(ids))
    for element in page.all():
        target = element.attributes.get("href", "")
        if target.startswith("#"):
            assert target[1:] in ids
        for name in element.attributes.get("aria-labelledby", "").split():
            assert name in ids


def test_signs_are_words(page: Element) -> None:
    signs = [element for element in page.all("span") if element.has_class("sign")]
    assert all(sign.text.strip() for sign in signs)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_is_told_in_a_table(name: str, language: str) -> None:
    page = tree(name, language, "plan")
    drawing = next(svg for svg in page.all("svg") if svg.attributes.get("role") == "img")
    title, words = next(drawing.all("title")), next(drawing.all("desc"))
    assert drawing.attributes["aria-labelledby"].split() == [title.attributes["id"], words.attributes["id"]]
    assert title.text.strip()
    assert words.text.strip()
    drawn = [group for group in drawing.all("g") if group.has_class("row")]
    (details,) = (each for each in page.all("details") if each.has_class("in-words"))
    told = list(next(next(details.all("table")).all("tbody")).all("tr"))
    assert len(drawn) == len(told) > 10
    assert all(svg.attributes.get("aria-hidden") == "true" for svg in page.all("svg") if svg is not drawing)


# What a page may not do


def test_nothing_is_fetched(page: Element) -> None:
    assert not list(page.all("iframe", "object", "embed", "form", "base", "img"))
    for element in page.all():
        assert not [name for name in element.attributes if name.startswith("on") or name in ("style", "src")]
        target = element.attributes.get("href", "")
        if element.tag == "a":
            assert target.startswith(("#", "https://", "http://", "mailto:"))
        else:
            assert target in ("", "data:,") or (element.tag == "use" and target.startswith("#"))


@pytest.mark.parametrize(("name", "language", "document"), PAGES)
def test_the_script_is_our_own_alone(name: str, language: str, document: str) -> None:
    """The same in every page, whatever the answers: nothing is put into it."""
    scripts = [script.text for script in tree(name, language, document).all("script")]
    ours = (TEMPLATES / "script.js").read_text(encoding="utf-8")
    assert scripts == ([] if document == "brief" else [ours.rstrip("\n")])


def policy_of(page: Element) -> str:
    return next(
        meta.attributes["content"]
        for meta in page.all("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    )


def digest(element: Element) -> str:
    return b64encode(sha256(element.text.encode()).digest()).decode()


def test_the_policy_allows_the_page_s_own_style_and_script_alone(page: Element) -> None:
    (style,) = page.all("style")
    scripts = list(page.all("script"))
    allowed = [f"style-src 'sha256-{digest(style)}'", *(f"script-src 'sha256-{digest(s)}'" for s in scripts)]
    rest = ["img-src data:", "base-uri 'none'", "form-action 'none'"]
    assert policy_of(page).split("; ") == ["default-src 'none'", *allowed, *rest]
    assert "url(" not in style.text.replace("url(#hatch)", "")
    assert "@import" not in style.text


@pytest.mark.parametrize("view", [PlanView, BriefView, RegisterView])
def test_hostile_words_stay_words(view: Any) -> None:
    text = write(filled(view, lambda _: HOSTILE), Words("en"))
    page = read_page(text)
    assert not list(page.all("img"))
    assert len(list(page.all("script"))) == (view is not BriefView)
    assert "49" not in text
    shown = page.text
    assert HOSTILE in shown
    (style,) = page.all("style")
    assert "alert(1)" not in style.text
    for element in page.all():
        assert not [name for name in element.attributes if name.startswith("on")]


@pytest.mark.parametrize("view", [PlanView, BriefView, RegisterView])
def test_every_word_of_a_view_is_placed(view: Any) -> None:
    """A field that no template places would be lost without a trace."""
    said: dict[str, str] = {}

    def say(path: str) -> str:
        said[path] = f"w{len(said)}w"
        return f"https://{said[path]}" if path.endswith(".address") else said[path]

    text = write(filled(view, say), Words("en"))
    missing = {re.sub(r"\[\d\]", "", path) for path, word in said.items() if word not in text}
    assert missing == NOT_PLACED[view]


def test_addresses_lead_to_pages_and_mail_only() -> None:
    assert web_address("https://example.org/a") == "https://example.org/a"
    assert web_address("HTTP://example.org") == "HTTP://example.org"
    assert web_address("mailto:a@example.org") == "mailto:a@example.org"
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        " https://example.org",
        "file:///etc",
    ):
        assert web_address(address) == "#"


def test_own_templates_reach_values_only() -> None:
    """Templates of other people can neither climb to Python's insides nor name what is not there."""
    own = look({"brief.html.j2": "<p>{{ view.to }}</p>"})
    assert write(filled(BriefView, str), Words("en"), own) == "<p>to</p>\n"


@pytest.mark.parametrize(
    ("template", "refusal"),
    [
        ("{{ view.__class__.__mro__ }}", SecurityError),
        ("{{ view.risks.append(1) }}", UndefinedError),
        ("{{ nobody }}", UndefinedError),
        ("{{ view.nothing }}", UndefinedError),
        ("{{ write.__globals__ }}", UndefinedError),
    ],
)
def test_own_templates_that_climb_are_refused(template: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        write(filled(BriefView, str), Words("en"), look({"brief.html.j2": template}))


# Texts


def placed(value: Line | Passage) -> str:
    view = replace(filled(BriefView, str), essential=value)
    return write(view, Words("en"), look({"brief.html.j2": "{{ view.essential }}"})).strip()


LAW = Link((Leaf("law"),), "https://example.org/?a=1&b=2")
LINKED = '<a href="https://example.org/?a=1&amp;b=2" rel="noreferrer">law</a>'
WEIGHED = (Strong((Leaf("much"),)), Leaf(" and "), Emphasis((Leaf("well"),)))
CITED = '<span class="cite">[<a href="#source-1">1</a>, <a href="#source-4">4</a>]</span>'


@pytest.mark.parametrize(
    ("parts", "markup"),
    [
        ((Leaf("a < b"),), "a &lt; b"),
        (WEIGHED, "<strong>much</strong> and <em>well</em>"),
        ((Leaf("a"), Break(), Leaf("b")), "a<br>b"),
        ((LAW,), LINKED),
        ((Link((Leaf("x"),), "javascript:alert(1)"),), '<a href="#" rel="noreferrer">x</a>'),
        ((Cite((1, 4)),), CITED),
    ],
)
def test_lines(parts: tuple[Any, ...], markup: str) -> None:
    assert placed(Line(parts)) == markup


def test_passages() -> None:
    one = Passage((Paragraph(line("one")),))
    assert placed(one) == "one"
    points = Passage((Paragraph(line("two")), Listing((one, one), ordered=True)))
    assert placed(points) == "<p>two</p><ol><li>one</li><li>one</li></ol>"


def test_anchors_and_ends() -> None:
    assert anchor("pilot/open@finance@paris") == "pilot-open-finance-paris"
    assert [ended(words) for words in ("s. d.", "2014", "why?", "")] == ["s. d.", "2014.", "why?", "."]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_bytes_twice(name: str) -> None:
    words = Words("fr")
    view = VIEWS["plan"].describe(example_plan(name), words)
    assert write(view, words) == write(view, words) == example_page(name, "fr", "plan")


# Colours


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out(scheme: str) -> None:
    """4.5:1 for words, 3:1 for what the drawing is made of (WCAG 2.2, 1.4.3 and 1.4.11)."""
    sheet = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    light = colours(sheet[: sheet.index("@media")])
    dark_block = sheet[sheet.index("prefers-color-scheme: dark") :]
    found = light if scheme == "light" else {**light, **colours(dark_block[: dark_block.index("}\n}")])}
    words = [("ink", "paper"), ("ink", "soft"), ("quiet", "paper"), ("quiet", "soft"), ("quiet", "band")]
    words += [("accent", "paper"), ("accent", "soft"), ("on-accent", "accent"), ("ink", "band")]
    assert {pair: ratio for pair in words if (ratio := contrast(found[pair[0]], found[pair[1]])) < 4.5} == {}
    drawn = [("ink", "paper"), ("accent", "paper"), ("ink", "band"), ("accent", "accent-soft")]
    assert {pair: ratio for pair in drawn if (ratio := contrast(found[pair[0]], found[pair[1]])) < 3} == {}


def test_months_that_rows_repeat_keep_their_style() -> None:
    """`use` draws a copy that knows nothing of what it stands in: what the style sheet asks for is inside."""
    page = example_page("weldom", "en", "plan")
    repeated = re.findall(r'<use href="#([^"]+)"', page)
    assert repeated
    assert all(f'<g class="gantt" id="{place}">' in page for place in repeated)
