"""Folders of other people's templates, and their pages: nothing else is read, nothing else runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from looks import link, look

from rse_plan.errors import UserError
from rse_plan.formats.own_templates import MAX_BYTES, read_templates
from rse_plan.formats.page_policy import Allowed, checked
from rse_plan.resources import templates_folder

HEAD = "kind: theme\nformat: 1\n"
STYLE = (templates_folder() / "html" / "style.css").read_text(encoding="utf-8")

# What a page from others' templates may not hold

ALLOWED = Allowed("default-src 'none'; style-src 'sha256-x'", "body{}", "run()")
BEGINNING = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; '
    'style-src &#39;sha256-x&#39;">\n'
)
PAGE = f"{BEGINNING}<style>body{{}}</style><link rel='icon' href='data:,'></head><body>@</body></html>"


@pytest.mark.parametrize(
    "words",
    [
        "<p>a &lt;script&gt; src=x</p>",
        "<img src='data:image/png;base64,x' alt='<a src=http://b>'>",
        "<script>run()</script>",
        '<svg><use href="#months"/></svg>',
        "<a href='https://example.org'>x</a>",
        "<meta name=viewport content=x>",
    ],
)
def test_what_a_page_may_hold(words: str) -> None:
    text = PAGE.replace("@", words)
    assert checked(text, "brief.html.j2", look({"brief.html.j2": ""}), ALLOWED) == text


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "<script src=data:,x></script>",
        "<SCRIPT>run() </SCRIPT>",
        "<style>p{}</style>",
        "<img src=https://a.org/x.png>",
        "<img srcset='//a.org/x.png 2x'>",
        "<img alt='>' src=x>",
        "<svg><image xlink:href='http://a'/></svg>",
        "<meta http-equiv=refresh content='0;url=//a'>",
        "<meta/http-equiv=refresh content='0;url=//a'>",
        "<link rel=preconnect href=//a>",
        "<link rel=stylesheet href=data:,x>",
        "<base href=//a>",
        "<iframe srcdoc=x>",
        "<object data=x>",
        "<embed src=data:,x>",
        "<form action=//a>",
        "<video src=x>",
        "<img src=x",
        '<img "',
    ],
)
def test_what_it_may_not(words: str) -> None:
    with pytest.raises(UserError) as found:
        checked(PAGE.replace("@", words), "brief.html.j2", look({"brief.html.j2": ""}), ALLOWED)
    assert "runs or loads something" in str(found.value.message)
    assert str(found.value.span) == "own/html/brief.html.j2:1:1"


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
    ],
)
def test_the_policy_comes_before_everything(old: str, new: str) -> None:
    own = look({"base.html.j2": "", "brief.html.j2": ""})
    with pytest.raises(UserError, match="does not begin with its security policy"):
        checked(PAGE.replace(old, new, 1), "brief.html.j2", own, ALLOWED)


# Folders of templates


def own_folder(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
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
    ],
)
def test_what_is_wrong_in_a_folder(tmp_path: Path, files: dict[str, str | bytes], expected: str) -> None:
    (found,) = faults(own_folder(tmp_path, files))
    assert expected in found


def test_style_sheets_may_hold_what_they_use(tmp_path: Path) -> None:
    css = 'p { fill: url(#a); background: url( "data:image/png;base64,x") } '
    css += "q::after { content: '\\201d' } /* \\ */"
    assert faults(own_folder(tmp_path, {"html/style.css": css + STYLE})) == []


@pytest.mark.parametrize("inside", ["html/brief.html.j2", "html/style.css", "html"])
def test_links_that_lead_out_are_not_followed(tmp_path: Path, inside: str) -> None:
    own = own_folder(tmp_path, {"theme.yaml": HEAD})
    secret = tmp_path / "secret" / "brief.html.j2"
    secret.parent.mkdir()
    secret.write_text("secret", encoding="utf-8")
    (own / inside).parent.mkdir(exist_ok=True)
    link(own / inside, secret.parent if inside == "html" else secret)
    (found,) = faults(own)
    assert "leads out of" in found
    assert read_templates(own).templates == {}


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
