"""Translation files: texts of the library by name, checked against what they stand for (design D4).

In a language that the library is written in, a text takes the other's place; in any other it is kept beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from rse_plan.diagnostics import Diagnostic, Related, nearest, respelt
from rse_plan.errors import Said, say
from rse_plan.library.load import Sourced
from rse_plan.library.texts import odd_braces
from rse_plan.model.base import LANGUAGES, placeholders
from rse_plan.model.playbook import SECTIONS
from rse_plan.model.translation import Translation
from rse_plan.source.document import Document, Entry, Node, Route, Scalar, steps
from rse_plan.source.document import Mapping as YamlMap
from rse_plan.source.document import Sequence as YamlList
from rse_plan.source.layered import LayeredDocument
from rse_plan.source.span import Span

LISTS: Mapping[str, str] = {"roles": "roles", "phases": "phases", "evidence": "items"}
"""Kinds of lists that a name may begin with, and the key of their entries."""


@dataclass
class Wordings:
    """Files with other texts by path, all texts by language and name, and what is wrong."""

    documents: dict[str, Document] = field(default_factory=dict)
    translations: dict[str, dict[str, Scalar]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def lay_wordings(
    files: Sequence[Sourced[Translation]],
    playbooks: Mapping[str, Document],
    lists: Sequence[Document],
    unreadable: AbstractSet[str],
) -> Wordings:
    """Put each text of some translation files where it belongs; of two for one text the first counts."""
    laying = _Laying(playbooks, lists, unreadable)
    for file in files:
        for name in file.value.texts:
            laying.lay(file, name)
    return laying.made


@dataclass(frozen=True, slots=True)
class _Found:
    """A text: the file it is in, the way to it, and its languages."""

    document: Document
    route: Route
    node: YamlMap


class _Laying:
    def __init__(
        self, playbooks: Mapping[str, Document], lists: Sequence[Document], unreadable: AbstractSet[str]
    ) -> None:
        self._texts = _Texts(playbooks, lists)
        self._unreadable = unreadable
        self._places: dict[tuple[str, str], Span] = {}
        self.made = Wordings()

    def lay(self, file: Sourced[Translation], name: str) -> None:
        language, value = file.value.language, file.document.node(("texts", name))
        key = file.key_span("texts", name)
        if not isinstance(value, Scalar) or not self._is_first(language, name, key):
            return
        found = self._texts.find(name)
        if found is None:
            self._unknown(name, key)
            return
        faults = tuple(_unfit(file.document, value, found))
        self.made.diagnostics.extend(faults)
        if faults:
            return
        self.made.translations.setdefault(language, {})[name] = value
        if language not in LANGUAGES:
            return
        path = found.document.path
        below = self.made.documents.get(path, found.document)
        root = _with_value(below.root, (*found.route, language), value)
        if isinstance(root, YamlMap):
            self.made.documents[path] = LayeredDocument.of(below, root, (file.document,))

    def _is_first(self, language: str, name: str, key: Span) -> bool:
        first = self._places.setdefault((language, name), key)
        if first is not key:
            message = say("another file words “{name}” too", name=name)
            other, advice = (Related(first, say("the other place")),), say("keep one of both")
            self.made.diagnostics.append(
                Diagnostic(rule="wrong-value", span=key, message=message, help=advice, related=other)
            )
        return first is key

    def _unknown(self, name: str, key: Span) -> None:
        owner = name.partition(".")[0]
        if owner in self._unreadable or ".".join(name.split(".")[:2]) in self._unreadable:
            return
        names = tuple(self._texts.near(name))
        advice = nearest(name, names) or say("write playbook/item.key, such as charter/charter-ready.title")
        message = say("no text is called “{name}”", name=name)
        self.made.diagnostics.append(
            Diagnostic(
                rule="unknown-reference",
                span=key,
                message=message,
                help=advice,
                edit=respelt(key, name, names),
            )
        )


class _Texts:
    """Every text of a library by its name: `playbook/item.title`, or `employer.country.label`."""

    def __init__(self, playbooks: Mapping[str, Document], lists: Sequence[Document]) -> None:
        self._playbooks = playbooks
        self._lists = lists

    def find(self, name: str) -> _Found | None:
        for document, route, path in self._owners(name):
            ends = _follow(document.node(route), path)
            if ends is not None:
                node = document.node((*route, *ends))
                if isinstance(node, YamlMap) and _is_text(node):
                    return _Found(document, (*route, *ends), node)
        return None

    def near(self, name: str) -> Iterator[str]:
        """Names of texts beside one that there is none of, else of the items beside its item."""
        found = False
        for document, route, path in self._owners(name):
            owner = name.removesuffix("." + ".".join(path))
            node = document.node(route)
            for inner in _text_routes(node) if node is not None else ():
                found = True
                yield f"{owner}.{inner}"
        playbook, _, rest = name.partition("/")
        if not found and rest:
            key = rest.partition(".")[2]
            yield from (f"{playbook}/{id_}.{key}" for id_ in self._items(playbook))
            yield from (f"{other}/{rest}" for other in self._playbooks)

    def _items(self, playbook: str) -> Iterator[str]:
        document = self._playbooks.get(playbook)
        for section in SECTIONS if document is not None else ():
            listed = document.root.get(section) if document is not None else None
            yield from (id_ for _, id_ in _named(listed))

    def _owners(self, name: str) -> Iterator[tuple[Document, Route, Sequence[str]]]:
        """Where the thing that a text belongs to stands, and the rest of the name."""
        owner, slash, rest = name.partition("/")
        if slash:
            item, *path = rest.split(".")
            if owner in self._playbooks:
                yield from self._entries([self._playbooks[owner]], SECTIONS, item, path)
            if owner in LISTS:
                named = [one for one in self._lists if one.kind == owner]
                yield from self._entries(named, (LISTS[owner],), item, path)
            return
        parts = name.split(".")
        if parts[0] in self._playbooks:
            yield self._playbooks[parts[0]], (), parts[1:]
        if len(parts) > 2:
            yield from self._questions(".".join(parts[:2]), parts[2:])

    def _entries(
        self, documents: Sequence[Document], sections: Sequence[str], item: str, path: Sequence[str]
    ) -> Iterator[tuple[Document, Route, Sequence[str]]]:
        for document in documents:
            for section in sections:
                for position, id_ in _named(document.root.get(section)):
                    if id_ == item:
                        yield document, (section, position), path

    def _questions(self, id_: str, path: Sequence[str]) -> Iterator[tuple[Document, Route, Sequence[str]]]:
        for document in self._lists:
            if document.kind == "questions":
                listed = document.root.get("sections")
                for number, section in enumerate(listed.items if isinstance(listed, YamlList) else ()):
                    asked = section.get("questions") if isinstance(section, YamlMap) else None
                    for position, name in _named(asked):
                        if name == id_:
                            yield document, ("sections", number, "questions", position), path
        for document in self._playbooks.values():
            yield from self._entries([document], ("questions",), id_, path)


def _named(listed: Node | None) -> Iterator[tuple[int, str]]:
    for position, item in enumerate(listed.items if isinstance(listed, YamlList) else ()):
        id_ = item.get("id") if isinstance(item, YamlMap) else None
        if isinstance(id_, Scalar):
            yield position, id_.text


def _follow(node: Node | None, path: Sequence[str]) -> Route | None:
    """The way that the rest of a name leads: keys; in lists a choice's value, or a number from 1."""
    route: list[str | int] = []
    for word in path:
        step = next((step for step, name, _ in _children(node) if name == word), None)
        if step is None:
            return None
        route.append(step)
        node = next(child for number, _, child in _children(node) if number == step)
    return tuple(route)


def _children(node: Node | None) -> Iterator[tuple[str | int, str, Node]]:
    """What a value holds: the step to it, its name, and itself."""
    for step, child in steps(node) if node is not None else ():
        value = child.get("value") if isinstance(child, YamlMap) and isinstance(step, int) else None
        word = value.text if isinstance(value, Scalar) else None
        yield step, str(step) if isinstance(step, str) else word or str(step + 1), child


def _text_routes(node: Node) -> Iterator[str]:
    for _, name, child in _children(node):
        if isinstance(child, YamlMap) and _is_text(child):
            yield name
        elif not (isinstance(child, YamlMap) and child.get("id") is not None):  # an item has names of its own
            yield from (f"{name}.{inner}" for inner in _text_routes(child))


def _is_text(node: YamlMap) -> bool:
    return bool(node.entries) and {entry.key.text for entry in node.entries} <= set(LANGUAGES)


def _unfit(document: Document, value: Scalar, found: _Found) -> Iterator[Diagnostic]:
    """Gaps that the text has not, or that the one it stands for has not."""
    original = next(entry.value for entry in found.node.entries)
    wanted = set(placeholders(original.text)) if isinstance(original, Scalar) else set()
    there = set(placeholders(value.text))
    related = (Related(original.span, say("the text that this stands for")),)
    for name in sorted(wanted - there):
        message = say("“{name}” is missing here: another language has it", name=f"{{{{ {name} }}}}")
        yield _mismatch(value.span, message, related)
    for name in sorted(there - wanted):
        message = say("“{name}” is not in the text that this stands for", name=f"{{{{ {name} }}}}")
        yield _mismatch(document.place_of(name, value.span), message, related)
    yield from odd_braces(document, value)


def _mismatch(span: Span, message: Said, related: tuple[Related, ...]) -> Diagnostic:
    advice = say("use the same placeholders in every language")
    return Diagnostic(rule="placeholder-mismatch", span=span, message=message, help=advice, related=related)


def _with_value(node: Node, route: Route, value: Scalar) -> Node:
    """A value with another at a route; the last step may be a key that was not there."""
    if not route:
        return value
    step, *rest = route
    if isinstance(node, YamlList):
        items = list(node.items)
        items[int(step)] = _with_value(items[int(step)], tuple(rest), value)
        return YamlList(tuple(items), node.span)
    if isinstance(node, YamlMap):
        entries = [
            Entry(key, _with_value(one, tuple(rest), value)) if key.text == step else Entry(key, one)
            for key, one in node.entries
        ]
        return YamlMap(tuple(entries), node.span)
    return node
