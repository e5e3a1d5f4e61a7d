"""View models with something in every field, made from their types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from rse_plan.documents.tree import Line, Listing, Paragraph, Passage, line

ViewT = TypeVar("ViewT")
Say = Callable[[str], str]
"""The words to put into a field, by the field's path such as `risks.title`."""

CLASSES = ("kind", "sign", "anchor")
"""Fields that only a style sheet or a link reads."""


def filled(view: type[ViewT], say: Say, path: str = "") -> ViewT:
    """An instance whose every word is what `say` gives for its path; tuples hold two rows."""
    hints = get_type_hints(view)
    names = [field.name for field in fields(view)]  # type: ignore[arg-type]  # only dataclasses are given
    values = {name: _value(hints[name], say, f"{path}.{name}".strip(".")) for name in names}
    return view(**values)


def _value(kind: Any, say: Say, path: str) -> Any:
    if get_origin(kind) is UnionType:
        kind = next(option for option in get_args(kind) if option is not type(None))
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], say, f"{path}[{number}]") for number in range(2))
    if is_dataclass(kind) and kind not in (Line, Passage):
        return filled(kind, say, path)  # type: ignore[arg-type]  # it is a class, not an instance
    return _leaf(kind, say, path)


def _leaf(kind: Any, say: Say, path: str) -> Any:
    if kind is Line:
        return line(say(path))
    if kind is Passage:
        point = Passage((Paragraph(line(say(f"{path}.point"))),))
        return Passage((Paragraph(line(say(path))), Listing((point,))))
    if kind is str:
        last = path.rsplit(".", 1)[-1]
        return _word(path) if last in CLASSES else say(path)
    return {int: 7, float: 7.0, bool: True}[kind]


def _word(path: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in path)
