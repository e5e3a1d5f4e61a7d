"""What is wrong with the words of a command line, as this program says it and not as its parser does."""

from __future__ import annotations

import re
from collections.abc import Callable

from rse_plan.diagnostics import nearest
from rse_plan.errors import Said, UserError, say

_QUOTED = re.compile(r"'([^']*)'")
_WORD = re.compile(r"[\w-]+")


def worded(problem: str, command: str) -> UserError:
    """A parser's complaint about the arguments of a command; `command` is how it was called."""
    help_ = say("see “{command} -h”", command=command)
    for pattern, word in _WORDINGS:
        if found := pattern.match(problem):
            message, advice = word(found)
            both = say("{advice}; {more}", advice=advice, more=help_) if advice is not None else help_
            return UserError(message, both)
    return UserError(Said("{problem}", {"problem": problem}), help_)


def _value(found: re.Match[str]) -> tuple[Said, Said | None]:
    names = _QUOTED.findall(found["names"])
    message = say("“{value}” does not fit {option}", value=found["value"], option=found["option"])
    return message, nearest(found["value"], names) or say("one of {names}", names=", ".join(names))


def _date(found: re.Match[str]) -> tuple[Said, Said | None]:
    message = say("“{value}” does not fit {option}", value=found["value"], option=found["option"])
    return message, say("write year-month-day, such as 2027-01-31")


def _option(found: re.Match[str]) -> tuple[Said, Said | None]:
    return say("there is no option {name}", name=found["name"]), _near(found["near"])


def _command(found: re.Match[str]) -> tuple[Said, Said | None]:
    return say("there is no command “{name}”", name=found["name"]), _near(found["near"])


def _near(names: str | None) -> Said | None:
    words = _WORD.findall(names or "")
    return say("did you mean “{word}”?", word=words[0]) if words else None


def _missing(found: re.Match[str]) -> tuple[Said, Said | None]:
    names = _WORD.findall(found["names"] or "")
    advice = say("one of {names}", names=", ".join(names)) if names else None
    return say("{name} is missing", name=found["name"]), advice


def _valueless(found: re.Match[str]) -> tuple[Said, Said | None]:
    return say("{name} wants a value", name=found["name"]), None


def _valued(found: re.Match[str]) -> tuple[Said, Said | None]:
    return say("{name} takes no value", name=found["name"]), None


def _extra(found: re.Match[str]) -> tuple[Said, Said | None]:
    return say("more words than the command takes: {words}", words=found["words"]), None


_Wording = tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[Said, "Said | None"]]]
_INVALID = r"Invalid value for '(?P<option>[^' ]+)[^']*': (?:Value error, )?'(?P<value>.*)' "
_WORDINGS: tuple[_Wording, ...] = (
    (re.compile(_INVALID + r"is not one of (?P<names>.+)"), _value),
    (re.compile(_INVALID + r"does not match the format"), _date),
    (
        re.compile(r"No such option: (?P<name>[^\s.]+)(?:.*?(?:options?:|mean) (?P<near>.+))?", re.DOTALL),
        _option,
    ),
    (re.compile(r"No such command '(?P<name>.*?)'\.?(?:.*?mean (?P<near>.+))?", re.DOTALL), _command),
    (re.compile(r"Missing \w+ '(?P<name>[^']*)'\.?(?: Choose from:(?P<names>.+))?", re.DOTALL), _missing),
    (re.compile(r"Option '(?P<name>[^']*)' requires"), _valueless),
    (re.compile(r"Option '(?P<name>[^']*)' does not take"), _valued),
    (re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.*)\)"), _extra),
)
"""Whatever else the parser says is shown as it is."""
