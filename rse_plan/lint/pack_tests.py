"""Packs' own tests: what their authors expect of the plan that some answers make (`kind: test`).

A broken expectation is a finding named `failed-test`. It is none of the rules: it has no page, no profile
and no ignore, for it is the author's own word that is broken.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath

from rse_plan.diagnostics import Diagnostic, has_errors, nearest
from rse_plan.errors import Said, UserError, say
from rse_plan.library import Library, Sourced
from rse_plan.library.load import errors_of
from rse_plan.library.with_answers import answers_in
from rse_plan.lint.engine import File
from rse_plan.lint.outlook import can_plan
from rse_plan.model.answers import Answers
from rse_plan.model.plan_test import Expect, PlanTest
from rse_plan.pipeline import prepare, remade
from rse_plan.planning.facts import SINGULAR, FactSheet
from rse_plan.planning.health import health
from rse_plan.planning.lookup import Left, find
from rse_plan.planning.plan import Plan, Planned
from rse_plan.planning.why_absent import explain_absent
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document, Entry, Mapping, Scalar

NAME = "failed-test"
"""What findings of tests are called."""


def failures(file: File) -> Iterator[Diagnostic]:
    """Every expectation of a test that does not hold, at its place in the test."""
    if file.test is None:
        return
    running = _Running(file.test, file.library)
    if not can_plan(file.library):
        yield from running.not_run(file)
        return
    document = running.answers
    if document is None:
        yield running.failed(
            ("answers",),
            say("there is no answers file “{path}”", path=file.test.value.answers),
            say("the path begins in the test’s own folder; write the answers themselves otherwise"),
        )
        return
    answers, faults = answers_in(document, file.library)
    if document.path == file.document.path:
        yield from faults
    elif has_errors(faults):
        yield running.failed(("answers",), say("{place} is wrong", place=str(faults[0].span)))
    if not has_errors(faults):
        yield from running.against(answers)


@dataclass(frozen=True)
class _Running:
    """A test with the library that it is run with."""

    test: Sourced[PlanTest]
    library: Library

    def failed(self, route: tuple[str | int, ...], what: Said, advice: Said | None = None) -> Diagnostic:
        message = say("test “{test}”: {what}", test=self.test.value.name, what=what)
        return Diagnostic(rule=NAME, span=self.test.span(*route), message=message, help=advice)

    def not_run(self, file: File) -> Iterator[Diagnostic]:
        """That it was not run, unless the reason is among what is told anyway."""
        errors = tuple(errors_of(self.library))
        if not errors:
            yield self.failed(("name",), say("it was not run, for the library lacks core questions"))
        elif not any(one.span.path in file.given for one in errors):
            place = str(errors[0].span)
            yield self.failed(("name",), say("it was not run, for {place} is wrong", place=place))

    @cached_property
    def answers(self) -> Document | None:
        """The answers of the test as a file of their own."""
        document = self.test.document
        node = document.root.get("answers")
        if isinstance(node, Mapping):
            return Document(document.path, document.text, _with_header(node))
        folder = PurePosixPath(document.path).parent
        wanted = os.path.normpath(folder / str(self.test.value.answers))
        answers = (one for one in self.library.documents if one.kind == "answers")
        return next((one for one in answers if os.path.normpath(one.path) == wanted), None)

    def against(self, answers: Answers) -> Iterator[Diagnostic]:
        yield from self._expectations()
        try:
            plan, sheet = remade(answers, self.library), prepare(answers, self.library).sheet
        except UserError as refusal:
            yield self.failed(("answers",), refusal.message, refusal.help)
            return
        yield from self._presence(plan, sheet)
        yield from self._dates(plan, sheet)
        yield from self._opening(plan.first_opening)
        yield from self._findings(answers, plan)

    def _expectations(self) -> Iterator[Diagnostic]:
        """What no plan could break, or keep."""
        expect = self.test.value.expect
        if not expect.model_fields_set or expect == Expect():
            what = say("nothing is expected of the plan")
            yield self.failed(
                ("expect",), what, say("name items:, absent:, dates:, first_opening: or findings:")
            )
        for item, days in expect.dates.items():
            if days[0] > days[-1]:
                what = say("{first} comes after {last}", first=days[0], last=days[-1])
                yield self.failed(("expect", "dates", item), what, say("write [first, last]"))

    def _presence(self, plan: Plan, sheet: FactSheet) -> Iterator[Diagnostic]:
        expect, ids = self.test.value.expect, tuple(_ids(plan))
        for number, item in enumerate(expect.items):
            if not _named(item, ids):
                yield self.failed(("expect", "items", number), *_missing(item, plan, sheet))
        for number, item in enumerate(expect.absent):
            found = _named(item, ids)
            if found:
                what = say("“{item}” is in the plan", item=found[0])
                yield self.failed(("expect", "absent", number), what, _why(found[0]))
            elif isinstance(left := _left(item, plan, sheet), UserError):
                yield self.failed(("expect", "absent", number), left.message, left.help)

    def _dates(self, plan: Plan, sheet: FactSheet) -> Iterator[Diagnostic]:
        by_id = {item.id: item for item in plan.items}
        for item, days in self.test.value.expect.dates.items():
            found = _named(item, tuple(by_id))
            what: Said | None
            if not found:
                what, advice = _undated(item, plan, sheet)
            else:
                what, advice = _days(by_id[found[0]], days) if len(found) == 1 else _not_one(item, found)
            if what is not None and days[0] <= days[-1]:
                yield self.failed(("expect", "dates", item), what, advice)

    def _opening(self, opening: date | None) -> Iterator[Diagnostic]:
        wanted = self.test.value.expect.first_opening
        if wanted is None or wanted == opening:
            return
        what = say("the first opening is on {day}, not on {wanted}", day=opening, wanted=wanted)
        if opening is None:
            what = say("no community opens in this plan")
        yield self.failed(("expect", "first_opening"), what, _ADVICE)

    def _findings(self, answers: Answers, plan: Plan) -> Iterator[Diagnostic]:
        wanted = self.test.value.expect.findings
        if not wanted:
            return
        found = (*plan.warnings, *health(prepare(answers, self.library), plan))
        names = sorted({one.rule for one in found})
        for number, name in enumerate(wanted):
            if name not in names:
                what = say("“{name}” is not found in this plan", name=name)
                told = say("found: {names}", names=", ".join(names)) if names else None
                yield self.failed(("expect", "findings", number), what, nearest(name, names) or told)


_ADVICE = say("mend the playbook, or the test if the new day is right")


def _why(item: str) -> Said:
    return say("“rse-plan why {item}” says why, with these answers", item=item)


def _left(item: str, plan: Plan, sheet: FactSheet) -> Left | UserError | None:
    """The item of the library that a plan lacks, or why nothing is called so; None if it is there."""
    try:
        found = find(item, plan, sheet)
    except UserError as refusal:
        ref, _, element = item.partition("@")
        elements = (f"{ref}@{id_}" for collection in SINGULAR for id_ in sheet.elements(collection))
        places = sheet.library.index.places
        known = tuple(elements) if element and ref in places else (*_ids(plan), *places)
        advice = nearest(item, known) or say("write playbook/item, or playbook/item@element")
        return UserError(refusal.message, advice)
    return found if isinstance(found, Left) else None


def _missing(item: str, plan: Plan, sheet: FactSheet) -> tuple[Said, Said | None]:
    left = _left(item, plan, sheet)
    if isinstance(left, UserError):
        return left.message, left.help
    what = say("“{item}” is not in the plan", item=item)
    return what, _why_left(item, left, sheet) if left is not None else _why(item)


def _undated(item: str, plan: Plan, sheet: FactSheet) -> tuple[Said, Said | None]:
    """Not in the plan, or there without a day of its own, such as a risk."""
    if _named(item, tuple(_ids(plan))):
        return say("“{item}” has no date in the plan", item=item), _why(item)
    return _missing(item, plan, sheet)


def _why_left(item: str, left: Left, sheet: FactSheet) -> Said:
    """The first condition that keeps an item out; what else there may be to say, `why` says."""
    absent = explain_absent(left, sheet, _no_other)
    for clause in (clause for absence in absent.absences for clause in absence.failed):
        return say(
            "its condition “{condition}” does not hold with these answers ({place})",
            condition=clause.condition.text,
            place=str(clause.span),
        )
    for skip in absent.skipped:
        return say("“{playbook}” leaves it out with these answers", playbook=skip.origin.playbook)
    if absent.empty is not None:
        return say("these answers have no {collection} that it could be for", collection=absent.empty)
    return _why(item)


def _no_other(_: Answers) -> FactSheet:
    """Other answers are not tried: the test is about these."""
    raise UserError(say("no other answers are tried"))


def _ids(plan: Plan) -> Iterator[str]:
    """Every item of a plan, of work or not."""
    yield from (item.id for item in plan.items)
    yield from (kpi.chosen.id for kpi in plan.kpis)
    yield from (ask.chosen.id for ask in plan.asks)
    others = (plan.risks, plan.objections, plan.messages, plan.arguments, plan.options)
    yield from (chosen.id for group in others for chosen in group)


def _named(item: str, ids: Sequence[str]) -> tuple[str, ...]:
    """The items that a name means: the one of an element, or those of every element of the loop."""
    return tuple(id_ for id_ in ids if item in (id_, id_.partition("@")[0]))


def _days(found: Planned, wanted: Sequence[date]) -> tuple[Said | None, Said]:
    names = {"item": found.id, "start": found.start, "finish": found.finish}
    if tuple(wanted) in ((found.finish,), (found.start, found.finish)):
        return None, _ADVICE
    if found.start == found.finish:
        return say("“{item}” is on {finish}, not on {wanted}", wanted=wanted[-1], **names), _ADVICE
    if len(wanted) == 1:
        return say("“{item}” ends on {finish}, not on {wanted}", wanted=wanted[0], **names), _ADVICE
    first, last = wanted
    what = say(
        "“{item}” lasts from {start} to {finish}, not from {first} to {last}", first=first, last=last, **names
    )
    return what, _ADVICE


def _not_one(item: str, found: Sequence[str]) -> tuple[Said, Said]:
    what = say("“{item}” is in the plan {count} times", item=item, count=len(found))
    return what, say("name one of them, such as {item}", item=found[0])


def _with_header(node: Mapping) -> Mapping:
    """Answers inside a test need not say again what they are."""
    place = node.entries[0].key.span if node.entries else node.span
    start = Span(place.path, place.line, place.column, place.line, place.column)
    header = (("kind", "answers"), ("format", "1"))
    added = [
        Entry(Scalar(key, True, start), Scalar(value, True, start))
        for key, value in header
        if node.get(key) is None
    ]
    return node._replace(entries=(*added, *node.entries))
