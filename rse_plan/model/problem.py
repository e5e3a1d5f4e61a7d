"""What is wrong with an answer, in words: the same for a prompt, a file, a flag and a default."""

from __future__ import annotations

from dataclasses import dataclass

from rse_plan.errors import Said, say
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Scalar


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer that does not fit; `span` is the part of it that does not, where that is known."""

    message: Said
    advice: Said | None = None
    span: Span | None = None


def one_scalar(raw: object) -> Scalar | Problem:
    """The single value that is wanted, or that it is none."""
    return raw if isinstance(raw, Scalar) else Problem(say("a single value is wanted here"))
