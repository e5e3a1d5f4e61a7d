"""What no layer may do: leave names of nothing behind, or make a delay of the law shorter (semantics 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import Said, say
from rse_plan.library.adjustments import is_legal
from rse_plan.library.index import Index, Place, full_ref
from rse_plan.library.load import Library, Sourced
from rse_plan.model.amounts import Amount
from rse_plan.model.playbook import Playbook
from rse_plan.model.work import Gate, LeadCase, LeadTime, Work
from rse_plan.source.document import Node, Route, Scalar, values_of
from rse_plan.source.document import Sequence as YamlList
from rse_plan.source.span import Span

DROPPED = ("needs", "before", "mitigated_by")
"""Lists in which a name of what was removed is left out, and tells nobody anything wrong."""
LONGER_ONLY = ("needs", "because")
"""Keys of a gate of the law to which a layer may add, and from which it may take nothing."""
AS_THEY_ARE = ("kind", "gate", "for_each", "when", "on")
"""Keys of a gate of the law that no layer may change."""
OF_A_TRIGGER = ("for_each", "when")
"""Keys of what alone sets a gate off that decide whether it is there at all."""
OF_THE_WHOLE = ("applies_when", "for_each")
"""Keys of a playbook that decide on every gate in it."""


def check_layers(library: Library, index: Index) -> Iterator[Diagnostic]:
    """Names of what layers remove, and gates of the law that they touch; nothing where there are none."""
    if library.removed:
        yield from _names_of_the_removed(library, index)
    for id_, below in library.before.items():
        if id_ in library.playbooks and not _is_its_twin(library, id_, below):
            yield from _Law(library, below, library.playbooks[id_]).faults()


def _is_its_twin(library: Library, id_: str, below: Sourced[Playbook]) -> bool:
    """Whether the very file is being edited, by its author: it neither extends nor says that it replaces."""
    file = library.playbooks[id_]
    return below.document.path not in file.document.paths and file.value.replaces is None


def _names_of_the_removed(library: Library, index: Index) -> Iterator[Diagnostic]:
    for place in index.examined:
        for ref, route in place.references:
            name = full_ref(ref, place.playbook)
            if name not in library.removed or route[0] in DROPPED:
                continue
            yield Diagnostic(
                rule="unknown-reference",
                span=library.removed[name],
                message=say("“{item}” names “{ref}”, which is removed here", item=place.ref, ref=name),
                help=say("remove that item too, or change what it names"),
                related=(Related(place.span(*route), say("the other place")),),
            )


@dataclass(frozen=True)
class _Law:
    """A playbook's gates that cite a law or a ruling, below and above what lies over it."""

    library: Library
    below: Sourced[Playbook]
    above: Sourced[Playbook]

    def faults(self) -> Iterator[Diagnostic]:
        """Each place at which a delay of the law would become shorter, or no delay at all."""
        legal = [place for place in self._places(self.below) if self._is_legal(place)]
        if not legal:
            return
        there = {place.ref: place for place in self._places(self.above)}
        for key in OF_THE_WHOLE:
            yield from self._same((key,), (key,), legal[0])
        for place in legal:
            now = there.get(place.ref)
            if now is None:
                yield self._worded(self._where_removed(place.ref), place)
            else:
                yield from self._gate(place, now)
                yield from self._trigger(place, now, there)

    def _places(self, file: Sourced[Playbook]) -> Iterator[Place]:
        for position, item in enumerate(file.value.tasks):
            yield Place(f"{file.value.id}/{item.id}", file, ("tasks", position), item)

    def _is_legal(self, place: Place) -> bool:
        return isinstance(place.item, Gate) and is_legal(place, self.library)

    def _where_removed(self, ref: str) -> Span:
        removed = self.library.removed.get(ref)
        return removed if removed is not None else self.above.span("replaces")

    def _gate(self, place: Place, now: Place) -> Iterator[Diagnostic]:
        for key in AS_THEY_ARE:
            yield from self._same((*place.route, key), (*now.route, key), place)
        for key in LONGER_ONLY:
            before, after = (_listed(one.file.document.node((*one.route, key))) for one in (place, now))
            if any(one not in after for one in before):
                yield self._worded(_span(now, key), place)
        lead, other = _lead(place), _lead(now)
        if lead is not None and (other is None or _is_shorter(lead, other)):
            yield self._worded(_span(now, "lead_time"), place, _AS_LONG)

    def _same(self, before: Route, after: Route, place: Place) -> Iterator[Diagnostic]:
        one, other = self.below.document.node(before), self.above.document.node(after)
        if _text(one) != _text(other):
            span = self.above.key_span(*after) if other is not None else self._whole(after)
            yield self._worded(span, place)

    def _whole(self, route: Route) -> Span:
        return self.above.span(*route[:-1], "id")

    def _trigger(self, place: Place, now: Place, there: Mapping[str, Place]) -> Iterator[Diagnostic]:
        """A gate runs from the end of what it needs: without it, it would end earlier."""
        if not isinstance(now.item, Work):
            return
        refs = {full_ref(need.task, now.playbook) for need in now.item.needs}
        for ref in sorted(refs & self.library.removed.keys()):
            yield self._worded(self.library.removed[ref], place)
        for before in self._places(self.below):
            after = there.get(before.ref)
            if after is not None and refs == {before.ref}:
                for key in OF_A_TRIGGER:
                    yield from self._same((*before.route, key), (*after.route, key), place)

    def _worded(self, span: Span, place: Place, advice: Said | None = None) -> Diagnostic:
        return Diagnostic(
            rule="wrong-value",
            span=span,
            message=say(
                "“{gate}” is a delay that a law or a ruling sets: nothing laid over it makes it shorter, "
                "earlier or skips it",
                gate=place.ref,
            ),
            help=advice or say("leave the gate as it is, and let counsel decide in the answers"),
            related=(Related(place.span("id"), say("the gate")),),
        )


_AS_LONG = say("write each of its lead times, at least as long and in the same unit")


def _lead(place: Place) -> LeadTime | None:
    return place.item.lead_time if isinstance(place.item, Gate) else None


def _span(place: Place, key: str) -> Span:
    there = place.file.document.node((*place.route, key)) is not None
    return place.file.key_span(*place.route, key) if there else place.span("id")


def _is_shorter(before: LeadTime, after: LeadTime) -> bool:
    """Whether some answers may give a shorter time: the same cases are wanted, each as long or longer."""
    if len(before.cases) != len(after.cases) or _less(after.base, before.base):
        return True
    return any(_is_less(one, other) for one, other in zip(before.cases, after.cases, strict=True))


def _is_less(before: LeadCase, after: LeadCase) -> bool:
    if before.when.text != after.when.text or before.days != after.days:
        return True
    return before.to is not None and (after.to is None or _less(after.to, before.to))


def _less(one: Amount, other: Amount) -> bool:
    return one.unit is not other.unit or one.count < other.count


def _listed(node: Node | None) -> Sequence[object]:
    if node is None:
        return ()
    return [values_of(one) for one in node.items] if isinstance(node, YamlList) else [values_of(node)]


def _text(node: Node | None) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""
