"""Folders of other people's templates, and their pages: nothing else is read, nothing else runs."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from html import unescape
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from filled_views import filled
from looks import link, look

from rse_plan.documents.views import BriefView, PlanView, RegisterView
from rse_plan.documents.words import Words
from rse_plan.errors import UserError
from rse_plan.formats import html
from rse_plan.formats.own_templates import MAX_BYTES, MOST_BYTES, MOST_FILES, read_templates
from rse_plan.formats.page_policy import Allowed, checked
from rse_plan.resources import templates_folder

HEAD = "kind: theme\nformat: 1\n"
STYLE = (templates_folder() / "html" / "style.css").read_text(encoding="utf-8")

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)></style><!--"

# What a page from others' templates may not hold

ALLOWED = Allowed("default-src 'none'; style-src 'sha256-x'", "body{}", "run()")
BEGINNING = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; '
    'style-src &#39;sha256-x&#39;">\n'
)
PAGE = f'{BEGINNING}<style>body{{}}</style><link rel="icon" href="data:,"></head><body>@</body></html>'


@pytest.mark.parametrize(
    "words",
    [
        "<p>a &lt;script&gt; src=x</p>",
        '<img src="data:image/png;base64,x" alt="&lt;a src=http://b&gt; \'">',
        "<!-- a note of the author -->",
        '<details open\n class="a" ><summary >1 > 0</summary ></details\n><br/>',
        "<script>run()</script>",
        '<svg><use href="#months"/></svg>',
        '<a href="https://example.org">x</a>',
        '<meta name="viewport" content="x">',
    ],
)
def test_what_a_page_may_hold(words: str) -> None:
    text = PAGE.replace("@", words)
    assert checked(text, "brief.html.j2", look({"brief.html.j2": ""}), ALLOWED) == text


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '<script src="data:,x"></script>',
        "<SCRIPT>run() </SCRIPT>",
        "<style>p{}</style>",
        '<img src="https://a.org/x.png">',
        '<img srcset="//a.org/x.png 2x">',
        '<img srcset="data:,x 1x, //a.org/x.png 2x">',
        '<img src="\u00a0data:,x">',
        '<svg><image xlink:href="http://a"/></svg>',
        '<meta http-equiv="refresh" content="0;url=//a">',
        '<META HTTP-EQUIV="refresh" CONTENT="0;url=//a">',
        '<link rel="preconnect" href="//a">',
        '<link rel="stylesheet" href="data:,x">',
        '<base href="//a">',
        '<iframe srcdoc="x">',
        '<object data="x">',
        '<embed src="data:,x">',
        '<form action="//a">',
        '<video src="x">',
    ],
)
def test_what_it_may_not(words: str) -> None:
    with pytest.raises(UserError) as found:
        checked(PAGE.replace("@", words), "brief.html.j2", look({"brief.html.j2": ""}), ALLOWED)
    assert "runs or loads something" in str(found.value.message)
    assert str(found.value.span) == "own/html/brief.html.j2:1:1"


@pytest.mark.parametrize(
    "words",
    [
        '<!-- <img alt=" --><meta http-equiv=refresh content=0;url=http://a><!-- "> -->',
        '<meta x=\u00a0" http-equiv=refresh content=0;url=http://a y=">',
        '<img src="#" title=a"b><meta http-equiv=refresh content=0;url=http://a><!-- "> -->',
        "<meta/http-equiv=refresh content='0;url=//a'>",
        '<meta/http-equiv="refresh">',
        "<meta name=viewport>",
        "<img alt='>' src=x>",
        '<img alt=">" src="x">',
        '<p title="a"id="b">',
        '<p title = "a">',
        '<p\u00a0title="a">',
        '<p\x0btitle="a">',
        "<img src=x",
        '<img "',
        "<!-- > -->",
        "<!-->",
        "<!--->-->",
        "<!DOCTYPE html>",
        "<![CDATA[x]]>",
        "<?xml?>",
        "</p x>",
        "</ p>",
        "1 < 2",
        "<",
    ],
)
def test_nothing_is_left_to_how_a_browser_reads_it(words: str) -> None:
    with pytest.raises(UserError, match="can be read in two ways") as found:
        checked(PAGE.replace("@", words), "brief.html.j2", look({"brief.html.j2": ""}), ALLOWED)
    assert str(found.value.span) == "own/html/brief.html.j2:1:1"
    assert 'name="value"' in str(found.value.help)


def test_a_style_sheet_inside_a_drawing_holds_no_tag() -> None:
    """There a browser reads it as markup."""
    allowed = Allowed(ALLOWED.policy, "p{content:'<meta http-equiv=refresh>'}", "")
    page = PAGE.replace("body{}", allowed.style)
    with pytest.raises(UserError, match="runs or loads something"):
        checked(page, "brief.html.j2", look({"brief.html.j2": ""}), allowed)
    allowed = Allowed(ALLOWED.policy, "@media (width < 60em){p > a{}}", "")
    page = PAGE.replace("body{}", allowed.style)
    assert checked(page, "brief.html.j2", look({"brief.html.j2": ""}), allowed) == page


@pytest.mark.parametrize(
    "words", ["<p>" * 100_000, "<p " + "a " * 200_000, "<!--" * 100_000, '<p a="' * 100_000]
)
def test_long_pages_are_looked_through_once(words: str) -> None:
    begun = process_time()
    with suppress(UserError):
        checked(PAGE.replace("@", words), "brief.html.j2", look({"brief.html.j2": ""}), ALLOWED)
    assert process_time() - begun < 2


@pytest.mark.parametrize("view", [PlanView, BriefView, RegisterView])
def test_our_own_pages_are_what_is_asked_of_others(view: Any) -> None:
    text = html.write(filled(view, lambda _: HOSTILE), Words("fr"))
    style, script = (re.findall(f"<{name}>(.*?)</{name}>", text, re.DOTALL) for name in ("style", "script"))
    (policy,) = re.findall('Content-Security-Policy" content="(.*?)">', text)
    allowed = Allowed(unescape(policy), style[0], script[0] if script else "")
    assert checked(text, "brief.html.j2", look({"brief.html.j2": ""}), allowed) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<!DOCTYPE html>", "<!DOCTYPE html><script>alert(1)</script>"),
        ('<html lang="en">', '<html lang="en" onload="alert(1)">'),
        ('<html lang="en">', '<html lang="en"><body onload="alert(1)">'),
        ("<head>", "<head><script>alert(1)</script>"),
        ("sha256-x", "unsafe-inline"),
        ("Content-Security-Policy", "Content-Security-Policy-Report-Only"),
        ("<head>", "<head><!-- "),
        ("<!DOCTYPE", "\u00a0<!DOCTYPE"),
        ("<head>\n", "<head>\u00a0"),
        ("Content-Security", "Content-\u017fecurity"),
    ],
)
def test_the_policy_comes_before_everything(old: str, new: str) -> None:
    own = look({"base.html.j2": "", "brief.html.j2": ""})
    with pytest.raises(UserError, match="does not begin with its security policy"):
        checked(PAGE.replace(old, new, 1), "brief.html.j2", own, ALLOWED)


# Folders of templates


def own_folder(tmp_path: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = tmp_path / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return tmp_path / "own"


def faults(path: Path) -> list[str]:
    return [f"{one.span}: {one.message}" for one in read_templates(path).faults]


def test_what_a_folder_holds(tmp_path: Path) -> None:
    own = own_folder(
        tmp_path,
        {
            "html/brief.html.j2": "\ufeffa\r\nb",
            "html/parts/own.html.j2": "x",
            "html/base.html.j2": "{% include 'parts/own.html.j2' %}",
            "html/style.css": "p {}",
            "html/notes.txt": "x",
            "html/.hidden.j2": "x",
            "html/script.js": (templates_folder() / "html" / "script.js").read_bytes(),
            "markdown/plan.md.j2": "é",
            "theme.yaml": "x",
            "README.md": "x",
        },
    )
    found = read_templates(own)
    assert found.faults == []
    assert {form: list(files) for form, files in found.templates.items()} == {
        "html": ["base.html.j2", "brief.html.j2", "parts/own.html.j2"],
        "markdown": ["plan.md.j2"],
    }
    assert found.templates["html"]["brief.html.j2"].text == "a\nb"
    assert found.style is not None
    assert found.theme == own / "theme.yaml"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"html/breif.html.j2": "x"}, "html/breif.html.j2:1:1: no document is made with “breif.html.j2”"),
        ({"html/brief.html.j2": b"\xff"}, "html/brief.html.j2:1:1: this is not UTF-8 text"),
        (
            {"html/brief.html.j2": b"x" * (MAX_BYTES + 1)},
            "html/brief.html.j2:1:1: the file is larger",
        ),
        ({"html/script.js": "alert(1)"}, "html/script.js:1:1: documents run no other script"),
        (
            {"html/style.css": "a {}\nb { background: url( 'https://a.org') }"},
            "style.css:2:17: “url(” would",
        ),
        ({"html/style.css": "@import 'https://a.org';"}, "style.css:1:1: “@import” would fetch"),
        ({"html/style.css": "@\\69mport 'x';"}, "style.css:1:1: “@import” would fetch"),
        ({"html/style.css": "p { x: \\75 r\\6C(//a.org) }"}, "style.css:1:8: “url(” would"),
        ({"html/style.css": "p { x: image-set('//a.org' 1x) }"}, "style.css:1:8: “image-set(” would fetch"),
        (
            {"html/style.css": "p { x: '</style><script>' }"},
            "style.css:1:9: “</style” would end",
        ),
        ({"html/style.css": "a {}\n /* b {} * /"}, "style.css:2:2: “/*” is opened here and never closed"),
        ({"html/style.css": "/*/ a {}"}, "style.css:1:1: “/*” is opened here and never closed"),
        ({"html/style.css": "a { b {\n}"}, "style.css:1:3: “{” is opened here and never closed"),
        ({"html/style.css": "a { b: c('}')\n} d { e: f(}"}, "style.css:2:11: “(” is opened here and never"),
        ({"html/style.css": "a { b: url(#c }"}, "style.css:1:8: “url(” is opened here and never closed"),
        ({"html": "x"}, "own/html is not a folder"),
    ],
)
def test_what_is_wrong_in_a_folder(tmp_path: Path, files: dict[str, str | bytes], expected: str) -> None:
    (found,) = faults(own_folder(tmp_path, files))
    assert expected in found


def test_style_sheets_may_hold_what_they_use(tmp_path: Path) -> None:
    css = 'p { fill: url(#a); background: url( "data:image/png;base64,x") } '
    css += "q::after { content: '\\201d' } /* \\ */"
    css += """ a\\{ { content: "{ /* \\" ("; b: url(data:,{() } /* { [ */ c[d='{'] { } }"""
    assert faults(own_folder(tmp_path, {"html/style.css": css + STYLE})) == []


def test_a_folder_holds_what_documents_are_made_with_and_no_more(tmp_path: Path) -> None:
    own = own_folder(tmp_path, {f"html/{number:03}.html.j2": "" for number in range(MOST_FILES)})
    assert len(read_templates(own).faults) == MOST_FILES
    own_folder(tmp_path, {"markdown/a.md.j2": ""})
    with pytest.raises(UserError, match="own holds more than 100 templates"):
        read_templates(own)


def test_templates_have_a_size_together(tmp_path: Path) -> None:
    count = MOST_BYTES // MAX_BYTES
    files = {f"html/{number}.html.j2": f"'{number + 1}.html.j2'".ljust(MAX_BYTES) for number in range(count)}
    own = own_folder(tmp_path, files | {f"html/{count - 1}.html.j2": "'0.html.j2'".ljust(MAX_BYTES)})
    begun = process_time()
    assert faults(own) == []
    assert process_time() - begun < 2
    own_folder(tmp_path, {"html/plan.html.j2": "x"})
    with pytest.raises(UserError, match="have more than 2 MiB together"):
        read_templates(own)


def test_files_with_a_quote_in_their_names_can_be_taken_in(tmp_path: Path) -> None:
    files = {"html/l'a.html.j2": "", "html/base.html.j2": '{% include "l\'a.html.j2" %}'}
    assert faults(own_folder(tmp_path, files)) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
@pytest.mark.parametrize("inside", ["theme.yaml", "html", "html/brief.html.j2"])
def test_pipes_are_not_waited_for(tmp_path: Path, inside: str) -> None:
    own = own_folder(tmp_path, {"markdown/brief.md.j2": ""})
    (own / inside).parent.mkdir(exist_ok=True)
    os.mkfifo(own / inside)
    kind = "folder" if inside == "html" else "file"
    (found,) = faults(own)
    assert found.endswith(f"own/{inside} is not a {kind}")
    assert read_templates(own).theme is None


@pytest.mark.parametrize("inside", ["theme.yaml", "markdown", "html/brief.html.j2"])
def test_links_in_a_circle_are_told(tmp_path: Path, inside: str) -> None:
    own = own_folder(tmp_path, {"html/plan.html.j2": ""})
    link(own / "a", own / inside)
    link(own / inside, own / "a")
    (found,) = faults(own)
    assert found.endswith(f"own/{inside} cannot be read: its links lead in a circle")


@pytest.mark.parametrize("inside", ["html/brief.html.j2", "html/style.css", "html", "markdown", "theme.yaml"])
def test_links_that_lead_out_are_not_followed(tmp_path: Path, inside: str) -> None:
    own = own_folder(tmp_path, {"README.md": HEAD})
    secret = tmp_path / "secret" / "brief.html.j2"
    secret.parent.mkdir()
    secret.write_text("secret", encoding="utf-8")
    (own / inside).parent.mkdir(exist_ok=True)
    link(own / inside, secret.parent if inside in ("html", "markdown") else secret)
    (found,) = faults(own)
    assert "leads out of" in found
    assert (read_templates(own).templates, read_templates(own).theme) == ({}, None)


def test_links_inside_are(tmp_path: Path) -> None:
    own = own_folder(tmp_path, {"html/brief.html.j2": "x"})
    link(own / "html" / "plan.html.j2", own / "html" / "brief.html.j2")
    assert read_templates(own).templates["html"]["plan.html.j2"].text == "x"


@pytest.mark.parametrize("kind", ["gone", "file", "empty"])
def test_a_folder_that_is_none_says_what_to_do(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    if kind == "file":
        path.write_text("x", encoding="utf-8")
    elif kind == "empty":
        path.mkdir()
    with pytest.raises(UserError) as found:
        read_templates(path)
    assert str(found.value.help) == f"begin with “rse-plan templates copy {path.as_posix()}”"
