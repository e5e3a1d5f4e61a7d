"""Where something is said to come before a council is heard: there, where the wait would be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import Said, say
from rse_plan.library import Place
from rse_plan.source.span import Span


def passed(
    rule: str, place: Place, gates: tuple[Place, ...], where: Span, worded: Callable[[str], Said]
) -> Iterator[Diagnostic]:
    """One finding at the item for the gates that its playbook names or may name, one at each other gate.

    A country's playbook that nobody requires makes others wait by its own `before`.
    """
    known = {place.playbook.id, *place.playbook.requires}
    named = [gate for gate in gates if gate.playbook.id in known]
    if named:
        yield Diagnostic(
            rule=rule,
            span=where,
            message=worded(", ".join(gate.ref for gate in named)),
            help=say("add {{task: {gate}, optional: true}} to its needs", gate=named[0].ref),
            related=tuple(Related(gate.span("id"), say("the council that is to be heard")) for gate in named),
        )
    for gate in gates:
        if gate.playbook.id not in known:
            yield Diagnostic(
                rule=rule,
                span=_of_gate(gate),
                message=worded(gate.ref),
                help=say("add {{task: {item}, optional: true}} to its “before:”", item=place.ref),
                related=(Related(where, say("what does not wait for it")),),
            )


def _of_gate(gate: Place) -> Span:
    if gate.file.document.node((*gate.route, "before")) is not None:
        return gate.file.key_span(*gate.route, "before")
    return gate.span("id")
