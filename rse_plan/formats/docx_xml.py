"""WordprocessingML as text: what every module that writes Word documents says it with.

Words are escaped here and nowhere else; what XML cannot hold, such as control characters, is made visible
or left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from rse_plan.formats.plain_text import plain

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_ORDER = (
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "spacing",
    "ind",
    "outlineLvl",
)
"""The elements of a paragraph's layout, in the order of the format."""
_NAME = re.compile(r"<w:(\w+)")
_QUOTE = {'"': "&quot;"}


def escaped(text: str) -> str:
    """Words as the content of an element."""
    return escape(plain(text))


def attribute(text: str) -> str:
    """Words as the value of an attribute, with its quotes."""
    return f'"{escape(plain(text), _QUOTE)}"'


def run(text: str, look: str = "") -> str:
    """A stretch of words; `look` is the inside of its properties."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""


def styled(text: str, style: str) -> str:
    """A stretch of words in a character style."""
    return run(text, f'<w:rStyle w:val="{style}"/>')


def paragraph(style: str, content: str, *layout: str) -> str:
    """A paragraph in a style; `layout` is what it has besides, an element each."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{in_order(layout)}</w:pPr>{content}</w:p>'


def in_order(layout: Iterable[str]) -> str:
    """Elements of a layout in the only order that Word takes."""
    return "".join(sorted(filter(None, layout), key=_place))


def _place(element: str) -> int:
    name = _NAME.match(element)
    return _ORDER.index(name[1]) if name else 0


def field(instruction: str, result: str) -> str:
    """What the program works out, such as a page's number; `result` are runs shown until then."""
    return f"<w:fldSimple w:instr={attribute(f' {instruction} ')}>{result}</w:fldSimple>"


TAB = "<w:r><w:tab/></w:r>"
LINE_END = "<w:r><w:br/></w:r>"


def bookmarked(number: int, name: str, content: str) -> str:
    """Runs that links can lead to; `number` is the bookmark's own in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
