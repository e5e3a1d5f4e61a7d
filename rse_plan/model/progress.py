"""What became of a plan: work begun, done and blocked, decisions taken, measures read.

The file lies beside the answers (`progress.yaml`), is written by `rse-plan done` and its sisters, and by
hand. What it does not speak of is taken to have gone as planned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema

from rse_plan.diagnostics import Diagnostic, Related, in_order
from rse_plan.errors import Said, say
from rse_plan.model.base import Model
from rse_plan.model.faults import Fitted, fit_parts, missing_key
from rse_plan.model.fields import Date, Integer, TextField, Words, wrong
from rse_plan.model.plan_test import PlanItem
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document, Scalar

ANSWERS = ("yes", "no", "later")
"""What a decision can be; `later` says that it was put off, and is no decision yet."""
WHOLE_SHARE = 100
"""A share in per cent of everybody."""
_NUMBER = r"[0-9]{1,9}(?:[.,][0-9]{1,4})?"
_MEASURED = re.compile(rf"({_NUMBER})(?:[ \u00a0\u202f]*(%)|[ ]*/[ ]*([0-9]{{1,9}}))?")


@dataclass(frozen=True, slots=True)
class Measured:
    """A value that was read of a measure.

    `amount` is the number as it is written: 17 of `17` and of `17/29`, 58 of `58%`. `of` is what it was
    counted among, `percent` says that it is a share in per cent.
    """

    amount: Fraction
    of: int | None = None
    percent: bool = False

    @property
    def share(self) -> Fraction | None:
        """From 0 to 1; None for a plain count."""
        if self.percent:
            return self.amount / WHOLE_SHARE
        return self.amount / self.of if self.of is not None else None

    def __str__(self) -> str:
        """As the file writes it."""
        number = f"{self.amount.numerator / self.amount.denominator:.4f}".rstrip("0").rstrip(".")
        return f"{number}%" if self.percent else f"{number}/{self.of}" if self.of is not None else number


def read_measured(text: str) -> Measured | tuple[Said, Said]:
    """What somebody read: `17`, `58%`, `17/29`; or what is wrong with it and what to write instead."""
    found = _MEASURED.fullmatch(text.strip())
    if found is None:
        advice = say("write a number, a share or a count of how many: 17, 58%, 17/29")
        return say("“{value}” is no value of a measure", value=text), advice
    amount = Fraction(found[1].replace(",", "."))
    value = Measured(amount, int(found[3]) if found[3] else None, found[2] is not None)
    if value.of == 0:
        return say("“{value}” is a share of nobody", value=text), say("write of how many: 17/29")
    if value.of is not None and amount.denominator != 1:
        return say("“{value}” counts parts of one", value=text), say("write whole numbers: 17/29")
    if value.share is not None and value.share > 1:
        return say("“{value}” is more than all", value=text), say("a share is 100% at most")
    return value


def _measured(raw: object) -> Measured:
    if not isinstance(raw, Scalar):
        raise wrong(say("a single value is wanted here"))
    read = read_measured(raw.text)
    if isinstance(read, Measured):
        return read
    raise wrong(*read)


def _or_none_yet(raw: object) -> object:
    """A key with nothing behind it, as when the last entry of its list was taken out."""
    return () if isinstance(raw, Scalar) and raw.plain and not raw.text else raw


MeasuredField = Annotated[
    Measured,
    PlainValidator(_measured),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0},
                {"type": "string", "pattern": r"^[0-9]+([.,][0-9]+)?( ?%| ?/ ?[0-9]+)?$"},
            ]
        }
    ),
]


class Report(Model):
    """What became of one item of the plan.

    `blocked` is the day since when it cannot go on, `until` the day from which it is expected to; `done`
    ends a block, and both may stand: the block is then history.
    """

    id: PlanItem
    started: Date | None = None
    done: Date | None = None
    blocked: Date | None = None
    reason: TextField | None = None
    until: Date | None = None

    @property
    def is_blocked(self) -> bool:
        """Whether it still waits."""
        return self.blocked is not None and self.done is None


class Decision(Model):
    """An answer to what was asked of a sponsor, or of whoever decides."""

    id: PlanItem
    answer: Annotated[str, Words(*ANSWERS)]
    on: Date
    note: TextField | None = None


class Measure(Model):
    """What was read of a measure on a day."""

    kpi: PlanItem
    value: MeasuredField
    on: Date


class ProgressFile(Model):
    """`kind: progress`; of several decisions on one id the last one counts."""

    kind: Annotated[str, Words("progress")]
    format: Integer
    items: Annotated[tuple[Report, ...], BeforeValidator(_or_none_yet)] = ()
    decisions: Annotated[tuple[Decision, ...], BeforeValidator(_or_none_yet)] = ()
    measures: Annotated[tuple[Measure, ...], BeforeValidator(_or_none_yet)] = ()

    def report(self, id_: str) -> Report | None:
        """What is recorded of an item."""
        return next((report for report in self.items if report.id == id_), None)

    @property
    def last_day(self) -> date | None:
        """The last day of which something is recorded."""
        found = [day for one in self.items for day in (one.started, one.done, one.blocked) if day is not None]
        found += [one.on for one in self.decisions] + [one.on for one in self.measures]
        return max(found, default=None)

    def decision(self, id_: str) -> Decision | None:
        """The decision that counts."""
        return next((taken for taken in reversed(self.decisions) if taken.id == id_), None)


def read_progress(document: Document) -> Fitted[ProgressFile]:
    """A progress file, and everything that is wrong with it.

    The value is without the entries that do not fit; its places are those of the document that comes with
    it. Whether the ids are in a plan, and the days in the past, only those know who have a plan and a day.
    """
    fitted = fit_parts(document, ProgressFile)
    if fitted.value is None:
        return fitted
    found = (*fitted.diagnostics, *_contradictions(fitted.value, fitted.document))
    return Fitted(fitted.value, fitted.document, in_order(found))


def _contradictions(file: ProgressFile, document: Document) -> Iterator[Diagnostic]:
    """What cannot be true together, each at the line that says the second half of it."""
    first: dict[str, int] = {}
    for place, report in enumerate(file.items):
        if report.id in first:
            yield _twice(report.id, document.span(("items", place, "id")), _id_at(document, first[report.id]))
        first.setdefault(report.id, place)
        yield from _of_report(report, document, place)


def _id_at(document: Document, place: int) -> Span:
    return document.span(("items", place, "id"))


def _twice(id_: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic(
        rule="duplicate-id",
        span=span,
        message=say("“{id}” is reported twice", id=id_),
        help=say("keep what is known of it in one place"),
        related=(Related(first, say("first used here")),),
    )


def _of_report(report: Report, document: Document, place: int) -> Iterator[Diagnostic]:
    def at(key: str) -> Span:
        return document.span(("items", place, key))

    if report.blocked is None:
        for key in ("reason", "until"):
            if getattr(report, key) is not None:
                yield missing_key("blocked", document.key_span(("items", place, key)))
    elif report.reason is None:
        yield missing_key("reason", document.key_span(("items", place, "blocked")))
    if (days := _reversed(report.started, report.done)) is not None:
        yield _wrong_day(at("done"), say("done on {day}, before it started on {other}", **days))
    if (days := _reversed(report.blocked, report.done)) is not None:
        yield _wrong_day(at("blocked"), say("blocked on {other}, when it was done on {day}", **days))
    if (days := _reversed(report.blocked, report.until)) is not None:
        yield _wrong_day(at("until"), say("blocked until {day}, before it was blocked on {other}", **days))


def _reversed(earlier: date | None, later: date | None) -> dict[str, date] | None:
    """The two days where the one that should be later is not."""
    if earlier is None or later is None or earlier <= later:
        return None
    return {"day": later, "other": earlier}


def _wrong_day(span: Span, message: Said) -> Diagnostic:
    return Diagnostic(rule="wrong-value", span=span, message=message, help=say("correct one of the two days"))
