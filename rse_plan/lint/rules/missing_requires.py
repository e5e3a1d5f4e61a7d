"""Another playbook's item, used without saying so at the top."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from rse_plan.diagnostics import Diagnostic, Edit
from rse_plan.errors import say
from rse_plan.library import Index, Library, Sourced, full_ref
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.playbook import Playbook
from rse_plan.source.document import Document, Scalar, Sequence
from rse_plan.source.span import Span

_FIRST = """\
kind: playbook
format: 1
id: first
title: {en: Example, fr: Exemple}
tasks:
  - id: interviews
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
    done_when: {en: The notes are written., fr: Les notes sont écrites.}
"""

_SECOND = """\
kind: playbook
format: 1
id: second
title: {en: Example, fr: Exemple}
requires: [first]
tasks:
  - id: interviews
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
    done_when: {en: The notes are written., fr: Les notes sont écrites.}
    needs: [first/interviews]
"""

RULE = Rule(
    name="missing-requires",
    profile=Profile.DRAFT,
    fixable=True,
    what_it_finds=Both(
        en="An item of another playbook that is named here, while `requires` does not list that playbook.",
        fr="Un élément d’un autre playbook nommé ici, alors que `requires` ne cite pas ce playbook.",
    ),
    why_it_matters=Both(
        en="Whoever takes this playbook elsewhere must see at its top what has to come along.",
        fr="Qui reprend ce playbook ailleurs doit voir dès le début ce qui doit l’accompagner.",
    ),
    bad={"first.yaml": _FIRST, "second.yaml": _SECOND.replace("requires: [first]\n", "")},
    good={"first.yaml": _FIRST, "second.yaml": _SECOND},
    how_to_ignore=CAN_BE_IGNORED,
)


_Used = dict[str, dict[str, Callable[[], Span]]]
"""For each playbook those that it uses, with what tells where: few are asked."""


def check_all(library: Library) -> Iterator[Diagnostic]:
    """The first place where each unlisted playbook is used; a name that nothing has is another rule's."""
    index = library.index
    used: _Used = {}
    for place in index.examined:
        for ref, route in place.references:
            _note(used, index, place.playbook, ref, partial(place.span, *route))
    for file in library.examined:
        for position, change in enumerate(file.value.adjust):
            _note(used, index, file.value, change.item, partial(file.span, "adjust", position, "item"))
    for id_, others in used.items():
        for name, span in others.items():
            yield _worded(library.playbooks[id_], name, span())


def _note(used: _Used, index: Index, playbook: Playbook, ref: str, span: Callable[[], Span]) -> None:
    name = ref.partition("/")[0] if "/" in ref else playbook.id
    if name == playbook.id or name in playbook.requires or _through_a_layer(name, playbook, index):
        return
    if full_ref(ref, playbook) not in index.places:
        return
    used.setdefault(playbook.id, {}).setdefault(name, span)


def _through_a_layer(name: str, playbook: Playbook, index: Index) -> bool:
    """Whether it requires a file that extends the one that is used."""
    layers = (index.library.layers.get(required) for required in playbook.requires)
    return any(layer is not None and layer.value.extends == name for layer in layers)


def _worded(file: Sourced[Playbook], name: str, span: Span) -> Diagnostic:
    return Diagnostic(
        rule=RULE.name,
        severity=RULE.severity,
        span=span,
        message=say("“requires” does not list “{name}”", name=name),
        help=say("add it: requires: [{names}]", names=", ".join((*file.value.requires, name))),
        edit=_added(file.document, name) if len(file.document.paths) == 1 else None,
    )


def _added(document: Document, name: str) -> Edit | None:
    """The name after those that are listed, or a list of its own below the title."""
    listed = document.root.get("requires")
    if isinstance(listed, Sequence) and listed.items:
        return _appended(document, listed, name)
    if isinstance(listed, Scalar):
        return Edit(listed.span, f"[{document.lines[listed.span.line - 1][_columns(listed.span)]}, {name}]")
    return None if listed is not None else _new_line(document, name)


def _appended(document: Document, listed: Sequence, name: str) -> Edit:
    last = listed.items[-1].span
    line, column = last.end_line, last.end_column
    at_end = Span(document.path, line, column, line, column)
    if document.lines[listed.span.line - 1][listed.span.column - 1] == "[":
        return Edit(at_end, f", {name}")
    indent = document.lines[last.line - 1].partition("-")[0]
    return Edit(at_end, f"\n{indent}- {name}")


def _new_line(document: Document, name: str) -> Edit | None:
    """Before the key that follows the title; a file in braces is left to its author."""
    entries = document.root.entries
    titled = next((number for number, entry in enumerate(entries) if entry.key.text == "title"), None)
    if titled is None or titled + 1 >= len(entries):
        return None
    below = entries[titled + 1].key.span
    if below.column != 1:
        return None
    return Edit(Span(below.path, below.line, 1, below.line, 1), f"requires: [{name}]\n")


def _columns(span: Span) -> slice:
    return slice(span.column - 1, span.end_column - 1)
