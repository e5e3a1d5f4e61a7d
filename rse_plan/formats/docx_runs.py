"""Words inside a paragraph of a Word document: emphasis, marks, links, source numbers, boxes to tick."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from urllib.parse import quote

from rse_plan.documents.folio import Mark
from rse_plan.documents.tree import Break, Cite, Emphasis, Foreign, Leaf, Line, Link, Part, Strong, Term
from rse_plan.formats.docx_xml import LINE_END, attribute, run, styled

_ADDRESSES = ("https://", "http://", "mailto:")
_LONGEST_ADDRESS = 2000
"""Characters: longer ones make Word refuse the file."""
_IN_ADDRESSES = ":/?#@!$&'()*+,;=%~"
_LONGEST_NAME = 60
"""Characters of the name of a box to tick."""
_FILLED = ("law", "recommended")
_FIRM = "\u00a0"
_TAGS = {"en": "en-GB", "fr": "fr-FR", "de": "de-DE"}
"""Word has dictionaries for a language of a country."""
BOX = "\u2610"
_BOX_FONT = "Segoe UI Symbol"


@dataclass(frozen=True, slots=True)
class _Look:
    """What has been said of words so far."""

    strong: bool = False
    emphasis: bool = False
    style: str = ""
    linked: bool = False
    language: str = ""

    @property
    def properties(self) -> str:
        """A character style where one says it all; what is beside it is said directly."""
        style = self.style or ("Strong" if self.strong else "Emphasis" if self.emphasis else "")
        named = f'<w:rStyle w:val="{style}"/>' if style else ""
        bold = "<w:b/><w:bCs/>" if self.strong and style != "Strong" else ""
        italic = "<w:i/><w:iCs/>" if self.emphasis and style != "Emphasis" else ""
        spoken = f"<w:lang w:val={attribute(_TAGS.get(self.language, self.language))}/>"
        return named + bold + italic + (spoken if self.language else "")


class Runs:
    """Writes words; `places` are the bookmarks of anchors and source numbers, `relate` gives an address its
    number in the document's list of addresses."""

    def __init__(self, places: Mapping[str, str], relate: Callable[[str], str]) -> None:
        self._places = places
        self._relate = relate
        self._boxes = count(1)

    def line(self, words: Line) -> str:
        """A line as runs."""
        return self._parts(words.parts, _Look())

    def box(self, name: str) -> str:
        """A box to tick, on the screen as well as on paper; `name` is read out."""
        number = next(self._boxes)
        scripts = ("ascii", "eastAsia", "hAnsi", "cs")
        font = f"<w:rFonts {' '.join(f'w:{script}={attribute(_BOX_FONT)}' for script in scripts)}/>"
        state = f'w14:font="{_BOX_FONT}"'
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={attribute(name[:_LONGEST_NAME])}/>"
            f'<w:tag w:val="box{number}"/><w:id w:val="{number}"/><w14:checkbox><w14:checked w14:val="0"/>'
            f'<w14:checkedState w14:val="2612" {state}/><w14:uncheckedState w14:val="2610" {state}/>'
            f"</w14:checkbox></w:sdtPr><w:sdtContent>{run(BOX, font)}</w:sdtContent></w:sdt>"
        )

    def _parts(self, parts: Iterable[Part], look: _Look) -> str:
        return "".join([self._part(part, look) for part in parts])

    def _part(self, part: Part, look: _Look) -> str:
        match part:
            case Leaf(text):
                return run(text, look.properties)
            case Mark(parts, kind):
                return self._mark(parts, kind in _FILLED, look)
            case Strong(parts):
                return self._parts(parts, replace(look, strong=True))
            case Emphasis(parts):
                return self._parts(parts, replace(look, emphasis=True))
            case Link(parts, address):
                return self._link(parts, address, look)
            case Foreign(parts, language):
                return self._parts(parts, replace(look, language=language))
            case Term(parts, meaning, end):
                return self._parts(parts, look) + run(f" ({meaning}{end}", look.properties)
            case Cite(numbers):
                return self._cite(numbers, look)
            case Break():
                return LINE_END

    def _mark(self, parts: tuple[Part, ...], filled: bool, look: _Look) -> str:
        """On a ground of its own a mark has room around it."""
        words = self._parts(parts, replace(look, style="FilledMark" if filled else "Mark", strong=False))
        room = styled(_FIRM, "FilledMark") if filled else ""
        return room + words + room

    def _link(self, parts: tuple[Part, ...], address: str, look: _Look) -> str:
        """Words that lead somewhere; words alone when the address is none that a document may open."""
        target = "" if look.linked else self._target(address)
        if not target:
            return self._parts(parts, look)
        words = self._parts(parts, replace(look, style="Hyperlink", linked=True))
        return f'<w:hyperlink {target} w:history="1">{words}</w:hyperlink>'

    def _target(self, address: str) -> str:
        if address.startswith("#"):
            place = self._places.get(address[1:])
            return f'w:anchor="{place}"' if place else ""
        if not address.lower().startswith(_ADDRESSES) or len(address) > _LONGEST_ADDRESS:
            return ""
        return f'r:id="{self._relate(quote(address, safe=_IN_ADDRESSES))}"'

    def _cite(self, numbers: tuple[int, ...], look: _Look) -> str:
        """Numbers that lead to their sources, never apart from each other at the end of a line."""
        found = [self._number(number, look) for number in numbers]
        between = styled(",\u00a0", "SourceNumber")
        return styled("[", "SourceNumber") + between.join(found) + styled("]", "SourceNumber")

    def _number(self, number: int, look: _Look) -> str:
        shown = styled(str(number), "SourceNumber")
        place = "" if look.linked else self._places.get(source_place(number))
        return f'<w:hyperlink w:anchor="{place}" w:history="1">{shown}</w:hyperlink>' if place else shown


def source_place(number: int) -> str:
    """The anchor of a source."""
    return f"source-{number}"
