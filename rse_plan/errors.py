"""Words for people, and the exceptions that end a command."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from rse_plan.source.span import Span

Translate = Callable[[str], str]


class ExitCode(IntEnum):
    """What the shell sees (semantics 21)."""

    DONE = 0
    """Done, also with warnings."""
    FINDINGS = 1
    """Examined and wanting: lint findings, or a plan that cannot hold."""
    CANNOT = 2
    """The job could not be done: wrong usage, unreadable input, unwritable output."""
    INTERNAL = 3
    """A fault of the program, a crashed rule too."""
    INTERRUPTED = 130
    """The person stopped it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for a person: English wording with {named} gaps, and what fills them.

    It is translated only when it is shown, so that the same finding reads in the reader's language.
    """

    wording: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_words(self, translate: Translate = str) -> str:
        filled = {
            name: value.in_words(translate) if isinstance(value, Said) else value
            for name, value in self.values.items()
        }
        return translate(self.wording).format(**filled)

    def __str__(self) -> str:
        return self.in_words()


def say(wording: str, **values: object) -> Said:
    """A sentence in English; `wording` is also the key of its translation."""
    return Said(wording, values)


class UserError(Exception):
    """The command cannot start or go on, and the person can mend it.

    `message` says what is wrong, `help` what to do next, `span` where (when it is in a file).
    """

    def __init__(self, message: Said, help: Said | None = None, span: Span | None = None) -> None:  # noqa: A002  # the word the message uses
        super().__init__(str(message))
        self.message = message
        self.help = help
        self.span = span


_REASONS = {
    errno.EACCES: say("you have no right to it"),
    errno.EPERM: say("you have no right to it"),
    errno.EROFS: say("the disk is read-only"),
    errno.ENOSPC: say("the disk is full"),
    errno.ENOENT: say("it does not exist"),
    errno.ENOTDIR: say("a part of its path is a file"),
    errno.EISDIR: say("it is a folder"),
    errno.ENAMETOOLONG: say("the name is too long"),
}
"""What systems say in their own language, in the reader's."""


def reason_of(fault: OSError) -> Said | str:
    """Why a file or a folder could not be used, in words."""
    return _REASONS.get(fault.errno or 0, fault.strerror or str(fault))
