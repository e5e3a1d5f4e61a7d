"""The small language of conditions (design D3): read it, check it, evaluate it."""

from rse_plan.expressions.check import NameKind, NameType, Problem, check
from rse_plan.expressions.evaluate import Facts, Outcome, Value, evaluate
from rse_plan.expressions.syntax import COLLECTIONS, Expression, ExpressionError, TemplateError, parse

__all__ = [
    "COLLECTIONS",
    "Expression",
    "ExpressionError",
    "Facts",
    "NameKind",
    "NameType",
    "Outcome",
    "Problem",
    "TemplateError",
    "Value",
    "check",
    "evaluate",
    "parse",
]
