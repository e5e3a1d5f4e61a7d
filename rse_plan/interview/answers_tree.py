"""The text of an answers file as a tree that keeps its comments, its order and its quotes.

No scalar is resolved: what a hand wrote stays as it was written, `no` and `1.10` too (semantics 18).
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.tag import Tag

from rse_plan.interview.tree_edits import give_remarks, last_leaf, rearrange, remove_key, take_remarks
from rse_plan.library import Library
from rse_plan.model.answers import ELEMENT_OF, HEADER, LAST, Answer, Answers, AnswerValue, Element
from rse_plan.model.periods import AnyPeriod, Period
from rse_plan.model.question import GROUPS

_PERSON = ("name", "deputy", "hours")
_SAFE_PLAIN = re.compile(r"[^\W\d_](?:[\w '’.,()&+/%°;…–-]*[\w)’.…%])?")
_MISREAD = frozenset(["unknown", "true", "false", "yes", "no", "on", "off", "y", "n", "null"])
"""Words that some reader of YAML takes for something else than text."""

_OPENING = re.compile(r"\A(?:[%#][^\n]*\n|[ ]*\n)*---[ ]*(?:#[^\n]*)?\n")
"""The line that opens a YAML document and what stands above it, which the parser forgets."""
_REMARK = re.compile(r"(?:^|(?<=\s))#[^\n]*[^\s]")


class _AsWritten(VersionedResolver):
    """Gives every scalar the type of text, so that none is turned into a number or a date."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode:
            return Tag(suffix="tag:yaml.org,2002:str")
        return super().resolve(kind, value, implicit)


class AnswersTree:
    """The file's tree; `update` brings it from one set of answers to the next."""

    def __init__(self, library: Library, text: str = "") -> None:
        opening = _OPENING.match(text)
        self._opening = opening[0] if opening else ""
        body = text.removeprefix(self._opening)
        self._yaml = _round_trip(body)
        self._root: CommentedMap = self._yaml.load(body) if body else CommentedMap()
        self._order = _KeyOrder(library)

    def text(self) -> str:
        target = io.StringIO()
        self._yaml.dump(self._root, target)
        return self._opening + target.getvalue()

    def lost_remark(self, text: str) -> int | None:
        """The line of the first comment of `text` that writing would lose: one inside braces."""
        kept = Counter(_REMARK.findall(self.text()))
        for number, line in enumerate(text.split("\n"), start=1):
            for remark in _REMARK.findall(line):
                if not kept[remark]:
                    return number
                kept[remark] -= 1
        return None

    def update(self, before: Answers | None, after: Answers) -> None:
        """Write what differs from `before`; None says that nothing has been written yet."""
        if before is None:
            _put(self._root, "kind", "answers", HEADER)
            _put(self._root, "format", "1", HEADER)
        if before is None or before.language != after.language:
            _put(self._root, "language", after.language, HEADER)
        if before is None or before.documents != after.documents:
            _put(self._root, "documents", as_yaml(after.documents), HEADER)
        known = before.values if before else {}
        for name, answer in after.values.items():
            if _differs(known.get(name), answer):
                self._write_answer(name, answer.value)
        for name in (name for name in known if name not in after.values):
            self._remove_answer(name)
        listed = before.groups if before else {}
        for group in {**listed, **after.groups}:
            self._write_elements(group, listed.get(group, ()), after.groups.get(group, ()))

    def _write_answer(self, name: str, value: AnswerValue) -> None:
        if (role := self._order.role_of(name)) is not None:
            self._write_hours(role, value)
            return
        prefix, key = name.split(".")
        if prefix in self._root:
            _put(self._root[prefix], key, as_yaml(value), self._order.keys(prefix))
        else:
            _put(self._root, prefix, CommentedMap({key: as_yaml(value)}), self._order.top)

    def _write_hours(self, role: str, value: AnswerValue) -> None:
        person = CommentedMap(hours=as_yaml(value))
        if "people" not in self._root:
            _put(self._root, "people", CommentedMap({role: person}), self._order.top)
        elif role not in self._root["people"]:
            people = self._root["people"]
            by_hand = [other for other in people if other not in self._order.roles]
            _put(people, role, person, (*by_hand, *self._order.roles))
        else:
            _put(self._root["people"][role], "hours", as_yaml(value), _PERSON)

    def _remove_answer(self, name: str) -> None:
        prefix, key = name.split(".")
        if (role := self._order.role_of(name)) is not None:
            self._remove(("people", role, "hours"))
        else:
            self._remove((prefix, key))

    def _remove(self, path: tuple[str, ...]) -> None:
        """Take a key out, and the maps around it that hold nothing else."""
        leaves: list[tuple[CommentedMap, str]] = [(self._root, path[0])]
        for key in path[1:]:
            leaves.append((leaves[-1][0][leaves[-1][1]], key))
        for place in reversed(range(len(leaves))):
            container, key = leaves[place]
            if len(container) > 1 or not place:
                remove_key(container, key, leaves[place - 1] if place else None)
                return

    def _write_elements(self, group: str, before: tuple[Element, ...], after: tuple[Element, ...]) -> None:
        known = {element.id: element.answers for element in before}
        order = ("id", *self._order.keys(ELEMENT_OF[group]))
        for element in after:
            written = known.get(element.id, {})
            if element.id not in known:
                self._add_element(group, element.id)
            for name, answer in element.answers.items():
                if _differs(written.get(name), answer):
                    _put(self._element(group, element.id), name.split(".")[1], as_yaml(answer.value), order)
            for name in (name for name in written if name not in element.answers):
                remove_key(self._element(group, element.id), name.split(".")[1])
        self._arrange(group, [element.id for element in after])

    def _arrange(self, group: str, wanted: list[str]) -> None:
        """Bring the elements into this order, without those that it does not name."""
        present = [str(item["id"]) for item in self._root.get(group, ())]
        if present == wanted:
            return
        if wanted:
            rearrange((self._root, group), [present.index(id_) for id_ in wanted])
        else:
            remove_key(self._root, group)

    def _element(self, group: str, id_: str) -> CommentedMap:
        found: CommentedMap = next(item for item in self._root[group] if str(item["id"]) == id_)
        return found

    def _add_element(self, group: str, id_: str) -> None:
        made = CommentedMap(id=as_yaml(id_))
        if group not in self._root:
            _put(self._root, group, CommentedSeq([made]), self._order.top)
            return
        sequence = self._root[group]
        below = take_remarks(last_leaf(sequence, len(sequence) - 1) if sequence else (self._root, group))
        sequence.append(made)
        give_remarks(last_leaf(sequence, len(sequence) - 1), below)


class _KeyOrder:
    """The order of the questionnaire, for keys that are new in a file."""

    def __init__(self, library: Library) -> None:
        prefixes = dict.fromkeys(name.split(".")[0] for name in library.questions)
        self.top = (*HEADER, *(GROUPS.get(prefix, prefix) for prefix in prefixes), *LAST)
        self._keys: Mapping[str, tuple[str, ...]] = {
            prefix: tuple(name.split(".")[1] for name in library.questions if name.split(".")[0] == prefix)
            for prefix in prefixes
        }

        self.roles = tuple(library.hours_questions)
        self._role_of = {name: role for role, name in library.hours_questions.items()}

    def role_of(self, name: str) -> str | None:
        """The role whose hours a question asks, if it does."""
        return self._role_of.get(name)

    def keys(self, prefix: str) -> tuple[str, ...]:
        """The keys of one section or element."""
        return self._keys.get(prefix, ())


def as_yaml(value: AnswerValue) -> Any:
    """An answer as the file writes it; text is quoted where a reader of YAML could take it for more."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        sequence = CommentedSeq([_text(item) if isinstance(item, str) else _period(item) for item in value])
        sequence.fa.set_flow_style()
        return sequence
    return _text(value)


def _text(value: str) -> str:
    if value.lower() not in _MISREAD and _SAFE_PLAIN.fullmatch(value):
        return value
    quoted: str = DoubleQuotedScalarString(value)
    return quoted


def _period(period: AnyPeriod) -> CommentedMap:
    if isinstance(period, Period):
        written = CommentedMap({"from": period.first.isoformat(), "to": period.last.isoformat()})
    else:
        written = CommentedMap({"preset": period.name})
        if period.zone is not None:
            written["zone"] = period.zone
    if period.population is not None:
        written["population"] = _text(period.population)
    return written


def _differs(before: Answer | None, after: Answer) -> bool:
    return before is None or before.value != after.value


def _put(target: CommentedMap, key: str, value: Any, order: tuple[str, ...]) -> None:
    """Set a key; a new one goes behind the nearest key that precedes it in the order."""
    if key in target:
        target[key] = None  # else the quotes of the former value would stay
        target[key] = value
        return
    keys = list(target)
    earlier = order[: order.index(key)] if key in order else tuple(keys)
    neighbour = next((other for other in reversed(earlier) if other in target), None)
    if neighbour is None:
        target.insert(0, key, value)
        return
    below = take_remarks(last_leaf(target, neighbour))
    target.insert(keys.index(neighbour) + 1, key, value)
    give_remarks(last_leaf(target, key), below)


_OPENS_BLOCK = r"^( *)[^\s#-][^\n]*:[ ]*(?:#[^\n]*)?\n(?:[ ]*(?:#[^\n]*)?\n)*"
"""A key whose value begins on a later line, remarks between them."""
_BLOCK_LIST = re.compile(_OPENS_BLOCK + r"( *)- ", re.MULTILINE)
_BLOCK_MAP = re.compile(_OPENS_BLOCK + r"( +)[^\s#-]", re.MULTILINE)


def _round_trip(text: str) -> YAML:
    """A reader and writer that changes nothing by itself, indentation included."""
    yaml = YAML()
    yaml.Resolver = _AsWritten
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.brace_single_entry_mapping_in_flow_sequence = True  # else [{preset: august}] loses its braces
    dash = _indentation(_BLOCK_LIST, text, least=0)
    yaml.indent(mapping=_indentation(_BLOCK_MAP, text, least=1), sequence=dash + 2, offset=dash)
    return yaml


def _indentation(form: re.Pattern[str], text: str, least: int) -> int:
    """How far the first such block of a file is indented; two where there is none."""
    found = (len(block[2]) - len(block[1]) for block in form.finditer(text))
    return next((spaces for spaces in found if spaces >= least), 2)
