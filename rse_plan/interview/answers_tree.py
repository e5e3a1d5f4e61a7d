"""An answers file as a tree that keeps its comments, its order and its quotes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from rse_plan.editing.tree_edits import give_remarks, last_leaf, rearrange, remove_key, take_remarks
from rse_plan.editing.yaml_tree import YamlTree, as_text, put
from rse_plan.library import Library
from rse_plan.model.answers import ELEMENT_OF, HEADER, Answer, Answers, AnswerValue, Element
from rse_plan.model.periods import AnyPeriod, Period
from rse_plan.model.question import GROUPS

_LAST = ("people", "adjust", "add")
"""What stands behind the answers (semantics 1)."""
_PERSON = ("name", "deputy", "hours")


class AnswersTree(YamlTree):
    """The file's tree; `update` brings it from one set of answers to the next."""

    def __init__(self, library: Library, text: str = "") -> None:
        super().__init__(text)
        self._order = _KeyOrder(library)

    def update(self, before: Answers | None, after: Answers) -> None:
        """Write what differs from `before`; None says that nothing has been written yet."""
        if before is None:
            put(self.root, "kind", "answers", HEADER)
            put(self.root, "format", "1", HEADER)
        if before is None or before.language != after.language:
            put(self.root, "language", after.language, HEADER)
        if before is None or before.documents != after.documents:
            put(self.root, "documents", as_yaml(after.documents), HEADER)
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
        if prefix in self.root:
            put(self.root[prefix], key, as_yaml(value), self._order.keys(prefix))
        else:
            put(self.root, prefix, CommentedMap({key: as_yaml(value)}), self._order.top)

    def _write_hours(self, role: str, value: AnswerValue) -> None:
        person = CommentedMap(hours=as_yaml(value))
        if "people" not in self.root:
            put(self.root, "people", CommentedMap({role: person}), self._order.top)
        elif role not in self.root["people"]:
            people = self.root["people"]
            by_hand = [other for other in people if other not in self._order.roles]
            put(people, role, person, (*by_hand, *self._order.roles))
        else:
            put(self.root["people"][role], "hours", as_yaml(value), _PERSON)

    def _remove_answer(self, name: str) -> None:
        prefix, key = name.split(".")
        if (role := self._order.role_of(name)) is not None:
            self._remove(("people", role, "hours"))
        else:
            self._remove((prefix, key))

    def _remove(self, path: tuple[str, ...]) -> None:
        """Take a key out, and the maps around it that hold nothing else."""
        leaves: list[tuple[CommentedMap, str]] = [(self.root, path[0])]
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
                    put(self._element(group, element.id), name.split(".")[1], as_yaml(answer.value), order)
            for name in (name for name in written if name not in element.answers):
                remove_key(self._element(group, element.id), name.split(".")[1])
        self._arrange(group, [element.id for element in after])

    def _arrange(self, group: str, wanted: list[str]) -> None:
        """Bring the elements into this order, without those that it does not name."""
        present = [str(item["id"]) for item in self.root.get(group, ())]
        if present == wanted:
            return
        if wanted:
            rearrange((self.root, group), [present.index(id_) for id_ in wanted])
        else:
            remove_key(self.root, group)

    def _element(self, group: str, id_: str) -> CommentedMap:
        found: CommentedMap = next(item for item in self.root[group] if str(item["id"]) == id_)
        return found

    def _add_element(self, group: str, id_: str) -> None:
        made = CommentedMap(id=as_yaml(id_))
        if group not in self.root:
            put(self.root, group, CommentedSeq([made]), self._order.top)
            return
        sequence = self.root[group]
        below = take_remarks(last_leaf(sequence, len(sequence) - 1) if sequence else (self.root, group))
        sequence.append(made)
        give_remarks(last_leaf(sequence, len(sequence) - 1), below)


class _KeyOrder:
    """The order of the questionnaire, for keys that are new in a file."""

    def __init__(self, library: Library) -> None:
        prefixes = dict.fromkeys(name.split(".")[0] for name in library.questions)
        self.top = (*HEADER, *(GROUPS.get(prefix, prefix) for prefix in prefixes), *_LAST)
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
        sequence = CommentedSeq([as_text(item) if isinstance(item, str) else _period(item) for item in value])
        sequence.fa.set_flow_style()
        return sequence
    return as_text(value)


def _period(period: AnyPeriod) -> CommentedMap:
    if isinstance(period, Period):
        written = CommentedMap({"from": period.first.isoformat(), "to": period.last.isoformat()})
    else:
        written = CommentedMap({"preset": period.name})
        if period.zone is not None:
            written["zone"] = period.zone
    if period.population is not None:
        written["population"] = as_text(period.population)
    return written


def _differs(before: Answer | None, after: Answer) -> bool:
    return before is None or before.value != after.value
