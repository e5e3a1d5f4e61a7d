"""What machine formats can hold of any text: not every sign that a file or its name may have."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote
from xml.etree.ElementTree import Element, indent, tostring

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import Translate

_LONELY = re.compile("[\ud800-\udfff]")
"""Halves of signs: what is left of a path's bytes that are not UTF-8."""
_UNNAMEABLE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Half signs that stand for no byte of a path."""
_STEERING = re.compile("[\r\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Signs that would steer the terminal on which a report is printed, where a format does not escape them."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOST = "\N{REPLACEMENT CHARACTER}"


def in_json(value: object) -> str:
    """A value as JSON that any reader takes and any terminal shows: no half signs, no steering ones."""
    written = _LONELY.sub(_LOST, json.dumps(value, ensure_ascii=False, indent=2))
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def xml_text(text: str) -> str:
    """A text without what XML 1.0 cannot hold, not even escaped."""
    return _NOT_XML.sub(_LOST, text)


def in_xml(root: Element) -> str:
    """A document that any terminal shows."""
    indent(root)
    written = _STEERING.sub(lambda found: f"&#{ord(found[0])};", tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}'


def uri(path: str) -> str:
    """A path as a URI reference: relative stays relative."""
    if PurePosixPath(path).is_absolute():
        return f"file://{_quoted(path)}"
    if PureWindowsPath(path).is_absolute():
        return f"file:///{path[0]}:{_quoted(path[2:])}"
    return _quoted(path)


def _quoted(path: str) -> str:
    return quote(_UNNAMEABLE.sub(_LOST, path), errors="surrogateescape")


def with_help(found: Diagnostic, translate: Translate) -> str:
    """What is wrong and, on a line of its own, what to do."""
    message = found.message.in_words(translate)
    return message if found.help is None else f"{message}\n{found.help.in_words(translate)}"
