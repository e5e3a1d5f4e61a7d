"""Findings for people and editors: the place, the fault, the line with a mark under it, what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import Said, say
from rse_plan.lint.engine import Linted
from rse_plan.lint.reports.style import Style
from rse_plan.source.span import Span

_WIDTH = 100
"""Columns of a quoted line; a longer one is cut around the fault."""
_LEAD = 30
"""Columns kept before the fault in a line that is cut."""
_RESET, _BOLD, _BLUE = "\x1b[0m", "\x1b[1m", "\x1b[34m"
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m"}


def report(linted: Linted, style: Style) -> str:
    """`path:line:column: error[rule]: message` for each finding, and a last line that counts them."""
    lines = [line for found in linted.findings for line in _finding(found, linted, style)]
    return "\n".join((*lines, summary(linted, style)))


def _finding(found: Diagnostic, linted: Linted, style: Style) -> Iterator[str]:
    word = _painted(f"{found.severity}[{found.rule}]", _COLOURS[found.severity], style)
    place = _painted(harmless(str(found.span)), _BOLD, style)
    yield f"{place}: {word}: {_worded(found.message, style)}"
    yield from _quoted(found, linted, style)
    if found.help is not None:
        yield _worded(say("  help: {advice}", advice=found.help), style)
    for other in found.related:
        yield f"  {harmless(str(other.span))}: {_worded(other.message, style)}"


def _quoted(found: Diagnostic, linted: Linted, style: Style) -> Iterator[str]:
    """The line of the fault with a mark under it."""
    line = linted.line(found.span)
    if not line.strip():
        return
    before, marked, after = _around(line, found.span)
    number = str(found.span.line)
    mark = " " * _columns(before) + "^" * max(_columns(marked), 1)
    bar = _painted("|", _BLUE, style)
    yield f"{_painted(number.rjust(5), _BLUE, style)} {bar} {before}{marked}{after}".rstrip()
    yield f"{' ' * 5} {bar} {_painted(mark, _COLOURS[found.severity], style)}"


def _around(line: str, span: Span) -> tuple[str, str, str]:
    """A line before, in and after a span, without what is too far away to show."""
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    before, marked, after = line[:start], line[start:end], line[end:]
    if len(line) > _WIDTH:
        before = before if len(before) <= _LEAD else f"…{before[1 - _LEAD :]}"
        marked = marked if len(marked) <= _WIDTH - _LEAD else f"{marked[: _WIDTH - _LEAD - 1]}…"
        room = max(_WIDTH - len(before) - len(marked), 0)
        after = after if len(after) <= room else f"{after[: max(room - 1, 0)]}…"
    return harmless(before), harmless(marked), harmless(after)


def _worded(said: Said, style: Style) -> str:
    return harmless(said.in_words(style.translate))


def harmless(text: str) -> str:
    """A line that cannot steer the terminal: control and direction signs are shown as one mark each."""
    return "".join(
        " " if sign == "\t" else "\N{REPLACEMENT CHARACTER}" if _steers(sign) else sign for sign in text
    )


def _steers(sign: str) -> bool:
    return unicodedata.category(sign) in _STEERING


_STEERING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def _columns(text: str) -> int:
    """The width of a text on a terminal."""
    return sum(_width(sign) for sign in text)


def _width(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1


def _painted(text: str, colour: str, style: Style) -> str:
    return f"{colour}{text}{_RESET}" if style.colour else text


def summary(linted: Linted, style: Style) -> str:
    """How many of each were found, how many more comments silence, and in how many files."""
    errors = sum(found.severity is Severity.ERROR for found in linted.findings)
    counts = {"errors": errors, "warnings": len(linted.findings) - errors, "files": linted.files}
    said = say("errors: {errors}, warnings: {warnings}, files examined: {files}", **counts)
    if linted.ignored:
        said = say(
            "errors: {errors}, warnings: {warnings}, ignored: {ignored}, files examined: {files}",
            ignored=len(linted.ignored),
            **counts,
        )
    return _worded(said, style)
