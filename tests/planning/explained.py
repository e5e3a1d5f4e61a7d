"""Explanations of small plans: the playbooks are the tests' own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planning.planned import ANSWERS, answers_of, library_of

from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.pipeline import dates, plan, prepare
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.lookup import Entry, Left, find
from rse_plan.planning.plan import Plan
from rse_plan.planning.prepared import Prepared
from rse_plan.planning.why import Explanation, explain
from rse_plan.planning.why_absent import Absent, explain_absent


@dataclass(frozen=True)
class Asked:
    """A plan that can be asked about."""

    answers: Answers
    library: Library
    made: Plan
    ready: Prepared

    def why(self, id_: str) -> Explanation:
        """About something in the plan."""
        entry = self.found(id_)
        assert not isinstance(entry, Left), f"{id_} is not in the plan"
        return explain(entry, self.made, self.ready, self.dates)

    def why_not(self, id_: str) -> Absent:
        """About something that is not."""
        entry = self.found(id_)
        assert isinstance(entry, Left), f"{id_} is in the plan"
        return explain_absent(entry, self.ready.sheet, self.sheet)

    def found(self, id_: str) -> Entry | Left:
        return find(id_, self.made, self.ready.sheet)

    def dates(self, answers: Answers) -> Mapping[str, tuple[date, date]]:
        return dates(answers, self.library)

    def sheet(self, answers: Answers) -> FactSheet:
        return prepare(answers, self.library, work_only=True).sheet


def asked(*playbooks: str, answers: str = ANSWERS) -> Asked:
    """A plan of these playbooks."""
    library = library_of(*playbooks)
    given = answers_of(answers, library)
    return Asked(given, library, plan(given, library), prepare(given, library))
