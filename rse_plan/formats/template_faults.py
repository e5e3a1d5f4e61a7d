"""What is wrong with a template of other people, found while it was filled: as data, then in words.

The process that fills it says what it met; only this one words it, so that nothing that was run decides what
is read from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rse_plan.diagnostics import nearest
from rse_plan.documents.look import OwnFile
from rse_plan.errors import Said, UserError, say
from rse_plan.resources import BUNDLED
from rse_plan.source.span import Span


class Kind(StrEnum):
    """What a template can be stopped by."""

    UNKNOWN_NAME = "unknown-name"
    NO_TEMPLATE = "no-template"
    UNREADABLE = "unreadable"
    FORBIDDEN = "forbidden"
    TOO_DEEP = "too-deep"
    TOO_LONG = "too-long"
    HALF_CHARACTER = "half-character"
    NO_TEXT = "no-text"
    GAP = "gap"
    VALUE = "value"
    TOO_SLOW = "too-slow"
    TOO_MUCH_MEMORY = "too-much-memory"
    STOPPED = "stopped"
    """The process ended without a word: it took too long or too much where nothing else could stop it."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What stopped a template: `template` is the name of the file it is in, `line` 1 where none is known."""

    kind: Kind
    template: str
    line: int = 1
    name: str = ""
    """The name that is not known, or what Python says."""
    known: Sequence[str] = ()

    def worded(self, form: str, own: Mapping[str, OwnFile], limits: Mapping[str, object]) -> UserError:
        """The fault with its place, for a person."""
        message, advice = self._words(limits)
        return UserError(message, advice, self._span(form, own))

    def _words(self, limits: Mapping[str, object]) -> tuple[Said, Said | None]:
        file, split = self.template, say("look for a loop without end, or one inside another")
        match self.kind:
            case Kind.UNKNOWN_NAME:
                advice = nearest(self.name, self.known)
                if advice is None and self.known:
                    advice = say("one of {names}", names=", ".join(sorted(self.known)))
                return say("nothing gives “{name}” to this template", name=self.name), advice
            case Kind.NO_TEMPLATE:
                advice = nearest(self.name, self.known) or say("compare with the bundled one")
                return say("there is no template “{name}”", name=self.name), advice
            case Kind.UNREADABLE:
                message = say("this template cannot be read (Jinja says: {reason})", reason=self.name)
                return message, say("compare with the bundled one")
            case Kind.FORBIDDEN:
                message = say("templates may place values only: {reason}", reason=self.name)
                return message, say("take it out: texts with emphasis and links come ready to be placed")
            case Kind.TOO_DEEP:
                message = say("“{file}” was stopped: it goes too deep into itself", file=file)
                return message, say("look for a macro that calls itself, or a template that takes itself in")
            case Kind.TOO_LONG:
                return say("“{file}” was stopped: the document has no end", file=file), split
            case Kind.TOO_SLOW:
                return say("“{file}” was stopped after {seconds} s", file=file, **limits), split
            case Kind.TOO_MUCH_MEMORY:
                return say("“{file}” was stopped: it wanted more than 1 GiB of memory", file=file), split
            case Kind.STOPPED:
                wording = "“{file}” was stopped: it took more than {seconds} s or 1 GiB of memory"
                return say(wording, file=file, **limits), split
        return self._words_of_value()

    def _words_of_value(self) -> tuple[Said, Said]:
        """Of what a template places, rather than how."""
        match self.kind:
            case Kind.NO_TEXT:
                message = say("this has no text: Python would show its place in memory, another each time")
                return message, say("place one of its parts, or what it gives when it is called")
            case Kind.GAP:
                message = say("gaps of wordings have a name and no more: “{gap}” is none", gap=self.name)
                return message, say("write {example}, and prepare the value before", example="{name}")
            case Kind.VALUE:
                message = say("“{name}” takes a text or a whole number", name=self.name)
                return message, say("give a part of it that is one")
            case Kind.HALF_CHARACTER:
                message = say(
                    "half a character ({code}) is in this text: no file can hold it", code=self.name
                )
                return message, say("take it out, or write the whole character")
        message = say("this template cannot be filled: {reason}", reason=self.name)
        return message, say("compare with the bundled one")

    def _span(self, form: str, own: Mapping[str, OwnFile]) -> Span:
        """The words that are wrong, near the line; the line itself when they are not found."""
        file = own.get(self.template)
        if file is None:
            return Span(f"{BUNDLED}templates/{form}/{self.template}", self.line, 1, self.line, 1)
        lines = file.text.split("\n")
        line = min(max(self.line, 1), len(lines))
        if self.kind in (Kind.UNKNOWN_NAME, Kind.NO_TEMPLATE) and self.name:
            for number in range(line, min(line + 6, len(lines) + 1)):
                found = re.search(rf"(?<!\w){re.escape(self.name)}(?!\w)", lines[number - 1])
                if found is not None:
                    return Span(file.path, number, found.start() + 1, number, found.end() + 1)
        first = len(lines[line - 1]) - len(lines[line - 1].lstrip()) + 1
        return Span(file.path, line, first, line, max(len(lines[line - 1]), first) + 1)
