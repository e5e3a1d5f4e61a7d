"""Documents as Markdown (CommonMark with tables): templates place words, this module escapes them.

Whatever an answer or a playbook says is text: its signs that Markdown or HTML would read are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment

from rse_plan.documents.described import Described, View
from rse_plan.documents.folio import Folio
from rse_plan.documents.tree import (
    Block,
    Break,
    Cite,
    Foreign,
    Leaf,
    Line,
    Link,
    Listing,
    Paragraph,
    Part,
    Passage,
    Strong,
    Term,
    flattened,
)
from rse_plan.documents.views import BriefView, PlanView, RegisterView
from rse_plan.documents.words import Words
from rse_plan.formats.manifest import Output
from rse_plan.formats.templates import environment, fill, wordings

if TYPE_CHECKING:
    from rse_plan.documents.look import Look

FORM = "markdown"
"""The folder of its templates."""
_TEMPLATES = {
    PlanView: "plan.md.j2",
    BriefView: "brief.md.j2",
    RegisterView: "register.md.j2",
    Folio: "folio.md.j2",
}
_SIGNS = re.compile(r"[\\`*_{}\[\]<>|~#]|&(?=#?\w+;)")
"""What means something to Markdown, to HTML inside it, or to a template engine that reads it next."""
_FIRST = re.compile(r"^(\s*)([-+=])(?=\s|[-+=]|$)|^(\s*\d{1,9})([.)])(?=\s|$)")
"""What begins a list, a rule or a heading when it stands first."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


class Ready(str):
    """Text that is Markdown already."""

    __slots__ = ()


def outputs(described: Described) -> Iterator[Output]:
    """The three documents, or the readers' views."""
    views = {**described.views, **described.readers}
    for name, text in texts(views, described.words, described.look).items():
        yield Output(f"{name}.md", text.encode())


def texts(views: Mapping[str, View | Folio], words: Words, look: Look | None = None) -> dict[str, str]:
    """Files by name, those of other people's templates filled apart. Raises UserError when one cannot be."""
    if look is None or not look.of(FORM):
        return {name: write(view, words) for name, view in views.items()}
    from rse_plan.formats.apart import filled_apart

    return filled_apart(FORM, views, words.language, look)


def write(view: View | Folio, words: Words, look: Look | None = None) -> str:
    """The text of a Markdown file; templates of `look` stand in for ours. Filling runs in this process."""
    template = environment_of(look).get_template(template_of(view))
    return _tidy(fill(template, _=wordings(words.say), view=view, heading=view.heading))


def template_of(view: View | Folio) -> str:
    """The template that a view is placed by."""
    return _TEMPLATES[type(view)]


@cache
def environment_of(look: Look | None = None) -> Environment:
    """What fills the templates."""
    made = environment(
        FORM,
        look.of(FORM) if look is not None else {},
        finalize=placed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["inline"] = inline
    made.filters["verbatim"] = verbatim
    made.filters["code"] = code
    made.filters["web"] = web
    made.filters["kind"] = kind
    return made


def placed(value: object) -> object:
    """What a template places, escaped."""
    if isinstance(value, Ready):
        return value
    if isinstance(value, Line):
        return line_text(value)
    if isinstance(value, Passage):
        return _passage(value, "")
    return escaped(value, first=True) if isinstance(value, str) else value


def inline(value: Passage | Line) -> Ready:
    """A passage on one line, for cells and points of a list."""
    return Ready(line_text(flattened(value) if isinstance(value, Passage) else value))


def kind(piece: object) -> str:
    """Which piece of a folio it is."""
    return type(piece).__name__


def verbatim(value: str) -> Ready:
    """Text inside a code block: nothing to escape, and nothing that could end the block."""
    return Ready(value.replace("`", "'").replace("~~~", ""))


def code(value: str) -> Ready:
    """An id, a path or a hash as code."""
    return Ready(f"`{_CONTROL.sub(' ', value).replace('`', '').replace('|', '')}`")


def web(value: str) -> Ready:
    """An address as the target of a link."""
    return Ready(f"<{_address(value)}>")


def escaped(text: str, *, first: bool = False) -> str:
    """A text whose signs mean nothing any more; `first` when it may begin a line."""
    plain = _SIGNS.sub(lambda sign: f"\\{sign[0]}", _CONTROL.sub(" ", text))
    if not first:
        return plain
    return _FIRST.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[3]}\\{m[4]}", plain)


def line_text(words: Line) -> str:
    """A line as Markdown, on one line."""
    return _parts(words.parts, first=True)


def _passage(passage: Passage, indent: str) -> str:
    return "\n\n".join(_block(block, indent) for block in passage.blocks)


def _block(block: Block, indent: str) -> str:
    if isinstance(block, Paragraph):
        return indent + line_text(block.line)
    return "\n".join(_points(block, indent))


def _points(listing: Listing, indent: str) -> Iterable[str]:
    for number, item in enumerate(listing.items, start=1):
        sign = f"{number}." if listing.ordered else "-"
        inner = f"{indent}{' ' * (len(sign) + 1)}"
        text = _passage(item, inner).lstrip()
        yield f"{indent}{sign} {text}"


def _parts(parts: Iterable[Part], *, first: bool = False) -> str:
    pieces: list[str] = []
    for part in parts:
        pieces.append(_part(part, first=first and not pieces))
    return "".join(pieces)


def _part(part: Part, *, first: bool) -> str:
    if isinstance(part, Leaf):
        return escaped(part.text, first=first)
    if isinstance(part, Cite):
        return str(part)
    if isinstance(part, Break):
        return " "
    inner = _parts(part.parts)
    if isinstance(part, Link):
        return f"[{inner}]({web(part.address)})"
    if isinstance(part, Foreign):
        return inner
    if isinstance(part, Term):
        return f"{inner} ({escaped(part.meaning + part.end)}"
    return _around(inner, "**" if isinstance(part, Strong) else "*")


def _around(inner: str, sign: str) -> str:
    """Emphasis begins and ends at a word: spaces stay outside."""
    words = inner.strip()
    if not words:
        return inner
    start = inner[: len(inner) - len(inner.lstrip())]
    end = inner[len(inner.rstrip()) :]
    return f"{start}{sign}{words}{sign}{end}"


def _address(address: str) -> str:
    return re.sub(r"[<>\s\\|]", lambda sign: f"%{ord(sign[0]):02X}", address)


def _tidy(text: str) -> str:
    """One empty line at most between parts, none at the ends."""
    lines = [line.rstrip(" ") for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
