"""Read every file of the given folders and put them together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from rse_plan.diagnostics import Diagnostic, Related, nearest
from rse_plan.errors import say
from rse_plan.library.folders import Folder, cannot_read, twins
from rse_plan.library.laying import Laid, Written, lay_over
from rse_plan.library.load import KINDS, OTHER_KINDS, Asked, Library, Sourced
from rse_plan.library.repeated import duplicate, ids_of
from rse_plan.library.stand_ins import StandIns
from rse_plan.model.base import Model
from rse_plan.model.catalogues import Evidence, EvidenceFile, PhasesFile, PhaseTitle, Role, RolesFile
from rse_plan.model.faults import fit_parts
from rse_plan.model.playbook import Playbook
from rse_plan.model.question import QuestionsFile
from rse_plan.source.span import Span, file_start
from rse_plan.source.yaml_reader import Document, Scalar, read_bytes, read_file

_STATED_ID = re.compile(r"""\bid:\s*["']?([\w./-]+)""")


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
    reading = _Reading()
    for path, label, content in sorted(files, key=lambda file: file[1] not in first):
        if label in ready:
            reading.take(path, ready[label])
        else:
            reading.read(path, label, content)
    return _Gathering(stand_ins, reading).library(settled)


Where = Callable[[], Span]
"""Where something stands; worked out for the few that are spoken of."""
T = TypeVar("T")


class _Reading:
    """The files that could be read, before anything is made of them."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self.documents: list[Document] = []
        self.written: list[Written] = []
        self.unreadable: set[str] = set()
        self.sources: dict[str, str] = {}

    def take(self, path: Path, file: Sourced[Model]) -> None:
        """Add a file that was read before."""
        self.documents.append(file.document)
        self.written.append(Written(path, file.document, file.document.kind, ready=file))

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
            refused = frozenset(d.span for d in reading.diagnostics)
            self.written.append(Written(path, reading.document, kind, refused=refused))


class _Gathering:
    """What the files hold; `twins` are bundled files with those that stand in for them."""

    def __init__(self, twins: Mapping[str, str], reading: _Reading) -> None:
        self._twins = twins
        self._reading = reading
        self.found = reading.found
        self.unreadable = reading.unreadable
        self.files: dict[str, Sourced[Model]] = {}
        self.questions: Sourced[QuestionsFile] | None = None
        self.roles: dict[str, Role] = {}
        self.phases: dict[str, PhaseTitle] = {}
        self.evidence: dict[str, Evidence] = {}
        self._stand_ins = StandIns(twins)
        self._places: dict[tuple[str, str], Where] = {}

    def _gather(self) -> Laid:
        """Lay the files over each other, and keep what fits its model."""
        laid = lay_over(self._reading.written, self.unreadable)
        self.found.extend(laid.diagnostics)
        for one in self._reading.written:
            document = laid.documents.get(one.document.path, one.document)
            if one.document.path in laid.set_aside:
                self._named_as_its_file(one.id, document, one.path)
            elif one.ready is not None and document is one.document:
                self._keep(one.ready, one.path)
            else:
                self._fit(document, one)
        return laid

    def _fit(self, document: Document, written: Written) -> None:
        """Keep what fits its model; what the reader refused is not reported twice."""
        fitted = fit_parts(document, KINDS[written.kind])
        self.found.extend(fault for fault in fitted.diagnostics if fault.span not in written.refused)
        if fitted.value is None:
            self.unreadable.update(ids_of(document))
            return
        if fitted.document is not document:
            self.unreadable.update(set(ids_of(document)) - set(ids_of(fitted.document)))
        self._keep(Sourced(fitted.value, fitted.document), written.path)

    def _keep(self, file: Sourced[Model], path: Path) -> None:
        value, document = file.value, file.document
        self.files[document.path] = file
        if isinstance(value, Playbook):
            self._named_as_its_file(value.id, document, path)
            self._stand_ins.add(Sourced(value, document))
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

    def _named_as_its_file(self, id_: str | None, document: Document, path: Path) -> None:
        if id_ is None or id_ == path.stem:
            return
        message = say("the id “{id}” is not the file's name", id=id_)
        advice = say("a playbook's id is its file's name: “{name}”", name=path.stem)
        self.unreadable.update(_ids_in_text(path.stem, document.text))
        span = document.span(("id",))
        self.found.append(Diagnostic(rule="wrong-value", span=span, message=message, help=advice))

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
        """All of it, in order."""
        laid = self._gather()
        playbooks = dict(sorted(self._stand_ins.playbooks.items()))
        self.found.extend(self._stand_ins.faults(laid.layers, self.unreadable))
        return Library(
            playbooks=playbooks,
            questions_file=self.questions,
            asked=self._questions(playbooks),
            roles=self.roles,
            phases=self.phases,
            evidence=self.evidence,
            documents=tuple(self._reading.documents),
            files=self.files,
            before={**laid.before, **self._stand_ins.before},
            layers=laid.layers,
            removed=laid.removed,
            translations=laid.translations,
            settled=settled,
            unreadable=frozenset(self.unreadable),
            sources=self._reading.sources,
            diagnostics=tuple(self.found),
        )

    def _questions(self, playbooks: Mapping[str, Sourced[Playbook]]) -> dict[str, Asked]:
        asked: dict[str, Asked] = {}
        for entry in self._asked(playbooks):
            known = asked.setdefault(entry.question.id, entry)
            if known is not entry:
                here, first = (one.file.span(*one.route, "id") for one in (entry, known))
                self.found.append(duplicate(entry.question.id, here, first))
        return asked

    def _asked(self, playbooks: Mapping[str, Sourced[Playbook]]) -> Iterator[Asked]:
        if self.questions is not None:
            for section_index, section in enumerate(self.questions.value.sections):
                for index, question in enumerate(section.questions):
                    yield Asked(
                        question, None, self.questions, ("sections", section_index, "questions", index)
                    )
        for name, file in playbooks.items():
            for index, question in enumerate(file.value.questions):
                yield Asked(question, name, file, ("questions", index))


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


def _ids_in_text(stem: str, text: str) -> Iterator[str]:
    """The ids that a file no parser reads seems to state: a missing colon must not make them unknown."""
    for name in (stem, *_STATED_ID.findall(text)):
        yield name
        yield f"{stem}/{name}"
