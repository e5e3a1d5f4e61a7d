"""Pictures of other people: known by what they hold, and refused when they would run or fetch something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree import ElementTree

from rse_plan.errors import Said, UserError, say

MOST_PIXELS = 4096
"""Either way: a few bytes can ask for more memory than there is."""
MOST_COPIES = 50
"""Of `<use>` in a drawing."""
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_NO_FRAME = (0xC4, 0xC8, 0xCC)
"""Codes among those of JPEG's frames that begin none."""
_SVG = "{http://www.w3.org/2000/svg}svg"
_DECLARED = re.compile(r"<!doctype|<!entity|<\?xml-stylesheet", re.IGNORECASE)
_RUNNING = ("script", "foreignobject", "iframe", "audio", "video", "handler")
_HELD = re.compile(r"\s*(?:#|data:image/(?:png|jpeg))", re.IGNORECASE)
_FETCHED = re.compile(r"@import|url\(\s*+(?![\"']?(?:#|data:))", re.IGNORECASE)
_PLAIN_SVG: Said = say("save it as a plain SVG, or as PNG")


def known(content: bytes) -> tuple[str, bytes]:
    """A picture's type such as image/png, and its bytes to show. Raises UserError when it is none to show."""
    if content.startswith(_PNG):
        _measured("PNG", _size_of_png(content))
        return "image/png", content
    if content.startswith(_JPEG):
        _measured("JPEG", _size_of_jpeg(content))
        return "image/jpeg", content
    return "image/svg+xml", _drawing(content)


def _measured(kind: str, size: tuple[int, int] | None) -> None:
    if size is None or 0 in size:
        raise UserError(
            say("no browser shows this picture: it is not sound {kind}", kind=kind),
            say("save it again from the program that draws it"),
        )
    if max(size) > MOST_PIXELS:
        width, height = size
        raise UserError(
            say("the picture has {width} by {height} pixels", width=width, height=height),
            say("save it with at most {most} each way", most=MOST_PIXELS),
        )


def _size_of_png(content: bytes) -> tuple[int, int] | None:
    if content[8:16] != b"\x00\x00\x00\x0dIHDR" or len(content) < 33:
        return None
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


def _size_of_jpeg(content: bytes) -> tuple[int, int] | None:
    """What the first frame says: segments are passed by until there is one."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        code = content[at + 1]
        if code == 0xFF:
            at += 1
        elif 0xC0 <= code <= 0xCF and code not in _NO_FRAME:
            return int.from_bytes(content[at + 7 : at + 9], "big"), int.from_bytes(
                content[at + 5 : at + 7], "big"
            )
        else:
            at += 2 + max(int.from_bytes(content[at + 2 : at + 4], "big"), 2)
    return None


def _drawing(content: bytes) -> bytes:
    """An SVG that shows and does nothing else."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not re.search(r"<(?:\w+:)?svg\b", text[:4000]):
        raise UserError(say("this is not a picture of a kind that is known"), say("one of PNG, SVG, JPEG"))
    without_type = re.sub(r"<!DOCTYPE\s+svg\s+PUBLIC\s+\"[^\"]*\"\s*\"[^\"]*\"\s*>", "", text, count=1)
    if found := _DECLARED.search(without_type):
        raise _running(found[0])
    try:
        root = ElementTree.fromstring(without_type)  # noqa: S314  # it declares no entity, as was just seen
    except ElementTree.ParseError:
        root = None
    if root is None or root.tag != _SVG:
        raise UserError(say("no browser shows this picture: it is not sound SVG"), _PLAIN_SVG)
    if (words := next(_told(root), None)) is not None:
        raise _running(words)
    _check_copies(root)
    return without_type.encode("utf-8")


def _running(words: str) -> UserError:
    return UserError(
        say("the picture holds “{words}”, which runs or fetches something", words=words), _PLAIN_SVG
    )


def _told(root: ElementTree.Element) -> Iterator[str]:
    """What a drawing needs none of: it is shown as a picture, in which nothing runs anyway."""
    for element in root.iter():
        name = _local(element.tag)
        if name.lower() in _RUNNING:
            yield f"<{name}"
        for key, value in element.items():
            attribute = _local(key)
            if attribute.lower().startswith("on"):
                yield f"{attribute}="
            if attribute.lower() in ("href", "src") and not _HELD.match(value):
                yield f"{attribute}='"
        for text in (*element.attrib.values(), element.text or "", element.tail or ""):
            yield from (found[0].strip() for found in _FETCHED.finditer(text))


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _check_copies(root: ElementTree.Element) -> None:
    """Copies of what is copied double with every level: two dozen levels are millions of shapes."""
    copies = [element for element in root.iter() if _local(element.tag) == "use"]
    if len(copies) > MOST_COPIES:
        raise UserError(say("the picture has more than {most} copies (<use>)", most=MOST_COPIES), _PLAIN_SVG)
    parents = {child: parent for parent in root.iter() for child in parent}
    holding: set[str] = set()
    for copy in copies:
        above: ElementTree.Element | None = copy
        while above is not None:
            holding.add(above.get("id", ""))
            above = parents.get(above)
    for copy in copies:
        named = (value for key, value in copy.items() if _local(key) == "href")
        if any(unquote(value.strip().removeprefix("#")) in holding - {""} for value in named):
            raise UserError(say("a copy in the picture (<use>) holds another copy"), _PLAIN_SVG)
