"""Words for people, and the exceptions that end a command."""

from __future__ import annotations

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
