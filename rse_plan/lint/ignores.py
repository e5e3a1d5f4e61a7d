"""Comments that silence a finding: local, reasoned and checked (user-asks 15)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rse_plan.diagnostics import Diagnostic, Edit, Severity, nearest
from rse_plan.errors import Said, say
from rse_plan.lint.places import Places
from rse_plan.lint.rule import Rule
from rse_plan.lint.templates import ENDING
from rse_plan.source.comments import Comment, comments
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document

_MARK = "rse-plan:"
_DIRECTIVE = re.compile(
    r"#-?\s*rse-plan:\s*ignore\b(?:\s*\[(?P<names>[^\]]*)\])?(?P<reason>(?:(?!#\s*rse-plan:).)*)"
)
_IN_TEMPLATE = re.compile(r"\{#.*?#\}")
_NAME = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that is not reported, and why."""

    finding: Diagnostic
    reason: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is left of a run's findings; those about the comments themselves are among `findings`."""

    findings: tuple[Diagnostic, ...]
    ignored: tuple[Ignored, ...]


@dataclass(frozen=True, slots=True)
class _Ignore:
    """One comment: the rules it names with their places, its reason, and the line below that it covers."""

    comment: Comment
    span: Span
    named: tuple[tuple[str, Span], ...] | None
    reason: str
    below: int


@dataclass(slots=True)
class _Use:
    """What a comment has silenced so far."""

    names: set[str] = field(default_factory=set)


def sift(
    findings: Iterable[Diagnostic],
    documents: Iterable[Document],
    rules: Mapping[str, Rule],
    ran: Callable[[Rule], bool],
) -> Sifted:
    """Take out what comments of the documents silence, and say what is wrong with the comments.

    `ran` tells which rules were asked for: a comment for another one is not without use.
    """
    kept: list[Diagnostic] = []
    ignored: list[Ignored] = []
    by_path = {document.path: document for document in documents if _MARK in document.text}
    waiting: dict[str, list[Diagnostic]] = {path: [] for path in by_path}
    for found in findings:
        waiting.get(found.span.path, kept).append(found)
    for path, document in by_path.items():
        sifted = _sift_file(waiting[path], tuple(_ignores(document)), Places(document), rules, ran)
        kept.extend(sifted.findings)
        ignored.extend(sifted.ignored)
    return Sifted(tuple(kept), tuple(ignored))


def _sift_file(
    findings: Sequence[Diagnostic],
    ignores: Sequence[_Ignore],
    places: Places,
    rules: Mapping[str, Rule],
    ran: Callable[[Rule], bool],
) -> Sifted:
    silenced: dict[int, Ignored] = {}
    uses = [_Use() for _ in ignores]
    for ignore, use in zip(ignores, uses, strict=True):
        for name, _ in ignore.named or ():
            if name in rules and rules[name].can_be_ignored:
                hits = _hits(ignore, [one for one in findings if one.rule == name], places)
                silenced.update((id(one), Ignored(one, ignore.reason)) for one in hits)
                use.names.update(name for _ in hits)
    kept = [one for one in findings if id(one) not in silenced]
    # Where a fault keeps rules from seeing a part of the file, a comment may be waiting for one of them.
    hidden = any(one.rule not in rules or not rules[one.rule].can_be_ignored for one in kept)
    kept.extend(fault for ignore in ignores for fault in _faults(ignore, rules))
    if not hidden:
        for ignore, use in zip(ignores, uses, strict=True):
            idle = _idle(ignore, use, rules, ran)
            kept.extend(_unused(ignore, idle, _missed(ignore, idle, kept, places)))
    return Sifted(tuple(kept), tuple(silenced.values()))


def _comments(document: Document) -> Iterator[Comment]:
    """Comments of YAML, and of Jinja in a template; `{# … #}` over several lines silences nothing."""
    if not document.path.endswith(ENDING):
        yield from comments(document)
        return
    for number, line in enumerate(document.lines, start=1):
        for found in _IN_TEMPLATE.finditer(line):
            span = Span(document.path, number, found.start() + 2, number, found.end())
            around = line[: found.start()] + line[found.end() :]
            yield Comment(line[found.start() + 1 : found.end() - 1], span, not around.strip(), 0)


def _ignores(document: Document) -> Iterator[_Ignore]:
    found = list(_comments(document))
    alone = {comment.span.line for comment in found if comment.alone}
    for comment in found:
        below = comment.span.line + 1
        while comment.alone and below in alone:
            below += 1
        for directive in _DIRECTIVE.finditer(comment.text):
            named = directive["names"]
            names = None if named is None else tuple(_names(directive, comment))
            span = comment.span.inside(directive.start(), len(directive[0].rstrip()))
            yield _Ignore(comment, span, names, directive["reason"].strip(" \t:-–—#"), below)


def _names(directive: re.Match[str], comment: Comment) -> Iterator[tuple[str, Span]]:
    for name in _NAME.finditer(directive.string, *directive.span("names")):
        yield name[0], comment.span.inside(name.start(), len(name[0]))


def _hits(ignore: _Ignore, findings: Sequence[Diagnostic], places: Places) -> list[Diagnostic]:
    """What a comment covers: findings whose lines hold it, and those that begin on the line below.

    A comment at the end of a line speaks of that line first.
    """
    line = ignore.comment.span.line
    lines = [(one, places.lines(one.span)) for one in findings]
    around = [one for one, (first, last) in lines if first <= line <= last]
    if around and not ignore.comment.alone:
        return around
    below = [one for one, (first, _) in lines if ignore.below in (first, one.span.line)]
    return [*around, *(one for one in below if one not in around)]


def _faults(ignore: _Ignore, rules: Mapping[str, Rule]) -> Iterator[Diagnostic]:
    example = say("write “# rse-plan: ignore[rule] reason”")
    if not ignore.named:
        yield _fault(ignore.span, say("this comment does not say which rule it ignores"), example)
        return
    for name, span in ignore.named:
        if name not in rules:
            advice = nearest(name, rules) or say("“rse-plan lint --list” shows them all")
            yield _fault(span, say("no rule is called “{name}”", name=name), advice)
        elif not rules[name].can_be_ignored:
            message = say("“{name}” cannot be ignored", name=name)
            yield _fault(span, message, say("mend the fault, and take the comment away"))
    if not ignore.reason:
        yield _fault(ignore.span, say("this comment gives no reason"), example)


def _fault(span: Span, message: Said, advice: Said) -> Diagnostic:
    return Diagnostic(rule="unknown-ignore", span=span, message=message, help=advice)


_Named = tuple[str, Span]


def _idle(
    ignore: _Ignore, use: _Use, rules: Mapping[str, Rule], ran: Callable[[Rule], bool]
) -> tuple[_Named, ...]:
    """Names that silence nothing, of rules that were looked at."""
    return tuple(
        (name, span)
        for name, span in ignore.named or ()
        if name not in use.names and name in rules and rules[name].can_be_ignored and ran(rules[name])
    )


def _missed(
    ignore: _Ignore, idle: Iterable[_Named], kept: Iterable[Diagnostic], places: Places
) -> Mapping[str, int]:
    """For each idle name the line of a finding in the same item, for which it was surely written."""
    names = {name for name, _ in idle}
    comment = ignore.comment
    near = [places.item(comment.span.line)] if names else []
    if names and comment.alone:
        near.append(places.item(ignore.below))
    found: dict[str, int] = {}
    for one in kept:
        line = places.lines(one.span)[0] if one.rule in names else 0
        if any(first <= line <= last for first, last in near):
            found.setdefault(one.rule, line)
    return found


def _unused(ignore: _Ignore, idle: Sequence[_Named], missed: Mapping[str, int]) -> Iterator[Diagnostic]:
    """Each offers the same change, which takes all of them away but those that stand in the wrong place."""
    named = ignore.named or ()
    gone = {span for name, span in idle if name not in missed}
    left = [name for name, span in named if span not in gone]
    edit = _shortened(named, left) if left else _removed(ignore)
    for name, span in idle:
        yield Diagnostic(
            rule="unused-ignore",
            severity=Severity.WARNING,
            span=span,
            message=say("nothing here breaks “{name}”", name=name),
            help=say("put it at the end of line {line}, or on the line above", line=missed[name])
            if name in missed
            else say("take the comment away"),
            edit=edit if span in gone else None,
        )


def _shortened(named: Sequence[tuple[str, Span]], left: Iterable[str]) -> Edit:
    first, last = named[0][1], named[-1][1]
    whole = Span(first.path, first.line, first.column, last.end_line, last.end_column)
    return Edit(whole, ", ".join(left))


def _removed(ignore: _Ignore) -> Edit | None:
    """Without the comment; with its line when nothing else stands there."""
    place, comment = ignore.span, ignore.comment
    if place.path.endswith(ENDING) and not comment.alone:
        return None  # the braces around it, and the blanks beside them, count in what comes out
    if place.end_column - place.column < len(comment.text.rstrip()):
        return Edit(_with_blanks(place, comment), "")  # another remark stands in the same comment
    if comment.alone:
        return Edit(Span(place.path, place.line, 1, place.line + 1, 1), "")
    return Edit(Span(place.path, place.line, place.column - comment.gap, place.line, place.end_column), "")


def _with_blanks(place: Span, comment: Comment) -> Span:
    """A part of a comment with the blanks after it; with those before it where it is the last part."""
    start, end = place.column - comment.span.column, place.end_column - comment.span.column
    before, after = comment.text[:start], comment.text[end:]
    if not after.strip():
        return place._replace(column=place.column - len(before) + len(before.rstrip()))
    return place._replace(end_column=place.end_column + len(after) - len(after.lstrip()))
