"""A theme: the colours, the typeface and the logo of an organisation, for the documents it makes."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema

from rse_plan.errors import say
from rse_plan.model.base import Model, Text
from rse_plan.model.colours import Colour
from rse_plan.model.fields import Integer, TextField, Words, as_list, wrong
from rse_plan.source.yaml_reader import Scalar

TYPEFACE = r"[^\W\d_][\w .+-]{0,59}"
"""Letters, digits and what names of typefaces have besides: nothing that a style sheet would read."""


def _typeface(raw: object) -> str:
    if not isinstance(raw, Scalar):
        raise wrong(say("a single value is wanted here"))
    if not re.fullmatch(TYPEFACE, raw.text):
        message = say("“{value}” is not the name of a typeface", value=raw.text)
        raise wrong(message, say("write its name alone, such as Georgia; several in a list"))
    return raw.text


Typeface = Annotated[
    str, PlainValidator(_typeface), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 60})
]


class Colours(Model):
    """The colours of one scheme; what is not given follows from the others, or stays as it is."""

    accent: Colour | None = None
    accent_soft: Colour | None = None
    ink: Colour | None = None
    quiet: Colour | None = None
    paper: Colour | None = None


class Schemes(Model):
    """Colours by day, which paper has too, and by night."""

    light: Colours | None = None
    dark: Colours | None = None


class LogoFile(Model):
    """A picture and what it says."""

    file: TextField
    alt: Text


class Theme(Model):
    """`kind: theme`; all keys but `kind` and `format` are optional."""

    kind: Annotated[str, Words("theme")]
    format: Integer
    colours: Schemes | None = None
    typeface: Annotated[tuple[Typeface, ...], BeforeValidator(as_list)] = ()
    logo: LogoFile | None = None
