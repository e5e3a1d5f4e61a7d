"""Documents as HTML: one file each that needs nothing else and asks the network for nothing.

Templates place words; this module escapes them (design D10). The style sheet and the one script stand in
the file and their hashes in the Content-Security-Policy, so that no other style or script would be used.
Everything can be read without the script; the brief has none.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from rse_plan.documents.described import Described, View
from rse_plan.documents.folio import Folio, Mark, Table, pieces_of
from rse_plan.documents.tree import (
    Block,
    Break,
    Cite,
    Emphasis,
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
    ended,
)
from rse_plan.documents.views import BriefView, PlanView, RegisterView
from rse_plan.documents.words import Words
from rse_plan.formats.manifest import Output
from rse_plan.formats.plain_text import plain
from rse_plan.formats.templates import kind_of, loader_of
from rse_plan.resources import templates_folder

STYLE = "style.css"
"""The style sheet, beside the templates."""
SCRIPT = "script.js"
"""What sorts and narrows down tables, beside the templates; pages of a folder without it run nothing."""
_TEMPLATES = {
    PlanView: "plan.html.j2",
    BriefView: "brief.html.j2",
    RegisterView: "register.html.j2",
    Folio: "folio.html.j2",
}
_POLICY = "default-src 'none'; {own}img-src data:; base-uri 'none'; form-action 'none'"
_ADDRESSES = ("https://", "http://", "mailto:")


def outputs(described: Described) -> Iterator[Output]:
    """The three documents, or the readers' views."""
    for name, view in {**described.views, **described.readers}.items():
        yield Output(f"{name}.html", write(view, described.words).encode())


def write(view: View | Folio, words: Words, folder: Path | None = None) -> str:
    """The text of an HTML file; `folder` holds templates that stand in for the bundled ones."""
    found = folder or templates_folder() / "html"
    environment = environment_of(found)
    style, script = _style(found, view), _script(found, view)
    text = environment.get_template(_TEMPLATES[type(view)]).render(
        _=cache(words.say),
        view=view,
        heading=view.heading,
        style=Markup(style),  # noqa: S704  # our own style sheet; what is added to it is escaped
        script=Markup(f"<script>{script}</script>" if script else ""),  # noqa: S704  # our own, as it stands
        policy=_policy(style=style, script=script),
    )
    return _without_empty_lines(text)


def _policy(**own: str) -> str:
    """What a page may use: its own style and its own script, by their hashes."""
    allowed = ""
    for kind, text in own.items():
        if text:
            digest = b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
            allowed += f"{kind}-src 'sha256-{digest}'; "
    return _POLICY.format(own=allowed)


@cache
def environment_of(folder: Path) -> Environment:
    """What fills the templates of a folder."""
    environment = kind_of(folder)(
        loader=loader_of(folder),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_placed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["web"] = web_address
    environment.filters["anchor"] = anchor
    environment.filters["ended"] = ended
    environment.filters["kind"] = kind
    environment.filters["paragraphs"] = paragraphs
    return environment


def _style(folder: Path, view: View | Folio) -> str:
    """The style sheet, and what the foot of each printed page says."""
    source = (folder / STYLE).read_text(encoding="utf-8")
    foot = _css_text(f"{view.heading.document} · {view.heading.organisation}")
    widths = "".join(_widths(view)) if isinstance(view, Folio) else ""
    return _dense(f'{source}\n@page{{@bottom-left{{content:"{foot}"}}}}{widths}')


def _widths(folio: Folio) -> Iterator[str]:
    """The widths that a folio's tables give to their columns: no element may have a style of its own."""
    tables = (piece for piece in pieces_of(folio) if isinstance(piece, Table))
    for share in sorted({share for table in tables for share in table.shares}):
        yield f".part-{share}{{width:{share}%}}"


def _script(folder: Path, view: View | Folio) -> str:
    """The script of the documents that have long tables and contents."""
    path = folder / SCRIPT
    if isinstance(view, BriefView | Folio) or not path.exists():
        return ""
    return _dense(path.read_text(encoding="utf-8"))


def _css_text(text: str) -> str:
    """Words inside a style sheet: all but letters and digits of ASCII are written as numbers."""
    return "".join(sign if re.match(r"[A-Za-z0-9]", sign) else f"\\{ord(sign):06x}" for sign in text)


def _dense(text: str) -> str:
    """A style sheet or script as its hash is taken: no line end at its end, which checkers leave out."""
    return _without_empty_lines(text).rstrip("\n")


def _without_empty_lines(text: str) -> str:
    """Templates leave empty lines where a part is left out; nothing here is preformatted."""
    return "\n".join(line for line in text.splitlines() if line.strip()) + "\n"


def web_address(address: str) -> str:
    """An address that can only lead to a page or a mail."""
    return address if address.lower().startswith(_ADDRESSES) else "#"


def anchor(id_: str) -> str:
    """An item's id as the name of a place: `playbook/item@element` without signs that addresses use."""
    return re.sub(r"[^A-Za-z0-9]+", "-", id_)


def kind(piece: object) -> str:
    """Which piece of a folio it is."""
    return type(piece).__name__


def paragraphs(words: Passage | Line) -> Markup:
    """Words as paragraphs, also when there is only one."""
    passage = Passage((Paragraph(words),)) if isinstance(words, Line) else words
    return Markup("".join(map(_block, passage.blocks)))  # noqa: S704  # every leaf is escaped


def _placed(value: object) -> object:
    """What a template places: trees become markup, the rest is escaped by the template."""
    if isinstance(value, Line):
        return Markup(_parts(value.parts))  # noqa: S704  # every leaf is escaped below
    if isinstance(value, Passage):
        return Markup(_passage(value))  # noqa: S704  # as above
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _passage(passage: Passage) -> str:
    """A single paragraph needs no element of its own: the place it stands in is one."""
    if len(passage.blocks) == 1 and not isinstance(passage.blocks[0], Listing):
        return _parts(passage.blocks[0].line.parts)
    return "".join(_block(block) for block in passage.blocks)


def _block(block: Block) -> str:
    if not isinstance(block, Listing):
        return f"<p>{_parts(block.line.parts)}</p>"
    items = "".join(f"<li>{_passage(item)}</li>" for item in block.items)
    return f"<ol>{items}</ol>" if block.ordered else f"<ul>{items}</ul>"


def _parts(parts: Iterable[Part]) -> str:
    return "".join([_part(part) for part in parts])


def _part(part: Part) -> str:
    """Markup of a part: here, and nowhere else, words are escaped."""
    match part:
        case Leaf(text):
            return str(escape(plain(text)))
        case Mark(parts, kind_of_mark):
            return f'<span class="sign {escape(kind_of_mark)}">{_parts(parts)}</span>'
        case Strong(parts):
            return f"<strong>{_parts(parts)}</strong>"
        case Emphasis(parts):
            return f"<em>{_parts(parts)}</em>"
        case Link(parts, address):
            return f'<a href="{escape(web_address(address))}" rel="noreferrer">{_parts(parts)}</a>'
        case Foreign(parts, language):
            return f'<span lang="{escape(language)}">{_parts(parts)}</span>'
        case Term(parts, meaning, end):
            return f"<dfn>{_parts(parts)}</dfn> ({escape(plain(meaning + end))}"
        case Cite(numbers):
            links = (f'<a href="#source-{number}">{number}</a>' for number in numbers)
            return f'<span class="cite">[{", ".join(links)}]</span>'
        case Break():
            return "<br>"
