"""What a list names twice: one of the two is a slip for something else, or says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import say
from rse_plan.library.index import Index, Place, full_ref
from rse_plan.model.content import Risk
from rse_plan.model.playbook import Playbook
from rse_plan.model.work import Work
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Route


def check_repeats(index: Index) -> Iterator[Diagnostic]:
    """Playbooks, needs, sources and measures that stand twice in one list."""
    for file in index.library.examined:
        for first, second in _twice(file.value.requires):
            name = file.value.requires[second]
            yield _worded(name, file.span("requires", second), file.span("requires", first))
    for place in index.examined:
        for key, names in _lists(place):
            if len(names) > 1:
                yield from _in_item(place, key, names)


def _lists(place: Place) -> Iterator[tuple[str, Sequence[object]]]:
    """The lists of an item by their keys; a need for another instance is another need."""
    item, playbook = place.item, place.playbook
    yield "because", item.because
    if isinstance(item, Work):
        if len(item.needs) > 1:
            yield "needs", [_wait(need.task, need.which, playbook) for need in item.needs]
        if len(item.before) > 1:
            yield "before", [_wait(before.task, before.which, playbook) for before in item.before]
    elif isinstance(item, Risk):
        yield "mitigated_by", [full_ref(ref, playbook) for ref in item.mitigated_by]


def _wait(task: str, which: str | None, playbook: Playbook) -> tuple[str, str | None]:
    return full_ref(task, playbook), which


def _in_item(place: Place, key: str, names: Sequence[object]) -> Iterator[Diagnostic]:
    for first, second in _twice(names):
        name = names[second]
        ref = name[0] if isinstance(name, tuple) else name
        yield _worded(str(ref), _span(place, key, second), _span(place, key, first))


def _span(place: Place, key: str, position: int) -> Span:
    step: Route = ("task",) if key in ("needs", "before") else ()
    return place.span(key, position, *step)


def _twice(names: Sequence[object]) -> Iterator[tuple[int, int]]:
    """The first and the later position of whatever stands more than once."""
    if len(set(names)) == len(names):
        return
    seen: dict[object, int] = {}
    for position, name in enumerate(names):
        first = seen.setdefault(name, position)
        if first != position:
            yield first, position


def _worded(name: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic(
        rule="duplicate-id",
        span=span,
        message=say("“{name}” stands twice in this list", name=name),
        help=say("keep one of the two"),
        related=(Related(first, say("first used here")),),
    )
