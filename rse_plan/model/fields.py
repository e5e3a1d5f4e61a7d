"""The types of fields: each says what the text of a scalar means, and what to write when it means nothing.

Values reach the models as `Scalar`s (semantics 18); every leaf of every model is one of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import (
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from rse_plan.diagnostics import nearest
from rse_plan.errors import Said, say
from rse_plan.expressions import Expression, ExpressionError, TemplateError, parse
from rse_plan.model.amounts import CALENDAR, EFFORT, WORKING, Amount, Unit, read_amount
from rse_plan.source.yaml_reader import Scalar

T = TypeVar("T")

MAX_TEXT = 4000
"""Characters of one text in a playbook; longer ones belong in a document of their own."""


def wrong(
    message: Said, advice: Said | None = None, *, offset: int = 0, length: int = 0
) -> PydanticCustomError:
    """A fault of a value, with words for its author; `offset` and `length` point inside the text."""
    details = {"said": message, "advice": advice, "offset": offset, "length": length}
    return PydanticCustomError("wrong-value", "wrong value", details)


def lacking(key: str) -> PydanticCustomError:
    """A key that a map needs because of what else it holds, or does not hold."""
    return PydanticCustomError("lacking", "missing key", {"key": key})


def _leaf(read: Callable[[Scalar], T]) -> PlainValidator:
    def validate(raw: object) -> T:
        if not isinstance(raw, Scalar):
            raise wrong(say("a single value is wanted here"))
        return read(raw)

    return PlainValidator(validate)


def _text(raw: Scalar) -> str:
    text = raw.text.strip()
    if not text:
        raise wrong(say("a text is missing here"))
    if len(text) > MAX_TEXT:
        raise wrong(say("the text is longer than {count} characters", count=MAX_TEXT), say("shorten it"))
    return text


def _matching(pattern: str, message: Said, advice: Said) -> Callable[[Scalar], str]:
    form = re.compile(pattern)

    def read(raw: Scalar) -> str:
        if not form.fullmatch(raw.text):
            raise wrong(Said(message.wording, {"value": raw.text}), advice)
        return raw.text

    return read


def _role(raw: Scalar) -> str:
    """A role's id; what can be none is a role that nobody knows, not a word spelt wrongly."""
    if not re.fullmatch(KEBAB, raw.text):
        raise PydanticCustomError("unknown-role", "an unknown role", {"role": raw.text})
    return raw.text


def _integer(raw: Scalar) -> int:
    if not raw.plain or not re.fullmatch(r"-?[0-9]{1,12}", raw.text):
        raise wrong(
            say("“{value}” is not a whole number", value=raw.text), say("write digits only, without quotes")
        )
    return int(raw.text)


def _between(low: int, high: int | None = None) -> Callable[[Scalar], int]:
    def read(raw: Scalar) -> int:
        number = _integer(raw)
        if number < low:
            raise wrong(say("{value} is too small", value=number), say("at least {limit}", limit=low))
        if high is not None and number > high:
            raise wrong(say("{value} is too large", value=number), say("at most {limit}", limit=high))
        return number

    return read


def _share(raw: Scalar) -> float:
    if not raw.plain or not re.fullmatch(r"0(\.[0-9]+)?|1(\.0+)?", raw.text):
        raise wrong(
            say("“{value}” is not a share", value=raw.text),
            say("write a number between 0 and 1, such as 0.4"),
        )
    return float(raw.text)


def _hours(raw: Scalar) -> float:
    if not raw.plain or not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", raw.text):
        raise wrong(
            say("“{value}” is not a number of hours", value=raw.text), say("write a number such as 10 or 1.5")
        )
    return float(raw.text)


def _boolean(raw: Scalar) -> bool:
    if not raw.plain or raw.text not in ("true", "false"):
        raise wrong(say("“{value}” is neither true nor false", value=raw.text), say("write true or false"))
    return raw.text == "true"


def _date(raw: Scalar) -> date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw.text):
            raise ValueError
        return date.fromisoformat(raw.text)
    except ValueError:
        raise wrong(
            say("“{value}” is not a date", value=raw.text), say("write year-month-day, such as 2027-01-31")
        ) from None


def _amount(units: frozenset[Unit], examples: str, *, whole: bool = True) -> Callable[[Scalar], Amount]:
    def read(raw: Scalar) -> Amount:
        found = read_amount(raw.text, units, whole=whole)
        if found is None:
            message = say("“{value}” is not an amount of time that fits here", value=raw.text)
            raise wrong(message, say("write one such as {examples}", examples=examples))
        return found

    return read


def _condition(raw: Scalar) -> Expression:
    try:
        return parse(raw.text)
    except TemplateError as fault:
        raise PydanticCustomError("template", "a template", {"said": fault.message}) from None
    except ExpressionError as fault:
        raise wrong(fault.message, fault.advice, offset=fault.offset, length=fault.length) from None


class Words:
    """One of a few words: `Annotated[str, Words("early", "late")]`."""

    def __init__(self, *values: str) -> None:
        self.values = values

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"enum": list(self.values)}

    def _read(self, raw: object) -> str:
        if not isinstance(raw, Scalar):
            raise wrong(say("a single value is wanted here"))
        if raw.text not in self.values:
            advice = nearest(raw.text, self.values) or say("one of {names}", names=", ".join(self.values))
            raise wrong(say("“{value}” does not fit here", value=raw.text), advice)
        return raw.text


def as_list(raw: object) -> object:
    """The shorthand of a single value where a list can stand (semantics 19)."""
    return (raw,) if isinstance(raw, Scalar) else raw


KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"
KEBAB_ADVICE = say("use small letters, digits and dashes, such as open-pilot")

TextField = Annotated[str, _leaf(_text), WithJsonSchema({"type": "string", "minLength": 1})]
Id = Annotated[
    str,
    _leaf(_matching(KEBAB, say("“{value}” is not an id"), KEBAB_ADVICE)),
    WithJsonSchema({"type": "string", "pattern": f"^{KEBAB}$"}),
]
ItemRef = Annotated[
    str,
    _leaf(
        _matching(
            f"({KEBAB}/)?{KEBAB}",
            say("“{value}” names no item"),
            say("write item, or playbook/item, without what follows an @"),
        )
    ),
    WithJsonSchema({"type": "string", "pattern": f"^({KEBAB}/)?{KEBAB}$"}),
]
_INSTANCE = f"{KEBAB}/{KEBAB}(@[A-Za-z0-9-]+)*"
InstanceRef = Annotated[
    str,
    _leaf(
        _matching(
            f"({KEBAB}/)?{KEBAB}(@[A-Za-z0-9-]+)*",  # without its playbook it is looked for and offered
            say("“{value}” names no item"),
            say("write playbook/item for all of an item, playbook/item@element for one"),
        )
    ),
    WithJsonSchema({"type": "string", "pattern": f"^{_INSTANCE}$"}),
]
QuestionId = Annotated[
    str,
    _leaf(
        _matching(
            r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*",
            say("“{value}” is not a question's id"),
            say("write two parts in snake_case, such as employer.works_council"),
        )
    ),
    WithJsonSchema({"type": "string", "pattern": r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"}),
]
Integer = Annotated[int, _leaf(_integer), WithJsonSchema({"type": "integer"})]
Count = Annotated[int, _leaf(_between(1)), WithJsonSchema({"type": "integer", "minimum": 1})]
"""At least one of something: people, minutes."""
Grade = Annotated[int, _leaf(_between(1, 5)), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 5})]
"""A risk's likelihood or impact."""
Share = Annotated[float, _leaf(_share), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
Hours = Annotated[float, _leaf(_hours), WithJsonSchema({"type": "number", "minimum": 0})]
Boolean = Annotated[bool, _leaf(_boolean), WithJsonSchema({"type": "boolean"})]
Date = Annotated[date, _leaf(_date), WithJsonSchema({"type": "string", "format": "date"})]
WorkingTime = Annotated[
    Amount, _leaf(_amount(WORKING, "5d, 2w")), WithJsonSchema({"type": "string", "pattern": r"^\d+(d|w)$"})
]
Lapse = Annotated[
    Amount,
    _leaf(_amount(WORKING | CALENDAR, "5d, 2w, 30cd, 4cw, 1mo")),
    WithJsonSchema({"type": "string", "pattern": r"^\d+(d|w|cd|cw|mo)$"}),
]
CalendarTime = Annotated[
    Amount,
    _leaf(_amount(CALENDAR, "90cd, 4cw, 1mo")),
    WithJsonSchema({"type": "string", "pattern": r"^\d+(cd|cw|mo)$"}),
]
Effort = Annotated[
    Amount,
    _leaf(_amount(EFFORT, "3d, 0.5d, 2h", whole=False)),
    WithJsonSchema({"type": "string", "pattern": r"^\d+(\.\d+)?(d|h)$"}),
]
ConditionField = Annotated[Expression, _leaf(_condition), WithJsonSchema({"type": "string"})]
RawValue = Annotated[
    Scalar | tuple[Scalar, ...],
    PlainValidator(lambda raw: raw),
    WithJsonSchema({"type": ["string", "number", "boolean", "array"]}),
]
"""A value whose type is another field's: a default, or what is assumed of an unknown."""
RoleId = Annotated[
    str,
    _leaf(_role),
    WithJsonSchema({"type": "string", "pattern": f"^{KEBAB}$"}),
]
Roles = Annotated[tuple[RoleId, ...], BeforeValidator(as_list)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(as_list)]
ChoiceValue = Annotated[
    str,
    _leaf(_matching(f"{KEBAB}|[A-Z]{{2}}", say("“{value}” is not a choice's value"), KEBAB_ADVICE)),
    WithJsonSchema({"type": "string", "pattern": f"^({KEBAB}|[A-Z]{{2}})$"}),
]
"""A word of the choice's own, or a country's two capitals."""
Texts = Annotated[tuple[TextField, ...], BeforeValidator(as_list)]
