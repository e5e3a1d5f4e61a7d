"""What is found only because something else is wrong: one fault, one finding (semantics 19)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.library import Library
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document, Route

OF_CONDITIONS = (
    "conditional-need",
    "decision-before-opinion",
    "for-each-mismatch",
    "never-true",
    "no-effect-question",
    "pilot-before-opinion",
    "quick-gap",
    "unreachable-item",
)
"""Rules that rest on when playbooks, items and questions are there."""
FOR_THE_WHOLE = frozenset(("applies_when", "for_each"))
"""Keys of a playbook that decide on everything in it."""
NAMING_ROLES = frozenset(("R", "A", "C", "I", "effort", "of", "from", "owner", "heard_from"))
"""Keys under which roles are named."""


def without_consequences(found: Sequence[Diagnostic], library: Library) -> Sequence[Diagnostic]:
    """The findings without those that would go with the fault of another."""
    if not any(one.rule in _FOLLOWS for one in found):
        return found
    causes = _Causes(found, library)
    return [one for one in found if one.rule not in _FOLLOWS or not _FOLLOWS[one.rule](causes, one)]


@dataclass(frozen=True)
class _Causes:
    """The errors of a run, and where in their files they stand."""

    found: Sequence[Diagnostic]
    library: Library

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        return {one.path: one for one in self.library.documents}

    @cached_property
    def by_path(self) -> Mapping[str, Sequence[tuple[Diagnostic, Route]]]:
        """Each error with the way to it through its file."""
        found: dict[str, list[tuple[Diagnostic, Route]]] = {}
        for one in self.found:
            document = self.documents.get(one.span.path)
            if document is not None and _may_be_a_cause(one):
                found.setdefault(one.span.path, []).append((one, document.route_of(one.span)))
        return found

    @cached_property
    def whole(self) -> Mapping[str, frozenset[Span]]:
        """The errors in what decides on a whole playbook, by path."""
        return {
            path: frozenset(one.span for one, route in causes if FOR_THE_WHOLE.intersection(route[:1]))
            for path, causes in self.by_path.items()
        }

    @cached_property
    def nameless(self) -> Mapping[str, frozenset[str]]:
        """The sections of files in which something has an id that cannot be read, by path."""
        return {
            path: frozenset(str(route[0]) for _, route in causes if len(route) > 1 and route[-1] == "id")
            for path, causes in self.by_path.items()
        }

    def at(self, path: str, holds: Callable[[Route], bool]) -> bool:
        """Whether an error of a file stands at such a place."""
        return any(holds(route) for _, route in self.by_path.get(path, ()))


def _may_be_a_cause(found: Diagnostic) -> bool:
    """A condition that never holds is the cause of others; what else rests on conditions is none."""
    return found.severity is Severity.ERROR and (
        found.rule == "never-true" or found.rule not in OF_CONDITIONS
    )


def _rests_on_a_faulty_condition(causes: _Causes, found: Diagnostic) -> bool:
    """Its playbook's own condition is wrong, or one of the places that it speaks of."""
    places = (found.span, *(other.span for other in found.related))
    if any(causes.whole.get(place.path, frozenset()) - {found.span} for place in places):
        return True
    return any(
        _holds(other.span, cause.span) and cause is not found and not _holds(other.span, found.span)
        for other in found.related
        for cause, _ in causes.by_path.get(other.span.path, ())
    )


def _is_listed_otherwise(causes: _Causes, found: Diagnostic) -> bool:
    """Something in `requires` is wrong: it may be the very name."""
    return causes.at(found.span.path, lambda route: route[:1] == ("requires",))


def _names_the_nameless(causes: _Causes, found: Diagnostic) -> bool:
    """The playbook that is named has an item whose id cannot be read."""
    ref = str(found.message.values.get("ref", ""))
    name = ref.partition("/")[0]
    path = found.span.path
    if "/" in ref:
        path = next((path for path, one in causes.documents.items() if _states(one, name)), path)
    return bool(causes.nameless.get(path, frozenset()) - {"questions"})


def _states(document: Document, id_: str) -> bool:
    own = document.scalar("id")
    return own is not None and own.text == id_


def _asks_the_nameless(causes: _Causes, found: Diagnostic) -> bool:
    return bool(causes.nameless.get(found.span.path, frozenset()) & {"questions", "sections"})


def _has_an_unknown_letter(causes: _Causes, found: Diagnostic) -> bool:
    """A key of the same raci is not known."""
    lines = range(found.span.line, found.span.end_line + 1)
    return any(
        cause.rule == "unknown-key" and route[-1:] == ("raci",) and cause.span.line in lines
        for cause, route in causes.by_path.get(found.span.path, ())
    )


def _may_be_meant(causes: _Causes, found: Diagnostic) -> bool:
    """Somewhere the name of such a thing is wrong."""
    document = causes.documents.get(found.span.path)
    kind = document.kind if document is not None else ""
    if kind == "playbook":
        return causes.at(found.span.path, lambda route: route[:1] == ("asks",) and route[-1:] == ("message",))
    keys = frozenset(("because",)) if kind == "evidence" else NAMING_ROLES
    return any(causes.at(path, lambda route: not keys.isdisjoint(route)) for path in causes.by_path)


_FOLLOWS: Mapping[str, Callable[[_Causes, Diagnostic], bool]] = {
    **dict.fromkeys(OF_CONDITIONS, _rests_on_a_faulty_condition),
    "missing-requires": _is_listed_otherwise,
    "one-accountable": _has_an_unknown_letter,
    "unknown-reference": _names_the_nameless,
    "unasked-variable": _asks_the_nameless,
    "unused-definition": _may_be_meant,
}
"""For each rule what tells that a finding is the consequence of another."""


def _holds(outer: Span, inner: Span) -> bool:
    return outer.path == inner.path and outer[1:3] <= inner[1:3] and inner[3:5] <= outer[3:5]


def meant(library: Library) -> frozenset[str]:
    """What misspelt names seem to mean: it is used, though nothing names it."""
    words = (found.help.values.get("word") for found in library.diagnostics if found.help is not None)
    return frozenset(word for word in words if isinstance(word, str))


def named_where_faulty(name: str, library: Library) -> bool:
    """Whether a file with faults names something, perhaps in a part that they hide; its own id is no use."""
    faulty = {found.span.path for found in library.diagnostics if found.severity is Severity.ERROR}
    used = re.compile(rf"""(?<![\w./-])(?<!\bid: )(?<!\bid: ["']){re.escape(name)}(?![\w-])""")
    return any(used.search(library.sources.get(path, "")) for path in sorted(faulty))
