"""Words for places that hold one line of plain characters: a cell, a line of a calendar."""

from __future__ import annotations

import re

_BREAKS = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]+")
"""Tabulators and whatever ends a line: a space stands for them."""
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""Control characters, halves of signs, and what turns the direction of the text around it.

Answers with such characters are refused when they are read; this is for whatever gets in another way. Letters
that are written from right to left are no such signs, and stay.
"""


def plain(text: str) -> str:
    """The same words on one line, without characters that nobody can see."""
    return _HIDDEN.sub("", _BREAKS.sub(" ", text))
