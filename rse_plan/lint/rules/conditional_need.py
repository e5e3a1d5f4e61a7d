"""A need that some answers remove while the item that waits for it stays."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Edit, Related, Severity
from rse_plan.errors import say
from rse_plan.library.index import Place, full_ref
from rse_plan.library.load import Library
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.lint.solving.needs import without_need
from rse_plan.lint.solving.solver import Solver, answers_in_words, solver_of
from rse_plan.model.work import Before, Need, Ongoing, Work
from rse_plan.source.document import Document, Mapping, Node, Route, Scalar
from rse_plan.source.span import Span

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: council-talk
    phase: frame
    for_each: employers
    when: employer.works_council != "none"
    title: {en: Talk to the council’s secretary, fr: Parler au secrétaire du CSE}
    raci: {R: hr, A: hr}
    duration: 1d
    done_when: {en: Their questions are written down., fr: Leurs questions sont écrites.}
  - id: council-file
    phase: frame
    for_each: employers
    needs: [council-talk]
    title: {en: Write the works council’s file, fr: Rédiger le dossier du CSE}
    raci: {R: hr, A: hr}
    duration: 5d
    done_when: {en: It says who sees what., fr: Il dit qui voit quoi.}
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: council-talk
    phase: frame
    for_each: employers
    when: employer.works_council != "none"
    title: {en: Talk to the council’s secretary, fr: Parler au secrétaire du CSE}
    raci: {R: hr, A: hr}
    duration: 1d
    done_when: {en: Their questions are written down., fr: Leurs questions sont écrites.}
  - id: council-file
    phase: frame
    for_each: employers
    needs: [{task: council-talk, optional: true}]
    title: {en: Write the works council’s file, fr: Rédiger le dossier du CSE}
    raci: {R: hr, A: hr}
    duration: 5d
    done_when: {en: It says who sees what., fr: Il dit qui voit quoi.}
"""

RULE = Rule(
    name="conditional-need",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    fixable=True,
    what_it_finds=Both(
        en=(
            "An item that waits for another one which some answers leave out of the plan while the "
            "first stays. Such answers are printed. Or one that waits for an item which a file that extends "
            "its playbook removes."
        ),
        fr=(
            "Un élément qui en attend un autre, que certaines réponses retirent du plan alors que le "
            "premier y reste. Un exemple de telles réponses est donné. Ou un élément qui en attend un autre, "
            "retiré par un fichier qui étend son playbook."
        ),
    ),
    why_it_matters=Both(
        en=(
            "The need is then dropped and the item starts earlier than its author meant, which nobody "
            "sees. `optional: true` says that this is wanted."
        ),
        fr=(
            "L’attente est alors abandonnée et l’élément commence plus tôt que prévu par son auteur, "
            "sans que cela se voie. `optional: true` dit que c’est voulu."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Needs, and items to come before, that answers remove though nobody said that they are optional."""
    solver = solver_of(library)
    for place in solver.index.examined_work():
        if isinstance(place.item, Work):
            for key in ("needs", "before"):
                for position, wait in enumerate(getattr(place.item, key)):
                    if not wait.optional:
                        yield from _lacking(place, (key, position), wait, solver)


def _lacking(place: Place, route: Route, wait: Need | Before, solver: Solver) -> Iterator[Diagnostic]:
    ref = full_ref(wait.task, place.playbook)
    if ref in solver.index.library.removed:
        yield _taken_out(place, route, wait, solver.index.library.removed[ref])
    else:
        yield from _removed(place, route, wait, solver)


def _taken_out(place: Place, route: Route, wait: Need | Before, where: Span) -> Diagnostic:
    """A file that extends the other one's playbook removes it, whatever the answers."""
    return Diagnostic(
        rule=RULE.name,
        severity=RULE.severity,
        span=place.span(*route),
        message=say("{item} waits for “{need}”, which is removed", item=place.ref, need=wait.task),
        help=say("write {{task: {need}, optional: true}} if it does without", need=wait.task),
        related=(Related(where, say("what removes it")),),
    )


def _removed(place: Place, route: Route, wait: Need | Before, solver: Solver) -> Iterator[Diagnostic]:
    need = solver.index.places.get(full_ref(wait.task, place.playbook))
    if need is None or not isinstance(need.item, Work) or isinstance(need.item, Ongoing):
        return
    solution = without_need(place, need, wait.which, solver)
    if solution is None:
        return
    document = place.file.document
    node = document.node((*place.route, *route))
    task = node.get("task") if isinstance(node, Mapping) else node
    yield Diagnostic(
        rule=RULE.name,
        severity=RULE.severity,
        span=task.span if task is not None else place.span(*route),
        message=say(
            "“{need}” is not in the plan, and this item is, when: {answers}",
            need=need.ref,
            answers=answers_in_words(solution),
        ),
        help=say("write {{task: {need}, optional: true}} if it does without", need=wait.task),
        related=(Related(need.span("when" if need.item.when else "id"), say("the item waited for")),),
        edit=_optional(document, node) if node is not None else None,
    )


def _optional(document: Document, node: Node) -> Edit | None:
    """The same need, said to be optional."""
    if isinstance(node, Scalar):
        return Edit(node.span, f"{{task: {node.text}, optional: true}}")
    task = node.get("task") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or not isinstance(task, Scalar) or not task.plain:
        return None
    stated = node.get("optional")
    if stated is not None:
        return Edit(stated.span, "true")
    first = node.entries[0].key.span
    in_braces = document.file_of(node.span).lines[node.span.line - 1][node.span.column - 1] == "{"
    between = ", " if in_braces else "\n" + " " * (first.column - 1)
    return Edit(task.span, f"{task.text}{between}optional: true")
