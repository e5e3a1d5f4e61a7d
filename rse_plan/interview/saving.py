"""The answers file on disk: read, continued by hand or by the interview, never half written (design D12)."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from rse_plan.diagnostics import Diagnostic, Severity, has_errors, in_order
from rse_plan.editing.kept_file import Advices, KeptFile, UnreadableFileError, content_of
from rse_plan.errors import UserError, say
from rse_plan.interview.answers_tree import AnswersTree
from rse_plan.library import Library
from rse_plan.library.with_answers import answers_in
from rse_plan.model.answers import Answers
from rse_plan.source.span import Span, file_start
from rse_plan.source.yaml_reader import Document, read_bytes, read_text

_END = re.compile(r"\.\.\.(?:\s|$)")
"""The line that ends a YAML document."""
_ADVICES = Advices(
    full=say("make room; what was answered before is kept, and the same command goes on"),
    other=say("choose another folder, as in “rse-plan init my-folder/answers.yaml”"),
)


class UnreadableAnswersError(UnreadableFileError):
    """A file is there and cannot be taken as answers; it is left as it is."""


class AnswersFile:
    """One answers file while it is being filled.

    `answers` is what it holds; `keep` writes what changed and nothing else.
    """

    def __init__(self, file: KeptFile, answers: Answers, library: Library, tree: AnswersTree) -> None:
        self._file = file
        self._library = library
        self._tree = tree
        self.answers = answers

    @property
    def exists(self) -> bool:
        """Whether anything has been written, now or in an earlier sitting."""
        return self._file.exists

    def check_writable(self) -> None:
        """Found out before the first question, not after the answer to it; raises UserError."""
        path = self._file.path
        folder = path.resolve().parent
        try:
            with tempfile.NamedTemporaryFile(prefix=f".{path.name}.", suffix=".tmp", dir=folder):
                pass
        except OSError as fault:
            raise self._file.unwritable(fault) from None

    def faults(self, answers: Answers) -> tuple[Diagnostic, ...]:
        """Why a file of these answers would be refused, such as days that contradict each other."""
        tree = AnswersTree(self._library, self._tree.text() if self.exists else "")
        tree.update(self.answers if self.exists else None, answers)
        document = read_text(tree.text(), self._file.path.as_posix()).document
        _, found = answers_in(document, self._library) if document is not None else (None, ())
        return tuple(one for one in in_order(found) if one.severity is Severity.ERROR)

    def keep(self, answers: Answers) -> None:
        """Write the answers down; raises UserError when that cannot be done.

        A file that was deleted meanwhile is made again, its folder too: nobody else's version is there.
        """
        if self.exists and answers == self.answers:
            return
        self._file.check_same()
        self._tree.update(self.answers if self.exists else None, answers)
        self._file.write(self._tree.text())
        self.answers = answers


def open_answers(path: Path, library: Library, language: str) -> AnswersFile:
    """The file to fill: the one that is there, or a new one in `language`.

    Raises UnreadableAnswersError for a file that holds no answers, UserError for one that cannot be read.
    """
    label = path.as_posix()
    content = content_of(path, "answers.yaml")
    file = KeptFile(path, content, _ADVICES)
    if content is None:
        answers = Answers(path=label, language=language, documents=(language,), span=file_start(label))
        return AnswersFile(file, answers, library, AnswersTree(library))
    document, answers = _read(content, label, library)
    tree = AnswersTree(library, document.text)
    if (line := tree.lost_remark(document.text)) is not None:
        raise _lost_remark(document, line)
    return AnswersFile(file, answers, library, tree)


def _lost_remark(document: Document, line: int) -> UserError:
    where = Span(document.path, line, 1, line, 2)
    if any(_END.match(other) for other in document.lines[: line - 1]):
        message = say("a comment below “...”, which ends the answers, cannot be kept")
        return UserError(message, say("move it above that line"), where)
    message = say("a comment inside braces or brackets cannot be kept")
    return UserError(message, say("move it to a line of its own above the key"), where)


def _read(content: bytes, label: str, library: Library) -> tuple[Document, Answers]:
    reading = read_bytes(content, label)
    document = reading.document
    if document is None or has_errors(reading.diagnostics):
        raise UnreadableAnswersError(in_order(reading.diagnostics))
    answers, found = answers_in(document, library)
    if has_errors(found):
        raise UnreadableAnswersError(in_order(found))
    return document, answers
