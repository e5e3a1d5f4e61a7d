"""Documents as HTML: one file each that needs nothing else and asks the network for nothing.

Templates place words; this module escapes them (design D10). The style sheet and the one script stand in
the file and their hashes in the Content-Security-Policy, so that no other style or script would be used.
Everything can be read without the script; the brief has none.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from jinja2 import Environment
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
from rse_plan.formats.templates import bundled, environment, fill, wordings

if TYPE_CHECKING:
    from rse_plan.documents.look import Look

FORM = "html"
"""The folder of its templates."""
STYLE = "style.css"
"""The style sheet, beside the templates."""
UNDER_WAY = "under-way.css"
"""What it adds for a plan under way, whoever made the style sheet: signs that other plans do not have."""
SCRIPT = "script.js"
"""What sorts and narrows down tables, beside the templates: whoever made them, no other script runs."""
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
    views = {**described.views, **described.readers}
    for name, text in texts(views, described.words, described.look).items():
        yield Output(f"{name}.html", text.encode())


def texts(views: Mapping[str, View | Folio], words: Words, look: Look | None = None) -> dict[str, str]:
    """Pages by name, those of other people's templates filled apart. Raises UserError when one cannot be."""
    if look is None or not look.of(FORM):
        return {name: write(view, words, look) for name, view in views.items()}
    from rse_plan.formats.apart import filled_apart

    filled = filled_apart(FORM, views, words.language, look)
    return {name: _checked(text, views[name], look) for name, text in filled.items()}


def _checked(text: str, view: View | Folio, look: Look) -> str:
    from rse_plan.formats.page_policy import Allowed, checked

    style, script = _style(view, look), _script(view)
    return checked(text, template_of(view), look, Allowed(_policy(style=style, script=script), style, script))


def write(view: View | Folio, words: Words, look: Look | None = None) -> str:
    """The text of an HTML file; what `look` holds stands in for ours. Filling runs in this process."""
    style, script = _style(view, look), _script(view)
    text = fill(
        environment_of(look).get_template(template_of(view)),
        _=wordings(words.say),
        view=view,
        heading=view.heading,
        style=Markup(style),  # noqa: S704  # no answer is in it that is not escaped, and nothing ends it
        script=Markup(f"<script>{script}</script>" if script else ""),  # noqa: S704  # our own, as it stands
        policy=_policy(style=style, script=script),
        logo=_logo(words, look),
    )
    return _without_empty_lines(text)


def _logo(words: Words, look: Look | None) -> object:
    """The picture beside the title, if there is one."""
    if look is None or look.logo is None:
        return None
    from rse_plan.formats.look_css import picture

    return picture(look.logo, words.language)


def _policy(**own: str) -> str:
    """What a page may use: its own style and its own script, by their hashes."""
    allowed = ""
    for kind, text in own.items():
        if text:
            digest = b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
            allowed += f"{kind}-src 'sha256-{digest}'; "
    return _POLICY.format(own=allowed)


def template_of(view: View | Folio) -> str:
    """The template that a view is placed by."""
    return _TEMPLATES[type(view)]


@cache
def environment_of(look: Look | None = None) -> Environment:
    """What fills the templates."""
    made = environment(
        FORM,
        look.of(FORM) if look is not None else {},
        autoescape=True,
        finalize=_placed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["web"] = web_address
    made.filters["anchor"] = anchor
    made.filters["ended"] = ended
    made.filters["kind"] = kind
    made.filters["paragraphs"] = paragraphs
    return made


def _style(view: View | Folio, look: Look | None) -> str:
    """The style sheet, what a theme changes in it, and what the foot of each printed page says."""
    own = look.style if look is not None else None
    source = own.text if own is not None else (bundled(FORM) / STYLE).read_text(encoding="utf-8")
    foot = _css_text(f"{view.heading.document} · {view.heading.organisation}")
    under_way = (bundled(FORM) / UNDER_WAY).read_text(encoding="utf-8") if view.heading.under_way else ""
    widths = "".join(_widths(view)) if isinstance(view, Folio) else ""
    theme = ""
    if look is not None:
        from rse_plan.formats.look_css import theme_css

        theme = theme_css(look)
    return _dense(f'{source}\n{under_way}{theme}@page{{@bottom-left{{content:"{foot}"}}}}{widths}')


def _widths(folio: Folio) -> Iterator[str]:
    """The widths that a folio's tables give to their columns: no element may have a style of its own."""
    tables = (piece for piece in pieces_of(folio) if isinstance(piece, Table))
    for share in sorted({share for table in tables for share in table.shares}):
        yield f".part-{share}{{width:{share}%}}"


def _script(view: View | Folio) -> str:
    """The script of the documents that have long tables and contents."""
    if isinstance(view, BriefView | Folio):
        return ""
    return _dense((bundled(FORM) / SCRIPT).read_text(encoding="utf-8"))


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
