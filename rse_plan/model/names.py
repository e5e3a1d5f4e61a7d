"""Names that conditions and texts may read besides the questions' own (semantics 4 and 5)."""

from __future__ import annotations

from collections.abc import Mapping

from rse_plan.expressions import NameKind, NameType
from rse_plan.model.question import Question

COMPUTED: Mapping[str, NameType] = {
    "wave.number": NameType(NameKind.INTEGER),
    "wave.pilot": NameType(NameKind.BOOLEAN),
    "wave.name": NameType(NameKind.TEXT),
    "wave.members": NameType(NameKind.INTEGER),
    "champions.count": NameType(NameKind.INTEGER),
    "pilot.members": NameType(NameKind.INTEGER),
    "pilot.communities": NameType(NameKind.TEXT),
}
"""Worked out from the answers: numbers of people, and the waves."""


def name_types(questions: Mapping[str, Question]) -> Mapping[str, NameType]:
    """Every name that can be read, with its type."""
    return {**{name: question.name_type for name, question in questions.items()}, **COMPUTED}
