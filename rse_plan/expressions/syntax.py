"""Conditions as text and as a tree (design D3, semantics 4).

The common subset of Python and Jinja: `and or not`, comparisons, `in`, literals, dotted names,
`known(x)`, and `count any all sum` over collections. Parsed with the standard library's `ast` and
admitted node by node: nothing is ever handed to `eval`.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rse_plan.diagnostics import nearest
from rse_plan.errors import Said, say

COLLECTIONS: Mapping[str, str] = {
    "communities": "community",
    "sponsors": "sponsor",
    "employers": "employer",
    "waves": "wave",
}
"""What can be counted and looped over, with the name of one element."""

Literal = str | int | bool
Stretch = tuple[int, int]
"""An offset in a condition's text, and how many characters from there on."""


@dataclass(frozen=True, slots=True)
class Name:
    """A dotted name, such as `employer.country`; `offset` is its place in the text."""

    path: str
    offset: int


@dataclass(frozen=True, slots=True)
class Known:
    """`known(x)`: true when an answer was given, an assumption not counting."""

    name: Name


@dataclass(frozen=True, slots=True)
class Truth:
    """A boolean name standing alone."""

    name: Name


@dataclass(frozen=True, slots=True)
class Compare:
    """A value against a literal: `== != < <= > >=`; `value_at` is the literal's place, if it is known."""

    left: Name | Aggregate
    operator: str
    right: Literal
    offset: int
    value_at: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """`name in [literals]`, or `literal in name` for a question with several choices.

    `values_at` are the literals' places, if they are known.
    """

    name: Name
    among: tuple[Literal, ...]
    negated: bool
    offset: int
    literal_first: bool = False
    values_at: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Logic:
    """`and` / `or` over two or more conditions, `not` over one."""

    operator: str
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`count any all sum` over a collection, with a condition or (for sum) a name of its element."""

    function: str
    collection: str
    where: Condition | None
    summed: Name | None
    offset: int


Condition = Known | Truth | Compare | Member | Logic | Aggregate


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed condition with its text."""

    text: str
    root: Condition

    @property
    def names(self) -> tuple[str, ...]:
        """Every dotted name in it, in order, each once."""
        return tuple(dict.fromkeys(name.path for name in _names(self.root)))

    @property
    def counts(self) -> bool:
        """Whether it reads a collection as a whole."""
        return _counts(self.root)

    @property
    def collections(self) -> frozenset[str]:
        """The collections that it reads as a whole."""
        return frozenset(_collections(self.root))


class ExpressionError(ValueError):
    """The text is no condition; `offset` and `length` say which part of it."""

    def __init__(self, message: Said, offset: int, advice: Said | None = None, length: int = 1) -> None:
        super().__init__(str(message))
        self.message = message
        self.offset = offset
        self.length = length
        self.advice = advice


class TemplateError(ExpressionError):
    """The text has braces, as if it were to be filled in."""


_COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_MAX_LENGTH = 1000


@lru_cache(maxsize=4096)  # a library asks the same few again and again
def parse(text: str) -> Expression:
    """Read a condition; raises ExpressionError with the place of the fault."""
    if "{{" in text or "{%" in text:
        advice = say("write the name alone: conditions need no braces")
        raise TemplateError(say("a template inside a condition"), max(text.find("{"), 0), advice, 2)
    if len(text) > _MAX_LENGTH:
        raise ExpressionError(say("the condition is longer than {count} characters", count=_MAX_LENGTH), 0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a quoted word is judged below, as a choice
            tree = ast.parse(text.replace("\n", " "), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        raise _misread(text, max((getattr(fault, "offset", None) or 1) - 1, 0)) from None
    return Expression(text, _Reader(text).condition(tree.body))


_OTHER_SIGNS = (
    (re.compile(r"(?<![=!<>])=(?![=<>])"), say("“{sign}” compares nothing"), say("write {sign}", sign="==")),
    (re.compile(r"&&?"), say("“{sign}” joins nothing"), say("write {sign}", sign="and")),
    (re.compile(r"\|\|?"), say("“{sign}” joins nothing"), say("write {sign}", sign="or")),
    (re.compile(r"!(?!=)"), say("“{sign}” denies nothing"), say("write {sign}", sign="not")),
    (
        re.compile(r"<>|=<|=>|≤|≥|≠"),
        say("“{sign}” compares nothing"),
        say("one of {names}", names="== != < <= > >="),
    ),
    (
        re.compile(r"(?<![\w.])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)"),
        say("“{sign}” is more than one number"),
        say("write a number without blanks"),
    ),
)
"""What other languages write, and what is written here."""
_IN_QUOTES = re.compile(r"'[^']*'|\"[^\"]*\"")
_ALWAYS = frozenset(("true", "True", "yes", "always", "false", "False", "no", "never"))


def _misread(text: str, offset: int) -> ExpressionError:
    """What a text that is no condition seems to mean."""
    bare = _IN_QUOTES.sub(lambda quoted: "·" * len(quoted[0]), text)
    for sign, message, advice in _OTHER_SIGNS:
        if found := sign.search(bare):
            said = Said(message.wording, {"sign": found[0]})
            return ExpressionError(said, found.start(), advice, len(found[0]))
    advice = say("compare a name with a value, as in organisation.headcount >= 300")
    return ExpressionError(say("this is not a condition"), offset, advice)


class _Reader:
    """Admits Python syntax nodes one kind at a time."""

    def __init__(self, text: str) -> None:
        self._text = text

    def condition(self, node: ast.expr) -> Condition:
        if isinstance(node, ast.BoolOp):
            word = "and" if isinstance(node.op, ast.And) else "or"
            return Logic(word, tuple(self.condition(part) for part in node.values))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return Logic("not", (self.condition(node.operand),))
        if isinstance(node, ast.Compare):
            return self._comparison(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Attribute):
            return Truth(self._name(node))
        word = node.id if isinstance(node, ast.Name) else str(getattr(node, "value", ""))
        if word in _ALWAYS:
            advice = say("compare a name with a value; without this key it always holds")
            raise self._fault(node, say("“{word}” is no condition", word=word), advice)
        raise self._refusal(node)

    def _comparison(self, node: ast.Compare) -> Condition:
        if len(node.ops) != 1:
            advice = say("write two comparisons joined by “and”")
            raise self._fault(node, say("a chain of comparisons"), advice)
        left, right, word = node.left, node.comparators[0], node.ops[0]
        offset = self._offset(node)
        if isinstance(word, ast.In | ast.NotIn):
            return self._membership(left, right, isinstance(word, ast.NotIn), offset)
        symbol = _COMPARISONS.get(type(word))
        if symbol is None:
            raise self._refusal(node)
        if isinstance(left, ast.Constant):
            left, right, symbol = right, left, _MIRRORED[symbol]
        return Compare(self._measurable(left), symbol, self._literal(right), offset, self._stretch(right))

    def _membership(self, left: ast.expr, right: ast.expr, negated: bool, offset: int) -> Member:
        if isinstance(left, ast.Constant):
            name, value = self._name(right), self._literal(left)
            return Member(name, (value,), negated, offset, True, (self._stretch(left),))
        if not isinstance(right, ast.List | ast.Tuple):
            advice = say('write a list, as in x in ["a", "b"]')
            raise self._fault(right, say("“in” wants a list of values"), advice)
        name, values = self._name(left), tuple(self._literal(item) for item in right.elts)
        return Member(name, values, negated, offset, values_at=tuple(map(self._stretch, right.elts)))

    def _measurable(self, node: ast.expr) -> Name | Aggregate:
        if isinstance(node, ast.Call):
            made = self._call(node)
            if isinstance(made, Aggregate):
                return made
            raise self._refusal(node)
        return self._name(node)

    def _call(self, node: ast.Call) -> Known | Aggregate:
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        if node.keywords or any(isinstance(part, ast.Starred) for part in node.args):
            raise self._refusal(node)
        if function == "known" and len(node.args) == 1:
            return Known(self._name(node.args[0]))
        if function in ("count", "any", "all", "sum") and 1 <= len(node.args) <= 2:
            return self._aggregate(function, node)
        raise self._refusal(node)

    def _aggregate(self, function: str, node: ast.Call) -> Aggregate:
        subject = node.args[0]
        if not isinstance(subject, ast.Name) or subject.id not in COLLECTIONS:
            word = subject.id if isinstance(subject, ast.Name) else ""
            advice = nearest(word, COLLECTIONS) or say("one of {names}", names=", ".join(COLLECTIONS))
            raise self._fault(subject, say("“{name}” is not a collection", name=word), advice)
        if function != "count" and len(node.args) == 1:
            raise self._refusal(node)
        where, summed = None, None
        if function == "sum":
            summed = self._name(node.args[1])
        elif len(node.args) == 2:
            where = self.condition(node.args[1])
        return Aggregate(function, subject.id, where, summed, self._offset(node))

    def _name(self, node: ast.expr) -> Name:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            return Name(f"{node.value.id}.{node.attr}", self._offset(node))
        if isinstance(node, ast.Name):
            advice = say("names have two parts, as in organisation.headcount; put words in quotes")
            raise self._fault(node, say("“{name}” alone is not a name", name=node.id), advice)
        raise self._refusal(node)

    def _literal(self, node: ast.expr) -> Literal:
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str | int)
            and not isinstance(node.value, bytes)
        ):
            return node.value
        if isinstance(node, ast.Name) and node.id in ("true", "false"):
            return node.id == "true"
        if (
            isinstance(node, ast.UnaryOp)
            and isinstance(node.op, ast.USub)
            and isinstance(node.operand, ast.Constant)
        ):
            number = node.operand.value
            if isinstance(number, int):
                return -number
        advice = say("a word in quotes, a whole number, true or false")
        raise self._fault(node, say("the right side must be a value"), advice)

    def _refusal(self, node: ast.expr) -> ExpressionError:
        advice = say("only and, or, not, comparisons, in, known(), count(), any(), all() and sum()")
        return self._fault(node, say("conditions cannot contain this"), advice)

    def _fault(self, node: ast.expr, message: Said, advice: Said) -> ExpressionError:
        start, length = self._stretch(node)
        return ExpressionError(message, start, advice, length)

    def _stretch(self, node: ast.expr) -> Stretch:
        start, end = self._offset(node), self._characters(node.end_col_offset or 0)
        return start, max(end - start, 1)

    def _offset(self, node: ast.expr) -> int:
        return self._characters(node.col_offset)

    def _characters(self, offset: int) -> int:
        """`ast` counts bytes of UTF-8; people count characters."""
        return len(self._text.encode()[:offset].decode(errors="ignore"))


def _names(node: Condition | Name) -> Iterator[Name]:
    if isinstance(node, Name):
        yield node
    elif isinstance(node, Known | Truth | Member):
        yield node.name
    elif isinstance(node, Compare):
        yield from _names(node.left)
    elif isinstance(node, Logic):
        for part in node.parts:
            yield from _names(part)
    else:
        if node.where is not None:
            yield from _names(node.where)
        if node.summed is not None:
            yield node.summed


def _counts(node: Condition | Name) -> bool:
    if isinstance(node, Logic):
        return any(_counts(part) for part in node.parts)
    return isinstance(node, Aggregate) or (isinstance(node, Compare) and _counts(node.left))


def _collections(node: Condition | Name) -> Iterator[str]:
    if isinstance(node, Logic):
        for part in node.parts:
            yield from _collections(part)
    elif isinstance(node, Aggregate):
        yield node.collection
    elif isinstance(node, Compare):
        yield from _collections(node.left)
