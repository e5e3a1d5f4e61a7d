"""Which finding is which, from one run to the next, for programs that tell old ones from new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from rse_plan.diagnostics import Diagnostic
from rse_plan.lint.engine import Linted
from rse_plan.source.span import Span


def identified(linted: Linted) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with a fingerprint that is its alone.

    It stays the same when lines are added above, in either language, and where the message counts or
    names other places; it changes with the path, the rule, and the words at fault.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for found in linted.findings:
        traits = (found.rule, found.span.path, found.message.wording, _at_fault(linted, found.span))
        seen[traits] += 1
        yield found, _fingerprint((*traits, str(seen[traits])))


def _at_fault(linted: Linted, span: Span) -> str:
    """The words of a span, as far as its first line goes."""
    line = linted.line(span)
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    return line[span.column - 1 : end].strip()


def _fingerprint(traits: tuple[str, ...]) -> str:
    return sha256("\0".join(traits).encode("utf-8", "surrogatepass")).hexdigest()[:32]
