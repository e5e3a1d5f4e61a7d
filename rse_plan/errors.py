"""Words for people, and the exceptions that end a command."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Protocol, runtime_checkable

from rse_plan.source.span import Span

Translate = Callable[[str], str]

LANGUAGE = "en"
"""What every catalogue translates by the code of its own language."""


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


@runtime_checkable
class InLanguages(Protocol):
    """A text that a library has in every language, such as a role's title."""

    def in_(self, language: str) -> str:
        """The wording in a language."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for a person: English wording with {named} gaps, and what fills them.

    It is translated only when it is shown, so that the same finding reads in the reader's language: its
    dates are written out, its decimals parted as there, and a library's texts taken in that language.
    """

    wording: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_words(self, translate: Translate = str) -> str:
        filled = {name: _filling(value, translate) for name, value in self.values.items()}
        return translate(self.wording).format(**filled)

    def __str__(self) -> str:
        return self.in_words()


class Verbatim(str):
    """A path, or a command to type: no sign of it is set as a language would set it."""

    __slots__ = ()


def say(wording: str, **values: object) -> Said:
    """A sentence in English; `wording` is also the key of its translation."""
    return Said(wording, values)


MONTHS = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)


def _filling(value: object, translate: Translate) -> object:
    if isinstance(value, date):
        value = _written_out(value)
    if isinstance(value, float):
        value = _decimal(value)
    if isinstance(value, int) and value >= _GROUPED:
        value = _in_thousands(value)
    if isinstance(value, Said):
        return value.in_words(translate)
    return value.in_(translate(LANGUAGE)) if isinstance(value, InLanguages) else value


def _written_out(day: date) -> Said:
    """22 January 2027; French has its own way with the first of a month."""
    month, year = MONTHS[day.month - 1], day.year
    if day.day == 1:
        return say("1 {month} {year}", month=month, year=year)
    return say("{day} {month} {year}", day=day.day, month=month, year=year)


_GROUPED = 10_000
"""From here on, the figures of a number are set in groups; years and lines stay below."""


def _in_thousands(number: int) -> Said | str:
    """5,000,000; French has spaces there."""
    head, tail = divmod(number, 1000)
    return say("{head},{tail}", head=_in_thousands(head), tail=f"{tail:03}") if head else str(number)


def _decimal(number: float) -> Said | str:
    """4.5; French has a comma there."""
    whole, point, rest = f"{number:g}".partition(".")
    return say("{whole}.{rest}", whole=whole, rest=rest) if point else whole


class UserError(Exception):
    """The command cannot start or go on, and the person can mend it.

    `message` says what is wrong, `help` what to do next, `span` where (when it is in a file); `others` are
    faults that were found along with it.
    """

    def __init__(self, message: Said, help: Said | None = None, span: Span | None = None) -> None:  # noqa: A002  # the word the message uses
        super().__init__(str(message))
        self.message = message
        self.help = help
        self.span = span
        self.others: tuple[UserError, ...] = ()


class UnavailableError(UserError):
    """What is asked for cannot be made on this computer: a library or a program is missing, or fails."""


def all_of(faults: Sequence[UserError]) -> UserError:
    """The first of some faults, with the others along with it."""
    first, *others = [one for fault in faults for one in (fault, *fault.others)]
    for other in others:
        other.others = ()
    first.others = tuple(others)
    return first


_REASONS = {
    errno.EACCES: say("you have no right to it"),
    errno.EPERM: say("you have no right to it"),
    errno.EROFS: say("the disk is read-only"),
    errno.ENOSPC: say("the disk is full"),
    errno.ENOENT: say("it does not exist"),
    errno.ENOTDIR: say("a part of its path is a file"),
    errno.EISDIR: say("it is a folder"),
    errno.ELOOP: say("its links lead in a circle"),
    errno.ENXIO: say("it is a pipe that nobody writes to"),
    errno.ENAMETOOLONG: say("the name is too long"),
}
"""What systems say in their own language, in the reader's."""


def reason_of(fault: OSError) -> Said | str:
    """Why a file or a folder could not be used, in words."""
    return _REASONS.get(fault.errno or 0, fault.strerror or str(fault))
