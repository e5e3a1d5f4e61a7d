"""Pages printed by WeasyPrint, where no browser is installed: the extra `pdf`.

It draws pictures by the style that stands in them alone, so that each is given what the page's style sheet
says of drawings, and the patterns of the others. It fetches nothing: what a page needs stands in the page.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from datetime import date

from rse_plan.resources import templates_folder

BESIDES = "weasyprint.css"
"""What it is told after the page's own style sheet, beside the templates."""
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_DRAWING = re.compile(r"<svg\b[^>]*>")
_PATTERN = re.compile(r"<pattern\b.*?</pattern>", re.DOTALL)
_PAINTED = {"fill", "stroke", "font"}
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_ALLOWED = ("data",)


def is_installed() -> bool:
    """Whether the library is there, and what it draws letters with (Pango)."""
    try:
        with redirect_stdout(io.StringIO()):  # it says at length what it misses
            import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def printed(page: str, day: date, identity: str) -> bytes:
    """A page as PDF, which notes the day as its own; `identity` is what it is known by, in hexadecimal."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # rules for windows, which it leaves out
    fetcher = URLFetcher(allowed_protocols=_ALLOWED)
    document = HTML(string=_prepared(page), url_fetcher=fetcher).render()
    document.metadata.created = document.metadata.modified = day.isoformat()
    document.metadata.generator = "rse-plan"
    content: bytes = document.write_pdf(pdf_tags=True, pdf_identifier=bytes.fromhex(identity))
    return content


def _prepared(page: str) -> str:
    """The page with its style sheet completed, and with what that says of drawings in each of them."""
    found = _STYLE.search(page)
    if found is None:
        return page
    sheet = f"{found[1]}\n{(templates_folder() / 'html' / BESIDES).read_text(encoding='utf-8')}"
    patterns = "".join(_PATTERN.findall(page))
    drawing = f"<style>{_drawing_style(sheet)}</style><defs>{patterns}</defs>"
    start, end = found.span()
    body = _DRAWING.sub(lambda opening: opening[0] + drawing, page[end:])
    return f"{page[:start]}<style>{sheet}</style>{body}"


def _drawing_style(sheet: str) -> str:
    """The rules of a style sheet that paint, with what its variables stand for."""
    values: dict[str, str] = {}
    painting = []
    for selector, said in _rules(sheet):
        if selector == ":root":
            values |= {name: value for name, value in said.items() if name.startswith("--")}
        elif _PAINTED & set(said) and ":" not in selector:
            painting.append((selector, said))

    def filled(value: str) -> str:
        return _VARIABLE.sub(lambda name: values.get(name[1], ""), value)

    return "\n".join(
        f"{selector}{{{';'.join(f'{name}:{filled(value)}' for name, value in said.items())}}}"
        for selector, said in painting
    )


def _rules(sheet: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The rules that hold on every medium: selector and declarations."""
    import tinycss2

    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            said = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield (
                tinycss2.serialize(rule.prelude).strip(),
                {
                    one.name: tinycss2.serialize(one.value).strip()
                    for one in said
                    if one.type == "declaration"
                },
            )
