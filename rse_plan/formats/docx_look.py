"""A theme's colours and typeface in a document for Word, wherever ours stand in a style or a border."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rse_plan.documents.look import Look
from rse_plan.formats.docx_styles import ACCENT, FONT, INK, LINE, PAPER, QUIET, SOFT
from rse_plan.formats.look_css import GENERIC
from rse_plan.model.colours import ENOUGH, contrast

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_COLOURED = ("val", "color", "fill")
"""Attributes that colours stand in; words stand in none."""


def dress(parts: Iterable[BaseOxmlElement], look: Look) -> None:
    """Put a look's colours by day, and its first typeface, in place of ours."""
    colours, fonts = _colours(look), _fonts(look)
    if not colours and not fonts:
        return
    for part in parts:
        for element in part.iter():
            for name, value in element.attrib.items():
                is_font = element.tag.endswith("}rFonts")
                known = fonts if is_font else colours if name.endswith(_COLOURED) else {}
                if value in known:
                    element.set(name, known[value])


def _colours(look: Look) -> Mapping[str, str]:
    light = look.light
    if light is None or contrast(light.ink, f"#{PAPER}") < ENOUGH:
        return {}  # what is written on another paper cannot be read on Word's, which is white
    pairs = ((INK, light.ink), (QUIET, light.quiet), (LINE, light.line), (SOFT, light.soft))
    signs = (*pairs, (ACCENT, light.accent), (PAPER, light.on_accent))
    return {ours: own.removeprefix("#").upper() for ours, own in signs}


def _fonts(look: Look) -> Mapping[str, str]:
    """A typeface by its own name: Word knows none that a system chooses."""
    return next(({FONT: name} for name in look.typeface if name not in GENERIC), {})
