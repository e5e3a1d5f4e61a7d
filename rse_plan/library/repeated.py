"""Ids: which a file states, and what is said of one that is taken."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import Said, say
from rse_plan.source.document import Document, Mapping, Node, Scalar, Sequence
from rse_plan.source.span import Span


def duplicate(name: str, span: Span, first: Span, advice: Said | None = None) -> Diagnostic:
    """The same id twice, both places named."""
    return Diagnostic(
        rule="duplicate-id",
        span=span,
        message=say("the id “{id}” is already taken", id=name),
        help=advice or say("give each its own id"),
        related=(Related(first, say("first used here")),),
    )


def ids_of(document: Document) -> Iterator[str]:
    """Every id that a file states, whatever else is wrong with it; a playbook's items with its own before."""
    own = document.scalar("id")
    waiting: list[Node] = [document.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting.extend(node.items)
        elif isinstance(node, Mapping):
            waiting.extend(entry.value for entry in node.entries)
            found = node.get("id")
            if isinstance(found, Scalar):
                yield found.text
                if own is not None:
                    yield f"{own.text}/{found.text}"
