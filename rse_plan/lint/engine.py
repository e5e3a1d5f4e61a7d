"""Runs everything that finds faults over the given files, and reports what is in them (semantics 20 to 23).

Reader, models and library find most faults, because `render` needs them found too; a rule adds a hook
only for what nothing earlier sees. A rule is a module of `rules/` with a page `RULE` and, perhaps, one or
both of two hooks: `check(file)` for each given file, `check_all(library)` for faults between files.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from rse_plan.diagnostics import Diagnostic, Related, in_order
from rse_plan.errors import say
from rse_plan.library import Folder, Library, Sourced, load_library
from rse_plan.library.compiled import bundled_folder, compiled_files
from rse_plan.library.folders import cannot_read
from rse_plan.lint import rules
from rse_plan.lint.consequences import without_consequences
from rse_plan.lint.gather import Shelf, gather_shelf
from rse_plan.lint.ignores import Ignored, sift
from rse_plan.lint.passages import Passages, passages
from rse_plan.lint.rule import Rule
from rse_plan.lint.settings import USUAL, Settings
from rse_plan.lint.templates import Template, read_templates
from rse_plan.model.base import Model
from rse_plan.model.faults import fit
from rse_plan.model.playbook import Playbook
from rse_plan.source.bounded import read_at_most
from rse_plan.source.span import Span, file_start
from rse_plan.source.yaml_reader import Document
from rse_plan.source.yaml_reader import Mapping as YamlMap

if TYPE_CHECKING:
    from rse_plan.formats.plan_reader import SourcedPlan
    from rse_plan.lint.outlook import Outlook
    from rse_plan.model.answers import Answers
    from rse_plan.model.plan_test import PlanTest


@dataclass(frozen=True)
class File:
    """A given file as `check` sees it; what it could be read as is there.

    `today` is the day from which ages are counted: the command line says it, nothing here reads a clock.
    Templates and plans have a document without content, so that their lines can be shown. `faulty` are the
    places at which something earlier is wrong: one fault, one finding.
    """

    document: Document
    library: Library
    playbook: Sourced[Playbook] | None = None
    answers: Answers | None = None
    template: Template | None = None
    plan: SourcedPlan | None = None
    test: Sourced[PlanTest] | None = None
    today: date | None = None
    faulty: frozenset[Span] = frozenset()
    given: frozenset[str] = frozenset()
    """Printed paths of all files that are examined."""

    @cached_property
    def passages(self) -> Mapping[str, Passages]:
        """Its texts by language, gathered once for all rules that read words."""
        return passages(self.document)

    @cached_property
    def outlook(self) -> Outlook | None:
        """What its answers lead to, planned once for all rules; None where nothing can be planned."""
        if self.answers is None or self.faulty:
            return None
        from rse_plan.lint.outlook import outlook

        return outlook(self.document, self.answers, self.library)


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
    ignored: tuple[Ignored, ...] = ()

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
    loaded = (_loaded(module.name) for module in pkgutil.iter_modules(rules.__path__))
    return tuple(sorted(loaded, key=lambda rule: rule.page.name))


def _loaded(name: str) -> LoadedRule:
    module = import_module(f"{rules.__name__}.{name}")
    return LoadedRule(module.RULE, getattr(module, "check", None), getattr(module, "check_all", None))


def lint(
    paths: Sequence[Path],
    bundled: Folder,
    others: Sequence[Path] = (),
    today: date | None = None,
    settings: Settings = USUAL,
) -> Linted:
    """Find the faults of the given files and folders.

    `bundled` is the library they are read with, `others` are folders laid over it; `today` is the day from
    which the ages of sources are counted. Raises UserError when a path is missing, unreadable or of the
    wrong sort, RuleCrashError when a rule fails.
    """
    return Run(paths, bundled, others, today, settings).examine({})


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be examined, with what, and which rules are asked for; see `lint`."""

    paths: Sequence[Path]
    bundled: Folder
    others: Sequence[Path] = ()
    today: date | None = None
    settings: Settings = USUAL

    def examine(self, contents: Mapping[str, bytes]) -> Linted:
        """Find the faults, with other contents than the disk has for some paths, as messages print them."""
        templates = read_templates(self.paths, self.settings.excludes, contents)
        shelf = gather_shelf(self.paths, self.bundled, self.others, self.settings.excludes)
        shelf = shelf.holding(contents).with_given(one.document.path for one in templates)
        library = self._library(shelf)
        opened = _Opening(library, shelf, self.today)
        files = opened.files(templates)
        asked = [rule for rule in all_rules() if self.settings.asks_for(rule.page)]
        found = (*library.diagnostics, *opened.faults, *_by_rules(asked, files, library), *_by_tests(files))
        causal = without_consequences(found, library)
        seen = in_order(_seen_from(shelf, one) for one in causal if _concerns(shelf, one))
        sources = {**library.sources, **opened.sources}
        return self._sifted(Linted(seen, sources, len(shelf.given)), files)

    def _library(self, shelf: Shelf) -> Library:
        """Bundled files are only read along, unless own ones change them: others may no longer fit them."""
        library = load_library(shelf.folders, self._ready(shelf.settled), shelf.settled)
        if any(file.document.path in shelf.settled for file in library.before.values()):
            return load_library(shelf.folders)
        return library

    def _ready(self, settled: frozenset[str]) -> Mapping[str, Sourced[Model]]:
        """The bundled files as the wheel holds them, where they are only read along."""
        return compiled_files() if settled and self.bundled == bundled_folder() else {}

    def _sifted(self, linted: Linted, files: Sequence[File]) -> Linted:
        """Without what is not asked for, and what comments silence."""
        pages = {rule.page.name: rule.page for rule in all_rules()}
        asked = [one for one in linted.findings if self._asks_for(pages.get(one.rule))]
        sifted = sift(asked, (file.document for file in files), pages, self.settings.asks_for)
        kept = in_order(one for one in sifted.findings if self._asks_for(pages.get(one.rule)))
        return replace(linted, findings=kept, ignored=sifted.ignored)

    def _asks_for(self, rule: Rule | None) -> bool:
        return rule is None or self.settings.asks_for(rule)


class _Opening:
    """The given files as rules see them, and what is wrong with them as what they are."""

    def __init__(self, library: Library, shelf: Shelf, today: date | None) -> None:
        self._library = library
        self._shelf = shelf
        self._today = today
        self._playbooks = {path: file for file in library.playbooks.values() for path in file.document.paths}
        self.faults: list[Diagnostic] = []
        self.sources: dict[str, str] = {}

    def files(self, templates: Sequence[Template]) -> tuple[File, ...]:
        """Templates, then playbooks, lists and answers in the order they were read, then plans."""
        given = [one for one in self._library.documents if one.path in self._shelf.given]
        files = (
            *map(self._template, templates),
            *map(self._document, given),
            *(self._plan(folder) for folder in self._shelf.plans),
        )
        faulty: dict[str, set[Span]] = {}
        for fault in (*self._library.diagnostics, *self.faults):
            faulty.setdefault(fault.span.path, set()).add(fault.span)
        return tuple(replace(one, faulty=frozenset(faulty.get(one.document.path, ()))) for one in files)

    def _template(self, template: Template) -> File:
        self.faults.extend(template.faults())
        self.sources[template.document.path] = template.document.text
        return File(template.document, self._library, template=template, today=self._today)

    def _document(self, document: Document) -> File:
        file = File(document, self._library, today=self._today, given=self._shelf.given)
        if document.kind == "answers":
            from rse_plan.library.with_answers import answers_in

            answers, faults = answers_in(document, self._library)
            self.faults.extend(faults)
            return replace(file, answers=answers)
        if document.kind == "test":
            from rse_plan.model.plan_test import PlanTest

            test, faults = fit(document, PlanTest)
            self.faults.extend(faults)
            return replace(file, test=Sourced(test, document)) if test is not None else file
        if document.kind == "theme":
            from rse_plan.model.theme import Theme

            self.faults.extend(fit(document, Theme)[1])
        if document.kind == "progress":
            from rse_plan.model.progress import read_progress

            self.faults.extend(read_progress(document).diagnostics)
        is_playbook = document.kind == "playbook"
        return replace(file, playbook=self._playbooks.get(document.path) if is_playbook else None)

    def _plan(self, folder: Folder) -> File:
        from rse_plan.formats.plan_reader import MAX_BYTES, read_plan

        try:
            content = read_at_most(folder.path, MAX_BYTES)
        except OSError as fault:
            raise cannot_read(folder.label, fault) from None
        reading = read_plan(content, folder.label)
        self.faults.extend(reading.diagnostics)
        self.sources[folder.label] = reading.text
        document = Document(folder.label, reading.text, YamlMap((), file_start(folder.label)))
        given = self._shelf.given
        return File(document, self._library, plan=reading.plan, today=self._today, given=given)


def _by_rules(loaded: Sequence[LoadedRule], files: Sequence[File], library: Library) -> Iterator[Diagnostic]:
    """File by file, so that what is worked out for one can be given up; then what concerns them together."""
    checks = [(rule.page.name, rule.check) for rule in loaded if rule.check is not None]
    for file in files:
        yield from _checked(file, checks)
        vars(file).pop("passages", None)
    for rule in loaded:
        if rule.check_all is not None:
            yield from _run(rule.page.name, partial(rule.check_all, library), None)


def _checked(file: File, checks: Sequence[tuple[str, Check]]) -> list[Diagnostic]:
    """What the rules find in a file; one frame for all of them, as most find nothing."""
    found: list[Diagnostic] = []
    running = ""
    try:
        for running, check in checks:  # noqa: B007  # the one that fails is named
            found.extend(check(file))
    except Exception as fault:
        raise RuleCrashError(running, file.document.path) from fault
    return found


def _by_tests(files: Sequence[File]) -> Iterator[Diagnostic]:
    """What the packs' own tests find: they are asked for by being there, whatever the profile."""
    for file in files:
        if file.test is not None:
            from rse_plan.lint import pack_tests

            yield from _run(pack_tests.NAME, partial(pack_tests.failures, file), file.document.path)


def _run(name: str, hook: Callable[[], Iterable[Diagnostic]], path: str | None) -> tuple[Diagnostic, ...]:
    try:
        return tuple(hook())
    except Exception as fault:
        raise RuleCrashError(name, path) from fault


def _concerns(shelf: Shelf, found: Diagnostic) -> bool:
    """Whether a finding speaks of a given file, and of more than a file that stands in for another."""
    if found.rule == "duplicate-id" and any(
        shelf.stands_in(o.span.path, found.span.path) for o in found.related
    ):
        return False
    return any(span.path in shelf.given for span in (found.span, *(other.span for other in found.related)))


def _seen_from(shelf: Shelf, found: Diagnostic) -> Diagnostic:
    """A finding between files at its place in a given one: what is reported lies in what was named."""
    if found.edit is not None and found.edit.span.path not in shelf.given:
        found = replace(found, edit=None)
    if found.span.path in shelf.given:
        return found
    here = next(other for other in found.related if other.span.path in shelf.given)
    if any(other.span == found.span for other in found.related):
        return replace(found, span=here.span)
    there = (other for other in found.related if other is not here)
    return replace(found, span=here.span, related=(*there, Related(found.span, say("the other place"))))
