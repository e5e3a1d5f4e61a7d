"""The plan of an answers file, examined once for all rules: each finding at its place in the answers.

What cannot hold is found by the planner, as `check` prints it; here it gets the name of lint's rule, and a
place that whoever answers can change. Findings of items keep the playbook's line as a related place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rse_plan.diagnostics import Diagnostic, Related, Severity
from rse_plan.documents.words import Words
from rse_plan.errors import Said, UserError, say
from rse_plan.library import Library
from rse_plan.library.load import is_broken
from rse_plan.model.answers import Answers, start_date
from rse_plan.model.periods import SCHOOL_HOLIDAYS
from rse_plan.model.question import GROUPS
from rse_plan.pipeline import prepare, remade
from rse_plan.planning.checkup import Checkup, examine
from rse_plan.planning.findings import OVERLOAD
from rse_plan.planning.health import AWAY
from rse_plan.planning.levelling.effort import QUICK, STANDARD
from rse_plan.planning.plan import Assumption, Planned, Shown
from rse_plan.planning.prepared import Prepared
from rse_plan.planning.schedule import first_opening
from rse_plan.planning.ways_out import Outcome, outcome_of
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document

DATE, LAUNCH, ABSENT, ASSUMED = "date-cannot-hold", "launch-in-blackout", "sponsor-absent", "assumed-critical"
UNKNOWN = "unknown-reference"
RULE_OF: Mapping[str, str] = {
    "date-cannot-hold": DATE,
    "decision-put-off": DATE,
    "no-opening": DATE,
    OVERLOAD: OVERLOAD,
    "launch-in-blackout": LAUNCH,
    "opening-in-closed-week": LAUNCH,
    "ask-during-absence": ABSENT,
    "ask-over-minutes": ABSENT,
    UNKNOWN: UNKNOWN,
}
"""Lint's rule for each finding of the planner; the others are told by `check` alone."""
SECTION_OF = {DATE: "calendar", LAUNCH: "calendar", OVERLOAD: "people", ABSENT: "sponsors"}
"""Where the answer stands that would mend it, when nothing says so more exactly."""
PRINTED = ("community.members", "community.use_case", "employer.headcount", "employer.works_council")
"""Questions without which nothing can be planned: every plan prints them."""


@dataclass(frozen=True, slots=True)
class InWords:
    """A value as documents print it, in the language of whoever reads the finding."""

    shown: Shown

    def in_(self, language: str) -> str:
        """Such as “works council: yes, one (assumed)”."""
        return Words(language).named(self.shown)


@dataclass(frozen=True)
class Outlook:
    """What rules find in the plan of an answers file, by the name of the rule."""

    findings: tuple[Diagnostic, ...]

    def of(self, rule: str) -> Iterator[Diagnostic]:
        """The findings of one rule."""
        return (found for found in self.findings if found.rule == rule)


def outlook(document: Document, answers: Answers, library: Library) -> Outlook | None:
    """Plan at the usual effort and examine; None when playbooks are broken or no start date is given."""
    if start_date(answers) is None or not can_plan(library):
        return None
    try:
        prepared, checkup = examined(answers, library)
    except UserError as refusal:
        place = refusal.span or document.key_span(("calendar",))
        found = Diagnostic(rule=DATE, span=place, message=refusal.message, help=refusal.help)
        return Outlook((found,))
    return Outlook(tuple(_Reading(document, prepared, checkup).findings()))


def can_plan(library: Library) -> bool:
    """Whether plans can be made with a library: it has no errors, and the questions that each plan prints."""
    return not is_broken(library) and all(name in library.questions for name in PRINTED)


def examined(answers: Answers, library: Library) -> tuple[Prepared, Checkup]:
    """A plan examined as `check` does; raises UserError when none can be made."""

    def quick(other: Answers) -> date | None:
        return first_opening(prepare(other, library, work_only=True).grid, QUICK)

    def sure(other: Answers) -> Outcome:
        return outcome_of(remade(other, library))

    prepared = prepare(answers, library)
    return prepared, examine(prepared, remade(answers, library, STANDARD), quick, sure)


@dataclass(frozen=True)
class _Reading:
    """An examined plan with the answers file that it was made from."""

    document: Document
    prepared: Prepared
    checkup: Checkup

    def findings(self) -> Iterator[Diagnostic]:
        for found in self.checkup.findings:
            rule = RULE_OF.get(found.rule)
            if rule is not None and (found.rule != "no-opening" or found.severity is Severity.ERROR):
                yield self._worded(found, rule)
        for assumption in self.checkup.plan.assumptions:
            if assumption.critical:
                yield self._assumed(assumption)

    def _worded(self, found: Diagnostic, rule: str) -> Diagnostic:
        placed = replace(self._placed(found, rule), rule=rule)
        if found.rule == "opening-in-closed-week" and found.message.values["reason"] != AWAY[SCHOOL_HOLIDAYS]:
            return replace(placed, severity=Severity.ERROR)
        target = self.checkup.target
        if found.rule == "date-cannot-hold" and "wanted" in found.message.values and target is not None:
            return replace(placed, related=tuple(self._chain()), help=self._cheapest())
        return placed

    # --- the wanted day ---

    def _chain(self) -> Iterator[Related]:
        """What the first opening waits for, from the opening back."""
        items = self._items()
        for id_ in self.checkup.target.chain if self.checkup.target is not None else ():
            item = items[id_]
            names = {"item": id_, "start": item.start, "finish": item.finish}
            lasts = item.start != item.finish
            message = (
                say("{item}: {start} to {finish}", **names) if lasts else say("{item}, {start}", **names)
            )
            yield Related(item.chosen.origin.span, message)

    def _cheapest(self) -> Said | None:
        """The way out that costs least, of those that `check` prints."""
        target = self.checkup.target
        way = min(self.checkup.ways, key=lambda way: (way.cost, -way.gained), default=None)
        if way is not None:
            changes = ", ".join(change.typed for change in way.answers)
            return say(
                "the cheapest change is {changes}: the first opening is then on {day}",
                changes=changes,
                day=way.opening,
            )
        if target is None:
            return None
        return say(
            "no answer that the organisation decides alone was found to help: open on {day}",
            day=target.opening,
        )

    # --- places ---

    def _placed(self, found: Diagnostic, rule: str) -> Diagnostic:
        """A finding where the answers can mend it."""
        if found.span.path != self.document.path:
            item = self._items().get(str(found.message.values.get("item")))
            here = self._of_item(item) if item is not None else self._section(SECTION_OF[rule])
            return replace(found, span=here, related=(Related(found.span, say("where it is written")),))
        root = self.document.root.span
        if (found.span.line, found.span.column) == (root.line, root.column):
            return replace(found, span=self._section(SECTION_OF[rule]))
        for person in self.prepared.answers.people.values():
            if person.span == found.span and person.hours_span is not None:
                return replace(found, span=person.hours_span)
        return found

    def _items(self) -> Mapping[str, Planned]:
        return {item.id: item for item in self.checkup.plan.items}

    def _of_item(self, item: Planned) -> Span:
        """The day that the answers give it, else its community's, else the community itself."""
        elements = item.chosen.elements
        community = elements.get("community")
        names = [getattr(item.item, "on", None), "community.opens_on" if community is not None else None]
        for name in filter(None, names):
            span = self.prepared.sheet.fact(name, elements).span
            if span is not None:
                return span
        return self._element("community", community) if community is not None else self._section("calendar")

    def _element(self, singular: str, id_: str) -> Span:
        plural = GROUPS[singular]
        elements = self.prepared.answers.groups.get(plural, ())
        position = next((at for at, element in enumerate(elements) if element.id == id_), None)
        return self.document.span((plural, position, "id")) if position is not None else self._section(plural)

    def _section(self, key: str) -> Span:
        """A key at the top; the first one where it is not written."""
        entries = self.document.root.entries
        found = self.document.root.key(key)
        return found.span if found is not None else entries[0].key.span

    # --- assumptions ---

    def _assumed(self, assumption: Assumption) -> Diagnostic:
        prefix = assumption.question.partition(".")[0]
        elements = {prefix: assumption.element} if assumption.element is not None else {}
        span = self.prepared.sheet.fact(assumption.question, elements).span
        if span is None:
            span = self._unasked(prefix, assumption.element)
        shown = InWords(assumption.shown)
        return Diagnostic(
            rule=ASSUMED,
            span=span,
            message=say("the first opening rests on an assumption: {value}", value=shown),
            help=_find_out(assumption),
            severity=Severity.WARNING,
        )

    def _unasked(self, prefix: str, element: str | None) -> Span:
        if prefix in GROUPS and element is not None:
            return self._element(prefix, element)
        return self._section(GROUPS.get(prefix, prefix))


def _find_out(assumption: Assumption) -> Said:
    names = {"question": assumption.question}
    if assumption.todo is None:
        return say("find out, and answer {question}", **names)
    return say("{todo}; then answer {question}", todo=assumption.todo, **names)
