# ruff: noqa: S701, S704  # no page is shown to anybody, and nothing in it is from others
"""Jinja2 alone filling our templates from data that is ready: what no writer of documents can be faster than.

    python -c "import bare_jinja2; bare_jinja2.main()" DATA TARGET

benchmarks/render.py makes DATA, a folder of templates and one pickle: every view as plain values, its words
escaped and marked up, what templates translate looked up. Nothing of rse_plan is imported here.
"""

from __future__ import annotations

import pickle
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


class Ready(Markup):
    """Words as they are placed; `other` is what filters are given: the words before, or their second form."""

    other: str


def raw(words: str) -> str:
    """The words as they were before they were made ready."""
    return words.other if isinstance(words, Ready) else words


@dataclass(frozen=True)
class Page:
    """One document: its template, what it is filled with, what `_` gives in it, its text where wanted."""

    template: str
    values: Mapping[str, Any]
    said: Mapping[tuple[str, tuple[tuple[str, object], ...]], str]
    text: str
    name: str = ""

    @property
    def form(self) -> str:
        """The folder of its template."""
        return "html" if self.template.endswith(".html.j2") else "markdown"

    def named(self, number: int) -> Page:
        """The same, with a name of its own."""
        return replace(self, name=f"{number:02}-{self.template.removesuffix('.j2')}")

    def without_text(self) -> Page:
        """The same, its text left to be made."""
        return replace(self, text="")


FILTERS = {
    "html": {
        "web": str,
        "anchor": lambda id_: re.sub(r"[^A-Za-z0-9]+", "-", id_),
        "ended": lambda words: words if words.endswith((".", "!", "?", "…")) else f"{words}.",
        "kind": lambda piece: piece.kind_,
        "paragraphs": lambda words: Markup(words.other),
    },
    "markdown": {
        "web": lambda address: Markup(f"<{raw(address)}>"),
        "verbatim": lambda value: Markup(raw(value)),
        "code": lambda value: Markup(f"`{raw(value)}`"),
        "kind": lambda piece: piece.kind_,
        "inline": lambda words: words.other,
    },
}


def environment(form: str, folder: Path) -> Environment:
    """Jinja2 with the settings of the format; Markdown is not escaped for HTML."""
    made = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=form == "html",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(FILTERS[form])
    return made


def main() -> None:
    """Fill all templates and write the documents."""
    data, target = map(Path, sys.argv[1:])
    with (data / "ready.pickle").open("rb") as file:
        pages: list[Page] = pickle.load(file)  # noqa: S301  # made by the benchmark a moment ago
    forms = {form: environment(form, data / form) for form in FILTERS}
    for page in pages:
        said = page.said

        def spoken(wording: str, said: Mapping[Any, str] = said, **values: object) -> str:
            return said[wording, tuple(sorted(values.items()))]

        text = forms[page.form].get_template(page.template).render(_=spoken, **page.values)
        path = target / page.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def namespace(kind: str, values: Mapping[str, object]) -> SimpleNamespace:
    """A view or row as plain values, with the name of its class."""
    return SimpleNamespace(kind_=kind, **values)
