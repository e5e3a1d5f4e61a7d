"""Playbooks by their ids, and which of two with one id counts (semantics 22, design D16)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from rse_plan.diagnostics import Diagnostic, nearest, respelt
from rse_plan.errors import say
from rse_plan.library.load import Sourced
from rse_plan.library.repeated import duplicate
from rse_plan.model.playbook import Extension, Playbook
from rse_plan.source.span import Span


class StandIns:
    """Each id's playbook; `before` are those that another file stands in for.

    It does by having the path of a bundled file (`twins`), or by saying `replaces`.
    """

    def __init__(self, twins: Mapping[str, str]) -> None:
        self._twins = twins
        self._found: list[Diagnostic] = []
        self.playbooks: dict[str, Sourced[Playbook]] = {}
        self.before: dict[str, Sourced[Playbook]] = {}

    def add(self, file: Sourced[Playbook]) -> None:
        """Take a playbook in; a second of one id counts when it says that it replaces the first."""
        name = file.value.id
        first = self.playbooks.setdefault(name, file)
        if first is file:
            return
        if self._twins.get(file.document.path) == first.document.path:
            self.before[name] = file
        elif _replaces(first) == _replaces(file):
            self._found.append(_taken(name, file.span("id"), first.span("id")))
        else:
            counts, below = (first, file) if _replaces(first) else (file, first)
            if name in self.before:
                self._found.append(_taken(name, below.span("id"), self.before[name].span("id")))
            self.playbooks[name] = counts
            self.before.setdefault(name, below)

    def faults(
        self, layers: Mapping[str, Sourced[Extension]], unreadable: AbstractSet[str]
    ) -> Iterator[Diagnostic]:
        """Ids taken twice, and `replaces` without anything to replace."""
        yield from self._found
        for name, layer in layers.items():
            if name in self.playbooks:
                yield _taken(name, layer.span("id"), self.playbooks[name].span("id"))
        for name, file in self.playbooks.items():
            if file.value.replaces is not None:
                yield from self._replacing(name, file, file.value.replaces, unreadable)

    def _replacing(
        self, name: str, file: Sourced[Playbook], replaced: str, unreadable: AbstractSet[str]
    ) -> Iterator[Diagnostic]:
        if replaced == name and (name in self.before or name in unreadable):
            return
        span = file.span("replaces")
        if replaced in self.playbooks and replaced != name:
            message = say("a file that stands in for “{id}” has its id, and is called {id}.yaml", id=replaced)
            advice = say("others name its items so; to change a few, write “extends: {id}”", id=replaced)
            yield Diagnostic(rule="wrong-value", span=span, message=message, help=advice)
            return
        others = [other for other in self.playbooks if other != name]
        yield Diagnostic(
            rule="unknown-reference",
            span=span,
            message=say("there is no other playbook “{ref}” to replace", ref=replaced),
            help=nearest(replaced, others) or say("take the line out"),
            edit=respelt(span, replaced, others),
        )


def _replaces(file: Sourced[Playbook]) -> bool:
    return file.value.replaces == file.value.id


def _taken(name: str, span: Span, first: Span) -> Diagnostic:
    advice = say(
        "give each its own id, or write “extends: {id}” to change it, “replaces: {id}” to stand in for it",
        id=name,
    )
    return duplicate(name, span, first, advice)
