"""A progress file's text from one state of things to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rse_plan.editing.yaml_text import YamlText, as_text
from rse_plan.model.base import Model
from rse_plan.model.progress import Measured, ProgressFile

_IDS = ("id", "kpi")


def updated(text: str, before: ProgressFile, after: ProgressFile) -> str:
    """The text with what differs: entries are changed where they stand, new ones come last."""
    file = YamlText(text)
    _write(file, "items", before.items, after.items)
    _write(file, "decisions", before.decisions, after.decisions)
    _write(file, "measures", before.measures, after.measures)
    return file.text


def _write(file: YamlText, name: str, before: Sequence[Model], after: Sequence[Model]) -> None:
    for place, entry in enumerate(after):
        values = _values(entry)
        if place >= len(before):
            file.append(name, values)
        elif entry != before[place]:
            known, order = _values(before[place]), tuple(type(entry).model_fields)
            for key, value in values.items():
                if known.get(key) != value:
                    file.set((name, place, key), value, order)
            for key in (key for key in known if key not in values):
                file.remove((name, place, key))


def _values(entry: Model) -> dict[str, str]:
    """What an entry says, in the order of the format, as the file writes it."""
    found = {key: getattr(entry, key) for key in type(entry).model_fields}
    return {key: _as_yaml(key, value) for key, value in found.items() if value is not None}


def _as_yaml(key: str, value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Measured) or key in _IDS else as_text(str(value))
