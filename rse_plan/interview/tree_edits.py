"""Taking out and moving parts of a YAML tree whose remarks stay with what they stand above.

The parser hangs remark lines on the value above them, or on the map or list that they open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.tokens import CommentToken

Leaf = tuple[CommentedMap | CommentedSeq, Any]
"""The last value written in a stretch of the tree, by its container and its key or position."""


def last_leaf(container: CommentedMap | CommentedSeq, key: Any) -> Leaf:
    """Where the remarks hang that follow a value: at its innermost last part."""
    value = container[key]
    while isinstance(value, CommentedMap | CommentedSeq) and value and not value.fa.flow_style():
        container = value
        key = list(value)[-1] if isinstance(value, CommentedMap) else len(value) - 1
        value = container[key]
    return container, key


def take_remarks(leaf: Leaf) -> str:
    """The lines below a value, taken off it; the remark at the end of its own line stays."""
    container, key = leaf
    slots = container.ca.items.get(key)
    place = _place(container)
    if not slots or slots[place] is None:
        return ""
    same_line, newline, below = slots[place].value.partition("\n")
    if below:
        slots[place].value = same_line + newline
        if not same_line:
            slots[place] = None
    return str(below)


def give_remarks(leaf: Leaf, lines: str) -> None:
    """Put lines below a value, behind the remark on its own line."""
    if not lines:
        return
    container, key = leaf
    slots = container.ca.items.setdefault(key, [None] * 4)
    place = _place(container)
    if slots[place] is None:
        slots[place] = CommentToken(f"\n{lines}", CommentMark(0), None)
    else:
        slots[place].value = slots[place].value.rstrip("\n") + f"\n{lines}"


def remove_key(container: CommentedMap, key: str, above: Leaf | None = None) -> None:
    """Take an entry out; the remarks below it stay where they are. `above` is where the map itself hangs."""
    keys = list(container)
    below = take_remarks(last_leaf(container, key))
    place = keys.index(key)
    del container[key]
    container.ca.items.pop(key, None)
    if place > 0:
        leaf = last_leaf(container, keys[place - 1])
        give_remarks(leaf, take_remarks(leaf) + below)
    else:
        _open_with(container, _take_opening(container, above) + below, above)


def rearrange(above: Leaf, places: Sequence[int]) -> None:
    """Leave the elements at these places of a list, in this order, each below its remarks.

    The remarks of an element that is taken out stay above what followed it.
    """
    sequence: CommentedSeq = above[0][above[1]]
    count = len(sequence)
    behind = [take_remarks(last_leaf(sequence, place)) for place in range(count)]
    remarks = [_take_opening(sequence, above), *behind]
    for place in range(count):
        if place not in places:
            remarks[place + 1] = remarks[place] + remarks[place + 1]
    elements, dashes = list(sequence), dict(sequence.ca.items)
    sequence.ca.items.clear()
    for new, old in enumerate(places):
        sequence[new] = elements[old]
        if old in dashes:
            sequence.ca.items[new] = dashes[old]
    del sequence[len(places) :]
    _open_with(sequence, remarks[places[0]], above)
    for new, old in enumerate([*places[1:], count]):
        give_remarks(last_leaf(sequence, new), remarks[old])


def _place(container: CommentedMap | CommentedSeq) -> int:
    return 2 if isinstance(container, CommentedMap) else 0


def _take_opening(container: CommentedMap | CommentedSeq, above: Leaf | None) -> str:
    """The lines between a key and the block that is its value."""
    comment = container.ca.comment
    if not comment or not comment[1]:
        return ""
    lines = "".join(" " * token.start_mark.column + token.value for token in comment[1])
    _set_opening(container, above, None)
    return lines


def _open_with(container: CommentedMap | CommentedSeq, lines: str, above: Leaf | None) -> None:
    if not lines:
        return
    made = []
    for line in lines.splitlines(keepends=True):
        bare = line.lstrip(" ")
        made.append(CommentToken(bare, CommentMark(len(line) - len(bare)), None))
    _set_opening(container, above, made)


def _set_opening(
    container: CommentedMap | CommentedSeq, above: Leaf | None, tokens: list[CommentToken] | None
) -> None:
    """The parser hangs them on the block and on the key above it, and the writer believes the key."""
    if container.ca.comment is None:
        container.ca.comment = [None, None]
    container.ca.comment[1] = tokens
    slots = above[0].ca.items.get(above[1]) if above is not None else None
    if slots and len(slots) > 3:
        slots[3] = tokens
