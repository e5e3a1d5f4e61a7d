"""What all models of files share: frozen, no unknown keys, and faults that know their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator

from rse_plan.diagnostics import Diagnostic, nearest, respelt
from rse_plan.errors import Said, say
from rse_plan.model.fields import TextField
from rse_plan.source.span import Span


class Key(str):
    """A map's key that remembers where it stands."""

    __slots__ = ("span",)
    span: Span

    @classmethod
    def at(cls, text: str, span: Span) -> Self:
        key = cls(text)
        key.span = span
        return key


PLACEHOLDER = re.compile(r"\{\{\s*([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)\s*\}\}")
"""The only substitution that a text may hold."""


def placeholders(text: str) -> tuple[str, ...]:
    """The names a text is filled with, in order, each once."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


class Model(BaseModel):
    """A map of a file.

    A key that the model does not know is taken out and reported in the validation context, so that
    the rest of the map is still examined: one fault, one finding (semantics 19).
    """

    model_config = ConfigDict(
        defer_build=True,  # only the files' own models are validated with: the parts are built inside them
        extra="forbid",
        frozen=True,
        populate_by_name=False,
        serialize_by_alias=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _set_unknown_keys_aside(cls, data: Any, info: ValidationInfo) -> Any:
        found: list[Diagnostic] | None = info.context
        if not isinstance(data, dict) or found is None:
            return data
        known = cls.known_keys()
        for key in data:
            if key not in known and isinstance(key, Key):
                message = say("the key “{key}” is not known here", key=key)
                advice = cls.elsewhere(key) or nearest(key, known)
                advice = advice or say("one of {names}", names=", ".join(sorted(known)))
                edit = respelt(key.span, key, (name for name in known if name not in data))
                found.append(
                    Diagnostic(rule="unknown-key", span=key.span, message=message, help=advice, edit=edit)
                )
        return {key: value for key, value in data.items() if key in known}

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """The names that its texts are filled with, in order, each once."""
        return tuple(dict.fromkeys(name for text in texts_of(self) for name in placeholders(text.en)))

    @classmethod
    def elsewhere(cls, key: str) -> Said | None:  # noqa: ARG003  # most maps have no others like them
        """Where a key that is unknown here would be right, for maps that are easily taken for others."""
        return None

    @classmethod
    def known_keys(cls) -> tuple[str, ...]:
        """The keys as files write them."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())


LANGUAGES = ("en", "fr")
"""The languages that every text of the library is written in; others come as overlays (design D4)."""


class Text(Model):
    """A text in every language of the library: Markdown and `{{ dotted.name }}` placeholders only."""

    en: TextField
    fr: TextField

    @classmethod
    def of(cls, en: str, fr: str) -> Text:
        """A text of the program's own, that stands in no file."""
        return cls.model_construct(en=en, fr=fr)

    def in_(self, language: str) -> str:
        """The wording in a language."""
        return self.fr if language == "fr" else self.en


def texts_of(value: object) -> Iterator[Text]:
    """Every text inside a model, in order."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name))
