"""progress.yaml on disk: read, added to, never half written and never without its comments (design D12)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from rse_plan.diagnostics import Diagnostic, has_errors, in_order
from rse_plan.editing.kept_file import Advices, KeptFile, UnreadableFileError, content_of
from rse_plan.editing.lock import held as held_by_one
from rse_plan.errors import Translate, UserError, say
from rse_plan.library import Sourced
from rse_plan.model.progress import ProgressFile, read_progress
from rse_plan.planning.course import Course, unknown_reports
from rse_plan.source.document import Document, Node, Scalar, Sequence
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import read_bytes, read_text
from rse_plan.tracking.progress_text import updated

NAME = "progress.yaml"
TRIES = 100
"""How often the lock is tried: five seconds, while a command has it for a tenth of one."""
_ADVICES = Advices(
    full=say("make room, and type the command again; what was recorded before is kept"),
    other=say("check the permissions of the file and of its folder"),
)
_ABOUT = say(
    "What became of the plan: kept by “rse-plan done”, “start”, “block”, “decide”, “measure”, or by hand."
)
_STAYS = say("Comments and order stay as they are.")
_SIGN = re.compile(r"(?:^|(?<=\s))#")
"""What begins a comment, unless it stands in a value."""


def beside(answers: Path) -> Path:
    """Where the progress of the plan of an answers file is kept."""
    return answers.with_name(NAME)


def held(path: Path) -> AbstractContextManager[None]:
    """Keep the file to oneself while it is read and written; raises UserError when another one has it."""
    taken = UserError(
        say("another “rse-plan” is writing {path}", path=path.as_posix()), say("try again in a moment")
    )
    return held_by_one(path, taken, tries=TRIES)


class KeptProgress:
    """One progress file; `value` is what it holds, `document` where that stands (None in a new file)."""

    def __init__(self, file: KeptFile, value: ProgressFile, text: str, document: Document | None) -> None:
        self._file = file
        self._text = text
        self.value = value
        self.document = document

    @property
    def path(self) -> Path:
        return self._file.path

    def keep(self, after: ProgressFile) -> bool:
        """Write what changed; whether anything did. Raises UserError when it cannot be written whole."""
        if after == self.value:
            return False
        self._file.check_same()
        text = self._changed(after)
        self._file.write(text)
        self.value, self._text = after, text
        return True

    def unknown(self, known: Mapping[str, frozenset[str]]) -> tuple[Diagnostic, ...]:
        """What the file says of ids that are not in the plan (any more): kept, and told.

        `known` are the ids by section of the file: of work, of what can be decided, of measures.
        """
        if self.document is None:
            return ()
        course = Course(date.max, progress=Sourced(self.value, self.document))
        return in_order(unknown_reports(course, known))

    def _changed(self, wanted: ProgressFile) -> str:
        """Nothing is written that does not read back as what is meant, or that has lost a comment."""
        label = self.path.as_posix()
        try:
            text = updated(self._text, self.value, wanted)
        except ValueError:
            raise _not_written(label) from None
        document = read_text(text, label).document
        if document is None or read_progress(document).value != wanted:
            raise _not_written(label)
        if self.document is not None and (lost := _lost(self.document, document)) is not None:
            raise UserError(
                say("a comment would be lost by that change"),
                say("move it to a line of its own above the entry; the file was left as it is"),
                lost,
            )
        return text


def _not_written(label: str) -> UserError:
    return UserError(
        say("{path} cannot be written without a change of what it says", path=label),
        say("write the line by hand; the file was left as it is"),
    )


def open_progress(path: Path, translate: Translate) -> KeptProgress:
    """The file that is there, or a new one whose first lines say in the person's language what it is.

    Raises UnreadableFileError for a file that holds no progress, UserError for one that cannot be read.
    """
    content = content_of(path, NAME)
    file = KeptFile(path, content, _ADVICES)
    if content is None:
        head = "".join(f"# {line.in_words(translate)}\n" for line in (_ABOUT, _STAYS))
        empty = ProgressFile.model_construct(kind="progress", format=1)
        return KeptProgress(file, empty, f"{head}kind: progress\nformat: 1\n", None)
    document, value = _read(content, path.as_posix())
    return KeptProgress(file, value, document.text, document)


def _read(content: bytes, label: str) -> tuple[Document, ProgressFile]:
    reading = read_bytes(content, label)
    if reading.document is None or has_errors(reading.diagnostics):
        raise UnreadableFileError(in_order(reading.diagnostics))
    fitted = read_progress(reading.document)
    if fitted.value is None or has_errors(fitted.diagnostics):
        raise UnreadableFileError(in_order(fitted.diagnostics))
    return reading.document, fitted.value


def _lost(before: Document, after: Document | None) -> Span | None:
    """The first comment of a file that another one does not have."""
    kept = Counter(text for _, text in _remarks(after)) if after is not None else Counter()
    for span, text in _remarks(before):
        if not kept[text]:
            return span
        kept[text] -= 1
    return None


def _remarks(document: Document) -> Iterator[tuple[Span, str]]:
    """Comments with their places; a # inside a value is none."""
    values: dict[int, list[Span]] = {}
    for scalar in _scalars(document.root):
        for number in range(scalar.span.line, scalar.span.end_line + 1):
            values.setdefault(number, []).append(scalar.span)
    for number, line in enumerate(document.lines, start=1):
        for found in _SIGN.finditer(line):
            sign = Span(document.path, number, found.start() + 1, number, found.start() + 2)
            if not any(value.holds(sign) for value in values.get(number, ())):
                yield sign, line[found.start() :].rstrip()
                break


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    else:
        for key, value in node.entries:
            yield key
            yield from _scalars(value)
