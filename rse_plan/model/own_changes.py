"""What the answers change in the plan themselves: `adjust:` and `add:`, the lead's own (design D15).

Entries of `adjust:` have no condition, come after the playbooks' and win (semantics 6). What `add:` holds is
read as the tasks of a playbook called `own`, whose items stand in the answers file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import BeforeValidator, ValidationInfo, model_validator

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import Said, say
from rse_plan.model.adjust import DurationChange, EffortChange, LeadTimeChange, as_change
from rse_plan.model.base import LANGUAGES, Model, Text
from rse_plan.model.faults import fit_at, fit_parts
from rse_plan.model.fields import Boolean, Date, InstanceRef, RoleId, lacking, wrong
from rse_plan.model.playbook import Playbook
from rse_plan.model.work import WorkField
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document, Entry, Mapping, Node, Scalar, Sequence

OWN = "own"
"""The playbook that the answers' own items belong to: their ids are `own/…`."""
ADJUST, ADD = "adjust", "add"
OWN_TITLE = Text.of("Added by the project team", "Ajouté par l’équipe projet")
"""What documents call it."""
TEXTS = ("title", "note", "done_when")
"""Texts of own items, which may be written once for every language."""


def _in_every_language(raw: object) -> object:
    return dict.fromkeys(LANGUAGES, raw) if isinstance(raw, Scalar) else raw


OwnText = Annotated[Text, BeforeValidator(_in_every_language)]
"""A text as the lead writes it: once, for every language, or in each."""
ChangedDuration = Annotated[DurationChange, BeforeValidator(as_change)]
ChangedLeadTime = Annotated[LeadTimeChange, BeforeValidator(as_change)]


class OwnChange(Model):
    """One item, or one instance of it, that the project team does otherwise, and why."""

    item: InstanceRef
    skip: Boolean | None = None
    title: OwnText | None = None
    owner: RoleId | None = None
    start: Date | None = None
    finish: Date | None = None
    duration: ChangedDuration | None = None
    effort: EffortChange | None = None
    lead_time: ChangedLeadTime | None = None
    note: OwnText | None = None
    why: OwnText | None = None
    legal_basis: OwnText | None = None

    @model_validator(mode="after")
    def _changes_something(self, info: ValidationInfo) -> Self:
        if not self.changes and not info.context:  # a misspelt key is told as such, and alone
            raise wrong(say("this entry changes nothing"), say("one of {names}", names=", ".join(CHANGES)))
        if self.why is None and (self.skip is not None or self.start is not None or self.finish is not None):
            raise lacking("why")
        return self

    @property
    def changes(self) -> tuple[str, ...]:
        """The keys that it changes, in the order of the model."""
        return tuple(key for key in CHANGES if getattr(self, key) is not None)

    @property
    def ref(self) -> str:
        """The item as `playbook/item`."""
        return self.item.partition("@")[0]

    @property
    def elements(self) -> tuple[str, ...]:
        """The ids of the elements of one instance; none where all instances are meant."""
        return tuple(self.item.split("@")[1:])

    def gives_to(self, role: str) -> bool:
        """Whether a role may have work in the item by this entry."""
        return self.owner == role or (self.effort is not None and role in self.effort.to)

    @classmethod
    def elsewhere(cls, key: str) -> Said | None:
        return _UNCONDITIONAL if key == "when" else None


CHANGES = ("skip", "title", "owner", "start", "finish", "duration", "effort", "lead_time", "note")
"""Keys that change an item; the others say why."""
_UNCONDITIONAL = say("the answers have no conditions: what stands here holds, take “when” out")


class OwnKeys(Model):
    """What an answers file changes in the plan and adds to it."""

    adjust: tuple[OwnChange, ...] = ()
    add: tuple[WorkField, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """An entry of `adjust:` with its place in the answers file."""

    change: OwnChange
    document: Document
    position: int

    def span(self, *route: str | int) -> Span:
        """Where a value of the entry stands."""
        return self.document.span((ADJUST, self.position, *route))

    def key_span(self, *route: str | int) -> Span:
        """Where a key of the entry stands."""
        return self.document.key_span((ADJUST, self.position, *route))

    @property
    def digest(self) -> str:
        """A fingerprint of its values."""
        node = self.document.node((ADJUST, self.position))
        empty = Mapping((), self.document.root.span)
        return Document("", "", node if isinstance(node, Mapping) else empty).digest


@dataclass(frozen=True, eq=False)
class Added:
    """The own items as a playbook: the nodes of its document are those of the answers file."""

    playbook: Playbook
    document: Document
    unreadable: frozenset[str] = frozenset()
    """Ids of own items that have faults: naming one is no second fault."""


@dataclass(frozen=True, slots=True)
class OwnWork:
    """All that an answers file changes in the plan, and adds to it."""

    adjust: tuple[Stated, ...] = ()
    added: Added | None = None


NO_OWN_WORK = OwnWork()


def read_own_work(document: Document) -> tuple[OwnWork, tuple[Diagnostic, ...]]:
    """Read `adjust:` and `add:`; what fits is kept, every fault is reported."""
    faults: list[Diagnostic] = []
    stated = tuple(_adjustments(document, faults))
    faults.extend(_given_twice(stated))
    return OwnWork(stated, _added(document, faults)), tuple(faults)


def _adjustments(document: Document, faults: list[Diagnostic]) -> Iterator[Stated]:
    for position in range(_length(document, ADJUST, faults)):
        change, found = fit_at(document, (ADJUST, position), OwnChange)
        faults.extend(found)
        if change is not None:
            yield Stated(change, document, position)


def _length(document: Document, key: str, faults: list[Diagnostic]) -> int:
    """Entries of a list; a fault where something else stands."""
    node = document.root.get(key)
    if node is None or isinstance(node, Sequence):
        return len(node.items) if node is not None else 0
    message, advice = say("a list is wanted here"), say("begin each line with a dash")
    faults.append(Diagnostic(rule="wrong-value", span=node.span, message=message, help=advice))
    return 0


def _given_twice(stated: tuple[Stated, ...]) -> Iterator[Diagnostic]:
    """One key of one item changed by two entries: nobody can say which is meant."""
    first: dict[tuple[str, str], Span] = {}
    for one in stated:
        for key in one.change.changes:
            span = one.key_span(key)
            there = first.setdefault((one.change.item, key), span)
            if there is not span:
                yield Diagnostic(
                    rule="duplicate-id",
                    span=span,
                    message=say("two entries change “{key}” of “{item}”", key=key, item=one.change.item),
                    help=say("keep one of the two"),
                    related=(Related(there, say("first used here")),),
                )


# --- own items ---


def _added(document: Document, faults: list[Diagnostic]) -> Added | None:
    if not _length(document, ADD, faults):
        return None
    items = document.root.get(ADD)
    if not isinstance(items, Sequence):
        return None
    faults.extend(_conditions(items))
    fitted = fit_parts(_as_playbook(document, items), Playbook)
    faults.extend(fitted.diagnostics)
    if fitted.value is None:
        return None
    kept = {item.id for item in fitted.value.tasks}
    lost = (name for name in _ids(items) if name not in kept)
    return Added(fitted.value, fitted.document, frozenset(f"{OWN}/{name}" for name in lost))


def _ids(items: Sequence) -> Iterator[str]:
    for item in items.items:
        found = item.get("id") if isinstance(item, Mapping) else None
        if isinstance(found, Scalar):
            yield found.text.removeprefix(f"{OWN}/")


def _conditions(items: Sequence) -> Iterator[Diagnostic]:
    for item in items.items:
        key = item.key("when") if isinstance(item, Mapping) else None
        if key is not None:
            message = say("the key “{key}” is not known here", key="when")
            yield Diagnostic(rule="unknown-key", span=key.span, message=message, help=_UNCONDITIONAL)


def _as_playbook(document: Document, items: Sequence) -> Document:
    """The items as the tasks of a playbook, each at its place in the answers file."""
    where = document.key_span((ADD,))

    def word(text: str) -> Scalar:
        return Scalar(text, True, where)

    title = Mapping((_entry(word("en"), OWN_TITLE.en), _entry(word("fr"), OWN_TITLE.fr)), where)
    head = (
        _entry(word("kind"), "playbook"),
        _entry(word("format"), "1"),
        _entry(word("id"), OWN),
        Entry(word("title"), title),
    )
    tasks = Sequence(tuple(_item(item) for item in items.items), items.span)
    root = Mapping((*head, Entry(word("tasks"), tasks)), items.span)
    return Document(document.path, document.text, root)


def _entry(key: Scalar, text: str) -> Entry:
    return Entry(key, Scalar(text, True, key.span))


def _item(node: Node) -> Node:
    """An item in playbook form: `own/` before its id is left out, a single text stands in each language."""
    if not isinstance(node, Mapping):
        return node
    entries = (entry for entry in node.entries if entry.key.text != "when")
    return Mapping(tuple(Entry(key, _value(key.text, value)) for key, value in entries), node.span)


def _value(key: str, value: Node) -> Node:
    if not isinstance(value, Scalar):
        return value
    if key == "id":
        return Scalar(value.text.removeprefix(f"{OWN}/"), value.plain, value.span)
    if key in TEXTS:
        languages = (Entry(Scalar(name, True, value.span), value) for name in LANGUAGES)
        return Mapping(tuple(languages), value.span)
    return value
