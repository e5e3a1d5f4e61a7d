"""Logos of other people: what they hold is known before it is shown, and none holds up the program."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from time import process_time

import pytest
from looks import link

from rse_plan.documents.look import Look
from rse_plan.formats.theme_file import ReadTheme, read_theme

THEME = "kind: theme\nformat: 1\nlogo: {file: logo.svg, alt: {en: Ours, fr: Le nôtre}}\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">@</svg>'


def read(folder: Path, logo: bytes | str | None) -> ReadTheme:
    (folder / "theme.yaml").write_text(THEME, encoding="utf-8")
    if logo is not None:
        (folder / "logo.svg").write_bytes(logo.encode() if isinstance(logo, str) else logo)
    return read_theme(folder / "theme.yaml", Look())


def told(found: ReadTheme) -> list[str]:
    return [str(one.message) for one in found.diagnostics]


def png(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + b"\0\0\0\0"


def jpeg(width: int, height: int) -> bytes:
    comment = b"\xff\xfe\x00\x06\xff\xc0\x00\x11"
    frame = b"\xff\xff\xc2" + struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8" + comment + b"\xff\xc4\x00\x02" + frame


@pytest.mark.parametrize("logo", [png(1, 4096), png(4096, 1), jpeg(300, 200), jpeg(4096, 4096)])
def test_pictures_of_a_size_to_show(tmp_path: Path, logo: bytes) -> None:
    found = read(tmp_path, logo)
    assert told(found) == []
    assert found.look is not None
    assert found.look.logo is not None
    media = "image/png" if logo.startswith(b"\x89") else "image/jpeg"
    assert (found.look.logo.media, found.look.logo.content) == (media, logo)


@pytest.mark.parametrize(
    ("logo", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n<html><script>x()</script></html> and more", "not sound PNG"),
        (png(0, 9), "not sound PNG"),
        (png(9, 9)[:-1], "not sound PNG"),
        (png(9, 4097), "has 9 by 4097 pixels"),
        (b"\xff\xd8\xff\xe0<html></html>", "not sound JPEG"),
        (jpeg(9, 0), "not sound JPEG"),
        (jpeg(9, 9)[:16], "not sound JPEG"),
        (jpeg(20_000, 9), "has 20,000 by 9 pixels"),
    ],
)
def test_pictures_that_are_none(tmp_path: Path, logo: bytes, expected: str) -> None:
    (found,) = told(read(tmp_path, logo))
    assert expected in found


def test_a_drawing_is_read_in_no_time(tmp_path: Path) -> None:
    begun = process_time()
    (found,) = told(read(tmp_path, SVG.replace("@", f'<use href={" " * 20_000}"#a" src="b"/>')))
    assert "“src='”, which runs or fetches" in found
    assert told(read(tmp_path, SVG.replace("@", f"<style>{'url(' + ' ' * 150_000}#a)</style>"))) == []
    assert process_time() - begun < 2


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<a x:href='&#104;ttps://a.org'/>", "“href='”, which"),
        ("<image href='data:image/svg+xml,x'/>", "“href='”, which"),
        ("<p style='fill: url(//a.org)'/>", "“url(”, which"),
        ("<style>@im<!-- -->port 'a'</style>", "“@import”, which"),
        ("<g xmlns:b='b'><b:script/></g>", "“<script”, which"),
        ("<a><g id='a'><use href='#b'/></g></a><use x:href=' #a'/>", "a copy in the picture (<use>) holds"),
        ("<g id='a'><use href='#%61'/></g>", "a copy in the picture (<use>) holds"),
        ("<use href='#a'/>" * 51, "more than 50 copies"),
    ],
)
def test_what_a_drawing_may_not_hold(tmp_path: Path, inside: str, expected: str) -> None:
    (found,) = told(read(tmp_path, SVG.replace("@", inside)))
    assert expected in found


def test_what_it_may(tmp_path: Path) -> None:
    inside = "<desc>once=1 src=x href=y</desc><g id='a'/><image href='data:image/png;base64,x'/>"
    assert told(read(tmp_path, SVG.replace("@", inside + "<use href='#a'/>" * 50))) == []


def test_links_in_a_circle_are_told_without_a_path_of_this_machine(tmp_path: Path) -> None:
    link(tmp_path / "logo.svg", tmp_path / "other.svg")
    link(tmp_path / "other.svg", tmp_path / "logo.svg")
    assert told(read(tmp_path, None)) == ["logo.svg cannot be read: its links lead in a circle"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_is_no_logo(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "logo.svg")
    assert "there is no file" in told(read(tmp_path, None))[0]
