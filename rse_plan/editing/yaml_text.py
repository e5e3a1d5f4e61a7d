"""A YAML file changed where it stands: what is not changed stays as it was typed, sign by sign.

Only what maps and lists of plain entries need: a value set, a key taken out, an entry put behind the others.
Whoever writes the text reads it again first: what these few edits cannot do is found out before it is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as MappingType

from rse_plan.source.document import Document, Entry, Mapping, Node, Route, Scalar, Sequence
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import read_text

_END = re.compile(r"^\.\.\.(?:\s|$)", re.MULTILINE)
"""The line that ends a YAML document."""
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


class YamlText:
    """The text between two edits; `text` has "\\n" at the end of its lines."""

    def __init__(self, text: str) -> None:
        self._read(text)

    def _read(self, text: str) -> None:
        document = read_text(text, "").document
        if document is None:
            raise ValueError("an edit has left a text that is no YAML")
        self.text = text
        self._document: Document = document
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def set(self, route: Route, value: str, order: tuple[str, ...]) -> None:
        """Give a key of a map a value, as files write it; a new key stands where `order` wants it."""
        node = self._document.node(route)
        if node is not None:
            self._replace(*self._bounds(node), value)
            return
        parent, key = self._document.node(route[:-1]), str(route[-1])
        if not isinstance(parent, Mapping) or not parent.entries:
            raise ValueError(f"{route} is in no map")
        earlier = order[: order.index(key)]
        before = next(
            (one for one in reversed(parent.entries) if one.key.text in earlier), parent.entries[-1]
        )
        end = self._bounds(before.value)[1]
        if self._is_flow(parent):
            self._replace(end, end, f", {key}: {value}")
        else:
            self._insert_lines(end, [f"{' ' * self._indent(parent)}{key}: {value}"])

    def remove(self, route: Route) -> None:
        """Take a key out of a map; comments beside it get a line of their own."""
        parent = self._document.node(route[:-1])
        if not isinstance(parent, Mapping):
            raise ValueError(f"{route} is in no map")
        place = next(number for number, one in enumerate(parent.entries) if one.key.text == route[-1])
        if self._is_flow(parent):
            self._remove_from_flow(parent, place)
        else:
            self._remove_lines(parent.entries[place])

    def append(self, key: str, entry: MappingType[str, str]) -> None:
        """Put a map of values, as files write them, behind the entries of a list, made if need be."""
        node = self._document.root.get(key)
        inline = "{" + ", ".join(f"{name}: {value}" for name, value in entry.items()) + "}"
        if node is None:
            self._add_list(key, entry, inline)
        elif isinstance(node, Sequence) and not self._is_flow(node):
            self._append_lines(node, entry)
        elif isinstance(node, Sequence):
            end = self._bounds(node.items[-1])[1] if node.items else self._start(node.span) + 1
            self._replace(end, end, f", {inline}" if node.items else inline)
        elif self._is_flow(self._document.root):
            self._replace(*self._bounds(node), f" [{inline}]")
        else:
            found = self._document.root.key(key)
            if found is not None:
                self._insert_lines(self._end(found.span), _block(entry, "  "))

    # Maps

    def _remove_lines(self, entry: Entry) -> None:
        start, (_, end) = self._start(entry.key.span), self._bounds(entry.value)
        first = self._starts[entry.key.span.line - 1]
        rest = self.text[end : self._line_end(end)].strip()
        is_first = bool(self.text[first:start].strip())  # behind the dash of its entry
        if rest or is_first:
            self._replace(start, self._line_end(end), rest)
        else:
            self._replace(first, min(self._line_end(end) + 1, len(self.text)), "")

    def _remove_from_flow(self, parent: Mapping, place: int) -> None:
        entry = parent.entries[place]
        start, (_, end) = self._start(entry.key.span), self._bounds(entry.value)
        if place:
            before = self._bounds(parent.entries[place - 1].value)[1]
            between = self.text[before:start]
            self._replace(before, end, _without_comma(between))
        else:
            after = self._start(parent.entries[1].key.span) if len(parent.entries) > 1 else end
            self._replace(start, after, _without_comma(self.text[end:after]).lstrip(" "))

    # Lists

    def _add_list(self, key: str, entry: MappingType[str, str], inline: str) -> None:
        root = self._document.root
        if self._is_flow(root):
            end = self._bounds(root.entries[-1].value)[1]
            self._replace(end, end, f", {key}: [{inline}]")
            return
        closing = _END.search(self.text, self._bounds(root)[0])
        end = closing.start() if closing else len(self.text)
        lines = [f"{key}:", *_block(entry, "  ")]
        lead = "" if not end or self.text[end - 1] == "\n" else "\n"
        self._replace(end, end, lead + "".join(f"{line}\n" for line in lines))

    def _append_lines(self, node: Sequence, entry: MappingType[str, str]) -> None:
        """Behind the last entry and the comments that stand as deep as its keys."""
        column = node.span.column - 1
        end = self._line_end(self._last(node))
        own = re.compile(rf"\n {{{column + 1},}}#[^\n]*")
        while found := own.match(self.text, end):
            end = found.end()
        self._insert_lines(end, _block(entry, " " * column))

    # Places

    def _insert_lines(self, end: int, lines: list[str]) -> None:
        """Below the line on which a value ends."""
        place = self._line_end(end)
        self._replace(place, place, "".join(f"\n{line}" for line in lines))

    def _replace(self, start: int, end: int, text: str) -> None:
        self._read(self.text[:start] + text + self.text[end:])

    def _start(self, span: Span) -> int:
        return self._starts[span.line - 1] + span.column - 1

    def _end(self, span: Span) -> int:
        return self._starts[span.end_line - 1] + span.end_column - 1

    def _line_end(self, place: int) -> int:
        end = self.text.find("\n", place)
        return end if end >= 0 else len(self.text)

    def _bounds(self, node: Node) -> tuple[int, int]:
        return self._start(node.span), self._last(node)

    def _last(self, node: Node) -> int:
        """Where a value really ends: a block reaches to the next one, comments and empty lines included."""
        if isinstance(node, Scalar):
            start, end = self._start(node.span), self._end(node.span)
            is_block = self.text[start : start + 1] in ("|", ">")
            return start + len(self.text[start:end].rstrip()) if is_block else end
        if self._is_flow(node):
            return self._end(node.span)
        if isinstance(node, Sequence):
            return self._last(node.items[-1])
        return self._last(node.entries[-1].value)

    def _is_flow(self, node: Mapping | Sequence) -> bool:
        start = self._start(node.span)
        return not (node.items if isinstance(node, Sequence) else node.entries) or (
            self.text[start] == ("[" if isinstance(node, Sequence) else "{")
        )

    def _indent(self, parent: Mapping) -> int:
        return parent.entries[0].key.span.column - 1


def as_text(value: str) -> str:
    """A text as any reader of YAML takes it for one: in quotes, on one line."""
    quoted = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _block(entry: MappingType[str, str], indent: str) -> list[str]:
    """The lines of an entry, each key on its own, where there is room for comments."""
    leads = [f"{indent}- ", *[f"{indent}  "] * (len(entry) - 1)]
    return [f"{lead}{key}: {value}" for lead, (key, value) in zip(leads, entry.items(), strict=True)]


def _without_comma(between: str) -> str:
    """What stands between two entries in braces, when one of them goes: its comments, if there are any."""
    return between.replace(",", "", 1) if "#" in between or "\n" in between else ""
