"""Conditions in words: names by their questions' noun phrases, values by the labels of their choices.

Names stand in quotes, so that a sentence needs neither their article nor their gender.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rse_plan.documents.words import Words
from rse_plan.expressions import Expression
from rse_plan.expressions.syntax import Aggregate, Compare, Condition, Known, Literal, Logic, Member, Truth
from rse_plan.planning.facts import FactSheet

_OPPOSITE: Mapping[str, str] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_NUMBERS: Mapping[str, str] = {
    "==": "{name} is {value}",
    "!=": "{name} is not {value}",
    "<": "{name} is under {value}",
    "<=": "{name} is at most {value}",
    ">": "{name} is over {value}",
    ">=": "{name} is at least {value}",
}
_DATES: Mapping[str, str] = {
    "==": "{name} is {value}",
    "!=": "{name} is not {value}",
    "<": "{name} is before {value}",
    "<=": "{name} is {value} or before",
    ">": "{name} is after {value}",
    ">=": "{name} is {value} or after",
}
_PLURALS: Mapping[str, str] = {
    "communities": "the number of communities",
    "sponsors": "the number of sponsors",
    "employers": "the number of employers",
    "waves": "the number of waves",
}
_COUNTED: Mapping[str, str] = {
    "communities": "the number of communities for which {condition}",
    "sponsors": "the number of sponsors for whom {condition}",
    "employers": "the number of employers for which {condition}",
    "waves": "the number of waves for which {condition}",
}
_SUMMED: Mapping[str, str] = {
    "communities": "the sum of {name} over the communities",
    "sponsors": "the sum of {name} over the sponsors",
    "employers": "the sum of {name} over the employers",
    "waves": "the sum of {name} over the waves",
}
_SOME: Mapping[str, str] = {
    "communities": "there is a community for which {condition}",
    "sponsors": "there is a sponsor for whom {condition}",
    "employers": "there is an employer for which {condition}",
    "waves": "there is a wave for which {condition}",
}
_NONE: Mapping[str, str] = {
    "communities": "there is no community for which {condition}",
    "sponsors": "there is no sponsor for whom {condition}",
    "employers": "there is no employer for which {condition}",
    "waves": "there is no wave for which {condition}",
}
_EVERY: Mapping[str, str] = {
    "communities": "for every community, {condition}",
    "sponsors": "for every sponsor, {condition}",
    "employers": "for every employer, {condition}",
    "waves": "for every wave, {condition}",
}


class Conditions:
    """Conditions told in one language; `sheet` knows the questions that set their names."""

    def __init__(self, words: Words, sheet: FactSheet) -> None:
        self._words = words
        self._sheet = sheet

    def tell(self, condition: Expression) -> str:
        """A condition as a clause: “headcount” is at least 300 and “works council” is not “none”."""
        return self._words.typed(self._clause(condition.root, holds=True))

    def is_private(self, condition: Expression) -> bool:
        """Whether it reads an answer that only the deployment lead may see (semantics 26)."""
        questions = self._sheet.library.questions
        named = (questions.get(name) for name in condition.names)
        return any(question is not None and question.audience == "lead" for question in named)

    def _clause(self, node: Condition, *, holds: bool) -> str:
        """A condition, or its contrary: `not` is carried inwards, where a language has words for it."""
        if isinstance(node, Logic):
            return self._logic(node, holds=holds)
        if isinstance(node, Known):
            wording = "{name} has an answer" if holds else "{name} has no answer"
            return self._words.say(wording, name=self._name(node.name.path))
        if isinstance(node, Truth):
            return self._yes_or_no(node.name.path, yes=holds)
        if isinstance(node, Member):
            return self._member(node, holds=holds)
        if isinstance(node, Compare):
            return self._compare(node, holds=holds)
        return self._aggregate(node, holds=holds)

    def _logic(self, node: Logic, *, holds: bool) -> str:
        if node.operator == "not":
            return self._clause(node.parts[0], holds=not holds)
        joined_by_and = (node.operator == "and") is holds
        parts = [self._part(part, holds=holds) for part in node.parts]
        wording = "{one} and {other}" if joined_by_and else "{one} or {other}"
        told = parts[0]
        for part in parts[1:]:
            told = self._words.say(wording, one=told, other=part)
        return told

    def _part(self, part: Condition, *, holds: bool) -> str:
        """One of several: in brackets where it is itself made of several."""
        inner, inner_holds = part, holds
        while isinstance(inner, Logic) and inner.operator == "not":
            inner, inner_holds = inner.parts[0], not inner_holds
        told = self._clause(inner, holds=inner_holds)
        return f"({told})" if isinstance(inner, Logic) else told

    def _yes_or_no(self, name: str, *, yes: bool) -> str:
        answer = self._words.say("yes") if yes else self._words.say("no")
        return self._words.say("{name} is {value}", name=self._name(name), value=self._quoted(answer))

    def _member(self, node: Member, *, holds: bool) -> str:
        name = node.name.path
        values = [self._value(name, literal) for literal in node.among]
        if node.literal_first:
            wording = (
                "{name} includes {value}" if holds is not node.negated else "{name} does not include {value}"
            )
            return self._words.say(wording, name=self._name(name), value=values[0])
        if holds is not node.negated:
            return self._words.say(
                "{name} is {value}", name=self._name(name), value=self._words.listed(values, "or")
            )
        if len(values) == 1:
            return self._words.say("{name} is not {value}", name=self._name(name), value=values[0])
        last = values.pop()
        listed = self._words.say(" nor ").join(values)
        return self._words.say(
            "{name} is neither {value} nor {last}", name=self._name(name), value=listed, last=last
        )

    def _compare(self, node: Compare, *, holds: bool) -> str:
        operator = node.operator if holds else _OPPOSITE[node.operator]
        if isinstance(node.left, Aggregate):
            measured = self._measure(node.left)
            return self._words.say(
                _NUMBERS[operator], name=measured, value=self._words.number(int(node.right))
            )
        name = node.left.path
        if isinstance(node.right, bool):
            return self._yes_or_no(name, yes=node.right is (operator == "=="))
        table = _DATES if self._is_date(name) else _NUMBERS
        return self._words.say(table[operator], name=self._name(name), value=self._value(name, node.right))

    def _measure(self, node: Aggregate) -> str:
        """What is counted or summed, as a noun phrase."""
        if node.summed is not None:
            return self._words.say(_SUMMED[node.collection], name=self._name(node.summed.path))
        if node.where is None:
            return self._words.say(_PLURALS[node.collection])
        inner = self._clause(node.where, holds=True)
        return self._words.say(_COUNTED[node.collection], condition=inner)

    def _aggregate(self, node: Aggregate, *, holds: bool) -> str:
        if node.where is None or node.function in ("count", "sum"):
            wording = "{name} is over {value}" if holds else "{name} is {value}"
            return self._words.say(wording, name=self._measure(node), value=self._words.number(0))
        if node.function == "any":
            table, inner_holds = (_SOME if holds else _NONE), True
        else:
            table, inner_holds = (_EVERY if holds else _SOME), holds
        inner = self._clause(node.where, holds=inner_holds)
        return self._words.say(table[node.collection], condition=inner)

    # --- names and values ---

    def _name(self, name: str) -> str:
        return self._quoted(self._sheet.shown(name, {}).name.in_(self._words.language))

    def _value(self, name: str, literal: Literal) -> str:
        question = self._sheet.library.questions.get(name)
        label = question.label_of(str(literal)) if question is not None else None
        if label is not None:
            return self._quoted(label.in_(self._words.language))
        if isinstance(literal, int):
            return self._words.number(literal)
        return self._words.date(date.fromisoformat(literal)) if self._is_date(name) else self._quoted(literal)

    def _quoted(self, text: str) -> str:
        return self._words.say("“{name}”", name=text)

    def _is_date(self, name: str) -> bool:
        question = self._sheet.library.questions.get(name)
        return question is not None and question.type == "date"
