"""An own look: colours that can be read, a logo that does nothing, pages that stay as harmless as ours."""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64encode
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from filled_views import filled
from html_page import read_page
from hypothesis import given
from hypothesis import strategies as st
from looks import link

from rse_plan.diagnostics import Severity
from rse_plan.documents.brief_folio import brief_folio
from rse_plan.documents.look import DARK, LIGHT, Look, dark_palette, light_palette
from rse_plan.documents.views import BriefView, PlanView
from rse_plan.documents.words import Words
from rse_plan.formats import docx
from rse_plan.formats.html import write
from rse_plan.formats.theme_file import MAX_LOGO, ReadTheme, read_theme
from rse_plan.model.colours import ENOUGH, contrast, readable
from rse_plan.model.theme import Colours
from rse_plan.resources import templates_folder

HEAD = "kind: theme\nformat: 1\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9" fill="url(#a)"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n rest"
LOGO = "logo: {file: logo.svg, alt: {en: Ours, fr: Le nôtre}}\n"
STYLE = (templates_folder() / "html" / "style.css").read_text(encoding="utf-8")


def theme(folder: Path, text: str, logo: bytes | str | None = None, name: str = "logo.svg") -> ReadTheme:
    (folder / "theme.yaml").write_text(HEAD + text, encoding="utf-8")
    if logo is not None:
        (folder / name).write_bytes(logo.encode() if isinstance(logo, str) else logo)
    return read_theme(folder / "theme.yaml", Look())


def told(read: ReadTheme) -> list[str]:
    return [
        f"{one.span.line}:{one.span.column} {one.severity}: {one.message}"
        + (f" / {one.help}" if one.help else "")
        for one in read.diagnostics
    ]


def colours(**given: str) -> Colours:
    return Colours.model_construct(**given)


# Colours


def test_our_own_palettes_are_those_of_the_style_sheet() -> None:
    light, dark = re.findall(r":root \{\s*(--paper.*?--band: #\w+;)", STYLE, re.DOTALL)
    for css, palette in ((light, LIGHT), (dark, DARK)):
        said = {name.replace("-", "_"): value for name, value in re.findall(r"--([\w-]+): (#\w{6})", css)}
        assert said == asdict(palette)


def test_a_theme_without_colours_changes_none() -> None:
    assert light_palette(Colours()) == LIGHT
    assert dark_palette(Colours(), LIGHT) == DARK


HEX = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given(HEX, HEX)
def test_a_colour_is_moved_until_it_can_be_read_and_no_further(colour: str, paper: str) -> None:
    found = readable(colour, paper)
    assert contrast(found, paper) >= ENOUGH
    assert found == colour or contrast(colour, paper) < ENOUGH


@given(HEX)
def test_what_follows_from_an_accent_can_be_read(accent: str) -> None:
    light = light_palette(colours(accent=accent))
    dark = dark_palette(Colours(), light)
    assert contrast(light.on_accent, accent) >= ENOUGH
    for one in (dark.paper, dark.soft, dark.on_accent):
        assert contrast(dark.accent, one) >= ENOUGH - 0.01
    assert contrast(light.ink, light.accent_soft) >= ENOUGH
    assert light_palette(colours(paper="#000000", ink="#ffffff")).accent == LIGHT.accent


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#0b5765", "#0b5765") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colours: {light: {accent: #7a1f3d}}\n", None),  # YAML itself breaks off: see below
        ("colours:\n  light:\n    accent: #7a1f3d\n",
         '5:12 error: a colour is missing here / “#” begins a comment in YAML: write "#0b5765", in quotes'),
        ("colours: {light: {accent: tael}}\n",
         "3:27 error: “tael” is not a colour / did you mean “teal”?"),
        ("colours: {light: {accent: '#12345'}}\n", '3:27 error: “#12345” is not a colour / write "#0b57'),
        ("colours: {light: {accent: 'red;} body{display:none'}}\n", "3:27 error: “red;} body{dis"),
        ("colours: {light: {accent: 'url(x)'}}\n", "3:27 error: “url(x)” is not a colour"),
        ("colours: {light: {acent: teal}}\n", "3:19 error: the key “acent” is not known here / did you me"),
        ("colors: {light: {accent: teal}}\n", "3:1 error: the key “colors” is not known here / did you me"),
        ("colours: {light: {ink: '#999999'}}\n",
         "3:24 error: “ink” #999999 on “paper” #ffffff: a contrast of 2.8 to 1; to be read it needs 4.5"),
        ("colours: {light: {accent: '#ff7900'}}\n",
         "3:27 warning: “accent” #ff7900 on “paper” #ffffff: a contrast of 2.6 to 1; to"),
        ("typeface: 'Arial; } body { display: none'\n", "3:11 error: “Arial; } body { dis"),
        ("typeface: ['Arial\"', Georgia]\n", "3:12 error: “Arial\"” is not the name of a typeface"),
        ("logo: {file: gone.png, alt: {en: a, fr: b}}\n", "3:14 error: there is no file"),
        ("logo: {file: ../theme.yaml, alt: {en: a, fr: b}}\n", "3:14 error: ../theme.yaml leads out of"),
        ("logo: {file: theme.yaml, alt: {en: a, fr: b}}\n", "3:14 error: this is not a picture of a"),
        ("logo: {file: a.png}\n", "3:1 error: the key “alt” is missing"),
        ("logo: {file: a.png, alt: {en: a}}\n", "this text is missing in “fr”"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_theme_is_said_with_its_place(
    tmp_path: Path, text: str, expected: str | None
) -> None:
    found = told(theme(tmp_path, text))
    assert found
    assert expected is None or expected in found[0]
    assert len(found) == 1


def test_names_and_values_of_colours_are_taken(tmp_path: Path) -> None:
    read = theme(
        tmp_path, "colours: {light: {accent: DarkRed, paper: '#FFFEFA'}}\ntypeface: [Marianne, serif]\n"
    )
    assert read.diagnostics == ()
    assert read.look is not None
    assert read.look.light is not None
    assert (read.look.light.accent, read.look.light.paper) == ("#8b0000", "#fffefa")
    assert read.look.light.soft != LIGHT.soft


def test_the_theme_to_start_from_changes_nothing_but_says_everything(tmp_path: Path) -> None:
    read = read_theme(templates_folder() / "theme.yaml", Look())
    assert read.diagnostics == ()
    assert read.look is not None
    assert (read.look.light, read.look.dark) == (LIGHT, DARK)


# Logos


@pytest.mark.parametrize(
    ("logo", "expected"),
    [
        ("<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>", "“<script”"),
        ("<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "“onload=”"),
        (
            "<svg xmlns='http://www.w3.org/2000/svg'><image href='https://a.org/x.png'/></svg>",
            "“href='”, which",
        ),
        (
            "<svg xmlns='http://www.w3.org/2000/svg'><style>@import 'a'</style></svg>",
            "“@import”, which runs or",
        ),
        ("<svg xmlns='http://www.w3.org/2000/svg'><foreignObject/></svg>", "“<foreignObject”"),
        (
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'/>",
            "“<!DOCTYPE”, which runs",
        ),
        ("<svg><g></svg>", "not sound SVG"),
        ("<svg/>", "not sound SVG"),
        ("GIF89a", "not a picture of a kind that is known"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * MAX_LOGO, "larger than 200 kB"),
        (b"\xff\xfe", "not a picture of a kind that is known"),
    ],
)
def test_a_logo_shows_and_does_nothing_else(tmp_path: Path, logo: bytes | str, expected: str) -> None:
    read = theme(tmp_path, LOGO, logo)
    assert read.look is None
    assert expected in told(read)[0]
    assert told(read)[0].startswith("3:14 error")


def test_a_logo_stands_in_the_page_whole_with_its_words(tmp_path: Path) -> None:
    public = SVG.replace(
        "<svg", '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://a.org/x.dtd">\n<svg', 1
    )
    read = theme(tmp_path, LOGO, public)
    assert read.look is not None, told(read)
    page = read_page(write(filled(BriefView, str), Words("fr"), read.look))
    (image,) = page.all("img")
    assert image.attributes["alt"] == "Le nôtre"
    content = ("\n" + SVG).encode()
    assert image.attributes["src"] == f"data:image/svg+xml;base64,{b64encode(content).decode()}"
    (style,) = page.all("style")
    assert ".logo" in style.text


def test_a_logo_behind_a_link_that_leads_out_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    link(tmp_path / "own" / "logo.svg", tmp_path / "secret.png")
    assert "leads out of" in told(theme(tmp_path / "own", LOGO))[0]


# What a page gets


def test_a_theme_stands_after_the_style_sheet_and_in_the_policy(tmp_path: Path) -> None:
    read = theme(tmp_path, "colours: {light: {accent: '#7a1f3d'}}\ntypeface: [Le Monde 2, serif]\n")
    assert read.look is not None
    text = write(filled(PlanView, str), Words("en"), read.look)
    page = read_page(text)
    (style,) = page.all("style")
    assert style.text.index("--accent: #0b5765") < style.text.index("--accent: #7a1f3d")
    assert '--sans: "Le Monde 2", serif, ' in style.text
    assert text == write(filled(PlanView, str), Words("en"), read.look)
    (script,) = page.all("script")
    assert script.text == next(iter(read_page(write(filled(PlanView, str), Words("en"))).all("script"))).text


def test_without_a_look_nothing_of_it_is_in_the_page() -> None:
    text = write(filled(BriefView, str), Words("en"))
    assert ".logo" not in text
    assert "<img" not in text
    assert text == write(filled(BriefView, str), Words("en"), Look())


def test_word_takes_the_colours_by_day_and_the_typeface() -> None:
    light = light_palette(colours(accent="#7a1f3d"))
    shown = Look(light=light, dark=DARK, typeface=("serif", "Georgia"))
    styles = {own: part(own, "word/styles.xml") for own in (None, shown)}
    assert "0B5765" in styles[None]
    assert "Arial" in styles[None]
    assert "7A1F3D" in styles[shown]
    assert "Georgia" in styles[shown]
    assert "0B5765" not in styles[shown] + part(shown, "word/document.xml")
    night = Look(light=light_palette(colours(paper="#000000", ink="#ffffff")))
    assert part(night, "word/styles.xml") == styles[None]  # Word's paper stays white


def part(shown: Look | None, name: str) -> str:
    words = Words("en")
    content = docx.write(brief_folio(filled(BriefView, str), words), words, date(2027, 1, 4), shown)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name).decode("utf-8")


def test_a_faint_accent_stops_nothing(tmp_path: Path) -> None:
    read = theme(tmp_path, "colours: {light: {accent: orange}}\n")
    assert read.look is not None
    assert {one.severity for one in read.diagnostics} == {Severity.WARNING}


def test_looks_cross_to_another_process(tmp_path: Path) -> None:
    import pickle

    read = theme(tmp_path, LOGO, SVG)
    copied: Any = pickle.loads(pickle.dumps(read.look))  # noqa: S301  # our own bytes
    assert copied.logo == read.look.logo  # type: ignore[union-attr]
