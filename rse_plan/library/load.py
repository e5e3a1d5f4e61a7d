"""Read every file of the given folders and put them together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from rse_plan.diagnostics import Diagnostic, Related, Severity, nearest
from rse_plan.errors import say
from rse_plan.library.folders import Folder, cannot_read, twins
from rse_plan.library.index import Index
from rse_plan.model.base import Model
from rse_plan.model.catalogues import Evidence, EvidenceFile, PhasesFile, PhaseTitle, Role, RolesFile
from rse_plan.model.faults import fit_parts
from rse_plan.model.playbook import Playbook
from rse_plan.model.question import Question, QuestionsFile, hours_questions
from rse_plan.source.span import Span, file_start
from rse_plan.source.yaml_reader import Document, Node, Route, Scalar, Sequence, read_bytes, read_file
from rse_plan.source.yaml_reader import Mapping as YamlMap

M = TypeVar("M", bound=Model)
M_co = TypeVar("M_co", bound=Model, covariant=True)

KINDS: Mapping[str, type[Model]] = {
    "playbook": Playbook,
    "questions": QuestionsFile,
    "roles": RolesFile,
    "phases": PhasesFile,
    "evidence": EvidenceFile,
}
OTHER_KINDS = ("answers", "test", "theme", "progress")
_STATED_ID = re.compile(r"""\bid:\s*["']?([\w./-]+)""")


@dataclass(frozen=True)
class Sourced(Generic[M_co]):
    """A value of a file together with the file, so that each part of it has a place."""

    value: M_co
    document: Document

    def span(self, *route: str | int) -> Span:
        """Where the value at a route stands."""
        return self.document.span(tuple(route))

    def key_span(self, *route: str | int) -> Span:
        """Where the key at the end of a route stands."""
        return self.document.key_span(tuple(route))


@dataclass(frozen=True)
class Asked:
    """A question, who asks it, and where it is written."""

    question: Question
    playbook: str | None
    file: Sourced[QuestionsFile] | Sourced[Playbook]
    route: Route

    @property
    def span(self) -> Span:
        return self.file.span(*self.route)


@dataclass(frozen=True, kw_only=True)
class Library:
    """All the method: playbooks in order of their ids, and the lists they share."""

    playbooks: Mapping[str, Sourced[Playbook]] = field(default_factory=dict)
    questions_file: Sourced[QuestionsFile] | None = None
    asked: Mapping[str, Asked] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    phases: Mapping[str, PhaseTitle] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    files: Mapping[str, Sourced[Model]] = field(default_factory=dict)
    """Everything of the library that fits its model, by path."""
    settled: frozenset[str] = frozenset()
    """Paths of files that are known to be sound, and are there only so that others make sense."""
    unreadable: frozenset[str] = frozenset()
    """Ids that files with faults define: naming one is no second fault."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Each file's text by the path that messages print, also of files that are no YAML."""
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its id, the core ones first."""
        return {name: asked.question for name, asked in self.asked.items()}

    @cached_property
    def hours_questions(self) -> Mapping[str, str]:
        """By role, the question that asks its hours a week."""
        return hours_questions(self.questions)

    def examines(self, file: Sourced[Model]) -> bool:
        """Whether a file's own faults are asked for."""
        return file.document.path not in self.settled

    @cached_property
    def examined(self) -> tuple[Sourced[Playbook], ...]:
        """The playbooks whose own faults are asked for."""
        return tuple(file for file in self.playbooks.values() if self.examines(file))

    @cached_property
    def examined_questions(self) -> Mapping[str, Asked]:
        """The questions of the files whose own faults are asked for."""
        return {name: asked for name, asked in self.asked.items() if self.examines(asked.file)}

    @cached_property
    def index(self) -> Index:
        """Where each item stands; made once for all who ask."""
        return Index(self)


def gather(
    folders: Iterable[Folder],
    ready: Mapping[str, Sourced[Model]] = MappingProxyType({}),
    settled: frozenset[str] = frozenset(),
) -> Library:
    """Read the folders, later ones over earlier ones; the parts are not yet checked against each other.

    `ready` are files that need no reading, by path; `settled` see Library. A file of the same path inside
    its folder stands in for the bundled one (semantics 22): it is read before, and what both define counts
    as it has it. Raises UserError when a folder or a file cannot be opened.
    """
    files = [(path, label, folder.content) for folder in folders for path, label in folder.files()]
    stand_ins = twins((path, label) for path, label, _ in files)
    first = frozenset(stand_ins.values())
    gathered = _Gathering(stand_ins)
    for path, label, content in sorted(files, key=lambda file: file[1] not in first):
        if label in ready:
            gathered.take(path, ready[label])
        else:
            gathered.read(path, label, content)
    return gathered.library(settled)


Where = Callable[[], Span]
"""Where something stands; worked out for the few that are spoken of."""


class _Gathering:
    """What has been read so far; `twins` are bundled files with those that stand in for them."""

    def __init__(self, twins: Mapping[str, str]) -> None:
        self._twins = twins
        self.found: list[Diagnostic] = []
        self.documents: list[Document] = []
        self.files: dict[str, Sourced[Model]] = {}
        self.playbooks: dict[str, Sourced[Playbook]] = {}
        self.questions: Sourced[QuestionsFile] | None = None
        self.roles: dict[str, Role] = {}
        self.phases: dict[str, PhaseTitle] = {}
        self.evidence: dict[str, Evidence] = {}
        self.unreadable: set[str] = set()
        self.sources: dict[str, str] = {}
        self._places: dict[tuple[str, str], Where] = {}

    def take(self, path: Path, file: Sourced[Model]) -> None:
        """Add a file that was read before."""
        self.documents.append(file.document)
        self._keep(file, path)

    def read(self, path: Path, label: str, content: bytes | None = None) -> None:
        try:
            reading = read_file(path, label) if content is None else read_bytes(content, label)
        except OSError as fault:
            raise cannot_read(label, fault) from None
        self.sources[label] = reading.text
        self.found.extend(reading.diagnostics)
        if reading.document is None:
            self.unreadable.update(_ids_in_text(path.stem, reading.text))
            return
        self.documents.append(reading.document)
        kind = _kind(reading.document)
        if isinstance(kind, Diagnostic):
            self.found.append(kind)
            self.unreadable.update(ids_of(reading.document))
        elif kind in KINDS:
            self._fit(reading.document, kind, path, frozenset(d.span for d in reading.diagnostics))

    def _fit(self, document: Document, kind: str, path: Path, refused: frozenset[Span]) -> None:
        """Keep what fits its model; what the reader refused is not reported twice."""
        fitted = fit_parts(document, KINDS[kind])
        self.found.extend(fault for fault in fitted.diagnostics if fault.span not in refused)
        if fitted.value is None:
            self.unreadable.update(ids_of(document))
            return
        if fitted.document is not document:
            self.unreadable.update(set(ids_of(document)) - set(ids_of(fitted.document)))
        self._keep(Sourced(fitted.value, fitted.document), path)

    def _keep(self, file: Sourced[Model], path: Path) -> None:
        value, document = file.value, file.document
        self.files[document.path] = file
        if isinstance(value, Playbook):
            self._keep_playbook(Sourced(value, document), path)
        elif isinstance(value, QuestionsFile):
            self._keep_questions(Sourced(value, document))
        elif isinstance(value, RolesFile):
            for index, role in enumerate(value.roles):
                self._keep_named("role", self.roles, role.id, role, partial(file.span, "roles", index, "id"))
        elif isinstance(value, PhasesFile):
            for index, phase in enumerate(value.phases):
                self._keep_named(
                    "phase", self.phases, phase.id, phase, partial(file.span, "phases", index, "id")
                )
        elif isinstance(value, EvidenceFile):
            for index, source in enumerate(value.items):
                self._keep_named(
                    "evidence", self.evidence, source.id, source, partial(file.span, "items", index, "id")
                )

    def _keep_questions(self, file: Sourced[QuestionsFile]) -> None:
        if self.questions is None:
            self.questions = file
            return
        if self._stands_in(self.questions.span("kind"), file.span("kind")):
            return
        first = Related(self.questions.span("kind"), say("first used here"))
        message = say("the core questions are already in another file")
        advice = say("put a playbook's own questions under its “questions:”")
        span = file.span("kind")
        self.found.append(
            Diagnostic(rule="duplicate-id", span=span, message=message, help=advice, related=(first,))
        )

    def _keep_playbook(self, file: Sourced[Playbook], path: Path) -> None:
        if file.value.id != path.stem:
            message = say("the id “{id}” is not the file's name", id=file.value.id)
            advice = say("a playbook's id is its file's name: “{name}”", name=path.stem)
            self.unreadable.update(_ids_in_text(path.stem, file.document.text))
            self.found.append(
                Diagnostic(rule="wrong-value", span=file.span("id"), message=message, help=advice)
            )
        self._keep_named("playbook", self.playbooks, file.value.id, file, partial(file.span, "id"))

    def _keep_named(self, kind: str, shelf: dict[str, T], name: str, value: T, where: Where) -> None:
        first = self._places.setdefault((kind, name), where)
        if first is where:
            shelf[name] = value
        elif not self._stands_in(first(), where()):
            self.found.append(duplicate(name, where(), first()))

    def _stands_in(self, first: Span, second: Span) -> bool:
        """Whether the first is in the file that stands in for the second's."""
        return self._twins.get(second.path) == first.path

    def library(self, settled: frozenset[str]) -> Library:
        asked: dict[str, Asked] = {}
        for entry in self._asked():
            known = asked.get(entry.question.id)
            if known is None:
                asked[entry.question.id] = entry
            else:
                self.found.append(
                    duplicate(
                        entry.question.id,
                        entry.file.span(*entry.route, "id"),
                        known.file.span(*known.route, "id"),
                    )
                )
        return Library(
            playbooks=dict(sorted(self.playbooks.items())),
            questions_file=self.questions,
            asked=asked,
            roles=self.roles,
            phases=self.phases,
            evidence=self.evidence,
            documents=tuple(self.documents),
            files=self.files,
            settled=settled,
            unreadable=frozenset(self.unreadable),
            sources=self.sources,
            diagnostics=tuple(self.found),
        )

    def _asked(self) -> Iterator[Asked]:
        if self.questions is not None:
            for section_index, section in enumerate(self.questions.value.sections):
                for index, question in enumerate(section.questions):
                    yield Asked(
                        question, None, self.questions, ("sections", section_index, "questions", index)
                    )
        for name, file in sorted(self.playbooks.items()):
            for index, question in enumerate(file.value.questions):
                yield Asked(question, name, file, ("questions", index))


T = TypeVar("T")


def errors_of(library: Library) -> Iterator[Diagnostic]:
    """Errors of playbooks and lists; files of other kinds, or of other programs beside them, do not count."""
    kinds = {document.path: document.kind for document in library.documents}
    others = ("", *OTHER_KINDS)
    for found in library.diagnostics:
        if found.severity is Severity.ERROR and kinds.get(found.span.path, "unreadable") not in others:
            yield found


def is_broken(library: Library) -> bool:
    """Whether a plan made with a library would be wrong."""
    return any(True for _ in errors_of(library))


def _kind(document: Document) -> str | Diagnostic:
    """What sort of file it says it is: nothing is guessed from its path."""
    found = document.root.get("kind")
    if found is None:
        return Diagnostic(
            rule="missing-key",
            span=file_start(document.path),
            message=say("the key “{key}” is missing", key="kind"),
            help=say("begin with “kind: playbook”"),
        )
    known = (*KINDS, *OTHER_KINDS)
    if not isinstance(found, Scalar):
        message, advice = say("a single value is wanted here"), None
    elif found.text in known:
        return found.text
    else:
        message, advice = say("“{value}” does not fit here", value=found.text), nearest(found.text, known)
    advice = advice or say("one of {names}", names=", ".join(known))
    return Diagnostic(rule="wrong-value", span=found.span, message=message, help=advice)


def duplicate(name: str, span: Span, first: Span) -> Diagnostic:
    """The same id twice, both places named."""
    return Diagnostic(
        rule="duplicate-id",
        span=span,
        message=say("the id “{id}” is already taken", id=name),
        help=say("give each its own id"),
        related=(Related(first, say("first used here")),),
    )


def ids_of(document: Document) -> Iterator[str]:
    """Every id that a file states, whatever else is wrong with it; a playbook's items with its own before."""
    own = document.scalar("id")
    waiting: list[Node] = [document.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting.extend(node.items)
        elif isinstance(node, YamlMap):
            waiting.extend(entry.value for entry in node.entries)
            found = node.get("id")
            if isinstance(found, Scalar):
                yield found.text
                if own is not None:
                    yield f"{own.text}/{found.text}"


def _ids_in_text(stem: str, text: str) -> Iterator[str]:
    """The ids that a file no parser reads seems to state: a missing colon must not make them unknown."""
    for name in (stem, *_STATED_ID.findall(text)):
        yield name
        yield f"{stem}/{name}"
