"""Templates of documents among what is examined: the program's own names of templates tell a folder of them.

Jinja is loaded only when there is a template: most runs have none.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.library.folders import cannot_read
from rse_plan.lint.paths import label_of
from rse_plan.resources import templates_folder
from rse_plan.source.bounded import read_at_most
from rse_plan.source.span import Span, file_start
from rse_plan.source.yaml_reader import MAX_BYTES, Document
from rse_plan.source.yaml_reader import Mapping as YamlMap

if TYPE_CHECKING:
    from jinja2 import nodes

ENDING = ".j2"
OWN_NAMES = frozenset(
    f"{document}.{form}{ENDING}" for document in ("plan", "brief", "register") for form in ("md", "html")
)
"""What the templates of whole documents are called; other folders with Jinja files are not ours."""

DEEPEST = 100
"""Levels of a template's tree: ours have a quarter of them."""
_TOO_DEEP = "nested too deeply"
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_MACRO = re.compile(r"\{%-?\s*macro\b.*?\bendmacro\s*[-+]?%\}", re.DOTALL)
_MACRO_END = re.compile(r"\bendmacro\s*[-+]?%\}")
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_GIVEN = re.compile(r"\b([a-z_]\w*)\s*=(?!=)|\bfor\s+([a-z_]\w*)|\bmacro\s+\w+\(([^)]{0,1000})\)")


@dataclass(frozen=True)
class Template:
    """A template; `given` are the names that the templates of its folder hand to each other."""

    document: Document
    given: frozenset[str]
    beside: frozenset[str] = frozenset()
    """Names of the templates that it can take in."""

    @property
    def name(self) -> str:
        """The file's name, such as brief.md.j2."""
        return self.document.path.rpartition("/")[2]

    @property
    def is_html(self) -> bool:
        """Whether it makes HTML; else it makes Markdown."""
        return ".html." in self.name

    @property
    def is_part(self) -> bool:
        """Whether other templates take it in, with names of theirs."""
        return self.name not in OWN_NAMES

    @cached_property
    def without_comments(self) -> str:
        """Its text with comments blanked, so that every other character keeps its place."""
        text = self.document.text
        end = text.rfind("#}") + 2  # none ends after it: each beginning would be followed in vain
        return _COMMENT.sub(_blank, text[:end]) + text[end:]

    @cached_property
    def in_order(self) -> str:
        """Its text as it comes out: what stands in macros and code comes elsewhere, or as it is."""
        text = self.without_comments
        end = max(
            (found.end() for found in _MACRO_END.finditer(text)), default=0
        )  # none is looked for after it
        return _FENCE.sub(_blank, _MACRO.sub(_blank, text[:end]) + text[end:])

    @cached_property
    def tree(self) -> nodes.Template | None:
        """What Jinja reads; nothing when it cannot be read."""
        read = _parsed(self.document.text)
        return None if isinstance(read, tuple) else read

    def faults(self) -> Iterator[Diagnostic]:
        """Why it cannot be read, if so."""
        read = _parsed(self.document.text)
        if isinstance(read, tuple):
            line, reason = read
            length = len(self.document.lines[line - 1]) + 1
            span = Span(self.document.path, line, 1, line, max(length, 2))
            message = say("this template cannot be read (Jinja says: {reason})", reason=reason)
            yield Diagnostic(
                rule="wrong-value", span=span, message=message, help=say("compare with the bundled one")
            )

    def span(self, start: int, end: int) -> Span:
        """The stretch of its text from one character to another."""
        text, path = self.document.text, self.document.path
        line, column = _line_and_column(text, start)
        return Span(path, line, column, *_line_and_column(text, end))


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _parsed(text: str) -> nodes.Template | tuple[int, str]:
    """The tree, or the line that cannot be read and what Jinja says of it."""
    from jinja2 import Environment, TemplateSyntaxError  # most runs have no template

    try:
        tree = Environment(autoescape=True).parse(text)
    except TemplateSyntaxError as fault:
        return min(max(fault.lineno, 1), text.count("\n") + 1), fault.message or ""
    except RecursionError:
        return 1, _TOO_DEEP
    return (1, _TOO_DEEP) if _is_deep(tree) else tree


def _is_deep(tree: nodes.Template) -> bool:
    """Whether following it would go deeper than Python does."""
    level: list[nodes.Node] = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
        if not level:
            return False
    return True


def read_templates(
    paths: Sequence[Path], excludes: Callable[[Path], bool], contents: Mapping[str, bytes]
) -> tuple[Template, ...]:
    """The templates among what is named: single files, and folders that hold one of ours, in order.

    `contents` says what some of them hold instead of what the disk has. Raises UserError when one cannot
    be opened.
    """
    found: dict[Path, tuple[str, str]] = {}
    for path in _files(paths):
        real = Path(os.path.realpath(path))
        if real not in found and not excludes(path):
            label = label_of(path)
            found[real] = (label, _text(path, contents.get(label)))
    folders: dict[Path, dict[str, str]] = {path.parent: {} for path in found}
    for path, (_, text) in found.items():
        folders[path.parent][path.name] = text
    shelves = {
        folder: Shelf(texts, tuple(path.name for path in folder.glob(f"*{ENDING}")))
        for folder, texts in folders.items()
    }
    return tuple(shelves[path.parent].template(label, text) for path, (label, text) in found.items())


@dataclass(frozen=True)
class Shelf:
    """The templates of a folder: their texts by name, and more names that are there.

    Ours stand beside them: what a folder lacks is taken from there.
    """

    texts: Mapping[str, str]
    names: tuple[str, ...] = ()

    def template(self, label: str, text: str) -> Template:
        """One of them, with what the others hand it."""
        form = "html" if ".html." in label.rpartition("/")[2] else "markdown"
        given, beside = self._around[form]
        return Template(_without_content(label, text), given, beside)

    @cached_property
    def _around(self) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
        """By format the names that they hand to each other, and those of all of them."""
        handed = frozenset(_names(self.texts.values()))
        return {
            form: (handed | _names_of_ours(form), frozenset((*_bundled(form), *self.texts, *self.names)))
            for form in ("html", "markdown")
        }


@cache
def _names_of_ours(form: str) -> frozenset[str]:
    return frozenset(_names(_bundled(form).values()))


@cache
def _bundled(form: str) -> Mapping[str, str]:
    """Our templates of a format by name."""
    folder = templates_folder() / form
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob(f"*{ENDING}"))}


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.suffix == ENDING and path.is_file():
            yield path
        elif path.is_dir():
            yield from _below(path)


def _below(folder: Path) -> Iterator[Path]:
    """The templates in folders that hold one of ours; hidden folders are passed by."""
    for parent, children, names in os.walk(folder):
        children[:] = sorted(name for name in children if not name.startswith("."))
        if not OWN_NAMES.isdisjoint(names):
            each = (Path(parent, name) for name in sorted(names) if name.endswith(ENDING))
            yield from (path for path in each if path.is_file())


def _text(path: Path, content: bytes | None) -> str:
    try:
        content = read_at_most(path, MAX_BYTES) if content is None else content
    except OSError as fault:
        raise cannot_read(path.as_posix(), fault) from None
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _names(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for one, element, arguments in _GIVEN.findall(text):
            yield from (one, element, *re.findall(r"\w+", arguments))


def _without_content(path: str, text: str) -> Document:
    """A template holds no values: only its lines are shown."""
    return Document(path, text, YamlMap((), file_start(path)))
