"""How each language sets its signs: French spaces before ; ! ? : % and inside « », and the apostrophe ’.

Addresses, times and what is not prose are left alone. Setting a text twice changes nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

FINE = "\u202f"
"""Before ; ! ? and between thousands."""
FIRM = "\u00a0"
"""Before : and %, inside « », after n° and §."""

_SPACE = f"[ {FIRM}{FINE}]"
_AFTER = rf"(?=[\s»)\]’\"]|{_SPACE}|$)"

_ADDRESS = re.compile(r"[a-z]+://\S+|mailto:\S+|\S+@\S+\.\S+", re.IGNORECASE)
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_HIGH = re.compile(rf"(?<=\S)(?<![;!?(\[«]){_SPACE}*([;!?]+){_AFTER}")
_SPACED_COLON = re.compile(rf"(?<=\S){_SPACE}+:(?=\s|$)")
_CLOSE_COLON = re.compile(r"(?<=[^\s:;!?]):(?=\s|$)")
_OPENING = re.compile(rf"«{_SPACE}*")
_CLOSING = re.compile(rf"{_SPACE}*»")
_DOUBLE_STOP = re.compile(r"(?<=\w)\.\.(?!\.)")
_UNIT = re.compile(rf"(?<=\d){_SPACE}+(?=[%€])")
_NUMBERED = re.compile(r"(?<=[nN]°)(?:[ \u202f]|(?=\d))|(?<=§) (?=\d)")
_THOUSANDS = re.compile(r"(?<=\d)(?<!\d\d\d\d) (?=\d\d\d(?!\d))")


SHORT = 5
"""Letters of a last word that does not stand alone on the last line of a title."""


def without_widow(title: str) -> str:
    """A title of three words or more whose short last word stays with the one before it."""
    words = title.split(" ")
    if len(words) < 3 or not 0 < len(words[-1]) <= SHORT:
        return title
    return f"{' '.join(words[:-1])}{FIRM}{words[-1]}"


def setter(language: str) -> Callable[[str, str], str]:
    """What sets a text of a language, knowing the words that stand just before it."""
    return set_french if language == "fr" else set_english


@lru_cache(maxsize=16384)
def set_english(text: str, before: str = "") -> str:
    """English wants the apostrophe, and one full stop where an abbreviation ends a sentence."""
    return _outside_addresses(text, before, _english)


@lru_cache(maxsize=16384)
def set_french(text: str, before: str = "") -> str:
    """`before` is what precedes the text on its line: emphasis may cut a sentence anywhere."""
    return _outside_addresses(text, before, _french)


def _english(text: str) -> str:
    return _DOUBLE_STOP.sub(".", _APOSTROPHE.sub("’", text))


def _french(text: str) -> str:
    text = _english(text)
    text = _OPENING.sub("«" + FIRM, text)
    text = _CLOSING.sub(FIRM + "»", text)
    text = _HIGH.sub(rf"{FINE}\1", text)
    text = _SPACED_COLON.sub(FIRM + ":", text)
    text = _CLOSE_COLON.sub(FIRM + ":", text)
    text = _UNIT.sub(FIRM, text)
    text = _NUMBERED.sub(FIRM, text)
    return _THOUSANDS.sub(FINE, text)


def _outside_addresses(text: str, before: str, change: Callable[[str], str]) -> str:
    """Each stretch between addresses is set with the sign before it in view."""
    if before.endswith(".") and text.startswith(".") and not text.startswith(".."):
        text = text[1:]
    pieces: list[str] = []
    end = 0
    for address in _ADDRESS.finditer(text):
        pieces += [_after(before, text[end : address.start()], change), address[0]]
        before, end = address[0], address.end()
    pieces.append(_after(before, text[end:], change))
    return "".join(pieces)


def _after(before: str, text: str, change: Callable[[str], str]) -> str:
    if not text or not before or before[-1].isspace() or before[-1] in "([«":
        return change(text)
    stand_in = "0" if before[-1].isdigit() else "x"
    return change(stand_in + text)[1:]
