"""What a project asks of lint: `[tool.rse-plan.lint]` in its rse-plan.toml or pyproject.toml."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from rse_plan.diagnostics import Diagnostic, Severity, nearest
from rse_plan.errors import Said, UserError, all_of, reason_of, say
from rse_plan.lint.rule import Profile, Rule
from rse_plan.source.span import Span, file_start

FILES = ("rse-plan.toml", "pyproject.toml")
"""Where settings may stand; where both have some, the first counts."""
TABLE = ("tool", "rse-plan", "lint")
_AT = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


class FailOn(StrEnum):
    """From which severity on a finding makes the run fail."""

    ERROR = "error"
    WARNING = "warning"
    NONE = "none"


@dataclass(frozen=True)
class Settings:
    """What is asked for and what is left out; globs of `exclude` are relative to `folder`."""

    profile: Profile = Profile.TEAM
    fail_on: FailOn | None = None
    exclude: tuple[str, ...] = ()
    disable: frozenset[str] = frozenset()
    folder: Path = Path()

    def fails(self, found: Diagnostic) -> bool:
        """Whether a finding makes the run fail; what is published may not even hold warnings."""
        published = self.profile is Profile.PUBLISHED
        level = self.fail_on or (FailOn.WARNING if published else FailOn.ERROR)
        return level is FailOn.WARNING or (level is FailOn.ERROR and found.severity is Severity.ERROR)

    def asks_for(self, rule: Rule) -> bool:
        """Whether a rule is one of the profile and not switched off."""
        return rule.profile in self.profile.covered and rule.name not in self.disable

    def excludes(self, path: Path) -> bool:
        """Whether a file, or a folder that it is in, is left out."""
        if not self._globs:
            return False
        try:
            inside = path.absolute().relative_to(self.folder.absolute())
        except ValueError:
            return False
        names = [inside.as_posix(), *(parent.as_posix() for parent in inside.parents)]
        return any(glob.fullmatch(name) for name in names for glob in self._globs)

    @cached_property
    def _globs(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_as_pattern(glob)) for glob in self.exclude)


USUAL = Settings()
"""What holds where a project says nothing."""


def _as_pattern(glob: str) -> str:
    """`*` and `?` stay inside a name, `**` spans folders; a glob without a slash fits at any depth."""
    glob = glob.removeprefix("./").rstrip("/")
    glob = glob if "/" in glob else f"**/{glob}"
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    return "".join(signs.get(part, re.escape(part)) for part in parts)


def find_settings(start: Path, rules: Mapping[str, Rule]) -> Settings:
    """The settings of the nearest folder that has some, from `start` upwards; else what usually holds.

    `rules` are those that can be named. Raises UserError, with the place, for a file that cannot be read
    and for a setting that is unknown or does not fit.
    """
    for folder in (start, *start.parents):
        for name in FILES:
            path = folder / name
            found = _read(path, start)
            if found is not None and (name == FILES[0] or found.has_own_table):
                return found.settings(rules, folder)
    return USUAL


def _read(path: Path, start: Path) -> _SettingsFile | None:
    shown = path.relative_to(start).as_posix() if path.is_relative_to(start) else path.as_posix()
    try:
        if not path.is_file():
            return None
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        message = say("{path} cannot be read: {reason}", path=shown, reason=reason_of(fault))
        raise UserError(message, say("check the path and its permissions")) from None
    except UnicodeDecodeError:
        raise UserError(
            say("this is not UTF-8 text"), say("save the file as UTF-8"), file_start(shown)
        ) from None
    # A project's file that does not speak of us is read by others, who say what is wrong with it.
    if path.name != FILES[0] and "rse-plan" not in text:
        return None
    return _SettingsFile(shown, text.replace("\r\n", "\n"))


_PROBLEMS = (
    ("Expected ']", say("a bracket is not closed"), say("close it")),
    ("Unclosed array", say("a bracket is not closed"), say("close it")),
    ("Unclosed inline table", say("a brace is not closed"), say("close it")),
    ("Unterminated string", say("a quotation mark is not closed"), say("close it on the same line")),
    ("Expected \"'", say("a quotation mark is not closed"), say("close it on the same line")),
    ("Illegal character", say("a quotation mark is not closed"), say("close it on the same line")),
    ("Expected '='", say("a “=” is missing after this key"), say("write “key = value”")),
    ("Invalid value", say("this is no value"), say("write texts in quotes")),
    ("Invalid statement", say("this is neither a key nor a table"), say("write “key = value”")),
    ("Expected newline", say("something stands after the value"), say("begin a line of its own")),
    ("Cannot overwrite", say("this key stands twice"), say("keep one of the two")),
    ("Cannot declare", say("this table stands twice"), say("keep one of the two")),
)
"""What Python's reader of TOML says at the beginning of a complaint, and what a person can use instead."""


def _misread(problem: str, span: Span) -> UserError:
    for beginning, message, advice in _PROBLEMS:
        if problem.startswith(beginning):
            return UserError(message, advice, span)
    return UserError(say("this is not valid TOML: {problem}", problem=problem), say("mend the file"), span)


@dataclass(frozen=True)
class _SettingsFile:
    path: str
    text: str

    @cached_property
    def values(self) -> Mapping[str, Any]:
        import tomllib

        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as fault:
            place = _AT.search(str(fault))
            lines = self.text.split("\n")
            line, column = (
                (int(place[1]), int(place[2])) if place and place[1] else (len(lines), len(lines[-1]) + 1)
            )
            span = Span(self.path, line, column, line, column + 1)
            raise _misread(_AT.sub("", str(fault)).strip(), span) from None

    @property
    def has_own_table(self) -> bool:
        tool = self.values.get("tool")
        return isinstance(tool, dict) and "rse-plan" in tool

    def settings(self, rules: Mapping[str, Rule], folder: Path) -> Settings:
        faults: list[UserError] = []
        found = self._table(faults)
        readers: Mapping[str, Callable[[str, Any], Any]] = {
            "profile": lambda key, value: Profile(self._word(key, value, tuple(Profile))),
            "fail-on": lambda key, value: FailOn(self._word(key, value, tuple(FailOn))),
            "exclude": self._words,
            "disable": lambda key, value: self._rules(key, value, rules),
        }
        read: dict[str, Any] = {}
        for key, value in found.items():
            try:
                if key not in readers:
                    raise self._unknown(key, readers)
                read[key.replace("-", "_")] = readers[key](key, value)
            except UserError as fault:
                faults.append(fault)
        if faults:
            raise all_of(faults)
        return Settings(**read, folder=folder)

    def _table(self, faults: list[UserError]) -> Mapping[str, Any]:
        """Our table; in a file of our own nothing else may stand beside it."""
        table: Mapping[str, Any] = self.values
        header = ".".join(TABLE)
        for name, shared in zip(TABLE, (self._is_shared, self._is_shared, False), strict=True):
            for key in table:
                if key != name and not shared:
                    advice = say("write it under [{table}]", table=header)
                    faults.append(self._unknown(key, (name,), advice))
            inner = table.get(name, {})
            if not isinstance(inner, dict):
                advice = say("write [{table}]", table=header)
                faults.append(self._refusal(name, say("a table is wanted here"), advice))
                inner = {}
            table = inner
        return table

    @property
    def _is_shared(self) -> bool:
        return self.path.rpartition("/")[2] != FILES[0]

    def _word(self, key: str, value: Any, known: tuple[str, ...]) -> str:
        if value in known:
            return str(value)
        advice = (nearest(value, known) if isinstance(value, str) else None) or say(
            "one of {names}", names=", ".join(known)
        )
        raise self._refusal(key, say("“{value}” does not fit here", value=value), advice, value)

    def _words(self, key: str, value: Any) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(word, str) and word for word in value):
            return tuple(value)
        raise self._refusal(
            key, say("a list of texts is wanted here"), say("write each text in quotes, between brackets")
        )

    def _rules(self, key: str, value: Any, rules: Mapping[str, Rule]) -> frozenset[str]:
        faults: list[UserError] = []
        for name in self._words(key, value):
            if name not in rules:
                advice = nearest(name, rules) or say("“rse-plan lint --list” shows them all")
                faults.append(self._refusal(key, say("no rule is called “{name}”", name=name), advice, name))
            elif not rules[name].can_be_ignored:
                message = say("“{name}” cannot be switched off", name=name)
                advice = say("see “rse-plan lint --explain {name}”", name=name)
                faults.append(self._refusal(key, message, advice, name))
        if faults:
            raise all_of(faults)
        return frozenset(value)

    def _unknown(self, key: str, known: Any, otherwise: Said | None = None) -> UserError:
        advice = nearest(key, known) or otherwise or say("one of {names}", names=", ".join(known))
        return self._refusal(key, say("the setting “{key}” is not known", key=key), advice)

    def _refusal(self, key: str, message: Said, advice: Said, value: object = None) -> UserError:
        return UserError(message, advice, self._place(key, value))

    def _place(self, key: str, value: object) -> Span:
        """Where a key stands after our table has begun, or a value of it; TOML readers do not tell."""
        lines = self.text.split("\n")
        header = re.compile(r"\s*\[\s*" + r"\s*\.\s*".join(map(re.escape, TABLE[:2])))
        begun = next((number for number, line in enumerate(lines) if header.match(line)), 0)
        word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
        for number, line in (*enumerate(lines[begun:], begun), *enumerate(lines)):
            if found := word.search(line.partition("#")[0]):
                place = Span(self.path, number + 1, found.start() + 1, number + 1, found.end() + 1)
                return place if value is None else self._value(str(value), place)
        return file_start(self.path)

    def _value(self, value: str, key: Span) -> Span:
        word = re.compile(rf"(?<![\w-]){re.escape(value)}(?![\w-])")
        for number, line in enumerate(self.text.split("\n")[key.line - 1 :], key.line):
            if found := word.search(line, key.end_column - 1 if number == key.line else 0):
                return Span(self.path, number, found.start() + 1, number, found.end() + 1)
        return key
