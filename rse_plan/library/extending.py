"""One playbook with the files that extend it: their keys in its items' place, their items after its own.

It works on values as they are written, so that a change is checked as if it stood in the playbook itself,
and a fault in it is shown where its author wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rse_plan.diagnostics import Diagnostic, Related, nearest, respelt
from rse_plan.errors import Said, say
from rse_plan.library.load import Sourced
from rse_plan.library.repeated import duplicate
from rse_plan.model.faults import beginning, missing_key
from rse_plan.model.playbook import SECTIONS, Extension
from rse_plan.source.document import Document, Entry, Mapping, Node, Scalar
from rse_plan.source.document import Sequence as YamlList
from rse_plan.source.span import Span

LISTS = ("questions", *SECTIONS)
"""Lists of a playbook whose entries have ids."""
ADDED = ("requires", "adjust")
"""Lists whose entries have none: they are added to those of the playbook."""
OF_ITS_OWN = frozenset(Extension.known_keys()) - {"requires"}
"""What a file that extends another says of itself."""
DEFAULT_KIND = "task"


@dataclass(frozen=True, slots=True)
class Extended:
    """A playbook's values with what its layers change; `removed` are items by `playbook/item`."""

    below: Document
    root: Mapping
    removed: dict[str, Span]
    diagnostics: tuple[Diagnostic, ...]


def extended(base: str, below: Document, layers: Sequence[Sourced[Extension]]) -> Extended:
    """Lay files over a playbook, in order of their paths; what two of them change alike is a fault."""
    laying = _Laying(base, below)
    for layer in layers:
        laying.change(layer.document)
    for layer in layers:
        laying.remove(layer)
    return Extended(below, laying.root(), laying.removed, tuple(laying.found))


class _Laying:
    """A playbook while it is changed; `_claimed` are the changes of layers by item and key."""

    def __init__(self, base: str, below: Document) -> None:
        self._base = base
        self._below = below
        self._entries = {entry.key.text: entry for entry in below.root.entries}
        self._claimed: dict[tuple[str, str], Span] = {}
        self._added: dict[str, Span] = {}
        self.removed: dict[str, Span] = {}
        self.found: list[Diagnostic] = []

    def root(self) -> Mapping:
        return Mapping(tuple(self._entries.values()), self._below.root.span)

    # --- changes ---

    def change(self, document: Document) -> None:
        for entry in document.root.entries:
            key = entry.key.text
            if key == "replaces":
                message = say("a file either extends a playbook or replaces one")
                self._wrong(entry.key.span, message, say("keep one of extends: and replaces:"))
            elif key in ADDED and not isinstance(entry.value, Mapping):
                self._entries[key] = self._longer(entry)
            elif key in LISTS:
                self._change_list(entry)
            elif key == "kit" and isinstance(entry.value, Mapping):
                self._change_map(entry)
            elif key not in OF_ITS_OWN and self._claim("", entry.key):
                self._entries[key] = entry

    def _longer(self, entry: Entry) -> Entry:
        """What is listed already is not listed twice."""
        below = self._entries.get(entry.key.text)
        if below is None:
            return entry
        known, added = _listed(below.value), _listed(entry.value)
        words = {one.text for one in known if isinstance(one, Scalar)}
        more = (one for one in added if not isinstance(one, Scalar) or one.text not in words)
        return Entry(below.key, YamlList((*known, *more), below.value.span))

    def _change_list(self, entry: Entry) -> None:
        if not isinstance(entry.value, YamlList):
            self._wrong(entry.value.span, say("a list is wanted here"), say("begin each line with a dash"))
            return
        below = self._entries.get(entry.key.text)
        items = list(below.value.items) if below is not None and isinstance(below.value, YamlList) else []
        at = {id_.text: position for position, id_ in _ids(items)}
        seen: dict[str, Span] = {}
        for item in entry.value.items:
            id_ = _id(item)
            if id_ is None:
                span = beginning(item, item.span)
                self.found.append(missing_key("id", span))
            elif (first := self._added.get(id_.text) or seen.get(id_.text)) is not None:
                self.found.append(duplicate(id_.text, id_.span, first))
            elif id_.text in at:
                seen[id_.text] = id_.span
                items[at[id_.text]] = self._changed(items[at[id_.text]], item, id_.text)
            elif (other := self._section_of(id_.text)) is not None:
                message = say("“{item}” stands under “{section}:”", item=id_.text, section=other)
                self._wrong(id_.span, message, say("change it there, or give the new one its own id"))
            else:
                self._added[id_.text] = id_.span
                at[id_.text] = len(items)
                items.append(item)
        key, span = (below.key, below.value.span) if below is not None else (entry.key, entry.value.span)
        self._entries[entry.key.text] = Entry(key, YamlList(tuple(items), span))

    def _changed(self, below: Node, item: Node, id_: str) -> Node:
        """An item with the keys of another in the place of its own."""
        if not isinstance(below, Mapping) or not isinstance(item, Mapping):
            return below
        entries = {entry.key.text: entry for entry in below.entries}
        for entry in item.entries:
            key = entry.key.text
            if key == "kind" and not isinstance(entry.value, Scalar):
                self._wrong(entry.value.span, say("a single value is wanted here"), say("take the line out"))
            elif key == "kind" and _word(entry.value) != _word(below.get("kind")):
                message = say("the kind of “{item}” cannot be changed", item=f"{self._base}/{id_}")
                self._wrong(entry.value.span, message, say("remove it, and add another with its own id"))
            elif key not in ("id", "kind") and self._claim(id_, entry.key):
                entries[key] = entry
        return Mapping(tuple(entries.values()), below.span)

    def _change_map(self, entry: Entry) -> None:
        below = self._entries.get(entry.key.text)
        if below is None or not isinstance(below.value, Mapping) or not isinstance(entry.value, Mapping):
            if self._claim("", entry.key):
                self._entries[entry.key.text] = entry
            return
        entries = {one.key.text: one for one in below.value.entries}
        for one in entry.value.entries:
            if self._claim(entry.key.text, one.key):
                entries[one.key.text] = one
        self._entries[entry.key.text] = Entry(below.key, Mapping(tuple(entries.values()), below.value.span))

    def _claim(self, item: str, key: Scalar) -> bool:
        """Whether no other file has changed the same; the first counts."""
        first = self._claimed.setdefault((item, key.text), key.span)
        if first is key.span:
            return True
        owner = f"{self._base}/{item}" if item and item != "kit" else f"{self._base}.{item}".rstrip(".")
        message = say("another file changes “{name}” too", name=f"{owner}.{key.text}")
        self._conflict(key.span, first, message)
        return False

    # --- removals ---

    def remove(self, layer: Sourced[Extension]) -> None:
        for position, ref in enumerate(layer.value.remove):
            span = layer.span("remove", position)
            owner, _, item = ref.rpartition("/")
            known = [id_.text for _, id_ in self._items()]
            if owner not in ("", self._base) or not self._take_out(item):
                if f"{self._base}/{item}" not in self.removed:
                    self._unknown(ref, span, known)
                continue
            self.removed[f"{self._base}/{item}"] = span
            for first in [place for (id_, _), place in self._claimed.items() if id_ == item]:
                message = say("“{name}” is removed here, and changed elsewhere", name=f"{self._base}/{item}")
                self._conflict(span, first, message)

    def _items(self) -> Iterator[tuple[str, Scalar]]:
        for section in SECTIONS:
            entry = self._entries.get(section)
            if entry is not None and isinstance(entry.value, YamlList):
                yield from ((section, id_) for _, id_ in _ids(entry.value.items))

    def _section_of(self, item: str) -> str | None:
        return next((section for section, id_ in self._items() if id_.text == item), None)

    def _take_out(self, item: str) -> bool:
        """An item of the playbook itself; what a layer adds, it can do without adding."""
        section = self._section_of(item)
        if section is None or item in self._added:
            return False
        entry = self._entries[section]
        listed = entry.value
        if isinstance(listed, YamlList):
            kept = tuple(one for one in listed.items if (id_ := _id(one)) is None or id_.text != item)
            self._entries[section] = Entry(entry.key, YamlList(kept, listed.span))
        return True

    # --- faults ---

    def _unknown(self, ref: str, span: Span, known: Sequence[str]) -> None:
        message = say("“{ref}” is no item of “{playbook}”", ref=ref, playbook=self._base)
        names = [one for name in known for one in (name, f"{self._base}/{name}") if one != ref]
        self.found.append(
            Diagnostic(
                rule="unknown-reference",
                span=span,
                message=message,
                help=nearest(ref, names) or say("name items of the playbook that this one extends"),
                edit=respelt(span, ref, names),
            )
        )

    def _conflict(self, span: Span, first: Span, message: Said) -> None:
        other = (Related(first, say("the other place")),)
        advice = say("keep one of both")
        self.found.append(
            Diagnostic(rule="wrong-value", span=span, message=message, help=advice, related=other)
        )

    def _wrong(self, span: Span, message: Said, advice: Said) -> None:
        self.found.append(Diagnostic(rule="wrong-value", span=span, message=message, help=advice))


def _listed(node: Node) -> Sequence[Node]:
    """A list, or the one value that may stand for it."""
    return node.items if isinstance(node, YamlList) else (node,)


def _ids(items: Sequence[Node]) -> Iterator[tuple[int, Scalar]]:
    for position, item in enumerate(items):
        if (id_ := _id(item)) is not None:
            yield position, id_


def _id(item: Node) -> Scalar | None:
    found = item.get("id") if isinstance(item, Mapping) else None
    return found if isinstance(found, Scalar) else None


def _word(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else DEFAULT_KIND
