"""Files laid over others before anything is made of them: extensions, then wordings (semantics 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rse_plan.diagnostics import Diagnostic, nearest, respelt
from rse_plan.errors import say
from rse_plan.library.extending import Extended, extended
from rse_plan.library.load import Sourced
from rse_plan.library.repeated import duplicate, ids_of
from rse_plan.library.wordings import lay_wordings
from rse_plan.model.base import Model
from rse_plan.model.faults import fit, fit_parts
from rse_plan.model.playbook import Extension, Playbook
from rse_plan.model.translation import Translation
from rse_plan.source.document import Document, Scalar
from rse_plan.source.layered import LayeredDocument
from rse_plan.source.span import Span


@dataclass(frozen=True)
class Written:
    """A file that was read; `ready` is what it fits, if that is known, `refused` what the reader refused."""

    path: Path
    document: Document
    kind: str
    ready: Sourced[Model] | None = None
    refused: frozenset[Span] = frozenset()

    @cached_property
    def id(self) -> str | None:
        """A playbook's id; a ready file is not read for it."""
        if self.ready is not None:
            return self.ready.value.id if isinstance(self.ready.value, Playbook) else None
        stated = self.document.scalar("id")
        return stated.text if stated is not None else None

    @cached_property
    def extends(self) -> bool:
        """Whether it changes another playbook, and is none itself."""
        return self._has("extends")

    @cached_property
    def replaces(self) -> bool:
        """Whether it says that it stands in for another playbook."""
        return self._has("replaces")

    def _has(self, key: str) -> bool:
        return self.kind == "playbook" and self.ready is None and self.document.root.get(key) is not None


@dataclass
class Laid:
    """What layers make of the files: `documents` by the path of the file below.

    Files in `set_aside` are no playbooks of their own; what else is there, see Library.
    """

    documents: dict[str, Document] = field(default_factory=dict)
    set_aside: set[str] = field(default_factory=set)
    before: dict[str, Sourced[Playbook]] = field(default_factory=dict)
    layers: dict[str, Sourced[Extension]] = field(default_factory=dict)
    removed: dict[str, Span] = field(default_factory=dict)
    translations: dict[str, dict[str, Scalar]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def lay_over(files: Sequence[Written], unreadable: set[str]) -> Laid:
    """Lay extensions and translations over what they name; without any, nothing is looked at twice."""
    laid = Laid()
    extending = sorted((one for one in files if one.extends), key=lambda one: one.document.path)
    wordings = sorted((one for one in files if one.kind == "translation"), key=lambda one: one.document.path)
    if not extending and not wordings:
        return laid
    playbooks = _by_id(files)
    if extending:
        _extend(laid, extending, playbooks, unreadable)
    if wordings:
        _word(laid, files, wordings, playbooks, unreadable)
    for id_, file in playbooks.items():
        if file.document.path in laid.documents and (below := _fitted(file)) is not None:
            laid.before[id_] = below
    return laid


def _by_id(files: Sequence[Written]) -> Mapping[str, Written]:
    """The playbook of each id that counts: the one that replaces, else the first."""
    found: dict[str, Written] = {}
    for one in files:
        if one.kind == "playbook" and not one.extends and one.id is not None:
            first = found.setdefault(one.id, one)
            if one.replaces and not first.replaces:
                found[one.id] = one
    return found


def _fitted(file: Written) -> Sourced[Playbook] | None:
    if file.ready is not None:
        value, document = file.ready.value, file.ready.document
        return Sourced(value, document) if isinstance(value, Playbook) else None
    fitted = fit_parts(file.document, Playbook)
    return Sourced(fitted.value, fitted.document) if fitted.value is not None else None


def _extend(
    laid: Laid, extending: Sequence[Written], playbooks: Mapping[str, Written], unreadable: set[str]
) -> None:
    over: dict[str, list[Sourced[Extension]]] = {}
    others = {one.id: one for one in extending if one.id is not None}
    for one in extending:
        laid.set_aside.add(one.document.path)
        head, found = fit(_head(one.document), Extension)
        laid.diagnostics.extend(found)
        if head is None:
            unreadable.update(_ids(one.document))
            continue
        layer = Sourced(head, one.document)
        first = laid.layers.setdefault(head.id, layer)
        if first is not layer:
            laid.diagnostics.append(duplicate(head.id, layer.span("id"), first.span("id")))
        if head.extends in playbooks:
            over.setdefault(head.extends, []).append(layer)
        else:
            unreadable.update(_ids(one.document))
            laid.diagnostics.extend(_no_base(layer, others, playbooks, unreadable))
    for base, layers in over.items():
        made = extended(base, playbooks[base].document, layers)
        _keep(laid, made, layers)


def _keep(laid: Laid, made: Extended, layers: Sequence[Sourced[Extension]]) -> None:
    below, over = made.below, tuple(layer.document for layer in layers)
    laid.documents[below.path] = LayeredDocument.of(below, made.root, over)
    laid.removed.update(made.removed)
    laid.diagnostics.extend(made.diagnostics)


def _head(document: Document) -> Document:
    """What a file that extends another says of itself."""
    own = Extension.known_keys()
    return document.without((entry.key.text,) for entry in document.root.entries if entry.key.text not in own)


def _ids(document: Document) -> set[str]:
    """What a file that cannot be laid would have added: naming it is no second fault."""
    base = document.scalar("extends")
    found = set(ids_of(document))
    return found | {f"{base.text}/{id_}" for id_ in found if base is not None and "/" not in id_}


def _no_base(
    layer: Sourced[Extension],
    others: Mapping[str, Written],
    playbooks: Mapping[str, Written],
    unreadable: AbstractSet[str],
) -> list[Diagnostic]:
    ref, span = layer.value.extends, layer.span("extends")
    if ref in others:
        stated = others[ref].document.scalar("extends")
        message = say("“{ref}” extends another playbook itself", ref=ref)
        meant = stated.text if stated is not None and stated.text in playbooks else None
        advice = (
            say("extend “{base}”, which both then change", base=meant)
            if meant is not None
            else say("extend a playbook that stands on its own")
        )
        return [Diagnostic(rule="wrong-value", span=span, message=message, help=advice)]
    if ref in unreadable:
        return []
    message = say("no playbook is called “{ref}”", ref=ref)
    advice = nearest(ref, playbooks) or say("a playbook's id is its file's name")
    edit = respelt(span, ref, playbooks)
    return [Diagnostic(rule="unknown-reference", span=span, message=message, help=advice, edit=edit)]


def _word(
    laid: Laid,
    files: Sequence[Written],
    wordings: Sequence[Written],
    playbooks: Mapping[str, Written],
    unreadable: AbstractSet[str],
) -> None:
    translations: list[Sourced[Translation]] = []
    for one in wordings:
        # What is wrong with the file itself is found when it is fitted like any other.
        fitted = fit_parts(one.document, Translation)
        if fitted.value is not None:
            translations.append(Sourced(fitted.value, fitted.document))
    found = lay_wordings(
        translations,
        {id_: laid.documents.get(file.document.path, file.document) for id_, file in playbooks.items()},
        [one.document for one in files if one.kind in ("questions", "roles", "phases", "evidence")],
        unreadable,
    )
    laid.documents.update(found.documents)
    laid.translations.update(found.translations)
    laid.diagnostics.extend(found.diagnostics)
