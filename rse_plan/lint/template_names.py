"""What a template may name: the views of documents, followed through loops and assignments.

Where the type of something cannot be told, such as a macro's argument, nothing is said of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import Environment, nodes

from rse_plan.documents.folio import Folio
from rse_plan.documents.views import BriefView, Heading, PlanView, RegisterView
from rse_plan.formats import html, markdown
from rse_plan.lint.templates import Template
from rse_plan.source.span import Span

VIEWS: Mapping[str, type] = {
    "plan": PlanView,
    "brief": BriefView,
    "register": RegisterView,
    "folio": Folio,
}
"""The view of each document, by the beginning of its templates' names."""

_OF_JINJA = frozenset(Environment(autoescape=True).globals) | {
    "loop",
    "caller",
    "self",
    "super",
    "varargs",
    "kwargs",
}
_NEAR = 6
"""Lines over which an expression may go on after the one it begins on."""

Types = tuple[Any, ...]
"""What something may be; nothing when that cannot be told."""
Scope = dict[str, Types]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nothing gives: `path` as it is written, `known` what could have been meant."""

    path: str
    name: str
    span: Span
    known: Collection[str]
    is_exact: bool
    is_template: bool = False


def unknown_in(template: Template) -> Iterator[Unknown]:
    """Everything that a template names in vain."""
    yield from _names(template)
    yield from _parts(template)
    yield from _filters(template)
    yield from _taken_in(template)


def _taken_in(template: Template) -> Iterator[Unknown]:
    """Templates that are to be found beside it, by name."""
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    for node in _tree(template).find_all(kinds):
        named = getattr(node, "template", None)
        name = named.value if isinstance(named, nodes.Const) else None
        if (
            isinstance(name, str)
            and name not in template.beside
            and not getattr(node, "ignore_missing", False)
        ):
            found = _unknown(template, node.lineno, name, template.beside)
            yield from (replace(one, is_template=True) for one in found)


def _names(template: Template) -> Iterator[Unknown]:
    """Names that neither the program, nor the template itself, nor those around it hand to it."""
    tree = _tree(template)
    known = {"view", "heading", "_"} | ({"style", "script", "policy", "logo"} if template.is_html else set())
    handed = template.given if template.is_part else frozenset()
    given = known | handed | _OF_JINJA | frozenset(_assigned(tree))
    for node in tree.find_all(nodes.Name):
        if node.ctx == "load" and node.name not in given:
            yield from _unknown(template, node.lineno, node.name, known)


def _assigned(tree: nodes.Template) -> Iterator[str]:
    """Every name that a template gives itself, wherever: blocks see what is set outside them."""
    yield from (node.name for node in tree.find_all(nodes.Name) if node.ctx != "load")
    yield from (node.name for node in tree.find_all(nodes.Macro))
    yield from (node.target for node in tree.find_all(nodes.Import))
    for node in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in node.names)


def _filters(template: Template) -> Iterator[Unknown]:
    """Filters and tests that Jinja would refuse."""
    environment = _environment(template)
    for node in _tree(template).find_all((nodes.Filter, nodes.Test)):
        known = environment.filters if isinstance(node, nodes.Filter) else environment.tests
        if node.name not in known:
            yield from _unknown(template, node.lineno, node.name, known)


def _parts(template: Template) -> Iterator[Unknown]:
    """Parts that a view, a row or a heading does not have."""
    document = template.name.partition(".")[0]
    views = (VIEWS[document],) if document in VIEWS else tuple(VIEWS.values())
    scope: Scope = {"view": views, "heading": (Heading,)}
    for node, owner in _Walk().visit(_tree(template), scope):
        path = _path(node)
        yield from _unknown(template, node.lineno, path or node.attr, _parts_of(owner), node.attr)


def _environment(template: Template) -> Environment:
    """What fills templates of its format."""
    if template.is_html:
        return html.environment_of()
    return markdown.environment_of()


def _tree(template: Template) -> nodes.Template:
    return template.tree or nodes.Template([])


def _unknown(
    template: Template, line: int, path: str, known: Collection[str], part: str | None = None
) -> Iterator[Unknown]:
    """Every place near a line where a path is written; the line itself when it is written otherwise."""
    name = part or path
    written = re.compile(rf"(?<![\w.]){re.escape(path)}(?!\w)")
    for number in range(line, min(line + _NEAR, len(template.document.lines) + 1)):
        found = list(written.finditer(template.document.lines[number - 1]))
        for match in found:
            end = match.end() + 1
            span = Span(template.document.path, number, end - len(name), number, end)
            yield Unknown(path, name, span, known, is_exact=True)
        if found:
            return
    whole = max(len(template.document.lines[line - 1]), 1)
    yield Unknown(path, name, Span(template.document.path, line, 1, line, whole + 1), known, is_exact=False)


def _path(node: nodes.Node) -> str | None:
    """An expression of names and dots as it is written."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        owner = _path(node.node)
        return f"{owner}.{node.attr}" if owner is not None else None
    return None


class _Walk:
    """Follows the types of names through a tree; a missing part is told with what was asked for it."""

    def visit(self, node: nodes.Node, scope: Scope) -> Iterator[tuple[nodes.Getattr, Types]]:
        if isinstance(node, nodes.Getattr):
            yield from self._part(node, scope)
            return
        if isinstance(node, nodes.For):
            yield from self._loop(node, scope)
            return
        if isinstance(node, nodes.With):
            scope = scope | {
                target.name: _types(value, scope)
                for target, value in zip(node.targets, node.values, strict=True)
                if isinstance(target, nodes.Name)
            }
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            scope = scope | {argument.name: () for argument in node.args}
        elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            scope[node.target.name] = _types(node.node, scope)
        for child in node.iter_child_nodes():
            yield from self.visit(child, scope)

    def _part(self, node: nodes.Getattr, scope: Scope) -> Iterator[tuple[nodes.Getattr, Types]]:
        owner = _types(node.node, scope)
        if owner and not any(_has(one, node.attr) for one in owner):
            yield node, owner
            return
        yield from self.visit(node.node, scope)

    def _loop(self, node: nodes.For, scope: Scope) -> Iterator[tuple[nodes.Getattr, Types]]:
        yield from self.visit(node.iter, scope)
        names = [name.name for name in node.target.find_all(nodes.Name)]
        inner = scope | dict.fromkeys(names, ())
        if isinstance(node.target, nodes.Name):
            inner = scope | {node.target.name: _elements(_types(node.iter, scope))}
        for child in (*([node.test] if node.test else []), *node.body, *node.else_):
            yield from self.visit(child, inner)


def _types(node: nodes.Node, scope: Scope) -> Types:
    """What an expression may be."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, ())
    if isinstance(node, nodes.Getattr):
        owners = _types(node.node, scope)
        return tuple(kind for one in owners for kind in _flat(_hints(one).get(node.attr)))
    return ()


def _elements(types: Types) -> Types:
    """What a loop over something gives."""
    return tuple(kind for one in types if _is_many(one) for kind in _flat(get_args(one)[0]))


def _is_many(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return origin is tuple


def _flat(hint: Any) -> Types:
    """A type without the nothing it may also be."""
    if get_origin(hint) in (Union, UnionType):
        return tuple(one for one in get_args(hint) if one is not type(None))
    return () if hint is None else (hint,)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind) if is_dataclass(kind) and isinstance(kind, type) else {}


def _has(kind: Any, name: str) -> bool:
    return name in _hints(kind) or hasattr(get_origin(kind) or kind, name)


def _parts_of(types: Types) -> frozenset[str]:
    return frozenset(name for kind in types for name in _hints(kind))
