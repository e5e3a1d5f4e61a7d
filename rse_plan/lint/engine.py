"""Runs everything that finds faults over the given files, and reports what is in them (semantics 20 to 23).

Reader, models and library find most faults, because `render` needs them found too; a rule adds a hook
only for what nothing earlier sees. A rule is a module of `rules/` with a page `RULE` and, perhaps, one or
both of two hooks: `check(file)` for each given file, `check_all(library)` for faults between files.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path

from rse_plan.diagnostics import Diagnostic, Related, in_order
from rse_plan.errors import say
from rse_plan.library import Folder, Library, Sourced, load_library
from rse_plan.library.with_answers import answers_in
from rse_plan.lint import rules
from rse_plan.lint.gather import Shelf, gather_shelf
from rse_plan.lint.rule import Rule
from rse_plan.model.answers import Answers
from rse_plan.model.playbook import Playbook
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document


@dataclass(frozen=True, slots=True)
class File:
    """A given file as `check` sees it; playbook and answers are there when it is one and could be read."""

    document: Document
    playbook: Sourced[Playbook] | None = None
    answers: Answers | None = None


Check = Callable[[File], Iterable[Diagnostic]]
CheckAll = Callable[[Library], Iterable[Diagnostic]]


@dataclass(frozen=True, slots=True)
class LoadedRule:
    """A rule's page with its hooks."""

    page: Rule
    check: Check | None = None
    check_all: CheckAll | None = None


@dataclass(frozen=True, slots=True)
class Linted:
    """What a run found, the text of the files it speaks of, and how many files were given."""

    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    files: int

    def line(self, span: Span) -> str:
        """The line on which a span begins; empty when the file has no text to show."""
        lines = self.sources.get(span.path, "").split("\n")
        return lines[span.line - 1] if span.line <= len(lines) else ""


class RuleCrashError(Exception):
    """A rule failed: nothing can be said of the files, and the run must not pass (style 15)."""

    def __init__(self, rule: str, path: str | None) -> None:
        super().__init__(rule, path)
        self.rule = rule
        self.path = path


@cache
def all_rules() -> tuple[LoadedRule, ...]:
    """Every rule, in order of its name."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    return tuple(_loaded(name) for name in names)


def _loaded(name: str) -> LoadedRule:
    module = import_module(f"{rules.__name__}.{name}")
    return LoadedRule(module.RULE, getattr(module, "check", None), getattr(module, "check_all", None))


def lint(paths: Sequence[Path], bundled: Folder, others: Sequence[Path] = ()) -> Linted:
    """Find the faults of the given files and folders.

    `bundled` is the library they are read with, `others` are folders laid over it. Raises UserError when
    a path is missing, unreadable or of the wrong sort, RuleCrashError when a rule fails.
    """
    shelf = gather_shelf(paths, bundled, others)
    library = load_library(shelf.folders)
    found = [*library.diagnostics]
    files = []
    for document in library.documents:
        if document.path in shelf.given:
            file, faults = _opened(document, library)
            found.extend(faults)
            files.append(file)
    found.extend(_by_rules(all_rules(), files, library))
    reported = in_order(_seen_from(shelf, one) for one in found if _concerns(shelf, one))
    return Linted(reported, library.sources, len(shelf.given))


def _opened(document: Document, library: Library) -> tuple[File, tuple[Diagnostic, ...]]:
    kind = document.scalar("kind")
    if kind is not None and kind.text == "answers":
        answers, faults = answers_in(document, library)
        return File(document, answers=answers), faults
    own = (file for file in library.playbooks.values() if file.document.path == document.path)
    return File(document, playbook=next(own, None)), ()


def _by_rules(loaded: Sequence[LoadedRule], files: Sequence[File], library: Library) -> Iterator[Diagnostic]:
    for rule in loaded:
        if rule.check is not None:
            for file in files:
                yield from _run(rule, partial(rule.check, file), file.document.path)
        if rule.check_all is not None:
            yield from _run(rule, partial(rule.check_all, library), None)


def _run(
    rule: LoadedRule, hook: Callable[[], Iterable[Diagnostic]], path: str | None
) -> tuple[Diagnostic, ...]:
    try:
        return tuple(hook())
    except Exception as fault:
        raise RuleCrashError(rule.page.name, path) from fault


def _concerns(shelf: Shelf, found: Diagnostic) -> bool:
    """Whether a finding speaks of a given file, and of more than a file that stands in for another."""
    if found.rule == "duplicate-id" and any(
        shelf.stands_in(o.span.path, found.span.path) for o in found.related
    ):
        return False
    return any(span.path in shelf.given for span in (found.span, *(other.span for other in found.related)))


def _seen_from(shelf: Shelf, found: Diagnostic) -> Diagnostic:
    """A finding between files at its place in a given one: what is reported lies in what was named."""
    if found.span.path in shelf.given:
        return found
    here = next(other for other in found.related if other.span.path in shelf.given)
    if any(other.span == found.span for other in found.related):
        return replace(found, span=here.span)
    there = (other for other in found.related if other is not here)
    return replace(found, span=here.span, related=(*there, Related(found.span, say("the other place"))))
