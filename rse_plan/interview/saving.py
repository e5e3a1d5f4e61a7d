"""The answers file on disk: read, continued by hand or by the interview, never half written (design D12)."""

from __future__ import annotations

import codecs
import errno
import re
import tempfile
from pathlib import Path

from rse_plan.diagnostics import Diagnostic, Severity, has_errors, in_order
from rse_plan.errors import Said, UserError, reason_of, say
from rse_plan.formats.manifest import write_atomically
from rse_plan.interview.answers_tree import AnswersTree
from rse_plan.library import Library
from rse_plan.library.with_answers import answers_in
from rse_plan.model.answers import Answers
from rse_plan.source.span import Span, file_start
from rse_plan.source.yaml_reader import Document, read_bytes, read_text

_END = re.compile(r"\.\.\.(?:\s|$)")
"""The line that ends a YAML document."""


class UnreadableAnswersError(Exception):
    """A file is there and cannot be taken as answers; it is left as it is."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(str(diagnostics[0].message))
        self.diagnostics = diagnostics


class AnswersFile:
    """One answers file while it is being filled.

    `answers` is what it holds; `keep` writes what changed and nothing else.
    """

    def __init__(
        self, path: Path, answers: Answers, library: Library, tree: AnswersTree, content: bytes | None
    ) -> None:
        self._path = path
        self._library = library
        self._tree = tree
        self._content = content
        self._newline = "\r\n" if content and b"\r\n" in content else "\n"
        self._mark = codecs.BOM_UTF8 if content and content.startswith(codecs.BOM_UTF8) else b""
        self.answers = answers

    @property
    def exists(self) -> bool:
        """Whether anything has been written, now or in an earlier sitting."""
        return self._content is not None

    def check_writable(self) -> None:
        """Found out before the first question, not after the answer to it; raises UserError."""
        folder = self._path.resolve().parent
        try:
            with tempfile.NamedTemporaryFile(prefix=f".{self._path.name}.", suffix=".tmp", dir=folder):
                pass
        except OSError as fault:
            raise _unwritable(self._path, fault) from None

    def faults(self, answers: Answers) -> tuple[Diagnostic, ...]:
        """Why a file of these answers would be refused, such as days that contradict each other."""
        tree = AnswersTree(self._library, self._tree.text() if self.exists else "")
        tree.update(self.answers if self.exists else None, answers)
        document = read_text(tree.text(), self._path.as_posix()).document
        _, found = answers_in(document, self._library) if document is not None else (None, ())
        return tuple(one for one in in_order(found) if one.severity is Severity.ERROR)

    def keep(self, answers: Answers) -> None:
        """Write the answers down; raises UserError when that cannot be done.

        A file that was deleted meanwhile is made again, its folder too: nobody else's version is there.
        """
        if self.exists and answers == self.answers:
            return
        if (there := _content(self._path)) is not None and there != self._content:
            raise UserError(
                say("{path} was changed by somebody else meanwhile", path=self._path.as_posix()),
                say("that version is kept; start again to go on from it"),
            )
        self._tree.update(self.answers if self.exists else None, answers)
        content = self._mark + self._tree.text().replace("\n", self._newline).encode()
        real = self._path.resolve()
        try:
            if self.exists:
                real.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(real, content, private=True)
        except OSError as fault:
            raise _unwritable(self._path, fault) from None
        self.answers, self._content = answers, content


def open_answers(path: Path, library: Library, language: str) -> AnswersFile:
    """The file to fill: the one that is there, or a new one in `language`.

    Raises UnreadableAnswersError for a file that holds no answers, UserError for one that cannot be read.
    """
    label = path.as_posix()
    content = _content(path)
    if content is None:
        answers = Answers(path=label, language=language, documents=(language,), span=file_start(label))
        return AnswersFile(path, answers, library, AnswersTree(library), None)
    document, answers = _read(content, label, library)
    tree = AnswersTree(library, document.text)
    if (line := tree.lost_remark(document.text)) is not None:
        raise _lost_remark(document, line)
    return AnswersFile(path, answers, library, tree, content)


def _lost_remark(document: Document, line: int) -> UserError:
    where = Span(document.path, line, 1, line, 2)
    if any(_END.match(other) for other in document.lines[: line - 1]):
        message = say("a comment below “...”, which ends the answers, cannot be kept")
        return UserError(message, say("move it above that line"), where)
    message = say("a comment inside braces or brackets cannot be kept")
    return UserError(message, say("move it to a line of its own above the key"), where)


def _content(path: Path) -> bytes | None:
    try:
        if path.exists() and not path.is_dir() and not path.is_file():
            raise UserError(
                say("{path} is a device or a pipe, not a file", path=path.as_posix()), say("name a file")
            )
        if not path.is_dir():
            return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise UserError(
            say("{path} cannot be read: {reason}", path=path.as_posix(), reason=reason_to_write(fault)),
            say("check its permissions"),
        ) from None
    raise UserError(
        say("{path} is a folder", path=path.as_posix()),
        say("name a file, such as {example}", example=(path / "answers.yaml").as_posix()),
    )


def _unwritable(path: Path, fault: OSError) -> UserError:
    message = say("{path} cannot be written: {reason}", path=path.as_posix(), reason=reason_to_write(fault))
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError(
            message, say("make room; what was answered before is kept, and the same command goes on")
        )
    return UserError(message, say("choose another folder, as in “rse-plan init my-folder/answers.yaml”"))


_MISSING_FOLDER = {
    errno.ENOENT: say("its folder does not exist"),
    errno.ENOTDIR: say("its folder is a file"),
}


def reason_to_write(fault: OSError) -> Said | str:
    """Why a file cannot be put in its place: what does not exist then is the folder."""
    return _MISSING_FOLDER.get(fault.errno or 0) or reason_of(fault)


def _read(content: bytes, label: str, library: Library) -> tuple[Document, Answers]:
    reading = read_bytes(content, label)
    document = reading.document
    if document is None or has_errors(reading.diagnostics):
        raise UnreadableAnswersError(in_order(reading.diagnostics))
    answers, found = answers_in(document, library)
    if has_errors(found):
        raise UnreadableAnswersError(in_order(found))
    return document, answers
