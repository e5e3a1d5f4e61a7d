"""Fingerprints of what a plan was made from: normalised values, comments not counted (semantics 28)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from rse_plan.library import Library
from rse_plan.model.answers import Answer, Answers, Person
from rse_plan.model.own_changes import OWN, OWN_TITLE, OwnWork
from rse_plan.model.progress import ProgressFile
from rse_plan.source.document import Document

SHORT = 12
"""Digits of a hash that tell the versions of one playbook apart."""
SHARED = ("questions", "roles", "phases", "evidence")
"""Kinds of files that all playbooks share."""


def hash_answers(answers: Answers) -> str:
    """The answers by name and element, whatever their order in the file."""
    groups = {
        plural: [[element.id, _values(element.answers)] for element in elements]
        for plural, elements in answers.groups.items()
    }
    people = {role: _of_person(person) for role, person in answers.people.items()}
    return _digest([_values(answers.values), groups, people, *_of_own_work(answers.own)])


def _of_own_work(own: OwnWork) -> list[object]:
    """What is changed, in whatever order, and what is added; nothing where there is neither."""
    changed = sorted(stated.digest for stated in own.adjust)
    added = [own.added.document.digest] if own.added is not None else []
    return [changed, added] if changed or added else []


def _of_person(person: Person) -> list[object]:
    """What is known of a role's people; absences only where there are any."""
    away = [repr(period) for period in person.absences]
    return [person.name, person.deputy, person.hours, *([away] if away else [])]


def _values(answers: Mapping[str, Answer]) -> dict[str, str]:
    return {name: repr(answer.value) for name, answer in answers.items()}


def hash_playbooks(library: Library, used: Iterable[str]) -> str:
    """The selected playbooks and the lists they share; what answers add counts among the answers."""
    files = {name: library.playbooks[name] for name in set(used) if name in library.playbooks}
    added = OWN in files and files[OWN].value.title.en == OWN_TITLE.en
    lists = (document for document in library.documents if document.kind in SHARED)
    shared = [_as_worded(document, library).digest for document in lists]
    chosen = [files[name].document.digest for name in sorted(files) if name != OWN or not added]
    return _digest([*shared, *chosen])


def _as_worded(document: Document, library: Library) -> Document:
    """A list with what translations lay over it."""
    file = library.files.get(document.path)
    return file.document if file is not None else document


def contents_of(library: Library) -> dict[str, str]:
    """Every playbook at hand by its id, and every file that extends one: the beginning of its hash."""
    files = {**library.layers, **library.playbooks}
    return {name: files[name].document.digest[:SHORT] for name in sorted(files) if name != OWN}


def hash_progress(progress: ProgressFile) -> str | None:
    """What was reported, in the order of the file; None for nothing."""
    parts = [
        [repr(entry) for entry in part] for part in (progress.items, progress.decisions, progress.measures)
    ]
    return _digest(parts) if any(parts) else None


def _digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
