"""What own folders change in the bundled library: playbooks added, changed by keys, replaced; other texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rse_plan.library.extending import LISTS
from rse_plan.library.load import Library, Sourced
from rse_plan.library.touched import dotted, place_at
from rse_plan.library.wordings import LISTS as SHARED
from rse_plan.model.playbook import Playbook
from rse_plan.resources import BUNDLED
from rse_plan.source.document import Mapping as YamlMap
from rse_plan.source.document import Node, Route, Scalar, values_of
from rse_plan.source.document import Sequence as YamlList
from rse_plan.source.span import Span

HEAD = ("kind", "format", "id", "replaces")
"""Keys of a playbook that say what the file is, and change nothing."""


class Kind(StrEnum):
    """What became of something."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Change:
    """A key of an item that is another one now; of a whole item, `key` is empty, of a playbook, `item`."""

    kind: Kind
    item: str
    key: str
    before: object
    after: object
    span: Span


@dataclass(frozen=True, slots=True)
class Compared:
    """A playbook that is added, changed or replaced, where it stands, and the files laid over it."""

    id: str
    kind: Kind
    path: str
    layers: tuple[str, ...]
    items: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """An entry of a list that all playbooks share: a role, a phase, a source."""

    kind: Kind
    of: str
    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that own folders change; `texts` are those of translations, by language and name."""

    playbooks: tuple[Compared, ...]
    shared: tuple[Shared, ...]
    texts: Mapping[str, Mapping[str, Scalar]]

    @property
    def is_empty(self) -> bool:
        return not (self.playbooks or self.shared or self.texts)


def compare(library: Library) -> Comparison:
    """What a library of bundled and own folders has otherwise than the bundled one alone."""
    playbooks = tuple(found for name in library.playbooks if (found := _compared(library, name)) is not None)
    return Comparison(playbooks, tuple(_shared(library)), library.translations)


def _compared(library: Library, name: str) -> Compared | None:
    now, before = library.playbooks[name], library.before.get(name)
    if before is None and now.document.path.startswith(BUNDLED):
        return None
    items = sum(len(getattr(now.value, section)) for section in LISTS)
    kind = Kind.ADDED
    changes: tuple[Change, ...] = ()
    if before is not None:
        kind = Kind.CHANGED if before.document.path == now.document.path else Kind.REPLACED
        wordings = frozenset(one.path for one in library.documents if one.kind == "translation")
        changes = tuple(_Differing(library, name, before, now, wordings).changes())
        if kind is Kind.CHANGED and not changes:
            return None
    return Compared(name, kind, now.document.path, now.document.paths[1:], items, changes)


@dataclass(frozen=True)
class _Differing:
    library: Library
    name: str
    before: Sourced[Playbook]
    now: Sourced[Playbook]
    wordings: frozenset[str]
    """Files whose texts are told as what they are: other words."""

    def changes(self) -> Iterator[Change]:
        """The playbook's own keys, then item by item: changed and removed ones, then those that are new."""
        keys = [*LISTS, *HEAD]
        old, new = (_without(file.document.root, keys) for file in (self.before, self.now))
        yield from self._keys("", old, new, ())
        for section in LISTS:
            yield from self._items(section)

    def _items(self, section: str) -> Iterator[Change]:
        old, new = (_by_id(file.document.root.get(section)) for file in (self.before, self.now))
        for id_, (_, item) in old.items():
            if id_ in new:
                position, now = new[id_]
                yield from self._keys(id_, item, now, (section, position))
            else:
                yield Change(Kind.REMOVED, id_, "", values_of(item), None, self._removal(id_))
        for id_, (_, item) in new.items():
            if id_ not in old:
                yield Change(Kind.ADDED, id_, "", None, values_of(item), item.span)

    def _removal(self, id_: str) -> Span:
        removed = self.library.removed.get(f"{self.name}/{id_}")
        return removed if removed is not None else self.now.span("id")

    def _keys(self, item: str, before: Node, now: Node, route: Route, inner: Route = ()) -> Iterator[Change]:
        """The keys of two maps, those of maps in them one by one; everything else is compared whole."""
        if not isinstance(before, YamlMap) or not isinstance(now, YamlMap):
            if values_of(before) != values_of(now) and now.span.path not in self.wordings:
                span = _first_new(before, now) or place_at(self.now.document, (*route, *inner))
                yield Change(Kind.CHANGED, item, dotted(inner), values_of(before), values_of(now), span)
            return
        for entry in before.entries:
            key = (*inner, entry.key.text)
            other = now.get(entry.key.text)
            if other is not None:
                yield from self._keys(item, entry.value, other, route, key)
            else:
                span = self.now.span(*route, *inner)
                yield Change(Kind.REMOVED, item, dotted(key), values_of(entry.value), None, span)
        for entry in now.entries:
            if before.get(entry.key.text) is None:
                key = (*inner, entry.key.text)
                yield Change(Kind.ADDED, item, dotted(key), None, values_of(entry.value), entry.key.span)


def _first_new(before: Node, now: Node) -> Span | None:
    """Where a list that a layer adds to begins to be another one."""
    if not isinstance(before, YamlList) or not isinstance(now, YamlList):
        return None
    known = [values_of(item) for item in before.items]
    return next((item.span for item in now.items if values_of(item) not in known), None)


def _without(root: YamlMap, keys: Sequence[str]) -> YamlMap:
    return YamlMap(tuple(entry for entry in root.entries if entry.key.text not in keys), root.span)


def _by_id(listed: Node | None) -> dict[str, tuple[int, YamlMap]]:
    found: dict[str, tuple[int, YamlMap]] = {}
    for position, item in enumerate(listed.items if isinstance(listed, YamlList) else ()):
        id_ = item.get("id") if isinstance(item, YamlMap) else None
        if isinstance(item, YamlMap) and isinstance(id_, Scalar):
            found[id_.text] = (position, item)
    return found


def _shared(library: Library) -> Iterator[Shared]:
    """Entries of own lists; one that the bundled lists have too takes its place."""
    known: set[tuple[str, str]] = set()
    own: list[tuple[str, str, Span]] = []
    for path, file in library.files.items():
        kind = file.document.kind
        if kind not in SHARED:
            continue
        for id_, (_, item) in _by_id(file.document.root.get(SHARED[kind])).items():
            if path.startswith(BUNDLED):
                known.add((kind, id_))
            else:
                own.append((kind, id_, item.span))
    for kind, id_, span in own:
        yield Shared(Kind.CHANGED if (kind, id_) in known else Kind.ADDED, kind, id_, span)
