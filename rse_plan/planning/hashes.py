"""Fingerprints of what a plan was made from: normalised values, comments not counted (semantics 28)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from rse_plan.library import Library
from rse_plan.model.answers import Answer, Answers, Person
from rse_plan.model.progress import ProgressFile

SHARED = ("questions", "roles", "phases", "evidence")
"""Kinds of files that all playbooks share."""


def hash_answers(answers: Answers) -> str:
    """The answers by name and element, whatever their order in the file."""
    groups = {
        plural: [[element.id, _values(element.answers)] for element in elements]
        for plural, elements in answers.groups.items()
    }
    people = {role: _of_person(person) for role, person in answers.people.items()}
    return _digest([_values(answers.values), groups, people])


def _of_person(person: Person) -> list[object]:
    """What is known of a role's people; absences only where there are any."""
    away = [repr(period) for period in person.absences]
    return [person.name, person.deputy, person.hours, *([away] if away else [])]


def _values(answers: Mapping[str, Answer]) -> dict[str, str]:
    return {name: repr(answer.value) for name, answer in answers.items()}


def hash_playbooks(library: Library, used: Iterable[str]) -> str:
    """The selected playbooks and the lists they share."""
    shared = [document.digest for document in library.documents if document.kind in SHARED]
    chosen = [library.playbooks[name].document.digest for name in sorted(set(used))]
    return _digest([*shared, *chosen])


def hash_progress(progress: ProgressFile) -> str | None:
    """What was reported, in the order of the file; None for nothing."""
    parts = [
        [repr(entry) for entry in part] for part in (progress.items, progress.decisions, progress.measures)
    ]
    return _digest(parts) if any(parts) else None


def _digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
