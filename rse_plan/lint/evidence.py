"""The entries of an evidence file as it is written: what is missing has no value to look at."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.source.yaml_reader import Document, Mapping, Sequence


def evidence_entries(document: Document) -> Iterator[Mapping]:
    """Each source that a file lists; nothing for files of another kind."""
    if document.kind != "evidence":
        return
    items = document.root.get("items")
    for item in items.items if isinstance(items, Sequence) else ():
        if isinstance(item, Mapping):
            yield item
