"""A progress file as a tree that keeps its comments, its order and its quotes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from rse_plan.editing.tree_edits import give_remarks, last_leaf, remove_key, take_remarks
from rse_plan.editing.yaml_tree import YamlTree, as_text, put
from rse_plan.model.base import Model
from rse_plan.model.progress import Measured, ProgressFile

TOP = ("kind", "format", "items", "decisions", "measures")
_IDS = ("id", "kpi")


class ProgressTree(YamlTree):
    """The file's tree; `update` brings it from one state of things to the next."""

    def update(self, before: ProgressFile, after: ProgressFile) -> None:
        """Write what differs: entries are changed where they stand, new ones come last."""
        self._write("items", before.items, after.items)
        self._write("decisions", before.decisions, after.decisions)
        self._write("measures", before.measures, after.measures)

    def _write(self, name: str, before: Sequence[Model], after: Sequence[Model]) -> None:
        for place, entry in enumerate(after):
            if place >= len(before):
                self._add(name, entry)
            elif entry != before[place]:
                _change(self.root[name][place], entry)

    def _add(self, name: str, entry: Model) -> None:
        made = CommentedMap({key: _as_yaml(key, value) for key, value in _values(entry).items()})
        entries = self.root.get(name)
        if not isinstance(entries, CommentedSeq):
            put(self.root, name, CommentedSeq([made]), TOP)
            return
        if not entries:
            entries.fa.set_block_style()  # an empty list is written in brackets, which hold no comments
        below = take_remarks(last_leaf(entries, len(entries) - 1) if entries else (self.root, name))
        entries.append(made)
        give_remarks(last_leaf(entries, len(entries) - 1), below)


def _change(written: CommentedMap, entry: Model) -> None:
    order = tuple(type(entry).model_fields)
    values = _values(entry)
    for key, value in values.items():
        made = _as_yaml(key, value)
        if key not in written or str(written[key]) != str(made):
            put(written, key, made, order)
    for key in [key for key in written if key not in values]:
        _keep_remark(written, key)
        remove_key(written, key)


def _keep_remark(written: CommentedMap, key: str) -> None:
    """The remark at the end of a line that goes gets a line of its own."""
    slots = written.ca.items.get(key)
    token = slots[2] if slots else None
    if token is None:
        return
    same_line, _, below = token.value.partition("\n")
    if same_line.strip():
        token.value = f"\n{' ' * written.lc.col}{same_line.strip()}\n{below}"


def _values(entry: Model) -> dict[str, object]:
    """What an entry says, in the order of the format."""
    found = {key: getattr(entry, key) for key in type(entry).model_fields}
    return {key: value for key, value in found.items() if value is not None}


def _as_yaml(key: str, value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Measured) or key in _IDS:
        return str(value)
    return as_text(str(value))
