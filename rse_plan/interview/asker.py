"""What the interview needs of whoever sits at the other end: a terminal, a pipe, or a test's script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

Result = TypeVar("Result")
Typed = tuple[str, ...]
"""What came back: the text of one line, the key of one option, or the keys of several."""


class Interrupted(Exception):  # noqa: N818  # what happened, not an error
    """The person pressed Ctrl-C; what is saved stays saved."""


class InputEnded(Exception):  # noqa: N818  # what happened, not an error
    """Nothing more will be typed: Ctrl-D, a closed terminal, the end of a pipe."""


class Back(Exception):  # noqa: N818  # what happened, not an error
    """The person wants the previous question again."""


class Form(StrEnum):
    """How an answer is given."""

    LINE = "line"
    """Typed, on one line."""
    ONE = "one"
    """One option is picked."""
    SEVERAL = "several"
    """Any number of options is picked."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be picked: the key comes back, the label is shown.

    Of several, what stands `alone` goes with no other: picking it unpicks the others, and is undone by them.
    """

    key: str
    label: str
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One question in the words of its reader.

    `suggested` is what Enter alone gives, and where a list begins (for several options: those picked
    beforehand); `empty` says in words what an empty line means where something is suggested. `progress` is
    the line above the question; of the hints, the first may be left out where there is little room.
    `complaint` says why something typed cannot be taken, or nothing; `echo` puts an answer in words;
    `explain` gives what `?` shows, worked out when it is asked for. `back` says that there is a previous
    question to go to.
    """

    form: Form
    label: str
    progress: str = ""
    hints: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    suggested: Typed = ()
    empty: str | None = None
    complaint: Callable[[Typed], str | None]
    echo: Callable[[Typed], str]
    explain: Callable[[], str] | None = None
    back: bool = False


class Asker(Protocol):
    """Asks and tells, one thing at a time."""

    def ask(self, prompt: Prompt) -> Typed:
        """The answer, once it gives no reason to complain; `?` is answered on the way.

        Raises Interrupted or InputEnded, and Back where the prompt allows it.
        """
        ...

    def tell(self, text: str) -> None:
        """One or more lines that want no answer."""
        ...

    def wait(self, text: str, work: Callable[[], Result]) -> Result:
        """What the work gives, after saying in the text what is waited for."""
        ...
