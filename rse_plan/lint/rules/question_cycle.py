"""Questions that are asked depending on each other."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import say
from rse_plan.library.conditions import Located
from rse_plan.library.index import Index
from rse_plan.library.load import Library
from rse_plan.lint.rule import Both, Rule
from rse_plan.lint.solving.reading import conditions_behind, names_in
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Scalar

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
questions:
  - id: video.wanted
    type: boolean
    when: video.studio
    default: false
    name: {en: wanted, fr: vidéos}
    label: {en: Will there be films?, fr: Y aura-t-il des films ?}
  - id: video.studio
    type: boolean
    when: video.wanted
    default: false
    name: {en: studio, fr: studio}
    label: {en: Is there a studio?, fr: Y a-t-il un studio ?}
tasks:
  - id: first-film
    phase: frame
    when: video.wanted and video.studio
    title: {en: Make the first film, fr: Tourner le premier film}
    raci: {R: hr, A: hr}
    duration: 5d
    done_when: {en: It lasts two minutes., fr: Il dure deux minutes.}
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
questions:
  - id: video.wanted
    type: boolean
    default: false
    name: {en: wanted, fr: vidéos}
    label: {en: Will there be films?, fr: Y aura-t-il des films ?}
  - id: video.studio
    type: boolean
    when: video.wanted
    default: false
    name: {en: studio, fr: studio}
    label: {en: Is there a studio?, fr: Y a-t-il un studio ?}
tasks:
  - id: first-film
    phase: frame
    when: video.wanted and video.studio
    title: {en: Make the first film, fr: Tourner le premier film}
    raci: {R: hr, A: hr}
    duration: 5d
    done_when: {en: It lasts two minutes., fr: Il dure deux minutes.}
"""

RULE = Rule(
    name="question-cycle",
    what_it_finds=Both(
        en=(
            "Questions that each need another one’s answer before it is known whether they are asked,"
            " or what they are worth without an answer; every step is shown with its file and line."
        ),
        fr=(
            "Des questions dont chacune attend la réponse d’une autre pour savoir si elle est posée, "
            "ou ce qu’elle vaut sans réponse ; chaque maillon est montré avec son fichier et sa "
            "ligne."
        ),
    ),
    why_it_matters=Both(
        en="None of them is ever asked, and what reads them is decided as if they did not exist.",
        fr="Aucune n’est jamais posée, et ce qui les lit est décidé comme si elles n’existaient pas.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)


Edges = dict[str, dict[str, Located]]
"""For each question those that it depends on, with the condition that says so."""


def check_all(library: Library) -> Iterator[Diagnostic]:
    """One finding for each cycle; a step of it is left out before the next is looked for."""
    if not library.examined_questions:
        return
    edges = _edges(library, library.index)
    while True:
        try:
            TopologicalSorter({name: list(read) for name, read in edges.items()}).prepare()
        except CycleError as fault:
            cycle = list(reversed(fault.args[1]))
            yield _finding(cycle, edges)
            del edges[cycle[0]][cycle[1]]
        else:
            return


def _edges(library: Library, index: Index) -> Edges:
    edges: Edges = {name: {} for name in library.asked}
    for located, names in conditions_behind(index):
        for name in names:
            for read in located.expression.names:
                if read in edges:
                    edges[name].setdefault(read, located)
    return edges


def _finding(cycle: list[str], edges: Edges) -> Diagnostic:
    steps = tuple(
        Related(_place(edges[name][read], read), say("{name} reads {read}", name=name, read=read))
        for name, read in pairwise(cycle)
    )
    return Diagnostic(
        rule=RULE.name,
        span=steps[0].span,
        message=say("questions depend on each other: {path}", path=" → ".join(cycle)),
        help=say("take one of these conditions away"),
        related=steps[1:],
    )


def _place(located: Located, read: str) -> Span:
    node = located.file.document.node(located.route)
    found = next((name for name in names_in(located.expression.root) if name.path == read), None)
    if isinstance(node, Scalar) and found is not None:
        return node.inside(found.offset, len(read))
    return located.file.span(*located.route)
