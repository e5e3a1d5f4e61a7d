"""Safe changes of text, put in where findings offer them, until none is left (user-asks 16).

Files are never printed anew from their values: comments, order and quotes survive, because nothing but
the offered stretches is touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from rse_plan.diagnostics import Diagnostic, Edit, Severity
from rse_plan.lint.engine import Linted
from rse_plan.source.span import Span

ROUNDS = 20
"""More than any file needs: a change may make room for the next, never for itself."""
LOOKED_AT = 8
"""Changes without gain that are tried once more, each with what it makes room for."""
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_LINE_END = re.compile(r"\r\n|\r|\n")

Contents = Mapping[str, bytes]
"""What files hold, by the path that messages print."""
Examine = Callable[[Contents], Linted]
"""Examines the files as if those given held something else."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was found before and after the changes, and the files that differ, before and after."""

    before: Linted
    after: Linted
    changes: Mapping[str, tuple[bytes, bytes]]

    @property
    def mended(self) -> int:
        """How many findings are gone."""
        return len(self.before.findings) - len(self.after.findings)


def fix(examine: Examine, read: Callable[[str], bytes]) -> Fixed:
    """Put in every safe change that leaves fewer findings and no new error.

    `read` gives what a file holds on the disk; nothing is written here.
    """
    before = examine({})
    fixing = _Fixing(examine, read, before)
    for _ in range(ROUNDS):
        if not fixing.round() and not fixing.look_ahead():
            break
    originals = {path: read(path) for path in fixing.contents}
    changes = {path: (originals[path], new) for path, new in sorted(fixing.contents.items())}
    return Fixed(before, fixing.now, changes)


class _Fixing:
    """The files as changed so far, and what is found in them."""

    def __init__(self, examine: Examine, read: Callable[[str], bytes], now: Linted) -> None:
        self.contents: dict[str, bytes] = {}
        self.now = now
        self._examine = examine
        self._read = read
        self._taken: list[Edit] = []

    def round(self) -> bool:
        """Put in what is offered now, as far as it does no harm; whether anything was taken."""
        base = self.contents
        self._taken = []
        self._take(tuple(_apart(_safe(self.now.findings))), base)
        return bool(self._taken)

    def look_ahead(self) -> bool:
        """Take changes that pay only with those that they make room for; whether anything was taken.

        A misspelt key hides what stands under it: read at last, that may be misspelt too.
        """
        offered = tuple(_apart(_safe(self.now.findings)))
        alone = ((edit,) for edit in offered[:LOOKED_AT]) if len(offered) > 1 else ()
        return any(self._take_with_next(edits) for edits in (offered, *alone))

    def _take_with_next(self, edits: Sequence[Edit]) -> bool:
        if not edits:
            return False
        contents = {**self.contents, **self._changed(edits, self.contents)}
        known = {_told(found) for found in self.now.findings}
        shown = (found for found in self._examine(contents).findings if _told(found) not in known)
        contents |= self._changed(tuple(_apart(_safe(shown))), contents)
        then = self._examine(contents)
        if not _is_better(self.now, then, len(edits)):
            return False
        self.contents, self.now = contents, then
        return True

    def _take(self, edits: Sequence[Edit], base: Contents) -> None:
        """Take all changes at once, or by halves: one that does harm is found, and left out alone."""
        if not edits:
            return
        contents = {**base, **self._changed((*self._taken, *edits), base)}
        then = self._examine(contents)
        if _is_better(self.now, then, len(edits)):
            self.contents, self.now = contents, then
            self._taken.extend(edits)
        elif len(edits) > 1:
            middle = len(edits) // 2
            self._take(edits[:middle], base)
            self._take(edits[middle:], base)

    def _changed(self, edits: Sequence[Edit], base: Contents) -> dict[str, bytes]:
        by_path: dict[str, list[Edit]] = {}
        for edit in edits:
            by_path.setdefault(edit.span.path, []).append(edit)
        return {
            path: apply_edits(base[path] if path in base else self._read(path), own)
            for path, own in by_path.items()
        }


def _safe(findings: Iterable[Diagnostic]) -> Iterator[Edit]:
    """Changes of the files that findings stand in: one between files may have its cause in another's."""
    for found in findings:
        if found.edit is not None and found.edit.safe and found.edit.span.path == found.span.path:
            yield found.edit


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Each change once, without those that overlap one before: the next round offers them anew."""
    last: Span | None = None
    for edit in sorted(set(edits), key=lambda edit: (edit.span, edit.text)):
        begins = (edit.span.line, edit.span.column)
        if last is None or last.path != edit.span.path or (last.end_line, last.end_column) <= begins:
            last = edit.span
            yield edit


def _told(found: Diagnostic) -> tuple[str, str, str]:
    """What tells findings apart when lines have moved."""
    return found.span.path, found.rule, str(found.message)


def _is_better(before: Linted, after: Linted, changes: int) -> bool:
    """Whether each change has mended something, and nothing has become an error.

    A file that no longer parses hides its other faults: counting alone would call that better.
    """
    return len(after.findings) <= len(before.findings) - changes and not _errors(after) - _errors(before)


def _errors(linted: Linted) -> Counter[tuple[str, str]]:
    return Counter(
        (found.span.path, found.rule) for found in linted.findings if found.severity is Severity.ERROR
    )


def apply_edits(content: bytes, edits: Iterable[Edit]) -> bytes:
    """A file with its stretches replaced; of two that overlap the first counts.

    Line ends and a byte order mark stay as they are.
    """
    text = content.decode("utf-8")
    mark, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    line_end = _LINE_END.search(text)
    parts: list[str] = [mark]
    done = 0
    for edit in sorted(set(edits), key=lambda edit: (edit.span, edit.text)):
        start, end = _stretch(edit.span, starts, len(text))
        if start >= done or not parts[1:]:
            parts += (text[done:start], edit.text.replace("\n", line_end[0] if line_end else "\n"))
            done = end
    return "".join((*parts, text[done:])).encode("utf-8")


def _stretch(span: Span, starts: Sequence[int], length: int) -> tuple[int, int]:
    """Offsets of a span; what lies behind the last line is the end."""
    places = ((span.line, span.column), (span.end_line, span.end_column))
    start, end = (
        min(starts[line - 1] + column - 1, length) if line <= len(starts) else length
        for line, column in places
    )
    return start, end


def diff(fixed: Fixed) -> str:
    """What the changes are, as `diff -u` would show them."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for path, (old, new) in fixed.changes.items()
        for line in unified_diff(_lines(old), _lines(new), path, path)
    )


def _lines(content: bytes) -> list[str]:
    return [line for line in re.split(r"(?<=\n)", content.decode("utf-8")) if line]
