"""All the method in one value: playbooks, the lists they share, and what is wrong with their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Generic, TypeVar

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.library.index import Index
from rse_plan.model.base import Model
from rse_plan.model.catalogues import Evidence, EvidenceFile, PhasesFile, PhaseTitle, Role, RolesFile
from rse_plan.model.own_changes import OWN, Added
from rse_plan.model.playbook import Extension, Playbook
from rse_plan.model.question import Question, QuestionsFile, hours_questions
from rse_plan.model.translation import Translation
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document, Route, Scalar

M_co = TypeVar("M_co", bound=Model, covariant=True)

KINDS: Mapping[str, type[Model]] = {
    "playbook": Playbook,
    "questions": QuestionsFile,
    "roles": RolesFile,
    "phases": PhasesFile,
    "evidence": EvidenceFile,
    "translation": Translation,
}
OTHER_KINDS = ("answers", "test", "theme", "progress")


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
    before: Mapping[str, Sourced[Playbook]] = field(default_factory=dict)
    """By id, playbooks as they are without the files that change them or stand in for them."""
    layers: Mapping[str, Sourced[Extension]] = field(default_factory=dict)
    """Files that extend a playbook, by their own id; what they change is in the playbook."""
    removed: Mapping[str, Span] = field(default_factory=dict)
    """Items that layers take out, by `playbook/item`, with the place that says so."""
    translations: Mapping[str, Mapping[str, Scalar]] = field(default_factory=dict)
    """Texts of translation files by language and name; in a language of the library's they are in it too."""
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
        return not self.settled.issuperset(file.document.paths)

    def knows(self, playbook: str) -> bool:
        """Whether a playbook, or a file that extends one, has an id."""
        return playbook in self.playbooks or playbook in self.layers

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

    def with_added(self, added: Added | None) -> Library:
        """The library with what answers add; the same one for the same items, as it is asked for often."""
        if added is None or OWN in self.playbooks:
            return self
        if added not in self._with_added:
            own = Sourced(added.playbook, added.document)
            playbooks = dict(sorted({**self.playbooks, OWN: own}.items()))
            self._with_added[added] = replace(
                self, playbooks=playbooks, unreadable=self.unreadable | added.unreadable
            )
        return self._with_added[added]

    @cached_property
    def _with_added(self) -> dict[Added, Library]:
        return {}


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
