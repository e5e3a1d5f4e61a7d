"""The small language of conditions (design D3): read it, check it, evaluate it."""

from rse_plan.expressions.check import NameKind, NameType, Problem, check
from rse_plan.expressions.evaluate import Facts, Outcome, Value, evaluate
from rse_plan.expressions.syntax import COLLECTIONS, Expression, ExpressionError, parse

__all__ = [
    "COLLECTIONS",
    "Expression",
    "ExpressionError",
    "Facts",
    "NameKind",
    "NameType",
    "Outcome",
    "Problem",
    "Value",
    "check",
    "evaluate",
    "parse",
]
