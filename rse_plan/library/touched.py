"""Which parts of an item other files have changed: what `why`, plan.json and `playbooks diff` tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from rse_plan.library.load import Sourced
from rse_plan.model.playbook import Playbook
from rse_plan.source.document import Document, Route
from rse_plan.source.layered import foreign_parts
from rse_plan.source.span import Span


@dataclass(frozen=True, slots=True)
class Touch:
    """A key of an item that another file gives, or, where `key` is empty, an item that another file adds.

    `layer` is the id of the file that extends the playbook; a translation has none, and its name stands here.
    """

    layer: str
    key: str
    span: Span


def touches(file: Sourced[Playbook], route: Route) -> tuple[Touch, ...]:
    """What files laid over a playbook changed of the value at a route; nothing where none lies over it."""
    document = file.document
    if len(document.paths) == 1:
        return ()
    node = document.node(route)
    if node is None:
        return ()
    path = node.span.path
    added = () if path == document.path else (Touch(layer_of(document, node.span), "", node.span),)
    return (
        *added,
        *(
            Touch(layer_of(document, value.span), dotted(inner), place_at(document, (*route, *inner)))
            for inner, value in foreign_parts(node, path)
        ),
    )


def place_at(document: Document, route: Route) -> Span:
    """Where a value's key stands, or, in a translation, which gives it another name, the value."""
    key, value = document.key_span(route), document.span(route)
    return key if key.path == value.path else value


def layer_of(document: Document, span: Span) -> str:
    """The id of the file that a stretch was written in, or its name where it has none."""
    stated = document.file_of(span).scalar("id")
    return stated.text if stated is not None else PurePosixPath(span.path).name


def dotted(route: Route) -> str:
    """A way inside an item as people name it: keys, and positions from 1."""
    return ".".join(step if isinstance(step, str) else str(step + 1) for step in route)
