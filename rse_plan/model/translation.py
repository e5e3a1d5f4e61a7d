"""A translation: texts of the library in another wording, or in another language, by their names."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from rse_plan.errors import say
from rse_plan.model.base import Model
from rse_plan.model.fields import Integer, TextField, Words, wrong
from rse_plan.source.yaml_reader import Scalar

_CODE = r"[a-z]{2,3}(-[A-Z]{2})?"


def _code(raw: object) -> str:
    if not isinstance(raw, Scalar) or not re.fullmatch(_CODE, raw.text):
        value = raw.text if isinstance(raw, Scalar) else "…"
        message = say("“{value}” is not the code of a language", value=value)
        raise wrong(message, say("write two small letters, such as de"))
    return raw.text


LanguageCode = Annotated[
    str, PlainValidator(_code), WithJsonSchema({"type": "string", "pattern": f"^{_CODE}$"})
]


class Translation(Model):
    """`kind: translation`: texts by name, such as `pilot/seed-content.title`, in one language."""

    kind: Annotated[str, Words("translation")]
    format: Integer
    language: LanguageCode
    texts: dict[str, TextField] = Field(default_factory=dict)
