"""A file against its model: what fits becomes a value, what does not becomes a diagnostic with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rse_plan.diagnostics import Diagnostic, Edit
from rse_plan.errors import Said, say
from rse_plan.model.base import LANGUAGES, PLACEHOLDER, Key, Model
from rse_plan.model.repairs import meant_keys, repaired, unfit, with_keys
from rse_plan.model.work import KIND_TAG, KINDS
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document, Mapping, Node, Route, Scalar, Sequence

M = TypeVar("M", bound=Model)

FORMAT = 1
"""The only version of the file formats that this program reads."""
ENTRY = 3
"""Steps to a key of an entry: the list, the position, the key."""
PERSONS = ("individual", "person", "employee", "member", "user")
"""Levels at which nobody is measured."""


@dataclass(frozen=True, slots=True)
class Fitted(Generic[M]):
    """What a model makes of a file: `document` is the file without the entries that do not fit it."""

    value: M | None
    document: Document
    diagnostics: tuple[Diagnostic, ...]


def fit(document: Document, model: type[M]) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """Read a document as a model; the value is missing when anything that the model needs is wrong."""
    validated = _validated(document, model)
    return validated.value, validated.found


def fit_parts(document: Document, model: type[M]) -> Fitted[M]:
    """Read a document as a model, leaving aside the entries that do not fit.

    So one run shows the faults of a whole library: an item with a misspelt phase hides neither its
    neighbours' faults nor the items that others wait for.
    """
    validated = _validated(document, model)
    value, read = validated.value, validated.document
    if value is None and validated.faulty:
        rest = read.without(_entry(read, route) for route in validated.faulty)
        value = _validated(rest, model).value
        read = rest if value is not None else document
    return Fitted(value, read, validated.found)


def _entry(document: Document, route: Route) -> Route:
    """What is left aside for a fault: the nearest entry with an id, else the list's, else the key."""
    entries = [route[: depth + 1] for depth, step in enumerate(route) if isinstance(step, int)]
    named = [entry for entry in entries if _has_id(document.node(entry))]
    return named[-1] if named else (entries or [route[:1]])[0]


def _has_id(node: Node | None) -> bool:
    return isinstance(node, Mapping) and node.get("id") is not None


def fit_at(document: Document, route: Route, model: type[M]) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """Read one value of a document as a model."""
    found: list[Diagnostic] = []
    node = document.node(route)
    try:
        value = model.model_validate(plain(node) if node is not None else None, context=found)
    except ValidationError as fault:
        errors = fault.errors(include_url=False)
        return None, (*found, *(_worded(error, document, route) for error in errors))
    return value, tuple(found)


@dataclass(frozen=True, slots=True)
class _Validated(Generic[M]):
    """The value, what is wrong, where the model refused something, and the file as it was read."""

    value: M | None
    found: tuple[Diagnostic, ...]
    faulty: tuple[Route, ...]
    document: Document


def _validated(document: Document, model: type[M]) -> _Validated[M]:
    if refusal := check_format(document):
        return _Validated(None, (refusal,), (), document)
    try:
        return _Validated(model.model_validate(bare(document.root)), (), (), document)
    except ValidationError:
        return _as_meant(document, model)


def _as_meant(document: Document, model: type[M]) -> _Validated[M]:
    """What is wrong, read on as if each slip were mended: it is one fault, whatever it hides."""
    repair = repaired(document)
    first = _examined(repair.document, model)
    told, last = (*repair.diagnostics, *first.found), first
    meant = meant_keys(first.document, first.found)
    if meant:
        last = _examined(with_keys(first.document, meant), model)
        if unfit_ := unfit(last.document, meant, last.found):
            meant = {span: word for span, word in meant.items() if span not in unfit_}
            last = _examined(with_keys(first.document, meant), model) if meant else first
        slips = tuple(one for one in first.found if one.rule == "unknown-key" and one.span in meant)
        told = (*repair.diagnostics, *slips, *last.found)
    return _Validated(last.value, told, last.faulty, last.document)


def _examined(document: Document, model: type[M]) -> _Validated[M]:
    """The value with keys that know their place: what is wrong is looked for only where something is."""
    found: list[Diagnostic] = []
    try:
        value = model.model_validate(plain(document.root), context=found)
    except ValidationError as fault:
        errors = [e for e in fault.errors(include_url=False) if not _is_misspelt(e, document, found)]
        found.extend(_worded(error, document) for error in errors)
        faulty = tuple(_route(error) for error in fault.errors(include_url=False))
        return _Validated(None, tuple(found), faulty, document)
    return _Validated(value, tuple(found), (), document)


def _is_misspelt(error: ErrorDetails, document: Document, found: Iterable[Diagnostic]) -> bool:
    """Whether a missing key is there under a name that was reported as unknown: that is one fault."""
    route = _route(error)
    node = document.node(route[:-1])
    if error["type"] != "missing" or not isinstance(node, Mapping):
        return False
    keys = {entry.key.span for entry in node.entries}
    return any(
        one.rule == "unknown-key"
        and one.span in keys
        and one.help is not None
        and one.help.values.get("word") == route[-1]
        for one in found
    )


def _route(error: ErrorDetails) -> Route:
    """A fault's way through the file: pydantic's, without the marks of unions and of keys."""
    return tuple(step for step in error["loc"] if not str(step).startswith(KIND_TAG) and step != "[key]")


def check_format(document: Document) -> Diagnostic | None:
    """Another version of the format is refused whole: its other faults would mislead."""
    version = document.scalar("format")
    if version is None or version.text == str(FORMAT):
        return None
    return Diagnostic(
        rule="format-version",
        span=version.span,
        message=say(
            "this file is of format {version}; this program reads format {known}",
            version=version.text,
            known=FORMAT,
        ),
        help=say("install a newer rse-plan, or write “format: {known}” if the file fits it", known=FORMAT),
    )


def bare(node: Node) -> Any:
    """A node as pydantic takes it where no place is asked for: dicts, tuples, scalars as they are."""
    if isinstance(node, Scalar):
        return node
    if isinstance(node, Mapping):
        return {key.text: bare(value) for key, value in node.entries}
    return tuple([bare(item) for item in node.items])


def plain(node: Node) -> Any:
    """A node as pydantic takes it: dicts whose keys know their place, tuples, scalars as they are."""
    if isinstance(node, Scalar):
        return node
    if isinstance(node, Sequence):
        return tuple(plain(item) for item in node.items)
    return {Key.at(entry.key.text, entry.key.span): plain(entry.value) for entry in node.entries}


def _worded(error: ErrorDetails, document: Document, under: Route = ()) -> Diagnostic:
    route = (*under, *_route(error))
    node = document.node(route)
    span = document.span(route)
    kind = error["type"]
    if kind == "missing":
        return _missing(route, document)
    if kind == "lacking":
        return _missing((*route, error["ctx"]["key"]), document)
    if kind == "wrong-value":
        details = error["ctx"]
        if (
            route[0] == "kpis"
            and route[2:] == ("level",)
            and isinstance(node, Scalar)
            and node.text in PERSONS
        ):
            return _of_persons(node)
        if isinstance(node, Scalar) and details["length"]:
            span = node.inside(details["offset"], details["length"])
        return _wrong(span, details["said"], details["advice"])
    if kind == "unknown-role" and isinstance(node, Scalar):
        return unknown_role(node.text, span)
    if kind == "template" and isinstance(node, Scalar):
        return _template(node, error["ctx"]["said"])
    if kind == "union_tag_invalid":
        return _wrong(
            document.span((*route, "kind")),
            say("this kind of item does not exist"),
            say("one of {names}", names=", ".join(KINDS)),
        )
    if kind in ("tuple_type", "list_type"):
        return _wrong(span, say("a list is wanted here"), say("begin each line with a dash"))
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return _map_wanted(node, span, str(error.get("ctx", {}).get("class_name", "")))
    return _wrong(span, say("this value does not fit"), None)


def unknown_role(role: str, span: Span, advice: Said | None = None) -> Diagnostic:
    """A role that there is none of; which there are, only the library knows."""
    message = say("no role is called “{role}”", role=role)
    return Diagnostic(rule="unknown-role", span=span, message=message, help=advice)


def _of_persons(node: Scalar) -> Diagnostic:
    """A measure of people one by one: no wrong word but a wrong purpose."""
    message = say("a measure of single persons: this network measures uses, by group")
    advice = say("write “level: group”, and measure what the group gets done")
    return Diagnostic(rule="individual-evaluation", span=node.span, message=message, help=advice)


def _template(node: Scalar, message: Said) -> Diagnostic:
    """Braces in a condition; they can be taken away where each pair holds a name and nothing else."""
    start, end = node.text.find("{"), node.text.rfind("}") + 1
    bare = PLACEHOLDER.sub(r"\1", node.text[start:end])
    span = node.inside(start, end - start)
    whole = span.end_column - span.column == end - start
    return Diagnostic(
        rule="template-in-condition",
        span=node.inside(start, 2),
        message=message,
        help=say("write the name alone: conditions need no braces"),
        edit=Edit(span, bare) if whole and "{" not in bare else None,
    )


_SHORTEST = {
    "Text": "{{en: …, fr: …}}",
    "LeadTime": "{{base: {value}}}",
    "Raci": "{{R: …, A: {value}}}",
    "Before": "{{task: {value}, by: …}}",
    "Due": "{{on: {value}}}",
}
"""The shortest map that a model takes, by its name; `value` is what stands there instead."""


def _map_wanted(node: Node | None, span: Span, model: str) -> Diagnostic:
    """A single value or a list where a map stands: how it would be written is said by an example."""
    message = say("a map of keys and values is wanted here")
    if model == "Text":
        message = say("a text in both languages is wanted here")
    value = node.text if isinstance(node, Scalar) and "\n" not in node.text else "…"
    example = _SHORTEST.get(model, "").format(value=value)
    advice = say("write {example}", example=example) if example else None
    return _wrong(span, message, advice or say("write keys and values, indented under this key"))


def _missing(route: Route, document: Document) -> Diagnostic:
    key, parent = str(route[-1]), route[:-1]
    where = document.key_span(parent) if parent else document.root.span
    siblings = document.node(parent)
    if key in LANGUAGES and isinstance(siblings, Mapping):
        others = [entry.key.text for entry in siblings.entries]
        message = say(
            "this text is missing in “{language}” (it is there in {others})",
            language=key,
            others=", ".join(others) or "—",
        )
        return Diagnostic(
            rule="missing-translation",
            span=where,
            message=message,
            help=say("add “{language}: …”", language=key),
        )
    named = bool(parent) and isinstance(parent[-1], str)
    first = where if named else beginning(siblings, where)
    id_ = siblings.get("id") if isinstance(siblings, Mapping) else None
    return _missing_part(route, key, first, id_.span if id_ is not None else first)


def _missing_part(route: Route, key: str, span: Span, id_: Span) -> Diagnostic:
    """A missing key; two of them have a rule of their own, for what they mean to the reader of a plan."""
    advice = say("add “{key}: …”", key=key)
    if route[0] == "asks" and len(route) == ENTRY and key == "due":
        message = say("this ask has no date: what is asked for one day is done never")
        advice = say("add “due:”, before an item or on the day an item ends")
        return Diagnostic(rule="ask-without-date", span=id_, message=message, help=advice)
    if route[0] == "messages" and len(route) == ENTRY and key in ("channel", "subject", "body"):
        message = say("this message cannot be sent: “{key}” is missing", key=key)
        return Diagnostic(rule="message-missing", span=id_, message=message, help=advice)
    return missing_key(key, span)


def missing_key(key: str, span: Span) -> Diagnostic:
    """A required key that is not there."""
    message = say("the key “{key}” is missing", key=key)
    return Diagnostic(rule="missing-key", span=span, message=message, help=say("add “{key}: …”", key=key))


def beginning(node: Node | None, otherwise: Span) -> Span:
    """Where a map begins: its first key, which is a better place to look at than all its lines."""
    return node.entries[0].key.span if isinstance(node, Mapping) and node.entries else otherwise


def _wrong(span: Span, message: Said, advice: Said | None) -> Diagnostic:
    return Diagnostic(rule="wrong-value", span=span, message=message, help=advice)
