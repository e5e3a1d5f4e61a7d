"""Documents as HTML: one file each that needs nothing else, runs nothing and asks the network for nothing.

Templates place words; this module escapes them (design D10). The style sheet stands in the file and its
hash in the Content-Security-Policy, so that no other style and no script would be used.
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
from rse_plan.documents.tree import (
    Block,
    Break,
    Cite,
    Emphasis,
    Leaf,
    Line,
    Link,
    Listing,
    Part,
    Passage,
    Strong,
)
from rse_plan.documents.views import BriefView, Heading, PlanView, RegisterView
from rse_plan.documents.words import Words
from rse_plan.formats.manifest import Output
from rse_plan.formats.templates import kind_of, loader_of
from rse_plan.resources import templates_folder

STYLE = "style.css"
"""The style sheet, beside the templates."""
_TEMPLATES = {PlanView: "plan.html.j2", BriefView: "brief.html.j2", RegisterView: "register.html.j2"}
_POLICY = (
    "default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
)
_ADDRESSES = ("https://", "http://", "mailto:")


def outputs(described: Described) -> Iterator[Output]:
    """The three documents."""
    for name, view in described.views.items():
        yield Output(f"{name}.html", write(view, described.words).encode())


def write(view: View, words: Words, folder: Path | None = None) -> str:
    """The text of an HTML file; `folder` holds templates that stand in for the bundled ones."""
    found = folder or templates_folder() / "html"
    environment = environment_of(found)
    style = _style(found, view.heading)
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    text = environment.get_template(_TEMPLATES[type(view)]).render(
        _=cache(words.say),
        view=view,
        heading=view.heading,
        style=Markup(style),  # noqa: S704  # our own style sheet; what is added to it is escaped
        policy=_POLICY.format(digest=digest),
    )
    return _without_empty_lines(text)


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
    return environment


def _style(folder: Path, heading: Heading) -> str:
    """The style sheet, and what the foot of each printed page says."""
    source = (folder / STYLE).read_text(encoding="utf-8")
    foot = _css_text(f"{heading.document} · {heading.organisation}")
    return _without_empty_lines(f'{source}\n@page{{@bottom-left{{content:"{foot}"}}}}')


def _css_text(text: str) -> str:
    """Words inside a style sheet: all but letters and digits of ASCII are written as numbers."""
    return "".join(sign if re.match(r"[A-Za-z0-9]", sign) else f"\\{ord(sign):06x}" for sign in text)


def _without_empty_lines(text: str) -> str:
    """Templates leave empty lines where a part is left out; nothing here is preformatted."""
    return "\n".join(line for line in text.splitlines() if line.strip()) + "\n"


def web_address(address: str) -> str:
    """An address that can only lead to a page or a mail."""
    return address if address.lower().startswith(_ADDRESSES) else "#"


def anchor(id_: str) -> str:
    """An item's id as the name of a place: `playbook/item@element` without signs that addresses use."""
    return re.sub(r"[^A-Za-z0-9]+", "-", id_)


def ended(words: str) -> str:
    """Words that end as a sentence does."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _placed(value: object) -> object:
    """What a template places: trees become markup, everything else is escaped by the template."""
    if isinstance(value, Line):
        return Markup(_parts(value.parts))  # noqa: S704  # every leaf is escaped below
    return Markup(_passage(value)) if isinstance(value, Passage) else value  # noqa: S704  # as above


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
            return str(escape(text))
        case Strong(parts):
            return f"<strong>{_parts(parts)}</strong>"
        case Emphasis(parts):
            return f"<em>{_parts(parts)}</em>"
        case Link(parts, address):
            return f'<a href="{escape(web_address(address))}" rel="noreferrer">{_parts(parts)}</a>'
        case Cite(numbers):
            links = (f'<a href="#source-{number}">{number}</a>' for number in numbers)
            return f'<span class="cite">[{", ".join(links)}]</span>'
        case Break():
            return "<br>"
