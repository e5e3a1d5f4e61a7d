"""Read every file of the given folders and put them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from rse_plan.diagnostics import Diagnostic, Related, nearest
from rse_plan.errors import UserError, say
from rse_plan.model.base import Model
from rse_plan.model.catalogues import Evidence, EvidenceFile, PhasesFile, PhaseTitle, Role, RolesFile
from rse_plan.model.faults import fit
from rse_plan.model.playbook import Playbook
from rse_plan.model.question import Question, QuestionsFile
from rse_plan.source.span import Span, file_start
from rse_plan.source.yaml_reader import Document, Node, Route, Scalar, Sequence, read_file
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
OTHER_KINDS = ("answers",)


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
    unreadable: frozenset[str] = frozenset()
    """Ids that files with faults define: naming one is no second fault."""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its id, the core ones first."""
        return {name: asked.question for name, asked in self.asked.items()}


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of playbooks; `label` begins the paths that messages print."""

    path: Path
    label: str

    def files(self) -> Iterator[tuple[Path, str]]:
        """Its YAML files in order, with the path to print for each; a file may stand for itself."""
        if self.path.is_file():
            yield self.path, self.label
            return
        for path in sorted(self.path.rglob("*")):
            if path.suffix in (".yaml", ".yml") and path.is_file():
                yield path, f"{self.label}{path.relative_to(self.path).as_posix()}"


def gather(folders: Iterable[Folder]) -> Library:
    """Read the folders, later ones over earlier ones; the parts are not yet checked against each other.

    Raises UserError when a folder or a file cannot be opened.
    """
    gathered = _Gathering()
    for folder in folders:
        for path, label in folder.files():
            gathered.read(path, label)
    return gathered.library()


class _Gathering:
    """What has been read so far."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self.documents: list[Document] = []
        self.playbooks: dict[str, Sourced[Playbook]] = {}
        self.questions: Sourced[QuestionsFile] | None = None
        self.roles: dict[str, Role] = {}
        self.phases: dict[str, PhaseTitle] = {}
        self.evidence: dict[str, Evidence] = {}
        self.unreadable: set[str] = set()
        self._places: dict[tuple[str, str], Span] = {}

    def read(self, path: Path, label: str) -> None:
        try:
            reading = read_file(path, label)
        except OSError as fault:
            raise UserError(
                say("{path} cannot be read: {reason}", path=label, reason=fault.strerror or str(fault)),
                say("check its permissions"),
            ) from None
        self.found.extend(reading.diagnostics)
        if reading.document is None:
            return
        self.documents.append(reading.document)
        kind = self._kind(reading.document)
        if kind is None:
            return
        value, faults = fit(reading.document, KINDS[kind])
        self.found.extend(faults)
        if value is not None:
            self._keep(Sourced(value, reading.document), path)
        else:
            self.unreadable.update(ids_of(reading.document))

    def _kind(self, document: Document) -> str | None:
        found = document.scalar("kind")
        if found is None:
            self.found.append(
                Diagnostic(
                    rule="missing-key",
                    span=file_start(document.path),
                    message=say("the key “{key}” is missing", key="kind"),
                    help=say("begin with “kind: playbook”"),
                )
            )
            return None
        if found.text in OTHER_KINDS:
            return None
        if found.text not in KINDS:
            advice = nearest(found.text, KINDS) or say("one of {names}", names=", ".join(KINDS))
            self.found.append(
                Diagnostic(
                    rule="wrong-value",
                    span=found.span,
                    message=say("“{value}” does not fit here", value=found.text),
                    help=advice,
                )
            )
            return None
        return found.text

    def _keep(self, file: Sourced[Model], path: Path) -> None:
        value, document = file.value, file.document
        if isinstance(value, Playbook):
            self._keep_playbook(Sourced(value, document), path)
        elif isinstance(value, QuestionsFile):
            self.questions = Sourced(value, document)
        elif isinstance(value, RolesFile):
            for index, role in enumerate(value.roles):
                self._keep_named("role", self.roles, role.id, role, file.span("roles", index, "id"))
        elif isinstance(value, PhasesFile):
            for index, phase in enumerate(value.phases):
                self._keep_named("phase", self.phases, phase.id, phase, file.span("phases", index, "id"))
        elif isinstance(value, EvidenceFile):
            for index, source in enumerate(value.items):
                self._keep_named(
                    "evidence", self.evidence, source.id, source, file.span("items", index, "id")
                )

    def _keep_playbook(self, file: Sourced[Playbook], path: Path) -> None:
        if file.value.id != path.stem:
            message = say("the id “{id}” is not the file's name", id=file.value.id)
            advice = say("a playbook's id is its file's name: “{name}”", name=path.stem)
            self.found.append(
                Diagnostic(rule="wrong-value", span=file.span("id"), message=message, help=advice)
            )
        self._keep_named("playbook", self.playbooks, file.value.id, file, file.span("id"))

    def _keep_named(self, kind: str, shelf: dict[str, T], name: str, value: T, span: Span) -> None:
        first = self._places.get((kind, name))
        if first is None:
            self._places[(kind, name)] = span
            shelf[name] = value
            return
        self.found.append(duplicate(name, span, first))

    def library(self) -> Library:
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
            unreadable=frozenset(self.unreadable),
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
